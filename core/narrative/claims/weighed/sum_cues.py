"""What speaks for an amount being a sum: how the parts lie, what stands between them, what they have in common."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.narrative.claims.weighed.facts import BIT, LANE, ROLES, TOLD, between, marks_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.weighed.facts import Piece
    from core.narrative.claims.weighed.ways import Derived, Way

MANY = re.compile(
    r"([一二两三四五六七八九十]|\d)(?:大|个|项|类|所|家|镇|乡|村|街道|部分|级|批|块|笔|种|方面|者|处|县|科|次|年|期|月|季)"
)
TOTAL = re.compile(r"合计|总计|共计|总共|一共|共|总额|总数|总量|总|全年|全部|整体|累计|小计")
_DIGITS = dict(zip("一二两三四五六七八九十", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
_OPENS = re.compile(r"其中|包括|含|分别|分为|由|构成|组成|来自|主要|一是|：|（|即|具体|按|依次|各")
_TOLD = (1 << TOLD) - 1
_HAN_AND_MARKS = re.compile(r"[^\u4e00-\u9fff，：（、。；]")


def of_sum(derived: Derived, way: Way) -> Iterator[Piece]:
    """The pieces of a sum."""
    row, at, terms = derived.row, derived.at, way.terms
    facts, many = row.facts, len(terms)
    near, far = terms[0], terms[-1]
    before = near < at
    first, last = (far, near) if before else (near, far)
    total, named = derived.once("total", has_total), derived.once("many", _many)
    low, high = (near, at) if before else (at, near)
    rates, inner = facts.rates(low + 1, high), facts.rates(first, last + 1)
    yield _how_many, (min(many, 6), "" if named < 0 else "=" if named == many else "!")
    yield (
        _where,
        (
            min(abs(row.sentence[near] - row.sentence[at]), 2),
            "b" if before else "a",
            total,
            int(row.clause[near] != row.clause[at]),
            min(rates, 2),
            min(high - low - 1 - rates, 3),
        ),
    )
    yield (
        _how_far,
        (
            min(abs(row.sentence[near] - row.sentence[far]), 2),
            int(row.clause[far] != row.clause[near]),
            min(inner, 2),
            min(last - first + 1 - many - inner, 3),
        ),
    )
    yield derived.piece(_opening, near)
    yield derived.piece(_beyond, first if before else last, first)
    common = facts.parts(terms)
    yield _marked, (common.marks, "b" if before else "a", total)
    mine = facts.roles(at)
    yield _in_roles, (mine & _TOLD, common.roles, many)
    shared = derived.shared(terms)
    yield (
        _in_common,
        (
            bool(facts.roles(first) & BIT["within"]),
            facts.is_item(first),
            facts.is_item(last),
            len(common.units | {derived.amount.held.unit}),
            "big" if common.largest > derived.size else "top" if common.largest == derived.size else "ok",
        ),
    )
    yield (
        _in_words,
        (
            int(bool(mine & BIT["moved"])) if way.kind == "net" else -1,
            "=" if len(common.ends) == 1 else "~" if len(common.ends) < many else "!",
            len(common.names) < many,
            0 if not shared else 1 if shared < many else 2,
        ),
    )


def has_total(derived: Derived) -> int:
    """Whether a word at an amount says that it is all of something."""
    return int(TOTAL.search(derived.lead) is not None)


def _many(derived: Derived) -> int:
    """How many there are by the words at an amount, 三项合计; -1 where they do not say."""
    named = MANY.search(derived.lead)
    if named is None:
        return -1
    return _DIGITS.get(named[1]) or (int(named[1]) if named[1].isdigit() else 0)


def _how_many(many: int, named: str) -> Iterator[str]:
    yield f"n{many}"
    if named:
        yield f"many{named}"


def _where(apart: int, side: str, total: int, divided: int, rates: int, others: int) -> Iterator[str]:
    """Where the nearest part stands, seen from the total."""
    yield f"s{apart}"
    yield f"s{apart}T{total}{side}"
    yield f"c{divided}"
    yield f"rates{rates}"
    yield f"others{others}"


def _how_far(apart: int, divided: int, rates: int, inside: int) -> Iterator[str]:
    """How far the parts reach, and what stands among them."""
    yield f"spread{apart}{divided}"
    yield f"irates{rates}"
    yield f"inside{inside}"


def _opening(derived: Derived, near: int) -> Iterator[str]:
    """The words between the total and the nearest part."""
    gap = between(derived.row, near, derived.at)
    opened = _OPENS.search(gap)
    yield f"p{opened[0] if opened else '-'}{'b' if near < derived.at else 'a'}"
    if near > derived.at:
        words = _HAN_AND_MARKS.sub("", gap)
        yield f"g{words[:1]}"
        yield f"g{words[:2]}"


def _marked(bits: int, side: str, total: int) -> Iterator[str]:
    """The marks between the parts."""
    marks = marks_of(bits)
    yield f"sep{marks}"
    if marks in {"、", "，"}:
        yield f"one{side}{total}"


def _beyond(derived: Derived, far: int, first: int) -> Iterator[str]:
    """Whether the amounts go on beyond the parts, and how."""
    row = derived.row
    if far < derived.at:
        rest = [place for place in derived.before if place < far][-1:]
    else:
        rest = [place for place in derived.behind if not first <= place <= far][:1]
    if not rest:
        yield "ends"
        return
    (following,) = rest
    gap = between(row, following, far)
    stop = "。" in gap or "；" in gap
    yield "next" + (";" if stop else "，" if "，" in gap or "）" in gap else "、" if "、" in gap else "-")
    one, other = row.rows[following], row.rows[far]
    yield "nextrow" if one[1] > 1 and one[0] - other[0] == following - far else "nextno"
    if TOTAL.search(row.told.lead(row.numbers[following])):
        yield "nextT"
    if row.is_change(following) != row.is_change(far):
        yield "nextmoved"


def _in_roles(mine: int, counted: int, many: int) -> Iterator[str]:
    """How many of the parts have each role, and whether the total has it."""
    for index, name in enumerate(ROLES[:TOLD]):
        have = counted >> LANE * index & ((1 << LANE) - 1)
        state = "0" if not have else "*" if have == many else "1" if have == 1 else "~"
        yield f"{name}{mine >> index & 1}{state}"


def _in_common(within: bool, item: bool, last_item: bool, units: int, size: str) -> Iterator[str]:
    if within:
        yield "firstwithin"
    if item:
        yield "items"
    if last_item:
        yield "items2"
    yield f"u{units}"
    yield size


def _in_words(moved: int, ends: str, twin: bool, named: int) -> Iterator[str]:
    if moved >= 0:
        yield f"netmoved{moved}"
    yield f"leads{ends}"
    if twin:
        yield "twin"
    yield f"named{named}"


__all__ = ["MANY", "TOTAL", "has_total", "of_sum"]
