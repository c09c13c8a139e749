"""What else a percentage may be made of than two amounts near it: sums told beside it, amounts further off."""

from __future__ import annotations

import re
from itertools import permutations
from typing import TYPE_CHECKING

from core.figures import Agreement, Num
from core.figures.tolerance import agree_rate
from core.narrative.claims.say import num, rate_num
from core.narrative.claims.told import alike

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount, Rate
    from core.narrative.claims.told import Told
    from core.narrative.claims.weighed.traits import Near

_RECEIVED = re.compile(r"到位率[^，。；]{0,3}$")
_NEAREST = 8
_PAIRS = 5
"""So many pairs of amounts cost what a way that is weighed does."""
_LONGEST = 6
_ROUGH = 0.01
_SURE = 2
_BAND = 0.06


def otherwise(told: Told, near: Near) -> bool:
    """Whether a sum, or two amounts anywhere, make a percentage, or the whole of the shares beside it does."""
    rate, kind = near.reading.rate, near.reading.kind
    amounts = [one for one in told.amounts if one.number > 0]
    before = [one for one in amounts if one.end <= rate.start]
    if rate.held.decimals < _SURE:
        amounts = before[-_NEAREST:]
    of_sums = abs(rate.ratio) != 1 or _RECEIVED.search(told.lead(rate)) is not None
    ways = [_sums(before, amounts)] if of_sums else []
    if rate.held.decimals >= _SURE:
        told.weighed += len(amounts) ** 2 // _PAIRS
        weighed = {near.row.numbers[at].start for at in near.places}
        ways.append(_far(amounts, weighed, growth=kind in {"grow", "gap"}))
    parts = before[-near.reading.row[1] :] if kind == "share" else []
    ways += [_of_list(part, [*amounts, *_beside(near, amounts)]) for part in parts]
    if parts and _implied(told, rate, parts[-1]):
        return True
    return any(_makes(rate, one, other) for way in ways for one, other in way)


def _beside(near: Near, amounts: Sequence[Amount]) -> list[Amount]:
    """（包括甲3034亿元，占转移支付的82%；乙666亿元）: the amount that ends the bracket a percentage stands in."""
    row, start = near.row, near.reading.rate.end
    inside = row.text[start : row.text.find("）", start) + 1]
    if "（" in inside or "。" in inside:
        return []
    known = {one.start for one in amounts}
    return [one for one in row.told.amounts if start <= one.start < start + len(inside) and one.start not in known][:1]


def turned(near: Near) -> bool:
    """Whether a change makes a percentage in the other direction: then the direction is what is wrong."""
    rate = near.reading.rate
    if near.reading.kind != "grow":
        return False
    row = near.row
    beside = [row.amount(at) for at in near.places if row.values[at] > 0]
    falls = near.reading.falls
    return any(
        _makes(rate, num(one), num(other) - num(one) if falls else num(other) + num(one))
        for one, other in permutations(beside, 2)
        if alike(one, other)
    )


def _makes(rate: Rate, one: Num, other: Num) -> bool:
    size = abs(float(rate.ratio))
    if other.value <= 0 or abs(float(one.value) / float(other.value) - size) > _ROUGH:
        return False
    own = rate_num(rate)
    return agree_rate(Num(abs(own.value), own.env), one / other, rate.held.decimals) is Agreement.EQUAL


def _far(amounts: Sequence[Amount], weighed: set[int], *, growth: bool) -> Iterator[tuple[Num, Num]]:
    """Two amounts of which one is too far off to have been weighed."""
    for one, other in permutations(amounts, 2):
        if alike(one, other) and not {one.start, other.start} <= weighed:
            yield num(one), num(other)
            if growth:
                gap = num(one) - num(other)
                yield Num(abs(gap.value), gap.env), num(other)


def _total(run: Sequence[Amount]) -> Num | None:
    if any(not alike(one, run[0]) for one in run):
        return None
    return sum((num(one) for one in run[1:]), num(run[0]))


def _sums(before: Sequence[Amount], amounts: Sequence[Amount]) -> Iterator[tuple[Num, Num]]:
    """差旅费38.26万元、办公费21.94万元，两项共占: several before of one."""
    for end in (len(before), len(before) - 1):
        for many in range(2, _LONGEST):
            run = before[end - many : end] if end >= many else []
            total = _total(run) if run else None
            if total is not None:
                yield from ((total, num(one)) for one in amounts if one not in run and alike(one, run[0]))


def _of_list(part: Amount, amounts: Sequence[Amount]) -> Iterator[tuple[Num, Num]]:
    """One of the sum of those it stands among."""
    if part not in amounts:
        return
    at = amounts.index(part)
    for first in range(max(0, at - _LONGEST), at + 1):
        for last in range(max(first + 1, at), min(at + _LONGEST, len(amounts))):
            total = _total(amounts[first : last + 1])
            if total is not None:
                yield num(part), total


def _implied(told: Told, rate: Rate, part: Amount) -> bool:
    """Whether a share beside it is of the same whole, which nobody told."""
    whole = float(part.number) / abs(float(rate.ratio))
    slack = float(rate.held.half_step) / abs(float(rate.ratio))
    for other in told.rates:
        own = next((one for one in reversed(told.amounts) if one.end <= other.start and one.number > 0), None)
        if other is rate or own is None or own is part or not alike(own, part) or other.ratio <= 0:
            continue
        theirs = float(own.number) / float(other.ratio)
        band = float(other.held.half_step) / float(other.ratio)
        if max(slack, band) < _BAND and abs(whole - theirs) <= whole * slack + theirs * band:
            return True
    return False


__all__ = ["otherwise"]
