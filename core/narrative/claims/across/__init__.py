"""Sums that a document tells over its paragraphs: each number in its own, and one of them wrong (C3, C18, C22 - C24).

What is the sum of what, data says (resources/rules/accounts.toml).  Only what is told, and told alike wherever it is
told, of one year, one fund and one aspect, is added up; a part that no words tell leaves the account open.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from core.narrative.claims.across.again import told_again
from core.narrative.claims.across.bought import check_bought
from core.narrative.claims.across.doubts import doubt, is_pair, rate_of
from core.narrative.claims.across.items import check_items
from core.narrative.claims.across.left_over import check_left_over
from core.narrative.claims.across.operands import GREW, LEFT
from core.narrative.claims.across.percents import check_percents, funds_of, percents_of, right_of_funds
from core.narrative.claims.across.reckoning import Told
from core.narrative.claims.across.shares import check_shares
from core.narrative.claims.growth import check_change
from core.narrative.claims.model import Change
from core.narrative.claims.say import ERROR, HINT, PRINTED, amount_text, around, finding, gap_of
from core.narrative.claims.told import printed_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from core.narrative.claims.across.doubts import Doubt
    from core.narrative.claims.across.operands import Operand
    from core.narrative.claims.across.reckoning import Reckoning
    from core.narrative.claims.book import Book
    from core.narrative.claims.model import Amount, Claim, Paragraph
    from core.rules import Finding
    from core.template import Severity

_OF_NUMBERS = re.compile(r"C(?:1|2|3|7|18|19|2[1-4])|G1[12]|B1[36]")
"""What tells that an amount is wrong."""
_OF_RATES = re.compile(r"C(?:2|8|11)|G[29]")


def check_across(paragraphs: Sequence[Paragraph], book: Book, findings: Sequence[Finding]) -> list[Finding]:
    """The findings of a document with those of its sums; less those of percentages that a wrong amount made wrong."""
    told = Told(paragraphs, book)
    every = list(told.reckonings())
    known = {one.place for one in findings if _OF_NUMBERS.fullmatch(one.rule) and one.severity is not HINT}
    gaps = {gap for one in findings if one.place in known and (gap := gap_of(one)) is not None}
    broken = [
        one
        for one in every
        if abs(one.gap()) > one.least and not _is_known(one, known, gaps) and not _has_cell(one, book)
    ]
    fresh: list[Finding] = []
    mended: set[str] = set()
    doubted: set[int] = set()
    doubts = [(one, found) for one in broken if (found := doubt(one, every, told)) is not None]
    doubts.sort(key=lambda pair: -pair[1].weight)
    for reckoning, found in doubts:
        if doubted & {id(one.amount) for one in reckoning.operands}:
            continue  # one wrong number makes every account of it wrong
        doubted.add(id(found.operand.amount))
        mended |= {place for claim in found.mended for place in _places(claim)}
        fresh.append(_finding(reckoning, found))
    for total, due, one in check_items(paragraphs, known | {one.place for one in fresh}):
        mended |= {place for claim in _right_with(total, due, book) for place in _places(claim)}
        fresh = [other for other in fresh if gap_of(other) != gap_of(one) or amount_text(total) not in other.message]
        fresh.append(one)  # with it right, the account that it is in is right as well
    fresh += check_bought(told)
    percents = percents_of(paragraphs)
    fresh += check_shares(paragraphs, percents, known | {one.place for one in fresh})
    funds = funds_of(told, percents)
    of_funds = list(check_percents(told, percents, funds, {one.place for one in (*findings, *fresh)}))
    fresh += of_funds
    fresh += check_left_over(funds, {one.place for one in (*findings, *fresh)})
    at = {one.place for one in of_funds} | right_of_funds(funds)
    findings = [one for one in findings if one.place not in at]  # of all the money there was, not of a part of it
    again = told_again(paragraphs, [*findings, *fresh])
    findings, fresh = ([one for one in many if not again.causes(one)] for many in (findings, fresh))
    fresh = [*(one for one in fresh if not _follows(one, again.findings)), *again.findings]
    told_otherwise = [one for one in findings if one.rule == "C3" and one.severity is ERROR]
    kept = [one for one in findings if one.place not in mended or not _OF_RATES.fullmatch(one.rule)]
    return _each_once([*(one for one in kept if not _follows(one, [*fresh, *told_otherwise])), *fresh])


_LONG = 4
"""A number of so many digits is known again."""
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_PERCENT = re.compile(r"-?([\d.]+)%")
_RATIO = re.compile(r"([\d.]+)÷（?([\d.]+)(?:(?P<sign>[+−-])([\d.]+)）)?")
"""15.29 ÷ （13.57 + 15.29）, as a finding tells it."""


def _follows(one: Finding, fresh: Sequence[Finding]) -> bool:
    """Whether what is wrong of one number is so since another is: a percentage of it, a change told to be off by it."""
    if one.rule == "C18" and one.severity is HINT:
        return gap_of(one) is not None and any(gap_of(one) == gap_of(other) for other in fresh)
    if not _OF_RATES.fullmatch(one.rule):
        return False
    terms = one.message.partition("文中")[0].partition("=")[0].replace(",", "")
    return any(_is_right_with(one, terms, other) for other in fresh if other.place != one.place)


def _is_right_with(one: Finding, terms: str, cause: Finding) -> bool:
    """Whether a percentage is right once another number is what it should be."""
    wrong, right = (_DIGITS.search((text or "").replace(",", "")) for text in (cause.claimed, cause.expected))
    said = _PERCENT.fullmatch(one.claimed or "")
    if wrong is None or right is None or said is None or len(wrong[0]) < _LONG:
        return False
    mended = re.sub(rf"(?<![\d.]){re.escape(wrong[0])}(?![\d.])", right[0], terms)
    parts = _RATIO.fullmatch(re.sub(r"\s", "", mended))
    if mended == terms or parts is None:
        return False
    part, whole, more = float(parts[1]), float(parts[2]), float(parts[4] or 0)
    whole += more if parts["sign"] == "+" else -more
    step = 10.0 ** -len(said[1].partition(".")[2])
    return whole > 0 and abs(100 * part / whole - float(said[1])) < 1.5 * step


def _each_once(findings: Iterable[Finding]) -> list[Finding]:
    """Of those that say of one number that it should be one other, the first; what reckons before what saw it twice."""
    every = list(findings)
    kept: dict[tuple[str, Fraction] | int, int] = {}
    for at in sorted(range(len(every)), key=lambda at: every[at].rule == "C3"):
        due = PRINTED.fullmatch((every[at].expected or "").replace(",", ""))
        kept.setdefault((every[at].place, Fraction(due[1])) if due else at, at)
    return [every[at] for at in sorted(kept.values())]


def _is_known(reckoning: Reckoning, known: set[str], gaps: set[Fraction]) -> bool:
    """Whether a number of an account is told to be wrong already, or some number off by just as much."""
    told = [one.amount for one in reckoning.operands if one.amount is not None]
    gap = abs(reckoning.gap())
    return any(one.paragraph.place(one.start, one.end) in known for one in told) or any(
        abs(gap - other) <= reckoning.env for other in gaps
    )


def _has_cell(reckoning: Reckoning, book: Book) -> bool:
    """Whether a number of an account is held against the tables."""
    return any(one.amount is not None and book.cell(one.amount.name) is not None for one in reckoning.operands)


def _right_with(amount: Amount, due: Fraction, book: Book) -> Iterator[Change]:
    """The changes of an amount that are right once it is another one."""
    other = replace(amount, held=replace(amount.held, number=due))
    for claim in amount.paragraph.claims:
        moved = isinstance(claim, Change) and claim.subject is amount and not claim.even
        if moved and isinstance(claim, Change) and not list(check_change(replace(claim, subject=other), book)):
            yield claim


def _places(claim: Claim) -> Iterator[str]:
    """Where a percentage stands, and the amount that goes with it."""
    rate = rate_of(claim)
    for one in (rate, claim.amount if isinstance(claim, Change) else None):
        if one is not None:
            yield one.paragraph.place(one.start, one.end)
    if isinstance(claim, Change) and claim.amount is not None and rate is not None:
        yield rate.paragraph.place(claim.amount.start, rate.end)


def _finding(reckoning: Reckoning, found: Doubt) -> Finding:
    amount = found.operand.amount
    assert amount is not None
    unit = amount.held.unit
    claimed, due = f"{amount_text(amount)}{unit}", f"{printed_as(amount, abs(found.due))}{unit}"
    rule, severity = _rule(reckoning, found)
    other = next(one for one in (reckoning.whole, *reversed(reckoning.operands)) if one is not found.operand)
    beside = f"（另见「{around(other.amount)}」）" if other.amount is not None else ""
    return finding(
        rule, severity, amount.paragraph, (amount.start, amount.end),
        f"{_terms(reckoning, found.operand)} = {due}，文中为 {claimed}{beside}", "核对各段的数，改正与其他数不合的一个",
        claimed=claimed, expected=due,
    )  # fmt: skip


def _rule(reckoning: Reckoning, found: Doubt) -> tuple[str, Severity]:
    if reckoning.side in {GREW, LEFT}:
        return "C18", ERROR if found.mended else HINT
    return "C3" if found.elsewhere or is_pair(reckoning) else reckoning.account.rule, ERROR


def _terms(reckoning: Reckoning, of: Operand) -> str:
    """What makes the due number: the parts for the whole, the whole less the others for a part."""
    if of is reckoning.whole:
        terms = list(reckoning.parts)
    else:
        own = next(sign for one, sign in reckoning.parts if one is of)
        terms = [(reckoning.whole, own), *((one, -own * sign) for one, sign in reckoning.parts if one is not of)]
        terms.sort(key=lambda term: -term[1])
    units = {one.amount.held.unit for one in reckoning.operands if one.amount is not None}
    texts = []
    for one, sign in terms:
        minus = (sign < 0) is not (one.number < 0)
        unit = one.amount.held.unit if one.amount is not None and len(units) > 1 else ""
        texts.append(f"{'−' if minus else '+'} {amount_text(one.amount) if one.amount else '0'}{unit}")
    return " ".join(texts).removeprefix("+ ")


__all__ = ["check_across"]
