"""How a line of the problem list is drawn: sign and words, without the style sheet's way around for every cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import icons, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPainter
    from PySide6.QtWidgets import QAbstractItemView

    from ui.panes.problem_model import ProblemModel

_PAD = theme.space(2)
_MOST_KEPT = 2000


class ProblemDelegate(QStyledItemDelegate):
    """Paints what the model says of a row and column; editing is Qt's own."""

    def __init__(self, model: ProblemModel, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._model = model
        self._fitted: dict[tuple[str, int], str] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        drawn: Any = option  # PySide's stubs know no fields of QStyleOption
        rect: QRect = drawn.rect
        look = self._model.look(index.row(), index.column())
        if look is None:
            return
        if drawn.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.current().color("selected"))
        words = rect.adjusted(_PAD, 0, -_PAD, 0)
        if look.sign is not None:
            picture = icons.pixmap(*look.sign)
            painter.drawPixmap(words.left(), rect.center().y() - theme.ICON // 2 + 1, picture)
            words.setLeft(words.left() + theme.ICON + theme.space(1))
        painter.setFont(drawn.font)
        painter.setPen(theme.current().color(look.token))
        painter.drawText(words, _FLAGS, self._fitting(look.text, words.width(), drawn.font))

    def _fitting(self, text: str, width: int, font: QFont) -> str:
        """The words, with … where they are cut; measured once."""
        known = self._fitted.get((text, width))
        if known is None:
            if len(self._fitted) > _MOST_KEPT:
                self._fitted.clear()
            known = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._fitted[text, width] = known
        return known


_FLAGS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
