"""Shares told one after another that are all of a whole: what one of them is follows from the others (C8).

基本支出960.00万元，占80.00%，项目支出240.00万元，占20.00%: all but one are of the sum of the parts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures import Agreement
from core.figures.tolerance import agree_rate
from core.narrative.claims.say import amount_text, bare, num, rate_num
from core.narrative.claims.told import STOP, alike, is_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.figures import Num
    from core.narrative.claims.model import Amount, Rate
    from core.narrative.claims.told import Told

_SHARES = re.compile(r"占|比重|比例|其余|剩余|余下|剩下|尚未")
_BARE = re.compile(r"(?:[^，。；\d占]{0,12}[，（])?(?:占比|占|比重|比例)(?:为|约|约为)?$")
_REST = re.compile(r"其余|余下|剩余|剩下|另外?|尚未")
_WHOLE = re.compile(r"[，（]占[^，。；\d（）]{0,12}$")
_AT = re.compile(r"的[^，。；\d（）]{0,4}（?")
_NAMED = re.compile(r"(?:占[^，。；\d]{2,20}的|[^，。；\d]{2}[率])(?:比例|比重)?为?$")
_ROUGH = 0.01
_FINE = 2


def complements(told: Told) -> Iterator[tuple[Rate, Num, str]]:
    """Each share of a group that is all of a whole, what it has to be, and how that is reckoned."""
    if len(told.rates) < _FINE or not _SHARES.search(told.paragraph.text.text):
        return
    for group in _groups(told):
        total = sum((num(part) for part, _ in group[1:]), num(group[0][0]))
        if total.value <= 0:
            continue
        right = [pair for pair in group if _is_of(pair[1], pair[0], total)]
        wrong = [pair for pair in group if pair not in right]
        if len(wrong) > 1 or not right or not _is_whole(told, group, right, wrong):
            continue
        made_up = sum(rate.ratio for _, rate in group) == 1  # one is told a little off, so that all are 100%
        for part, rate in right if made_up else group:
            ratio = num(part) / total
            yield rate, ratio, f"{amount_text(part)} ÷ {bare(total.value, part.held.unit)}"


def _groups(told: Told) -> Iterator[list[tuple[Amount, Rate]]]:
    """Amounts of one sentence, each with its share right behind it."""
    group: list[tuple[Amount, Rate]] = []
    text = told.paragraph.text.text
    last = -1
    for rate in told.rates:
        before = [one for one in told.amounts if one.end <= rate.start]
        part = before[-1] if before else None
        if group and any(mark in text[group[-1][1].end : rate.start] for mark in STOP):
            yield from [group] if len(group) >= _FINE else []
            group, last = [], -1
        if part is None or part.start < last:
            continue
        since = text[group[-1][1].end : part.start] if group else ""
        if "其中" in since.rpartition("；")[2]:
            last = rate.end  # a part of a part
            continue
        lead = told.lead(rate)
        first = not group and (_NAMED.search(lead) or _BARE.fullmatch(lead)) is not None
        if not group and len(before) > 1 and _WHOLE.search(told.lead(part)) and _AT.fullmatch(lead):
            first, part = True, before[-2]
        if not first and not (group and _BARE.fullmatch(lead) and alike(part, group[0][0])):
            if group and not _of_other_kind(rate, lead):
                yield from [group] if len(group) >= _FINE else []
                group = []
            continue
        if group and sum(last <= one.start < rate.start for one in told.amounts) != 1:
            group = []
        group.append((part, rate))
        last = rate.end
    yield from [group] if len(group) >= _FINE else []


def _of_other_kind(rate: Rate, lead: str) -> bool:
    return rate.ratio <= 0 or "增" in lead or "降" in lead


def _is_of(rate: Rate, part: Amount, total: Num) -> bool:
    if abs(float(part.number) / float(total.value) - float(rate.ratio)) > _ROUGH:
        return False
    return agree_rate(rate_num(rate), num(part) / total, rate.held.decimals) is Agreement.EQUAL


def _is_whole(
    told: Told,
    group: Sequence[tuple[Amount, Rate]],
    right: Sequence[tuple[Amount, Rate]],
    wrong: Sequence[tuple[Amount, Rate]],
) -> bool:
    """Whether it is no chance: a share to two decimals, or a rest said as such; and the other is of nothing else."""
    rest = any(_REST.search(told.lead(part)) for part, _ in group[1:])
    fine = any(rate.held.decimals >= _FINE and rate.ratio < 1 for _, rate in right)
    if not rest and not fine and len(right) < _FINE:
        return False
    parts = [part for part, _ in group]
    return not any(
        is_part(rate, part, one)
        for part, rate in wrong
        for one in told.amounts
        if one not in parts and alike(one, part)
    )


__all__ = ["complements"]
