"""Amounts of labelled texts, with the ways they follow from others."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(Path(__file__).parent))

from learning import Case  # noqa: E402
from texts import Labelled, digits, number  # noqa: E402

from core.narrative.claims.second.plain import plain_rates  # noqa: E402
from core.narrative.claims.told import read_told  # noqa: E402
from core.narrative.claims.weighed.amounts import Amounts, choices  # noqa: E402
from core.narrative.claims.weighed.operands import Row  # noqa: E402
from core.narrative.claims.weighed.ratios import Ratios  # noqa: E402
from core.narrative.claims.weighed.ways import Derived  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from core.narrative.claims.weighed.amounts import Suspect

HEAD = (
    "What the cues of a way are worth for telling that an amount follows from others in that way "
    "(core/narrative/claims/weighed/cues.py).  Learned: written by build/accuracy/learn.py, not by hand."
)
_MOST = 40
_WAN = 10_000


def _rows(labelled: Labelled) -> Iterator[Row]:
    told = read_told(labelled.paragraph, [])
    told.plain = plain_rates(told)
    if len(told.amounts) > 1 and len(told.amounts) + len(told.rates) <= _MOST:
        yield Row(told)


def _right_values(row: Row, labelled: Labelled) -> dict[int, float]:
    """What the amounts that are labelled as wrong should be, by place; those that tell it once."""
    printed = [digits(row.text[one.start : one.end]) for one in row.numbers]
    found: dict[int, float] = {}
    for one in labelled.expect:
        claimed = digits(one["claimed"] or "")
        was, due = number(claimed), number(one["expected"] or "")
        if not was or claimed.endswith("%"):
            continue
        hits = [
            place
            for place, text in enumerate(printed)
            if text == claimed or (number(text) == was and text[-1:] == claimed[-1:])
        ]
        for place in hits:
            if one["rule"] == "C7":
                found[place] = row.values[place] * _WAN
            elif due is not None and len(hits) == 1:
                found[place] = due * row.values[place] / was
    return found


def cases(labelled: Iterable[Labelled]) -> Iterator[Case]:
    """Every amount with the cues of each way and, last, of none; right are the ways that make what it should be."""
    for one in labelled:
        for row in _rows(one):
            right = _right_values(row, one)
            for place in range(len(row.numbers)):
                if row.is_amount(place) and row.values[place] > 0:
                    yield from _case(Derived(row, place), right, one.counts)


def _case(derived: Derived, right: Mapping[int, float], counts: float) -> Iterator[Case]:
    ways = derived.ways
    if not ways:
        return
    row, values = derived.row, derived.row.values
    row.values = [right.get(place, value) for place, value in enumerate(values)]
    corrected = Derived(row, derived.at)
    made = {(way.kind, way.terms, way.lies): way.value for way in corrected.all_ways()}
    row.values = values
    holds = {
        index
        for index, way in enumerate(ways)
        if derived.makes(way._replace(value=made.get((way.kind, way.terms, way.lies), -1.0)), corrected.size)
    }
    yield Case(choices(derived), holds or {len(ways)}, counts)


def doubts(labelled: Iterable[Labelled], worth: Mapping[str, float]) -> Iterator[tuple[dict[str, float], bool]]:
    """The signs of every amount that may be wrong, and whether the labels say that it or what makes it is."""
    for one in labelled:
        for row in _rows(one):
            right = _right_values(row, one)
            for suspect in Amounts(Ratios(row.told), worth).suspects():
                yield suspect.signs, _is_true(suspect, right)


def _is_true(suspect: Suspect, right: Mapping[int, float]) -> bool:
    derived = suspect.derived
    unit, values = derived.unit, derived.row.values
    by = abs(suspect.due - derived.size / unit)
    return any(
        (place == derived.at and abs(due / unit - suspect.due) < 0.6)
        or (place in {derived.at, *suspect.way.terms} and abs(abs(due - values[place]) / unit - by) < 0.6)
        for place, due in right.items()
    )


__all__ = ["HEAD", "cases", "doubts"]
