"""What speaks for an amount being a gap or what is left: the roles of its terms, where they stand, what flowed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.narrative.claims.told import FILL, GROWTH
from core.narrative.claims.weighed.facts import BIT, apart
from core.narrative.claims.weighed.sum_cues import has_total

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.weighed.facts import Piece
    from core.narrative.claims.weighed.operands import Row
    from core.narrative.claims.weighed.ways import Derived, Way

GREW = re.compile(GROWTH.pattern + FILL)
LEFT = re.compile(
    r"结[余转]|剩余|余额|尚余|余下|其余|未[^，。；]{1,4}$|缺口|差额|差|尚[未需欠差]|待[付支拨]|节约|节省|超支|超出|"
    r"核减|审减|短缺|空编|超编"
)
_FIRST = re.compile(r"年初|期初|上年|上期|旧存|原有|初|去年")
_LAST = re.compile(r"年末|期末|年底|结余|余额|结转|剩|末|尚|余|结存|未结")
_STOCK = re.compile(r"年初|期初|上年|旧存|期末|年末")
_KINDS = (
    ("left", LEFT),
    ("收", re.compile("收")),
    ("支", re.compile("支|付")),
    ("初", re.compile("年初|上年|期初|上期|原")),
    ("增", re.compile("增|新|购|入|追加|调入")),
    ("减", re.compile("减|报废|处置|调出|退")),
)
"""Words at the amounts of a balance."""
_PAIR_ROLES = ("plan", "earlier", "moved", "total", "base", "planlike", "done", "bracket")


def of_gap(derived: Derived, way: Way) -> Iterator[Piece]:
    """The pieces of a difference of two."""
    row, at, facts = derived.row, derived.at, derived.row.facts
    one, other = way.terms
    mine, theirs = facts.roles(one), facts.roles(other)
    moved, left = int(bool(facts.roles(at) & BIT["moved"])), derived.once("left", _has_left)
    yield _gap_roles, (mine, theirs, moved, left)
    clause, low, high = row.clause[at], min(one, at), max(other, at)
    yield (
        _gap_places,
        (
            apart(row, one, at),
            apart(row, other, at),
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
    return int(LEFT.search(derived.lead) is not None)


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


def of_close(derived: Derived, way: Way) -> Iterator[Piece]:
    """The pieces of what there was, came and went, in a row."""
    row = derived.row
    for index, place in enumerate(way.terms):
        yield _of_term, (index, row.facts.words("kinds", place, _tell_kinds))
    yield _of_end, (derived.once("last", _is_last), apart(row, derived.at, way.terms[0]))


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


def of_flow(derived: Derived, way: Way) -> Iterator[Piece]:
    """The pieces of a balance by the words at each of its terms."""
    row, at = derived.row, derived.at
    run = sorted(way.terms)
    yield _of_end, (derived.once("last", _is_last), apart(row, at, run[0]))
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
            derived.once("total", has_total),
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
    return int(GREW.search(derived.lead) is not None)


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


__all__ = ["GREW", "LEFT", "of_close", "of_flow", "of_gap"]
