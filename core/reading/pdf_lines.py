"""Glyphs into printed lines."""

from __future__ import annotations

from operator import eq, itemgetter, sub
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from core.blocks import Box
from core.reading.joining import tidy
from core.reading.pdf_glyphs import CHAR, LEFT, RIGHT, SIZE, TOP, Y

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.reading.pdf_glyphs import Plain

SPACE = 0.2
"""Of the font size: less white than this is no space."""
GAP = 0.4
"""Of the font size: less white than this never parts two columns."""
_LEFT, _MIDDLE = itemgetter(LEFT), itemgetter(Y)
_TWICE = 0.3
"""Of the font size: like characters nearer than this are one that was printed twice."""
_Columns = tuple[tuple[Any, ...], ...]


class Line(NamedTuple):
    """A printed line; `number` counts the lines of the page from 1, `gaps` the places where columns may part."""

    text: str
    box: Box
    size: float
    page: int = 0
    number: int = 0
    gaps: int = 0

    @property
    def middle(self) -> float:
        return (self.box.left + self.box.right) / 2


def printed_in(glyphs: Iterable[Plain]) -> list[tuple[str, float, float]]:
    """The lines in a cell of a table: the text of each and its two ends."""
    found = []
    for row in rows_of(glyphs):
        columns = _columns(row)
        text, _ = _text(row, columns)
        if text:
            found.append((text, columns[1][0], max(columns[3])))
    return found


def lines_from(rows: Iterable[list[Plain]], page: int = 0) -> list[Line]:
    """Rows of glyphs as lines."""
    lines = [_line(row, page, number) for number, row in enumerate(rows, start=1)]
    return [line for line in lines if line.text]


def rows_of(glyphs: Iterable[Plain]) -> list[list[Plain]]:
    """Glyphs whose middles are within half a character's height of their row's, from top to bottom."""
    ordered = sorted(glyphs, key=_MIDDLE)
    if ordered and ordered[-1][Y] - ordered[0][Y] == 0.0:
        return [ordered]  # nearly every cell of a table
    rows: list[list[Plain]] = []
    row: list[Plain] = []
    middle = low = 0.0
    for glyph in ordered:
        _, _, top, _, bottom, _, _, at = glyph
        height = bottom - top
        if height < 1.0:
            height = 1.0
        least = height if height < low else low
        if row and at - middle <= 0.5 * least:
            row.append(glyph)
            middle += (at - middle) / len(row)
            low = least
        else:
            row = [glyph]
            rows.append(row)
            middle, low = at, height
    return rows


def _line(row: list[Plain], page: int, number: int) -> Line:
    columns = _columns(row)
    text, gaps = _text(row, columns)
    _, lefts, tops, rights, bottoms, sizes, _, _ = columns
    size = sizes[0] if min(sizes) == max(sizes) else median(sizes)
    return Line(text, Box(lefts[0], min(tops), max(rights), max(bottoms)), size, page, number, gaps)


def _columns(row: list[Plain]) -> _Columns:
    """Put in order from left to right: all characters, all left edges and so on."""
    row.sort(key=_LEFT)
    return tuple(zip(*row, strict=True))


def _text(row: Sequence[Plain], columns: _Columns) -> tuple[str, int]:
    """The text of a line with spaces where there is white, and how often that may part columns.

    No glyph is a space itself, so a line without white needs no tidying.
    """
    chars, lefts, _, rights, _, sizes, _, _ = columns
    if any(map(eq, chars, chars[1:])) and min(map(sub, lefts[1:], lefts)) < _TWICE * max(*sizes, 1.0):
        chars, lefts, _, rights, _, sizes, _, _ = zip(*_once(row), strict=True)
    white = list(map(sub, lefts[1:], rights))
    if max(white, default=0.0) <= SPACE * max(min(sizes), 1.0):
        return "".join(chars), 0
    parts, gaps = [chars[0]], 0
    for char, wide, size in zip(chars[1:], white, sizes[1:], strict=True):
        if wide > SPACE * size and wide > SPACE:
            parts.append(" ")
            gaps += wide > GAP * size
        parts.append(char)
    return tidy("".join(parts)), gaps


def _once(row: Sequence[Plain]) -> list[Plain]:
    """Without what was printed again beside itself to look bold."""
    kept = [row[0]]
    for glyph in row[1:]:
        if glyph[LEFT] >= kept[-1][RIGHT] or not _same_place(kept[-1], glyph):
            kept.append(glyph)
    return kept


def _same_place(one: Plain, other: Plain) -> bool:
    near = _TWICE * max(one[SIZE], 1.0)
    return one[CHAR] == other[CHAR] and abs(one[LEFT] - other[LEFT]) < near and abs(one[TOP] - other[TOP]) < near
