"""Ruling lines into grids: the columns, rows and merged cells of a ruled table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from core.blocks import Box
from core.reading.pdf_page import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SNAP = 2.5  # lines nearer than this are one line
_GAP = 4.0  # pieces of a dashed line
_CROSSINGS = 2_000_000  # a drawing, not a table
_SHORT = 6.0  # a line shorter than this is no border


class Span(NamedTuple):
    """A cell of a grid: its place and size in rows and columns.  A report has thousands, so no dataclass."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the x of its column edges, the y of its row edges, its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_box(self, span: Span) -> Box:
        """The rectangle of a cell."""
        row, column, rows, columns = span
        xs, ys = self.xs, self.ys
        return Box(xs[column], ys[row], xs[column + columns], ys[row + rows])


def find_grids(horizontal: Iterable[Rule], vertical: Iterable[Rule]) -> list[Grid]:
    """The grids of a page, from top to bottom; frames around a single cell are none."""
    across, down = _merged(horizontal), _merged(vertical)
    if len(across) * len(down) > _CROSSINGS:
        return []
    grids = []
    for rows, columns in _connected(across, down):
        grid = _grid(rows, columns)
        if grid is not None and len(grid.spans) > 1:
            grids.append(grid)
    outer = [grid for grid in grids if not any(_inside(grid, other) for other in grids if other is not grid)]
    return sorted(outer, key=lambda grid: grid.ys[0])


def straight(rules: Iterable[Rule]) -> list[Rule]:
    """Ruling lines of one direction, their pieces put together, in order."""
    return _merged(rules)


def _inside(grid: Grid, other: Grid) -> bool:
    a, b = grid.box, other.box
    return a.left >= b.left - 1 and a.right <= b.right + 1 and a.top >= b.top - 1 and a.bottom <= b.bottom + 1


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces on one line put together; what stays short is dropped."""
    ordered = sorted(rules, key=lambda rule: rule.at)
    lines: list[list[Rule]] = []
    for rule in ordered:
        if lines and rule.at - lines[-1][0].at <= _SNAP:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    merged = [piece for line in lines for piece in _along(line)]
    return [rule for rule in merged if rule.end - rule.start >= _SHORT]


def _along(line: list[Rule]) -> list[Rule]:
    at = sum(rule.at for rule in line) / len(line)
    result: list[Rule] = []
    for rule in sorted(line, key=lambda rule: rule.start):
        if result and rule.start - result[-1].end <= _GAP:
            result[-1] = Rule(at, result[-1].start, max(result[-1].end, rule.end))
        else:
            result.append(Rule(at, rule.start, rule.end))
    return result


def _connected(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that meet, directly or through others."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, (y, left, right) in enumerate(across):
        left, right, low, high = left - _GAP, right + _GAP, y + _GAP, y - _GAP
        home = root(i)
        for j, (x, top, bottom) in enumerate(down, len(across)):
            if left <= x <= right and top <= low and high <= bottom:
                joined = root(j)
                parent[home] = joined
                home = joined
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, one in enumerate(across):
        groups[root(i)][0].append(one)
    for j, other in enumerate(down):
        groups[root(len(across) + j)][1].append(other)
    return [group for group in groups.values() if len(group[0]) >= 2 and group[1]]


def _edges(at: Iterable[float], ends: Iterable[float]) -> tuple[float, ...]:
    """The distinct coordinates; the outermost line ends count, for tables that are open at the sides."""
    edges: list[float] = []
    for value in sorted(at):
        if not edges or value - edges[-1] > _SNAP:
            edges.append(value)
    bounds = sorted(ends)
    if edges and bounds:
        if edges[0] - bounds[0] > _SHORT:
            edges.insert(0, bounds[0])
        if bounds[-1] - edges[-1] > _SHORT:
            edges.append(bounds[-1])
    return tuple(edges)


def _grid(across: Sequence[Rule], down: Sequence[Rule]) -> Grid | None:
    xs = _edges((rule.at for rule in down), (end for rule in across for end in (rule.start, rule.end)))
    ys = _edges((rule.at for rule in across), (end for rule in down for end in (rule.start, rule.end)))
    if len(xs) < 2 or len(ys) < 2 or len(xs) > 200 or len(ys) > 2000:
        return None
    walls = _Walls(across, down, xs, ys)
    return Grid(xs, ys, tuple(_spans(walls, len(ys) - 1, len(xs) - 1)))


class _Walls:
    """Which sides of the unit cells are drawn."""

    def __init__(self, across: Sequence[Rule], down: Sequence[Rule], xs: Sequence[float], ys: Sequence[float]) -> None:
        across_of, down_of = _middles(xs), _middles(ys)
        self._right = {(r, c) for rule in down for c in _near(xs, rule.at) for r in _covered(down_of, rule)}
        self._below = {(r, c) for rule in across for r in _near(ys, rule.at) for c in _covered(across_of, rule)}

    def right_of(self, row: int, column: int) -> bool:
        return (row, column + 1) in self._right

    def below(self, row: int, column: int) -> bool:
        return (row + 1, column) in self._below


def _near(edges: Sequence[float], at: float) -> list[int]:
    first, last = bisect_left(edges, at - 2 * _SNAP), bisect_right(edges, at + 2 * _SNAP)
    return [index for index in range(first, last) if abs(edges[index] - at) <= _SNAP]


def _middles(edges: Sequence[float]) -> list[float]:
    return [(low + high) / 2 for low, high in pairwise(edges)]


def _covered(middles: Sequence[float], rule: Rule) -> range:
    """The intervals whose middle a line passes."""
    return range(bisect_left(middles, rule.start), bisect_right(middles, rule.end))


def _spans(walls: _Walls, rows: int, columns: int) -> list[Span]:
    taken: set[tuple[int, int]] = set()
    spans: list[Span] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = 1
            while column + wide < columns and _open_right(walls, row, column + wide - 1, taken):
                wide += 1
            tall = 1
            while row + tall < rows and _open_below(walls, row + tall - 1, range(column, column + wide)):
                tall += 1
            spans.append(Span(row, column, tall, wide))
            if tall == wide == 1:
                continue
            taken.update((r, c) for r in range(row, row + tall) for c in range(column, column + wide))
    return spans


def _open_right(walls: _Walls, row: int, column: int, taken: set[tuple[int, int]]) -> bool:
    return not walls.right_of(row, column) and (row, column + 1) not in taken


def _open_below(walls: _Walls, row: int, columns: range) -> bool:
    if any(walls.below(row, column) for column in columns):
        return False
    return not any(walls.right_of(row + 1, column) for column in columns[:-1])
