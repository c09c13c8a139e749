"""What speaks for an amount following from others in one way, or from none: the words and the places of all of them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.told import FILL, GROWTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from core.narrative.claims.weighed.operands import Row
    from core.narrative.claims.weighed.ways import Derived, Way

_MANY = re.compile(
    r"([一二两三四五六七八九十]|\d)(?:大|个|项|类|所|家|镇|乡|村|街道|部分|级|批|块|笔|种|方面|者|处|县|科|次|年|期|月|季)"
)
_DIGITS = dict(zip("一二两三四五六七八九十", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
_OPENS = re.compile(r"其中|包括|含|分别|分为|由|构成|组成|来自|主要|一是|：|（|即|具体|按|依次|各")
_ITEM = re.compile(r"(?:[一二三四五六七八九]是|[①-⑨]|（[一二三四五六七八九\d]）|\(\d\)|\d[.、]|第[一二三四五六])")
_TOTAL = re.compile(r"合计|总计|共计|总共|一共|共|总额|总数|总量|总|全年|全部|整体|累计|小计")
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
_NAMELESS = re.compile(r"其中|合计|支出|经费|同比|增加|减少|万元|全年|上年|本年|较|比|\W|\d")
_SAID = re.compile(r"其中|万元|全年|本年度?|20\d\d年度?|共计?|合计|为|是|的|了|达到?|约|\W|\d|[a-zA-Z]")
_HAN = re.compile(r"[^\u4e00-\u9fff]")
_HAN_AND_STOPS = re.compile(r"[^\u4e00-\u9fff，：（]")
_HAN_AND_MARKS = re.compile(r"[^\u4e00-\u9fff，：（、。；]")
_ROLES = ("plan", "earlier", "moved", "total", "bracket", "planlike", "base", "within")
_PAIR_ROLES = ("plan", "earlier", "moved", "total", "base", "planlike", "done", "bracket")
_SAME_ROLES = ("plan", "planlike", "earlier", "base", "moved", "total", "within", "bracket")


def own_cues(derived: Derived) -> list[str]:
    """What the words at an amount say, which speaks for one way or another."""
    row, amount, lead = derived.row, derived.amount, derived.lead
    words = _HAN_AND_STOPS.sub("", lead)
    found = [f"w1{words[-1:]}", f"w2{words[-2:]}", f"w3{words[-3:]}", f"kind{int(amount.kind is Kind.MONEY)}"]
    found += row.roles(derived.at)
    totals = [*_TOTAL.finditer(lead)]
    if totals:
        found += [f"T{totals[-1][0]}", "T" + ("0" if len(lead) - totals[-1].end() < 4 else "1")]
    for name, pattern in (("L", _LEFT), ("G", _GREW), ("each", _EACH), ("M", _MANY)):
        if pattern.search(lead):
            found.append(name)
    after = row.text[amount.end : amount.end + 2]
    return [*found, f"x1{after[:1]}", f"x2{after}"]


def none_cues(derived: Derived) -> list[str]:
    """What speaks for an amount that follows from none."""
    return ["always", f"b{min(len(derived.before), 3)}", f"a{min(len(derived.behind), 3)}"]


def cues(derived: Derived, way: Way) -> Iterator[str]:
    """What speaks for one way or against it."""
    yield "always"
    yield from way.lies
    if len(way.lies) > 1:
        yield "|".join(way.lies)
    yield from _OF[way.kind](derived, way)


def _apart(row: Row, one: int, other: int, most: int = 2) -> int:
    return min(abs(row.sentence[one] - row.sentence[other]), most)


def _between(row: Row, one: int, other: int) -> str:
    low, high = sorted((one, other))
    return row.text[row.numbers[low].end : row.numbers[high].start]


def _rates(row: Row, low: int, high: int) -> int:
    """How many percentages stand between two places."""
    return sum(not row.is_amount(place) for place in range(low, high))


# -- sums -----------------------------------------------------------------------------------------


def _of_sum(derived: Derived, way: Way) -> Iterator[str]:
    row, at, parts = derived.row, derived.at, sorted(way.terms)
    before = way.lies[0] == "b"
    near, far = (parts[-1], parts[0]) if before else (parts[0], parts[-1])
    side, total = "ba"[not before], int(_TOTAL.search(derived.lead) is not None)
    yield f"n{min(len(parts), 6)}"
    if named := _MANY.search(derived.lead):
        due = _DIGITS.get(named[1]) or (int(named[1]) if named[1].isdigit() else 0)
        yield "many=" if due == len(parts) else "many!"
    apart = _apart(row, near, at)
    yield f"s{apart}"
    yield f"s{apart}T{total}{side}"
    yield f"c{int(row.clause[near] != row.clause[at])}"
    yield f"spread{_apart(row, near, far)}{int(row.clause[far] != row.clause[near])}"
    low, high = min(near, at), max(near, at)
    rates = _rates(row, low + 1, high)
    yield f"rates{min(rates, 2)}"
    yield f"others{min(high - low - 1 - rates, 3)}"
    inner = _rates(row, parts[0], parts[-1] + 1)
    yield f"irates{min(inner, 2)}"
    yield f"inside{min(parts[-1] - parts[0] + 1 - len(parts) - inner, 3)}"
    gap = _between(row, near, at)
    opened = _OPENS.search(gap)
    yield f"p{opened[0] if opened else '-'}{side}"
    if not before:
        words = _HAN_AND_MARKS.sub("", gap)
        yield f"g{words[:1]}"
        yield f"g{words[:2]}"
    marks = {_mark(row, one, other) for one, other in pairwise(parts)}
    yield "sep" + "".join(sorted(marks))
    if len(marks) == 1 and marks <= {"、", "，"}:
        yield f"one{side}{total}"
    yield from _beyond(derived, parts, far, before=before)
    yield from _of_parts(derived, way, parts)


def _mark(row: Row, one: int, other: int) -> str:
    gap = _between(row, one, other)
    return next((mark for mark in "。；），、" if mark in gap), "-")


def _beyond(derived: Derived, parts: Sequence[int], far: int, *, before: bool) -> Iterator[str]:
    """Whether the amounts go on beyond the parts, and how."""
    row = derived.row
    rest = [place for place in (derived.before if before else derived.behind) if not parts[0] <= place <= parts[-1]]
    if before:
        rest = [place for place in rest if place < parts[0]]
    if not rest:
        yield "ends"
        return
    following = rest[-1] if before else rest[0]
    gap = _between(row, following, far)
    stop = re.search("[。；]", gap) is not None
    yield "next" + (";" if stop else "，" if "，" in gap or "）" in gap else "、" if "、" in gap else "-")
    one, other = row.rows[following], row.rows[far]
    yield "nextrow" if one[1] > 1 and one[0] - other[0] == following - far else "nextno"
    if _TOTAL.search(row.told.lead(row.numbers[following])):
        yield "nextT"
    if row.is_change(following) != row.is_change(far):
        yield "nextmoved"


def _of_parts(derived: Derived, way: Way, parts: Sequence[int]) -> Iterator[str]:
    """What the parts have in common, with each other and with the total."""
    row, at, many = derived.row, derived.at, len(parts)
    roles, mine = [row.roles(place) for place in parts], row.roles(at)
    for name in _ROLES:
        have = sum(name in one for one in roles)
        yield f"{name}{int(name in mine)}{'0' if not have else '*' if have == many else '1' if have == 1 else '~'}"
    if "within" in roles[0]:
        yield "firstwithin"
    for name, place in (("items", parts[0]), ("items2", parts[-1])):
        if _ITEM.search(row.told.lead(row.numbers[place])):
            yield name
    yield f"u{len({row.numbers[place].held.unit for place in (*parts, at)})}"
    largest = max(row.values[place] for place in parts)
    yield "big" if largest > derived.size else "top" if largest == derived.size else "ok"
    if way.kind == "net":
        yield f"netmoved{int('moved' in mine)}"
    leads = [re.split(r"[，。；]", row.told.lead(row.numbers[place]))[-1] for place in parts]
    ends = {re.sub(r"\W|\d", "", lead)[-2:] for lead in leads}
    yield f"leads{'=' if len(ends) == 1 else '~' if len(ends) < many else '!'}"
    names = [row.name(place) for place in parts]
    if len(set(names)) < many:
        yield "twin"
    shared = sum(_common(name, row.name(at)) for name in names)
    yield f"named{0 if not shared else 1 if shared < many else 2}"


# -- gaps and what is left ------------------------------------------------------------------------


def _of_gap(derived: Derived, way: Way) -> Iterator[str]:
    row, at = derived.row, derived.at
    one, other = way.terms
    moved, left = int("moved" in row.roles(at)), int(_LEFT.search(derived.lead) is not None)
    yield f"M{moved}L{left}"
    yield f"s{_apart(row, one, at)}{_apart(row, other, at)}"
    yield f"c{int(row.clause[one] != row.clause[at])}{int(row.clause[other] != row.clause[at])}"
    mine, theirs = row.roles(one), row.roles(other)
    for name in _PAIR_ROLES:
        have = f"{name}{int(name in mine)}{int(name in theirs)}"
        yield have
        yield f"{have}M{moved}L{left}"
    yield f"{'times' if row.is_earlier(one) != row.is_earlier(other) else 'sametime'}{moved}"
    yield f"then{int(row.is_then(one))}{int(row.is_then(other))}{int(row.is_then(at))}"
    if {"plan", "planlike"}.isdisjoint(mine) != {"plan", "planlike"}.isdisjoint(theirs):
        yield f"plans{moved}{left}"
    yield f"row{int(row.rows[one][1] > 1)}{int(row.rows[other][1] > 1)}"
    yield f"name{int(_common(row.name(one), row.name(other)))}"
    yield f"nm{int(_common(row.name(one), row.name(at)))}{int(_common(row.name(other), row.name(at)))}M{moved}"
    small, large = sorted((row.values[one], row.values[other]))
    yield f"v{0 if small < 0.3 * large else 1 if small < 0.7 * large else 2}"
    yield f"rates{min(_rates(row, min(one, at), max(other, at)), 2)}"
    if derived.size > large:
        yield "big"


def _of_close(derived: Derived, way: Way) -> Iterator[str]:
    row = derived.row
    for index, place in enumerate(way.terms):
        lead = row.told.lead(row.numbers[place])
        yield f"w{index}{''.join(name for name, pattern in _KINDS if pattern.search(lead))}"
    yield f"end{int(_LAST.search(derived.lead) is not None)}"
    yield f"s{_apart(row, derived.at, way.terms[0])}"


def _of_flow(derived: Derived, way: Way) -> Iterator[str]:
    row, at = derived.row, derived.at
    run = sorted(way.terms)
    leads = [row.told.lead(row.numbers[place]) for place in run]
    yield f"grew{int(_GREW.search(derived.lead) is not None)}{way.lies[0]}"
    yield f"end{int(_LAST.search(derived.lead) is not None)}"
    yield f"first{int(_FIRST.search(leads[0]) is not None)}"
    yield f"again{sum(_STOCK.search(lead) is not None for lead in leads[1:])}"
    yield f"s{_apart(row, at, run[0])}"
    for name in ("within", "total"):
        yield f"{name}{int(any(name in row.roles(place) for place in run))}"
    yield f"inside{min(run[-1] - run[0] + 1 - len(run), 2)}"
    rest = [place for place in derived.before if place < run[0]]
    if way.lies[0] == "a":
        rest = [place for place in derived.behind if place > run[-1]][::-1]
    yield f"next{int(row.sentence[rest[-1]] == row.sentence[run[0]])}" if rest else "ends"
    yield f"T{int(_TOTAL.search(derived.lead) is not None)}"


# -- products -------------------------------------------------------------------------------------


def _of_times(derived: Derived, way: Way) -> Iterator[str]:
    row, at = derived.row, derived.at
    own = derived.amount.held.unit
    yield f"money{int(derived.amount.kind is Kind.MONEY)}"
    for index, place in enumerate(way.terms[-2:]):
        lead, unit = row.told.lead(row.numbers[place]), row.numbers[place].held.unit
        yield f"e{index}{int(_EACH.search(lead) is not None)}"
        yield f"s{index}{_apart(row, place, at)}"
        yield f"u{index}{unit}"
        yield f"each{index}{int(_is_each(derived.lead, unit))}"
        yield f"back{index}{int(_is_each(lead, own))}"
        yield f"t{index}{int('total' in row.roles(place))}"
    yield f"E{int(_EACH.search(derived.lead) is not None)}"
    yield f"T{int(_TOTAL.search(derived.lead) is not None)}"
    yield f"u{own}"
    places = (*way.terms[-2:], at)
    between = max(places) - min(places) + 1 - _rates(row, min(places), max(places)) - len(places)
    yield f"between{min(between, 3)}"
    if _AT_ONCE.match(row.text, row.numbers[way.terms[-1]].end):
        yield "after"


def _is_each(lead: str, unit: str) -> bool:
    """每人, 户均: told for each of what a unit counts."""
    return bool(unit) and any(f"{word}{unit}" in lead for word in "每均/单") | (f"{unit}均" in lead)


def _of_tiers(derived: Derived, way: Way) -> Iterator[str]:
    row, at = derived.row, derived.at
    run = sorted(way.terms)
    yield f"T{int(_TOTAL.search(derived.lead) is not None)}"
    yield f"s{_apart(row, at, run[0])}"
    yield f"each{min(sum(_EACH.search(row.told.lead(row.numbers[place])) is not None for place in run), 3)}"
    rest = run[0] - 1 if run[0] < at else run[-1] + 1
    if 0 <= rest < len(row.numbers):
        yield f"rest{int(row.is_amount(rest))}{int(row.sentence[rest] == row.sentence[run[0]])}"
    else:
        yield "ends"


# -- the same told again --------------------------------------------------------------------------


def _of_same(derived: Derived, way: Way) -> Iterator[str]:
    row, at = derived.row, derived.at
    (other,) = way.terms
    apart = _apart(row, at, other, 3)
    yield f"s{apart}"
    yield f"c{int(row.clause[at] != row.clause[other])}"
    names = [_SAID.sub("", row.name(place)) for place in (at, other)]
    like = _likeness(*names)
    yield f"name{like}"
    yield f"name{like}l{min(min(map(len, names)) // 2, 4)}"
    yield f"name{like}s{min(apart, 2)}"
    leads = [row.told.lead(row.numbers[place]) for place in (at, other)]
    tails = [_HAN.sub("", lead)[-4:][::-1] for lead in leads]
    yield f"tail{sum(one == two for one, two in zip(*tails, strict=False))}"
    mine, theirs = row.roles(at), row.roles(other)
    for name in _SAME_ROLES:
        if (name in mine) != (name in theirs):
            yield f"not{name}"
        elif name in mine:
            yield f"both{name}"
    if set(mine) == set(theirs):
        yield "roles="
    later = row.numbers[max(at, other)].start
    if again := _AGAIN.search(row.text, max(later - 30, 0), later):
        yield f"word{again[0]}"
    yield f"then{int(row.is_then(at))}{int(row.is_then(other))}"
    years = [_YEARS.findall(lead) for lead in leads]
    yield f"year{int(bool(years[0]))}{int(bool(years[1]))}{int(bool(years[0]) and years[0] == years[1])}"
    yield f"row{int(row.rows[at][1] > 1)}{int(row.rows[other][1] > 1)}"
    if abs(at - other) == 1:
        yield f"gap{_between(row, at, other)[:1]}"


def _common(one: str, other: str) -> bool:
    """Whether two names share two characters in a row that say what they are."""
    one, other = _NAMELESS.sub("", one), _NAMELESS.sub("", other)
    return any(one[start : start + 2] in other for start in range(len(one) - 1))


def _likeness(one: str, other: str) -> str:
    """How much of two names is one: by shared pairs of characters."""
    pairs = [{name[start : start + 2] for start in range(len(name) - 1)} for name in (one, other)]
    if one == other and one:
        return "="
    if not pairs[0] or not pairs[1]:
        return "-"
    return str(int(4 * len(pairs[0] & pairs[1]) / min(len(pairs[0]), len(pairs[1]))))


_OF: dict[str, Callable[[Derived, Way], Iterator[str]]] = {
    "sum": _of_sum,
    "net": _of_sum,
    "gap": _of_gap,
    "close": _of_close,
    "flow": _of_flow,
    "dot": _of_tiers,
    "same": _of_same,
    **dict.fromkeys(
        ("times", "each", "all", "many", "three", "times2", "times4", "times6", "times10", "times12"), _of_times
    ),
}

__all__ = ["cues", "none_cues", "own_cues"]
