"""The bar on top of a report: the four steps, undo, the unit, the search, and when it was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from ui import theme
from ui.widgets.controls import Button, label, row
from ui.windows.search import SearchBox

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLabel, QWidget

    from ui.panes.board import Board

STEPS = ("录入", "审核", "导出", "打印")
_CONCESSIONS = 5
"""How much can be given up on a narrow screen, in this order: the unit (it stands on every table), the time of
saving (its tip keeps it), the dashes between the steps, counts that are zero, room for the search."""


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
        self._conceded = 0
        self._dashes: list[QLabel] = []
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
        self.unit = label(f"单位：{board.session.report.template.packs[0].unit}", "secondary", name="unit-of-all")
        layout.addWidget(self.unit)
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
                self._dashes.append(label("─", "secondary"))
                layout.addWidget(self._dashes[-1])
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, chosen=name: self._choose(chosen))
            layout.addWidget(button)
        self.mark("录入")

    def _follow(self) -> None:
        self.search.setMaximumWidth(theme.space(90))
        self.panel.setCheckable(True)
        self.panel.toggled.connect(self.explain)
        self.look.setCheckable(True)
        self.look.toggled.connect(self.preview)
        self._session.moved.connect(self._refresh)
        self._saved_at = ""
        self._session.saved.connect(self._saved)
        self._board.changed.connect(self._count)
        self._refresh()
        self._count()

    def _choose(self, name: str) -> None:
        self.step.emit(name)

    def mark(self, name: str) -> None:
        """Show which step one is at."""
        for other, button in self.steps.items():
            button.setChecked(other == name)

    # -- room ------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give up no more than the width asks for."""
        for self._conceded in range(_CONCESSIONS + 1):
            self._lay()
            if self.minimumSizeHint().width() <= self.width():
                return

    def _lay(self) -> None:
        """Show what has not been given up."""
        self.unit.setVisible(self._conceded < 1)
        self.saved.setText(self._saved_words(brief=self._conceded >= 2))
        self.saved.setToolTip(self._saved_words(brief=False))
        for dash in self._dashes:
            dash.setVisible(self._conceded < 3)
        check = self.steps["审核"]
        check.setText(self._counted(brief=self._conceded >= 4))
        check.setAccessibleName(self._counted(brief=False))
        check.setToolTip(self._counted(brief=False))
        self.search.setMinimumWidth(theme.space(50 if self._conceded < 5 else 30))

    def _saved(self, at: str) -> None:
        self._saved_at = at
        self._fit()

    def _saved_words(self, *, brief: bool) -> str:
        if self._session.report.file.read_only:
            return "只读"
        return "已保存" if brief or not self._saved_at else f"已保存 {self._saved_at}"

    def _counted(self, *, brief: bool) -> str:
        if self._board.checking:
            return "审核（正在审核…）"
        counts = self._board.counts()
        named = (("未填", counts.unfilled), ("错误", counts.error), ("提醒", counts.warning))
        parts = [f"{name} {number}" for name, number in named if number or not brief]
        return f"审核（{' · '.join(parts)}）" if any(number for _, number in named) else "审核（通过）"

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
        self._fit()
