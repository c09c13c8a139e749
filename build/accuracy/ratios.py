"""Percentages of labelled texts, with the pairs of amounts that they are of."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(Path(__file__).parent))

from learning import Case  # noqa: E402
from texts import Labelled, digits, in_digits  # noqa: E402

from core.narrative.claims.second.plain import plain_rates  # noqa: E402
from core.narrative.claims.told import read_told  # noqa: E402
from core.narrative.claims.weighed.operands import Row, read_rate  # noqa: E402
from core.narrative.claims.weighed.ratios import Ratios  # noqa: E402
from core.narrative.claims.weighed.traits import Near, Pair, beside  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

HEAD = (
    "What the traits of two amounts are worth for telling that a percentage is of them "
    "(core/narrative/claims/weighed/traits.py).  Learned: written by build/accuracy/learn.py, not by hand."
)


class Due(NamedTuple):
    """A percentage that is labelled as wrong: what it should be, None where that is not told."""

    right: tuple[float, int] | None


def cases(labelled: Iterable[Labelled]) -> Iterator[Case]:
    """Every percentage with the traits of each pair and, last, of none."""
    for one in labelled:
        told = read_told(one.paragraph, [])
        if told.every_rate and told.amounts:
            row = Row(told)
            nears = [Near(row, read_rate(row, rate)) for rate in told.every_rate]
            yield from _of_paragraph(one, nears)


def _of_paragraph(labelled: Labelled, nears: Sequence[Near]) -> Iterator[Case]:
    text = labelled.paragraph.text.text
    pairs = [near.pairs() for near in nears]
    made = [
        [pair for pair in own if near.makes(pair, near.size, near.half)] for near, own in zip(nears, pairs, strict=True)
    ]
    printed = Counter(digits(text[near.reading.rate.start : near.reading.rate.end]) for near in nears)
    due = _due(labelled.expect)
    for at, near in enumerate(nears):
        said = digits(text[near.reading.rate.start : near.reading.rate.end])
        right = made[at]
        if said in due:
            meant = due[said].right
            if printed[said] > 1 or meant is None:
                continue  # which of them is wrong, or what is right, is not told
            right = _made(near, pairs[at], *meant)
        others = beside(nears, made, at)
        choices = [list(traits(near, pair, others)) for pair in pairs[at]]
        choices.append([f"{near.reading.kind}.none/{name}" for name in near.nothing()])
        places = {id(pair) for pair in right}
        own = {index for index, pair in enumerate(pairs[at]) if id(pair) in places} or {len(pairs[at])}
        yield Case(choices, own, labelled.counts)


def _due(expect: Sequence[dict[str, Any]]) -> dict[str, Due]:
    """What the percentages that are labelled as wrong should be."""
    found = {}
    for one in expect:
        claimed, right = one["claimed"] or "", digits(in_digits(one["expected"] or ""))
        if claimed.endswith("%") or in_digits(claimed) != claimed:
            number = right.rstrip("%")
            known = re.fullmatch(r"-?[\d.]+%", right) is not None  # 减少2.51% for 增加2.51%: the word is wrong
            found[digits(claimed)] = Due((float(number) / 100, len(number.partition(".")[2])) if known else None)
    return found


def _made(near: Near, pairs: Sequence[Pair], ratio: float, decimals: int) -> list[Pair]:
    half = 0.5 * 10.0 ** -(2 + decimals)
    return [pair for pair in pairs if near.makes(pair, ratio, half)]


def traits(near: Near, pair: Pair, others: Any) -> Iterator[str]:
    """All traits of a pair, each with the table that its weight stands in."""
    group = f"{near.reading.kind}.{pair.how}"
    yield f"{group}/always"
    yield from (f"{group}_part/{name}" for name in near.traits[pair.part])
    yield from (f"{group}_whole/{name}" for name in near.traits[pair.whole])
    yield from (f"{group}/{name}" for name in near.traits_of(pair, others))


def doubts(labelled: Iterable[Labelled], worth: Mapping[str, float]) -> Iterator[tuple[dict[str, float], bool]]:
    """The signs of every doubt about a percentage, and whether it is one that the labels share."""
    weights: dict[str, dict[str, float]] = {}
    for name, weight in worth.items():
        table, _, trait = name.partition("/")
        weights.setdefault(table, {})[trait] = weight
    for one in labelled:
        told = read_told(one.paragraph, [])
        told.plain = plain_rates(told)
        ratios = Ratios(told, weights)
        text, due = one.paragraph.text.text, _due(one.expect)
        for at, rate in enumerate(ratios.rates):
            if not rate.ratio or rate.start in told.plain:
                continue
            said = digits(text[rate.start : rate.end])
            for doubt in ratios.doubts(at):
                meant = due[said].right if said in due else None
                step = max(10.0 ** -(2 + rate.held.decimals), float(rate.held.half_step))
                true = meant is not None and abs(doubt.pair.value - meant[0]) < 0.51 * step + (
                    1e-4 if rate.held.decimals < 2 else 0
                )
                if true or said not in due or text.count(said) == 1:
                    yield doubt.signs, true


__all__ = ["HEAD", "cases", "doubts", "traits"]
