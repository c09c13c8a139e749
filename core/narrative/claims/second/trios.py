"""Two amounts and just what they differ by, and the percentage at them: C2.

Where 41,203.57, 45,618.92 and 4,415.35 stand together, the percentage at them is 4,415.35 ÷ 41,203.57, whichever words
tell it: three amounts do not fit each other by chance.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from core.figures import Agreement, Kind
from core.figures.tolerance import agree_rate
from core.narrative.claims.say import amount_text, num, rate_num
from core.narrative.claims.told import BASE, FILL, GROWTH, alike, is_earlier, taken, wrong_rate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount, Rate
    from core.narrative.claims.told import Told
    from core.rules import Finding

_SPREAD = 5
"""So many amounts, the three of a change are among."""
_GREW = re.compile(rf"(?:{GROWTH.pattern}|[降增减升涨]了?|变动率|变动幅度|[增减]幅度?){FILL}")
_FALLS = re.compile(r"下降|减|降|少|压|节|低|缩")
_RISES = re.compile(r"增|上升|涨|提高|多|升|高")
_DIGITS = 3
"""A difference of fewer digits comes about by chance."""


class _Trio(NamedTuple):
    low: Amount
    high: Amount
    gap: Amount


def check_trios(told: Told) -> Iterator[Finding]:
    """The percentage at a change whose both amounts are told, where it is not the change by the earlier one."""
    if len(told.amounts) < 3:
        return
    for rate in told.rates:
        if rate.ratio <= 0 or rate.start in told.plain or taken(told, rate) or (rate.start, rate.end) in told.wrong:
            continue
        near = re.split(r"[。；]", told.lead(rate))[-1]
        grew = _GREW.search(near)
        if grew is None or len(near) - grew.start() > 12:
            continue
        trio = _at(told, rate)
        falls = _way(told, rate, trio) if trio else None
        if trio is None or falls is None:
            continue
        base = trio.high if falls else trio.low
        if base.number and not _right_for_another(told, rate, trio, falls=falls):
            terms = f"{amount_text(trio.gap)} ÷ {amount_text(base)}"
            yield from wrong_rate(rate, num(trio.gap) / num(base), "C2", terms)


def _at(told: Told, rate: Rate) -> _Trio | None:
    """The one trio that a percentage stands at: the amounts right before it, right behind it or around it."""
    text = told.paragraph.text.text
    before = [one for one in told.amounts if one.end <= rate.start][-_SPREAD:]
    after = [one for one in told.amounts if one.start >= rate.end][:3]
    found = []
    for trio in _trios(told, [*before, *after]):
        first, last = min(one.start for one in trio), max(one.end for one in trio)
        stop = text.find("。", rate.end)
        stop = stop if stop >= 0 else len(text)
        if any(one.start > stop for one in trio) or _others_between(told, rate, trio):
            continue
        behind = rate.start >= last and not re.search(r"[。；]", text[last : rate.start])
        if behind or (first < stop and (first < rate.start or not told.before(rate))):
            found.append(trio)
    return found[0] if len(found) == 1 else None


def _others_between(told: Told, rate: Rate, trio: _Trio) -> bool:
    """Whether another number stands between a percentage and the amounts."""
    low = min(rate.start, *(one.start for one in trio))
    high = max(rate.end, *(one.end for one in trio))
    inside = {rate.start, *(one.start for one in trio)}
    numbers: list[Amount | Rate] = [*told.amounts, *told.rates]
    return any(low <= one.start < high and one.start not in inside for one in numbers)


def _trios(told: Told, amounts: Sequence[Amount]) -> Iterator[_Trio]:
    for three in combinations(amounts, 3):
        low, middle, high = sorted(three, key=lambda one: one.number)
        if not alike(low, high) or not alike(middle, high) or not low.number:
            continue
        if high.kind is not Kind.MONEY or high.number - middle.number != low.number:
            continue
        moved = [one for one in (low, middle) if told.is_moved(one)]
        if not moved and not any(is_earlier(told, one) or BASE.search(told.lead(one)) for one in three):
            continue  # a sum and its two parts
        gap = moved[0] if len(moved) == 1 else low
        if moved or len(amount_text(gap).replace(".", "").strip("0")) >= _DIGITS:
            yield _Trio(middle if gap is low else low, high, gap)


def _way(told: Told, rate: Rate, trio: _Trio) -> bool | None:
    """Whether it fell: by the words at the percentage and at the change; None where they, or the years, differ."""
    ways = set()
    for lead in (told.lead(rate)[-8:], told.lead(trio.gap)[-8:]):
        lead = re.split(r"[，。；]", lead)[-1]
        if _FALLS.search(lead):
            ways.add(True)
        elif _RISES.search(lead):
            ways.add(False)
    earlier = [is_earlier(told, one) for one in (trio.low, trio.high)]
    if earlier[0] != earlier[1]:
        ways.add(earlier[1])
    return ways.pop() if len(ways) == 1 else None


def _right_for_another(told: Told, rate: Rate, trio: _Trio, *, falls: bool) -> bool:
    """Whether the percentage is a growth of amounts that are not all of the three."""
    inside = {id(one) for one in trio}
    at = next((at for at, one in enumerate(told.amounts) if one.start > rate.start), len(told.amounts))
    near = told.amounts[max(at - 8, 0) : at + 4]
    for one in near:
        for other in near:
            if one is other or not alike(one, other) or {id(one), id(other)} <= inside or not other.number:
                continue
            moved = num(other) + num(one) if falls else num(other) - num(one)
            gap = num(other) - num(one) if falls else num(one) - num(other)
            ratios = [num(one) / moved] if moved.value > 0 else []
            ratios += [gap / num(other)] if gap.value > 0 else []
            if any(agree_rate(rate_num(rate), each, rate.held.decimals) is Agreement.EQUAL for each in ratios):
                return True
    return False


__all__ = ["check_trios"]
