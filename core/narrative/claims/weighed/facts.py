"""What is to be said of the places of a paragraph, alone and two together, each looked at once.

Ways share their terms: an amount is a part of dozens of sums.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from core.narrative.claims.weighed.operands import Row

Piece = tuple[Callable[..., Iterable[str]], tuple[Any, ...]]
"""What tells some cues of a way, and the facts that they rest on and nothing else."""
ROLES = ("plan", "earlier", "moved", "total", "bracket", "planlike", "base", "within", "done", "whole")
BIT = {name: 1 << index for index, name in enumerate(ROLES)}
"""The bit of each role among those of an amount."""
LANE = 4
"""Bits that count how many of up to nine amounts have a role."""
TOLD = 8
"""So many of the roles, those before `done`, are told of parts."""
MARKS = "。；），、"
_NONE = 1 << len(MARKS)
_ITEM = re.compile(r"(?:[一二三四五六七八九]是|[①-⑨]|（[一二三四五六七八九\d]）|\(\d\)|\d[.、]|第[一二三四五六])")
_NAMELESS = re.compile(r"其中|合计|支出|经费|同比|增加|减少|万元|全年|上年|本年|较|比|\W|\d")
_SAID = re.compile(r"其中|万元|全年|本年度?|20\d\d年度?|共计?|合计|为|是|的|了|达到?|约|\W|\d|[a-zA-Z]")
_HAN = re.compile(r"[^\u4e00-\u9fff]")
_CLAUSE = re.compile(r"[，。；]")
_NO_WORD = re.compile(r"\W|\d")


class Parts(NamedTuple):
    """What several amounts have in common: how many have each role, the marks between them, units, words."""

    roles: int
    marks: int
    largest: float
    units: frozenset[str]
    ends: frozenset[str]
    names: frozenset[str]


class Facts:
    """The places of a paragraph."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._rates = list(accumulate((not row.is_amount(place) for place in range(len(row.numbers))), initial=0))
        self._words: dict[tuple[str, int], str] = {}
        self._masks: dict[int, int] = {}
        self._pairs: dict[tuple[int, int], bool] = {}
        self._grams: dict[int, frozenset[str]] = {}
        self._parts: dict[tuple[int, ...], Parts] = {}

    def rates(self, low: int, high: int) -> int:
        """How many percentages stand between two places."""
        return self._rates[high] - self._rates[low] if high > low else 0

    def roles(self, place: int) -> int:
        """The roles of an amount, as bits."""
        known = self._masks.get(place)
        if known is None:
            known = self._masks[place] = sum(BIT[name] for name in set(self._row.roles(place)))
        return known

    def words(self, name: str, place: int, tell: Callable[[Row, int], str]) -> str:
        """What `tell` says of a place, asked once."""
        known = self._words.get((name, place))
        if known is None:
            known = self._words[name, place] = tell(self._row, place)
        return known

    def is_item(self, place: int) -> bool:
        """Whether a number of its own stands before an amount: 一是, ①."""
        return self._row.once("item", place, _tell_item) > 0

    def common(self, one: int, other: int) -> bool:
        """Whether two names share two characters in a row that say what they are."""
        key = (one, other) if one < other else (other, one)
        known = self._pairs.get(key)
        if known is None:
            known = self._pairs[key] = not self._grams_of(one).isdisjoint(self._grams_of(other))
        return known

    def _grams_of(self, place: int) -> frozenset[str]:
        known = self._grams.get(place)
        if known is None:
            known = self._grams[place] = frozenset(grams(_NAMELESS.sub("", self._row.name(place))))
        return known

    def said(self, place: int) -> str:
        """The name of an amount without what any may have."""
        return self.words("said", place, _tell_said)

    def tail(self, place: int) -> str:
        """The last characters before an amount, the last first."""
        return self.words("tail", place, _tell_tail)

    def parts(self, places: tuple[int, ...]) -> Parts:
        """What amounts have in common; those of one more rest on those of one less."""
        known = self._parts.get(places)
        if known is None:
            known = self._parts[places] = self._more(places)
        return known

    def _more(self, places: tuple[int, ...]) -> Parts:
        row, last = self._row, places[-1]
        roles = self.roles(last)
        counted = sum(1 << LANE * index for index in range(TOLD) if roles >> index & 1)
        one = Parts(
            counted,
            0,
            row.values[last],
            frozenset((row.numbers[last].held.unit,)),
            frozenset((self.words("end", last, _tell_end),)),
            frozenset((row.name(last),)),
        )
        if len(places) == 1:
            return one
        before = self.parts(places[:-1])
        return Parts(
            before.roles + one.roles,
            before.marks | self._mark(places[-2], last),
            max(before.largest, one.largest),
            before.units | one.units,
            before.ends | one.ends,
            before.names | one.names,
        )

    def _mark(self, one: int, other: int) -> int:
        """The strongest mark between two places, as its bit."""
        gap = between(self._row, one, other)
        return next((1 << index for index, mark in enumerate(MARKS) if mark in gap), _NONE)


def said(*names: str) -> tuple[str, ...]:
    """Cues that were told already."""
    return names


def apart(row: Row, one: int, other: int, most: int = 2) -> int:
    """How many sentences lie between two places, `most` for more."""
    return min(abs(row.sentence[one] - row.sentence[other]), most)


def between(row: Row, one: int, other: int) -> str:
    """The text between two numbers."""
    low, high = (one, other) if one < other else (other, one)
    return row.text[row.numbers[low].end : row.numbers[high].start]


def grams(name: str) -> set[str]:
    """Every two characters in a row."""
    return {name[start : start + 2] for start in range(len(name) - 1)}


def marks_of(bits: int) -> str:
    """The marks that bits tell, in order; - for a stretch without any."""
    return "".join(sorted(mark for index, mark in enumerate(f"{MARKS}-") if bits >> index & 1))


def _tell_item(row: Row, place: int) -> int:
    return int(_ITEM.search(row.told.lead(row.numbers[place])) is not None)


def _tell_said(row: Row, place: int) -> str:
    return _SAID.sub("", row.name(place))


def _tell_tail(row: Row, place: int) -> str:
    return _HAN.sub("", row.told.lead(row.numbers[place]))[-4:][::-1]


def _tell_end(row: Row, place: int) -> str:
    return _NO_WORD.sub("", _CLAUSE.split(row.told.lead(row.numbers[place]))[-1])[-2:]


__all__ = ["BIT", "LANE", "ROLES", "TOLD", "Facts", "Parts", "Piece", "apart", "between", "grams", "marks_of", "said"]
