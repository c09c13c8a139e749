"""Whether the roles of two amounts allow them to be what a percentage is of, however likely they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.narrative.claims.weighed.traits import Near, Pair

_TO = re.compile(r"[降升增减高]?[至到]$")
_PLAUSIBLE = (0.2, 3.0)
"""What outcomes are of their budgets."""
_REACH = 2
_NAME = 4
"""So many characters of a name make it one."""
_PLANS = frozenset({"plan", "planlike"})
_YEARLY = re.compile(r"同比|[比较]上年(?!.{0,4}(?:预算|安排|计划))")
_OPENS = re.compile(r"其中|包括|分别")
_SIDES = re.compile(r"收入|支出")
_PERIOD = re.compile(r"(?:月末|月底|季度末?|上半年|\d月)[^，。；\d]{0,12}$")


def fits(near: Near, pair: Pair) -> bool:
    """Whether two amounts may be the operands of a percentage by where they stand and what they are."""
    row = near.row
    if row.sentence[pair.part] > row.sentence[near.at] or not _in_row(near, pair) or _is_one(near, pair):
        return False
    test = {"grow": _of_change, "plan": _of_plan, "share": _of_share, "bare": _beside}.get(near.reading.kind)
    return test is None or test(near, pair)


def _is_one(near: Near, pair: Pair) -> bool:
    """Whether both amounts are one, told again: 教育经费143.28亿元，占…的15.51%。教育经费143.28亿元."""
    row = near.row
    if pair.how != "of" or row.values[pair.part] != row.values[pair.whole]:
        return False
    one, other = (row.name(at)[-_NAME:] for at in (pair.part, pair.whole))
    return len(one) == _NAME and one == other


def _in_row(near: Near, pair: Pair) -> bool:
    """分别下降5%、3%、8%: in its row an amount has the place that the percentage has in its own."""
    many = near.reading.row[1]
    if many == 1:
        return True
    traits = near.traits[pair.part]
    return ("row=" in traits or "r0" in traits) and "row!" not in near.traits[pair.whole]


def _of_change(near: Near, pair: Pair) -> bool:
    """A change right at the percentage, or two amounts of which the one is told as the earlier."""
    row = near.row
    if pair.how == "moved" and pair.whole < pair.part and "sub=0" in near.traits[pair.whole]:
        return False  # 培训费较上年增加2.75万元: not of 支出合计
    if pair.how != "grew":
        return near.at - _REACH <= pair.part <= near.at + 1
    if _YEARLY.search(near.told_before()) and _PLANS & set(row.roles(pair.whole)) and not row.is_then(pair.whole):
        return False  # 年初安排5591万元，…，同比增长5.1%
    if pair.whole == pair.part - 1 and "within" in near.traits[pair.part]:
        return False  # 决算23.06万元，其中车辆运行费19.74万元
    changed = any(_TO.search(row.told.lead(row.numbers[at])) for at in (pair.part, pair.whole))
    return changed or row.is_earlier(pair.whole)


def _of_plan(near: Near, pair: Pair) -> bool:
    row = near.row
    if pair.whole > near.at and _PLANS.isdisjoint(row.roles(pair.whole)):
        return False  # 税收收入5403万元，完成预算的129.4%；一般公共预算收入5409万元
    if _PERIOD.search(row.text[max(near.reading.rate.start - 20, 0) : near.reading.rate.start]):
        return False
    if pair.whole < pair.part and _OPENS.search(row.text, row.numbers[pair.whole].end, row.numbers[pair.part].start):
        return (
            False  # 年初预算22.00万元…，其中公务接待费0.30万元，完成预算的3.75%: of its own budget, which is not told
        )
    return _PLAUSIBLE[0] <= pair.value <= _PLAUSIBLE[1]


def is_other_side(near: Near, pair: Pair) -> bool:
    """收入9120万元，为预算的101%。支出9834万元: income is no outcome of a budget of spending, nor a part of it."""
    if near.reading.kind != "plan":
        return False
    one, other = (_SIDES.findall(near.row.name(at)) for at in (pair.part, pair.whole))
    return bool(one) and bool(other) and set(one).isdisjoint(other)


def _of_share(near: Near, pair: Pair) -> bool:
    """A part of a whole, no two parts of one list."""
    row = near.row
    one, other = row.rows[pair.part], row.rows[pair.whole]
    together = one[1] > 1 and pair.part - one[0] == pair.whole - other[0]
    return not together and pair.value < 1


def _beside(near: Near, pair: Pair) -> bool:
    """Of the amount right before it; 余下的75%, 上调5% tell of others."""
    return near.reading.rate.held.decimals > 0 and near.nearest in {pair.part, pair.whole}


__all__ = ["fits", "is_other_side"]
