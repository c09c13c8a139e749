"""A section's words while they are typed: only the edited paragraph is read again.

It is held against the others and the cells.  The findings are those that the report will have once the
words are committed (core/report/following.py), so that nothing underlined while typing vanishes with the commit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.narrative.claims import Book, Ground
from core.report import REASON
from core.rules.text import check_text, prompt_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.figures import Held
    from core.narrative.claims.model import Amount, Paragraph
    from core.report import Report
    from core.rules import Finding

LONGEST = 20_000
"""No paragraph of a report is longer; what is, is no prose (as in core/narrative/claims/check.py)."""


Ranges = tuple[tuple[int, int], ...]
"""Where in a paragraph a person typed; the rest are live sentences and figures, which follow their cells."""


class Rereader:
    """Reads one section; paragraphs whose words did not change are not read twice."""

    def __init__(self, report: Report, section: str) -> None:
        self._report = report
        self._section = section
        self._ground = Ground(report.unit, report.year, self._cell)
        rule = prompt_rule(report.template.sections[section].prompts)
        self._prompts = [rule] if rule else []
        self._read: dict[tuple[str, Amount | None], Paragraph] = {}
        self.book = Book([], self._ground)

    def forget(self) -> None:
        """Cells moved: what the words mean may differ."""
        self._read.clear()

    def findings(self, lines: Sequence[str], edited: Mapping[int, Ranges]) -> dict[int, list[Finding]]:
        """What is wrong in the edited paragraphs, by their number; places count from the paragraph's beginning."""
        read = self.read(lines)
        self.book = Book([one for one in read if one is not None], self._ground)
        return {number: self._check(lines[number], typed, read[number]) for number, typed in edited.items()}

    def read(self, lines: Sequence[str]) -> list[Paragraph | None]:
        """The paragraphs as read, each with what the one before left open; None for a blank one."""
        from core.narrative.claims.reader import read_paragraph

        found: list[Paragraph | None] = []
        known: dict[tuple[str, Amount | None], Paragraph] = {}
        head: Amount | None = None
        for line in lines:
            if not line.strip() or len(line) > LONGEST:
                found.append(None)
                continue
            paragraph = self._read.get((line, head)) or read_paragraph(line, self._section, 0, self._ground, head)
            known[line, head] = paragraph
            head = paragraph.open_head
            found.append(paragraph)
        self._read = known
        return found

    def _check(self, text: str, typed: Ranges, paragraph: Paragraph | None) -> list[Finding]:
        from core.narrative.claims import check_paragraphs, check_writing

        found: list[Finding] = []
        if paragraph is not None:
            numbers = [(start, end) for start, end in typed if any(map(str.isdigit, text[start:end]))]
            claims = check_paragraphs([paragraph], self.book)
            writing = check_writing([paragraph], self.book)
            found += [one for one in claims if one.place and _touches(place_of(one), numbers)]
            found += [one for one in writing if _touches(place_of(one), typed)]
        found += check_text(text, self._section, self._prompts)
        return [one for one in map(self._with_reason, found) if one.open]

    def _with_reason(self, finding: Finding) -> Finding:
        reason = self._report.marks.get(REASON + finding.id, "")
        return replace(finding, reason=reason) if reason else finding

    def _cell(self, key: str, aspect: str) -> Held | None:
        held = self._report.value(key, aspect) if self._report.template.find(key) is not None else None
        return held if held is not None and held.filled else None


def place_of(finding: Finding) -> tuple[int, int]:
    """[start, end) of a finding in its text; (0, 0) where its place is no text."""
    first, _, last = finding.place.rpartition(":")[2].partition("-")
    return (int(first), int(last)) if first.isdigit() and last.isdigit() else (0, 0)


def _touches(place: tuple[int, int], ranges: Iterable[tuple[int, int]]) -> bool:
    return any(place[0] < end and place[1] > start for start, end in ranges)
