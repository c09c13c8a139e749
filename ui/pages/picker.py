"""Choosing a figure by name, to show it in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from core.narrative import Ref
from ui import theme
from ui.models import cells

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from core.report import Report
    from core.rules import CellId

MOST = 60
_CELL = Qt.ItemDataRole.UserRole + 1


def offered(report: Report, words: str) -> list[CellId]:
    """The cells whose names hold all the words, filled ones first."""
    wanted = words.split()
    found = []
    for (key, aspect), held in _cells(report).items():
        label = report.engine.label(key, aspect)
        if all(word in label or word in key for word in wanted):
            found.append((not held, len(label), label, (key, aspect)))
    return [cell for *_, cell in sorted(found)[:MOST]]


def _cells(report: Report) -> dict[CellId, bool]:
    """Every cell a text may show, and whether it is filled."""
    placed: dict[CellId, bool] = {}
    for cell in [*report.entries, *report.engine.computed]:
        placed[cell] = report.value(*cell).filled
    for table in report.template.tables:
        for row in report.sheet(table).cells:
            for shown in row:
                if shown is not None and shown.key:
                    placed.setdefault((shown.key, shown.aspect), False)
    return placed


class FigurePicker(QFrame):
    """A line to type a name, and the figures that match."""

    chosen = Signal(object)
    """A list with one Ref."""
    given_up = Signal()

    def __init__(self, report: Report, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("picker")
        theme.role(self, "card")
        self._report = report
        self._done = False
        self.words = QLineEdit(self)
        self.words.setPlaceholderText("数据名称，例如 公务接待费")
        self.words.setAccessibleName("数据名称")
        self.words.textChanged.connect(self._search)
        self.words.installEventFilter(self)
        self.model = QStandardItemModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setStyleSheet(f"QListView::item {{ padding: 0 {theme.space(2)}px; }}")
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(2), theme.space(2), theme.space(2), theme.space(2))
        column.setSpacing(theme.space(1))
        column.addWidget(self.words)
        column.addWidget(self.list)
        self._search("")

    def sizeHint(self) -> QSize:
        return QSize(theme.space(100), theme.space(76))

    def popup(self, point: QPoint) -> None:
        """Show under a point of the screen, within it."""
        self.resize(self.sizeHint())
        screen = self.screen().availableGeometry()
        left = min(point.x(), screen.right() - self.width())
        above = point.y() + self.height() > screen.bottom()
        self.move(max(left, screen.left()), point.y() - self.height() - theme.ROW if above else point.y())
        self.show()
        self.words.setFocus()

    def _search(self, words: str) -> None:
        self.model.clear()
        for key, aspect in offered(self._report, words):
            view = self._report.cell(key, aspect)
            source = f"　{view.figure.source}" if view.figure.source else ""
            item = QStandardItem(f"{cells.name(view)}　{cells.with_unit(self._report, view)}{source}")
            item.setData((key, aspect), _CELL)
            item.setSizeHint(QSize(0, theme.ROW))
            self.model.appendRow(item)
        self.list.setCurrentIndex(self.model.index(0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Down | Qt.Key.Key_Up:
                    self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._take(self.list.currentIndex())
                    return True
                case Qt.Key.Key_Escape:
                    self.close()
                    return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        row = self.list.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(row, 0))

    def _take(self, index: QModelIndex) -> None:
        cell = index.data(_CELL)
        if cell is None:
            return
        self._done = True
        self.close()
        self.chosen.emit([Ref(*cell)])

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not self._done:
            self._done = True
            self.given_up.emit()
