"""Totals that are the sum of a row of neighbours but for a slip of the pen, whatever the words are: C19, C21, C22, C23.

Two digits that changed places, or one that is wrong among many: an amount that nothing in its paragraph explains seldom
comes so close to the sum of its neighbours by chance.
"""

from __future__ import annotations

import re
from collections import defaultdict
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.closed import slipped
from core.narrative.claims.model import PEOPLE
from core.narrative.claims.second.sums import TOTAL, add_up
from core.narrative.claims.told import BASE, EACH, EARLIER, MOVED, OPENS, alike, is_earlier, printed_as, taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told
    from core.rules import Finding

_FEWEST, _MOST = 3, 40
_STRIDES = (1, 2, 3)
"""Budgets and outcomes are told in turn: every second or third amount may be the row."""
_LONGEST = 12
_MADE_UP = re.compile(r"(?:组成|构成)：|具体[为是]|分别[为是]")
_OPENED = re.compile(rf"{OPENS.pattern}|用于")
_STOPS = re.compile(r"[。；]")
_LISTED = re.compile(r"：|，(?:原因|理由|因素)[^，。；\d]{0,8}：")
_FACTORS = (0.2, 5.0)
"""A slip of the first digit makes no more of it."""
_CARRIED = re.compile(r"结[转余]")
_ENDS = re.compile(r"[。；：（）]|其中|包括|分别")
_WORDED = 3
"""So many digits are enough where words announce a sum, two more where none do."""


def check_nearly(told: Told) -> Iterator[Finding]:
    """Each unexplained amount that is nearly the sum of the amounts right before it or right behind it."""
    groups: dict[str, list[Amount]] = defaultdict(list)
    for one in told.amounts:
        lead = told.lead(one)
        fits = _lists(told, one) if MOVED.search(lead) else not BASE.search(lead)
        if one.number and fits and not EACH.search(lead):
            groups["人" if one.held.unit in PEOPLE else one.held.unit].append(one)
    outside = [[one for one in amounts if not _inside(told, one)] for amounts in groups.values()]
    parts = [few for few, amounts in zip(outside, groups.values(), strict=True) if len(few) < len(amounts)]
    for amounts in [*groups.values(), *parts]:
        if not _FEWEST <= len(amounts) <= _MOST:
            continue
        values = [float(one.number) for one in amounts]
        for at, total in enumerate(amounts):
            if not taken(told, total) and len(_digits(told, total)) >= _WORDED:
                yield from _at(told, amounts, values, at)


def _inside(told: Told, one: Amount) -> bool:
    """Whether an amount stands in a bracket."""
    text = told.paragraph.text.text
    return text.rfind("（", 0, one.start) > text.rfind("）", 0, one.start)


def _lists(told: Told, one: Amount) -> bool:
    """Whether a change is the head of a list of what it is made of: 多164.77万元：①…."""
    return _LISTED.match(told.paragraph.text.text, one.end) is not None


def _digits(told: Told, one: Amount) -> str:
    return told.printed(one).replace(".", "").strip("0")


def _at(told: Told, amounts: Sequence[Amount], values: Sequence[float], at: int) -> Iterator[Finding]:
    total, near = amounts[at], []
    for row in _rows(amounts, at):
        value = sum([values[index] for index in row])
        if abs(value - values[at]) < 1e-6 * value:
            return  # it is their sum
        if any(taken(told, amounts[index]) for index in row):
            continue
        if _FACTORS[0] < value / values[at] < _FACTORS[1]:
            near.append(row)
    for row in near:
        if any(
            abs(sum([values[index] for index in row[first:]]) - values[at]) < 1e-6 for first in range(1, len(row) - 1)
        ):
            return  # 用于200万元工程，其中：基本支出…，项目支出…: the last of them make it
        parts = [amounts[index] for index in sorted(row)]
        due = sum((one.number for one in parts), Fraction(0))
        if (
            _slips(told, total, parts, due)
            and _one_shape(told, parts)
            and _is_whole(told, amounts, row)
            and (not _differs(amounts, total) or _is_made_up(told, total, parts))
        ):
            yield from add_up(told, total, parts, sure=True)
            return


