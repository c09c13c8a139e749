"""How likely each pair of amounts is what a percentage is of, and how likely the percentage is wrong then."""

from __future__ import annotations

from functools import cache
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from core.narrative.claims.closed import slipped
from core.paths import resource
from core.template.toml import TomlFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.narrative.claims.weighed.traits import Beside, Near, Pair

_WRONG = 0.1
"""Of so many percentages one is wrong."""
_MISTAKES = {"both": 0.25, "one": 0.06, "copied": 0.05, "near": 0.05, "slip": 0.03, "scale": 0.03}
"""How often a wrong percentage is made of the same two amounts, of one of them, is that of another, or a slip."""
_HALF = 0.5
_UNLIKELY = 1e-5
_WRITTEN = 6.0
"""What a division that is written out at a percentage is worth."""
_HOPELESS = 6.0
"""So far behind the best, no other trait brings a pair to the fore."""
_NEAR = 0.005


class Likely(NamedTuple):
    """A pair and how likely it is meant."""

    pair: Pair
    share: float


@cache
def _weights() -> dict[str, dict[str, float]]:
    """What each trait is worth, by kind, way and side (`plan.of.part`)."""
    path = resource("rules", "ratios.toml")
    data = TomlFile(path.name, path.read_text(encoding="utf-8")).data
    return {f"{kind}.{side}": worth for kind, sides in data.items() for side, worth in sides.items()}


def weigh(near: Near, pairs: Sequence[Pair], others: Beside) -> tuple[list[Likely], float]:
    """How likely each pair is meant, and none of them."""
    worth, kind = _weights(), near.reading.kind
    sides: dict[tuple[str, str], dict[int, float]] = {}
    for how in {pair.how for pair in pairs}:
        for side in ("part", "whole"):
            told = worth.get(f"{kind}.{how}_{side}", {})
            sides[how, side] = {index: sum(told.get(name, 0) for name in names) for index, names in near.traits.items()}
    bases = [
        sides[pair.how, "part"][pair.part]
        + sides[pair.how, "whole"][pair.whole]
        + worth.get(f"{kind}.{pair.how}", {}).get("always", 0)
        for pair in pairs
    ]
    least = max(bases) - _HOPELESS
    scores = []
    for pair, base in zip(pairs, bases, strict=True):
        told = worth.get(f"{kind}.{pair.how}", {})
        more = sum(told.get(name, 0) for name in near.traits_of(pair, others)) if base > least else 0
        if pair.how == "of" and near.is_written(pair) and {pair.part - 1, pair.whole + 1} & {near.at}:
            more += _WRITTEN
        scores.append(base + more)
    alone = worth.get(f"{kind}.none", {})
    none = sum(alone.get(name, 0) for name in near.nothing())
    most = max(none, *scores)
    weights = [exp(score - most) for score in scores]
    total = sum(weights) + exp(none - most)
    likely = [Likely(pair, weight / total) for pair, weight in zip(pairs, weights, strict=True)]
    return likely, exp(none - most) / total


class Printed(NamedTuple):
    """A percentage as it is printed: the pairs (by identity) that make it, and the others of its paragraph."""

    near: Near
    right: set[int]
    others: Sequence[float]

    def fits(self, likely: Sequence[Likely]) -> float:
        """How likely one of the pairs is meant that make it."""
        return sum(one.share for one in likely if id(one.pair) in self.right)

    def odds(self, likely: Sequence[Likely], none: float) -> float:
        """How much likelier it is that the percentage is wrong than that it is right."""
        chance = self._chance()
        fitting = [one for one in likely if id(one.pair) in self.right]
        wrong = sum(
            sum(one.share for one in group) * (chance + self._mistake(value, group, fitting))
            for value, group in self._groups(likely).items()
        )
        fine = sum(one.share for one in fitting) * (1 - _WRONG) + 2 * none * chance
        return _WRONG * wrong / max(fine, 1e-12)

    def meant(self, likely: Sequence[Likely]) -> Pair | None:
        """The pair that the percentage is of if it is wrong: what it makes is likelier than all else."""
        groups = self._groups(likely)
        shares = {value: sum(one.share for one in group) for value, group in groups.items()}
        best = max(shares, key=lambda value: shares[value])
        elsewhere = self.near.reading.kind == "grow" and any(
            abs(one - best) < 2 * self._chance() for one in self.others
        )
        if elsewhere or shares[best] <= _HALF * sum(shares.values()):
            return None
        return max(groups[best], key=lambda one: one.share).pair

    def _chance(self) -> float:
        """How likely a percentage is one of so many decimals by chance."""
        return 0.3 * 10.0 ** -(2 + min(self.near.reading.rate.held.decimals, 2))

    def _groups(self, likely: Sequence[Likely]) -> dict[float, list[Likely]]:
        """The pairs that do not make it as it is printed, by what they make."""
        groups: dict[float, list[Likely]] = {}
        for one in likely:
            if one.share > _UNLIKELY and id(one.pair) not in self.right:
                groups.setdefault(round(one.pair.value, 6), []).append(one)
        return groups

    def _mistake(self, value: float, group: Sequence[Likely], fitting: Sequence[Likely]) -> float:
        """How likely somebody prints it for a number, beyond chance."""
        size, decimals = self.near.size, self.near.reading.rate.held.decimals
        operands = {place for one in group for place in (one.pair.part, one.pair.whole)}
        common = max((len({one.pair.part, one.pair.whole} & operands) for one in fitting), default=0)
        likelihood = {2: _MISTAKES["both"], 1: _MISTAKES["one"]}.get(common, 0.0)
        if any(abs(one - size) < 1e-9 for one in self.others):
            likelihood += _MISTAKES["copied"]
        if abs(value - size) <= _NEAR:
            likelihood += _MISTAKES["near"]
        elif slipped(f"{size * 100:.{decimals}f}", f"{value * 100:.{decimals}f}", min(decimals, 1) + 1):
            likelihood += _MISTAKES["slip"]
        if any(abs(value - size * scale) < 1e-3 * value for scale in (0.1, 10, 100)):
            likelihood += _MISTAKES["scale"]
        return likelihood


__all__ = ["Likely", "Printed", "weigh"]
