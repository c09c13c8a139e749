"""Words of direction at a difference against the two amounts that it likely is of (C4, C13)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from core.narrative.claims.say import ERROR, amount_text, finding
from core.narrative.claims.told import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.narrative.claims.weighed.operands import Row
    from core.narrative.claims.weighed.ways import Derived, Way
    from core.rules import Finding

_TO = r"[^，。；：（）\d、]{0,6}$"
_DOWN = re.compile(
    rf"(?:减少|下降|降低|回落|压减|压缩|节约|节省|低于|小于|少于|净减|少(?:支|收|花|用)|[减降少低])了?{_TO}"
)
_UP = re.compile(
    rf"(?:增加|增长|上升|提高|超支|超出|超过|高于|大于|多于|净增|多(?:支|收|花|用)|[增升涨多高超])了?{_TO}"
)
_BOTH = re.compile(r"增减|升降|相差|差额|差异|变动|亏|债")
_LIKELY = 0.6
_BEFORE, _BEHIND = 5, 3
_PLANNED = frozenset({"plan", "planlike"})


class Turn(NamedTuple):
    """What words at a difference say, 1 for more and -1 for less, and what the two amounts say; by which way."""

    said: int
    due: int
    way: Way
    planned: bool


def says_turn(derived: Derived) -> bool:
    """Whether words at an amount say more or less."""
    return (_DOWN.search(derived.lead) is None) != (_UP.search(derived.lead) is None)


def turn_of(derived: Derived, shares: Sequence[float]) -> Turn | None:
    """The direction of a difference, where it likely is of two amounts of which one is told as what it is against."""
    row, at = derived.row, derived.at
    if _BOTH.search(derived.lead):
        return None
    up = _UP.search(derived.lead)
    if not says_turn(derived):
        return None
    ways = [
        (share, way)
        for share, way in zip(shares, derived.ways, strict=False)
        if way.kind == "gap" and derived.allows(way) and at not in way.terms
    ]
    if not ways:
        return None
    share, way = max(ways, key=lambda one: one[0])
    due, planned = _due(row, *way.terms)
    return Turn(1 if up else -1, due, way, planned) if due and share >= _LIKELY else None


def may_be_wrong(derived: Derived) -> bool:
    """Whether an amount is just the difference of two near it that say the other direction; asked before any share."""
    if not says_turn(derived):
        return False
    row, near = derived.row, [*derived.before[-_BEFORE:], *derived.behind[:_BEHIND]]
    said = 1 if _UP.search(derived.lead) else -1
    for index, one in enumerate(near):
        for other in near[index + 1 :]:
            gap = abs(row.values[one] - row.values[other])
            if abs(gap - derived.size) <= derived.step and _due(row, one, other)[0] == -said:
                return True
    return False


def _due(row: Row, one: int, other: int) -> tuple[int, bool]:
    """1 where the later of two amounts is more, -1 where it is less, 0 where none is told as later; or of a budget."""
    base = [place for place in (one, other) if row.is_earlier(place) or row.is_then(place)]
    planned = [place for place in (one, other) if not _PLANNED.isdisjoint(row.roles(place))]
    against = base if len(base) == 1 else planned
    if len(against) != 1 or row.is_change(one) or row.is_change(other):
        return 0, False
    now = other if against[0] == one else one
    return (1 if row.values[now] > row.values[against[0]] else -1), against is planned


def wrong_turn(derived: Derived, turn: Turn) -> Finding:
    """The finding of a word of direction that the amounts go against."""
    row, amount = derived.row, derived.amount
    high, low = sorted(turn.way.terms, key=lambda place: row.values[place], reverse=True)
    word = "增加" if turn.said > 0 else "减少"
    message = f"{amount_text(row.amount(high))} 比 {amount_text(row.amount(low))} 多"
    if turn.planned:
        said = "大于预算" if turn.said > 0 else "小于预算"
        message, word = f"预算和决算中 {message}", said
    return finding(
        "C13" if turn.planned else "C4", ERROR, amount.paragraph, (amount.start, amount.end),
        f"方向不对：{message}，文中写{word}", "改正用词，或核对两个数", claimed=written(amount),
    )  # fmt: skip


__all__ = ["Turn", "may_be_wrong", "turn_of", "wrong_turn"]
