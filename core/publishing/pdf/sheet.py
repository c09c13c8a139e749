"""The finished pages become a PDF file."""

from __future__ import annotations

from hashlib import md5
from typing import TYPE_CHECKING, Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.publishing.pdf.embed import EmbeddedFont
    from core.publishing.pdf.page import Page

PRODUCER = "决报"


class _Info(pdfdoc.PDFInfo):
    """The document's metadata: its title and the program, no person, no time."""

    def format(self, document: Any) -> Any:
        entries = {"Title": pdfdoc.PDFString(self.title), "Producer": pdfdoc.PDFString(PRODUCER)}
        return pdfdoc.PDFDictionary(entries).format(document)


class Sheet(Canvas):
    """reportlab's canvas, fed with finished operators; it embeds our fonts and no other."""

    _doc: Any  # what the canvas writes; the stubs leave it out

    def __init__(self, title: str) -> None:
        super().__init__("report.pdf", pageCompression=1, invariant=1, pdfVersion=(1, 7), lang="zh-CN")
        self._doc.info = _Info()
        self.setTitle(title)
        self.setViewerPreference("DisplayDocTitle", "true")
        self._digest = md5(title.encode(), usedforsecurity=False)
        self._open_levels: list[int] = []  # of the outline entries above the next one

    def _make_preamble(self) -> None:
        """No initial font: reportlab would name Helvetica, which is not embedded."""
        self._preamble = ""

    def add(self, page: Page) -> None:
        """Write one page with its bookmarks and links."""
        frame = page.frame
        self.setPageSize((frame.page_width, frame.page_height))
        operators = "\n".join(page.ops)
        self._digest.update(operators.encode())
        self.addLiteral(operators)
        for anchor in page.anchors:
            self.bookmarkPage(anchor.key, fit="XYZ", left=0, top=round(page.up(anchor.y), 2))
            self._add_outline(anchor.title, anchor.key, anchor.level)
        for link in page.links:
            rectangle = tuple(round(n, 2) for n in (link.left, page.up(link.bottom), link.right, page.up(link.top)))
            self.linkAbsolute("", link.key, rectangle, Border="[0 0 0]")
        self.showPage()

    def finish(self, fonts: Iterable[EmbeddedFont]) -> bytes:
        """Embed the fonts and return the file."""
        self._doc.delayedFonts.extend(fonts)
        if self._open_levels:
            self.showOutline()
        name = self._digest.hexdigest()
        self._doc._ID = f"\n[<{name}><{name}>]\n".encode()  # noqa: SLF001 - reportlab's own would name the library
        data: bytes = self.getpdfdata()  # type: ignore[no-untyped-call]
        return data

    def _add_outline(self, title: str, key: str, level: int) -> None:
        """An outline entry below the nearest one before it of a higher rank."""
        while self._open_levels and self._open_levels[-1] >= level:
            self._open_levels.pop()
        self.addOutlineEntry(title, key, len(self._open_levels), closed=False)
        self._open_levels.append(level)


rl_config.useA85 = 0  # streams are binary; the alternative is a quarter larger
