"""Glyphs into printed lines."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from core.blocks import Box
from core.reading.joining import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.reading.pdf_page import Glyph


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; `number` counts the lines of the page from 1."""

    text: str
    box: Box
    size: float
    page: int = 0
    number: int = 0

    @property
    def middle(self) -> float:
        return (self.box.left + self.box.right) / 2


def lines_of(glyphs: Iterable[Glyph], page: int = 0) -> list[Line]:
    """The lines, from top to bottom."""
    rows = _rows(sorted(((glyph.box.top + glyph.box.bottom) / 2, place, glyph) for place, glyph in enumerate(glyphs)))
    lines = [_line(row, page, number) for number, row in enumerate(rows, start=1)]
    return [line for line in lines if line.text]


def _rows(glyphs: Sequence[tuple[float, int, Glyph]]) -> list[list[Glyph]]:
    """Glyphs, given with their middles, whose middles are within half a character's height of the row's."""
    rows: list[list[Glyph]] = []
    middle = low = 0.0
    for at, _, glyph in glyphs:
        height = max(glyph.box.bottom - glyph.box.top, 1.0)
        least = height if height < low else low
        if rows and at - middle <= 0.5 * least:
            rows[-1].append(glyph)
            middle += (at - middle) / len(rows[-1])
            low = least
        else:
            rows.append([glyph])
            middle, low = at, height
    return rows


def _line(row: list[Glyph], page: int, number: int) -> Line:
    ordered = sorted(row, key=lambda glyph: glyph.box.left)
    before = ordered[0]
    text = before.char
    for glyph in ordered[1:]:
        gap = glyph.box.left - before.box.right
        if gap < 0 and _same_place(before, glyph):
            continue  # bold made by printing twice
        text += f" {glyph.char}" if gap > 0.2 * max(glyph.size, 1.0) else glyph.char
        before = glyph
    box = Box(
        ordered[0].box.left,
        min(glyph.box.top for glyph in row),
        max(glyph.box.right for glyph in row),
        max(glyph.box.bottom for glyph in row),
    )
    return Line(tidy(text), box, median(glyph.size for glyph in row), page, number)


def _same_place(one: Glyph, other: Glyph) -> bool:
    near = abs(one.box.left - other.box.left) < 0.3 * max(one.size, 1.0)
    return near and one.char == other.char and abs(one.box.top - other.box.top) < 0.3 * max(one.size, 1.0)
