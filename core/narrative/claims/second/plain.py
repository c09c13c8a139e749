"""Percentages that their nearest amounts plainly make: most are, and need no weighing of pairs.

At two decimals the change right before a percentage, by what changed, or an outcome and its budget side by side make it
by chance once in thousands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from core.narrative.claims.model import Share
from core.narrative.claims.told import BASE, FILL, GROWTH, alike, is_earlier

if TYPE_CHECKING:
    from core.narrative.claims.model import Amount, Rate
    from core.narrative.claims.told import Told

_GREW = re.compile(rf"(?:{GROWTH.pattern}){FILL}")
_EXACT = 1e-9
_LEAST = 2
"""So many decimals, and an equal ratio is no chance; with fewer only an exact one."""


def plain_rates(told: Told) -> dict[int, tuple[Amount, Amount]]:
    """The percentages, by where they begin, that their nearest amounts plainly make, each with those."""
    return {rate.start: pair for rate in told.rates if (pair := _operands(told, rate)) is not None}


def _operands(told: Told, rate: Rate) -> tuple[Amount, Amount] | None:
    """The two amounts right before a percentage, or its part and the head of its list, if they make it."""
    if rate.ratio <= 0:
        return None
    size = float(rate.ratio)
    slack = float(rate.held.half_step) if rate.held.decimals >= _LEAST else _EXACT
    at = bisect_left(told.amounts, rate.start, key=lambda one: one.start)
    beside = at > 1 and not any(told.amounts[at - 1].end <= other.start < rate.start for other in told.rates)
    if beside and _of_two(told, rate, told.amounts[at - 2], told.amounts[at - 1], (size, slack)):
        return told.amounts[at - 2], told.amounts[at - 1]
    for claim in told.paragraph.claims:
        if isinstance(claim, Share) and claim.rate.start == rate.start and claim.part and _is_share(claim, size, slack):
            return claim.part, claim.heads[0]
    return None


def _of_two(told: Told, rate: Rate, first: Amount, last: Amount, printed: tuple[float, float]) -> bool:
    size, slack = printed
    one, other = float(first.number), float(last.number)
    if not one or not other or not alike(first, last):
        return False
    grew = _GREW.search(told.lead(rate))
    moved = told.is_moved(first), told.is_moved(last)
    if grew is not None:
        lead = told.lead(first)  # 从甲（上年）增至乙: the second is this year's
        earlier = not lead.endswith(("至", "到")) and (is_earlier(told, first) or BASE.search(lead) is not None)
        base = one if earlier else one + other if grew["down"] is not None else one - other
        return moved == (False, True) and base > 0 and abs(other / base - size) <= 2 * slack
    if told.is_planned(first) == told.is_planned(last) or any(moved):
        return False
    ratio = other / one if told.is_planned(first) else one / other
    return abs(ratio - size) <= 2 * slack


def _is_share(claim: Share, size: float, slack: float) -> bool:
    part, head = claim.part, claim.heads[0] if claim.heads else None
    if part is None or head is None or not claim.sure or not head.number or claim.whole:
        return False
    return abs(float(part.number) / float(head.number) - size) <= 2 * slack


__all__ = ["plain_rates"]
