"""What may be edited where in a text with live statements in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.models.prose import PLAIN, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.pages.prosedoc import Stretch


@dataclass(frozen=True, slots=True)
class Slot:
    """The place [start, end) of one reason; `asks` where it holds its placeholder."""

    atom: int
    name: str
    start: int
    end: int
    asks: bool


class Guard:
    """Looks at a document's stretches once, for one edit."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self.stretches = stretches
        self.atoms: dict[int, tuple[int, int]] = {}
        self.slots: list[Slot] = []
        for stretch in stretches:
            self._take(stretch)

    def _take(self, stretch: Stretch) -> None:
        run = stretch.run
        if run.atom == PLAIN:
            return
        start, _ = self.atoms.get(run.atom, (stretch.start, 0))
        self.atoms[run.atom] = (start, stretch.end)
        if not run.slot:
            return
        last = self.slots[-1] if self.slots else None
        if last and (last.atom, last.name, last.end) == (run.atom, run.slot, stretch.start):
            self.slots[-1] = Slot(run.atom, run.slot, last.start, stretch.end, last.asks)
        else:
            self.slots.append(Slot(run.atom, run.slot, stretch.start, stretch.end, run.asks))

    def at(self, position: int) -> Run | None:
        """The run of the character at a position."""
        for stretch in self.stretches:
            if stretch.start <= position < stretch.end:
                return stretch.run
        return None

    def slot(self, position: int) -> Slot | None:
        """The reason one would type into at a cursor position."""
        return next((slot for slot in self.slots if slot.start <= position <= slot.end), None)

    def holding(self, start: int, end: int) -> Slot | None:
        """The reason that holds [start, end)."""
        return next((slot for slot in self.slots if slot.start <= start and end <= slot.end), None)

    def inside(self, position: int) -> bool:
        """Whether a cursor position lies within a live statement, where plain words cannot go."""
        return any(start < position < end for start, end in self.atoms.values())

    def can_type(self, position: int) -> bool:
        """Whether text may be put in at a cursor position."""
        return self.slot(position) is not None or not self.inside(position)

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """[start, end) grown so that it cuts no live statement, except to lie within one reason."""
        for slot in self.slots:
            if slot.start <= start and end <= slot.end:
                return start, end
        for first, last in self.atoms.values():
            if first < end and last > start:
                start, end = min(start, first), max(end, last)
        return start, end

    def was(self, position: int) -> str:
        """The statement that plain text typed at a cursor position would belong to."""
        before = self.at(position - 1) if position else None
        return before.was if before is not None and before.atom == PLAIN and before.text != "\n" else ""
