"""Which of a change and the two amounts it lies between is wrong, where a percentage tells."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.closed import closed, goes_on
from core.narrative.claims.model import Listing, Rate
from core.narrative.claims.say import ERROR, amount_text, finding
from core.narrative.claims.told import written
from core.narrative.claims.weighed.saying import either, step_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.weighed.amounts import Amounts
    from core.narrative.claims.weighed.ways import Derived
    from core.rules import Finding

STOCK = re.compile(r"结[余转]|余额|剩余|期末|年末|年底")
_PRINTED = re.compile(r"([\d.]+)\D*")
_AROUND = 4
_BESIDE = 16
"""A percentage of a change stands so near behind it."""
_SMALL = 0.5
_FEW = 4
_ROOM = 1.01


def slips_of(derived: Derived) -> Iterator[int]:
    """In steps of its last digit: two digits of an amount that changed places, a point that moved."""
    text = str(round(derived.size / derived.unit))
    yield from swaps_of(derived)
    for times in (10, 100):
        yield int(text) * times
        yield round(int(text) / times)


def swaps_of(derived: Derived) -> Iterator[int]:
    """In steps of its last digit: an amount two neighbouring digits of which changed places."""
    text = str(round(derived.size / derived.unit))
    for first in range(len(text) - 1):
        if text[first] != text[first + 1]:
            yield int(text[:first] + text[first + 1] + text[first] + text[first + 2 :])


def changed(derived: Derived) -> Iterator[int]:
    """In steps of its last digit: those, and an amount one digit of which is another."""
    yield from slips_of(derived)
    text = str(round(derived.size / derived.unit))
    for at, digit in enumerate(text):
        yield from (int(f"{text[:at]}{other}{text[at + 1 :]}") for other in "0123456789" if other != digit)


def parts_of(amounts: Amounts, others: Sequence[Finding]) -> Iterator[Finding]:
    """货物97926.37万元、工程49141.66万元、服务…: the part that a slip made, of a whole list whose head holds.

    `others` are the findings of the paragraph; a list that one of them is of needs no other.
    """
    paragraph = amounts.row.told.paragraph
    spoken = {one.place for one in others if not one.rounding}
    for claim in paragraph.claims:
        if not isinstance(claim, Listing):
            continue
        every = [claim.head, *claim.parts]
        off = sum(one.number for one in claim.parts) - claim.head.number
        env = sum((one.held.half_step for one in every), start=Fraction(0))
        least = min(one.held.half_step for one in every) * len(every)
        if abs(off) <= least or any(paragraph.place(one.start, one.end) in spoken for one in every):
            continue
        derived = [one for one in amounts.each if any(part.start == one.amount.start for part in claim.parts)]
        if abs(off) > env and len(claim.parts) > 1 and closed(claim):
            fits = [(one, steps) for one in derived for steps in set(slips_of(one)) if _makes_up(one, steps, off, env)]
            if fits:
                yield _part(*fits[0], claim) if len(fits) == 1 else _head(claim, off)
        elif off > 0 or len(claim.parts) > 1:
            yield from _swapped(amounts, claim, derived, off)


_LEAST_DIGITS = 3
_STOPS = re.compile(r"[^。；]{0,60}(?:[。；）]|$)")


def _swapped(amounts: Amounts, listing: Listing, parts: Sequence[Derived], off: Fraction) -> Iterator[Finding]:
    """支出226.21万元。其中：甲30万元，乙169.21万元。: a list that nothing says is whole, and is, but for two digits.

    What is left out is by no chance just what two neighbouring digits of one part make; a part of so few digits
    counts only where the list comes to more than its head.
    """
    if goes_on(listing) or listing.tail or not _STOPS.match(amounts.row.text, listing.parts[-1].end):
        return
    fits = [
        (one, steps)
        for one in parts
        if off > 0 or len(str(round(one.size / one.unit)).strip("0")) >= _LEAST_DIGITS
        for steps in set(swaps_of(one))
        if _makes_up(one, steps, off, Fraction(0))
    ]
    if fits and not any(amounts.holds(one) for one, _ in fits):
        yield _part(*fits[0], listing) if len(fits) == 1 else _head(listing, off)


def _makes_up(derived: Derived, steps: int, off: Fraction, env: Fraction) -> bool:
    """Whether an amount of so many steps is less by what a list is off, within its rounding."""
    step = step_of(derived.amount)
    return abs(derived.amount.number - steps * step - off) <= env


def _head(listing: Listing, off: Fraction) -> Finding:
    """The finding of a total of which several parts may be the slip."""
    head = listing.head
    claimed, due = written(head), written(head, head.number + off)
    terms = " + ".join(amount_text(one) for one in listing.parts)
    return finding(
        "C22" if head.kind is Kind.MONEY else "C19", ERROR, head.paragraph, (head.start, head.end),
        f"{terms} = {due}，文中为 {claimed}", "核对各项和合计", claimed=claimed, expected=due,
    )  # fmt: skip


def _part(derived: Derived, steps: int, listing: Listing) -> Finding:
    amount, head = derived.amount, listing.head
    claimed, due = written(amount), written(amount, steps * step_of(amount))
    fixed = due.removesuffix(amount.held.unit)
    terms = " + ".join(fixed if one.start == amount.start else amount_text(one) for one in listing.parts)
    return finding(
        "C22" if amount.kind is Kind.MONEY else "C19", ERROR, amount.paragraph, (amount.start, amount.end),
        f"{terms} = {written(head)}，文中为 {claimed}", "核对各数后改正", claimed=claimed, expected=due,
    )  # fmt: skip


def ends_beside(amounts: Amounts) -> Iterator[Finding]:
    """送审93274万元，审定80156万元，审减12758万元，审减率13.68%: gap and percentage agree, so an end is a slip."""
    row = amounts.row
    for at, rate in enumerate(row.numbers):
        change = amounts.at(at - 1) if isinstance(rate, Rate) and rate.held.decimals else None
        if change is None or rate.start - change.amount.end > _BESIDE or not _is_gap(change):
            continue
        near = [place for place in change.before[-2:] if row.sentence[place] == row.sentence[at]]
        if near == [at - 3, at - 2] and all(row.values[place] > 0 for place in near):
            size, half = abs(float(rate.held.number or 0)), float(rate.held.half_step)
            for base, end in (near, near[::-1]):
                found = _slipped_from(amounts, change, base, end)
                if found is not None and _is_of(change, row.values[base], size, half):
                    yield found


def _is_gap(change: Derived) -> bool:
    return "L" in change.own or "moved" in change.row.roles(change.at)


def _due(amounts: Amounts, change: Derived, base: int, end: int) -> float:
    """What a change leads to from one amount, on the side of another."""
    values = amounts.row.values
    return values[base] + (change.size if values[end] > values[base] else -change.size)


def _slipped_from(amounts: Amounts, change: Derived, base: int, end: int) -> Finding | None:
    """The finding of an amount that a slip made of what a change leads to from another one."""
    derived, due = amounts.at(end), _due(amounts, change, base, end)
    if derived is None or due <= 0 or abs(due - derived.size) < _FEW * change.step:
        return None
    return _end(amounts, change, base, end) if round(due / derived.unit) in set(slips_of(derived)) else None


def behind_change(amounts: Amounts, at: int, told: Finding) -> Finding | None:
    """22.17亿元，比上年18.39亿元增加2.88亿元，增长15.66%: change and percentage agree, so the total is wrong."""
    row, derived = amounts.row, amounts.at(at)
    rate = row.numbers[at + 1] if at + 1 < len(row.numbers) else None
    if derived is None or not isinstance(rate, Rate) or rate.start - derived.amount.end > _BESIDE:
        return None
    due = _PRINTED.fullmatch((told.expected or "").replace(",", ""))
    if due is None:
        return None
    size, half = abs(float(rate.ratio)), float(rate.held.half_step)
    near = [*derived.before[-_AROUND:], *derived.behind[:_AROUND]]
    near = [place for place in near if row.values[place] > 0]
    for one, other in combinations(near, 2):
        gap = abs(row.values[one] - row.values[other])
        if abs(gap / derived.unit - _steps(derived, due[1])) > _SMALL:
            continue
        if any(abs(gap / row.values[place] - size) <= half * _ROOM for place in (one, other)):
            continue  # the percentage is of the difference that the two amounts make
        based = [place for place in (one, other) if _is_of(derived, row.values[place], size, half)]
        if not rate.held.decimals:
            return _slipped_end(amounts, derived, one, other, size, half)
        if len(based) == 1:
            return _end(amounts, derived, based[0], other if based[0] == one else one)
        for base in (one, other):
            if (meant := _meant(derived, base, near, size, half)) is not None:
                return meant
    return None


def _meant(change: Derived, base: int, near: Sequence[int], size: float, half: float) -> Finding | None:
    """50万元，其中…30万元；比上年的59万元减少19万元，下降15.25%: the amount whose difference the percentage is of."""
    values, amount = change.row.values, change.amount
    fits = {
        round(gap / change.unit): place
        for place in near
        if (gap := abs(values[place] - values[base])) and abs(gap / values[base] - size) <= half * _ROOM
    }
    if len(fits) != 1 or round(change.size / change.unit) in fits:
        return None
    ((steps, place),) = fits.items()
    first, second = sorted((place, base), key=lambda at: -values[at])
    claimed, due = written(amount), written(amount, steps * step_of(amount))
    terms = f"{amount_text(change.row.amount(first))} − {amount_text(change.row.amount(second))}"
    return finding(
        "C2", ERROR, amount.paragraph, (amount.start, amount.end),
        f"{terms} = {due}，文中为 {claimed}", "核对各数后改正", claimed=claimed, expected=due,
    )  # fmt: skip


def _slipped_end(amounts: Amounts, change: Derived, one: int, other: int, size: float, half: float) -> Finding | None:
    """比上年263万元下降28万元，下降12%: the one of two amounts that a slip made of what the change leads to."""
    found = []
    for base, end in ((one, other), (other, one)):
        wholes = (amounts.row.values[base], _due(amounts, change, base, end))
        told = _slipped_from(amounts, change, base, end)
        if told is not None and any(abs(change.size / whole - size) <= half for whole in wholes):
            found.append(told)
    return found[0] if len(found) == 1 else None


def _is_of(change: Derived, base: float, size: float, half: float) -> bool:
    """Whether a percentage is what a change is of an amount."""
    return abs(change.size / base - size) <= half * _ROOM + change.step / base


def _steps(derived: Derived, text: str) -> float:
    return float(text) * 10.0**derived.amount.held.decimals


def _end(amounts: Amounts, change: Derived, base: int, other: int) -> Finding | None:
    """The finding of an amount that a change does not lead to from the other one."""
    derived = amounts.at(other)
    if derived is None or amounts.holds(derived):
        return None
    due, amount = _due(amounts, change, base, other), derived.amount
    if due <= 0 or amount.kind is Kind.SCORE:
        return None
    claimed, right = written(amount), written(amount, round(due / derived.unit) * step_of(amount))
    sign = "+" if due > amounts.row.values[base] else "−"
    terms = f"{amount_text(amounts.row.amount(base))} {sign} {amount_text(change.amount)}"
    gap = abs(amounts.row.amount(base).number - amount.number)
    told = finding(
        "C24" if STOCK.search(derived.lead) else "C2", ERROR, amount.paragraph, (amount.start, amount.end),
        f"{terms} = {right}，文中为 {claimed}", "核对各数后改正", claimed=claimed, expected=right,
    )  # fmt: skip
    return either(told, written(change.amount), written(change.amount, gap))


__all__ = ["STOCK", "behind_change", "changed", "ends_beside", "parts_of", "slips_of"]
