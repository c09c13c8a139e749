"""Buttons, labels and rows in the house style; each has an accessible name and follows the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

L = TypeVar("L", bound=QLayout)

_FOLLOWS = {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}


class Button(QPushButton):
    """A button with an icon that keeps the theme's colour; with an empty text it is an icon alone."""

    def __init__(
        self,
        text: str = "",
        *,
        icon: str = "",
        role: str = "",
        token: str = "",
        name: str = "",
        clicked: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(text)
        self._icon = icon
        self._token = token or {"primary": "on_accent", "link": "accent"}.get(role, "text")
        self.setObjectName(name)
        self.setProperty("role", role)
        self.setAccessibleName(text.replace("&", "").partition("  ")[0])
        self.setIconSize(QSize(theme.ICON, theme.ICON))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._paint_icon()
        if clicked is not None:
            self.clicked.connect(lambda _checked=False: clicked())

    def set_icon(self, icon: str, token: str = "") -> None:
        """Show another icon."""
        self._icon, self._token = icon, token or self._token
        self._paint_icon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _FOLLOWS:
            self._paint_icon()

    def _paint_icon(self) -> None:
        if self._icon:
            self.setIcon(icons.icon(self._icon, self._token))


class Picture(QLabel):
    """An icon that is no button."""

    def __init__(self, icon: str, token: str = "text", size: int = theme.ICON) -> None:
        super().__init__()
        self._what = (icon, token, size)
        self.setFixedSize(size, size)
        self.setPixmap(icons.pixmap(*self._what))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _FOLLOWS:
            self.setPixmap(icons.pixmap(*self._what))


def label(text: str = "", role: str = "", *, wrap: bool = False, selectable: bool = False, name: str = "") -> QLabel:
    """A text; `selectable` ones can be copied."""
    made = QLabel(text)
    made.setObjectName(name)
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class Elided(QLabel):
    """A line of text that is cut with … where there is no room for it; its tip then has the whole."""

    def __init__(self, text: str = "", role: str = "", name: str = "") -> None:
        super().__init__()
        self._whole = text
        self.setObjectName(name)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.say(text)

    def say(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setAccessibleName(text)
        self._cut()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 1, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…"), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = self.contentsRect().width()
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


def frame(role: str = "panel", name: str = "") -> QFrame:
    """An empty frame of a role."""
    made = QFrame()
    made.setObjectName(name)
    made.setProperty("role", role)
    return made


def line() -> QFrame:
    """A horizontal hairline."""
    return frame("line")


def column(host: QWidget | None = None, *, margin: int = 0, gap: int = 2) -> QVBoxLayout:
    """A vertical layout; distances in grid steps."""
    made = QVBoxLayout(host) if host is not None else QVBoxLayout()
    return _spaced(made, margin, margin, gap)


def row(host: QWidget | None = None, *, margin: int = 0, across: int | None = None, gap: int = 2) -> QHBoxLayout:
    """A horizontal layout; `margin` at the ends, `across` above and below (the same where None)."""
    made = QHBoxLayout(host) if host is not None else QHBoxLayout()
    return _spaced(made, margin, margin if across is None else across, gap)


def _spaced(made: L, ends: int, across: int, gap: int) -> L:
    made.setContentsMargins(theme.space(ends), theme.space(across), theme.space(ends), theme.space(across))
    made.setSpacing(theme.space(gap))
    return made


def empty(layout: QLayout) -> None:
    """Remove and delete everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if inner is not None:
            empty(inner)
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
