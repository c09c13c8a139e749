"""The head of a table without ruling lines: words over columns as cells, some over several columns or levels."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from core.reading.pdf_grid import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LEVELS = 3
_WRAPPED = 1.6  # of the font size, between the lines of one cell


class Piece(NamedTuple):
    """Words that stand together on a line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True, eq=False)
class Head:
    """A cell of the head over the columns `first` to `last`."""

    first: int
    last: int
    pieces: list[Piece] = field(default_factory=list)

    @property
    def top(self) -> float:
        """Where its first line begins."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Where its last line ends."""
        return max(piece.bottom for piece in self.pieces)

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.top + self.bottom) / 2

    @property
    def left(self) -> float:
        """Where its widest line begins."""
        return min(piece.left for piece in self.pieces)

    @property
    def right(self) -> float:
        """Where its widest line ends."""
        return max(piece.right for piece in self.pieces)

    @property
    def centre(self) -> float:
        """Half its width."""
        return (self.left + self.right) / 2


def leaves(pieces: Iterable[Piece], size: float) -> list[Head]:
    """The lowest words of a head, which stand over single columns, each with the lines it is wrapped into."""
    ordered = sorted(pieces, key=lambda piece: -piece.middle)
    if not ordered:
        return []
    lowest, highest = ordered[0].middle, ordered[-1].middle
    least = lowest if lowest - highest < size else highest + (lowest - highest) / 4  # above stand words over several
    found: list[Head] = []
    for piece in ordered:
        below = [one for one in found if one.left < piece.right and piece.left < one.right]
        if not below and piece.middle >= min(least, lowest - 0.6 * size):
            found.append(Head(0, 0, [piece]))
        elif len(below) == 1 and below[0].pieces[-1].middle - piece.middle <= _WRAPPED * size:
            below[0].pieces.append(piece)
    return sorted(found, key=lambda one: one.left)


River = tuple[float, float]


def with_leaves(rivers: Sequence[River], ends: River, heads: Sequence[Head], size: float) -> list[River]:
    """The rivers of white as a head leaves them: its words belong to the column they stand over, or to the one
    beside them that has none, or are a column of their own that is empty below.
    """
    if not heads:
        return list(rivers)
    lowest = max(head.pieces[0].middle for head in heads)
    columns = list(zip([ends[0], *(b for _, b in rivers)], [*(a for a, _ in rivers), ends[1]], strict=True))
    named = [any(head.left < right and left < head.right for head in heads) for left, right in columns]
    found: list[River] = []
    for place, river in enumerate(rivers):
        start, end = _between(river, heads)
        inside = [head for head in heads if start < head.left and head.right < end]
        if inside and not named[place] and _is_left(inside, start, end, alone=not named[place + 1]):
            named[place], start = True, inside.pop(0).right
        if inside and not named[place + 1]:
            named[place + 1], end = True, inside.pop().left
        for head in inside:
            if head.pieces[0].middle >= lowest - 0.6 * size:
                found.append((start, head.left))
                start = head.right
        found.append((start, max(end, start)))
    return found


def _between(river: River, heads: Sequence[Head]) -> River:
    """What is left of a river between the words that reach into it from its sides."""
    start, end = river
    for head in heads:
        if head.left <= start < head.right < end:
            start = head.right
        elif start < head.left < end <= head.right:
            end = head.left
    return start, end


def _is_left(inside: Sequence[Head], start: float, end: float, *, alone: bool) -> bool:
    """Whether the first of the words in a river belong to the column at its left, where the right one may have none."""
    head = inside[0]
    return not alone or len(inside) > 1 or head.left - start < end - head.right


