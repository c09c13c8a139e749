"""Reading files in the background: for a new report, or into the open one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.errors import JuebaoError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from core.blocks import SourceDocument
    from core.template import Pack
    from ui.runner import Progress, Runner
    from ui.session import Session


@dataclass(frozen=True, slots=True)
class Understood:
    """Files as read, and what they told about this report (`found`, a core.prefill.Import)."""

    documents: tuple[SourceDocument, ...]
    found: Any
    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """Files as read, and which unit, fiscal year and pack they look like."""

    paths: tuple[Path, ...]
    documents: tuple[SourceDocument, ...]
    unit: str = ""
    year: int = 0
    pack: str = ""
    said: str = ""
    """The words of a source that say the year, with where they stand; empty where none do."""


class Importer(QObject):
    """Starts the jobs; `started` carries each Job, refusals are one sentence."""

    started = Signal(object)
    refused = Signal(str)
    recognised = Signal(object)
    understood = Signal(object, object)
    """The Session and what was Understood for it."""

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner

    def recognise(self, paths: Sequence[Path]) -> None:
        """Read files that a new report begins with."""
        job = self._runner.start(
            partial(_recognise, tuple(paths)), title="正在读取…", done=self.recognised.emit, failed=self._fail
        )
        self.started.emit(job)

    def read_into(self, session: Session, paths: Sequence[Path], documents: Sequence[SourceDocument] = ()) -> None:
        """Read files for an open report (or take the `documents` read of them) and understand them."""
        report = session.report
        work = partial(_understand, tuple(paths), tuple(documents), report.template.packs, report.year, report.unit)
        job = self._runner.start(
            work,
            title="正在读取…",
            done=lambda result: self.understood.emit(session, result),
            failed=self._fail,
        )
        self.started.emit(job)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, JuebaoError):
            raise error
        self.refused.emit(error.line)


def _read(paths: Sequence[Path], progress: Progress) -> tuple[SourceDocument, ...]:
    from core.prefill import read_source

    documents = []
    for path in paths:
        tell = partial(progress.step, f"正在读取 {path.name}")
        documents.append(read_source(path, progress=tell, cancelled=lambda: progress.stopped))
    return tuple(documents)


def _recognise(paths: tuple[Path, ...], progress: Progress) -> Recognised:
    from core.prefill import recognise

    documents = _read(paths, progress)
    progress.step("正在辨认单位和年度")
    guess = recognise(documents)
    return Recognised(paths, documents, guess.unit, guess.year, ",".join(guess.packs), _said(documents, guess.year))


def _said(documents: Sequence[SourceDocument], year: int) -> str:
    from core.prefill import year_said

    for document in documents:
        mention = year_said(document, year)
        if mention is not None:
            page = f" 第 {mention.evidence.page} 页" if mention.evidence.page else ""
            return f"{document.file}{page}「{mention.quote}」"
    return ""


def _understand(
    paths: tuple[Path, ...],
    documents: tuple[SourceDocument, ...],
    packs: Sequence[Pack],
    year: int,
    unit: str,
    progress: Progress,
) -> Understood:
    from core.prefill import understand
    from core.template import Template, dictionary, known

    documents = documents or _read(paths, progress)
    tell = partial(progress.step, "正在找出数据和文字")
    # A template of its own: the open report's fills its caches on the GUI thread.
    template = Template(dictionary(), packs)
    found = understand(documents, template, year, unit=unit, progress=tell, cancelled=lambda: progress.stopped)
    known()  # loaded here, off the window's thread: the review offers them as kinds to read the files as
    return Understood(documents, found, paths)
