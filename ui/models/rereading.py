"""A section's words while they are typed: only the edited paragraph is read again, over the lines it is broken into.

It is held against the others and the cells.  The findings are those that the report will have once the
words are committed (core/report/following.py), so that nothing underlined while typing vanishes with the commit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from core.narrative.claims import Book, Ground
from core.report import REASON
from core.rules.text import check_text, prompt_rule
from core.wrapped import LONGEST, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from core.figures import Held
    from core.narrative.claims.model import Amount, Paragraph
    from core.report import Report
    from core.rules import Finding

Ranges = tuple[tuple[int, int], ...]
"""Where in a paragraph a person typed; the rest are live sentences and figures, which follow their cells."""


_LATER = frozenset({"H6"})
"""A sentence that is not finished yet looks broken: that is told when the words are committed."""


class Read(NamedTuple):
    """A line's paragraph: its lines are [first, last), and this one begins at the character `begin` of it."""

    paragraph: Paragraph
    first: int
    last: int
    begin: int


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

    def together(self, lines: Sequence[str], numbers: Iterable[int]) -> set[int]:
        """Those lines, with the others of their paragraphs: a break may cut a sentence."""
        read, wanted = self.read(lines), set(numbers)
        for number in list(wanted):
            one = read[number]
            wanted |= set(range(one.first, one.last)) if one is not None else set()
        return wanted

    def findings(self, lines: Sequence[str], edited: Mapping[int, Ranges]) -> dict[int, list[Finding]]:
        """What is wrong in the edited lines, by their number; places count from the line's beginning.

        What begins in one of them may end in a later one of its paragraph.
        """
        read = self.read(lines)
        self.book = Book([one.paragraph for one in read if one is not None and not one.begin], self._ground)
        found: dict[int, list[Finding]] = {number: [] for number in edited}
        for first in dict.fromkeys(one.first for number in edited if (one := read[number]) is not None):
            for number, finding in self._check(lines, read, first, edited):
                found[number].append(finding)
        for number, many in found.items():
            many += check_text(lines[number], self._section, self._prompts)
        return {number: [one for one in map(self._with_reason, many) if one.open] for number, many in found.items()}

    def read(self, lines: Sequence[str]) -> list[Read | None]:
        """Every line's paragraph as read, with what the one before left open; None for a blank one."""
        from core.narrative.claims.allowance import Allowance
        from core.narrative.claims.reader import read_paragraph

        allowance = Allowance()
        found: list[Read | None] = [None] * len(lines)
        known: dict[tuple[str, Amount | None], Paragraph] = {}
        head: Amount | None = None
        for first, last in runs(lines):
            source = "\n".join(lines[first:last])
            if len(source) > LONGEST:
                continue
            paragraph = self._read.get((source, head)) or read_paragraph(
                source, self._section, 0, self._ground, allowance, head
            )
            known[source, head] = paragraph
            head = paragraph.open_head
            begin = 0
            for number in range(first, last):
                found[number] = Read(paragraph, first, last, begin)
                begin += len(lines[number]) + 1
        self._read = known
        return found

    def _check(
        self, lines: Sequence[str], read: Sequence[Read | None], first: int, edited: Mapping[int, Ranges]
    ) -> Iterator[tuple[int, Finding]]:
        """The findings of the paragraph that begins in a line, each with the edited line that it begins in."""
        from core.narrative.claims import check_paragraphs, check_writing

        whole = read[first]
        assert whole is not None
        begins = {number: line.begin for number in range(first, whole.last) if (line := read[number]) is not None}
        typed = [
            (begins[number] + start, begins[number] + end) for number in begins for start, end in edited.get(number, ())
        ]
        source = whole.paragraph.text.source
        numbers = [(start, end) for start, end in typed if any(map(str.isdigit, source[start:end]))]
        claims = [one for one in check_paragraphs([whole.paragraph], self.book) if one.place and one.rule not in _LATER]
        writing = check_writing([whole.paragraph], self.book)
        for one, ranges in (*((one, numbers) for one in claims), *((one, typed) for one in writing)):
            start, end = place_of(one)
            number = max(number for number, begin in begins.items() if begin <= start)
            if number in edited and _touches((start, end), ranges):
                begin = begins[number]
                yield number, replace(one, place=f"{self._section}:{start - begin}-{end - begin}")

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
