"""Which number of an account that does not add up is the wrong one: what else is told of each tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.figures import Agreement, Num
from core.figures.tolerance import agree_rate
from core.narrative.claims.closed import slipped
from core.narrative.claims.model import Change, Completion, Share
from core.narrative.claims.say import amount_text, num, rate_num
from core.narrative.claims.told import printed_as

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from fractions import Fraction

    from core.narrative.claims.across.operands import Operand
    from core.narrative.claims.across.reckoning import Reckoning, Told
    from core.narrative.claims.model import Amount, Claim, Rate

_RATE, _ACCOUNT, _TWICE, _TOLD, _SLIP = 4, 3, 2, 2, 1
"""What it counts that a percentage, another account, a number told again, the due number or its digits say so."""
_SWAPPED = 1
"""What it counts besides that two neighbouring digits changed places: that is the commonest slip."""
_KNOWN = 3
"""So many digits make a number one that is known again."""
_SHIFTS = (10, 100, 10_000)


@dataclass(slots=True, eq=False)
class Doubt:
    """That an operand should be `due`; `weight` is what speaks for it less what speaks against.

    `mended` are the percentages that are right only then; `elsewhere` whether its paragraph tells that number too,
    `swapped` whether two digits that changed places made it.
    """

    operand: Operand
    due: Fraction
    weight: int
    mended: list[Claim]
    elsewhere: bool
    swapped: bool


def doubt(reckoning: Reckoning, every: Sequence[Reckoning], told: Told) -> Doubt | None:
    """The likeliest fault of an account, the whole where nothing tells; None where not all that may count is told."""
    found = [one for operand in reckoning.operands if (one := _doubt(reckoning, operand, every, told)) is not None]
    if not found:
        return None
    most = max(one.weight for one in found)
    best = [one for one in found if one.weight == most]
    if (reckoning.holds() or not reckoning.sure) and (most <= 0 or len(best) > 1):
        return None
    if reckoning.holds() and not best[0].swapped:
        return None  # rounding may have made it
    if is_pair(reckoning):  # one number told twice: the later one differs from the first
        return max(best, key=lambda one: _position(one.operand, told))
    whole = [one for one in found if one.operand is reckoning.whole]
    return best[0] if len(best) == 1 or not whole else whole[0]


def is_pair(reckoning: Reckoning) -> bool:
    """Whether all parts but one are nothing: then the whole is that part, told twice."""
    return sum(one.number != 0 for one, _ in reckoning.parts) == 1 and all(sign > 0 for _, sign in reckoning.parts)


def _position(operand: Operand, told: Told) -> tuple[int, int]:
    return told.order[id(operand.paragraph)], operand.amount.start if operand.amount else 0


def _doubt(reckoning: Reckoning, operand: Operand, every: Sequence[Reckoning], told: Told) -> Doubt | None:
    amount = operand.amount
    if amount is None or not operand.number:
        return None
    exact = _due(reckoning, operand)
    if exact == 0 or (exact < 0) is not (operand.number < 0):
        return None
    printings = list(_printings(reckoning, operand, exact))
    if not printings:
        return None
    due, elsewhere, slip = max(printings, key=lambda one: (one[2], one[1]))
    mended, spoilt = _rates(reckoning, operand, due, told)
    others = [one for one in every if one is not reckoning and operand in one.operands and one.side == reckoning.side]
    mends = sum(one.holds(operand, due) and not one.holds() for one in others)
    spoils = sum(one.holds() and not one.holds(operand, due) for one in others)
    again = told.times(operand, reckoning.side) - 1
    swap = slip and is_swap(amount_text(amount), printed_as(amount, abs(due)))
    weight = _RATE * (len(mended) - spoilt) + _ACCOUNT * (mends - spoils) - _TWICE * again
    return Doubt(operand, due, weight + _TOLD * elsewhere + _SLIP * slip + _SWAPPED * swap, mended, elsewhere, swap)


def _due(reckoning: Reckoning, operand: Operand) -> Fraction:
    """What the others make of an operand."""
    gap = reckoning.gap()
    if operand is reckoning.whole:
        return operand.number - gap
    sign = next(sign for one, sign in reckoning.parts if one is operand)
    return operand.number + sign * gap


def _printings(reckoning: Reckoning, operand: Operand, exact: Fraction) -> Iterator[tuple[Fraction, bool, bool]]:
    """What the due number may be within rounding, whether its paragraph tells it too, and whether a slip made it."""
    amount = operand.amount
    assert amount is not None
    used = {id(one.amount) for one in reckoning.operands}
    beside = {one.number for one in operand.paragraph.amounts if id(one) not in used and one.kind is amount.kind}
    step = 2 * operand.env
    added = len(reckoning.operands) > 2  # what only stands beside its like is not rounded
    steps = int(reckoning.env / step) if step and added else 0
    for shift in sorted(range(-steps, steps + 1), key=abs):
        number = exact + shift * step
        if number in {0, operand.number} or (number < 0) is not (exact < 0):
            continue
        text = printed_as(amount, abs(number))
        known = sum(char.isdigit() for char in text.strip("0.")) >= _KNOWN
        yield number, known and abs(number) in beside, is_slip(amount, abs(number), text)


def is_slip(amount: Amount, due: Fraction, text: str) -> bool:
    """Whether an amount is another one with a digit or two wrong, or with its point in a wrong place."""
    shifted = any(amount.number in {due * shift, due / shift} for shift in _SHIFTS)
    return shifted or slipped(amount_text(amount), text) or _turned(amount_text(amount), text)


def _turned(one: str, other: str) -> bool:
    """Whether three neighbouring digits changed places: 489485 for 448985."""
    if not is_swap(one, other) or len(one) <= _KNOWN:
        return False
    places = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(places) == _KNOWN and places[-1] - places[0] <= _KNOWN


def is_swap(one: str, other: str) -> bool:
    """Whether two printed numbers have the same digits in another order."""
    return one != other and sorted(one) == sorted(other)


# -- percentages -----------------------------------------------------------------------------


def _rates(reckoning: Reckoning, operand: Operand, due: Fraction, told: Told) -> tuple[list[Claim], int]:
    """The percentages that are right only with the due number, and how many are right only without it."""
    mended: list[Claim] = []
    spoilt = 0
    for paragraph in dict.fromkeys(one.paragraph for one in reckoning.operands):
        for claim in paragraph.claims:
            before, after = (_agrees(claim, reckoning, operand, value, told) for value in (operand.number, due))
            if before is False and after is True:
                mended.append(claim)
            spoilt += before is True and after is False
    return mended, spoilt


def _agrees(claim: Claim, reckoning: Reckoning, operand: Operand, value: Fraction, told: Told) -> bool | None:
    """Whether a percentage is right with a value in the place of an operand; None where it is not of it."""
    rate = rate_of(claim)
    if rate is None:
        return None
    found = [one for one in _ratios(claim, reckoning, operand, value, told) if one is not None]
    if not found:
        return None
    return any(
        below.value > 0 and agree_rate(rate_num(rate), above / below, rate.held.decimals) is Agreement.EQUAL
        for above, below in found
    )


def rate_of(claim: Claim) -> Rate | None:
    """The percentage of a claim that has one."""
    return claim.rate if isinstance(claim, Change | Share | Completion) else None


def _ratios(
    claim: Claim, reckoning: Reckoning, operand: Operand, value: Fraction, told: Told
) -> Iterator[tuple[Num, Num] | None]:
    """What a percentage may be the ratio of, where the operand is in it."""

    def of(amount: Amount) -> Num:
        return Num(abs(value), num(amount).env) if amount is operand.amount else num(amount)

    if isinstance(claim, Change):
        yield _growth(claim, operand, of, told)
    elif isinstance(claim, Share):
        wholes = list(claim.heads) or ([reckoning.whole.amount] if reckoning.whole.amount else [])
        for whole in wholes:
            if claim.part is not None and operand.amount in {claim.part, whole}:
                yield of(claim.part), of(whole)
    elif isinstance(claim, Completion):
        for budget in claim.budgets:
            if claim.actual is not None and operand.amount in {claim.actual, budget}:
                yield of(claim.actual), of(budget)


def _growth(claim: Change, operand: Operand, of: Callable[[Amount], Num], told: Told) -> tuple[Num, Num] | None:
    """A change and what it is measured against: the amount before it."""
    if claim.amount is None:
        return None
    subject = claim.subject or told.subject(claim)
    if subject is None or operand.amount not in {claim.amount, subject}:
        return None
    size, now = of(claim.amount), of(subject)
    return size, now + size if claim.falls else now - size
