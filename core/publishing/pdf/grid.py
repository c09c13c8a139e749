"""The cells of a table as rectangles: rows measured, cut into pages and drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from core.publishing.pdf import style as look

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.blocks import Cell, CellPlace, Table
    from core.publishing.linebreak import Measured
    from core.publishing.pdf.columns import Plan
    from core.publishing.pdf.ink import Pen, SetLine
    from core.publishing.pdf.page import Page
    from core.publishing.pdf.style import Justify, TextStyle

_AMOUNT = re.compile(r"[-+−]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)[%％]?|[-+−]?\d+[%％]")
_SMALLEST = 5.0  # points: a number too wide for its column is set smaller down to this
_LONE = 1.6  # em: a last line shorter than this looks lost
_TIGHT_LEADING = 1.1
_LEAST_FILLED = 0.6  # of a page, where an earlier cut spares a merged cell


@dataclass(slots=True)
class GridCell:
    """A cell with its text set; `lines` are those not yet drawn."""

    row: int
    column: int
    rows: int
    columns: int
    lines: list[SetLine]
    size: float
    header: bool


@dataclass(slots=True)
class Grid:
    """All cells of a table and the heights of its rows; `header` rows are repeated.

    `heads` are rows within the table that head those below and stay with them.
    """

    widths: tuple[float, ...]
    heights: list[float]
    cells: list[GridCell]
    header: int
    pad: float
    heads: frozenset[int] = frozenset()

    def height(self, start: int, end: int) -> float:
        """The height of some rows."""
        return sum(self.heights[start:end])

    def pad_rows(self, pad: float) -> None:
        """Measure the rows with `pad` above and below the text; only before rows are cut."""
        least = min(self.heights, default=0.0) - 2 * self.pad + 2 * pad
        self.pad = pad
        self.heights = _heights(self.cells, len(self.heights), least, pad)

    def joints(self) -> list[int]:
        """For each row, how many merged cells tie it to the row above."""
        found = [0] * (len(self.heights) + 1)
        for cell in self.cells:
            for row in range(cell.row + 1, cell.row + cell.rows):
                found[row] += 1
        for row in self.heads:
            found[row + 1] += len(self.widths)
        return found


def lay_grid(table: Table, places: Mapping[tuple[int, int], CellPlace], plan: Plan, pen: Pen) -> Grid:
    """Set the text of every cell and measure the rows."""
    header = min(table.header_rows, max(len(table.cells) - 1, 0))
    edges = list(accumulate(plan.widths, initial=0.0))
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for row, column in ((r, c) for r in range(len(table.cells)) for c in range(table.width)):
        if (row, column) in taken:
            continue
        cell = _cell_at(table, row, column)
        rows, columns = _span(table, cell, row, column, taken)
        taken.update((row + r, column + c) for r in range(rows) for c in range(columns))
        if cell is None:
            cells.append(GridCell(row, column, rows, columns, [], plan.size, row < header))
            continue
        width = edges[column + columns] - edges[column] - 2 * look.CELL_PAD
        align = _align(cell, places.get((row, column)), header=row < header)
        lines, size = _set_cell(cell, pen, plan.size, width, align, header=cell.header or row < header)
        cells.append(GridCell(row, column, rows, columns, lines, size, row < header))
    grid = Grid(plan.widths, [plan.size * look.TABLE_LEADING] * len(table.cells), cells, header, 0.0, _heads(table))
    grid.pad_rows(look.ROW_PADS[0])
    return grid


def _heads(table: Table) -> frozenset[int]:
    """The rows of nothing but column heads below which others follow."""
    found = set()
    for row, cells in enumerate(table.cells[:-1]):
        own = [cell for cell in cells if cell is not None]
        if len(own) > 2 and all(cell.header for cell in own):
            found.add(row)
    return frozenset(found)


def _cell_at(table: Table, row: int, column: int) -> Cell | None:
    cells = table.cells[row]
    return cells[column] if column < len(cells) else None


def _span(table: Table, cell: Cell | None, row: int, column: int, taken: set[tuple[int, int]]) -> tuple[int, int]:
    """The rows and columns a cell may cover: within the table and over no other cell."""
    if cell is None:
        return 1, 1
    columns = 1
    while columns < min(cell.cols, table.width - column) and _is_free(table, row, column + columns, taken):
        columns += 1
    rows = 1
    while rows < min(cell.rows, len(table.cells) - row) and all(
        _is_free(table, row + rows, column + at, taken) for at in range(columns)
    ):
        rows += 1
    return rows, columns


def _is_free(table: Table, row: int, column: int, taken: set[tuple[int, int]]) -> bool:
    return (row, column) not in taken and _cell_at(table, row, column) is None


def _align(cell: Cell, place: CellPlace | None, *, header: bool) -> Justify:
    """Numbers stand at the right; an amount is known by its place or its look."""
    if cell.align != "left" or header or cell.header:
        return "center" if (header or cell.header) and cell.align == "left" else cell.align
    is_number = place is not None and place.number is not None
    return "right" if is_number or _AMOUNT.fullmatch(cell.text) else "left"


def _set_cell(
    cell: Cell, pen: Pen, size: float, width: float, align: Justify, *, header: bool
) -> tuple[list[SetLine], float]:
    """The lines of a cell; one that would break a number is set smaller."""
    if not cell.text:
        return [], size
    while True:
        style = look.table_text(size, header=header)
        measured = [pen.measure(part, style) for part in cell.text.split("\n")]
        if size <= _SMALLEST or max(part.unbreakable() for part in measured) <= width or not _AMOUNT.search(cell.text):
            break
        size -= 0.5
    return [line for part in measured for line in _set_part(part, pen, style, width, align)], size


def _set_part(part: Measured, pen: Pen, style: TextStyle, width: float, align: Justify) -> list[SetLine]:
    """Lines of about equal length where they are centred or the last would be a single character."""
    lines = pen.set_measured(part, style, width, align)
    is_lone = lines[-1].width < _LONE * style.size
    if len(lines) > 1 and (align == "center" or is_lone):
        return pen.set_evenly(part, style, width, align)
    return lines


def _heights(cells: Sequence[GridCell], count: int, least: float, pad: float) -> list[float]:
    """Each row as high as its highest cell; a merged cell widens the last of its rows where it must."""
    heights = [least] * count
    for cell in cells:
        if cell.rows == 1:
            heights[cell.row] = max(heights[cell.row], _cell_height(cell, pad))
    for cell in cells:
        if cell.rows > 1:
            lack = _cell_height(cell, pad) - sum(heights[cell.row : cell.row + cell.rows])
            heights[cell.row + cell.rows - 1] += max(lack, 0.0)
    return heights


def _cell_height(cell: GridCell, pad: float) -> float:
    return len(cell.lines) * cell.size * look.TABLE_LEADING + 2 * pad


def split_tall_rows(grid: Grid, limit: float) -> None:
    """Cut a row that no page can hold into several, each with its share of the lines."""
    row = grid.header
    while row < len(grid.heights):
        if grid.heights[row] > limit:
            _split_row(grid, row, limit)
        row += 1


def _split_row(grid: Grid, row: int, limit: float) -> None:
    """Leave in `row` what `limit` holds, and put the rest into a new row after it."""
    rest: list[GridCell] = []
    for cell in grid.cells:
        if cell.row > row:
            cell.row += 1
        elif cell.row == row and cell.rows == 1:
            count = max(int((limit - 2 * grid.pad) / (cell.size * look.TABLE_LEADING)), 1)
            rest.append(GridCell(row + 1, cell.column, 1, cell.columns, cell.lines[count:], cell.size, cell.header))
            cell.lines = cell.lines[:count]
        elif cell.row + cell.rows > row:
            cell.rows += 1
    grid.cells += rest
    left = max((_cell_height(cell, grid.pad) for cell in rest), default=0.0)
    whole = grid.heights[row]
    grid.heights[row] = limit
    grid.heights.insert(row + 1, max(left, whole - limit))


def cut(grid: Grid, first: float, full: float) -> list[tuple[int, int]]:
    """The rows (without the header) that go on each page; `first` and `full` are the heights left for them."""
    joints = grid.joints()
    pieces: list[tuple[int, int]] = []
    start, room = grid.header, first
    while start < len(grid.heights):
        end, used = start, 0.0
        while end < len(grid.heights) and used + grid.heights[end] <= room:
            used += grid.heights[end]
            end += 1
        if end < len(grid.heights):
            end = _best_cut(grid, start, end, used, joints)
        if end == start and room >= full:
            end += 1
        pieces.append((start, end))
        start, room = end, full
    return pieces or [(grid.header, grid.header)]


def _best_cut(grid: Grid, start: int, end: int, used: float, joints: list[int]) -> int:
    """The place in the lower part of the page where a cut goes through the fewest merged cells."""
    best, place = end, end
    left = used
    while place > start + 1 and joints[best]:
        place -= 1
        left -= grid.heights[place]
        if left < _LEAST_FILLED * used:
            break
        if joints[place] < joints[best]:
            best = place
    return best


def draw_rows(grid: Grid, page: Page, x: float, top: float, start: int, end: int) -> float:
    """Draw the rows [start, end) and the cells' text within them; returns the y below them."""
    tops = [top, *accumulate(grid.heights[start:end], initial=top)][1:]
    edges = [x + edge for edge in accumulate(grid.widths, initial=0.0)]
    owners = [[-1] * len(grid.widths) for _ in range(start, end)]
    for number, cell in enumerate(grid.cells):
        first, last = max(cell.row, start), min(cell.row + cell.rows, end)
        if first >= last:
            continue
        for row in range(first, last):
            owners[row - start][cell.column : cell.column + cell.columns] = [number] * cell.columns
        is_end = cell.row + cell.rows <= end
        _draw_text(cell, page, edges[cell.column], tops[first - start], tops[last - start], grid.pad, is_end=is_end)
    _draw_rules(page, owners, edges, tops)
    return tops[-1]


