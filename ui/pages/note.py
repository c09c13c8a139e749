"""One sentence under a page about what was just left out or refused; it takes no room while there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui import icons, theme

if TYPE_CHECKING:
    from ui.theme import Theme


_SIGNS = {"info": ("info", "secondary"), "warning": ("triangle-alert", "warning"), "error": ("circle-x", "error")}


class Note(QFrame):
    """A sentence with a warning sign."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note")
        theme.role(self, "note-warning")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._severity = "warning"
        self._sign = QLabel(self)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.space(2), theme.space(1), theme.space(2), theme.space(1))
        line.setSpacing(theme.space(2))
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        theme.hub().changed.connect(self._recolour)
        self._recolour(theme.current())
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return self._words.text()

    def say(self, text: str, severity: str = "warning") -> None:
        """Show a sentence ("info", "warning" or "error"); empty text takes the last one back."""
        if severity != self._severity:
            self._severity = severity
            theme.role(self, f"note-{severity}")
            self._recolour(theme.current())
        self._words.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def _recolour(self, _theme: Theme) -> None:
        self._sign.setPixmap(icons.pixmap(*_SIGNS[self._severity]))
