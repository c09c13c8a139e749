"""Export without a dialog: what, for whom, in which state, and where to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFrame, QLineEdit, QRadioButton, QScrollArea, QVBoxLayout

from core.errors import JuebaoError
from ui import theme
from ui.widgets.controls import Button, column, empty, frame, label, line, row
from ui.windows import asking
from ui.windows.collecting import CollectCard, file_link
from ui.windows.writing import FORMATS, Order, Written, write

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.panes.board import Board
    from ui.runner import Job
    from ui.windows.memory import Memory

_WIDTH = theme.space(180)


class ExportPage(QScrollArea):
    """Writes the files through the runner; `started` carries the Job, `see_errors` asks for the problem list."""

    started = Signal(object)
    see_errors = Signal()

    def __init__(self, board: Board, memory: Memory) -> None:
        super().__init__()
        self._board = board
        self._session = board.session
        self._memory = memory
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.formats = {name: QCheckBox(text) for name, text in FORMATS.items()}
        self.public, self.filing = QRadioButton("公开版"), QRadioButton("报送版")
        self.final, self.draft = QRadioButton("正式"), QRadioButton("草稿")
        self._wants_draft = False
        """Whether the person asked for a draft, though nothing may forbid 正式."""
        self.folder = QLineEdit()
        self.start = Button("导出", icon="download", role="primary", name="start-export", clicked=self.export)
        self._blocked = label("", "error", wrap=True, name="blocked")
        self._see = Button("查看错误", role="link", name="see-errors", clicked=self.see_errors.emit)
        self._answer = column(gap=1)
        self.collecting = CollectCard(board, lambda: Path(self.folder.text().strip()))
        self.collecting.started.connect(self.started)
        self._build()
        board.changed.connect(self.refresh)
        self.refresh()

    # -- building -----------------------------------------------------------------------

    def _build(self) -> None:
        host = frame("surface")
        outer = row(host, margin=6)
        card = frame("card")
        cards = column(gap=4)
        cards.addWidget(card)
        cards.addWidget(self.collecting)
        cards.addStretch()
        for one in (card, self.collecting):
            one.setMaximumWidth(_WIDTH)
        outer.addLayout(cards, 20)
        outer.addStretch(1)
        self.setWidget(host)
        layout = column(card, margin=6, gap=3)
        layout.addWidget(label("导出", "title"))
        self._choices(layout, "文件", list(self.formats.values()), "")
        self._choices(layout, "对象", [self.public, self.filing], "公开版不含联系人、电话和文档作者信息")
        self._choices(layout, "状态", [self.final, self.draft], "草稿每页都标明「草稿」")
        blocked = row(gap=2)
        blocked.addWidget(self._blocked, 1)
        blocked.addWidget(self._see, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addLayout(blocked)
        layout.addWidget(label("导出到文件夹", "strong"))
        where = row(gap=2)
        self.folder.setAccessibleName("导出到文件夹")
        self.folder.setText(self._memory.place("export"))
        where.addWidget(self.folder, 1)
        where.addWidget(Button("选择…", name="choose-folder", clicked=self._choose))
        layout.addLayout(where)
        layout.addWidget(self.start, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._answer)
        for box in self.formats.values():
            box.setChecked(True)
            box.toggled.connect(self.refresh)
        self.filing.setChecked(True)
        self.final.clicked.connect(lambda: self._choose_state(draft=False))
        self.draft.clicked.connect(lambda: self._choose_state(draft=True))

    def _choices(
        self, layout: QVBoxLayout, name: str, buttons: list[QCheckBox] | list[QRadioButton], hint: str
    ) -> None:
        choices = row(gap=3)
        title = label(name, "strong")
        title.setMinimumWidth(theme.space(12))
        choices.addWidget(title)
        group = QButtonGroup(self)
        for button in buttons:
            if isinstance(button, QRadioButton):  # within a group Tab reaches only the chosen one
                group.addButton(button)
            choices.addWidget(button)
        choices.addWidget(label(hint, "secondary"))
        choices.addStretch()
        layout.addLayout(choices)

    # -- following ----------------------------------------------------------------------

    def refresh(self) -> None:
        """正式 unless something forbids it or a draft was asked for; nothing chosen forbids all."""
        counts = self._board.counts()
        self.final.setEnabled(not counts.blocking)
        state = self.draft if counts.blocking or self._wants_draft else self.final
        state.setChecked(True)
        why = f"{counts.why_blocked}，{'改' if counts.error else '填'}完才能导出正式版；现在可以导出草稿。"
        self._blocked.setText(why if counts.blocking else "")
        self._blocked.setVisible(counts.blocking > 0)
        self._see.setText("查看错误" if counts.error else "看看哪些没填")
        self._see.setAccessibleName(self._see.text())
        self._see.setVisible(counts.blocking > 0)
        self.start.setEnabled(any(box.isChecked() for box in self.formats.values()))

    def _choose_state(self, *, draft: bool) -> None:
        self._wants_draft = draft

    def _choose(self) -> None:
        chosen = asking.folder(self, self.folder.text())
        if chosen is not None:
            self.folder.setText(str(chosen))

    # -- exporting -----------------------------------------------------------------------

    def order(self) -> Order:
        """What is chosen."""
        return Order(
            folder=Path(self.folder.text().strip()),
            formats=tuple(name for name, box in self.formats.items() if box.isChecked()),
            audience="public" if self.public.isChecked() else "filing",
            draft=self.draft.isChecked(),
        )

    def export(self) -> None:
        """Compose here, write on a worker."""
        order = self.order()
        empty(self._answer)
        if not order.folder.is_dir():
            self._fail(JuebaoError(f"没有 {order.folder} 这个文件夹", "请另选一个文件夹"))
            return
        self._memory.remember_place("export", order.folder)
        work = self._session.do(lambda: write(self._session.report, order))
        if work is None:
            return
        job: Job = self._session.runner.start(work, title="正在导出…", done=self._done, failed=self._fail)
        self.start.setEnabled(False)
        job.ended.connect(self._again)
        job.cancelled.connect(lambda: self._say(label("已取消，没有改动已有的文件。", "secondary")))
        self.started.emit(job)

    def _again(self) -> None:
        """Ready for another; the focus that the button lost while it could not be pressed comes back to it."""
        self.refresh()
        if self.isVisible():
            self.start.setFocus()

    def _done(self, written: Written) -> None:
        self._say(line())
        self._say(label(f"已导出 {len(written.paths)} 个文件", "ok"))
        for text in written.told:
            self._say(label(text, "warning", wrap=True, selectable=True, name="export-warning"))
        for path in written.paths:
            self._say(file_link(path.name, path))
        self._say(file_link("打开所在文件夹", written.paths[0].parent))

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, JuebaoError):
            raise error
        self._say(label(error.line, "error", wrap=True, selectable=True, name="export-error"))

    def _say(self, widget: QWidget) -> None:
        self._answer.addWidget(widget)
