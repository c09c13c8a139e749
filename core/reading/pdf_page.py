"""One PDF page as glyphs and ruling lines, in points from its top left, whatever its rotation."""

from __future__ import annotations

import ctypes
import itertools
import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from core.pdfium import address, quick
from core.reading.pdf_glyphs import Glyph, read_glyphs, sheet_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OBJECT_LIMIT = 60_000  # a page of maps or a scan that was traced; no report has it
_THIN = 2.5
_DEPTH = 4

Matrix = tuple[float, float, float, float, float, float]
Shape = tuple[str, list[tuple[float, float]]]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


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
    glyphs: tuple[Glyph, ...]
    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
    images: int


def read_page(page: Any) -> PageContent:
    """The content of a pypdfium2 page."""
    import pypdfium2.raw as raw

    sheet = sheet_of(page)
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    images = 0
    for kind, points in _shapes(page, raw):
        if kind == "image":
            images += 1
            continue
        _add_rules([sheet.edges(x, y, x, y)[:2] for x, y in points], horizontal, vertical)
    glyphs = read_glyphs(page, sheet)
    return PageContent(sheet.width, sheet.height, glyphs, tuple(horizontal), tuple(vertical), images)


def _shapes(page: Any, raw: Any) -> Iterator[Shape]:
    """Images, and each straight path as its corner points; thin rectangles come as one line."""
    left = itertools.count(OBJECT_LIMIT, -1)
    object_at, type_of, *_ = _calls()
    place = address(page.raw)
    count, words = min(raw.FPDFPage_CountObjects(page.raw), OBJECT_LIMIT), raw.FPDF_PAGEOBJ_TEXT
    for index in [index for index in range(count) if type_of(object_at(place, index)) != words]:
        yield from _object(raw.FPDFPage_GetObject(page.raw, index), raw, _IDENTITY, left)


class _Calls(NamedTuple):
    """What is asked of each object of a page, most of which are single characters, and of each corner of a path."""

    object_at: Callable[[int, int], int]
    type_of: Callable[[int], int]
    segment_at: Callable[[int, int], int]
    kind_of: Callable[[int], int]
    corner_of: Callable[[int, int, int], int]
    closes: Callable[[int], int]


@cache
def _calls() -> _Calls:
    import pypdfium2.raw as raw

    handle, number = ctypes.c_void_p, ctypes.c_int
    return _Calls(
        quick(raw.FPDFPage_GetObject, handle, handle, number),
        quick(raw.FPDFPageObj_GetType, number, handle),
        quick(raw.FPDFPath_GetPathSegment, handle, handle, number),
        quick(raw.FPDFPathSegment_GetType, number, handle),
        quick(raw.FPDFPathSegment_GetPoint, number, handle, handle, handle),
        quick(raw.FPDFPathSegment_GetClose, number, handle),
    )


def _object(item: Any, raw: Any, outer: Matrix, left: Iterator[int], depth: int = 0) -> Iterator[Shape]:
    """The shapes of a page object and of what it contains, while there are any `left` to be read."""
    if next(left) < 0:
        return
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_IMAGE:
        yield "image", []
    elif kind == raw.FPDF_PAGEOBJ_PATH:
        matrix = _times(_matrix(item, raw), outer)
        for points in _paths(item, raw):
            yield "path", [_apply(matrix, point) for point in points]
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
        inner = _times(_matrix(item, raw), outer)
        for index in range(max(raw.FPDFFormObj_CountObjects(item), 0)):
            if next(left) < 0:
                return
            yield from _object(raw.FPDFFormObj_GetObject(item, index), raw, inner, left, depth + 1)


def _matrix(item: Any, raw: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return _IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


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


def _apply(m: Matrix, point: tuple[float, float]) -> tuple[float, float]:
    x, y = point
    return (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])


def _paths(item: Any, raw: Any) -> Iterator[list[tuple[float, float]]]:
    """The straight subpaths that are seen: stroked, or filled and thin."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    for points in _subpaths(item, raw):
        if stroke.value or _is_thin(points):
            yield points


def _subpaths(item: Any, raw: Any) -> Iterator[list[tuple[float, float]]]:
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    path, at_x, at_y = address(item), ctypes.addressof(x), ctypes.addressof(y)
    _, _, segment_at, kind_of, corner_of, closes = _calls()
    for index in range(min(raw.FPDFPath_CountSegments(item), 2000)):
        segment = segment_at(path, index)
        kind = kind_of(segment)
        corner_of(segment, at_x, at_y)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            points = []
            continue
        points.append((x.value, y.value))
        if closes(segment) and len(points) > 2:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _extent(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_thin(points: list[tuple[float, float]]) -> bool:
    left, top, right, bottom = _extent(points)
    return len(points) >= 4 and min(right - left, bottom - top) <= _THIN


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