def head_of(pieces: Iterable[Piece], edges: Sequence[float], size: float) -> list[Head]:
    """The cells of a head, lines of one cell put together."""
    heads: list[Head] = []
    for piece in sorted(pieces, key=lambda piece: (piece.middle, piece.left)):
        first = bisect_right(edges, piece.left + 0.3 * size, 1, len(edges) - 1) - 1
        last = max(bisect_right(edges, piece.right - 0.3 * size, 1, len(edges) - 1) - 1, first)
        same = [head for head in heads if (head.first, head.last) == (first, last)]
        if same and piece.middle - same[-1].pieces[-1].middle <= _WRAPPED * size:
            same[-1].pieces.append(piece)
        else:
            heads.append(Head(first, last, [piece]))
    _spread(heads, edges, size)
    return heads


def _spread(heads: list[Head], edges: Sequence[float], size: float) -> None:
    """Let what stands above other cells reach over the neighbours that stand as low and have nothing above them."""
    columns = len(edges) - 1
    for level in range(_LEVELS):
        stacks, upper = _uppers(heads, columns, level)
        groups: dict[tuple[int, ...], list[Head]] = {}
        for head in sorted(upper, key=lambda head: head.first):
            groups.setdefault(_parents(stacks, head.first, level), []).append(head)
        for parents, group in groups.items():
            inside = [column for column in range(columns) if _parents(stacks, column, level) == parents]
            _spread_group(stacks, _peers(stacks, group, size), inside, level, edges, size)


def _uppers(heads: Sequence[Head], columns: int, level: int) -> tuple[dict[int, list[Head]], list[Head]]:
    """The cells of a level with others below them, each as wide as those."""
    upper: list[Head] = []
    for _ in range(columns):
        stacks = _stacks(heads, columns)
        upper = [head for head in heads if _level(stacks, head) == level and _below(stacks, head)]
        wider = [head for head in upper if _whole(stacks, head) != (head.first, head.last)]
        if not wider:
            return stacks, upper
        for head in wider:
            head.first, head.last = _whole(stacks, head)
    return _stacks(heads, columns), upper


def _spread_group(
    stacks: dict[int, list[Head]],
    group: Sequence[Head],
    inside: Sequence[int],
    level: int,
    edges: Sequence[float],
    size: float,
) -> None:
    """The same for the cells of one level below the same cell; none of them may stand high enough."""
    if not group:
        return
    for before, after in zip([None, *group], [*group, None], strict=True):
        start = before.last + 1 if before else 0
        end = after.first if after else len(edges) - 1
        beside = [(one, _below(stacks, one)) for one in (before, after) if one]
        room = [c for c in range(start, end) if c in inside and _is_under(stacks[c][level:], beside, size)]
        _share(before, after, room, edges)


def _whole(stacks: dict[int, list[Head]], head: Head) -> tuple[int, int]:
    below = [head, *_below(stacks, head)]
    return min(one.first for one in below), max(one.last for one in below)


def _parents(stacks: dict[int, list[Head]], column: int, level: int) -> tuple[int, ...]:
    return tuple(id(head) for head in stacks[column][:level])


def _peers(stacks: dict[int, list[Head]], group: Sequence[Head], size: float) -> list[Head]:
    """Those of a level that stand as high as its highest, not as low as what is below that."""
    highest = min(group, key=lambda head: head.middle)
    below = min(head.middle for head in _below(stacks, highest))
    return [head for head in group if head.middle < below - 0.5 * size]


def _is_under(stack: Sequence[Head], beside: Sequence[tuple[Head, Sequence[Head]]], size: float) -> bool:
    """Whether cells stand as low as what is below their neighbours, not in the middle of the whole head."""
    if not stack:
        return False
    upper = min(head.middle for head, _ in beside)
    lowest = max(one.middle for _, below in beside for one in below)
    highest = min(one.middle for _, below in beside for one in below)
    if len(stack) > 1:
        return stack[0].middle >= highest - 0.5 * size
    return stack[0].middle >= (upper + highest + 2 * lowest) / 4


