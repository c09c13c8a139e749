"""Numbers of a source's text as figures: what was read as a cell is shown from that cell, in the words it stood in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.figures.held import UNITS
from core.figures.parse import exact
from core.figures.show import in_unit
from core.narrative import Ref, Text, money_unit
from core.prefill.model import Draft, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.prefill.gather import Keyed

_WRITTEN = re.compile(r"(?P<number>-?\d+(?:\.\d+)?)\s*(?P<words>[^\d\s]{1,8})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figured(Draft):
    """A number that is a figure, whose key is not known before the rows of all sources are."""

    reading: Reading


def numbered(source: str, start: int, end: int, readings: Sequence[Reading]) -> Iterator[Draft]:
    """The words of source[start:end] with the numbers that are figures of their own; `readings` in their order.

    A number that is spelled out, has separators or more scale than its words say stays words.
    """
    for one in readings:
        if one.start < start or one.end > end:
            continue
        match = _WRITTEN.fullmatch(source[one.start : one.end])
        if match is None or not _prints(one, match["number"], match["words"]):
            continue
        if one.start > start:
            yield _words(source[start : one.start])
        decimals = len(match["number"].partition(".")[2])
        also = next((other.aspect for other in readings if other is not one and _same_place(one, other)), "")
        yield Figured(Ref(one.key, one.aspect, match["words"], decimals, also), match[0], reading=one)
        start = one.end
    if start < end:
        yield _words(source[start:end])


def _same_place(one: Reading, other: Reading) -> bool:
    """Whether one number says two aspects of a figure: 预算和支出决算数均为0万元."""
    return (one.start, one.end, one.key, one.year) == (other.start, other.end, other.key, other.year)


def _prints(reading: Reading, number: str, words: str) -> bool:
    held = reading.held
    if held.number is None:
        return False
    unit = money_unit(words) if held.unit in UNITS else held.unit
    return (bool(unit) or held.unit not in UNITS) and in_unit(held, unit) == exact(number)[0]


def with_keys(drafts: Sequence[Draft], keyed: Keyed) -> tuple[Draft, ...]:
    """The drafts of a section with the keys of their figures, now that the rows are known."""
    found = []
    for one in drafts:
        span = one.span
        if isinstance(one, Figured) and isinstance(span, Ref):
            key, row = keyed[id(one.reading)]
            span = Ref(key, span.aspect, span.words, span.decimals, span.also)
            found.append(Draft(span, one.text, row, year=one.reading.year))
        else:
            found.append(replace(one, parts=with_keys(one.parts, keyed)) if one.parts else one)
    return tuple(found)


def _words(text: str) -> Draft:
    return Draft(Text(text), text)
