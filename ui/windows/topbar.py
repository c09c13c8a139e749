"""The bar on top of a report: the four steps, undo, the unit, the search, and when it was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from ui import theme
from ui.widgets.controls import Button, label, row
from ui.windows.search import SearchBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.panes.board import Board

STEPS = ("录入", "审核", "导出", "打印")


class TopBar(QFrame):
    """`step` carries 录入, 审核, 导出 or 打印."""

    step = Signal(str)
    preview = Signal(bool)
    """Whether the pages are shown in the place of the explanation."""
    explain = Signal(bool)

    def __init__(self, board: Board, host: QWidget) -> None:
        super().__init__()
        self._board = board
        self._session = board.session
        self.setProperty("role", "bar")
        self.menu = QMenu(self)
        self.steps = {name: Button(name, role="crumb", name=f"step-{name}") for name in STEPS}
        self.undo = Button(icon="undo-2", role="quiet", name="undo", clicked=self._session.undo)
        self.redo = Button(icon="redo-2", role="quiet", name="redo", clicked=self._session.redo)
        self.search = SearchBox(board, host)
        self.saved = label("", "secondary", name="saved")
        self.panel = Button("依据", icon="panel-right", role="quiet", name="explain")
        self.look = Button("预览", icon="eye", role="quiet", name="show-preview")
        self.look.setToolTip("边填边看印出来的样子 (Ctrl+Shift+P)")
        layout = row(self, margin=3, across=2, gap=1)
        self._file(layout)
        self._steps(layout)
        layout.addStretch(1)
        layout.addWidget(self.undo)
        layout.addWidget(self.redo)
        layout.addWidget(label(f"单位：{board.session.report.template.packs[0].unit}", "secondary"))
        layout.addSpacing(theme.space(2))
        layout.addWidget(self.search, 3)
        layout.addSpacing(theme.space(2))
        layout.addWidget(self.saved)
        layout.addWidget(self.look)
        layout.addWidget(self.panel)
        self._follow()

    def _file(self, layout: QHBoxLayout) -> None:
        button = Button("文件", icon="chevron-down", role="quiet", name="file-menu")
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands after the word
        button.setMenu(self.menu)
        layout.addWidget(button)
        layout.addSpacing(theme.space(2))

    def _steps(self, layout: QHBoxLayout) -> None:
        for number, (name, button) in enumerate(self.steps.items()):
            if number:
                layout.addWidget(label("─", "secondary"))
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, chosen=name: self._choose(chosen))
            layout.addWidget(button)
        self.mark("录入")

    def _follow(self) -> None:
        self.search.setMinimumWidth(theme.space(50))
        self.search.setMaximumWidth(theme.space(90))
        self.panel.setCheckable(True)
        self.panel.toggled.connect(self.explain)
        self.look.setCheckable(True)
        self.look.toggled.connect(self.preview)
        self._session.moved.connect(self._refresh)
        self._session.saved.connect(lambda at: self.saved.setText(f"已保存 {at}"))
        self._board.changed.connect(self._count)
        self.saved.setText("只读" if self._session.report.file.read_only else "已保存")
        self._refresh()
        self._count()

    def _choose(self, name: str) -> None:
        self.step.emit(name)

    def mark(self, name: str) -> None:
        """Show which step one is at."""
        for other, button in self.steps.items():
            button.setChecked(other == name)

    def _refresh(self) -> None:
        names = (self._session.can_undo, self._session.can_redo)
        for button, what, name, keys in zip(
            (self.undo, self.redo), ("撤销", "重做"), names, ("Ctrl+Z", "Ctrl+Y"), strict=True
        ):
            button.setEnabled(name is not None)
            spoken = f"{what}：{name}" if name else f"没有可{what}的"
            button.setAccessibleName(spoken)
            button.setToolTip(f"{spoken} ({keys})")

    def _count(self) -> None:
        counts = self._board.counts()
        named = (("未填", counts.unfilled), ("错误", counts.error), ("提醒", counts.warning))
        parts = [f"{name} {number}" for name, number in named]
        parts = parts if any(number for _, number in named) else []
        check = self.steps["审核"]
        check.setText(f"审核（{' · '.join(parts)}）" if parts else "审核（通过）")
        check.setAccessibleName(check.text())
