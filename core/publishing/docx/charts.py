"""A chart: its caption, and the drawing as a picture that also says in words what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from core.publishing.chart_picture import in_words, size
from core.publishing.docx.markup import paragraph, run
from core.publishing.files import printable

if TYPE_CHECKING:
    from core.blocks import Chart

_EMU = 12700  # to the point
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def picture_id(index: int) -> str:
    """Stands for the picture of block `index`, which only the package can name; no printed text holds it."""
    return f"\x01picture{index}\x01"


def chart_xml(index: int, chart: Chart, first: str = "") -> str:
    """The caption and below it the picture of block `index`."""
    caption = paragraph("Caption", run(chart.title), first) if chart.title else ""
    return caption + paragraph("Figure", _inline(index, chart), "" if caption else first)


def _inline(index: int, chart: Chart) -> str:
    """A picture in the line, in its natural size."""
    wide, high = (round(points * _EMU) for points in size())
    name, words = f"图片{index}", quoteattr(printable(in_words(chart)))
    extent = f'cx="{wide}" cy="{high}"'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0"'
        f' distR="0"><wp:extent {extent}/><wp:docPr id="{index + 1}" name="{name}" descr={words}/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_DRAWING}/main" noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="{index + 1}" name="{name}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{picture_id(index)}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
