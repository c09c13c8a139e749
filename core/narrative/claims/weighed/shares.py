"""How likely each choice is among several, by the traits of each and what they are worth."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def shares(scores: Sequence[float]) -> list[float]:
    """The share of each score among all, as their exponentials."""
    most = max(scores)
    weights = [exp(score - most) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]


__all__ = ["shares"]
