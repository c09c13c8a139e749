"""Tables as grids whose merged cells know their owner, and the words of labels made comparable."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from core.prefill.align import pairs
from core.prefill.fold import compact
from core.template import CellRole, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.blocks import Cell, Table

_NUMBERLIKE = re.compile(r"[-+¥￥]?[\d,]+(?:\.\d+)?%?")
_NUMBERING = re.compile(r"^(?:其中|（[一二三四五六七八九十\d]{1,2}）|[一二三四五六七八九十]{1,2}、|\d{1,2}[、.]|：)+")
_UNITS = re.compile(r"（(?:单位：?)?(?:人|万元|元|千元|㎡|%|个|辆)）")
_YEAR = re.compile(r"(20\d\d)年度?")
_NOISE = re.compile(r"[“”\"'：，。、\s]")


_PLACE = itemgetter(0)


class _Spot(NamedTuple):
    """What covers a position, and where it begins; a tuple, for there are many."""

    text: str
    header: bool
    label: bool
    row: int
    column: int


class Grid:
    """Cells by position; a position inside a merged cell gives that cell."""

    def __init__(
        self, spots: dict[tuple[int, int], _Spot], height: int, width: int, filled: frozenset[int] = frozenset()
    ) -> None:
        """`filled` are the rows of a form that hold figures."""
        self._spots = spots
        self._filled = filled
        self.height, self.width = height, width
        self._owners: list[list[int]] = [[] for _ in range(height)]
        for (row, column), spot in sorted(spots.items(), key=_PLACE):
            if spot.column == column and row < height and column < width:
                self._owners[row].append(column)
        self._labels = [
            [s.text for c in self._owners[r] if (s := spots[r, c]).label and s.row == r and s.text]
            for r in range(height)
        ]
        self.labelled = sum(map(bool, self._labels))
        """How many rows have labels."""
        self._headers: dict[tuple[int, int], tuple[int, int] | None] = {}
        self._named: dict[tuple[int, int], tuple[str, int]] = {}

    def labels(self, row: int) -> list[str]:
        """The words of a row that may be labels, of cells that begin in it."""
        return self._labels[row]

    def label_at(self, row: int, column: int) -> str:
        """The label at a position, empty where there is none."""
        spot = self._spots.get((row, column))
        return spot.text if spot is not None and spot.label else ""

    def text(self, row: int, column: int) -> str:
        """The text at a position."""
        spot = self._spots.get((row, column))
        return spot.text if spot is not None else ""

    def owner(self, row: int, column: int) -> tuple[int, int] | None:
        """Where the cell at a position begins."""
        spot = self._spots.get((row, column))
        return (spot.row, spot.column) if spot is not None else None

    def owners(self, row: int) -> Sequence[int]:
        """The columns at which the cells of a row begin."""
        return self._owners[row] if 0 <= row < self.height else ()

    def right_of(self, row: int, column: int) -> tuple[int, int] | None:
        """The cell to the right of the one at a position."""
        start = self.owner(row, column)
        for next_column in range(column + 1, self.width):
            owner = self.owner(row, next_column)
            if owner is not None and owner != start:
                return owner
        return None

    def header_of(self, row: int, column: int) -> tuple[int, int] | None:
        """The nearest header cell above a position."""
        place = (row, column)
        if place not in self._headers:
            self._headers[place] = self._header_of(row, column)
        return self._headers[place]

    def _header_of(self, row: int, column: int) -> tuple[int, int] | None:
        for above in range(row - 1, -1, -1):
            spot = self._spots.get((above, column))
            if spot is not None and spot.header and spot.text:
                return spot.row, spot.column
        return None

    def named(self, row: int, column: int) -> tuple[str, int]:
        """The label at or left of a position, and how many equal ones stand left of that: 预算数 of T09."""
        place = (row, column)
        if place not in self._named:
            self._named[place] = self._name(row, column)
        return self._named[place]

    def _name(self, row: int, column: int) -> tuple[str, int]:
        label = next((label for left in range(column, -1, -1) if (label := self.label_at(row, left))), "")
        labels = [self.label_at(row, left) for left in self.owners(row) if left <= column]
        return label, max(labels.count(label) - 1, 0)

    def headers_of(self, row: int, columns: Sequence[int]) -> dict[int, tuple[int, int]]:
        """The headings of the columns of a list: the nearest above that stand in no row of figures.

        A heading beside figures (运行成本) that stands over one of the columns is none of the list.
        """
        found: dict[int, tuple[int, int]] = {}
        for column in columns:
            for above in range(row - 1, -1, -1):
                spot = self._spots.get((above, column))
                if spot is not None and spot.header and spot.text and spot.row not in self._filled:
                    found[column] = (spot.row, spot.column)
                    break
        return found


def of_table(table: Table) -> Grid:
    """A table that was read; what is no number may be a label."""
    spots: dict[tuple[int, int], _Spot] = {}
    for r, row in enumerate(table.cells):
        shift = int(_is_shifted(table.cells, r))
        for c, cell in enumerate(row):
            if cell is None:
                continue
            last = shift and c + cell.cols == table.width
            spot = _Spot(cell.text, cell.header, _may_label(cell.text), r, c + shift)
            _cover(spots, spot, cell.rows, cell.cols - bool(last))
        if shift:
            _cover(spots, _Spot("", False, False, r, 0), 1, 1)
    return Grid(spots, len(table.cells), table.width)


def _may_label(text: str) -> bool:
    return bool(text.strip()) and not _is_number(text)


@lru_cache(maxsize=1 << 13)
def _is_number(text: str) -> bool:
    return _NUMBERLIKE.fullmatch(compact(text)) is not None


_BELOW = 3
"""So many rows under a heading tell where its columns are."""


def _is_shifted(rows: Sequence[Sequence[Cell | None]], r: int) -> bool:
    """Whether a row of headings lost the empty cell before it: its last cell is over two columns, the first column
    of the rows below is empty (what a label merged over them leaves when its text is lost).
    """
    if next((cell.cols for cell in reversed(rows[r]) if cell is not None), 0) != 2:
        return False  # so it is with nearly every row
    head = [cell for cell in rows[r] if cell is not None]
    if len(head) < _BELOW or [cell.cols for cell in head] != [1] * (len(head) - 1) + [2]:
        return False
    if not all(cell.rows == 1 and cell.text.strip() and not any(map(str.isdigit, cell.text)) for cell in head):
        return False
    below = rows[r + 1 : r + 1 + _BELOW]
    return len(below) == _BELOW and all(
        all(cell is not None and cell.cols == 1 for cell in row) and row[0] is not None and not row[0].text.strip()
        for row in below
    )


def of_sheet(sheet: Sheet) -> Grid:
    """A form laid out; labels and headers are what it prints."""
    spots: dict[tuple[int, int], _Spot] = {}
    for r, row in enumerate(sheet.cells):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            header = cell.role is CellRole.HEADER
            label = (header or cell.role is CellRole.LABEL) and not _is_number(cell.text)
            _cover(spots, _Spot(cell.text if label else "", header, label, r, c), cell.rows, cell.cols)
    filled = frozenset(
        r for r, row in enumerate(sheet.cells) if any(cell and cell.role is CellRole.FIGURE for cell in row)
    )
    return Grid(spots, len(sheet.cells), max((len(row) for row in sheet.cells), default=0), filled)


def _cover(spots: dict[tuple[int, int], _Spot], spot: _Spot, rows: int, columns: int) -> None:
    if rows == columns == 1:
        spots.setdefault((spot.row, spot.column), spot)
        return
    for r in range(spot.row, spot.row + rows):
        for c in range(spot.column, spot.column + columns):
            spots.setdefault((r, c), spot)


@lru_cache(maxsize=1 << 14)
def label_words(text: str) -> str:
    """A label without numbering, 其中, units and punctuation."""
    words = _UNITS.sub("", compact(text))
    before = ""
    while before != words:
        before, words = words, _NUMBERING.sub("", words)
    return _NOISE.sub("", words)


@lru_cache(maxsize=1 << 14)
def header_words(text: str, year: int) -> str:
    """A header with its year said relative to the source's: 2022年决算数 and 上年决算数 are the same."""
    words = label_words(text)
    for word, offset in (("上年", -1), ("去年", -1), ("本年", 0), ("当年", 0)):
        if words.startswith(word):
            words = f"{year + offset}年{words.removeprefix(word)}"
    return _YEAR.sub(lambda found: f"<{int(found[1]) - year}>", words) if "20" in words else words


_YEARS = re.compile(r"<-?\d+>")


@lru_cache(maxsize=1 << 16)
def alike(one: str, other: str) -> float:
    """How alike two labels are; different years make them different."""
    if one == other:
        return 1.0 if one else 0.0
    if not one or not other or (("<" in one or "<" in other) and _YEARS.findall(one) != _YEARS.findall(other)):
        return 0.0
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if short in long and len(short) >= 2:
        return 0.6 + 0.4 * len(short) / len(long)
    a, b = pairs(one), pairs(other)
    return 2 * len(a & b) / (len(a) + len(b))
