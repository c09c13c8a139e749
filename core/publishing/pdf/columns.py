"""How wide a table's columns are, how large its type is and whether its page is turned."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.publishing.pdf import style as look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.blocks import Cell, Table
    from core.publishing.pdf.ink import Pen

_UPRIGHT_SIZES = 4  # the sizes tried before the page is turned
_NUMBER = re.compile(r"[-+−]?[\d,.]+[%％]?")
_TEXT_LEAST = 4.0  # em: no text longer than this is set narrower
_HEAD_LINE = 6.5
_HEADER_MOST = 6.0  # em: a longer column head wraps rather than widen its column
_TEXT_MOST = 18.0  # the same for text
_LEAST = 1.0


@dataclass(frozen=True, slots=True)
class Plan:
    """The decisions for one table; `widths` fill the frame."""

    size: float
    landscape: bool
    widths: tuple[float, ...]


@dataclass(slots=True)
class _Demand:
    """What each column needs and would like, in em."""

    least: list[float]
    wish: list[float]
    heads: list[float]  # with which column heads keep to one line, where that can be had


def plans(table: Table, pen: Pen) -> Iterator[Plan]:
    """The largest type at which every column holds its widest unbreakable piece, then smaller type.

    The page stays upright if it can; all plans turn it the same way.
    """
    demand = _demand(table, pen)
    shares = list(table.widths) if len(table.widths) == table.width and min(table.widths, default=0) > 0 else []
    for landscape, sizes in _choices(table):
        found = False
        for size in sizes:
            widths = _fit(demand, shares, size, _frame_width(landscape))
            if widths:
                found = True
                yield Plan(size, landscape, widths)
        if found:
            return
    size, available = look.TABLE_SIZES[-1], _frame_width(landscape=True)
    total = sum(demand.least)
    yield Plan(size, True, tuple(available * least / total for least in demand.least))


def _choices(table: Table) -> list[tuple[bool, tuple[float, ...]]]:
    if table.landscape:
        return [(True, look.TABLE_SIZES)]
    upright = look.TABLE_SIZES if table.one_page else look.TABLE_SIZES[:_UPRIGHT_SIZES]
    return [(False, upright), (True, look.TABLE_SIZES)]


def _frame_width(landscape: bool) -> float:
    return (look.LANDSCAPE if landscape else look.PORTRAIT).width


def _fit(demand: _Demand, shares: list[float], size: float, available: float) -> tuple[float, ...]:
    """Widths that fill `available`, none below its least; empty when they do not fit."""
    floors = [need * size + 2 * look.CELL_PAD for need in demand.least]
    spare = available - sum(floors)
    if spare < 0:
        return ()
    if shares:
        return _in_proportion(floors, shares, available)
    soft = [max(need, head) * size + 2 * look.CELL_PAD for need, head in zip(demand.least, demand.heads, strict=True)]
    if sum(soft) <= available:
        floors, spare = soft, available - sum(soft)
    more = [max(wish * size + 2 * look.CELL_PAD - floor, 0.0) for wish, floor in zip(demand.wish, floors, strict=True)]
    if sum(more) > spare:
        return tuple(floor + spare * extra / sum(more) for floor, extra in zip(floors, more, strict=True))
    grown = [floor + extra for floor, extra in zip(floors, more, strict=True)]
    return tuple(width * available / sum(grown) for width in grown)


def _in_proportion(floors: list[float], shares: list[float], available: float) -> tuple[float, ...]:
    """Widths as `shares` has them, but none below its floor."""
    fixed: set[int] = set()
    while True:
        rest = available - sum(floors[at] for at in fixed)
        total = sum(share for at, share in enumerate(shares) if at not in fixed)
        short = {at for at, share in enumerate(shares) if at not in fixed and rest * share / total < floors[at]}
        if not short:
            return tuple(floors[at] if at in fixed else rest * share / total for at, share in enumerate(shares))
        fixed |= short


def _demand(table: Table, pen: Pen) -> _Demand:
    demand = _Demand([_LEAST] * table.width, [_LEAST] * table.width, [_LEAST] * table.width)
    spanning = []
    for row, cells in enumerate(table.cells):
        for column, cell in enumerate(cells):
            if cell is None or not cell.text:
                continue
            if cell.cols > 1:
                spanning.append((column, cell, row < table.header_rows))
                continue
            least, wish = _cell_demand(cell, pen, header=cell.header or row < table.header_rows)
            demand.least[column] = max(demand.least[column], least)
            demand.wish[column] = max(demand.wish[column], wish)
            demand.heads[column] = max(demand.heads[column], min(wish, _HEAD_LINE))
    for column, cell, header in spanning:
        least, _ = _cell_demand(cell, pen, header=header)
        _widen(demand, column, min(cell.cols, table.width - column), least)
    return demand


def _widen(demand: _Demand, column: int, count: int, least: float) -> None:
    """Let the columns under a merged cell hold it together."""
    lack = least - sum(demand.least[column : column + count])
    if lack > 0:
        for at in range(column, column + count):
            demand.least[at] += lack / count


def _cell_demand(cell: Cell, pen: Pen, *, header: bool) -> tuple[float, float]:
    """The least and the wished width of a cell's text, in em."""
    style = look.table_text(10.0, header=header)
    least = wish = 0.0
    for part in cell.text.split("\n"):
        measured = pen.measure(part, style)
        natural = measured.width / style.size
        wish = max(wish, min(natural, _HEADER_MOST if header else _TEXT_MOST))
        if _NUMBER.fullmatch(part):
            least = max(least, natural)
            continue
        least = max(least, min(natural, _TEXT_LEAST), min(measured.unbreakable() / style.size, _TEXT_MOST / 2))
    return least, max(wish, least) + 0.4
