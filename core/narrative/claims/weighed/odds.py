"""How likely each pair of amounts is what a percentage is of."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from core.narrative.claims.weighed.shares import shares
from core.narrative.claims.weighed.weights import read_weights

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.narrative.claims.weighed.traits import Beside, Near, Pair

_UNLIKELY = 1e-5
_WRITTEN = 6.0
"""What a division that is written out at a percentage is worth."""
_HOPELESS = 6.0
"""So far behind the best, no other trait brings a pair to the fore."""
_NOTHING: Mapping[str, float] = {}


class Likely(NamedTuple):
    """A pair and how likely it is meant."""

    pair: Pair
    share: float


@cache
def pair_weights() -> dict[str, dict[str, float]]:
    """What each trait is worth, by kind, way and side (`plan.of.part`)."""
    return read_weights("ratios")


def weigh(
    near: Near, pairs: Sequence[Pair], others: Beside, worth: Mapping[str, Mapping[str, float]] | None = None
) -> tuple[list[Likely], float]:
    """How likely each pair is meant, and none of them; `worth` for other weights than those that are shipped."""
    worth, kind = worth or pair_weights(), near.reading.kind
    sides: dict[tuple[str, str], dict[int, float]] = {}
    for how in {pair.how for pair in pairs}:
        for side in ("part", "whole"):
            told = worth.get(f"{kind}.{how}_{side}", _NOTHING)
            sides[how, side] = {index: sum(told.get(name, 0) for name in names) for index, names in near.traits.items()}
    bases = [
        sides[pair.how, "part"][pair.part]
        + sides[pair.how, "whole"][pair.whole]
        + worth.get(f"{kind}.{pair.how}", _NOTHING).get("always", 0)
        for pair in pairs
    ]
    least = max(bases) - _HOPELESS
    scores = []
    for pair, base in zip(pairs, bases, strict=True):
        told = worth.get(f"{kind}.{pair.how}", _NOTHING)
        more = sum(told.get(name, 0) for name in near.traits_of(pair, others)) if base > least else 0
        if pair.how == "of" and near.is_written(pair) and {pair.part - 1, pair.whole + 1} & {near.at}:
            more += _WRITTEN
        scores.append(base + more)
    alone = worth.get(f"{kind}.none", _NOTHING)
    none = sum(alone.get(name, 0) for name in near.nothing())
    *likely, alone_share = shares([*scores, none])
    return [Likely(pair, share) for pair, share in zip(pairs, likely, strict=True)], alone_share


def groups_of(likely: Sequence[Likely], right: set[int]) -> list[tuple[float, list[Likely]]]:
    """The pairs that do not make a percentage as it is printed, by what they make; the likeliest group first."""
    found: dict[float, list[Likely]] = {}
    for one in likely:
        if one.share > _UNLIKELY and id(one.pair) not in right:
            found.setdefault(round(one.pair.value, 6), []).append(one)
    ranked = [(sum(one.share for one in group), group) for group in found.values()]
    return sorted(ranked, key=lambda ranked: ranked[0], reverse=True)


__all__ = ["Likely", "groups_of", "pair_weights", "weigh"]
