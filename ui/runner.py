"""The one background runner.  Work touches no widget; its result comes back on the GUI thread."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, Slot

from core.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job is: `what` in Chinese, `done` of `total` (0: not known)."""

    what: str
    done: int = 0
    total: int = 0


class Progress:
    """What work holds: it tells how far it is and learns that it should stop."""

    def __init__(self, tell: Callable[[Step], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()

    def step(self, what: str, done: int = 0, total: int = 0) -> None:
        """Tell what is being done.  Raises Cancelled when the person cancelled."""
        self.check()
        self._tell(Step(what, done, total))

    def check(self) -> None:
        """Raise Cancelled when the person cancelled."""
        if self._stop.is_set():
            raise Cancelled("已取消", "没有改动任何内容")

    @property
    def stopped(self) -> bool:
        """Whether the person cancelled."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()


class Job(QObject):
    """One piece of work under way; lives on the GUI thread, as do all its signals' receivers."""

    stepped = Signal(object)
    """A Step."""
    finished = Signal(object)
    """What the work returned."""
    failed = Signal(object)
    """The exception it ended with."""
    cancelled = Signal()
    ended = Signal()
    """After any of the three above."""

    _step = Signal(object)
    _end = Signal(object, object)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.progress = Progress(self._step.emit)
        self._step.connect(self._stepped, Qt.ConnectionType.QueuedConnection)
        self._end.connect(self._ended, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Stop as soon as the work looks; whatever it still returns is dropped."""
        self.progress.stop()

    def run(self, work: Callable[[Progress], Any]) -> None:
        """Do the work; called on a worker thread."""
        try:
            result = work(self.progress)
        except Exception as error:  # the boundary of the worker thread
            self._end.emit(None, error)
        else:
            self._end.emit(result, None)

    @Slot(object)
    def _stepped(self, step: Step) -> None:
        if not self.progress.stopped:
            self.stepped.emit(step)

    @Slot(object, object)
    def _ended(self, result: object, error: Exception | None) -> None:
        if self.progress.stopped or isinstance(error, Cancelled):
            self.cancelled.emit()
        elif error is not None:
            self.failed.emit(error)
        else:
            self.finished.emit(result)
        self.ended.emit()


class _Task(QRunnable):
    def __init__(self, job: Job, work: Callable[[Progress], Any]) -> None:
        super().__init__()
        self._what: list[tuple[Job, Callable[[Progress], Any]]] = [(job, work)]

    def run(self) -> None:
        job, work = self._what.pop()  # Qt may keep the task: what the work holds must not stay with it
        job.run(work)


class Runner(QObject):
    """Starts jobs and keeps them alive until they have ended."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._jobs: set[Job] = set()
        self._ended: list[Job] = []

    @property
    def busy(self) -> bool:
        """Whether any job is under way."""
        return bool(self._jobs)

    def start(
        self,
        work: Callable[[Progress], Any],
        *,
        title: str = "",
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Run `work` on a worker thread; `done` and `failed` are called on this one.

        Without `failed` an error that nobody takes is raised here, for the excepthook.
        """
        job = Job(title)
        self._jobs.add(job)
        if done is not None:
            job.finished.connect(done)
        job.failed.connect(failed if failed is not None else _raise)
        job.ended.connect(self._job_ended)
        self._pool.start(_Task(job, work))
        return job

    def wait(self, milliseconds: int = 5000) -> bool:
        """Cancel everything and wait; False where some work did not end in time."""
        for job in self._jobs:
            job.cancel()
        return self._pool.waitForDone(milliseconds)

    @Slot()
    def _job_ended(self) -> None:
        job = self.sender()
        if isinstance(job, Job):
            self._jobs.discard(job)
            # Not let go within its own signal; Python owns it, for a parent or deleteLater would free it twice.
            self._ended.append(job)
            QTimer.singleShot(0, self._ended.clear)


def _raise(error: Exception) -> None:
    raise error
