"""The shape of a table on the screen: merged cells, hidden rows, columns in proportion, rows as high as their words."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from core.template import CellRole
from ui import fonts, theme
from ui.models import face
from ui.pages import cellpaint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QResizeEvent

    from core.figures import Kind
    from core.template import SheetCell
    from ui.models.entry import Position
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
        self._letters = _Letters(model.zoom)
        self._wordy: set[int] = set()
        """The rows with words to type into, which grow with them."""
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
        self._wordy = {
            row
            for row in range(self.sheet.rowCount())
            if any(self._takes_words(row, c) for c in range(len(self.sheet.sheet.cells[row])))
        }
        for r, row in enumerate(self.sheet.sheet.cells):
            self.setRowHidden(r, (r < self.sheet.sheet.header_rows) is not self.header)
            for c, cell in enumerate(row):
                if cell is not None and cell.rows * cell.cols > 1:
                    self.setSpan(r, c, cell.rows, cell.cols)
        self.fit()

    def _takes_words(self, row: int, column: int) -> bool:
        figure = self.sheet.figure_at(row, column)
        return figure is not None and not figure.kind.numeric

    def fit(self) -> None:
        """Columns in the form's proportions over the width there is, rows as high as their words."""
        if self._letters.zoom != self.sheet.zoom:
            self._letters = _Letters(self.sheet.zoom)
        widths = self._widths()
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        for row in range(self.sheet.rowCount()):
            if not self.isRowHidden(row):
                self.setRowHeight(row, self._height(row, widths))
        self._stretch_for_spans(widths)
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
        for row, column in widest(self.sheet):
            cell = self.sheet.cell(row, column)
            if cell is not None:
                text = face.display(self.sheet, cell, row, column)
                least[column] = max(least[column], self._letters.width(text, bold=_bold(cell)) + 2 * cellpaint.PAD + 2)
        return least

    def _height(self, row: int, widths: list[int]) -> int:
        most = round(theme.ROW * self.sheet.zoom)
        for column in range(self.sheet.columnCount()):
            cell = self.sheet.cell(row, column)
            if cell is None or cell.rows > 1 or _numeric(self.sheet, row, column):
                continue
            text = face.display(self.sheet, cell, row, column) if cell.role is CellRole.FIGURE else cell.text
            if text:
                width = sum(widths[column : column + cell.cols])
                most = max(most, self._letters.height(text, width, bold=_bold(cell)))
        return most

    def _stretch_for_spans(self, widths: list[int]) -> None:
        """A cell over several rows has the last of them grow where its words take more than all."""
        for r, row in enumerate(self.sheet.sheet.cells):
            for c, cell in enumerate(row):
                if cell is None or cell.rows == 1 or not cell.text or self.isRowHidden(r):
                    continue
                rows = range(r, min(r + cell.rows, self.sheet.rowCount()))
                wanted = self._letters.height(cell.text, sum(widths[c : c + cell.cols]), bold=_bold(cell))
                short = wanted - sum(self.rowHeight(one) for one in rows)
                if short > 0:
                    self.setRowHeight(rows[-1], self.rowHeight(rows[-1]) + short)

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
        figure = self.sheet.figure_at(first.row(), first.column())
        one = first == last
        if one and figure is not None and figure.kind.numeric:
            narrow = self._too_narrow(first)
        else:
            narrow = not one and any(least > self.columnWidth(column) for column, least in enumerate(self._least()))
        if narrow:
            self.fit()
        elif not one or (figure is not None and not figure.kind.numeric):
            self._heighten(range(first.row(), last.row() + 1))

    def _heighten(self, rows: Iterable[int]) -> None:
        """The heights of rows anew, where words may have changed."""
        widths = [self.columnWidth(column) for column in range(self.sheet.columnCount())]
        changed = False
        for row in rows:
            if row in self._wordy and not self.isRowHidden(row):
                height = self._height(row, widths)
                changed = changed or height != self.rowHeight(row)
                self.setRowHeight(row, height)
        if changed:
            self.laid.emit()

    def _too_narrow(self, index: QModelIndex) -> bool:
        cell = self.sheet.cell(index.row(), index.column())
        if cell is None or cell.cols > 1:
            return False
        text = face.display(self.sheet, cell, index.row(), index.column())
        return self._letters.width(text, bold=_bold(cell)) + 2 * cellpaint.PAD > self.columnWidth(index.column())


class _Letters:
    """How wide and high words are in the cells' fonts; each is measured once."""

    def __init__(self, zoom: float) -> None:
        self.zoom = zoom
        self._fonts = {bold: fonts.interface(round(fonts.BASE * zoom), bold=bold) for bold in (False, True)}
        self._metrics = {bold: QFontMetrics(font) for bold, font in self._fonts.items()}
        self._widths: dict[tuple[str, bool], int] = {}
        self._heights: dict[tuple[str, int, bool], int] = {}

    def width(self, text: str, *, bold: bool) -> int:
        """Of one line."""
        known = self._widths.get((text, bold))
        if known is None:
            known = self._widths[text, bold] = self._metrics[bold].horizontalAdvance(text)
        return known

    def height(self, text: str, width: int, *, bold: bool) -> int:
        """Of a cell of that width with the text wrapped in it."""
        known = self._heights.get((text, width, bold))
        if known is None:
            known = self._heights[text, width, bold] = cellpaint.height_of(text, self._fonts[bold], width)
        return known


def _bold(cell: SheetCell) -> bool:
    return cell.role is CellRole.HEADER


def widest(model: SheetModel) -> Iterator[Position]:
    """The cells that decide how narrow each column may be: words of letters, and of each kind of number the longest.

    Digits are of one width, so that the least and the greatest number of a kind are its longest.
    """
    extremes: dict[tuple[int, Kind, str, int], tuple[tuple[Fraction, Position], tuple[Fraction, Position]]] = {}
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            cell, place = model.cell(row, column), (row, column)
            if cell is None or cell.cols > 1:
                continue
            figure = model.figure_at(row, column)
            number = model.report.value(cell.key, cell.aspect).number if figure is not None and cell.key else None
            if number is None or figure is None or not figure.kind.numeric or model.draft(row, column):
                text = face.display(model, cell, row, column)
                if text and (text.isascii() or _numeric(model, row, column)):
                    yield place
                continue
            kind = column, figure.kind, figure.unit, figure.decimals
            here = Fraction(number), place
            low, high = extremes.get(kind, (here, here))
            extremes[kind] = min(low, here), max(high, here)
    for low, high in extremes.values():
        yield low[1]
        yield high[1]
