"""What is no way to another number, however likely it looks: lists that go on, parts that are none, other budgets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.narrative.claims.weighed.operands import Row
    from core.narrative.claims.weighed.ways import Derived, Way

PLANNED = frozenset({"plan", "planlike"})
"""The roles of a budget."""
_LETTER = re.compile(r"[甲乙丙丁A-D①-⑨]")
_DIFFERS = frozenset({"G", "L", "moved"})
_DONE = re.compile(r"决算|支出|实际|执行|支付|使用")
_AND_SO_ON = re.compile(r"[^，。；\d]{0,10}?等(?![级次额])")
_MAINLY = re.compile(r"主要|重点|占比较?[大高]|较大的")


def is_none(row: Row, derived: Derived, way: Way, due: float) -> bool:
    """Whether an amount does not follow from others in a way that would make it `due`."""
    if any(one.kind == "same" and derived.allows(one) and _in_another_unit(row, derived, one) for one in derived.ways):
        return True
    if way.kind == "gap":
        return _is_no_gap(row, derived, way)
    if way.kind == "same":
        return _are_two(row, derived, way)
    if way.kind == "sum" and _is_mixed(row, derived, way):
        return True
    if way.kind == "flow" and any(map(row.is_inner, way.terms)) and not all(map(row.is_inner, way.terms)):
        return True  # 收入18791亿元，其中保险费收入15501亿元…；支出…
    return way.kind in {"sum", "net"} and due < derived.size and _goes_on(row, derived, way)


def is_whole(row: Row, derived: Derived, way: Way) -> bool:
    """Whether nothing of the sentence before stands outside a balance."""
    return not any(
        place < min(way.terms) and row.sentence[place] == row.sentence[derived.at] for place in derived.before
    )


def _is_no_gap(row: Row, derived: Derived, way: Way) -> bool:
    if row.is_inner(derived.at) and not all(map(row.is_inner, way.terms)):
        return True  # 编制48名，实有45名，其中工勤空编1名
    leads = [row.told.lead(row.numbers[place]) for place in way.terms]
    if _has_sibling(row, derived, way):
        return True  # 减少10542.87万元，结转增加200万元，其他增加50万元，共减少10292.87万元
    if "预算" in derived.lead and not any("预算" in lead for lead in leads):
        return True  # 较上年预算减少0.40万元, where no budget is told
    return _DIFFERS.isdisjoint(derived.own)  # as a part it is judged by its total


def _has_sibling(row: Row, derived: Derived, way: Way) -> bool:
    """Whether what is missing from a gap is the amount right before or behind, told in the same way."""
    missing = way.value - derived.size
    beside = [*derived.before[-1:], *derived.behind[:1]]
    return any(
        place not in way.terms
        and abs(row.values[place] - missing) <= way.slack
        and row.is_change(place) == derived.moved
        for place in beside
    )


def _are_two(row: Row, derived: Derived, way: Way) -> bool:
    """甲项目自评得分96.5分。乙项目自评得分95.6分: what letters tell apart."""
    one, other = (_LETTER.findall(row.told.lead(row.numbers[place])) for place in (derived.at, way.terms[0]))
    return bool(one) and bool(other) and one != other


def _in_another_unit(row: Row, derived: Derived, way: Way) -> bool:
    """8640元，计0.864万元: told once more, so it is no slip."""
    return row.amount(way.terms[0]).held.unit != derived.amount.held.unit and derived.step == 0


def _is_mixed(row: Row, derived: Derived, way: Way) -> bool:
    """Whether parts of a sum are no parts: of this year and the last, budgets of an outcome, a mere change."""
    planned = [not PLANNED.isdisjoint(row.roles(place)) for place in way.terms]
    if all(planned) and PLANNED.isdisjoint(row.roles(derived.at)) and _DONE.search(derived.lead):
        return True
    of_plan = [place for place in way.terms if row.is_change(place) and "预算" in row.told.lead(row.numbers[place])]
    others = [row.told.lead(row.numbers[place]) for place in way.terms if place not in of_plan]
    if of_plan and not any("预算" in lead for lead in others):
        return True
    moved = sum(row.is_change(place) for place in way.terms)
    then = sum((row.is_then(place) or row.is_earlier(place)) and not row.is_change(place) for place in way.terms)
    if moved:
        return moved < len(way.terms) and not then and not derived.moved
    return 0 < then < len(way.terms) and not row.is_then(derived.at) and "年初" not in row.text


def _goes_on(row: Row, derived: Derived, way: Way) -> bool:
    """Whether what a list tells is not all of it: 等, 其中主要是."""
    first, last = min(way.terms), max(way.terms)
    if _AND_SO_ON.match(row.text, row.numbers[last].end):
        return True
    return derived.at < first and _MAINLY.search(row.text, derived.amount.end, row.numbers[first].start) is not None


__all__ = ["PLANNED", "is_none", "is_whole"]
