"""The bars of the review: how far one is, which also chooses what is listed; and what can be done with all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QWidget

from ui import theme
from ui.widgets.controls import row

if TYPE_CHECKING:
    from ui.models.offers import Tally

ALL, OPEN, TORN, LEFT = range(4)
"""What is listed: everything, what is open, the conflicts, what found no place."""


class ReviewTop(QFrame):
    """The number of what was accepted, and the filters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "bar")
        line = row(self, margin=4, across=2, gap=1)
        title = QLabel("核对导入的内容", self)
        theme.role(title, "section")
        line.addWidget(title)
        line.addSpacing(theme.space(4))
        self.taken = QLabel(self)
        self.taken.setObjectName("taken")
        theme.role(self.taken, "ok")
        line.addWidget(self.taken)
        line.addStretch(1)
        self.filters = QButtonGroup(self)
        for number in (ALL, OPEN, TORN, LEFT):
            button = QPushButton(self)
            button.setCheckable(True)
            theme.role(button, "tab")
            self.filters.addButton(button, number)
            line.addWidget(button)
        self.filters.button(ALL).setChecked(True)

    def tell(self, count: Tally, *, torn: bool) -> None:
        """Show how far one is; `torn` tells that there are conflicts, decided ones too."""
        self.taken.setText(f"已接受 {count.taken}")
        texts = {ALL: "全部", OPEN: f"待定 {count.open}", TORN: f"冲突 {count.torn}", LEFT: f"未归位 {count.left}"}
        for number, text in texts.items():
            self.filters.button(number).setText(text)
        self.filters.button(TORN).setEnabled(torn)
        self.filters.button(LEFT).setEnabled(bool(count.left))


class ReviewFoot(QFrame):
    """Accept all, the certain ones or none; import or leave."""

    decided = Signal(str)
    """all, sure or none."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.role(self, "foot")
        line = row(self, margin=4, across=2, gap=2)
        for name, text in (("all", "全部接受"), ("sure", "只接受确定的"), ("none", "全不接受")):
            button = QPushButton(text, self)
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, name=name: self.decided.emit(name))
            line.addWidget(button)
        keys = QLabel("空格 接受　Delete 不要　回车 下一条待定", self)
        theme.role(keys, "id")
        line.addWidget(keys)
        line.addStretch(1)
        cancel = QPushButton("取消", self)
        cancel.clicked.connect(self.left)
        self.go = QPushButton(self)
        self.go.setObjectName("import")
        theme.role(self.go, "primary")
        line.addWidget(cancel)
        line.addWidget(self.go)

    def tell(self, count: Tally) -> None:
        """Show how many would be imported."""
        self.go.setText(f"导入 {count.taken} 项")
        self.go.setEnabled(bool(count.taken))
