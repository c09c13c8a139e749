"""Every colour, size and distance of the window, by name; both themes from the same names.

Widgets ask `current()` for a colour to paint with, and set a `role` property (see
ui/widgets/style.py) for what the style sheet draws.  Nothing else in ui/ writes a colour or a size.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

GRID = 4
"""All distances are multiples of this, in logical pixels."""
ROW = 28
CONTROL = 32
RADIUS = 6
RING = 2
ICON = 16
MARK = 3
"""The origin bar at a cell's left edge."""


def space(steps: int) -> int:
    """A distance on the grid."""
    return GRID * steps


class Choice(StrEnum):
    """What the person chose; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme as #RRGGBB."""

    name: str
    surface: str
    panel: str
    raised: str
    line: str
    text: str
    secondary: str
    accent: str
    on_accent: str
    selected: str
    """The ground of a selected row or cell; text stays readable on it."""
    hover: str
    error: str
    warning: str
    ok: str
    error_ground: str
    warning_ground: str
    computed: str
    imported: str
    carried: str
    stated: str

    def color(self, token: str) -> QColor:
        """The colour of a token, such as `color("accent")`."""
        return QColor(str(getattr(self, token)))


LIGHT = Theme(
    name="light",
    surface="#F4F5F7",
    panel="#FFFFFF",
    raised="#FFFFFF",
    line="#D9DEE4",
    text="#1A1F26",
    secondary="#5A6470",
    accent="#1F5F9E",
    on_accent="#FFFFFF",
    selected="#DCE8F4",
    hover="#E9ECF0",
    error="#B3261E",
    warning="#8A5300",
    ok="#1E6B3A",
    error_ground="#FCEBEA",
    warning_ground="#FBF1E1",
    computed="#EEF1F5",
    imported="#1F5F9E",
    carried="#00695C",
    stated="#7B3FA0",
)

DARK = Theme(
    name="dark",
    surface="#1B1D21",
    panel="#23262B",
    raised="#2A2E34",
    line="#3A4048",
    text="#E8EAED",
    secondary="#A3ABB5",
    accent="#6FB1F0",
    on_accent="#10151B",
    selected="#2B4159",
    hover="#30353C",
    error="#FF8A80",
    warning="#FFC46B",
    ok="#7FD79A",
    error_ground="#43292A",
    warning_ground="#3D3323",
    computed="#2A3038",
    imported="#6FB1F0",
    carried="#63C9B7",
    stated="#D2A6F0",
)

TOKENS = tuple(field.name for field in fields(Theme) if field.name != "name")


class _Hub(QObject):
    """Tells what paints its own colours that they changed."""

    changed = Signal(object)
    """The new Theme."""


_hub: list[_Hub] = []
_current: list[Theme] = [LIGHT]


def current() -> Theme:
    """The theme in use."""
    return _current[0]


def hub() -> _Hub:
    """The sender of `changed`; made with the first window."""
    if not _hub:
        _hub.append(_Hub())
    return _hub[0]


def resolve(choice: Choice) -> Theme:
    """The theme a choice means on this desktop."""
    if choice is not Choice.SYSTEM:
        return DARK if choice is Choice.DARK else LIGHT
    hints = QGuiApplication.styleHints()
    return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT


def use(theme: Theme) -> None:
    """Make `theme` the current one and tell who listens; app.py puts it on the application."""
    _current[0] = theme
    hub().changed.emit(theme)


def role(widget: QWidget, name: str) -> None:
    """Give a widget its role in the style sheet, also when it is shown already."""
    widget.setProperty("role", name)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def palette(theme: Theme) -> QPalette:
    """The palette for what no style sheet rule reaches."""
    made = QPalette()
    for part, token in _PARTS.items():
        made.setColor(part, theme.color(token))
    for part in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, part, theme.color("secondary"))
    return made


_PARTS = {
    QPalette.ColorRole.Window: "surface",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "panel",
    QPalette.ColorRole.AlternateBase: "surface",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "error",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "stated",
    QPalette.ColorRole.PlaceholderText: "secondary",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line",
    QPalette.ColorRole.Shadow: "line",
}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG, 1 to 21."""
    lighter, darker = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
