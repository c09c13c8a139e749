"""What a formula is evaluated against and what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from core.figures import Held, Num

if TYPE_CHECKING:
    from collections.abc import Sequence

Value = Num | str | bool
"""A number with its envelope, a text (choice, date, words) or a truth."""


class Scope(Protocol):
    """Where the cells are looked up."""

    def value(self, key: str, aspect: str) -> Held:
        """The effective value of a cell; BLANK where it holds none."""
        ...

    def expand(self, pattern: str) -> Sequence[str]:
        """The existing keys of a set, in their order."""
        ...


class Undefined(ArithmeticError):
    """A rate whose denominator is 0: it has no value and is never printed as a percent."""


class Nothing(Undefined):
    """A formula that has nothing to say here: its cell stays blank."""


@dataclass(slots=True)
class Outcome:
    """What an evaluation touched: the blank cells that counted as 0 and the filled ones, as (key, aspect)."""

    blank: list[tuple[str, str]] = field(default_factory=list)
    filled: list[tuple[str, str]] = field(default_factory=list)
