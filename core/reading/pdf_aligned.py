"""Tables without ruling lines, or with horizontal ones only: columns by the text that stands below each other.

Lines with numbers in several places are the body, the rivers of white between what stands in them its columns, and
what stands close above in the same columns its head.  Nothing is taken for a table that has no caption, no ruling
line at its top and bottom and too few columns of numbers: prose stays prose.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from operator import itemgetter
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from core.reading.captions import caption_of
from core.reading.numbering import split_number
from core.reading.pdf_glyphs import CHAR, LEFT, RIGHT, SIZE
from core.reading.pdf_grid import Grid, Span, straight
from core.reading.pdf_heads import Piece, head_of, head_spans, leaves, with_leaves
from core.reading.pdf_lines import GAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.reading.pdf_glyphs import Plain
    from core.reading.pdf_lines import Line
    from core.reading.pdf_page import Rule

_NUMBER = re.compile(r"[-－—]?[\d,，]+(?:\.\d+)?[%％]?|[-－—/]")
_AMOUNT = re.compile(r"[-－—]?[\d,，]+\.\d\d")
_PROSE = re.compile(r"[。；！？]$|，.*，|\.{4}|…{2}|·{4}")
_GAP = 0.8  # of the font size, between what stands in different columns
_RIVER = 0.3
_BESIDE = 0.95  # of the font size, from a number to a line of a label that is wrapped beside it
_APART = 4.5  # of the font size, between lines of one table
_LONGEST = 30  # characters of a cell's line
_LEAST = 3  # lines of numbers that a table has
_MANY = 5  # columns of amounts that are a table though they have one line
_ABOVE = 5  # lines looked at above a table for its caption
_FEW = 6  # a column has words in more than one of so many lines
_TALLEST, _WIDEST = 400, 120  # lines of a page and words of a head: more is a drawing, not a table
_WIDE = 0.6  # of a table's width, for a line that rules it


class _Line(NamedTuple):
    pieces: list[Piece]
    top: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    @property
    def numbers(self) -> int:
        return sum(_NUMBER.fullmatch(piece.text) is not None for piece in self.pieces)

    @property
    def holds_numbers(self) -> bool:
        """Whether it may be a line of a table's body; an amount alone has its label wrapped above and below it."""
        if len(self.pieces) == 1:
            return _AMOUNT.fullmatch(self.pieces[0].text) is not None
        return self.numbers > 0 and not any(_is_prose(piece.text) for piece in self.pieces)

    @property
    def numbers_columns(self) -> bool:
        """栏次 1 2 3, which stand in the middle of columns whose amounts stand at their right."""
        numbers = [piece.text for piece in self.pieces if piece.text.isdigit()]
        words = {piece.text for piece in self.pieces} - {*numbers}
        return numbers == [str(place) for place in range(1, len(numbers) + 1)] and words <= {"栏次", "栏号", "行次"}

    @property
    def is_text(self) -> bool:
        """Whether it is a line of the text, or a heading."""
        if any(_is_prose(piece.text) for piece in self.pieces):
            return True
        return len(self.pieces) == 1 and not self.is_caption and split_number(self.text) is not None

    @property
    def is_caption(self) -> bool:
        found = caption_of(self.text)
        return bool(found.unit or found.number or found.owner or (found.title and len(self.pieces) == 1))


def may_align(lines: Iterable[Line], before: Grid | None = None) -> bool:
    """Whether enough lines of a page have gaps and digits, so that columns of numbers may stand there."""
    gaps = [line.gaps for line in lines if line.gaps and any(char.isdigit() for char in line.text)]
    return len(gaps) >= (1 if before else _LEAST) or max(gaps, default=0) >= _MANY - 1


