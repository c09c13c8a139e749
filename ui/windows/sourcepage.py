"""来源: months later, the page of the file a value was taken from, with the words that were read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from core.blocks import Evidence, Heading, Paragraph, Table
from core.errors import JuebaoError
from ui.pages.source import SourcePanel, paper_of
from ui.pages.sourceview import Part, Spot
from ui.pages.sourceview.paper import folded
from ui.widgets.controls import Button, empty, frame, label, row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QHideEvent, QKeyEvent

    from core.blocks import SourceDocument
    from core.reportfile import StoredEvidence
    from ui.runner import Job, Progress, Runner

_CHANGED = "这个文件里已经没有这句话，可能改动过"


class SourcePage(QFrame):
    """Reads the file again and frames what the report remembers of it."""

    left = Signal()
    started = Signal(object)
    """A Job under way."""

    def __init__(self, path: Path, stored: StoredEvidence, runner: Runner) -> None:
        super().__init__()
        self.path, self.stored = path, stored
        self.panel: SourcePanel | None = None
        self._runner = runner
        self._job: Job | None = None
        self.setProperty("role", "panel")
        self.setObjectName("source-shown")
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self.back = Button("返回填报", name="source-back", clicked=self.left.emit)
        self.told = label(f"「{' '.join(stored.quote.split())}」", "strong", wrap=True, name="source-told")
        head = frame("bar")
        line = row(head, margin=3, across=2, gap=3)
        line.addWidget(self.back)
        line.addWidget(self.told, 1)
        self._whole.addWidget(head)
        self._room = QVBoxLayout()
        self._room.addWidget(label(f"正在打开 {path.name} …", "secondary"), alignment=Qt.AlignmentFlag.AlignCenter)
        self._whole.addLayout(self._room, 1)
        self.setFocusProxy(self.back)

    def begin(self) -> None:
        """Start reading."""
        self._job = self._runner.start(
            partial(_read, self.path), title=f"正在打开 {self.path.name}", done=self._show, failed=self._fail
        )
        self.started.emit(self._job)

    def stop(self) -> None:
        """Before it goes."""
        if self._job is not None:
            self._job.cancel()
        if self.panel is not None:
            self.panel.stop()

    def _show(self, document: SourceDocument) -> None:
        empty(self._room)
        self.panel = SourcePanel([paper_of(document, self.path)], self._runner)
        self._room.addWidget(self.panel, 1)
        spot = Spot(self, (Part(found_again(document, self.stored), self.stored.quote),), self.stored.quote)
        if not _says(document, self.stored.quote):
            self.told.setText(f"{self.told.text()}　{_CHANGED}")
        self.panel.start([spot])
        self.panel.show_spot(spot)
        self.panel.view.setFocus()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, JuebaoError):
            raise error
        empty(self._room)
        self._room.addWidget(label(error.line, "error", wrap=True), alignment=Qt.AlignmentFlag.AlignCenter)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # minimised windows come back
            self.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _read(path: Path, progress: Progress) -> SourceDocument:
    from core.prefill import read_source

    tell = partial(progress.step, f"正在打开 {path.name}")
    return read_source(path, progress=tell, cancelled=lambda: progress.stopped)


def found_again(document: SourceDocument, stored: StoredEvidence) -> Evidence:
    """The place a report remembers, as the file has it now: with its rectangle where pages have them."""
    wanted = (stored.page, stored.line, stored.cell)
    for place in _places(document):
        if (place.page, place.line, place.cell) == wanted:
            return place
    return Evidence(document.file, page=stored.page, line=stored.line, cell=stored.cell)


def _places(document: SourceDocument) -> Iterator[Evidence]:
    for read in document.blocks:
        yield from read.cells.values()
        yield from (segment.evidence for segment in read.segments)
        yield read.evidence


def _says(document: SourceDocument, quote: str) -> bool:
    wanted = folded(quote)[0]
    return any(wanted in folded(text)[0] for text in _texts(document))


def _texts(document: SourceDocument) -> Iterator[str]:
    for read in document.blocks:
        match read.block:
            case Heading():
                yield read.block.line
            case Paragraph(text=text):
                yield text
            case Table(cells=cells):
                yield from (cell.text for line in cells for cell in line if cell is not None)
