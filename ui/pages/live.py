"""Findings underlined while the words are typed: the edited paragraph is read again once the keys rest for a moment.

Underlines are extra selections: no edits of the text, so that undo and an input method never meet them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ui.models.prose import PLAIN
from ui.models.rereading import Ranges, Rereader, place_of
from ui.pages import marks
from ui.pages.prosedoc import fragments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QTextBlock

    from core.narrative.claims.model import Paragraph
    from core.rules import Finding
    from ui.pages.marks import Marked
    from ui.pages.prosetext import ProseText
    from ui.session import Session

PAUSE_MS = 150
"""So long the keys rest before a paragraph is read."""
MOST = 40
"""More paragraphs at once (a paste) wait for the commit, which reads the section."""


class LiveMarks(QObject):
    """The underlines of one editor."""

    changed = Signal()
    rested = Signal()
    """The keys rest: what counts the words may count."""

    def __init__(self, text: ProseText, session: Session, section: str) -> None:
        super().__init__(text)
        self._text = text
        self._report = session.report
        self._section = section
        self._reader: Rereader | None = None
        self._lost: tuple[int, int] | None = None
        self._joined: tuple[int, set[int]] = (0, set())
        """How many lines there were when some were last read, and which: the edited ones with their paragraphs."""
        self.marked: list[Marked] = []
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(PAUSE_MS)
        self.timer.timeout.connect(self.read)
        text.document().contentsChange.connect(self._changed)

    def load(self) -> None:
        """Take the report's own findings: the section was committed, undone, or its cells moved."""
        self.timer.stop()
        self._lost = None
        if self._reader is not None:
            self._reader.forget()
        found = [finding for finding in self._report.findings_so_far() if finding.open]
        self._show(marks.findings_at(self._text.document(), self._section, found))

    def at(self, position: int) -> list[Marked]:
        """What is underlined at a cursor position, the worst first."""
        return [mark for mark in self.marked if mark.start <= position <= mark.end]

    def paragraph(self, position: int) -> tuple[Paragraph | None, int, Rereader]:
        """The paragraph at a position as it was read, where it begins in the document, and its reader."""
        block = self._text.document().findBlock(position)
        reader = self._ready()
        read = reader.read(self._lines())[block.blockNumber()]
        if read is None:
            return None, block.position(), reader
        return read.paragraph, block.position() - read.begin, reader

    # -- reading ---------------------------------------------------------------------

    def _changed(self, start: int, removed: int, added: int) -> None:
        """Characters came or went: keep where, and wait."""
        first, last = self._lost or (start, start)
        if start < last:
            last = max(last + added - removed, start)
        self._lost = (min(first, start), max(last, start + added))
        self.timer.start()

    def read(self) -> None:
        """Read the paragraphs that were edited, unless an input method is at work."""
        if self._text.composing:
            self.timer.start()
            return
        self.timer.stop()
        edited = self._edited()
        self._lost = None
        if 0 < len(edited) <= MOST:
            lines, document = self._lines(), self._text.document()
            numbers = {block.blockNumber() for block in edited}
            joined, before = self._ready().together(lines, numbers), self._joined
            # While a sentence is typed it may seem to go on in the next paragraph; once it is over, that one is alone.
            whole = joined | before[1] if before[0] == len(lines) and not numbers.isdisjoint(before[1]) else joined
            self._joined = len(lines), joined
            edited = [document.findBlockByNumber(number) for number in sorted(whole)]
            found = self._ready().findings(lines, {block.blockNumber(): _typed(block) for block in edited})
            fresh = [mark for block in edited for mark in self._marks(block, found[block.blockNumber()])]
            here = {block.blockNumber() for block in edited}
            kept = [mark for mark in self.marked if self._number(mark) not in here and mark.start < mark.end]
            self._show(sorted([*kept, *fresh], key=lambda mark: (mark.start, mark.end)))
        self.rested.emit()

    def _ready(self) -> Rereader:
        if self._reader is None:
            self._reader = Rereader(self._report, self._section)
        return self._reader

    def _edited(self) -> list[QTextBlock]:
        if self._lost is None:
            return []
        document = self._text.document()
        block, last = document.findBlock(self._lost[0]), self._lost[1]
        found: list[QTextBlock] = []
        while block.isValid() and block.position() <= last and len(found) <= MOST:
            found.append(block)
            block = block.next()
        return found

    def _lines(self) -> list[str]:
        return self._text.toPlainText().split("\n")

    def _number(self, mark: Marked) -> int:
        return self._text.document().findBlock(mark.start).blockNumber()

    def _marks(self, block: QTextBlock, findings: Sequence[Finding]) -> list[Marked]:
        """A paragraph's findings at their places, with what stands on its own marks."""
        number = block.blockNumber()
        stays = [
            mark
            for mark in self.marked
            if mark.finding.rule in marks.STAYS and self._number(mark) == number and mark.text == mark.finding.quote
        ]
        fresh = []
        for finding in findings:
            start, end = place_of(finding)
            made = marks.marked(block.document(), block.position() + start, block.position() + end, finding)
            covered = any(made.start < one.end and made.end > one.start for one in stays)
            if not (covered and finding.rule in {"E2", "E3"}):
                fresh.append(made)
        return [*stays, *fresh]

    def _show(self, found: list[Marked]) -> None:
        same = [(one.start, one.end, one.finding) for one in found] == [
            (one.start, one.end, one.finding) for one in self.marked
        ]
        self.marked = found
        if not same or len(self._text.extraSelections()) != len(found):
            self._text.setExtraSelections([marks.wave(mark) for mark in found])
            self.changed.emit()


def _typed(block: QTextBlock) -> Ranges:
    """Where a person typed; last year's numbers, to be renewed, are not held against this year's cells."""
    begin = block.position()
    return tuple(
        (stretch.start - begin, stretch.end - begin)
        for stretch in fragments(block)
        if stretch.run.atom == PLAIN and not stretch.run.outdated
    )
