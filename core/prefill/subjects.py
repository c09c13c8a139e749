"""What a paragraph speaks of while it is read: in a bracket that names nothing, what stands before the bracket."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.prefill.clauses import Placed
    from core.template import Figure


@dataclass(frozen=True, slots=True)
class Subject:
    """The figure spoken of, under which aspect, in which part of the sentence, and whether its name was plain."""

    figure: Figure
    aspect: str
    part: int
    sure: bool


class Subjects:
    """The subject of every bracket of a paragraph, and of what stands in none."""

    def __init__(self) -> None:
        self._known: dict[int, Subject] = {}
        self._outer: dict[int, int] = {}

    def enter(self, placed: Placed) -> None:
        """Remember around which bracket a new one stands."""
        if placed.bracket and placed.bracket not in self._outer:
            self._outer[placed.bracket] = placed.outer

    def name(self, placed: Placed, figure: Figure, aspect: str, *, sure: bool) -> None:
        """From here on this figure is spoken of."""
        self._known[placed.bracket] = Subject(figure, aspect, placed.part, sure)

    def of(self, placed: Placed) -> Subject | None:
        """What is spoken of at a place; None where nothing was named yet."""
        bracket = placed.bracket
        while bracket not in self._known and bracket:
            bracket = self._outer.get(bracket, 0)
        return self._known.get(bracket)
