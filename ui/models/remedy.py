"""What can be done about a finding in a text: the right number, the figure or sentence that follows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.narrative import Ref, StatementSpan, dependencies
from core.narrative.claims.fold import fold
from core.narrative.claims.model import Amount, Change, Comparison, Completion, Listing, Share
from core.narrative.claims.scan import Quantity, scan
from ui.models.rereading import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.book import Book
    from core.narrative.claims.model import Claim, Paragraph
    from core.report import Report
    from core.rules import Finding

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WRITTEN = frozenset({"C1", "C2", "C3", "C8", "C11", "C18", "C19", "C21", "C22", "C23", "G2", "G9", "G11", "G12",
                      "B13", "B16"})  # fmt: skip
"""Rules whose `expected` is the number that should stand in the place of the claimed one."""
_PROMPTS = frozenset({"E1"})
_STOPS = "。；;"
MOST = 3


@dataclass(frozen=True, slots=True)
class Swap:
    """Put `new` in the place of [start, end), counted from the beginning of the finding's place."""

    start: int
    end: int
    new: str


def right_number(finding: Finding) -> Swap | None:
    """The number that should stand there; None where the rule knows none or the place says something else."""
    new, quote = finding.expected, finding.quote
    if finding.rule not in _WRITTEN or finding.rounding or not new or not _DIGITS.match(new):
        return None
    folded = fold(quote)
    found = [
        one
        for one in scan(folded.text)
        if isinstance(one, Quantity) and _unit(folded.text[one.start : one.end]) == _unit(fold(new).text)
    ]
    claimed = fold(finding.claimed or "").text
    chosen = [one for one in found if claimed and folded.text[one.start : one.end] == claimed] or found
    if len(chosen) != 1:
        return None
    start, end = folded.place(chosen[0].start), folded.place(chosen[0].end - 1) + 1
    return Swap(start, end, new) if quote[start:end] != new else None


def _unit(number: str) -> str:
    return _DIGITS.sub("", number, count=1).strip()


def leftover(finding: Finding) -> bool:
    """Whether the words are instructions of the form, to be taken out."""
    return finding.rule in _PROMPTS


# -- what the number is of ---------------------------------------------------------------------


def key_of(finding: Finding, paragraph: Paragraph | None, book: Book) -> str:
    """The cell that a wrong number is of, or is a change or share of; empty where none is known."""
    if paragraph is None:
        return ""
    start, end = place_of(finding)
    for amount in _subjects(paragraph, start, end):
        key = book.key(amount.name)
        if key:
            return key
    return ""


def _subjects(paragraph: Paragraph, start: int, end: int) -> Iterator[Amount]:
    for claim in paragraph.claims:
        for first, last, subject in _parts(claim):
            at, until = place(paragraph, first, last)
            if subject is not None and at < end and until > start:
                yield subject
    for amount in paragraph.amounts:
        at, until = place(paragraph, amount.start, amount.end)
        if at < end and until > start:
            yield amount


def place(paragraph: Paragraph, start: int, end: int) -> tuple[int, int]:
    """Where folded text stands in the paragraph as typed."""
    return paragraph.text.place(start), paragraph.text.place(end - 1) + 1 if end > start else paragraph.text.place(
        start
    )


def _parts(claim: Claim) -> Iterator[tuple[int, int, Amount | None]]:
    match claim:
        case Change(subject, amount=amount, rate=rate):
            for one in (amount, rate):
                if one is not None:
                    yield one.start, one.end, subject
        case Share(rate, part):
            yield rate.start, rate.end, part
        case Completion(rate, actual):
            yield rate.start, rate.end, actual
        case Comparison(start, end, actual=actual):
            yield start, end, actual
        case Listing(head):
            yield head.start, head.end, head


def live_number(report: Report, finding: Finding, key: str) -> Ref | None:
    """The cell shown instead of a number that should equal it."""
    return Ref(key) if finding.rule == "C1" and key and report.template.find(key) is not None else None


def sentences(report: Report, section: str, key: str, present: set[str]) -> list[StatementSpan]:
    """The statements that say the quantity, those of the section first; none that stands in it already."""
    if not key:
        return []
    found: list[tuple[int, int, StatementSpan]] = []
    for number, form in enumerate(report.template.statements.values()):
        span = StatementSpan(form.id)
        if form.each or form.id in present or key not in dependencies(report.template, [span]):
            continue
        found.append((form.section != section, number, span))
    return [span for *_, span in sorted(found, key=lambda one: one[:2])[:MOST]]


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds [start, end) of a paragraph, with its full stop."""
    first = max(text.rfind(stop, 0, start) for stop in _STOPS) + 1
    ends = [at for stop in _STOPS if (at := text.find(stop, end)) >= 0]
    return first, min(ends) + 1 if ends else len(text)