def aligned_grids(rows: Sequence[Sequence[Plain]], across: Iterable[Rule], before: Grid | None = None) -> list[Grid]:
    """The grids of what stands aligned among the printed rows of a page, from top to bottom.

    `before` is the grid at the end of the page before, whose columns may go on.
    """
    lines = [_line(row) for row in rows]
    rules = straight(across)
    grids: list[Grid] = []
    free = 0
    for first, last in _regions(lines):
        first, last = _with_wrapped(lines, first, last, free)
        goes_on = None if grids or any(line.is_text for line in lines[:first]) else before
        grid = _grid(lines, range(free, first), range(first, last + 1), rules, goes_on)
        if grid is not None:
            grids.append(grid)
            free = last + 1
    return grids


def _line(row: Sequence[Plain]) -> _Line:
    ordered = sorted(row, key=itemgetter(LEFT))
    size = max(ordered[0][SIZE], 1.0)
    pieces: list[Piece] = []
    start = 0
    for place, (one, other) in enumerate(pairwise(ordered), start=1):
        gap = other[LEFT] - one[RIGHT]
        if gap > GAP * size and (gap > _GAP * size or (one[CHAR].isdigit() and other[CHAR].isdigit())):
            pieces.append(_piece(ordered[start:place]))
            start = place
    pieces.append(_piece(ordered[start:]))
    return _Line(pieces, min(piece.top for piece in pieces), max(piece.bottom for piece in pieces), size)


def _piece(glyphs: Sequence[Plain]) -> Piece:
    chars, lefts, tops, rights, bottoms, _, _, _ = zip(*glyphs, strict=True)
    return Piece("".join(chars), lefts[0], min(tops), max(rights), max(bottoms))


def _is_prose(text: str) -> bool:
    return len(text) > _LONGEST or _PROSE.search(text) is not None


def _regions(lines: Sequence[_Line]) -> list[tuple[int, int]]:
    """The first and last line of each body: lines of numbers with nothing but parts of labels between them."""
    found: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        if not line.holds_numbers:
            continue
        if found:
            first, last = found[-1]
            near = line.top - lines[last].bottom <= _APART * line.size * (index - last)
            between = lines[last + 1 : index]
            if near and not any(one.is_caption or any(_is_prose(p.text) for p in one.pieces) for one in between):
                found[-1] = (first, index)
                continue
        found.append((index, index))
    return found


def _with_wrapped(lines: Sequence[_Line], first: int, last: int, free: int) -> tuple[int, int]:
    """A body with the lines of labels that are wrapped above its first numbers and below its last ones."""
    near = _BESIDE * lines[first].size
    while first > free and lines[first].middle - lines[first - 1].middle < near:
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].middle - lines[last].middle < near:
        last += 1
    return first, last


# -- one table -----------------------------------------------------------------------


def _grid(lines: Sequence[_Line], above: range, body: range, rules: Sequence[Rule], before: Grid | None) -> Grid | None:
    inside = [lines[index] for index in body]
    size = median(line.size for line in inside)
    head = _head_lines(lines, above, inside[0], rules)
    pieces = [piece for line in head for piece in line.pieces]
    if len(inside) > _TALLEST or len(pieces) > _WIDEST or max(len(line.pieces) for line in inside) > _WIDEST:
        return None
    edges = _same_columns(before, inside, size) if before else None
    if edges is None:
        edges = _columns(inside, pieces, size)
        if edges is None or not _is_table(inside, edges, bool(head), _evidence(lines, above, len(head), inside, rules)):
            return None
    spans: list[Span] = []
    cells = head_of(pieces, edges, size)
    ruled = _ruling(rules, edges, head[0].top if head else inside[0].top, inside[-1].bottom)
    rows = _rows(inside, ruled)
    tops = [row[0] for row in rows]
    ys = [inside[0].top - 1.0]
    if cells:
        spans, ys = head_spans(cells, len(edges) - 1, head[0].top - 1.0, (max(p.bottom for p in pieces) + tops[0]) / 2)
    start = len(ys) - 1
    ys += [(bottom + top) / 2 for (_, bottom), top in zip(rows, tops[1:], strict=False)]
    ys.append(max(inside[-1].bottom, rows[-1][1]) + 1.0)
    spans += _body_spans(inside, edges, ys, start)
    return Grid(tuple(edges), tuple(ys), tuple(spans))


