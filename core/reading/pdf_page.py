"""One PDF page as glyphs and ruling lines, in points from its top left, whatever its rotation."""

from __future__ import annotations

import ctypes
import itertools
import math
import struct
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from core.pdfium import quick, ready
from core.reading.pdf_glyphs import Plain, plain_glyphs, sheet_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OBJECT_LIMIT = 60_000  # a page of maps or a scan that was traced; no report has it
_THIN = 2.5
_DEPTH = 4

Matrix = tuple[float, float, float, float, float, float]
Shape = tuple[str, list[tuple[float, float]]]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_TWO, _SIX = struct.Struct("2f"), struct.Struct("6f")
_Corner, _Room, _Mode = ctypes.c_float * 2, ctypes.c_float * 6, ctypes.c_int * 2


class Rule(NamedTuple):
    """A horizontal or vertical line: `at` is its fixed coordinate, it runs from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page."""

    width: float
    height: float
    glyphs: tuple[Plain, ...]
    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
    images: int


def read_page(document: Any, index: int) -> PageContent:
    """The content of a page of a pypdfium2 document."""
    import pypdfium2.raw as raw

    page = raw.FPDF_LoadPage(document.raw, index)  # a page of pypdfium2's own keeps books for its finalizer
    if not page:
        raise ValueError(f"page {index} cannot be loaded")
    try:
        return _content(page, raw)
    finally:
        raw.FPDF_ClosePage(page)


def _content(page: Any, raw: Any) -> PageContent:
    sheet = sheet_of(page)
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    images = 0
    for kind, points in _shapes(page, raw):
        if kind == "image":
            images += 1
            continue
        _add_rules([sheet.edges(x, y, x, y)[:2] for x, y in points], horizontal, vertical)
    glyphs = plain_glyphs(page, sheet)
    return PageContent(sheet.width, sheet.height, glyphs, tuple(horizontal), tuple(vertical), images)


def _shapes(page: Any, raw: Any) -> Iterator[Shape]:
    """Images, and each straight path as its corner points; thin rectangles come as one line."""
    left = itertools.count(OBJECT_LIMIT, -1)
    object_at, type_of = _calls().object_at, _calls().type_of
    place = ready(page)
    count, words = min(raw.FPDFPage_CountObjects(page), OBJECT_LIMIT), raw.FPDF_PAGEOBJ_TEXT
    items = map(object_at, itertools.repeat(place), range(count))
    for item in [item for item in items if type_of(item) != words]:
        yield from _object(item, raw, _IDENTITY, left)


class _Calls(NamedTuple):
    """What is asked of each object of a page, most of which are single characters, and of each corner of a path.

    Objects and corners are known by their addresses.
    """

    object_at: Callable[[Any, int], int]
    type_of: Callable[[int], int]
    inside: Callable[[int], int]
    inner_at: Callable[[int, int], int]
    matrix_of: Callable[[int, int], int]
    drawn: Callable[[int, int, int], int]
    corners: Callable[[int], int]
    segment_at: Callable[[int, int], int]
    kind_of: Callable[[int], int]
    corner_of: Callable[[int, int, int], int]
    closes: Callable[[int], int]


@cache
def _calls() -> _Calls:
    import pypdfium2.raw as raw

    handle, number = ctypes.c_void_p, ctypes.c_int
    return _Calls(
        quick(raw.FPDFPage_GetObject, handle),
        quick(raw.FPDFPageObj_GetType, number, handle),
        quick(raw.FPDFFormObj_CountObjects, number, handle),
        quick(raw.FPDFFormObj_GetObject, handle, handle, ctypes.c_ulong),
        quick(raw.FPDFPageObj_GetMatrix, number, handle, handle),
        quick(raw.FPDFPath_GetDrawMode, number, handle, handle, handle),
        quick(raw.FPDFPath_CountSegments, number, handle),
        quick(raw.FPDFPath_GetPathSegment, handle, handle, number),
        quick(raw.FPDFPathSegment_GetType, number, handle),
        quick(raw.FPDFPathSegment_GetPoint, number, handle, handle, handle),
        quick(raw.FPDFPathSegment_GetClose, number, handle),
    )


def _object(item: int, raw: Any, outer: Matrix, left: Iterator[int], depth: int = 0) -> Iterator[Shape]:
    """The shapes of a page object and of what it contains, while there are any `left` to be read."""
    if next(left) < 0:
        return
    kind = _calls().type_of(item)
    if kind == raw.FPDF_PAGEOBJ_IMAGE:
        yield "image", []
    elif kind == raw.FPDF_PAGEOBJ_PATH:
        a, b, c, d, e, f = _matrix(item, outer)
        for points in _paths(item, raw):
            yield "path", [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
        inner, inner_at = _matrix(item, outer), _calls().inner_at
        for index in range(max(_calls().inside(item), 0)):
            if next(left) < 0:
                return
            yield from _object(inner_at(item, index), raw, inner, left, depth + 1)


def _matrix(item: int, outer: Matrix) -> Matrix:
    """Where an object in a space that is itself placed by `outer` lies."""
    room = _Room()
    if not _calls().matrix_of(item, ctypes.addressof(room)):
        return outer
    own: Matrix = _SIX.unpack(room)
    return own if outer is _IDENTITY else _times(own, outer)


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _paths(item: int, raw: Any) -> Iterator[list[tuple[float, float]]]:
    """The straight subpaths that are seen: stroked, or filled and thin."""
    mode = _Mode()
    place = ctypes.addressof(mode)
    _calls().drawn(item, place, place + ctypes.sizeof(ctypes.c_int))
    fill, stroke = mode
    if not fill and not stroke:
        return
    for points in _subpaths(item, raw):
        if stroke or _is_thin(points):
            yield points


def _subpaths(item: int, raw: Any) -> Iterator[list[tuple[float, float]]]:
    points: list[tuple[float, float]] = []
    corner = _Corner()
    at_x = ctypes.addressof(corner)
    at_y = at_x + ctypes.sizeof(ctypes.c_float)
    *_, corners, segment_at, kind_of, corner_of, closes = _calls()
    for index in range(min(corners(item), 2000)):
        segment = segment_at(item, index)
        kind = kind_of(segment)
        corner_of(segment, at_x, at_y)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            points = []
            continue
        points.append(_TWO.unpack(corner))
        if len(points) > 2 and closes(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _extent(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_thin(points: list[tuple[float, float]]) -> bool:
    if len(points) < 4:
        return False
    left, top, right, bottom = _extent(points)
    return min(right - left, bottom - top) <= _THIN


def _add_rules(points: list[tuple[float, float]], horizontal: list[Rule], vertical: list[Rule]) -> None:
    """The axis-parallel lines of a path."""
    if not points or not all(math.isfinite(x) and math.isfinite(y) for x, y in points):
        return
    if _is_thin(points):
        left, top, right, bottom = _extent(points)
        middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
        points = (
            [(left, middle_y), (right, middle_y)]
            if right - left >= bottom - top
            else [(middle_x, top), (middle_x, bottom)]
        )
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if abs(y0 - y1) <= 1.0 and abs(x0 - x1) > 1.0:
            horizontal.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x0 - x1) <= 1.0 and abs(y0 - y1) > 1.0:
            vertical.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
