"""Measures and type of a Chinese official document (GB/T 9704-2012), in points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.publishing.fonts import Family

MM = 72 / 25.4
A4_SHORT, A4_LONG = 210 * MM, 297 * MM


@dataclass(frozen=True, slots=True)
class Frame:
    """The text area (版心) of a page: distances from the page's top left."""

    page_width: float
    page_height: float
    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


PORTRAIT = Frame(A4_SHORT, A4_LONG, 28 * MM, 37 * MM, 156 * MM, 225 * MM)
LANDSCAPE = Frame(A4_LONG, A4_SHORT, 22 * MM, 24 * MM, 253 * MM, 166 * MM)

PAGE_NUMBER_DROP = 7 * MM  # from the text area to the top of the page number
HEAD_BASELINE = 20 * MM  # of the running head, from the top of the page

Justify = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """One kind of type: `pitch` is the advance of a full-width character (its size unless told)."""

    family: Family
    size: float
    leading: float
    latin: Family | None = None
    pitch: float = 0.0

    @property
    def em(self) -> float:
        return self.pitch or self.size

    @property
    def baseline(self) -> float:
        """From the top of a line to its baseline, with the character's box in the middle of the line."""
        return (self.leading + self.size) / 2 - 0.12 * self.size


# 28 characters of 16 pt are a little wider than the text area; the standard sets them to fill it.
_PITCH = PORTRAIT.width / 28

BODY = TextStyle(Family.FANG_SONG, 16, 28, Family.SONG, _PITCH)
TITLE = TextStyle(Family.TITLE, 22, 36)
HEADINGS = {
    1: TextStyle(Family.HEI, 16, 28, None, _PITCH),
    2: TextStyle(Family.KAI, 16, 28, Family.SONG, _PITCH),
}
NOTE = TextStyle(Family.FANG_SONG, 12, 20, Family.SONG)
CAPTION = TextStyle(Family.KAI, 12, 22, Family.SONG)

COVER_TITLE = TextStyle(Family.TITLE, 28, 50)
COVER_LINE = TextStyle(Family.KAI, 18, 34, Family.SONG)
CONTENTS_TITLE = TextStyle(Family.TITLE, 22, 36)
CONTENTS_PART = TextStyle(Family.HEI, 14, 27)
CONTENTS_ENTRY = TextStyle(Family.FANG_SONG, 14, 27, Family.SONG)

TABLE_NUMBER = TextStyle(Family.HEI, 16, 28)
TABLE_TITLE = TextStyle(Family.TITLE, 16, 26)
TABLE_LINE = TextStyle(Family.SONG, 10.5, 17)
TABLE_NOTE = TextStyle(Family.SONG, 9, 13.5)
TABLE_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
TABLE_LEADING = 1.3  # of the size
RULE = 0.5
CELL_PAD = 3.0  # left and right of a cell's text
ROW_PADS = (4.0, 3.0, 2.0, 1.2)  # above and below it; the first that keeps the table on one page
CLOSE_PADS = (*ROW_PADS, 0.4)  # of a table that is to stand on one page

PAGE_NUMBER = TextStyle(Family.SONG, 14, 20)
RUNNING_HEAD = TextStyle(Family.HEI, 9, 12)
WATERMARK = TextStyle(Family.HEI, 170, 170)
GREY = 0.45
WATERMARK_GREY = 0.93

CHART_TITLE = TextStyle(Family.HEI, 12, 22)
CHART_TEXT = TextStyle(Family.SONG, 9, 12)


def table_text(size: float, *, header: bool = False) -> TextStyle:
    """The type of a table's cells."""
    return TextStyle(Family.HEI if header else Family.SONG, size, size * TABLE_LEADING)
