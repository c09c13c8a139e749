"""上报之前: what is still to be done, page by page, and what could not be checked and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from core.rules import State
from ui import theme
from ui.panes.board import Group, group_of
from ui.panes.outline_model import SPOT, TALLY
from ui.panes.tally import Standing
from ui.widgets.badge import Badge
from ui.widgets.controls import Button, column, empty, frame, label, line, row

if TYPE_CHECKING:
    from core.report import Moved
    from ui.panes.board import Board
    from ui.panes.outline_model import OutlineModel
    from ui.panes.places import Spot
    from ui.panes.tally import Tally

_DONE = {Standing.COMPLETE, Standing.NOT_APPLICABLE}


class ChecklistPage(QScrollArea):
    """Made anew each time it is shown; every line leads to its place."""

    export = Signal()

    def __init__(self, board: Board, outline: OutlineModel) -> None:
        super().__init__()
        self._board = board
        self._outline = outline
        self.setObjectName("checklist")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        host = frame("surface")
        outer = row(host, margin=6)
        card = frame("card")
        card.setMaximumWidth(theme.space(220))
        outer.addWidget(card, 20, Qt.AlignmentFlag.AlignTop)
        outer.addStretch(1)
        self.setWidget(host)
        self._layout: QVBoxLayout = column(card, margin=6, gap=2)
        board.session.moved.connect(self._moved)
        self.refresh()

    def _moved(self, _moved: Moved) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Say it anew."""
        empty(self._layout)
        self._layout.addWidget(label("上报之前", "title"))
        self._head()
        self._pages()
        self._unexplained()
        self._unchecked()

    def _head(self) -> None:
        counts = self._board.counts()
        if not counts.blocking:
            self._layout.addWidget(label("没有错误，必填的都填了，可以导出正式版了。", "ok", wrap=True))
        else:
            words = f"{counts.why_blocked}，做完下面这些就可以导出正式版；草稿随时可以导出。"
            self._layout.addWidget(label(words, "secondary", wrap=True))
        button = Button("去导出", icon="download", name="checklist-export", clicked=self.export.emit)
        self._layout.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)

    def _pages(self) -> None:
        left = [(title, spot, tally) for title, spot, tally in self._leaves() if tally.standing not in _DONE]
        must = self._board.counts().blocking > 0
        words = f"还要做的 {len(left)} 处" if must else f"还空着的 {len(left)} 处（不填也能上报）"
        self._title(words if left else "每一页都填完了")
        for title, spot, tally in left:
            counts = f"还差 {tally.total - tally.filled} 个数" if tally.total > tally.filled else str(tally.standing)
            self._entry(title, counts, spot.id, tally)

    def _leaves(self) -> list[tuple[str, Spot, Tally]]:
        found: list[tuple[str, Spot, Tally]] = []

        def walk(parent: QModelIndex) -> None:
            for number in range(self._outline.rowCount(parent)):
                index = self._outline.index(number, 0, parent)
                spot = index.data(SPOT)
                if spot is not None and not self._outline.rowCount(index):
                    found.append((index.data(), spot, index.data(TALLY)))
                walk(index)

        walk(QModelIndex())
        return found

    def _unexplained(self) -> None:
        warnings = [f for f in self._board.findings.values() if f.open and group_of(f) is Group.WARNING]
        if not warnings:
            return
        self._title(f"还没有说明的提醒 {len(warnings)} 条（不说明也能上报）")
        for finding in warnings:
            self._entry(finding.message, finding.rule, finding.place, None)

    def _unchecked(self) -> None:
        found = [f for f in self._board.findings.values() if f.state is State.NOT_CHECKABLE]
        self._title(f"没有审核的 {len(found)} 条，和为什么" if found else "能审核的都审核了")
        for finding in sorted(found, key=lambda one: one.rule):
            self._entry(f"{finding.name}：{finding.message}", finding.rule, finding.place, None)

    def _title(self, text: str) -> None:
        self._layout.addSpacing(theme.space(2))
        self._layout.addWidget(line())
        self._layout.addWidget(label(text, "section"))

    def _entry(self, text: str, aside: str, place: str, tally: Tally | None) -> None:
        holder = QWidget()
        words = row(holder, gap=2)
        if tally is not None:
            words.addWidget(Badge(tally))
        words.addWidget(label(text, wrap=True), 1)
        words.addWidget(label(aside, "id"))
        if self._board.places.locate(place) is not None:
            go = Button("去填" if tally is not None else "去看", role="link", name="checklist-go")
            go.setAccessibleName(f"{go.text()}：{text}")
            go.clicked.connect(lambda _checked=False: self._board.session.jump(place))
            words.addWidget(go)
        self._layout.addWidget(holder)
