"""A held value: what one cell holds, exactly as it was given.

Source of the three states: blank, zero and 不适用 are different facts
(DESIGN.md §4); a blank cell was not filled, a zero was.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache


class Kind(StrEnum):
    """What a figure is, and with it its inner unit."""

    MONEY = "money"
    """Integer 分."""
    COUNT = "count"
    """Whole or fractional things (人, 个, 辆): an exact number."""
    RATE = "rate"
    """An exact ratio: 25.49% is 2549/10000."""
    SCORE = "score"
    """Points, an exact number."""
    DATE = "date"
    """ISO text, 2024-03-31 or 2024-03 or 2024."""
    CHOICE = "choice"
    """One of the figure's choices."""
    TEXT = "text"
    """Any text."""

    @property
    def numeric(self) -> bool:
        """Whether values of this kind can be computed with."""
        return self in _NUMERIC


_NUMERIC = frozenset({Kind.MONEY, Kind.COUNT, Kind.RATE, Kind.SCORE})


class State(StrEnum):
    """Whether a cell was filled at all."""

    BLANK = "blank"
    VALUE = "value"
    NOT_APPLICABLE = "not_applicable"


UNITS: dict[str, Fraction] = {
    "分": Fraction(1),
    "元": Fraction(100),
    "千元": Fraction(100_000),
    "万元": Fraction(1_000_000),
    "百万元": Fraction(100_000_000),
    "亿元": Fraction(10_000_000_000),
}
"""Money units in 分."""


@dataclass(frozen=True, slots=True)
class Held:
    """One value with the unit and decimals in which it was given.

    `number` is in the kind's inner unit (分, things, ratio, points) and None for
    text kinds, blank and 不适用; `text` holds dates, choices and text.  `unit` is
    what was given (万元, 元, %, 人); `decimals` the given decimals in that unit, on
    which the rounding envelope rests.
    """

    state: State = State.BLANK
    number: Fraction | None = None
    text: str = ""
    unit: str = ""
    decimals: int = 0
    slack: Fraction | None = None
    """The rounding envelope of a computed value, which sums those of its operands."""

    @property
    def filled(self) -> bool:
        """Whether a value (zero included) is held."""
        return self.state is State.VALUE

    @property
    def is_zero(self) -> bool:
        """Whether a number was given and is zero."""
        return self.number is not None and self.number == 0

    @property
    def half_step(self) -> Fraction:
        """Half a unit of the last given digit, in the inner unit; 0 where given to the 分 or counted."""
        if self.slack is not None:
            return self.slack
        if self.number is None:
            return _NONE
        # A plain 0 says "none", not "under half a 万元": it is as exact as the tables print.
        exact = self.unit in UNITS and self.number == 0
        return _half_step(self.unit, max(self.decimals, 2) if exact else self.decimals)

    @classmethod
    def money(cls, fen: int | Fraction, unit: str = "万元", decimals: int = 2) -> Held:
        """Money of `fen` 分, given in `unit` with `decimals`."""
        return cls(State.VALUE, Fraction(fen), "", unit, decimals)

    @classmethod
    def count(cls, number: int | Fraction, unit: str = "") -> Held:
        """A number of things."""
        return cls(State.VALUE, Fraction(number), "", unit, 0)

    @classmethod
    def rate(cls, ratio: Fraction, decimals: int = 2) -> Held:
        """A ratio printed as a percentage with `decimals`."""
        return cls(State.VALUE, ratio, "", "%", decimals)

    @classmethod
    def words(cls, text: str) -> Held:
        """A text, date or choice; empty text is blank."""
        return cls(State.VALUE, None, text) if text else BLANK


_NONE = Fraction(0)


@lru_cache(maxsize=256)
def _half_step(unit: str, decimals: int) -> Fraction:
    """Half a step of so many decimals in a unit, in the inner unit."""
    if unit in UNITS:
        step = UNITS[unit] / 10**decimals
        return step / 2 if step > 1 else _NONE
    return Fraction(1, 200 * 10**decimals) if unit == "%" else _NONE


BLANK = Held()
"""Nothing was filled in."""

NOT_APPLICABLE = Held(State.NOT_APPLICABLE)
"""不适用, printed as /."""
