"""The shape of a table on the screen: merged cells, hidden rows, columns in proportion, rows as high as their words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from ui import theme
from ui.pages import cellpaint

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QResizeEvent

    from ui.models.sheet import SheetModel

LEAST_COLUMN = theme.space(10)


def _numeric(model: SheetModel, row: int, column: int) -> bool:
    figure = model.figure_at(row, column)
    return figure is not None and figure.kind.numeric


class SheetLayout(QTableView):
    """Shows the rows of a sheet that stand still above (`header`), or the others."""

    laid = Signal()
    """Columns and rows have their sizes."""

    def __init__(self, model: SheetModel, parent: QWidget | None = None, *, header: bool = False) -> None:
        super().__init__(parent)
        self.sheet = model
        self.header = header
        self.leader: SheetLayout | None = None
        """The view whose columns this one follows."""
        self._dress()
        self.setModel(model)
        model.modelReset.connect(self.lay)
        model.dataChanged.connect(self._data_changed)

    def _dress(self) -> None:
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.ROW // 2)
        self.horizontalHeader().setMinimumSectionSize(theme.space(4))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        typing = triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked
        self.setEditTriggers(triggers.NoEditTriggers if self.header else typing)
        if self.header:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def lay(self) -> None:
        """Spans, hidden rows and sizes anew."""
        self.clearSpans()
        for r, row in enumerate(self.sheet.sheet.cells):
            self.setRowHidden(r, (r < self.sheet.sheet.header_rows) is not self.header)
            for c, cell in enumerate(row):
                if cell is not None and cell.rows * cell.cols > 1:
                    self.setSpan(r, c, cell.rows, cell.cols)
        self.fit()

    def fit(self) -> None:
        """Columns in the form's proportions over the width there is, rows as high as their words."""
        widths = self._widths()
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        for row in range(self.sheet.rowCount()):
            if not self.isRowHidden(row):
                self.setRowHeight(row, self._height(row, widths))
        self.laid.emit()

    def _widths(self) -> list[int]:
        count = self.sheet.columnCount()
        if self.leader is not None:
            return [self.leader.columnWidth(column) for column in range(count)]
        shares = list(self.sheet.sheet.form.widths) or [1.0] * count
        shares += [1.0] * (count - len(shares))
        room = round(self.viewport().width() * max(self.sheet.zoom, 1.0))
        least = self._least()
        spare = max(room - sum(least), 0)
        wanted = [max(room * share / sum(shares[:count]) - low, 0) for share, low in zip(shares, least, strict=False)]
        scale = spare / sum(wanted) if sum(wanted) else 0
        edges = [round(sum(least[:at]) + scale * sum(wanted[:at])) for at in range(count + 1)]
        return [right - left for left, right in pairwise(edges)]

    def _least(self) -> list[int]:
        """What each column takes so that no number, code or word of letters is cut."""
        least = [LEAST_COLUMN] * self.sheet.columnCount()
        for row in range(self.sheet.rowCount()):
            for column in range(len(least)):
                cell = self.sheet.cell(row, column)
                if cell is None or cell.cols > 1:
                    continue
                text = self.sheet.index(row, column).data() or ""
                if text.isascii() or _numeric(self.sheet, row, column):
                    width = QFontMetrics(cellpaint.font_of(cell, self.sheet.zoom)).horizontalAdvance(text)
                    least[column] = max(least[column], width + 2 * cellpaint.PAD + 2)
        return least

    def _height(self, row: int, widths: list[int]) -> int:
        most = round(theme.ROW * self.sheet.zoom)
        for column in range(self.sheet.columnCount()):
            cell = self.sheet.cell(row, column)
            figure = self.sheet.figure_at(row, column)
            if cell is None or cell.rows > 1 or (figure is not None and figure.kind.numeric):
                continue
            text = self.sheet.index(row, column).data() or ""
            width = sum(widths[column : column + cell.cols])
            most = max(most, cellpaint.height_of(text, cellpaint.font_of(cell, self.sheet.zoom), width) if text else 0)
        return most

    def content_height(self) -> int:
        """How high all shown rows are."""
        return sum(self.rowHeight(row) for row in range(self.sheet.rowCount()) if not self.isRowHidden(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def _data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if self.leader is not None:
            return
        if first != last:
            self.fit()
            return
        figure = self.sheet.figure_at(first.row(), first.column())
        if figure is not None and figure.kind.numeric and self._too_narrow(first):
            self.fit()
        if figure is not None and not figure.kind.numeric and not self.isRowHidden(first.row()):
            self.setRowHeight(first.row(), self._height(first.row(), self._widths()))
            self.laid.emit()

    def _too_narrow(self, index: QModelIndex) -> bool:
        cell = self.sheet.cell(index.row(), index.column())
        if cell is None or cell.cols > 1:
            return False
        width = QFontMetrics(cellpaint.font_of(cell, self.sheet.zoom)).horizontalAdvance(index.data() or "")
        return width + 2 * cellpaint.PAD > self.columnWidth(index.column())
