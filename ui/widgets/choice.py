"""A box to choose from a list, with an arrow in the colours of the theme that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox

from ui import icons, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Choice(QComboBox):
    """The style sheet takes the platform's arrow away; an icon of a file could not follow the theme."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        sign = icons.pixmap("chevron-down", "secondary")
        painter.drawPixmap(
            self.width() - theme.space(2) - theme.ICON, (self.height() - theme.ICON) // 2, theme.ICON, theme.ICON, sign
        )
        painter.end()
