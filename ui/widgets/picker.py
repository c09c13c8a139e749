"""A line to type into and what matches below it, over the page: for figures, for codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

_DATA = Qt.ItemDataRole.UserRole + 1


class Picker(QFrame):
    """Subclasses say what `offers` match; Enter or a click chooses, Esc gives up."""

    chosen = Signal(object)
    """What the chosen offer stands for."""
    given_up = Signal()

    def __init__(self, parent: QWidget, name: str, hint: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("picker")
        theme.role(self, "card")
        self._done = False
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(hint)
        self.words.setAccessibleName(name)
        self.words.textChanged.connect(self.search)
        self.words.installEventFilter(self)
        self.model = QStandardItemModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setAccessibleName(f"{name}：可选的")
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

    def offers(self, words: str) -> list[tuple[str, object]]:
        """What matches the words: a line each, with what it stands for."""
        raise NotImplementedError

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

    def search(self, words: str) -> None:
        """List what matches."""
        self.model.clear()
        for line, data in self.offers(words):
            item = QStandardItem(line)
            item.setToolTip(line)
            item.setData(data, _DATA)
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
        data = index.data(_DATA)
        if data is None:
            return
        self._done = True
        self.close()
        self.chosen.emit(data)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not self._done:
            self._done = True
            self.given_up.emit()
