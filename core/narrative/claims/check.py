"""Claims held against the cells and against each other; what a window underlines and `check` lists."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from core.figures import Agreement, Num
from core.figures.tolerance import agree_same
from core.narrative.claims.above import check_above
from core.narrative.claims.across import check_across
from core.narrative.claims.allowance import Allowance
from core.narrative.claims.balances import check_balance
from core.narrative.claims.book import Book
from core.narrative.claims.breaks import check_breaks
from core.narrative.claims.document import check_document
from core.narrative.claims.enumerated import check_enumerated
from core.narrative.claims.explained import explained, of_all
from core.narrative.claims.fold import fold
from core.narrative.claims.growth import check_change
from core.narrative.claims.headings import level_of
from core.narrative.claims.model import (
    Amount,
    Balance,
    Change,
    Claim,
    Comparison,
    Completion,
    Decomposition,
    Ground,
    Listing,
    Paragraph,
    Product,
    Share,
)
from core.narrative.claims.moves import check_decomposition
from core.narrative.claims.points import check_points
from core.narrative.claims.ratio import check_comparison, check_completion, check_share
from core.narrative.claims.reader import read_paragraph
from core.narrative.claims.repeats import check_repeated, check_repeats, tell
from core.narrative.claims.say import ERROR, amount_text, bare, finding, num
from core.narrative.claims.second import check_again
from core.narrative.claims.second.effort import Effort
from core.narrative.claims.statements import check_statements
from core.narrative.claims.totals import check_listing, check_parts_of_change, check_product
from core.narrative.claims.units import check_units
from core.narrative.claims.wording import check_wording, check_words
from core.wrapped import LONGEST, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from core.rules import Finding


def read_text(
    text: str,
    where: str,
    ground: Ground,
    offset: int = 0,
    known: Sequence[Paragraph] = (),
    allowance: Allowance | None = None,
) -> list[Paragraph]:
    """A section's text, paragraphs divided by line breaks that cut no sentence; positions count from `offset`.

    Paragraphs of `known`, the same section as read before, are taken where they did not change.  `allowance` is that
    of the document, where its sections are read one by one.
    """
    read: list[Paragraph] = []
    allowance = allowance or Allowance()
    head: Amount | None = None
    kept = {(one.text.source, id(one.head), one.offset): one for one in known}
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=offset))
    for first, last in runs(lines):
        source = "\n".join(lines[first:last])
        if len(source) > LONGEST:
            read.append(Paragraph(fold(source[:_LEAD]), where, starts[first], unread=True))
        else:
            head = head if head is not None and _is_under(source, head) else None
            paragraph = kept.get((source, id(head), starts[first])) or read_paragraph(
                source, where, starts[first], ground, allowance, head
            )
            head = paragraph.open_head
            read.append(paragraph)
    return read


_LEAD = 80
"""So much of a line too long to be read is kept, to tell where it stands."""
_ORDINAL = 8
"""Characters that hold the number of an item."""


def _is_under(source: str, head: Amount) -> bool:
    """Whether a paragraph may tell the parts of an amount: （二） tells none of what （一） left open."""
    own, over = level_of(fold(source[:_ORDINAL]).text.lstrip()), level_of(head.paragraph.text.text)
    return own < 0 or over < 0 or own > over


def check_section(text: str, where: str, ground: Ground) -> list[Finding]:
    """Every fault in the numbers of one section's text, held against itself and the cells.

    Pure: the same text on the same ground gives the same findings.
    """
    paragraphs = read_text(text, where, ground)
    book = Book(paragraphs, ground)
    found = [*_in_paragraphs(paragraphs, book), *check_repeats([tell(paragraphs, book)], book)]
    return _once(check_across(paragraphs, book, found))


def check_whole(book: Book) -> list[Finding]:
    """Every fault of a document, those between its paragraphs too."""
    effort = Effort()
    numbers = [one for paragraph in book.paragraphs for one in judge_paragraph(paragraph, book, effort)]
    wording = [one for paragraph in book.paragraphs for one in check_words(paragraph, book)]
    return whole(book, numbers, wording)


def whole(book: Book, numbers: Sequence[Finding], wording: Sequence[Finding]) -> list[Finding]:
    """The faults of a document, given those that its paragraphs show one by one."""
    between = [
        *check_breaks(book.paragraphs),
        *check_above(book.paragraphs),
        *check_document(book),
        *check_repeats([tell(book.paragraphs, book)], book),
        *check_wording(book),
    ]
    return _once([*check_across(book.paragraphs, book, [*numbers, *between]), *wording])


def check_paragraphs(paragraphs: Sequence[Paragraph], book: Book) -> list[Finding]:
    """Every fault in the numbers of paragraphs of one document."""
    return _once(check_across(paragraphs, book, _in_paragraphs(paragraphs, book)))


def _in_paragraphs(paragraphs: Sequence[Paragraph], book: Book) -> list[Finding]:
    effort = Effort()
    findings = [one for paragraph in paragraphs for one in judge_paragraph(paragraph, book, effort)]
    return [*findings, *check_breaks(paragraphs), *check_above(paragraphs)]


def check_writing(paragraphs: Sequence[Paragraph], book: Book) -> list[Finding]:
    """Every fault of wording that paragraphs show one by one."""
    return _once(one for paragraph in paragraphs for one in check_words(paragraph, book))


def judge_paragraph(paragraph: Paragraph, book: Book, effort: Effort) -> Iterator[Finding]:
    """Every fault in the numbers of one paragraph of a document, whose second reading may take so much effort."""
    if paragraph.unread:
        return
    read = [*check_units(paragraph), *(one for claim in paragraph.claims for one in _doubted(claim, book))]
    said = list(check_statements(paragraph, book))
    read = list(_one_gap(read))
    repeated = list(check_repeated(paragraph, book))
    left, settled = check_again(paragraph, [*read, *said], repeated, effort)
    slips = {one.rule for one in left} >= {"C7"}
    mended = any(one.rule == "C7" for one in read)
    kept: list[Finding] = []
    for one in read:
        if one.rule == "C18" and any(other.rule == "C4" for other in read):
            continue  # its parts go another way than it says
        of_slip = (slips and one.rule in _SLIPPED) or (one.expected == "0.00%" and (mended or one.rule == "C2"))
        if one.place not in settled and not of_slip:
            kept.append(one)
    yield from _roots(_once_a_place(_one_gap([*kept, *left])), paragraph.text.text)
    yield from _cells(paragraph, book)
    yield from (one for one in said if one.rule != "C26" or not _is_of_rate(one, left))
    yield from check_points(paragraph)
    yield from check_enumerated(paragraph)
    yield from (one for one in repeated if one.rule != "C3" or one.place not in settled)


def _is_of_rate(missed: Finding, left: Iterable[Finding]) -> bool:
    """目标14户，实际完成11户，占任务的100%: how much was missed is told by its percentage, which is what is wrong."""
    terms = f"{missed.claimed} ÷ {missed.expected} "
    return any(one.rule == "C11" and one.message.startswith(terms) for one in left)


def _once_a_place(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Of those that say the same of one number, by its parts and by what it grew from, the first."""
    said: set[tuple[str, Decimal]] = set()
    for one in findings:
        due = _NUMBER.search((one.expected or "").replace(",", ""))
        what = (one.place, Decimal(due[0])) if due else None
        if what is None or what not in said:
            yield one
        if what is not None:
            said.add(what)


