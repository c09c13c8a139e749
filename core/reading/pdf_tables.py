"""Grids with their text: tables of a page, and tables that go on over pages."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.blocks import Align, Box, Cell, Evidence, ReadBlock
from core.reading.captions import cell_name, count_header_rows, finished_table
from core.reading.joining import join_cell
from core.reading.pdf_glyphs import X, Y
from core.reading.pdf_lines import printed_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.reading.pdf_glyphs import Plain
    from core.reading.pdf_grid import Grid
    from core.reading.pdf_page import PageContent

Row = tuple[Cell | None, ...]
_SAME_EDGE = 4.0
_BLANK = Cell()


@dataclass(frozen=True, slots=True)
class PageTable:
    """The part of a table on one page; `landscape` tells the page's direction."""

    page: int
    xs: tuple[float, ...]
    box: Box
    rows: tuple[Row, ...]
    boxes: dict[tuple[int, int], Box]
    landscape: bool = False


def page_table(grid: Grid, content: PageContent, page: int, glyphs: Iterable[Plain]) -> PageTable:
    """The grid filled with the glyphs that stand in it."""
    xs, ys = grid.xs, grid.ys
    owners = [[0] * (len(xs) - 1) for _ in ys[1:]]
    for index, span in enumerate(grid.spans):
        for row in range(span.row, span.row + span.rows):
            owners[row][span.column : span.column + span.columns] = [index] * span.columns
    held: list[list[Plain]] = [[] for _ in grid.spans]
    places = [grid.cell_box(span) for span in grid.spans]
    inside: list[Plain] = []
    left = top = right = bottom = 0.0
    for glyph in glyphs:
        x, y = glyph[X], glyph[Y]
        if not (left <= x < right and top <= y < bottom):  # most follow another one of their cell
            row = bisect_right(ys, y, 1, len(ys) - 1) - 1
            index = owners[row][bisect_right(xs, x, 1, len(xs) - 1) - 1]
            inside, (left, top, right, bottom) = held[index], places[index]
        inside.append(glyph)
    rows: list[list[Cell | None]] = [[None] * (len(xs) - 1) for _ in ys[1:]]
    boxes: dict[tuple[int, int], Box] = {}
    for (row, column, tall, wide), inside, box in zip(grid.spans, held, places, strict=True):
        text, align = _content(inside, box) if inside else ("", "left")
        rows[row][column] = Cell(text, tall, wide, align) if inside or tall > 1 or wide > 1 else _BLANK
        boxes[row, column] = box
    landscape = content.width > content.height
    return PageTable(page, xs, grid.box, tuple(tuple(row) for row in rows), boxes, landscape)


def _content(glyphs: Iterable[Plain], box: Box) -> tuple[str, Align]:
    """The text of a cell, and how it stands in it."""
    lines = printed_in(glyphs)
    if not lines:
        return "", "left"
    left = min([start for _, start, _ in lines]) - box.left
    right = box.right - max([end for _, _, end in lines])
    centred = abs(left - right) <= max(4.0, 0.1 * (box.right - box.left)) and left > 4
    return join_cell([text for text, _, _ in lines]), "center" if centred else "right" if right < left else "left"


def continues(table: PageTable, following: PageTable) -> bool:
    """Whether the same columns go on; where the pages differ in margins, all edges move alike."""
    return len(table.xs) == len(following.xs) and nests(table, following)


def nests(table: PageTable, following: PageTable) -> bool:
    """Whether the edges of the part with fewer columns are edges of the other, the outer ones of both the same.

    A page on which only rows with joined cells fell shows fewer columns than the table has.
    """
    fewer, more = sorted((table, following), key=lambda part: len(part.xs))
    shift = more.xs[0] - fewer.xs[0]
    if table.landscape != following.landscape or abs(more.xs[-1] - fewer.xs[-1] - shift) > _SAME_EDGE:
        return False
    return all(any(abs(other - shift - edge) <= _SAME_EDGE for other in more.xs) for edge in fewer.xs)


def _widened(part: PageTable, finest: PageTable) -> PageTable:
    """A part with the columns of the finest one; a cell over several of them becomes a joined cell."""
    if len(part.xs) == len(finest.xs):
        return part
    shift = finest.xs[0] - part.xs[0]
    at = [min(range(len(finest.xs)), key=lambda i: abs(finest.xs[i] - shift - edge)) for edge in part.xs]
    rows: list[Row] = []
    for row in part.rows:
        cells: list[Cell | None] = [None] * (len(finest.xs) - 1)
        for column, cell in enumerate(row):
            if cell is not None:
                cells[at[column]] = replace(cell, cols=at[column + cell.cols] - at[column])
        rows.append(tuple(cells))
    boxes = {(row, at[column]): box for (row, column), box in part.boxes.items()}
    return replace(part, xs=finest.xs, rows=tuple(rows), boxes=boxes)


def joined(name: str, parts: Sequence[PageTable]) -> ReadBlock:
    """One table of the parts on following pages; a header printed again is dropped."""
    finest = max(parts, key=lambda part: len(part.xs))
    parts = [_widened(part, finest) for part in parts]
    first = parts[0]
    header = count_header_rows(first.rows)
    rows: list[Row] = []
    cells: dict[tuple[int, int], Evidence] = {}
    for part in parts:
        skipped = _repeated(first.rows[:header], part.rows) if part is not first else 0
        page, shift = part.page, len(rows) - skipped
        for (row, column), box in part.boxes.items():
            if row >= skipped:
                target = row + shift
                cells[target, column] = Evidence(name, page, None, cell_name(target, column), box)
        rows += part.rows[skipped:]
    widths = tuple(b - a for a, b in zip(first.xs, first.xs[1:], strict=False))
    table = replace(finished_table(rows, widths), landscape=first.landscape)
    return ReadBlock(table, Evidence(name, page=first.page, box=first.box), cells=cells)


def _repeated(header: Sequence[Row], rows: Sequence[Row]) -> int:
    """How many of the first rows print the header again: all of it, or none."""
    if len(rows) < len(header) or any(_texts(a) != _texts(b) for a, b in zip(header, rows, strict=False)):
        return 0
    return len(header) if any(text for row in header for text in _texts(row)) else 0


def _texts(row: Row) -> list[str]:
    return ["".join(cell.text.split()) if cell is not None else "" for cell in row]
