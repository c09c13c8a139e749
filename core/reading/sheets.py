"""Sheets into blocks, for xlsx and xls alike: the grids on a sheet, the lines above them, sheets of text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.blocks import Cell, Evidence, ReadBlock
from core.reading import structure
from core.reading.captions import attach_captions, caption_of, finished_table, is_draft_mark
from core.reading.joining import join_cell, strip
from core.reading.numbering import split_number
from core.reading.raw import Raw, RawParagraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.blocks import Align

Merges = dict[tuple[int, int], tuple[int, int]]
_TEXT_WIDTH = 2  # a sheet of text fills no more columns than this
_EMPTY_ROWS = 2  # that a grid may hold between two filled rows
_TALLEST, _WIDEST = 200, 200  # a merged cell that covers more is a mistake


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What a cell shows."""

    text: str
    align: Align = "left"


@dataclass(slots=True)
class Sheet:
    """A sheet as read; rows and columns count from 1. `merges` maps a top left to its bottom right."""

    name: str
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merges: Merges = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    last_row: int = 0

    def text(self, row: int, column: int) -> str:
        cell = self.cells.get((row, column))
        return cell.text if cell is not None else ""


def blocks_of_sheets(file: str, sheets: Iterable[Sheet]) -> tuple[ReadBlock, ...]:
    """The blocks of all sheets, in order."""
    blocks: list[ReadBlock] = []
    for page, sheet in enumerate(sheets, start=1):
        raws = _raws(file, sheet, page)
        blocks += attach_captions(structure.assemble(raws))
    return tuple(blocks)


def column_letters(column: int) -> str:
    """27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _evidence(file: str, sheet: Sheet, page: int, row: int, column: int) -> Evidence:
    return Evidence(file, page=page, line=row, cell=f"{sheet.name}!{column_letters(column)}{row}")


def _raws(file: str, sheet: Sheet, page: int) -> list[Raw]:
    filled: dict[int, list[int]] = {}
    for row, column in sorted(sheet.cells):
        if row not in sheet.hidden_rows and column not in sheet.hidden_columns and strip(sheet.text(row, column)):
            filled.setdefault(row, []).append(column)
    raws: list[Raw] = []
    for group in _groups(sheet, filled):
        if _is_text(filled, group):
            raws += [_paragraph(file, sheet, page, row, filled[row]) for row in group]
        else:
            raws += _grid(file, sheet, page, group, filled)
    return raws


def _groups(sheet: Sheet, filled: dict[int, list[int]]) -> list[list[int]]:
    """Runs of rows; empty rows part them, except inside a grid and inside merged cells."""
    inside = _rows_inside_merges(sheet) | sheet.hidden_rows
    groups: list[list[int]] = []
    for row in sorted(filled):
        before = groups[-1][-1] if groups else 0
        empty = sum(1 for between in range(before + 1, min(row, before + 60)) if between not in inside)
        wide = groups and len(filled[before]) > 1 and len(filled[row]) > 1
        if groups and (not empty or (wide and empty <= _EMPTY_ROWS)):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _rows_inside_merges(sheet: Sheet) -> set[int]:
    """The rows that a tall merged cell covers below its first."""
    tall = ((top, bottom) for (top, _), (bottom, _right) in sheet.merges.items() if bottom - top <= _TALLEST)
    return {row for top, bottom in tall for row in range(top + 1, bottom + 1)}


def _is_text(filled: dict[int, list[int]], group: Sequence[int]) -> bool:
    """Lines of text: one filled cell a row, in one or two columns."""
    if any(len(filled[row]) > 1 for row in group):
        return False
    return len({filled[row][0] for row in group}) <= _TEXT_WIDTH


def _paragraph(file: str, sheet: Sheet, page: int, row: int, columns: Sequence[int]) -> RawParagraph:
    text = "  ".join(strip(sheet.text(row, column)) for column in columns)
    return RawParagraph(text.replace("\n", ""), _evidence(file, sheet, page, row, columns[0]))


def _grid(file: str, sheet: Sheet, page: int, group: Sequence[int], filled: dict[int, list[int]]) -> list[Raw]:
    """A grid with the caption lines above it and the notes below it."""
    start = 0
    while start < len(group) - 1 and _is_caption(sheet, group[start], filled[group[start]]):
        start += 1
    end = len(group)
    while end > start + 1 and _is_line(sheet, filled[group[end - 1]], group[end - 1]):
        end -= 1
    above = [
        RawParagraph(strip(sheet.text(row, column)), _evidence(file, sheet, page, row, column))
        for row in group[:start]
        for column in filled[row]
    ]
    below = [_paragraph(file, sheet, page, row, filled[row]) for row in group[end:]]
    return [*above, _table(file, sheet, page, group[start:end], filled), *below]


def _is_caption(sheet: Sheet, row: int, columns: Sequence[int]) -> bool:
    texts = [strip(sheet.text(row, column)) for column in columns]
    return len(texts) <= 3 and all(caption_of(text) or is_draft_mark(text) for text in texts)


def _is_line(sheet: Sheet, columns: Sequence[int], row: int) -> bool:
    """A note under the grid: a single long text."""
    text = strip(sheet.text(row, columns[0]))
    sentence = text.endswith("。") and (len(text) > 25 or split_number(text) is not None)
    return len(columns) == 1 and (text.startswith(("注", "备注", "说明")) or sentence)


def _table(file: str, sheet: Sheet, page: int, group: Sequence[int], filled: dict[int, list[int]]) -> ReadBlock:
    rows, columns = _extent(sheet, group, filled)
    covered: set[tuple[int, int]] = set()
    cells: list[list[Cell | None]] = []
    evidence: dict[tuple[int, int], Evidence] = {}
    for row in rows:
        line: list[Cell | None] = []
        for column in columns:
            if (row, column) in covered:
                line.append(None)
                continue
            evidence[len(cells), len(line)] = _evidence(file, sheet, page, row, column)
            line.append(_cell(sheet, row, column, rows, columns, covered))
        cells.append(line)
    table = finished_table(tuple(tuple(line) for line in cells))
    return ReadBlock(table, _evidence(file, sheet, page, rows[0], columns[0]), cells=evidence)


def _extent(sheet: Sheet, group: Sequence[int], filled: dict[int, list[int]]) -> tuple[list[int], list[int]]:
    """The visible rows of a grid, and its columns: those with a text, and those that a merged cell with text covers."""
    last = group[-1]
    columns: set[int] = set()
    for row in group:
        for column in filled[row]:
            bottom, right = sheet.merges.get((row, column), (row, column))
            last = max(last, min(bottom, row + _TALLEST))
            columns.update(range(column, min(right, column + _WIDEST) + 1))
    rows = [row for row in range(group[0], last + 1) if row not in sheet.hidden_rows]
    return rows, sorted(columns - sheet.hidden_columns)


def _cell(
    sheet: Sheet, row: int, column: int, rows: Sequence[int], columns: Sequence[int], covered: set[tuple[int, int]]
) -> Cell:
    shown = sheet.cells.get((row, column), SheetCell(""))
    text = join_cell(shown.text.split("\n"))
    if (row, column) not in sheet.merges:
        return Cell(text, align=shown.align)
    bottom, right = sheet.merges[row, column]
    tall = [one for one in rows if row <= one <= bottom]
    wide = [one for one in columns if column <= one <= right]
    covered.update((r, c) for r in tall for c in wide)
    return Cell(text, len(tall), len(wide), shown.align)
