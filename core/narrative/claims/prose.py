"""A document that is being written: an edit re-reads its paragraph and re-judges what rests on it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.narrative.claims.book import PLANS, Book
from core.narrative.claims.check import judge_paragraph, read_text, whole
from core.narrative.claims.second.effort import Effort
from core.narrative.claims.wording import check_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.narrative.claims.model import Ground, Paragraph
    from core.rules import Finding


@dataclass(slots=True, eq=False)
class _Judged:
    """What one paragraph was found to be, and the quantities elsewhere that it rests on."""

    paragraph: Paragraph
    numbers: list[Finding]
    wording: list[Finding]
    asked: frozenset[tuple[str, object]]
    again: bool = True
    """Whether it was read a second time, as far as the effort for the document goes."""


class Prose:
    """All sections of a document in order; equal to checking the whole anew, at the cost of one paragraph.

    `update` and `renew` return what changed: id to the finding, or to None where it went away.
    """

    def __init__(self, ground: Ground, order: Iterable[str] = ()) -> None:
        self.ground = ground
        self.findings: dict[str, Finding] = {}
        self._plans = False
        self._sections: dict[str, list[_Judged]] = {name: [] for name in order}

    def update(self, section: str, text: str) -> dict[str, Finding | None]:
        """A section's text is now `text`; a section not known yet comes last."""
        before = {one.paragraph: one for one in self._sections.get(section, [])}
        read = read_text(text, section, self.ground, known=list(before))
        fresh = [before.get(one) or _Judged(one, [], [], frozenset()) for one in read]
        moved = _moved(list(before), read)
        self._sections[section] = fresh
        unjudged = {one for one in fresh if one.paragraph not in before}
        return self._judge([one for one in self._all() if one in unjudged or one.asked & moved])

    def renew(self, ground: Ground, sections: Iterable[str] | None = None) -> dict[str, Finding | None]:
        """The cells changed: judge all that may rest on them, or only `sections`; unit and year must be the same."""
        self.ground = ground
        names = set(self._sections if sections is None else sections)
        return self._judge([one for name, many in self._sections.items() if name in names for one in many])

    def _all(self) -> list[_Judged]:
        return [one for many in self._sections.values() for one in many]

    def _judge(self, due: Sequence[_Judged]) -> dict[str, Finding | None]:
        judged = self._all()
        book = Book([one.paragraph for one in judged], self.ground)
        if book.plans != self._plans:
            self._plans = book.plans
            due = [*due, *(one for one in judged if PLANS in one.asked)]
        effort, asked = Effort(), set(due)
        for one in judged:
            again = effort.left > 0
            if one not in asked and one.again == again:
                effort.spend(one.paragraph)
                continue
            one.again = again
            book.asked.clear()
            one.numbers = list(judge_paragraph(one.paragraph, book, effort))
            one.wording = list(check_words(one.paragraph, book))
            one.asked = frozenset(book.asked)
        found = whole(book, [f for one in judged for f in one.numbers], [f for one in judged for f in one.wording])
        before, self.findings = self.findings, {one.id: one for one in found}
        return {
            name: self.findings.get(name)
            for name in before.keys() | self.findings.keys()
            if before.get(name) != self.findings.get(name)
        }


def _moved(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> set[tuple[str, object]]:
    """What a look-up may now answer differently: quantities whose amounts in a section, or their order, are others."""
    old, new = _facts(before), _facts(after)
    moved: set[tuple[str, object]] = set()
    for name in old.keys() | new.keys():
        one, other = old.get(name, []), new.get(name, [])
        if one == other:
            continue
        different = set(one) ^ set(other) or {*one, *other}
        moved |= {(name, key) for _, year, aspect, *_ in different for key in (None, year, aspect)}
    return moved


def _facts(paragraphs: Iterable[Paragraph]) -> dict[str, list[tuple[object, ...]]]:
    facts: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    for paragraph in paragraphs:
        for one in paragraph.amounts:
            told = (one.held, one.year, one.aspect, one.own, one.scoped, one.rough, one.kind)
            facts[one.name].append(told)
    return facts
