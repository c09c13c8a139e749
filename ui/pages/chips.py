"""Figures in a text as chips: the cursor passes over each in one step, a double click goes to its cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from core.narrative import PieceKind, Ref
from ui.pages.prosedoc import fragments

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock

    from ui.models.prose import Atoms, Run
    from ui.pages.prosebase import ProseBase

_SHOWN = {PieceKind.FIGURE, PieceKind.DERIVED, PieceKind.MISSING}
"""Also the 〔未填〕 of a figure: its cell is where one fills it in."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A figure at [start, end) of the document; `whole` where it stands by itself, not within a sentence."""

    start: int
    end: int
    run: Run
    whole: bool


def chips_of(block: QTextBlock, atoms: Atoms) -> list[Chip]:
    """The chips of a paragraph; a figure that stands by itself has its unit with it."""
    found: list[Chip] = []
    for stretch in fragments(block):
        run = stretch.run
        if not run.fixed:
            continue
        alone = isinstance(atoms.spans[run.atom], Ref)
        last = found[-1] if found else None
        if alone and last is not None and last.run.atom == run.atom:
            found[-1] = Chip(last.start, stretch.end, last.run, whole=True)
        elif alone or (run.key and run.kind in _SHOWN):
            found.append(Chip(stretch.start, stretch.end, run, alone))
    return found


def chip_around(text: ProseBase, position: int) -> Chip | None:
    """The chip that a cursor position lies within, not at an edge of."""
    return next((chip for chip in _near(text, position) if chip.start < position < chip.end), None)


def chip_beside(text: ProseBase, position: int) -> Chip | None:
    """The chip within or at which the cursor stands, the one before it first."""
    touching = [chip for chip in _near(text, position) if chip.start <= position <= chip.end]
    return touching[0] if touching else None


def chip_before(text: ProseBase, position: int) -> Chip | None:
    """The chip that ends at a position."""
    return next((chip for chip in _near(text, position) if chip.end == position), None)


def chip_after(text: ProseBase, position: int) -> Chip | None:
    """The chip that begins at a position."""
    return next((chip for chip in _near(text, position) if chip.start == position), None)


def _near(text: ProseBase, position: int) -> list[Chip]:
    return chips_of(text.document().findBlock(position), text.atoms)


def passed(text: ProseBase, before: int) -> None:
    """Bring a cursor that landed within a chip to its far edge, coming from an edge, else to the near one."""
    cursor = text.textCursor()
    position = cursor.position()
    chip = chip_around(text, position)
    if chip is None:
        return
    if before in {chip.start, chip.end}:
        target = chip.end if before == chip.start else chip.start
    else:
        target = chip.start if position - chip.start <= chip.end - position else chip.end
    mode = QTextCursor.MoveMode.KeepAnchor if cursor.hasSelection() else QTextCursor.MoveMode.MoveAnchor
    cursor.setPosition(target, mode)
    text.setTextCursor(cursor)
