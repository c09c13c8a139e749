"""Where the cursor of a table goes: past labels and closed cells, from one cell to type into to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.models.entry import Position
    from ui.models.sheet import SheetModel


def following(model: SheetModel, here: Position, *, back: bool = False) -> Position:
    """The next cell to type into in reading order (Tab), the last one at the end."""
    places = model.editables()
    if back:
        return next((place for place in reversed(places) if place < here), here)
    return next((place for place in places if place > here), here)


def below(model: SheetModel, here: Position, *, up: bool = False) -> Position:
    """The next cell to type into down the same column (Enter)."""
    column = _column(model, here[1])
    if up:
        return next((place for place in reversed(column) if place[0] < here[0]), here)
    cell = model.cell(*here)
    last = here[0] + (cell.rows if cell else 1) - 1
    return next((place for place in column if place[0] > last), here)


def _column(model: SheetModel, column: int) -> list[Position]:
    """The cells to type into that cover a column, top down."""
    found = [model.anchor(row, column) for row in range(model.rowCount())]
    return [place for place in dict.fromkeys(found) if model.editable(*place)]


def row_end(model: SheetModel, here: Position, *, first: bool) -> Position:
    """Home and End: the first or last cell to type into of the row."""
    places = [(here[0], c) for c in range(model.columnCount()) if model.editable(here[0], c)]
    return (places[0] if first else places[-1]) if places else here


def table_end(model: SheetModel, here: Position, *, first: bool) -> Position:
    """Ctrl+Home and Ctrl+End."""
    places = model.editables()
    return (places[0] if first else places[-1]) if places else here


def edge(model: SheetModel, here: Position, rows: int, columns: int) -> Position:
    """Ctrl+arrow as in a spreadsheet: to the end of what is filled, else to the next filled cell or the last."""
    line = _line(model, here, rows, columns)
    if not line:
        return here
    filled = [bool(model.index(*place).data()) for place in line]
    if filled[0] and bool(model.index(*here).data()):
        run = next((at for at, full in enumerate(filled) if not full), len(line))
        return line[run - 1]
    return next((place for place, full in zip(line, filled, strict=True) if full), line[-1])


def _line(model: SheetModel, here: Position, rows: int, columns: int) -> list[Position]:
    """The figure cells that lie from a cell in one direction, nearest first."""
    if rows:
        places: Sequence[Position] = [model.anchor(row, here[1]) for row in range(model.rowCount())]
    else:
        places = [(here[0], column) for column in range(model.columnCount())]
    found = [place for place in dict.fromkeys(places) if model.figure_at(*place) is not None]
    if rows + columns > 0:
        return [place for place in found if place > here]
    return [place for place in reversed(found) if place < here]
