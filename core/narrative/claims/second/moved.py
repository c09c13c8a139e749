"""Percentages of a change, by the amounts right before them, which are now and before by their words: C2."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from core.figures import Agreement, Num
from core.narrative.claims.say import agreement, amount_text, bare, num
from core.narrative.claims.told import (
    BASE,
    EARLIER,
    GROWTH,
    MOVED,
    alike,
    is_earlier,
    nearest,
    wrong_rate,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.model import Amount, Rate
    from core.narrative.claims.told import Told
    from core.rules import Finding

_COMPARES = re.compile(r"[，（]?(?:较|比|与|同比|相比|对比)(?:20\d\d年|上年|去年|上一年)?[^，。；\d]{0,12}$")
_SURE = 2
"""So many decimals of a percentage, and hardly any two amounts make it by chance."""
_LAST_YEAR = re.compile(
    r"(?:^|[，。；（])(?:(?:上年|去年|上一年)(?![^，]*(?:增|减))[^，。；\d]{0,16}|(?P<year>20\d\d)年度?[^，。；\d比较]{0,8})$"
)
_PAIR = 5
"""So many numbers before a percentage its change and both amounts are among."""
_BREATH = 6
"""Characters from a base to the percentage told in one breath with it."""
_PAIRS = 20
"""So many pairs of amounts cost what a way that is weighed does."""
_ROUGH = 1e-6
_BESIDE = 8
"""Characters between a change and its percentage."""


def check_growth(told: Told, rate: Rate, *, falls: bool) -> Iterator[Finding]:
    """Now and before are the two amounts before; which is which follows from the word."""
    plain = _right_before(told, rate) is not None
    if not plain and _growth_of_two(told, rate, falls=falls):
        return
    if not plain and _growth_of_two(told, rate, falls=not falls, told_change=True):
        return
    pair = gap_and_base(told, rate, falls=falls) or _now_and_before(told, rate, falls=falls)
    if pair is not None and pair[1].number:
        gap, base = pair
        yield from wrong_rate(rate, gap / num(base), "C2", terms(told, gap, base))


def gap_and_base(told: Told, rate: Rate, *, falls: bool) -> tuple[Num, Amount] | None:
    """The change that a percentage is of and what it started from, where both stand right at it."""
    return (
        _right_before(told, rate)
        or _pair_of_change(told, rate, falls=falls)
        or _change_and_base(told, rate)
        or _base_before(told, rate)
        or _change_of_last(told, rate, falls=falls)
    )


def terms(told: Told, gap: Num, base: Amount) -> str:
    """The division as it is told; a base that the text does not name shows what it is reckoned from."""
    moved, below = bare(gap.value, base.held.unit), amount_text(base)
    now = next((one for one in told.amounts if one.start == base.start), base)
    if now.number != base.number:
        below = f"（{amount_text(now)} {'+' if base.number > now.number else '−'} {moved}）"
    return f"{moved} ÷ {below}"


def _growth_of_two(told: Told, rate: Rate, *, falls: bool, told_change: bool = False) -> bool:
    """Whether some amount grew or fell to another by that, or some change is that much of what was before.

    `told_change` looks at the changes only.
    """
    amounts, sign = nearest(told, rate), -1 if falls else 1
    moves = {id(one) for one in amounts if told.is_moved(one)}
    beside = {id(one) for one in told.window(rate)} if rate.held.decimals < _SURE else {id(one) for one in amounts}
    told.weighed += len(amounts) ** 2 // _PAIRS
    due, half = float(rate.ratio), float(rate.held.half_step)
    sizes = [(one, float(one.number), float(one.held.half_step)) for one in amounts]
    for one, now, now_half in sizes:
        for other, was, was_half in sizes:
            if one is other or not was or not beside & {id(one), id(other)} or not alike(one, other):
                continue
            slack = now_half + was_half
            if not told_change and _about(due, half, sign * (now - was), was, slack):
                moved = num(one) - num(other)
                if agreement(rate, Num(sign * moved.value, moved.env), num(other)) is Agreement.EQUAL:
                    return True
            if id(one) not in moves:
                continue
            before = num(other) + num(one) if falls else num(other) - num(one)
            wholes = [before] if before.value > 0 and _about(due, half, now, was - sign * now, slack) else []
            wholes += [num(other)] if _about(due, half, now, was, slack) and BASE.search(told.lead(other)) else []
            if any(agreement(rate, num(one), whole) is Agreement.EQUAL for whole in wholes):
                return True
    return False


def _about(due: float, half: float, part: float, whole: float, slack: float) -> bool:
    """Whether a part of a whole may be a percentage, reckoned roughly."""
    ratio, below = part / whole, abs(whole)
    return abs(ratio - due) <= 2 * (half + (1 + abs(ratio)) * slack / below) + _ROUGH


def _right_before(told: Told, rate: Rate) -> tuple[Num, Amount] | None:
    """年初预算301.50万元，比上年年初预算274.30万元增长9.92%: now, the base and the percentage in one breath."""
    before = told.window(rate)[-2:]
    if len(before) < 2 or not alike(*before) or rate.start - before[1].end > _BREATH:
        return None
    now, base = before
    if any(told.is_moved(one) for one in before) or not BASE.search(told.lead(base)) or not base.number:
        return None
    return Num(abs(now.number - base.number), num(now).env + num(base).env), base


def _pair_of_change(told: Told, rate: Rate, *, falls: bool) -> tuple[Num, Amount] | None:
    """79.00万元…63.20万元，减少15.80万元，下降20.00%: the two amounts that differ by just what is said."""
    before = [one for one in told.amounts if one.end <= rate.start]
    if not before or rate.start - before[-1].end > _BESIDE or not told.is_moved(before[-1]):
        return None
    moved, others = before[-1], [one for one in before[-_PAIR:-1] if not told.is_moved(one)]
    pairs = [
        (high, low)
        for high in others
        for low in others
        if alike(high, moved) and alike(low, moved) and high.number - low.number == moved.number and low.number
    ]
    if len(pairs) != 1:
        return None
    high, low = pairs[0]
    base = high if falls else low
    return (num(moved), base) if EARLIER.search(told.lead(base)) else None


def _change_and_base(told: Told, rate: Rate) -> tuple[Num, Amount] | None:
    """费用比2022年298.35万元减少21.87万元，下降7.33%."""
    before = told.window(rate)[-2:]
    if len(before) < 2 or not alike(*before):
        return None
    base, moved = before
    text = told.paragraph.text.text
    beside = "，" not in text[base.end : moved.start].removeprefix("相比，")
    if beside and BASE.search(told.lead(base)) and told.is_moved(moved):
        return num(moved), base
    return None


def _base_before(told: Told, rate: Rate) -> tuple[Num, Amount] | None:
    """上年公务用车运行维护费28.64万元，2023年减少1.27万元，下降4.43%: the base is told right before the change."""
    before = told.window(rate)[-2:]
    if len(before) < 2 or not alike(*before) or rate.start - before[1].end > _BESIDE:
        return None
    base, moved = before
    earlier = _LAST_YEAR.search(told.lead(base))
    years = re.findall(r"20\d\d(?=年)", told.paragraph.text.text)
    if earlier is None or (earlier["year"] and earlier["year"] == max(years)):
        return None
    if told.is_moved(moved) and not told.is_moved(base):
        told.settle(moved)
        return num(moved), base
    return None


def _change_of_last(told: Told, rate: Rate, *, falls: bool) -> tuple[Num, Amount] | None:
    """公务接待费242万元，较上年减少12万元，下降4.7%: the amount right before is what changed."""
    before = told.window(rate)[-2:]
    if len(before) < 2 or not alike(*before):
        return None
    now, moved = before
    lead, text = told.lead(moved), told.paragraph.text.text
    if not _COMPARES.match(lead) or not MOVED.search(lead) or now.held.unit != moved.held.unit:
        return None
    if rate.start - moved.end > _BESIDE or re.search(r"[。；]", text[now.end : rate.start]):
        return None
    base = now.number + moved.number if falls else now.number - moved.number
    return (num(moved), replace(now, held=replace(now.held, number=base))) if base > 0 else None


def _now_and_before(told: Told, rate: Rate, *, falls: bool) -> tuple[Num, Amount] | None:
    window = told.window(rate) or _by_name(told, rate)
    moved = [one for one in window if told.is_moved(one)]
    plain = [one for one in window if one not in moved]
    if len(plain) != 2 or not alike(*plain) or len(moved) > 1:
        return None
    low, high = sorted(plain, key=lambda one: one.number)
    base = high if falls else low
    if moved and abs(high.number - low.number - moved[0].number) > num(high).env + num(low).env:
        return None
    if not moved and not any(BASE.search(told.lead(one)) or is_earlier(told, one) for one in plain):
        return None
    return Num(high.number - low.number, num(high).env + num(low).env), base


def _by_name(told: Told, rate: Rate) -> list[Amount]:
    """公务接待费0.93万元（2022年1.10万元）…，公务接待费下降15.45%."""
    near = re.split(r"[，。；]", told.lead(rate))[-1]
    match = GROWTH.search(near)
    name = near[: match.start()] if match else ""
    if len(name) < 3:
        return []
    text = told.paragraph.text.text
    found = []
    for one, other in pairwise(told.amounts):
        bracket = text[one.end : other.start]
        if told.lead(one).endswith(name) and bracket.startswith("（") and text[other.end : other.end + 1] == "）":
            found.append([one, other])
    return found[0] if len(found) == 1 else []
