"""A PDF as pages: drawn by PDFium under its lock, off the window's thread, and stopped in the middle of a page."""

from __future__ import annotations

import unicodedata
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage

from core.errors import Cancelled, ReadingError
from core.pdfium import LOCK
from ui.pages.sourceview.paper import around, folded, occurrences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from core.blocks import Box
    from core.reading.pdf_glyphs import Glyph
    from ui.pages.sourceview.paper import Part, Stopped, Where

PIXELS = 12_000_000
"""No picture is larger: a page of poster size is drawn coarser."""
_STRIP = 750_000
"""Pixels drawn in one go."""
_READ = 12
"""So many pages' characters are kept."""
_ENDS = 90
"""Characters at the end of a page, footer included, where a quote may begin that the next page ends."""
_SIDE = 10_000.0


class PdfPaper:
    """One PDF file, open as long as it is shown."""

    def __init__(self, path: Path, file: str = "") -> None:
        self.path = path
        self.file = file or path.name
        self.sizes: list[tuple[float, float]] = []
        self._document: Any = None
        self._glyphs: OrderedDict[int, tuple[Glyph, ...]] = OrderedDict()

    # -- on the worker ------------------------------------------------------------------

    def open(self, stopped: Stopped) -> None:
        """Open the file and learn the sizes of its pages.  Raises ReadingError, Cancelled."""
        import pypdfium2

        with LOCK:
            try:
                document = pypdfium2.PdfDocument(self.path)
            except (pypdfium2.PdfiumError, OSError) as error:
                raise ReadingError(f"“{self.file}”打不开了", "请确认文件还在原处") from error
            sizes = []
            for page in range(len(document)):
                if stopped():
                    document.close()
                    raise Cancelled(f"已取消打开“{self.file}”", "")
                sizes.append(_sane(*document.get_page_size(page)))
            self._document, self.sizes = document, sizes

    def draw(self, page: int, scale: float, stopped: Stopped) -> QImage | None:
        """A page; PDFium asks between its objects whether it should go on."""
        width, height = self.sizes[page]
        scale = min(scale, (PIXELS / (width * height)) ** 0.5)
        with LOCK:
            if self._document is None or stopped():
                return None
            sheet = self._document[page]
            try:
                return _picture(sheet, max(round(width * scale), 1), max(round(height * scale), 1), stopped)
            finally:
                sheet.close()

    def boxes(self, part: Part) -> list[Where]:
        """A cell is where it was read; a quote is looked for in the characters of its page, nearest to its line."""
        home = self.home(part)
        if home is None:
            return []
        stands = part.evidence.box
        if part.quote and (stands is None or not part.evidence.cell):
            found = _lines(self._quoted(home, part))
            if found:
                return [(home, box) for box in found]
            over = self._over(home - 1, part.quote) or self._over(home, part.quote)
            if over:
                return over
        return [(home, stands)] if stands is not None else []

    def close(self) -> None:
        """Let the file go."""
        with LOCK:
            if self._document is not None:
                self._document.close()
                self._document = None
            self._glyphs.clear()

    def __del__(self) -> None:
        """A window that is closed forgets its pages; PDFium's lock is held for that too."""
        self.close()

    # -- anywhere -----------------------------------------------------------------------

    def home(self, part: Part) -> int | None:
        """The page the evidence names."""
        page = part.evidence.page
        known = part.evidence.file == self.file and page is not None and page <= len(self.sizes)
        return page - 1 if known and page is not None else None

    # -- quotes -------------------------------------------------------------------------

    def _quoted(self, page: int, part: Part) -> list[Glyph]:
        """The characters of a quote: of several occurrences those nearest to the line it was read on."""
        glyphs = self._characters(page)
        places = [place for place, glyph in enumerate(glyphs) for _ in glyph.char]
        text = "".join(glyph.char for glyph in glyphs)
        line = part.evidence.box
        found = [
            [glyphs[places[at]] for at in range(first, last)]
            for first, last in occurrences(text, part.quote, part.lead)
        ]
        if not found or line is None:
            return found[0] if found else []
        middle = (line.top + line.bottom) / 2
        return min(found, key=lambda many: min(abs(one.y - middle) for one in many))

    def _over(self, page: int, quote: str) -> list[Where]:
        """The rectangles of a quote that begins at the end of a page and ends at the beginning of the next."""
        if not 0 <= page < len(self.sizes) - 1:
            return []
        foot, head = self._characters(page)[-_ENDS:], self._characters(page + 1)[:_ENDS]
        wanted = folded(quote)[0]
        for cut in range(len(wanted) - 1, 0, -1):
            above, below = _run(foot, wanted[:cut]), _run(head, wanted[cut:])
            if above and below:
                return [*((page, box) for box in _lines(above)), *((page + 1, box) for box in _lines(below))]
        return []

    def _characters(self, page: int) -> tuple[Glyph, ...]:
        from core.reading.pdf_glyphs import read_glyphs

        if page in self._glyphs:
            self._glyphs.move_to_end(page)
            return self._glyphs[page]
        with LOCK:
            if self._document is None:
                return ()
            sheet = self._document[page]
            try:
                glyphs = tuple(glyph for glyph in read_glyphs(sheet) if unicodedata.category(glyph.char[0]) != "Cc")
            finally:
                sheet.close()
        self._glyphs[page] = glyphs
        if len(self._glyphs) > _READ:
            self._glyphs.popitem(last=False)
        return glyphs


