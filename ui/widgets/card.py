"""A large button with several lines, for the start page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from ui.widgets.controls import column


class Card(QPushButton):
    """Put labels into `lines`; they let the mouse through to the button."""

    def __init__(self, spoken: str, *, role: str = "card", name: str = "") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.lines: QVBoxLayout = column(self, margin=4, gap=1)

    def sizeHint(self) -> QSize:
        return self.lines.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.lines.minimumSize()
