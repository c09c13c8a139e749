"""Tables in text files as Word's converters leave them: a TAB before each cell, an empty line after each row.

Merged cells left no trace: a row with fewer cells than the table has columns is
taken to end in one wide cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.blocks import Cell, Evidence, ReadBlock
from core.reading.captions import finished_table
from core.reading.joining import join_cell, strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.reading.source import Source

_Rows = list[list[tuple[list[str], int]]]  # rows of cells; a cell is its lines and the number of the first


def is_cell(lines: Sequence[str], index: int) -> bool:
    """Whether a table begins here: an indented line of prose is no cell."""
    if not lines[index].startswith("\t"):
        return False
    following = [line for line in lines[index + 1 : index + 4] if line.strip(" \r\n")]
    return bool(following) and following[0].startswith("\t")


def read_table(source: Source, lines: Sequence[str], index: int) -> tuple[ReadBlock, int]:
    """The table that begins at a line, and the line after it."""
    rows, end = _rows(lines, index)
    width = max(len(row) for row in rows)
    cells = tuple(_row(row, width) for row in rows)
    evidence: dict[tuple[int, int], Evidence] = {}
    for number, row in enumerate(rows):
        for column, (_texts, line) in enumerate(row):
            evidence[number, column] = source.at(line + 1, cell=f"R{number + 1}C{column + 1}")
    return ReadBlock(finished_table(cells), source.at(index + 1), cells=evidence), end


def _rows(lines: Sequence[str], index: int) -> tuple[_Rows, int]:
    rows: _Rows = []
    fresh = True
    end = index
    for position in range(index, len(lines)):
        line = lines[position]
        if line.startswith("\t"):
            if fresh:
                rows.append([])
            pieces = line[1:].split("\t")  # a whole row on one line is as good
            rows[-1] += [([piece], position) for piece in pieces]
            fresh = False
        elif not strip(line):
            fresh = True
            continue
        elif fresh or not _goes_on(lines, position):
            break
        else:
            rows[-1][-1][0].append(line)
        end = position + 1
    return rows, end


def _goes_on(lines: Sequence[str], position: int) -> bool:
    """Whether a line without a TAB is the wrapped rest of the cell before it."""
    line = lines[position]
    return len(line) <= 30 and lines[position - 1] != "" and position + 1 < len(lines)


def _row(row: list[tuple[list[str], int]], width: int) -> tuple[Cell | None, ...]:
    cells: list[Cell | None] = [Cell(join_cell(texts)) for texts, _line in row]
    missing = width - len(cells)
    if missing:
        cells[-1] = Cell(join_cell(row[-1][0]), cols=missing + 1)
    return (*cells, *([None] * missing))
