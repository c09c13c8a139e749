"""Putting a theme on the application: palette, font, style sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDir

from core.paths import resource
from ui import fonts, theme
from ui.widgets.style import stylesheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.theme import Theme


def dress(app: QApplication, chosen: Theme) -> None:
    """Make `chosen` the look of the whole application; may be called again while windows are open."""
    QDir.setSearchPaths("icons", [str(resource("icons"))])
    theme.use(chosen)
    app.setFont(fonts.interface())
    app.setPalette(theme.palette(chosen))
    app.setStyleSheet(stylesheet(chosen))
