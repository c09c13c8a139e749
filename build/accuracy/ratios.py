"""What the traits of two amounts are worth for telling that a percentage is of them, learned from labelled texts.

Usage: ratios.py [--without FILE ...].  Writes resources/rules/ratios.toml; the files named are left out, for measuring
how texts fare that were not learned from (claims.py --file).  The held texts are never read.

Softmax regression: of all pairs near a percentage, and none of them, those that make it (or the labelled one, where it
is wrong) are to be the likely ones.  Plain gradient steps, the same in every run; small weights are dropped.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from math import exp, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from core.narrative.claims import Ground  # noqa: E402
from core.narrative.claims.check import read_text  # noqa: E402
from core.narrative.claims.second.told import read_told  # noqa: E402
from core.narrative.claims.weighed.operands import Row, read_rate  # noqa: E402
from core.narrative.claims.weighed.traits import Near, Pair, beside  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from core.narrative.claims.model import Paragraph

FOLDER = ROOT / "tests" / "data" / "claims"
TARGET = ROOT / "resources" / "rules" / "ratios.toml"
VARIED = ("hands_1", "hands_2", "hands_3", "dealt_looked", "asked_1", "asked_2", "asked_3", "asked_4", "asked_5")
PLAIN = ("looked", "looked2", "written", "provinces", "fresh", "examined_a", "variants")
"""Texts of one mould: each counts less."""
LESS = 0.3
RARE = 8
"""A trait seen with fewer percentages is left out."""
ROUNDS = 15
STEP = 0.3
DECAY = 0.3
SMALL = 0.3
"""Weights below it are dropped, and the others learned anew."""


class Case(NamedTuple):
    """A percentage: the traits of each pair and, last, of none; which of them are right; how much it counts."""

    choices: list[list[str]]
    right: set[int]
    counts: float


def main() -> None:
    """Learn the weights and write them."""
    options = argparse.ArgumentParser()
    options.add_argument("--without", nargs="*", default=[])
    without = set(options.parse_args().without)
    cases = [case for name in (*VARIED, *PLAIN) if name not in without for case in read(name)]
    seen = Counter(name for case in cases for name in {name for names in case.choices for name in names})
    worth = learn(cases, {name: many for name, many in seen.items() if many >= RARE})
    worth = learn(cases, {name: seen[name] for name, weight in worth.items() if abs(weight) > SMALL})
    TARGET.write_text(as_toml(worth), encoding="utf-8")
    print(f"{len(cases)} percentages, {len(worth)} weights")


def read(name: str) -> Iterator[Case]:
    """The percentages of one file of labelled texts."""
    counts = LESS if name in PLAIN else 1.0
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        for paragraph in read_text(label["text"], "t", Ground("", label.get("year", 0))):
            yield from _of_paragraph(paragraph, label["expect"], counts)


def _of_paragraph(paragraph: Paragraph, expect: Sequence[dict[str, Any]], counts: float) -> Iterator[Case]:
    told = read_told(paragraph, [])
    if not told.rates or not told.amounts:
        return
    row = Row(told)
    nears = [Near(row, read_rate(row, rate)) for rate in told.rates]
    pairs = [near.pairs() for near in nears]
    made = [
        _made(near, own, abs(float(near.reading.rate.ratio)), near.reading.rate.held.decimals)
        for near, own in zip(nears, pairs, strict=True)
    ]
    printed = Counter(_digits(paragraph.text.text[rate.start : rate.end]) for rate in told.rates)
    due = {
        _digits(one["claimed"] or ""): one["expected"] or "" for one in expect if (one["claimed"] or "").endswith("%")
    }
    for at, near in enumerate(nears):
        text = _digits(paragraph.text.text[near.reading.rate.start : near.reading.rate.end])
        right = made[at]
        if text in due:
            if printed[text] > 1 or not due[text].endswith("%"):
                continue  # which of them is wrong, or what is right, is not told
            digits = _digits(due[text]).rstrip("%")
            right = _made(near, pairs[at], float(digits) / 100, len(digits.partition(".")[2]))
        others = beside(nears, made, at)
        choices = [list(traits(near, pair, others)) for pair in pairs[at]]
        choices.append([f"{near.reading.kind}.none/{name}" for name in near.nothing()])
        places = {id(pair) for pair in right}
        own = {index for index, pair in enumerate(pairs[at]) if id(pair) in places} or {len(pairs[at])}
        yield Case(choices, own, counts)


def _digits(text: str) -> str:
    return text.lstrip("+-").replace(",", "")


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


def learn(cases: Sequence[Case], names: Mapping[str, int]) -> dict[str, float]:
    """The weights of traits, given how often each was seen, by steps that shrink for each as it was moved."""
    index = {name: at for at, name in enumerate(sorted(names))}
    compact = [
        ([[index[name] for name in choice if name in index] for choice in case.choices], case.right, case.counts)
        for case in cases
    ]
    weights, moved = [0.0] * len(index), [1e-6] * len(index)
    pull = [DECAY / names[name] for name in sorted(names)]
    for _ in range(ROUNDS):
        for choices, right, counts in compact:
            for at, slope in _slopes(choices, right, weights).items():
                step = counts * slope + pull[at] * weights[at]
                moved[at] += step * step
                weights[at] -= STEP * step / sqrt(moved[at])
    return {name: round(weights[at], 1) for name, at in index.items() if round(weights[at], 1)}


def _slopes(choices: Sequence[Sequence[int]], right: set[int], weights: Sequence[float]) -> dict[int, float]:
    scores = [sum(weights[at] for at in choice) for choice in choices]
    most = max(scores)
    shares = [exp(score - most) for score in scores]
    total, wanted = sum(shares), sum(shares[at] for at in right)
    slopes: dict[int, float] = defaultdict(float)
    for at, (choice, share) in enumerate(zip(choices, shares, strict=True)):
        slope = share / total - (share / wanted if at in right and wanted else 0.0)
        if abs(slope) > 1e-4:
            for name in choice:
                slopes[name] += slope
    return slopes


def as_toml(worth: dict[str, float]) -> str:
    """The weights as tables, kind by kind."""
    tables: dict[str, dict[str, float]] = defaultdict(dict)
    for name in sorted(worth):
        table, _, trait = name.partition("/")
        tables[table][trait] = worth[name]
    head = (
        "# What the traits of two amounts are worth for telling that a percentage is of them\n"
        "# (core/narrative/claims/weighed/traits.py).  Learned: written by build/accuracy/ratios.py, not by hand.\n"
    )
    body = (
        f"[{table}]\n" + "".join(f'"{trait}" = {weight}\n' for trait, weight in rows.items())
        for table, rows in tables.items()
    )
    return "\n".join([head, *body])


if __name__ == "__main__":
    main()
