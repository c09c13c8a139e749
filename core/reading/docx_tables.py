"""Tables of a .docx as full grids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.blocks import Cell, ReadBlock
from core.reading.captions import cell_evidence, finished_table
from core.reading.docx_text import W, blocks_of, child, number, value
from core.reading.joining import join_cell

if TYPE_CHECKING:
    from core.blocks import Align, Evidence

_COLUMN_LIMIT = 200
_ALIGN: dict[str, Align] = {"center": "center", "right": "right", "end": "right"}

Lines = Callable[[Any], list[str]]


def read_table(table: Any, evidence: Evidence, lines: Lines) -> ReadBlock:
    """A w:tbl with its merged cells; `lines` gives the text of a paragraph."""
    rows: list[list[Cell | None]] = []
    owners: dict[int, tuple[int, int]] = {}  # column -> the cell that a vertical merge may go on with
    for element in _rows(table):
        row, owners = _row(element, rows, owners, lines)
        rows.append(row)
    width = max((len(row) for row in rows), default=0)
    cells = tuple(tuple(row + [Cell()] * (width - len(row))) for row in rows)
    grid = child(table, "tblGrid")
    widths = tuple(float(number(one, "w")) for one in grid) if grid is not None else ()
    widths = widths if len(widths) == width else ()
    return ReadBlock(finished_table(cells, widths), evidence, cells=cell_evidence(cells, evidence))


def _rows(table: Any) -> list[Any]:
    rows = []
    for element in table.iter(f"{{{W}}}tr"):
        if next(element.iterancestors(f"{{{W}}}tbl")) is not table:
            continue
        if child(child(element, "trPr"), "del") is None:
            rows.append(element)
    return rows


def _row(
    element: Any, above: list[list[Cell | None]], owners: dict[int, tuple[int, int]], lines: Lines
) -> tuple[list[Cell | None], dict[int, tuple[int, int]]]:
    skipped = min(max(number(child(child(element, "trPr"), "gridBefore")), 0), _COLUMN_LIMIT)
    row: list[Cell | None] = [Cell() for _ in range(skipped)]
    current: dict[int, tuple[int, int]] = {}
    for one in _cells(element):
        column = len(row)
        properties = child(one, "tcPr")
        span = min(max(number(child(properties, "gridSpan"), default=1), 1), _COLUMN_LIMIT)
        merge = child(properties, "vMerge")
        if merge is not None and value(merge) != "restart" and column in owners:
            top, left = owners[column]
            owner = above[top][left]
            if owner is not None:
                above[top][left] = replace(owner, rows=len(above) - top + 1)
            current[column] = (top, left)
            row += [None] * span
            continue
        if merge is not None:
            current[column] = (len(above), column)
        row += [_cell(one, span, lines), *([None] * (span - 1))]
        if len(row) > _COLUMN_LIMIT:
            break
    return row, current


def _cells(row: Any) -> list[Any]:
    return [one for one in row.iter(f"{{{W}}}tc") if next(one.iterancestors(f"{{{W}}}tr")) is row]


def _cell(element: Any, span: int, lines: Lines) -> Cell:
    texts: list[str] = []
    align: Align = "left"
    for block in blocks_of(element):
        if block.tag == f"{{{W}}}tbl":
            texts += [text for inner in block.iter(f"{{{W}}}p") for text in lines(inner)]
            continue
        texts += lines(block)
        align = _ALIGN.get(value(child(child(block, "pPr"), "jc")), align)
    return Cell(join_cell(texts), cols=span, align=align)
