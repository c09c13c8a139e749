"""The rounding envelope: when two figures agree, differ by rounding (尾差), or are wrong.

Source: rules.md §0.  Every operand carries the half step of its given decimals;
arithmetic adds them up, so the envelope of `a = b + c` is h(a) + h(b) + h(c) and
that of a rate the usual first-order propagation.  Never relative, never a
fixed 0.01.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.figures.held import Held


class Agreement(StrEnum):
    """How two figures relate."""

    EQUAL = "equal"
    ROUNDING = "rounding"
    """Within the envelope: 尾差, a hint."""
    NEAR = "near"
    """Outside, yet so close that a slip of the last digit is likely: a warning."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Num:
    """An exact number with its rounding envelope, both in the inner unit (分, ratio, things)."""

    value: Fraction
    env: Fraction = Fraction(0)

    @classmethod
    def of(cls, held: Held) -> Num:
        """The number of a held value; blank and 不适用 count as 0."""
        return cls(held.number, held.half_step) if held.number is not None else cls(Fraction(0))

    def __add__(self, other: Num) -> Num:
        return Num(self.value + other.value, self.env + other.env)

    def __sub__(self, other: Num) -> Num:
        return Num(self.value - other.value, self.env + other.env)

    def __mul__(self, other: Num) -> Num:
        return Num(self.value * other.value, abs(self.value) * other.env + abs(other.value) * self.env)

    def __truediv__(self, other: Num) -> Num:
        quotient = self.value / other.value
        return Num(quotient, (self.env + abs(quotient) * other.env) / abs(other.value))

    def __neg__(self) -> Num:
        return Num(-self.value, self.env)


def envelope(parts: Iterable[Held], total: Held) -> Fraction:
    """By how much `total` may differ from the sum of `parts`: the sum of all half steps."""
    return sum((part.half_step for part in parts), total.half_step)


def agree_sum(left: Num, right: Num) -> Agreement:
    """Whether a total and the sum of its parts agree."""
    difference = abs(left.value - right.value)
    if difference == 0:
        return Agreement.EQUAL
    return Agreement.ROUNDING if difference <= left.env + right.env else Agreement.WRONG


def agree_same(left: Num, right: Num, *, rolled_up: bool = False) -> Agreement:
    """Whether two printings of one figure agree: equal at the coarser precision.

    One last digit more is 尾差 where either is a sum or roll-up, else a warning.  A roll-up's
    envelope is that of its parts, not a precision of print: what lies in it is 尾差 too.
    """
    difference = abs(left.value - right.value)
    if difference == 0:
        return Agreement.EQUAL
    coarse = max(left.env, right.env)
    if difference <= coarse and left.env != right.env and not rolled_up:
        return Agreement.EQUAL
    if difference <= 2 * coarse:
        return Agreement.ROUNDING if rolled_up else Agreement.NEAR
    return Agreement.WRONG


_NEAR_RATE = Fraction(5, 1000)


def agree_rate(claimed: Num, computed: Num, decimals: int) -> Agreement:
    """Whether a printed percentage agrees with the ratio of its operands.

    Between the envelope and half a percentage point a claim printed with decimals
    is a warning (rules.md §0, percent tolerance).
    """
    difference = abs(claimed.value - computed.value)
    if difference <= claimed.env + computed.env:
        return Agreement.EQUAL
    return Agreement.NEAR if difference <= _NEAR_RATE and decimals >= 1 else Agreement.WRONG
