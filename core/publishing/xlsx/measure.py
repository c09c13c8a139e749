"""How much room texts need, counted in half-width characters (a Chinese character is two).

Columns share the width of the page so that no number is cut; rows are as high
as their wrapped text.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from core.blocks import Cell, Table

PORTRAIT = 92.0
LANDSCAPE = 138.0
_SMALLEST = 5.0
_SHORT = 20.0
_LONGEST = 44.0
_PIECES = re.compile(r"[≥≤><（“《]*(?:[!-~\u00a0-\u024f]+|.)[，。；：、）”》！？%]*")
_PADDING = 3.5  # cell margins and the indent of the table styles


def text_width(text: str) -> int:
    """The width of the longest line of `text`."""
    if text.isascii():
        return max(map(len, text.split("\n"))) if "\n" in text else len(text)
    return max(sum(2 if east_asian_width(char) in "WFA" else 1 for char in line) for line in text.split("\n"))


def line_count(text: str, width: float) -> int:
    """The lines that `text` takes when wrapped at `width`."""
    room = max(width - 2, 2.0)
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))


def wrapped_count(text: str, width: float) -> int:
    """The lines that `text` takes as Word wraps it: no word is torn that fits a line, no closing mark begins one."""
    room = max(width - 2, 2.0)
    count = 0
    for line in text.split("\n"):
        count += 1
        used = 0.0
        gaps = 0.0 if line.isascii() else 1.0  # half of it on each side of a word among Chinese
        for piece in _PIECES.findall(line):
            long = text_width(piece) + (gaps if piece[0].isascii() else 0.0)
            if used and used + long > room:
                count += 1
                used = 0.0
            count += max(math.ceil(long / room) - 1, 0)
            used += long if long <= room else long % room
    return count


def owned_cells(table: Table) -> Iterator[tuple[int, int, Cell]]:
    """Every cell with the position of its top left corner."""
    for row, cells in enumerate(table.cells):
        for column, cell in enumerate(cells):
            if cell is not None:
                yield row, column, cell


def span_within(table: Table, row: int, column: int, cell: Cell) -> tuple[int, int]:
    """The rows and columns of `cell`, cut off at the edge of the table."""
    if cell.rows <= 1 and cell.cols <= 1:
        return 1, 1
    return max(1, min(cell.rows, len(table.cells) - row)), max(1, min(cell.cols, table.width - column))


def column_widths(table: Table, fixed: set[tuple[int, int]], page: float | None = None) -> list[float]:
    """A width for each column; the texts at the positions in `fixed` (numbers) are never wrapped.

    The columns fill `page` and exceed it only when the fixed texts need it.
    """
    page = page or (LANDSCAPE if table.landscape else PORTRAIT)
    least, label, wish = _needs(table, fixed)
    if len(table.widths) == table.width and sum(table.widths) > 0:
        whole = sum(table.widths)
        wish = [page * share / whole for share in table.widths]
    return fit(label if sum(label) <= page else least, wish, page)


def _needs(table: Table, fixed: set[tuple[int, int]]) -> tuple[list[float], list[float], list[float]]:
    """For each column the width its numbers need, the width that wraps no short label, and the width it would like."""
    least = [_SMALLEST] * table.width
    label = [_SMALLEST] * table.width
    wish = [_SMALLEST] * table.width
    for row, column, cell in owned_cells(table):
        cols = span_within(table, row, column, cell)[1]
        need = text_width(cell.text) / cols + _PADDING
        if (row, column) in fixed:
            least[column] = max(least[column], need)
            label[column] = max(label[column], need)
        elif cell.header and need > _PADDING + 16:
            need = need / 2 + _PADDING  # a long header takes two lines
        if cols == 1:
            label[column] = max(label[column], min(need, _SHORT))
        for each in range(column, column + cols):
            wish[each] = max(wish[each], min(need, _LONGEST))
    return least, label, wish


def fit(least: Sequence[float], wish: Sequence[float], page: float) -> list[float]:
    """Widths of the proportions of `wish` that together fill `page`, none below its `least`."""
    widths = [0.0] * len(wish)
    free = set(range(len(wish)))
    room = page
    while free:
        whole = sum(wish[i] for i in free)
        tight = {i for i in free if wish[i] * room / whole < least[i]}
        for i in tight or free:
            widths[i] = least[i] if tight else wish[i] * room / whole
        room = max(room - sum(widths[i] for i in tight), 0.0)
        free = free - tight if tight else set()
    return widths


def row_lines(table: Table, widths: Sequence[float], counted: Callable[[str, float], int] = line_count) -> list[int]:
    """The text lines that each row must have room for; a merged cell's excess goes to its last row."""
    lines = [1] * len(table.cells)
    tall: list[tuple[int, int, int]] = []
    for row, column, cell in owned_cells(table):
        rows, cols = span_within(table, row, column, cell)
        needed = counted(cell.text, sum(widths[column : column + cols]))
        if rows == 1:
            lines[row] = max(lines[row], needed)
        elif needed > 1:
            tall.append((row, rows, needed))
    for row, rows, needed in tall:
        missing = needed - sum(lines[row : row + rows])
        if missing > 0:
            lines[row + rows - 1] += missing
    return lines
