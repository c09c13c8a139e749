"""The accounts of a document, made of the operands that it tells alike wherever it tells them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from core.narrative.claims.across.operands import (
    ACTUAL,
    FINAL,
    GREW,
    LEFT,
    PLANNED,
    UNSAID,
    Operand,
    fund_of,
    goes_on,
    operands_of,
)
from core.narrative.claims.across.terms import Account, accounts
from core.narrative.claims.headings import head_of, headings, level_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.book import Book
    from core.narrative.claims.model import Amount, Change, Paragraph


@dataclass(slots=True, eq=False)
class Placed:
    """An operand with the fund that the headings over it make it one of, and the side that is meant."""

    operand: Operand
    fund: str
    side: str


@dataclass(slots=True, eq=False)
class Reckoning:
    """One account as told: the whole, and the parts with their signs.

    `sure` where everything that may count is told.
    """

    account: Account
    side: str
    whole: Operand
    parts: tuple[tuple[Operand, int], ...]
    sure: bool

    @property
    def operands(self) -> tuple[Operand, ...]:
        """The whole and its parts."""
        return (self.whole, *(one for one, _ in self.parts))

    def gap(self, of: Operand | None = None, number: Fraction = Fraction(0)) -> Fraction:
        """By how much the whole exceeds its parts, with `number` in the place of one of them."""
        numbers = {id(one): number if one is of else one.number for one in self.operands}
        return numbers[id(self.whole)] - sum((sign * numbers[id(one)] for one, sign in self.parts), Fraction(0))

    @property
    def env(self) -> Fraction:
        """By how much it may be off by rounding."""
        return sum((one.env for one in self.operands), Fraction(0))

    @property
    def least(self) -> Fraction:
        """By how much it may be off if all were printed as exactly as the most exact of them."""
        return min(one.env for one in self.operands if one.number) * len(self.operands) if self.env else Fraction(0)

    def holds(self, of: Operand | None = None, number: Fraction = Fraction(0)) -> bool:
        """Whether it adds up."""
        return abs(self.gap(of, number)) <= self.env


class Told:
    """All operands of a document by side and term."""

    def __init__(self, paragraphs: Sequence[Paragraph], book: Book) -> None:
        self.paragraphs = paragraphs
        self.order = {id(one): at for at, one in enumerate(paragraphs)}
        self.by: dict[tuple[str, str], list[Placed]] = defaultdict(list)
        found = [(one, operands_of(one)) for one in paragraphs]
        if not any(many for _, many in found):
            return
        under = headings(paragraphs)
        years = {one.year for _, many in found for one in many if one.year}
        year = book.year or max(years, default=0)
        default = UNSAID if book.plans else ACTUAL
        last = ""
        for paragraph, many in found:
            over = _fund_over(paragraph, under[paragraph])
            for one in many:
                fund = one.fund or over or (last if goes_on(paragraph) else "")
                last = fund
                if one.year in {0, year}:
                    side = one.side or default
                    self.by[side, one.term].append(Placed(one, fund, side))

    def reckonings(self) -> Iterator[Reckoning]:
        """Every account whose operands are all told, each with one value."""
        sides = {side for side, _ in self.by}
        for side in (ACTUAL, UNSAID, PLANNED, FINAL, GREW, LEFT):
            for account in accounts() if side in sides else ():
                yield from self._of(account, side)

    def _of(self, account: Account, side: str) -> Iterator[Reckoning]:
        wholes = self.by.get((side, account.whole), [])
        for fund in dict.fromkeys(one.fund for one in wholes) if account.broad else (None,):
            whole = self.one(side, account.whole, fund)
            if whole is None or whole.amount is None or not _is_worded(account, whole):
                continue
            if any(self._all(side, name, fund) for name in account.without):
                continue
            found = [(name, self.one(side, name, fund, whole), sign) for name, sign in account.terms]
            parts = [(one, sign) for _, one, sign in found if one is not None]
            told = {name for name, one, _ in found if one is not None}
            needed = {name for name, _ in account.terms} - account.extra
            twice = any(one is None and self._all(side, name, fund) for name, one, _ in found)
            enough = len(parts) > 1 or (not account.extra and len(account.terms) == 1)
            if needed <= told and not twice and enough and _fits(whole, [one for one, _ in parts]):
                yield Reckoning(account, side, whole, tuple(parts), account.extra <= told and not account.loose)

    def times(self, operand: Operand, side: str) -> int:
        """How often an operand's number is told of its term."""
        same = [one.operand for one in self.by.get((side, operand.term), [])]
        return sum(one.amount is not None and one.number == operand.number for one in same)

    def subject(self, claim: Change) -> Amount | None:
        """What changed, where it is told in another paragraph."""
        terms = next(
            (one.term for many in self.by.values() for one in (p.operand for p in many) if one.change is claim), ""
        )
        found = self.one(ACTUAL, terms, None) if terms else None
        return found.amount if found is not None else None

    def _all(self, side: str, term: str, fund: str | None) -> list[Operand]:
        return [one.operand for one in self.by.get((side, term), []) if fund is None or one.fund == fund]

    def one(self, side: str, term: str, fund: str | None, beside: Operand | None = None) -> Operand | None:
        """The value of a term where all that is told of it is alike; None where nothing is, or more than one."""
        many = self._all(side, term, fund)
        if not many and side == PLANNED:
            many = self._all(UNSAID, term, fund)  # 三公经费预算8万元 first, and its parts without a word
        if not many and side in {GREW, LEFT} and beside is not None:
            none = [one for of in (ACTUAL, UNSAID, PLANNED) for one in self._all(of, term, fund) if one.amount is None]
            return next((one for one in none if one.paragraph is beside.paragraph), None)
        if not many:
            return None
        told = [one for one in many if one.amount is not None] or many
        first = min(told, key=lambda one: float(one.env))  # the first of the most exact
        alike = all(one.number == first.number or abs(one.number - first.number) <= one.env for one in many)
        return first if alike else None


def _is_worded(account: Account, whole: Operand) -> bool:
    text = whole.paragraph.text.text
    said = account.said is None or account.said.search(text) is not None
    return said and (account.unless is None or account.unless.search(text) is None)


def _fits(whole: Operand, parts: Sequence[Operand]) -> bool:
    """Whether the parts are those of the whole, as far as words tell: 本级 is not all of it."""
    return all(not one.scope or one.scope == whole.scope for one in parts)


def _fund_over(paragraph: Paragraph, under: tuple[str, ...]) -> str:
    """The fund of the nearest heading that names one."""
    text = paragraph.text.text
    own = (head_of(text),) if level_of(text) >= 0 and not paragraph.amounts else ()
    return next((fund for one in reversed((*under, *own)) if (fund := fund_of(one))), "")


__all__ = ["UNSAID", "Reckoning", "Told"]
