"""A PDF as pages: drawn by PDFium under its lock, off the window's thread, and stopped in the middle of a page."""

from __future__ import annotations

import unicodedata
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage

from core.errors import Cancelled, ReadingError
from core.pdfium import LOCK
from ui.pages.sourceview.paper import around, occurrences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from core.blocks import Box
    from core.reading.pdf_page import Glyph
    from ui.pages.sourceview.paper import Part, Stopped, Where

PIXELS = 16_000_000
"""No picture is larger: a page of poster size is drawn coarser."""
_READ = 12
"""So many pages' characters are kept."""
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
        found = [[glyphs[places[at]] for at in range(first, last)] for first, last in occurrences(text, part.quote)]
        if not found or line is None:
            return found[0] if found else []
        middle = (line.top + line.bottom) / 2
        return min(found, key=lambda many: min(abs((one.box.top + one.box.bottom) / 2 - middle) for one in many))

    def _characters(self, page: int) -> tuple[Glyph, ...]:
        from core.reading.pdf_page import read_glyphs

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
    """The page of so many pixels; None where it was stopped on the way."""
    import ctypes

    import pypdfium2
    import pypdfium2.raw as raw

    bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
    raw.FPDFBitmap_FillRect(bitmap.raw, 0, 0, width, height, 0xFFFFFFFF)
    pause = raw.IFSDK_PAUSE(version=1)
    asks = dict(raw.IFSDK_PAUSE._fields_)["NeedToPauseNow"](lambda _pause: int(stopped()))
    pause.NeedToPauseNow = asks
    state = raw.FPDF_RenderPageBitmap_Start(
        bitmap.raw, sheet.raw, 0, 0, width, height, 0, raw.FPDF_ANNOT, ctypes.byref(pause)
    )
    raw.FPDF_RenderPage_Close(sheet.raw)
    if state == raw.FPDF_RENDER_TOBECONTINUED:
        return None
    image = QImage(bytes(bitmap.buffer), width, height, bitmap.stride, QImage.Format.Format_RGB32)
    return image.copy()  # the bytes belong to Python
