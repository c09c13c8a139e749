"""Strips across the window: a message with what can be done about it, and work under way."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from ui import theme
from ui.widgets.controls import Button, Picture, column, empty, frame, label, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.runner import Job, Step

_SIGNS = {"info": ("info", "secondary"), "error": ("circle-x", "error"), "warning": ("triangle-alert", "warning")}


class Notice(QWidget):
    """One message at a time; it stays until it is closed or another comes."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._layout = column(self, margin=2)
        self._text = label()
        self.hide()

    @property
    def text(self) -> str:
        """The message shown."""
        return self._text.text() if not self.isHidden() else ""

    def tell(self, text: str, kind: str = "error", actions: dict[str, Callable[[], object]] | None = None) -> None:
        """Show a message; each action is a button that also closes it."""
        empty(self._layout)
        holder: QFrame = frame(f"note-{kind}")
        line = row(holder, margin=3, across=1)
        line.addWidget(Picture(*_SIGNS[kind]))
        self._text = label(text, wrap=True, selectable=True, name="notice-text")
        self._text.setAccessibleName(text)
        line.addWidget(self._text, 1)
        for name, action in (actions or {}).items():
            line.addWidget(Button(name, role="link", clicked=partial(self._act, action)))
        close = Button(icon="x", role="quiet", name="close-notice", clicked=self.hide)
        close.setAccessibleName("关闭提示")
        line.addWidget(close)
        self._layout.addWidget(holder)
        self.show()

    def _act(self, action: Callable[[], object]) -> None:
        self.hide()
        action()


class JobStrip(QWidget):
    """What is being done, how far, and a cancel."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("job")
        self._job: Job | None = None
        holder = frame("card")
        column(self, margin=2).addWidget(holder)
        line = row(holder, margin=3, across=1, gap=3)
        self.text = label("", name="job-text")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("进度")
        self.bar.setMinimumWidth(theme.space(40))
        line.addWidget(self.text, 1)
        line.addWidget(self.bar, 1)
        line.addWidget(Button("取消", name="cancel-job", clicked=self._cancel))
        self.hide()

    def watch(self, job: Job) -> None:
        """Show a job until it has ended."""
        self._job = job
        self.text.setText(job.title)
        self.bar.setRange(0, 0)
        job.stepped.connect(self._stepped)
        job.ended.connect(self._ended)
        self.show()

    def _stepped(self, step: Step) -> None:
        self.text.setText(step.what)
        self.bar.setRange(0, step.total)
        self.bar.setValue(step.done)

    def _ended(self) -> None:
        if self.sender() is self._job or self._job is None:
            self._job = None
            self.hide()

    def _cancel(self) -> None:
        if self._job is not None:
            self.text.setText("正在取消…")
            self._job.cancel()