def _share(before: Head | None, head: Head | None, room: Sequence[int], edges: Sequence[float]) -> None:
    """Give the columns between two upper cells to the one or the other, so that both stand over their middle."""
    left = [column for place, column in enumerate(room) if before and column == before.last + 1 + place]
    right = [column for column in room if head and set(range(column, head.first)) <= set(room)]
    best, chosen = None, (before.last if before else 0, head.first if head else 0)
    for take in range(len(left) + 1):
        for give in range(len(right) + 1):
            if take and give and left[take - 1] >= right[len(right) - give]:
                continue
            last = left[take - 1] if take else (before.last if before else 0)
            first = right[len(right) - give] if give else (head.first if head else 0)
            off = _off(before, before.first if before else 0, last, edges) + _off(
                head, first, head.last if head else 0, edges
            )
            missed = len({*left, *right}) - take - give
            if best is None or (missed, off) < best:
                best, chosen = (missed, off), (last, first)
    if before:
        before.last = chosen[0]
    if head:
        head.first = chosen[1]


def _off(head: Head | None, first: int, last: int, edges: Sequence[float]) -> float:
    return abs(head.centre - (edges[first] + edges[last + 1]) / 2) if head else 0.0


def _stacks(heads: Sequence[Head], columns: int) -> dict[int, list[Head]]:
    return {column: _over(heads, column) for column in range(columns)}


def _over(heads: Iterable[Head], column: int) -> list[Head]:
    return sorted((head for head in heads if head.first <= column <= head.last), key=lambda head: head.middle)


def _level(stacks: dict[int, list[Head]], head: Head) -> int:
    return max(stacks[column].index(head) for column in range(head.first, head.last + 1) if head in stacks[column])


def _below(stacks: dict[int, list[Head]], head: Head) -> list[Head]:
    found = []
    for column in range(head.first, head.last + 1):
        stack = stacks[column]
        if head in stack:
            found += stack[stack.index(head) + 1 :]
    return found


def head_spans(heads: list[Head], columns: int, top: float, bottom: float) -> tuple[list[Span], list[float]]:
    """The cells as spans, those with nothing below them down to the body; and the edges of the rows."""
    stacks = _stacks(heads, columns)
    levels = max(len(stack) for stack in stacks.values())
    full = next(stack for stack in stacks.values() if len(stack) == levels)
    spans: dict[tuple[int, int], Span] = {}
    for column, stack in stacks.items():
        starts = [*(_start(full, stack, index) for index in range(len(stack))), levels]
        for head, start, end in zip(stack, starts, starts[1:], strict=False):
            if column == head.first:
                spans[start, column] = Span(start, column, end - start, head.last - head.first + 1)
    return _sound(list(spans.values()), levels, columns), [top, *_edges(stacks, levels, top, bottom), bottom]


def _start(full: Sequence[Head], stack: Sequence[Head], index: int) -> int:
    """The level at which a cell begins: the lowest begins where the lowest of all do, unless it stands higher."""
    last = len(full) - 1
    if index < len(stack) - 1 or not 0 < index < last:
        return index
    merged, middle = (full[index].middle + full[last].middle) / 2, stack[index].middle
    return last if abs(middle - full[last].middle) < abs(middle - merged) else index


def _edges(stacks: dict[int, list[Head]], levels: int, top: float, bottom: float) -> list[float]:
    edges: list[float] = []
    for level in range(levels - 1):
        pairs = [(stack[level], stack[level + 1]) for stack in stacks.values() if len(stack) > level + 1]
        at = (max(upper.bottom for upper, _ in pairs) + min(lower.top for _, lower in pairs)) / 2
        edges.append(min(max(at, (edges or [top])[-1] + 0.5), bottom - 0.5))
    return edges


def _sound(spans: list[Span], levels: int, columns: int) -> list[Span]:
    """Spans that cover every place once; where they would not, a cell for each place."""
    taken: set[tuple[int, int]] = set()
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.row, span.column)):
        places = {(span.row + r, span.column + c) for r in range(span.rows) for c in range(span.columns)}
        if places & taken:
            continue
        taken |= places
        kept.append(span)
    rest = [(r, c) for r in range(levels) for c in range(columns) if (r, c) not in taken]
    return [*kept, *(Span(r, c, 1, 1) for r, c in rest)]
