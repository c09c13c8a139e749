"""A large button with several lines, for the start page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from ui.widgets.controls import column


class Card(QPushButton):
    """Put labels into `lines`; they let the mouse through to the button."""

    def __init__(self, spoken: str, *, role: str = "card", name: str = "", least: int = 0) -> None:
        super().__init__()
        self.least = least
        self.setProperty("role", role)
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.lines: QVBoxLayout = column(self, margin=4, gap=1)

    def sizeHint(self) -> QSize:
        return QSize(self.lines.sizeHint().width(), self.least)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self.lines.totalHeightForWidth(width), self.least)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.lines.minimumSize().width(), self.least)
