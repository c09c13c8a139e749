"""C3 between the sections of a report that is being edited: only what an edited section tells is told anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.narrative.claims.book import Book
from core.narrative.claims.repeats import Told, check_repeats, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.narrative.claims.model import Ground, Paragraph
    from core.rules import Finding


class Contradictions:
    """What the sections tell, in their order; equal to comparing all of them anew."""

    def __init__(self, order: Iterable[str]) -> None:
        self.findings: dict[str, Finding] = {}
        self._told: dict[str, Told] = {name: Told() for name in order}
        self._typed: dict[str, Sequence[tuple[int, int]]] = {}
        self._changed = False

    def tell(
        self, section: str, paragraphs: Sequence[Paragraph], book: Book, typed: Sequence[tuple[int, int]] = ()
    ) -> None:
        """A section's paragraphs are now these; of what was not `typed` nothing is found, it follows the cells."""
        told = tell(paragraphs, book) if typed else Told()
        before = self._told.get(section, Told())
        self._changed = self._changed or bool(told.amounts or told.changes or before.amounts or before.changes)
        self._told[section], self._typed[section] = told, typed
        for amount in told.amounts:
            book.cell(amount.name)  # whoever keeps `book` learns which cells this rests on

    def renew(self, ground: Ground) -> dict[str, Finding | None]:
        """What changed since the last time: id to the finding, or to None where it went away."""
        if not self._changed:
            return {}
        self._changed = False
        before = self.findings
        found = check_repeats(self._told.values(), Book([], ground))
        self.findings = {one.id: one for one in found if self._is_typed(one)}
        return {
            name: self.findings.get(name)
            for name in before.keys() | self.findings.keys()
            if before.get(name) != self.findings.get(name)
        }

    def _is_typed(self, finding: Finding) -> bool:
        section, _, span = finding.place.rpartition(":")
        start, end = map(int, span.split("-"))
        return any(start < other_end and end > other for other, other_end in self._typed.get(section, ()))
