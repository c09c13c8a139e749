"""A chart as a picture, for documents that hold no drawing of ours: the very drawing of the PDF, as PNG."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from core.pdfium import LOCK
from core.publishing.pdf.chart_shapes import HEIGHT, WIDTH

if TYPE_CHECKING:
    from core.blocks import Chart

DOTS = 300  # to the inch: what a printer resolves
EDGE = 4.0  # points around the drawing, for letters that reach over it


def size() -> tuple[float, float]:
    """Width and height of every picture, in points."""
    return WIDTH + 2 * EDGE, HEIGHT + 2 * EDGE


def picture(chart: Chart) -> bytes:
    """The drawing without its title as PNG; the same chart gives the same bytes."""
    import pypdfium2

    data = _page(chart)
    with LOCK:
        document = pypdfium2.PdfDocument(data)
        try:
            bitmap = document[0].render(scale=DOTS / 72, rev_byteorder=True)
            return _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
        finally:
            document.close()


def in_words(chart: Chart) -> str:
    """What the chart shows, for who cannot see it: every value with its name."""
    parts = [
        f"{name}：" * bool(name)
        + "，".join(f"{label} {value:f}{chart.unit}" for label, value in zip(chart.labels, values, strict=False))
        for name, values in chart.series
    ]
    return "；".join([chart.title, *parts])


def _page(chart: Chart) -> bytes:
    """A PDF of one page as large as the drawing."""
    from core.publishing.pdf.charts import lay_chart
    from core.publishing.pdf.ink import Pen
    from core.publishing.pdf.page import Page
    from core.publishing.pdf.sheet import Sheet
    from core.publishing.pdf.style import Frame

    pen = Pen()
    laid = lay_chart(chart, pen)
    width, height = size()
    page = Page(Frame(width, height, EDGE, EDGE, WIDTH, HEIGHT))
    laid.draw(page, EDGE, EDGE)
    sheet = Sheet("")
    sheet.add(page)
    return sheet.finish(pen.fonts.values())


def _png(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """Red, green and blue bytes as a PNG file; zlib finds the repeated rows without a filter."""
    rows = b"".join(b"\0" + pixels[at * stride : at * stride + 3 * width] for at in range(height))
    density = round(DOTS / 0.0254)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"pHYs", struct.pack(">IIB", density, density, 1)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
