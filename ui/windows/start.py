"""The start page: three actions and the files worked on last."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QWidget

from ui import theme
from ui.widgets.card import Card
from ui.widgets.controls import Button, Elided, Picture, column, empty, frame, label, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from ui.windows.memory import Memory, Recent

_WIDTH = theme.space(240)
_COLUMNS = 3
_ACTIONS = (
    ("from-last-year", "file-input", "用去年的文件开始", "去年的填报文件、Excel、Word 或 PDF"),
    ("new", "file-plus", "新建", "从空白的表和文字开始"),
    ("open", "folder-open", "打开", "继续填写已有的 .jbao 填报文件"),
)


class StartPage(QScrollArea):
    """Signals what the person wants; the window does it."""

    from_last_year = Signal()
    new = Signal()
    open = Signal()
    open_recent = Signal(str)
    help_asked = Signal()

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("start")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        host = frame("surface")
        outer = row(host, margin=8)
        content = QWidget()
        content.setMaximumWidth(_WIDTH)
        content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        outer.addStretch(1)
        outer.addWidget(content, 20)
        outer.addStretch(1)
        self.setWidget(host)
        layout = column(content, gap=3)
        layout.addSpacing(theme.space(6))
        self._heading(layout)
        layout.addSpacing(theme.space(3))
        layout.addLayout(self._actions())
        layout.addSpacing(theme.space(6))
        self._recent_title = label("最近的填报文件", "section")
        layout.addWidget(self._recent_title)
        self._cards = QGridLayout()
        self._cards.setSpacing(theme.space(3))
        layout.addLayout(self._cards)
        layout.addStretch()
        self.refresh()

    def _heading(self, layout: QVBoxLayout) -> None:
        head = row(gap=2)
        head.addWidget(label("决报", "title"))
        head.addStretch()
        head.addWidget(
            Button("帮助 F1", icon="circle-help", role="quiet", name="start-help", clicked=self.help_asked.emit)
        )
        layout.addLayout(head)
        layout.addWidget(
            label("部门决算公开和部门整体支出绩效自评。也可以把文件直接拖到这里。", "secondary", wrap=True)
        )

    def _actions(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(theme.space(3))
        signals = (self.from_last_year, self.new, self.open)
        for number, ((name, icon, text, detail), signal) in enumerate(zip(_ACTIONS, signals, strict=True)):
            card = Card(text, role="card" if number else "card-first", name=name, least=theme.space(24))
            line = row(gap=2)
            line.addWidget(Picture(icon, "accent", theme.space(5)))
            line.addWidget(label(text, "section"))
            line.addStretch()
            card.lines.addLayout(line)
            card.lines.addWidget(label(detail, "secondary", wrap=True))
            card.lines.addStretch()
            card.clicked.connect(signal)
            grid.addWidget(card, 0, number)
            grid.setColumnStretch(number, 1)
        return grid

    def refresh(self) -> None:
        """Read the list of recent files anew."""
        empty(self._cards)
        entries = self._memory.recent()
        self._recent_title.setText("最近的填报文件" if entries else "还没有打开过填报文件")
        for number, entry in enumerate(entries):
            self._cards.addWidget(self._card(entry), *divmod(number, _COLUMNS))
        for number in range(_COLUMNS):
            self._cards.setColumnStretch(number, 1)

    def _card(self, entry: Recent) -> QWidget:
        card = Card(f"{entry.unit} {entry.year} 年度", name="recent", least=theme.space(28))
        card.setToolTip(entry.path)
        line = row(gap=2)
        line.addWidget(label(entry.unit, "strong", wrap=True), 1)
        line.addWidget(label(f"{entry.year} 年度", "secondary"), alignment=Qt.AlignmentFlag.AlignTop)
        card.lines.addLayout(line)
        card.lines.addWidget(_state(entry))
        card.lines.addStretch()
        foot = row(gap=2)
        foot.addWidget(Elided(_when(entry), "id"), 1)
        card.lines.addLayout(foot)
        if entry.there:
            card.clicked.connect(lambda _checked=False, path=entry.path: self.open_recent.emit(path))
            return card
        remove = Button("移出列表", role="link", clicked=lambda: self._forget(entry.path))
        foot.addWidget(remove)
        return card

    def _forget(self, path: str) -> None:
        self._memory.forget(path)
        self.refresh()


def _state(entry: Recent) -> QWidget:
    if not entry.there:
        return label("文件已不在原处", "warning")
    parts = [f"已填 {entry.share}%"]
    if entry.errors:
        return _words([*parts, f"{entry.errors} 个错误"], "error")
    return _words([*parts, f"{entry.warnings} 个提醒"] if entry.warnings else parts, "secondary")


def _words(parts: list[str], role: str) -> QWidget:
    return label(" · ".join(parts), role)


def _when(entry: Recent) -> str:
    name = Path(entry.path).name
    try:
        at = datetime.fromisoformat(entry.edited)
    except ValueError:
        return name
    days = (datetime.now().date() - at.date()).days
    words = {0: f"今天 {at:%H:%M}", 1: f"昨天 {at:%H:%M}"}.get(days, f"{at.year}年{at.month}月{at.day}日")
    return f"{words} · {name}"
