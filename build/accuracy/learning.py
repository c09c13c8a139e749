"""Learning what traits and signs are worth: shares among choices, and the odds of being wrong.

Plain gradient steps that shrink for each weight as it was moved, the same in every run; small weights are dropped.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from math import exp, sqrt
from random import Random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SETTLED = 1e-4
_SELDOM = 5
"""A sign of fewer rows says nothing."""
_SIGN_ROUNDS, _SIGN_STEP, _SEED = 20, 0.1, 1


class Case(NamedTuple):
    """A number: the traits of each choice, which choices are right, and how much it counts."""

    choices: list[list[str]]
    right: set[int]
    counts: float


class Rates(NamedTuple):
    """How to learn: traits seen in fewer cases are left out, weights below `small` dropped."""

    rare: int = 8
    small: float = 0.3
    rounds: int = 15
    step: float = 0.3
    decay: float = 0.3


def learn_twice(cases: Sequence[Case], how: Rates) -> dict[str, float]:
    """The weights of traits; those that turn out small are left out, and the others learned anew."""
    seen = Counter(name for case in cases for name in {name for names in case.choices for name in names})
    worth = learn(cases, {name: many for name, many in seen.items() if many >= how.rare}, how)
    return learn(cases, {name: seen[name] for name, weight in worth.items() if abs(weight) > how.small}, how)


def learn(cases: Sequence[Case], names: Mapping[str, int], how: Rates | None = None) -> dict[str, float]:
    """The weights of traits, given how often each was seen."""
    how = how or Rates()
    index = {name: at for at, name in enumerate(sorted(names))}
    compact = [
        ([[index[name] for name in choice if name in index] for choice in case.choices], case.right, case.counts)
        for case in cases
    ]
    weights, moved = [0.0] * len(index), [1e-6] * len(index)
    pull = [how.decay / names[name] for name in sorted(names)]
    for _ in range(how.rounds):
        for choices, right, counts in compact:
            for at, slope in _slopes(choices, right, weights).items():
                step = counts * slope + pull[at] * weights[at]
                moved[at] += step * step
                weights[at] -= how.step * step / sqrt(moved[at])
    return {name: round(weights[at], 1) for name, at in index.items() if round(weights[at], 1)}


def _slopes(choices: Sequence[Sequence[int]], right: set[int], weights: Sequence[float]) -> dict[int, float]:
    scores = [sum([weights[at] for at in choice]) for choice in choices]
    most = max(scores)
    shares = [exp(score - most) for score in scores]
    total, wanted = sum(shares), sum(shares[at] for at in right)
    slopes: dict[int, float] = defaultdict(float)
    for at, (choice, share) in enumerate(zip(choices, shares, strict=True)):
        slope = share / total - (share / wanted if at in right and wanted else 0.0)
        if abs(slope) > _SETTLED:
            for name in choice:
                slopes[name] += slope
    return slopes


def learn_signs(rows: Sequence[tuple[Mapping[str, float], bool]], pull: float) -> dict[str, float]:
    """What each sign is worth for telling the rows that are true; `pull` keeps the weights of seldom signs small."""
    seen = Counter(name for signs, _ in rows for name in signs)
    names = sorted(name for name, many in seen.items() if many >= _SELDOM)
    index = {name: at for at, name in enumerate(names)}
    compact = [([(index[name], size) for name, size in signs.items() if name in index], true) for signs, true in rows]
    Random(_SEED).shuffle(compact)
    pulls = [pull / seen[name] for name in names]
    weights, moved = [0.0] * len(index), [1e-6] * len(index)
    for _ in range(_SIGN_ROUNDS):
        for signs, true in compact:
            total = sum([weights[at] * size for at, size in signs])
            off = 1 / (1 + exp(-max(min(total, 50.0), -50.0))) - true
            for at, size in signs:
                step = off * size + pulls[at] * weights[at]
                moved[at] += step * step
                weights[at] -= _SIGN_STEP * step / sqrt(moved[at])
    return {name: round(weights[at], 2) for name, at in index.items() if round(weights[at], 2)}


def as_json(worth: Mapping[str, float], about: str) -> str:
    """Weights as tables, each named by what stands before the first mark in their names; a line for each."""
    tables: dict[str, dict[str, float]] = defaultdict(dict)
    for name in sorted(worth):
        table, _, trait = name.partition("/")
        tables[table][trait] = worth[name]
    return json.dumps({"about": about, **tables}, ensure_ascii=False, indent=0) + "\n"


__all__ = ["Case", "Rates", "as_json", "learn", "learn_signs", "learn_twice"]
