"""Words printed once for several rows of a table, as each row says them.

A label over several rows may be a merged cell, or a word in the first row with blanks below, or (where a merged cell
was torn at its lines) a word whose halves stand in two rows: 履职 over 效能.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from core.template import SheetCell

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.prefill.grid import Grid

Places = Mapping[int, Sequence[tuple[SheetCell, tuple[int, int] | None]]]
"""The cells of a form's growing row, with their places in each row of the source."""


def spread(source: Grid, places: Places, choices: Callable[[SheetCell], Sequence[str]]) -> dict[tuple[int, str], str]:
    """What each (row, key) of the columns that a form prints merged says, where the cell itself does not say it.

    A blank repeats what stands above it unless a column on its left begins anew there.
    """
    said: dict[tuple[int, str], str] = {}
    above: dict[str, str] = {}
    rows = sorted(places)
    for row in rows:
        fresh = False
        for cell, place in places[row]:
            if not cell.merge or place is None:
                continue
            text = _own(source, row, place)
            word = _torn(source, places, row, cell, choices(cell)) if text else ""
            fresh = fresh or (bool(text) and (word or text) != above.get(cell.key, ""))
            if word:
                said[row, cell.key] = above[cell.key] = word
            elif text:
                above[cell.key] = text
            elif fresh:
                above.pop(cell.key, None)
            elif cell.key in above:
                said[row, cell.key] = above[cell.key]
    return said


def _own(source: Grid, row: int, place: tuple[int, int]) -> str:
    """The text of a cell that begins in the row or is merged over it."""
    return source.text(*place).strip() if place[0] <= row else ""


def _torn(source: Grid, places: Places, row: int, cell: SheetCell, choices: Sequence[str]) -> str:
    """The word of the form that a text makes with its other half in a neighbouring row; empty where it makes none."""

    def at(number: int) -> str:
        found = [place for other, place in places.get(number, ()) if other.key == cell.key and place is not None]
        return source.text(*found[0]).strip() if found else ""

    text = at(row)
    if not choices or text in choices:
        return ""
    for first, second in ((text, at(row + 1)), (at(row - 1), text)):
        if first and second and first + second in choices:
            return first + second
    return ""
