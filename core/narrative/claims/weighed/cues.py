"""What speaks for an amount following from others in one way, or from none: the words and the places of all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.weighed.balance_cues import GREW, LEFT, of_close, of_flow, of_gap
from core.narrative.claims.weighed.facts import BIT, apart, between, grams
from core.narrative.claims.weighed.sum_cues import MANY, TOTAL, has_total, of_sum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from core.narrative.claims.weighed.facts import Piece
    from core.narrative.claims.weighed.operands import Row
    from core.narrative.claims.weighed.ways import Derived, Way

_EACH = re.compile(r"均|每|单价|各|/|标准")
_AGAIN = re.compile(
    r"综上|总的|如前|上述|前述|总体|综合|即|该|此|可见|结论|归纳|再|仍|共|上面|核对|看|表明|显示|报告|另"
)
_YEARS = re.compile(r"20\d\d|上年|本年|去年|今年|年初|年末")
_AT_ONCE = re.compile(r"/|（?[人户]均|的标准|×")
_HAN_AND_STOPS = re.compile(r"[^\u4e00-\u9fff，：（]")
_SAME_ROLES = ("plan", "planlike", "earlier", "base", "moved", "total", "within", "bracket")


def own_cues(derived: Derived) -> list[str]:
    """What the words at an amount say, which speaks for one way or another."""
    row, amount, lead = derived.row, derived.amount, derived.lead
    words = _HAN_AND_STOPS.sub("", lead)
    found = [f"w1{words[-1:]}", f"w2{words[-2:]}", f"w3{words[-3:]}", f"kind{int(amount.kind is Kind.MONEY)}"]
    found += row.roles(derived.at)
    totals = [*TOTAL.finditer(lead)]
    if totals:
        found += [f"T{totals[-1][0]}", "T" + ("0" if len(lead) - totals[-1].end() < 4 else "1")]
    for name, pattern in (("L", LEFT), ("G", GREW), ("each", _EACH), ("M", MANY)):
        if pattern.search(lead):
            found.append(name)
    after = row.text[amount.end : amount.end + 2]
    return [*found, f"x1{after[:1]}", f"x2{after}"]


def none_cues(derived: Derived) -> list[str]:
    """What speaks for an amount that follows from none."""
    return ["always", f"b{min(len(derived.before), 3)}", f"a{min(len(derived.behind), 3)}"]


def cues(derived: Derived, way: Way) -> Iterator[str]:
    """What speaks for one way or against it."""
    for tell, facts in pieces(derived, way):
        yield from tell(*facts)


def pieces(derived: Derived, way: Way) -> Iterator[Piece]:
    """The cues of a way by what they rest on, which other ways share."""
    yield _of_lies, way.lies
    yield from _OF[way.kind](derived, way)


def _of_lies(*lies: str) -> Iterator[str]:
    yield "always"
    yield from lies
    if len(lies) > 1:
        yield "|".join(lies)


# -- products -------------------------------------------------------------------------------------


def _of_times(derived: Derived, way: Way) -> Iterator[Piece]:
    row, at, terms = derived.row, derived.at, way.terms[-2:]
    for index, place in enumerate(terms):
        yield derived.piece(_of_factor, index, place)
    places = (*terms, at)
    low, high = min(places), max(places)
    yield (
        _of_product,
        (
            int(derived.amount.kind is Kind.MONEY),
            derived.once("each", _has_each),
            derived.once("total", has_total),
            derived.amount.held.unit,
            min(high - low + 1 - row.facts.rates(low, high) - len(places), 3),
            row.once("at once", terms[-1], _tell_at_once),
        ),
    )


def _of_factor(derived: Derived, index: int, place: int) -> Iterator[str]:
    """One of the two that are multiplied or divided."""
    row = derived.row
    lead, unit = row.told.lead(row.numbers[place]), row.numbers[place].held.unit
    yield f"e{index}{row.once('each of', place, _tell_each)}"
    yield f"s{index}{apart(row, place, derived.at)}"
    yield f"u{index}{unit}"
    yield f"each{index}{int(_is_each(derived.lead, unit))}"
    yield f"back{index}{int(_is_each(lead, derived.amount.held.unit))}"
    yield f"t{index}{int(row.facts.roles(place) & BIT['total'] > 0)}"


def _of_product(money: int, each: int, total: int, unit: str, between: int, at_once: int) -> Iterator[str]:
    yield f"money{money}"
    yield f"E{each}"
    yield f"T{total}"
    yield f"u{unit}"
    yield f"between{between}"
    if at_once:
        yield "after"


def _has_each(derived: Derived) -> int:
    return int(_EACH.search(derived.lead) is not None)


def _tell_each(row: Row, place: int) -> int:
    return int(_EACH.search(row.told.lead(row.numbers[place])) is not None)


def _tell_at_once(row: Row, place: int) -> int:
    return int(_AT_ONCE.match(row.text, row.numbers[place].end) is not None)


def _is_each(lead: str, unit: str) -> bool:
    """每人, 户均: told for each of what a unit counts."""
    return bool(unit) and any(f"{word}{unit}" in lead for word in "每均/单") | (f"{unit}均" in lead)


def _of_tiers(derived: Derived, way: Way) -> Iterator[Piece]:
    row, at = derived.row, derived.at
    run = sorted(way.terms)
    rest = run[0] - 1 if run[0] < at else run[-1] + 1
    inside = 0 <= rest < len(row.numbers)
    yield (
        _tiered,
        (
            derived.once("total", has_total),
            apart(row, at, run[0]),
            min(sum(row.once("each of", place, _tell_each) for place in run), 3),
            f"rest{int(row.is_amount(rest))}{int(row.sentence[rest] == row.sentence[run[0]])}" if inside else "ends",
        ),
    )


def _tiered(total: int, apart: int, each: int, rest: str) -> Iterator[str]:
    yield f"T{total}"
    yield f"s{apart}"
    yield f"each{each}"
    yield rest


# -- the same told again --------------------------------------------------------------------------


def _of_same(derived: Derived, way: Way) -> Iterator[Piece]:
    row, at, facts = derived.row, derived.at, derived.row.facts
    (other,) = way.terms
    between_them = apart(row, at, other, 3)
    names = facts.said(at), facts.said(other)
    tails = facts.tail(at), facts.tail(other)
    yield (
        _same_name,
        (
            between_them,
            int(row.clause[at] != row.clause[other]),
            _likeness(*names),
            min(min(map(len, names)) // 2, 4),
            sum(one == two for one, two in zip(*tails, strict=False)),
        ),
    )
    yield _same_roles, (facts.roles(at), facts.roles(other))
    again = facts.words("again", max(at, other), _tell_again)
    years = facts.words("years", at, _tell_years), facts.words("years", other, _tell_years)
    yield (
        _same_words,
        (
            again,
            int(row.is_then(at)),
            int(row.is_then(other)),
            f"year{int(bool(years[0]))}{int(bool(years[1]))}{int(bool(years[0]) and years[0] == years[1])}",
            int(row.rows[at][1] > 1),
            int(row.rows[other][1] > 1),
        ),
    )
    if abs(at - other) == 1:
        yield _same_beside, (between(row, at, other)[:1],)


def _same_name(apart: int, divided: int, like: str, length: int, tail: int) -> Iterator[str]:
    yield f"s{apart}"
    yield f"c{divided}"
    yield f"name{like}"
    yield f"name{like}l{length}"
    yield f"name{like}s{min(apart, 2)}"
    yield f"tail{tail}"


def _same_roles(mine: int, theirs: int) -> Iterator[str]:
    for name in _SAME_ROLES:
        if mine & BIT[name] != theirs & BIT[name]:
            yield f"not{name}"
        elif mine & BIT[name]:
            yield f"both{name}"
    if mine == theirs:
        yield "roles="


def _same_words(again: str, then: int, its: int, year: str, row: int, its_row: int) -> Iterator[str]:
    if again:
        yield f"word{again}"
    yield f"then{then}{its}"
    yield year
    yield f"row{row}{its_row}"


def _same_beside(mark: str) -> Iterator[str]:
    yield f"gap{mark}"


def _tell_again(row: Row, place: int) -> str:
    """The word before an amount that says something is told again."""
    start = row.numbers[place].start
    again = _AGAIN.search(row.text, max(start - 30, 0), start)
    return again[0] if again else ""


def _tell_years(row: Row, place: int) -> str:
    return " ".join(_YEARS.findall(row.told.lead(row.numbers[place])))


def _likeness(one: str, other: str) -> str:
    """How much of two names is one: by shared pairs of characters."""
    if one == other and one:
        return "="
    pairs = grams(one), grams(other)
    if not pairs[0] or not pairs[1]:
        return "-"
    return str(int(4 * len(pairs[0] & pairs[1]) / min(len(pairs[0]), len(pairs[1]))))


_OF: dict[str, Callable[[Derived, Way], Iterator[Piece]]] = {
    "sum": of_sum,
    "net": of_sum,
    "gap": of_gap,
    "close": of_close,
    "flow": of_flow,
    "dot": _of_tiers,
    "same": _of_same,
    **dict.fromkeys(
        ("times", "each", "all", "many", "three", "times2", "times4", "times6", "times10", "times12"), _of_times
    ),
}

__all__ = ["cues", "none_cues", "own_cues", "pieces"]
