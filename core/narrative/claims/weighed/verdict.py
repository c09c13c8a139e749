"""How likely a number is wrong, by what speaks for its being a slip of what it should be.

A logistic sum of signs, each with the weight that labelled texts gave it (resources/rules/verdicts.json, written by
build/accuracy/learn.py).
"""

from __future__ import annotations

from functools import cache
from math import exp
from typing import TYPE_CHECKING

from core.narrative.claims.weighed.weights import read_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Signs = dict[str, float]
"""What speaks for a number being wrong or right: 1 for what is so, a size for what has one."""


@cache
def _weights() -> dict[str, dict[str, float]]:
    return read_weights("verdicts")


def chance(kind: str, signs: Mapping[str, float]) -> float:
    """How likely a number is wrong, from 0 to 1; `kind` is amount or rate."""
    worth = _weights()[kind]
    total = sum(worth.get(name, 0.0) * size for name, size in signs.items())
    return 1 / (1 + exp(-total)) if total > -50 else 0.0


def crossed(kinds: Mapping[str, str], pairs: Iterable[tuple[str, str]]) -> Signs:
    """The signs of what is said of a number, each alone and two together."""
    signs = {f"{name} {said}": 1.0 for name, said in kinds.items()}
    return signs | {f"{one} {kinds[one]}, {other} {kinds[other]}": 1.0 for one, other in pairs}


def slip(printed: str, due: str) -> str:
    """How somebody may have printed one number for another, with how long it is: moved, one or two digits, or no."""
    if sorted(printed) == sorted(due):
        how = "moved"
    elif len(printed) == len(due):
        other = sum(one != two for one, two in zip(printed, due, strict=True))
        how = {1: "one", 2: "two"}.get(other, "no")
    else:
        how = "no"
    return f"{how} {min(len(printed.replace('.', '')), 5)}"


def slip_signs(printed: str, due: str) -> Signs:
    """The signs of a slip, alone and with the length."""
    told = slip(printed, due)
    return {f"slip {told[:-2]}": 1, f"slip {told}": 1}


def far(printed: float, due: float, bounds: tuple[float, ...]) -> int:
    """How far off a number is from what it should be, in steps of bounds, each a part of the larger."""
    off = abs(printed - due) / max(printed, due, 1e-9)
    return sum(off >= bound for bound in bounds)


def far_signs(printed: float, due: float, bounds: tuple[float, ...]) -> Signs:
    """The sign of how far off a number is."""
    return {f"off {far(printed, due, bounds)}": 1}


__all__ = ["Signs", "chance", "crossed", "far", "far_signs", "slip", "slip_signs"]
