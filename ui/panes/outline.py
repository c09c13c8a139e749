"""The left pane: the outline with its badges and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from ui import fonts, theme
from ui.panes.outline_model import SPOT, TALLY, OutlineModel
from ui.widgets.badge import paint_badge
from ui.widgets.controls import column

if TYPE_CHECKING:
    from ui.panes.board import Board
    from ui.panes.places import Spot
    from ui.panes.tally import Tally

_BADGE = theme.space(6)
_STEP = theme.space(4)


class OutlinePane(QWidget):
    """The tree; `chosen` carries the Spot to show."""

    chosen = Signal(object)

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._quiet = False
        self.model = OutlineModel(board, self)
        self.view = _Tree(self.model)
        column(self).addWidget(self.view)
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self._shown: Spot | None = None
        self.model.modelReset.connect(self._reset)

    def show_spot(self, spot: Spot) -> None:
        """Mark the page that is shown, without asking for it again."""
        self._shown = spot
        index = self.model.find(spot)
        if index.isValid() and index != self.view.currentIndex():
            self._quiet = True
            self.view.setCurrentIndex(index)
            self._quiet = False
            self.view.scrollTo(index)

    def _reset(self) -> None:
        self.view.expandAll()
        if self._shown is not None:
            self.show_spot(self._shown)

    def _current_changed(self, index: QModelIndex) -> None:
        spot = index.data(SPOT)
        if spot is not None and not self._quiet:
            self.chosen.emit(spot)


class _Tree(QTreeView):
    def __init__(self, model: OutlineModel) -> None:
        super().__init__()
        self.setObjectName("outline")
        self.setAccessibleName("目录")
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.expandAll()


class _Delegate(QStyledItemDelegate):
    """Draws badge, title and counts; the level moves the title in."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.space(40), theme.ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colors = theme.current()
        drawn: Any = option  # PySide's stubs know no fields of QStyleOption
        rect: QRect = drawn.rect
        if index.data(SPOT) is None:
            _write(painter, rect.adjusted(theme.space(3), theme.space(1), 0, 0), index.data(), "secondary")
            return
        selected = bool(drawn.state & QStyle.StateFlag.State_Selected)
        if selected or drawn.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colors.color("selected" if selected else "hover"))
        if selected:
            painter.fillRect(QRect(rect.left(), rect.top(), theme.MARK, rect.height()), colors.color("accent"))
        self._line(painter, rect, index, bold=selected)

    def _line(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex, *, bold: bool) -> None:
        tally: Tally = index.data(TALLY)
        left = rect.left() + theme.space(2)
        paint_badge(painter, QRectF(left, rect.top(), _BADGE, rect.height()), tally)
        counts = f"{tally.filled}/{tally.total}" if tally.total else ""
        width = QFontMetrics(fonts.interface(fonts.SMALL)).horizontalAdvance(counts)
        right = rect.right() - theme.space(3)
        text = QRect(rect)
        text.setLeft(left + _BADGE + theme.space(1) + _depth(index) * _STEP)
        text.setRight(right - width - theme.space(2))
        _write(painter, text, index.data(), "text", bold=bold)
        text.setLeft(right - width)
        text.setRight(right + 1)
        _write(painter, text, counts, "secondary", size=fonts.SMALL)


def _depth(index: QModelIndex | QPersistentModelIndex) -> int:
    depth, parent = -1, index.parent()
    while parent.isValid():
        depth, parent = depth + 1, parent.parent()
    return depth


def _write(
    painter: QPainter, rect: QRect, text: str, token: str, *, size: int = fonts.BASE, bold: bool = False
) -> None:
    font = fonts.interface(size, bold=bold)
    painter.setFont(font)
    painter.setPen(theme.current().color(token))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
