"""PDF files with a text layer: paragraphs by geometry, tables by their ruling lines or by what stands aligned.

Evidence has page, line and box.  Pages of pictures are not recognised: a scan is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from core.blocks import SourceDocument
from core.pdfium import LOCK
from core.reading import structure
from core.reading.captions import attach_captions
from core.reading.pdf_aligned import aligned_grids, may_align
from core.reading.pdf_continued import over_pages
from core.reading.pdf_glyphs import X, Y
from core.reading.pdf_grid import find_grids
from core.reading.pdf_lines import Line, lines_from, rows_of
from core.reading.pdf_page import PageContent, read_page
from core.reading.pdf_paragraphs import MARGIN, measures, paragraphs, raw_paragraph, without_running
from core.reading.pdf_tables import PageTable, joined, page_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.errors import ReadingError
    from core.reading.pdf_glyphs import Plain
    from core.reading.pdf_grid import Grid
    from core.reading.raw import Raw
    from core.reading.source import Source

PAGE_LIMIT = 1000
GLYPH_LIMIT = 2_000_000
_STRANGE = re.compile("[\ue000-\uf8ff\ufffd]")
_SCAN = "请导入 Word 或 Excel 原件，或先用带文字识别的软件转成可复制文字的 PDF"


@dataclass(slots=True)
class _Pages:
    """What was read of all pages."""

    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    tables: list[PageTable] = field(default_factory=list)
    open: Grid | None = None
    """A table without ruling lines at the end of the page, which may go on."""
    images: int = 0
    glyphs: int = 0


def read_pdf(source: Source) -> SourceDocument:
    """The blocks of a PDF file."""
    with LOCK:
        document = _open(source)
    try:
        pages = _read_pages(source, document)
    finally:
        with LOCK:
            document.close()
    count = len(pages.widths)
    source.step(count, count)
    _check_text(source, pages)
    raws = _raws(source.name, pages)
    return SourceDocument(source.name, "pdf", attach_captions(structure.assemble(raws)), pages=count)


def _read_pages(source: Source, document: Any) -> _Pages:
    count = len(document)
    if count > PAGE_LIMIT:
        raise source.refuse(f"有 {count} 页，超过 {PAGE_LIMIT} 页的上限", "请只保留报告部分再导入", code="too_large")
    pages = _Pages()
    for index in range(count):
        source.step(index, count)
        with LOCK:
            content = read_page(document, index)
        pages.glyphs += len(content.glyphs)
        if pages.glyphs > GLYPH_LIMIT:
            raise source.refuse("的文字太多", "请只保留报告部分再导入", code="too_large")
        _add_page(pages, content, index + 1)
    return pages


def _open(source: Source) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(source.path)
    except pypdfium2.PdfiumError as error:
        raise _cannot_open(source, str(error)) from error


def _cannot_open(source: Source, reason: str) -> ReadingError:
    if "password" in reason.lower() or "security" in reason.lower():
        return source.refuse("设有打开密码", "请取消密码后另存，再导入", code="encrypted")
    return source.refuse("已损坏，打不开", "请重新下载或重新导出 PDF 后再导入", code="damaged")


def _add_page(pages: _Pages, content: PageContent, number: int) -> None:
    pages.widths[number], pages.heights[number] = content.width, content.height
    pages.images += content.images
    aligned, laid = _laid_out(content, number, pages.open)
    for grid, glyphs in sorted(zip(laid.grids, laid.held, strict=True), key=lambda one: one[0].ys[0]):
        if glyphs:
            pages.tables.append(page_table(grid, content, number, glyphs))
    ends = [line.box.bottom for line in laid.lines if line.box.bottom < (1 - MARGIN) * content.height]
    pages.open = next((grid for grid in aligned[-1:] if grid.ys[-1] >= max(ends, default=0.0)), None)
    pages.lines += laid.lines


class _Laid:
    """A page with these grids: the glyphs that stand in each, and the lines outside of them."""

    def __init__(self, grids: Sequence[Grid], glyphs: Sequence[Plain], number: int) -> None:
        self.grids, self.glyphs, self.number = grids, glyphs, number
        free, self.held = _sorted_in(grids, glyphs)
        self.rows = rows_of(free)
        self.lines = lines_from(self.rows, number)

    def aligned(self, content: PageContent, before: Grid | None) -> list[Grid]:
        """The grids of what stands aligned in the lines."""
        return aligned_grids(self.rows, content.horizontal, before) if may_align(self.lines, before) else []

    def having(self, more: Sequence[Grid]) -> _Laid:
        """The page with further grids."""
        return _Laid([*self.grids, *more], self.glyphs, self.number) if more else self


def _laid_out(content: PageContent, number: int, before: Grid | None) -> tuple[list[Grid], _Laid]:
    """The tables of a page that are not ruled, and the page with all its tables.

    A frame ruled into rows alone is a table only where no columns stand aligned in it.
    """
    ruled = find_grids(content.horizontal, content.vertical)
    columned = [grid for grid in ruled if len(grid.xs) > 2]
    if len(columned) < len(ruled):
        laid = _Laid(columned, content.glyphs, number)
        aligned = laid.aligned(content, before)
        if any(_overlaps(one, grid) for one in aligned for grid in ruled if len(grid.xs) == 2):
            return aligned, laid.having(aligned)
    laid = _Laid(ruled, content.glyphs, number)
    aligned = laid.aligned(content, before)
    return aligned, laid.having(aligned)


def _overlaps(one: Grid, other: Grid) -> bool:
    return one.ys[0] < other.ys[-1] and other.ys[0] < one.ys[-1]


def _sorted_in(grids: Sequence[Grid], glyphs: Sequence[Plain]) -> tuple[Sequence[Plain], list[list[Plain]]]:
    """The glyphs that stand in none of the grids, and those of each."""
    if not grids:
        return glyphs, []
    held: list[list[Plain]] = [[] for _ in grids]
    free: list[Plain] = []
    places = [
        (grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1], inside) for grid, inside in zip(grids, held, strict=True)
    ]
    for glyph in glyphs:
        x, y = glyph[X], glyph[Y]
        for x0, y0, x1, y1, inside in places:
            if x0 <= x <= x1 and y0 <= y <= y1:
                inside.append(glyph)
                break
        else:
            free.append(glyph)
    return free, held


def _check_text(source: Source, pages: _Pages) -> None:
    texts = [line.text for line in pages.lines]
    texts += [cell.text for table in pages.tables for row in table.rows for cell in row if cell is not None]
    text = "".join(texts)
    if len(text) < 10 * len(pages.widths) and pages.images >= len(pages.widths):
        raise source.refuse("是扫描件，没有可复制的文字", _SCAN, code="scanned")
    if not text:
        raise source.refuse("里没有文字", _SCAN, code="scanned")
    if 3 * len(_STRANGE.findall(text)) > len(text):
        raise source.refuse("里的文字没有编码，复制出来是乱码", _SCAN, code="scanned")


def _raws(name: str, pages: _Pages) -> list[Raw]:
    """Paragraphs and tables in reading order."""
    lines = without_running(pages.lines, pages.heights)
    tables, lines = over_pages(pages.tables, lines)
    places = [(parts[0].page, parts[0].box.top) for parts in tables]
    ends = [(parts[-1].page, parts[-1].box.bottom) for parts in tables]
    printed = [(line.page, line.box.top) for line in lines]
    starts = {_first_after(printed, place) for place in [*places, *ends]}
    areas = measures(lines, pages.widths) if lines else {}
    placed: list[tuple[tuple[int, float], Raw]] = [
        (place, joined(name, parts)) for place, parts in zip(places, tables, strict=True)
    ]
    for group in paragraphs(lines, areas, starts):
        first = group[0]
        whole = raw_paragraph(group, areas[first.page], pages.widths[first.page], name)
        placed += [((first.page, first.box.top), raw) for raw in structure.without_run_in(whole)]
    return [raw for _place, raw in sorted(placed, key=lambda item: item[0])]


def _first_after(printed: Sequence[tuple[int, float]], place: tuple[int, float]) -> int:
    return next((index for index, other in enumerate(printed) if other >= place), len(printed))
