"""What speaks for an amount following from others in one way, or from none: the words and the places of all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.told import FILL, GROWTH
from core.narrative.claims.weighed.facts import BIT, between, grams
from core.narrative.claims.weighed.sum_cues import MANY, TOTAL, of_sum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from core.narrative.claims.weighed.facts import Piece
    from core.narrative.claims.weighed.operands import Row
    from core.narrative.claims.weighed.ways import Derived, Way

_LEFT = re.compile(
    r"结[余转]|剩余|余额|尚余|余下|其余|未[^，。；]{1,4}$|缺口|差额|差|尚[未需欠差]|待[付支拨]|节约|节省|超支|超出|"
    r"核减|审减|短缺|空编|超编"
)
_GREW = re.compile(GROWTH.pattern + FILL)
_EACH = re.compile(r"均|每|单价|各|/|标准")
_FIRST = re.compile(r"年初|期初|上年|上期|旧存|原有|初|去年")
_LAST = re.compile(r"年末|期末|年底|结余|余额|结转|剩|末|尚|余|结存|未结")
_STOCK = re.compile(r"年初|期初|上年|旧存|期末|年末")
_KINDS = (
    ("left", _LEFT),
    ("收", re.compile("收")),
    ("支", re.compile("支|付")),
    ("初", re.compile("年初|上年|期初|上期|原")),
    ("增", re.compile("增|新|购|入|追加|调入")),
    ("减", re.compile("减|报废|处置|调出|退")),
)
"""Words at the amounts of a balance."""
_AGAIN = re.compile(
    r"综上|总的|如前|上述|前述|总体|综合|即|该|此|可见|结论|归纳|再|仍|共|上面|核对|看|表明|显示|报告|另"
)
_YEARS = re.compile(r"20\d\d|上年|本年|去年|今年|年初|年末")
_AT_ONCE = re.compile(r"/|（?[人户]均|的标准|×")
_HAN_AND_STOPS = re.compile(r"[^\u4e00-\u9fff，：（]")
_PAIR_ROLES = ("plan", "earlier", "moved", "total", "base", "planlike", "done", "bracket")
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
    for name, pattern in (("L", _LEFT), ("G", _GREW), ("each", _EACH), ("M", MANY)):
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


def _apart(row: Row, one: int, other: int, most: int = 2) -> int:
    return min(abs(row.sentence[one] - row.sentence[other]), most)


# -- gaps and what is left ------------------------------------------------------------------------


def _of_gap(derived: Derived, way: Way) -> Iterator[Piece]:
    row, at, facts = derived.row, derived.at, derived.row.facts
    one, other = way.terms
    mine, theirs = facts.roles(one), facts.roles(other)
    moved, left = int(bool(facts.roles(at) & BIT["moved"])), derived.once("left", _has_left)
    yield _gap_roles, (mine, theirs, moved, left)
    clause, low, high = row.clause[at], min(one, at), max(other, at)
    yield (
        _gap_places,
        (
            _apart(row, one, at),
            _apart(row, other, at),
            int(row.clause[one] != clause),
            int(row.clause[other] != clause),
            min(facts.rates(low, high), 2),
            row.is_earlier(one) != row.is_earlier(other),
            moved,
        ),
    )
    value, its = row.values[one], row.values[other]
    small, large = (value, its) if value < its else (its, value)
    yield (
        _gap_words,
        (
            int(row.is_then(one)),
            int(row.is_then(other)),
            int(row.is_then(at)),
            int(facts.common(one, other)),
            int(facts.common(one, at)),
            int(facts.common(other, at)),
            moved,
        ),
    )
    yield (
        _gap_sizes,
        (
            int(row.rows[one][1] > 1),
            int(row.rows[other][1] > 1),
            0 if small < 0.3 * large else 1 if small < 0.7 * large else 2,
            derived.size > large,
        ),
    )


def _has_left(derived: Derived) -> int:
    return int(_LEFT.search(derived.lead) is not None)


def _gap_roles(mine: int, theirs: int, moved: int, left: int) -> Iterator[str]:
    """The roles of the two amounts."""
    yield f"M{moved}L{left}"
    for name in _PAIR_ROLES:
        have = f"{name}{int(mine & BIT[name] > 0)}{int(theirs & BIT[name] > 0)}"
        yield have
        yield f"{have}M{moved}L{left}"
    planned = BIT["plan"] | BIT["planlike"]
    if bool(mine & planned) != bool(theirs & planned):
        yield f"plans{moved}{left}"


def _gap_places(one: int, other: int, clause: int, its: int, rates: int, times: bool, moved: int) -> Iterator[str]:
    """Where the two stand, seen from the amount."""
    yield f"s{one}{other}"
    yield f"c{clause}{its}"
    yield f"rates{rates}"
    yield f"{'times' if times else 'sametime'}{moved}"


def _gap_words(one: int, other: int, mine: int, names: int, first: int, second: int, moved: int) -> Iterator[str]:
    """Whether each is of a time before, and what the names share."""
    yield f"then{one}{other}{mine}"
    yield f"name{names}"
    yield f"nm{first}{second}M{moved}"


def _gap_sizes(one: int, other: int, size: int, big: bool) -> Iterator[str]:
    yield f"row{one}{other}"
    yield f"v{size}"
    if big:
        yield "big"


def _of_close(derived: Derived, way: Way) -> Iterator[Piece]:
    row = derived.row
    for index, place in enumerate(way.terms):
        yield _of_term, (index, row.facts.words("kinds", place, _tell_kinds))
    yield _of_end, (derived.once("last", _is_last), _apart(row, derived.at, way.terms[0]))


def _tell_kinds(row: Row, place: int) -> str:
    lead = row.told.lead(row.numbers[place])
    return "".join(name for name, pattern in _KINDS if pattern.search(lead))


def _is_last(derived: Derived) -> int:
    return int(_LAST.search(derived.lead) is not None)


def _of_term(index: int, kinds: str) -> Iterator[str]:
    yield f"w{index}{kinds}"


def _of_end(last: int, apart: int) -> Iterator[str]:
    yield f"end{last}"
    yield f"s{apart}"


def _of_flow(derived: Derived, way: Way) -> Iterator[Piece]:
    row, at = derived.row, derived.at
    run = sorted(way.terms)
    yield _of_end, (derived.once("last", _is_last), _apart(row, at, run[0]))
    roles = [row.facts.roles(place) for place in run]
    rest = [place for place in derived.before if place < run[0]]
    if way.lies[0] == "a":
        rest = [place for place in derived.behind if place > run[-1]][::-1]
    yield (
        _flow_words,
        (
            f"{derived.once('grew', _grew)}{way.lies[0]}",
            row.once("first", run[0], _tell_first),
            sum(row.once("stock", place, _tell_stock) for place in run[1:]),
            derived.once("total", _has_total),
        ),
    )
    yield (
        _flow_places,
        (
            int(any(one & BIT["within"] for one in roles)),
            int(any(one & BIT["total"] for one in roles)),
            min(run[-1] - run[0] + 1 - len(run), 2),
            int(row.sentence[rest[-1]] == row.sentence[run[0]]) if rest else -1,
        ),
    )


def _grew(derived: Derived) -> int:
    return int(_GREW.search(derived.lead) is not None)


def _has_total(derived: Derived) -> int:
    return int(TOTAL.search(derived.lead) is not None)


def _tell_first(row: Row, place: int) -> int:
    return int(_FIRST.search(row.told.lead(row.numbers[place])) is not None)


def _tell_stock(row: Row, place: int) -> int:
    return int(_STOCK.search(row.told.lead(row.numbers[place])) is not None)


def _flow_words(grew: str, first: int, again: int, total: int) -> Iterator[str]:
    yield f"grew{grew}"
    yield f"first{first}"
    yield f"again{again}"
    yield f"T{total}"


def _flow_places(within: int, total: int, inside: int, following: int) -> Iterator[str]:
    yield f"within{within}"
    yield f"total{total}"
    yield f"inside{inside}"
    yield "ends" if following < 0 else f"next{following}"


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
            derived.once("total", _has_total),
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
    yield f"s{index}{_apart(row, place, derived.at)}"
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
            derived.once("total", _has_total),
            _apart(row, at, run[0]),
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
    apart = _apart(row, at, other, 3)
    names = facts.said(at), facts.said(other)
    tails = facts.tail(at), facts.tail(other)
    yield (
        _same_name,
        (
            apart,
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
    "gap": _of_gap,
    "close": _of_close,
    "flow": _of_flow,
    "dot": _of_tiers,
    "same": _of_same,
    **dict.fromkeys(
        ("times", "each", "all", "many", "three", "times2", "times4", "times6", "times10", "times12"), _of_times
    ),
}

__all__ = ["cues", "none_cues", "own_cues", "pieces"]