def _one_gap(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Sums of one paragraph that are off by just the same: one wrong number made them so."""
    gaps: set[Decimal] = set()
    for one in findings:
        gap = _gap(one) if one.rule in _OFF and not one.rounding else None
        if gap is None or gap not in gaps:
            yield one
        if gap is not None:
            gaps.add(gap)


_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_KNOWN = 3
"""So many digits make a number one that is known again."""


def _roots(findings: Iterable[Finding], text: str) -> Iterator[Finding]:
    """Those that do not reckon with a number which another one calls wrong: that is their cause."""
    every = list(findings)
    told = Counter(_NUMBER.findall(text.replace(",", ""))) if len(every) > 1 else Counter()
    wrong = {
        one.id: [number for number in _NUMBER.findall((one.claimed or "").replace(",", "")) if told[number] == 1]
        for one in every
        if (one.expected or one.rule == "C4") and one.rule != "C7"  # the others are judged by what was meant
    }
    dropped: set[str] = set()
    for one in every:
        used = _NUMBER.findall(one.message.partition("文中")[0])[: -1 if one.expected else None]
        causes = [
            other
            for other in every
            if other.id not in {one.id, *dropped}
            and other.place != one.place
            and other.severity is ERROR
            and any(len(number.replace(".", "")) >= _KNOWN and number in used for number in wrong.get(other.id, ()))
        ]
        if causes and one.rule in _SLIPPED:
            dropped.add(one.id)
        else:
            yield one


_PRINTED = re.compile(r"([\d.]+)(万元|元|人|名)")


def _gap(finding: Finding) -> Decimal | None:
    """By how much a total differs from what it should be."""
    claimed, expected = _PRINTED.fullmatch(finding.claimed or ""), _PRINTED.fullmatch(finding.expected or "")
    if claimed is None or expected is None or claimed[2] != expected[2]:
        return None
    return abs(Decimal(claimed[1]) - Decimal(expected[1]))


_SUMS = {"C19", "C21", "C22", "C23", "C24", "G12"}
_OFF = _SUMS | {"G11"}
# What a slip of the unit makes wrong is no fault of its own.
_SLIPPED = {"C2", "C8", "C11", "C18", "C22", "C23", "G11", "G3", "G6"}
_MISREAD = {"C24", "C2", "C4", "C8", "C11", "C19", "C21", "C22", "C23", "G9", "G11"}
"""What a paragraph can show to be right after all."""


def _doubted(claim: Claim, book: Book) -> Iterator[Finding]:
    """The faults of one claim, unless it is right for other amounts than those it was read with."""
    if isinstance(claim, Completion):
        claim = of_all(claim)
    found = list(_claim(claim, book))
    if any(one.rule in _MISREAD and not one.rounding for one in found) and explained(claim):
        found = [one for one in found if one.rule not in _MISREAD]
    yield from found


def _claim(claim: Claim, book: Book) -> Iterator[Finding]:
    match claim:
        case Change():
            yield from check_change(claim, book)
        case Share():
            yield from check_share(claim, book)
        case Completion():
            yield from check_completion(claim)
        case Comparison():
            yield from check_comparison(claim)
        case Listing():
            yield from check_listing(claim)
            yield from check_parts_of_change(claim)
        case Product():
            yield from check_product(claim)
        case Decomposition():
            yield from check_decomposition(claim)
        case Balance():
            yield from check_balance(claim)


def _cells(paragraph: Paragraph, book: Book) -> Iterator[Finding]:
    """C1: an amount whose quantity has a cell."""
    for amount in paragraph.amounts:
        if not _comparable(amount, book):
            continue
        held = book.cell(amount.name)
        if held is None:
            continue
        verdict = agree_same(num(amount), Num.of(held), rolled_up=True)
        if verdict in {Agreement.EQUAL, Agreement.ROUNDING} or amount.number == 0:
            continue
        unit = amount.held.unit
        due = f"{bare(held.number or num(amount).value, unit)}{unit}"
        yield finding(
            "C1", ERROR, paragraph, (amount.start, amount.end),
            f"{amount.name}表中为 {due}，文中为 {amount_text(amount)}{unit}", "改为表中的数，或改成跟着报表走的数字",
            claimed=f"{amount_text(amount)}{unit}", expected=due,
        )  # fmt: skip


def _comparable(amount: Amount, book: Book) -> bool:
    """Whether an amount is plainly the outcome of a main figure in the report's year."""
    if not amount.own or amount.rough or amount.scoped or amount.aspect.planned or not amount.name:
        return False
    if amount.year != (book.year or amount.year) or amount.held.unit not in {"万元", "元", "亿元"}:
        return False
    # 活动经费10万元，其中人员经费3万元: a part of something else is no main figure.
    return amount.head is None or bool(book.key(amount.head.name))


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Each fault once: a wrong number that several claims rest on is reported where it stands."""
    kept: list[Finding] = []
    zeros: set[str] = set()
    names: Counter[str] = Counter()
    seen: set[tuple[str, str]] = set()
    for one in findings:
        where = one.place.rpartition(":")[0]
        if one.rule == "C12" and one.message.startswith("分母"):
            paragraph = f"{where}:{one.message}"
            if paragraph in zeros:
                continue
            zeros.add(paragraph)
        told = "sum" if one.rule in _SUMS else one.rule
        if one.rule == "C3" and one.claimed and one.expected:
            pair = f"{where}:{' '.join(sorted((one.claimed, one.expected)))}"
            if (told, pair) in seen:
                continue
            seen.add((told, pair))
        if (told, one.place) in seen:
            continue
        seen.add((told, one.place))
        names[one.id] += 1
        kept.append(one if names[one.id] == 1 else replace(one, id=f"{one.id}#{names[one.id]}"))
    return kept
