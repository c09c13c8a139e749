"""The search box with its results under it, inside the window: a pop-up of its own would break Chinese input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from ui import icons, theme
from ui.windows.finder import Found, entries, match

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent

    from ui.panes.board import Board

_SHOWN = 9
_PLACEHOLDERS = ("查找数据、文字、科目 (Ctrl+K)", "查找数据、文字、科目", "查找 (Ctrl+K)", "查找")
"""The longest that has room is shown."""
_AROUND = theme.space(13)
"""What the glass, the margins and the border take."""
_PLACE = Qt.ItemDataRole.UserRole


class SearchBox(QLineEdit):
    """Ctrl+K comes here; Enter jumps, Escape leaves."""

    def __init__(self, board: Board, host: QWidget) -> None:
        super().__init__()
        self._board = board
        self._host = host
        self._entries: list[Found] = []
        self.setObjectName("search")
        self.setAccessibleName("查找数据、文字、科目")
        self.setPlaceholderText(_PLACEHOLDERS[0])
        self.setToolTip(_PLACEHOLDERS[0])
        self.setClearButtonEnabled(True)
        self.setTextMargins(theme.space(5), 0, 0, 0)
        self.results = QListWidget(host)
        self.results.setObjectName("search-results")
        self.results.setAccessibleName("查找结果")
        self.results.setProperty("role", "popup")
        self.results.setProperty("floating", True)
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.setUniformItemSizes(True)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.hide()
        self.results.itemClicked.connect(self._take)
        self.textEdited.connect(self._search)
        host.installEventFilter(self)

    def begin(self) -> None:
        """Take the focus with everything selected."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._entries = entries(self._board)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.results.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - _AROUND
        fitting = (words for words in _PLACEHOLDERS if self.fontMetrics().horizontalAdvance(words) <= room)
        self.setPlaceholderText(next(fitting, _PLACEHOLDERS[-1]))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        picture = icons.pixmap("search", "secondary")
        painter = QPainter(self)
        painter.drawPixmap(theme.space(2), (self.height() - theme.ICON) // 2, picture)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.results.isVisible():
            self._place_results()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take(self.results.currentItem())
            case Qt.Key.Key_Escape:
                self.results.hide()
                self.clear()
            case _:
                super().keyPressEvent(event)

    def _search(self, text: str) -> None:
        self.results.clear()
        self._entries = self._entries or entries(self._board)
        for found in match(self._entries, text):
            item = QListWidgetItem(f"{found.title}　·　{found.where}")
            item.setData(_PLACE, found.place)
            item.setSizeHint(QSize(0, theme.ROW))
            self.results.addItem(item)
        if text.strip() and not self.results.count():
            nothing = QListWidgetItem("没有找到，换个说法试试")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.results.addItem(nothing)
        self.results.setCurrentRow(0)
        self.results.setVisible(bool(text.strip()))
        self._place_results()

    def _place_results(self) -> None:
        host = self._host
        corner = self.mapTo(host, QPoint(0, self.height() + theme.space(1)))
        width = max(self.width(), theme.space(110))
        rows = min(self.results.count(), _SHOWN)
        left = max(theme.space(2), min(corner.x(), host.width() - width - theme.space(2)))
        self.results.setGeometry(left, corner.y(), width, rows * theme.ROW + theme.space(2))
        self.results.raise_()

    def _step(self, way: int) -> None:
        count = self.results.count()
        if count:
            self.results.setCurrentRow((self.results.currentRow() + way) % count)

    def _take(self, item: QListWidgetItem | None) -> None:
        place = item.data(_PLACE) if item is not None and self.results.isVisible() else None
        if place:
            self.results.hide()
            self.clear()
            self._board.session.jump(place)
