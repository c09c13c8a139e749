"""The characters of a PDF page with their boxes, in points from its top left, whatever its rotation.

A page has thousands of them, so what is done for each is little: the text comes in one piece, a glyph is one tuple,
plain while tables and lines are made of it, with names for who looks at a few.
"""

from __future__ import annotations

import ctypes
import math
import struct
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from core.blocks import Box
from core.pdfium import quick, ready

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CHAR_LIMIT = 200_000
_SURROGATES = frozenset(range(0xD800, 0xE000))
_ALIKE = 0.002
"""Characters that follow each other and differ less in height, in points, are of one font, size and direction."""

Edges = tuple[float, float, float, float]
"""Left, top, right, bottom."""

Plain = tuple[str, float, float, float, float, float, float, float]
"""A `Glyph` without its names: it is made in half the time, and taken apart in a quarter."""
CHAR: Final = 0
LEFT: Final = 1
TOP: Final = 2
RIGHT: Final = 3
BOTTOM: Final = 4
SIZE: Final = 5
X: Final = 6
Y: Final = 7


class Glyph(NamedTuple):
    """A character with the edges and the middle of its box; `size` is its font size in points."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    x: float
    y: float

    @property
    def box(self) -> Box:
        """Where the character stands."""
        return Box(self.left, self.top, self.right, self.bottom)


class Sheet(NamedTuple):
    """The size of a page as it is seen; where a rectangle of its own space (left, bottom, right, top) lies on it."""

    width: float
    height: float
    left: float
    top: float
    turned: bool
    edges: Callable[[float, float, float, float], Edges]


def sheet_of(page: Any) -> Sheet:
    """The page's size and turn; `page` is PDFium's handle."""
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    left, right, bottom, top = box.left, box.right, box.bottom, box.top
    turns = raw.FPDFPage_GetRotation(page) % 4
    turned: tuple[Callable[[float, float, float, float], Edges], ...] = (
        lambda x0, y0, x1, y1: (x0 - left, top - y1, x1 - left, top - y0),
        lambda x0, y0, x1, y1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
        lambda x0, y0, x1, y1: (right - x1, y0 - bottom, right - x0, y1 - bottom),
        lambda x0, y0, x1, y1: (top - y1, right - x1, top - y0, right - x0),
    )
    width, height = right - left, top - bottom
    if turns % 2:
        width, height = height, width
    return Sheet(width, height, left, top, turns > 0, turned[turns])


def read_glyphs(page: Any) -> tuple[Glyph, ...]:
    """The characters of a pypdfium2 page."""
    return tuple(map(Glyph._make, plain_glyphs(page.raw, sheet_of(page.raw))))


def plain_glyphs(page: Any, sheet: Sheet) -> tuple[Plain, ...]:
    """The same, plain; `page` is PDFium's handle."""
    import pypdfium2.raw as raw

    text = raw.FPDFText_LoadPage(page)
    try:
        return _glyphs(text, raw, sheet)
    finally:
        raw.FPDFText_ClosePage(text)


def _glyphs(text: Any, raw: Any, sheet: Sheet) -> tuple[Plain, ...]:
    glyphs: list[Plain] = []
    turned, origin, upper = sheet.turned, sheet.left, sheet.top  # most pages stand upright: no call for each box
    box = raw.FS_RECTF()
    corners = struct.Struct("4f").unpack_from
    page, place = ready(text), ctypes.byref(box)
    box_of, angle_of, size_of = _calls()
    size, last, alike = 0.0, -1.0, _ALIKE
    upright = True
    for index, char in enumerate(map(_char, _codes(text, raw))):
        if not char or not box_of(page, index, place):
            continue
        x0, y1, x1, y0 = corners(box)
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        if turned:
            left, top, right, bottom = sheet.edges(x0, y0, x1, y1)
        else:
            left, top, right, bottom = x0 - origin, upper - y1, x1 - origin, upper - y0
        height = bottom - top
        if not -alike < height - last < alike:
            size, last, angle = size_of(page, index), height, angle_of(page, index)
            upright = not angle or not _is_slanted(angle)
            if not 0.6 * height < size < 1.7 * height:
                size = height  # a font of size 1 may be scaled by the text matrix, which its size leaves out
        if upright:
            glyphs.append((char, left, top, right, bottom, size, (left + right) / 2, (top + bottom) / 2))
    return tuple(glyphs)


@cache
def _calls() -> tuple[Callable[..., Any], Callable[..., Any], Callable[..., Any]]:
    """What is asked of each character: its box, its angle, its font size."""
    import pypdfium2.raw as raw

    return (
        quick(raw.FPDFText_GetLooseCharBox, ctypes.c_int),
        quick(raw.FPDFText_GetCharAngle, ctypes.c_float),
        quick(raw.FPDFText_GetFontSize, ctypes.c_double),
    )


def _codes(text: Any, raw: Any) -> Sequence[int]:
    """The code of each character: of all in one call, one by one where that does not give one for each."""
    count = min(max(raw.FPDFText_CountChars(text), 0), CHAR_LIMIT)
    units = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text, 0, count, units)
    codes: list[int] = units[:count]
    if written == count + 1 and _SURROGATES.isdisjoint(set(codes)):
        return codes
    return [raw.FPDFText_GetUnicode(text, index) for index in range(count)]


def _is_slanted(angle: float) -> bool:
    """Whether a character runs along neither side of the page, as those of a watermark do."""
    return angle > 0 and min(angle % (math.pi / 2), -angle % (math.pi / 2)) > 0.05


@lru_cache(maxsize=1 << 14)
def _char(code: int) -> str:
    """The character; spaces and controls are dropped, radicals and compatibility forms become real characters."""
    if code <= 0x20 or code in (0xA0, 0x3000, 0xFEFF, 0xFFFE, 0xAD, 0x200B) or code > 0x10FFFF:
        return ""
    char = chr(code)
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
        return unicodedata.normalize("NFKC", char)
    return "" if 0xD800 <= code <= 0xDFFF else char