def _rows(amounts: Sequence[Amount], at: int) -> Iterator[range]:
    """The places of two and more that end right before an amount or begin right behind it, the nearest first."""
    for step in _STRIDES if amounts[at].kind is Kind.MONEY else _STRIDES[:1]:
        sides = [range(at - 1, -1, -step), range(at + 1, len(amounts), step)]
        if step > 1:
            sides += [range(at - step, -1, -step), range(at + step, len(amounts), step)]
        for side in sides:
            for length in range(2, min(len(side), _LONGEST) + 1):
                if step == 1 or length > 2:
                    yield side[:length]


def _one_shape(told: Told, parts: Sequence[Amount]) -> bool:
    """Whether a row is divided by stops between all of its parts, or between none."""
    text = told.paragraph.text.text
    stops = {_STOPS.search(text, one.end, other.start) is not None for one, other in pairwise(parts)}
    return len(stops) == 1


def _is_whole(told: Told, amounts: Sequence[Amount], row: range) -> bool:
    """Whether a row ends where its list does."""
    beyond = row[-1] + row.step
    if not 0 <= beyond < len(amounts):
        return True
    if TOTAL.search(told.lead(amounts[beyond])):
        return True
    edge = sorted((amounts[row[-1]], amounts[beyond]), key=lambda one: one.start)
    return _ENDS.search(told.paragraph.text.text, edge[0].end, edge[-1].start) is not None


def _slips(told: Told, total: Amount, row: Sequence[Amount], value: Fraction) -> bool:
    """Whether the amount is the sum but for a slip, with digits enough for what the words say."""
    one, other = told.printed(total), printed_as(total, value)
    if not slipped(one, other):
        return False
    swapped = sum(a != b for a, b in zip(one, other, strict=True)) > 1
    many = swapped and len(row) > _FEWEST  # that so many make it but for two digits is no chance, whatever the words
    if (not many and len({told.is_planned(part) for part in row}) > 1) or len(
        {_is_then(told, part) for part in row}
    ) > 1:
        return False
    finer = any(part.held.half_step < total.held.half_step for part in row)
    if finer and abs(value) % (2 * total.held.half_step):
        return False  # what is told more finely than its total is seldom a part of it
    first, last = min(row[0].start, total.start), max(row[-1].end, total.end)
    opened = _OPENED.search(told.paragraph.text.text, first, last) is not None
    worded = _announces(told, total) or (opened and total.start < row[0].start)
    digits = len(_digits(told, total)) + swapped
    if worded and ("由" in told.lead(row[0]) or _all_before(told, total, row)):
        digits += 1  # 由甲和乙组成，总计; 离退休61人（…），在职104人（…），合计: no others
    return digits >= _WORDED + (0 if worded else 2) + (0 if len(row) > 2 else 1)


def _is_then(told: Told, one: Amount) -> bool:
    """Whether an amount is one of the year before, by its own clause; what was carried over is of this one."""
    clause = re.split(r"[，；：]", told.lead(one))[-1]
    return is_earlier(told, one) and EARLIER.search(clause) is not None and _CARRIED.search(clause) is None


def _all_before(told: Told, total: Amount, row: Sequence[Amount]) -> bool:
    """Whether a row is all that its sentence tells of its kind before a total, brackets left aside."""
    before = [one for one in told.before(total) if alike(one, total) and not _inside(told, one)]
    return len(before) > 1 and before == list(row)


def _announces(told: Told, total: Amount) -> bool:
    """Whether words announce a sum right before an amount, or before the count it stands at: 小计33台18.49万元."""
    if TOTAL.search(told.lead(total)):
        return True
    before = [one for one in told.amounts if one.end == total.start]
    return bool(before) and TOTAL.search(told.lead(before[0])) is not None


def _is_made_up(told: Told, total: Amount, parts: Sequence[Amount]) -> bool:
    """项目支出875.92万元，…。项目支出由五块组成：甲312.40万元、…: a list that says that it is all."""
    if len(parts) < _FEWEST or parts[0].start < total.start:
        return False
    return _MADE_UP.search(told.paragraph.text.text, total.end, parts[0].start) is not None


def _differs(amounts: Sequence[Amount], total: Amount) -> bool:
    """Whether an amount is what two others differ by, or makes a third with another."""
    known = {one.number for one in amounts if one is not total}
    return any(
        total.number + one.number in known or one.number - total.number in known
        for one in amounts
        if one is not total and one.number != total.number and one.number != 2 * total.number
    )


__all__ = ["check_nearly"]