def _draw_text(cell: GridCell, page: Page, x: float, top: float, bottom: float, pad: float, *, is_end: bool) -> None:
    """Draw what of the cell's text fits, all of it on the cell's last page, in the middle of its height."""
    style = look.table_text(cell.size)
    leading, height = style.leading, bottom - top
    count = len(cell.lines)
    if not is_end:
        count = min(count, int((height - 2 * pad) / leading))
    elif count * leading > height:
        leading = max(height / count, cell.size * _TIGHT_LEADING)
    lines = cell.lines if cell.header else cell.lines[:count]
    y = top + (height - len(lines) * leading) / 2 + (leading - style.leading) / 2
    for line in lines:
        page.text(line, x + look.CELL_PAD, y + style.baseline)
        y += leading
    if not cell.header:
        cell.lines = cell.lines[count:]


def _draw_rules(page: Page, owners: list[list[int]], edges: list[float], tops: list[float]) -> None:
    """Rules wherever two neighbours are different cells, joined to long strokes."""
    if not owners:
        return
    rows, columns = len(owners), len(owners[0])
    ops = [f"{look.RULE:g} w 2 J"]
    for at in range(rows + 1):
        y = page.up(tops[at])
        open_at = [at in (0, rows) or owners[at - 1][c] != owners[at][c] for c in range(columns)]
        ops += [f"{edges[a]:.2f} {y:.2f} m {edges[b]:.2f} {y:.2f} l" for a, b in _stretches(open_at)]
    for at in range(columns + 1):
        open_at = [at in (0, columns) or owners[r][at - 1] != owners[r][at] for r in range(rows)]
        ops += [
            f"{edges[at]:.2f} {page.up(tops[a]):.2f} m {edges[at]:.2f} {page.up(tops[b]):.2f} l"
            for a, b in _stretches(open_at)
        ]
    page.draw("\n".join([*ops, "S"]))


def _stretches(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """The runs [a, b) of true flags."""
    found: list[tuple[int, int]] = []
    start = -1
    for at, flag in enumerate([*flags, False]):
        if flag and start < 0:
            start = at
        elif not flag and start >= 0:
            found.append((start, at))
            start = -1
    return found