def _run(glyphs: Sequence[Glyph], words: str) -> Sequence[Glyph]:
    """The characters that are those words; none where they are not there."""
    text, places = folded("".join(glyph.char[0] for glyph in glyphs))
    start = text.find(words)
    return glyphs[places[start] : places[start + len(words) - 1] + 1] if start >= 0 else ()


def _lines(glyphs: Sequence[Glyph]) -> list[Box]:
    """One box for each line the characters stand on."""
    lines: list[list[Box]] = []
    for glyph in glyphs:
        box = glyph.box
        middle = (box.top + box.bottom) / 2
        if lines and lines[-1][-1].top <= middle <= lines[-1][-1].bottom and box.left >= lines[-1][-1].left - 1:
            lines[-1].append(box)
        else:
            lines.append([box])
    return [around(line) for line in lines]


def _sane(width: float, height: float) -> tuple[float, float]:
    """A damaged page has no size, or one that no sheet of paper has."""
    return min(max(width, 1.0), _SIDE), min(max(height, 1.0), _SIDE)


def _picture(sheet: Any, width: int, height: int, stopped: Stopped) -> QImage | None:
    """The page of so many pixels, strip by strip; None where it was stopped on the way.

    PDFium asks whether it should go on after every hundred objects only: in a narrow strip these take little time.
    """
    import ctypes

    image = QImage(width, height, QImage.Format.Format_RGB32)
    if image.isNull():
        return None  # no memory for it: the page stays a blank one
    stride = image.bytesPerLine()
    pixels = (ctypes.c_ubyte * (stride * height)).from_buffer(image.bits())
    step = max(_STRIP // width, 1)
    for top in range(0, height, step):
        rows = min(step, height - top)
        if not _strip(sheet, ctypes.byref(pixels, top * stride), (width, height), (top, rows), stopped):
            return None
    return image


def _strip(sheet: Any, target: Any, size: tuple[int, int], strip: tuple[int, int], stopped: Stopped) -> bool:
    """Draw the rows `strip` (first, count) of the page into memory; False where it was stopped."""
    import ctypes

    import pypdfium2.raw as raw

    (width, height), (top, rows) = size, strip
    bitmap = raw.FPDFBitmap_CreateEx(
        width, rows, raw.FPDFBitmap_BGRx, target, width * 4
    )  # 32 bits a pixel: rows have no padding
    pause = raw.IFSDK_PAUSE(version=1)
    asks = dict(raw.IFSDK_PAUSE._fields_)["NeedToPauseNow"](lambda _pause: int(stopped()))
    pause.NeedToPauseNow = asks
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, rows, 0xFFFFFFFF)
        state = raw.FPDF_RenderPageBitmap_Start(
            bitmap, sheet.raw, 0, -top, width, height, 0, raw.FPDF_ANNOT, ctypes.byref(pause)
        )
        raw.FPDF_RenderPage_Close(sheet.raw)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return bool(state != raw.FPDF_RENDER_TOBECONTINUED) and not stopped()