def _head_lines(lines: Sequence[_Line], above: range, first: _Line, rules: Sequence[Rule]) -> list[_Line]:
    """The lines close above the body that are no caption and no prose, below the rule that the table begins with."""
    head: list[_Line] = []
    below = first
    for index in reversed(above):
        line = lines[index]
        far = below.top - line.bottom > 3 * line.size
        if far or line.is_caption or len(head) > 7 or any(_is_prose(piece.text) for piece in line.pieces):
            break
        if head and len(line.pieces) == 1 and _begins(rules, line, below, first):
            break
        head.insert(0, line)
        below = line
    return head


def _begins(rules: Sequence[Rule], line: _Line, below: _Line, first: _Line) -> bool:
    """Whether a rule over the whole width of the table stands between two lines, and none above the upper one."""
    left, right = first.pieces[0].left, first.pieces[-1].right
    wide = [rule.at for rule in rules if min(rule.end, right) - max(rule.start, left) >= _WIDE * (right - left)]
    return any(line.bottom <= at + 1 <= below.top + 2 for at in wide) and not any(
        line.top - 3 * line.size <= at <= line.top + 1 for at in wide
    )


def _columns(inside: Sequence[_Line], head: Sequence[Piece], size: float) -> list[float] | None:
    """The edges of the columns: the middles of what is white in nearly all lines, and the outer ends."""
    counted = [line for line in inside if not line.numbers_columns] or inside
    bars = sorted((piece.left, piece.right) for line in counted for piece in line.pieces)
    rivers = _peopled(_rivers(bars, len(counted) // 25, _RIVER * size), counted)
    ends = min(left for left, _ in bars), max(right for _, right in bars)
    rivers = with_leaves(rivers, ends, leaves(head, size), size)
    if not rivers:
        return None
    everything = [*bars, *((piece.left, piece.right) for piece in head)]
    left, right = min(bar[0] for bar in everything), max(bar[1] for bar in everything)
    return [left - 1.0, *((a + b) / 2 for a, b in rivers), right + 1.0]


def _rivers(bars: Sequence[tuple[float, float]], allowed: int, least: float) -> list[tuple[float, float]]:
    """The stretches that at most so many bars cross, between the leftmost and the rightmost."""
    steps = sorted([(left, 1) for left, _ in bars] + [(right, -1) for _, right in bars])
    found: list[tuple[float, float]] = []
    depth = 0
    for (at, step), (following, _) in pairwise(steps):
        depth += step
        if depth <= allowed and following > at:
            if found and found[-1][1] == at:
                found[-1] = (found[-1][0], following)
            else:
                found.append((at, following))
    return [(a, b) for a, b in found if b - a >= least and a > steps[0][0]]


def _peopled(rivers: Sequence[tuple[float, float]], lines: Sequence[_Line]) -> list[tuple[float, float]]:
    """Without the rivers at both sides of a word that stands alone between two columns, as 合计 over code and name."""
    kept: list[tuple[float, float]] = []
    for river in rivers:
        if kept:
            held = [p for line in lines for p in line.pieces if kept[-1][1] <= (p.left + p.right) / 2 <= river[0]]
            if len(held) * _FEW <= len(lines) and not any(_is_number(piece.text) for piece in held):
                kept[-1] = (kept[-1][0], river[1])
                continue
        kept.append(river)
    return kept


def _same_columns(before: Grid, inside: Sequence[_Line], size: float) -> list[float] | None:
    """The columns of the page before, where everything stands in one of them."""
    edges = before.xs
    for line in inside:
        for piece in line.pieces:
            if _column(edges, piece.left + 0.2 * size) != _column(edges, piece.right - 0.2 * size):
                return None
            if piece.left < edges[0] - size or piece.right > edges[-1] + size:
                return None
    return list(edges)


def _column(edges: Sequence[float], x: float) -> int:
    return bisect_right(edges, x, 1, len(edges) - 1) - 1


def _is_table(inside: Sequence[_Line], edges: Sequence[float], headed: bool, evident: bool) -> bool:
    """Whether columns of numbers stand there; without a caption or ruling lines they must be many."""
    lines = [line for line in inside if line.holds_numbers]
    held: list[list[str]] = [[] for _ in edges[1:]]
    for line in lines:
        for piece in line.pieces:
            held[_column(edges, (piece.left + piece.right) / 2)].append(piece.text)
    numeric = [texts for texts in held if texts and sum(map(_is_number, texts)) >= 0.7 * len(texts)]
    amounts = sum(_AMOUNT.fullmatch(text) is not None for texts in numeric for text in texts)
    if evident and headed and len(numeric) >= _MANY and amounts >= _MANY:
        return True  # 三公: one line of amounts under many heads
    if len(lines) < _LEAST or len(edges) < 3 or amounts < len(lines) / 2:
        return False
    labelled = any(not _is_number(text) for texts in held for text in texts)
    if evident:
        return labelled and headed
    return labelled and headed and len(lines) >= 5 and len(numeric) >= 3


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _evidence(lines: Sequence[_Line], above: range, head: int, inside: Sequence[_Line], rules: Sequence[Rule]) -> bool:
    """Whether a caption stands above the head, or rules above it and below the body."""
    over = [lines[index] for index in above[: len(above) - head]][-_ABOVE:]
    if any(line.is_caption for line in over):
        return True
    top = lines[above[len(above) - head]].top if head else inside[0].top
    reach = 2 * inside[0].size
    ends = [at for at in (top, inside[-1].bottom) if any(abs(rule.at - at) <= reach for rule in rules)]
    return len(ends) == 2


def _ruling(rules: Sequence[Rule], edges: Sequence[float], top: float, bottom: float) -> list[float]:
    """Where lines as wide as the table rule it."""
    wide = _WIDE * (edges[-1] - edges[0])
    return [
        rule.at
        for rule in rules
        if top < rule.at < bottom and min(rule.end, edges[-1]) - max(rule.start, edges[0]) >= wide
    ]


def _rows(inside: Sequence[_Line], ruled: Sequence[float]) -> list[tuple[float, float]]:
    """Top and bottom of each row: a line of numbers with the lines of wrapped labels beside it."""
    body = [line for line in inside if line.holds_numbers]
    bands = len([at for at in ruled if inside[0].top < at]) >= 0.6 * len(body) and len(body) > 1
    pitch = median([b.middle - a.middle for a, b in pairwise(body)] or [2 * body[0].size])
    rows: list[list[_Line]] = [[line] for line in body]
    for line in inside:
        if line.holds_numbers:
            continue
        nearest = min(rows, key=lambda row: abs(row[0].middle - line.middle))
        if bands:
            beside = bisect_right(ruled, nearest[0].middle) == bisect_right(ruled, line.middle)
        else:
            beside = abs(nearest[0].middle - line.middle) < 0.75 * pitch
        if beside:
            nearest.append(line)
        else:
            rows.append([line])
    extents = [(min(line.top for line in row), max(line.bottom for line in row)) for row in rows]
    return sorted(extents)


def _body_spans(inside: Sequence[_Line], edges: Sequence[float], ys: Sequence[float], start: int) -> list[Span]:
    """One cell for each place; words that cross an edge where nothing stands behind it are over several columns."""
    spans: list[Span] = []
    for row in range(start, len(ys) - 1):
        pieces = [p for line in inside for p in line.pieces if ys[row] <= p.middle < ys[row + 1]]
        wide: dict[int, int] = {}
        for piece in pieces:
            first, last = _column(edges, piece.left + 2), _column(edges, piece.right - 2)
            others = [one for one in pieces if one is not piece]
            if last > first and not any(first <= _column(edges, one.left + 2) <= last for one in others):
                wide[first] = last - first + 1
        column = 0
        while column < len(edges) - 1:
            spans.append(Span(row, column, 1, wide.get(column, 1)))
            column += wide.get(column, 1)
    return spans
