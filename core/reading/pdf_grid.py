"""Ruling lines into grids: the columns, rows and merged cells of a ruled table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
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
    ordered = sorted(rules, key=itemgetter(0))
    lines: list[list[Rule]] = []
    for rule in ordered:
        if lines and rule.at - lines[-1][0].at <= _SNAP:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    merged = [piece for line in lines for piece in _along(line)]
    return [rule for rule in merged if rule.end - rule.start >= _SHORT]


def _along(line: list[Rule]) -> list[Rule]:
    if len(line) == 1:
        return line
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
    walls = _walls(across, down, xs, ys)
    return Grid(xs, ys, tuple(_spans(walls, len(ys) - 1, len(xs) - 1)))


_Places = set[tuple[int, int]]


class _Walls(NamedTuple):
    """The unit cells, by row and column, whose left or upper side is drawn."""

    left: _Places
    upper: _Places


def _walls(across: Sequence[Rule], down: Sequence[Rule], xs: Sequence[float], ys: Sequence[float]) -> _Walls:
    columns, rows = _middles(xs), _middles(ys)
    return _Walls(
        {(r, c) for rule in down for c in _near(xs, rule.at) for r in _covered(rows, rule)},
        {(r, c) for rule in across for r in _near(ys, rule.at) for c in _covered(columns, rule)},
    )


def _near(edges: Sequence[float], at: float) -> list[int]:
    first, last = bisect_left(edges, at - 2 * _SNAP), bisect_right(edges, at + 2 * _SNAP)
    return [index for index in range(first, last) if abs(edges[index] - at) <= _SNAP]


def _middles(edges: Sequence[float]) -> list[float]:
    return [(low + high) / 2 for low, high in pairwise(edges)]


def _covered(middles: Sequence[float], rule: Rule) -> range:
    """The intervals whose middle a line passes."""
    return range(bisect_left(middles, rule.start), bisect_right(middles, rule.end))


def _spans(walls: _Walls, rows: int, columns: int) -> list[Span]:
    left, upper = walls
    taken: _Places = set()
    spans: list[Span] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            end, bottom = column + 1, row + 1
            while end < columns and (row, end) not in left and (row, end) not in taken:
                end += 1
            while bottom < rows and (bottom, column) not in upper and _is_open(walls, bottom, column, end):
                bottom += 1
            spans.append(Span(row, column, bottom - row, end - column))
            if bottom - row > 1 or end - column > 1:
                taken.update((r, c) for r in range(row, bottom) for c in range(column, end))
    return spans


def _is_open(walls: _Walls, row: int, start: int, end: int) -> bool:
    """Whether neither a wall above these columns of a row is drawn nor one between them."""
    if any((row, column) in walls.upper for column in range(start, end)):
        return False
    return not any((row, column) in walls.left for column in range(start + 1, end))
