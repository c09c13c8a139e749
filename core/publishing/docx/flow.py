"""The document from cover to last page: blocks in order, sections where the paper turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.blocks import Chart, Heading, PageBreak, Paragraph, PlacedBlock, Publication, Table
from core.publishing.docx.charts import chart_xml
from core.publishing.docx.contents import contents_xml, entries, table_mark
from core.publishing.docx.markup import bookmarked, paragraph, run
from core.publishing.docx.tables import table_xml
from core.publishing.titles import broken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.publishing.files import Steps

HEADER_ID = "\x01header"  # a printed text never holds control characters
FOOTER_ID = "\x01footer"
DRAFT_NOTE = "草稿：尚未定稿，不得公开"
_BREAK = "<w:pageBreakBefore/>"
_STYLES = {"body": "BodyText", "note": "Note", "caption": "Caption", "signature": "Signature", "date": "Date"}
_MM = 1440 / 25.4
_TITLE_CHARACTERS = 20  # on one line


def body(publication: Publication, steps: Steps) -> str:
    """The content of w:body; HEADER_ID and FOOTER_ID stand for the parts that only the package can name."""
    flow = _Flow(turned(publication.blocks), {entry.index for entry in entries(publication)})
    for index, placed in enumerate(publication.blocks):
        steps.step()
        flow.add(index, placed)
    header = f'<w:headerReference w:type="default" r:id="{HEADER_ID}"/>' if publication.draft else ""
    front = _cover(publication) + (contents_xml(publication) if publication.contents else "")
    return front + _section_end(_section(landscape=False, references=header)) + flow.finish()


def turned(blocks: Sequence[PlacedBlock]) -> list[bool]:
    """For each block whether it stands on a landscape page; headings stay with the table that follows them."""
    sides = [False] * len(blocks)
    following = False
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index].block
        if isinstance(block, Table):
            following = block.landscape
        elif not isinstance(block, Heading | PageBreak):
            following = False
        sides[index] = following
    return sides


def _cover(publication: Publication) -> str:
    lines = [paragraph("CoverTitle", run(publication.title))]
    if publication.draft:
        lines.append(paragraph("DraftNote", run(DRAFT_NOTE), '<w:spacing w:before="400"/>'))
    gap = '<w:spacing w:before="4800"/>'
    for text in (publication.unit, publication.date):
        if text:
            lines.append(paragraph("CoverLine", run(text), gap))
            gap = ""
    return "".join(lines)


class _Flow:
    """Collects the running text and closes a section whenever the paper turns."""

    def __init__(self, sides: list[bool], listed: set[int]) -> None:
        self._sides = sides
        self._listed = listed
        self._parts: list[str] = []
        self._landscape = sides[0] if sides else False
        self._sections = 0
        self._fresh = True
        self._break = False
        self._headed = False

    def add(self, index: int, placed: PlacedBlock) -> None:
        """Append one block."""
        if self._sides[index] != self._landscape:
            self._parts.append(_section_end(self._properties()))
            self._landscape = self._sides[index]
            self._fresh, self._break = True, False
        if isinstance(placed.block, PageBreak):
            self._break = not self._fresh  # a new section is a new page already
            return
        annex = isinstance(placed.block, Table) and placed.block.number.startswith("附") and not self._fresh
        listed = index in self._listed
        first = _BREAK if self._break or annex else ""
        self._parts.append(_block(index, placed, first, listed=listed, headed=self._headed and not first))
        self._fresh = self._break = False
        self._headed = isinstance(placed.block, Heading)

    def finish(self) -> str:
        """All of it, with the properties of the last section."""
        return "".join(self._parts) + self._properties()

    def _properties(self) -> str:
        """The current section's properties; the first section brings the footer and page 1, later ones inherit."""
        self._sections += 1
        if self._sections > 1:
            return _section(landscape=self._landscape)
        footer = f'<w:footerReference w:type="default" r:id="{FOOTER_ID}"/>'
        return _section(landscape=self._landscape, references=footer, numbering='<w:pgNumType w:start="1"/>')


def _block(index: int, placed: PlacedBlock, first: str, *, listed: bool, headed: bool) -> str:
    block = placed.block
    if isinstance(block, Heading):
        return _heading(index, block, first)
    if isinstance(block, Paragraph):
        return paragraph(_STYLES[block.role], run(block.text), first)
    if isinstance(block, Chart):
        return chart_xml(index, block, first)
    if isinstance(block, Table):
        mark = bookmarked(index, table_mark(block)) if listed else ""
        return table_xml(placed, block, first, mark, headed=headed)
    return ""


def _heading(index: int, heading: Heading, first: str) -> str:
    style = f"Heading{min(heading.level, 4)}" if heading.level > 0 else "Title"
    line = heading.line if heading.level else broken(heading.line, lambda part: len(part) <= _TITLE_CHARACTERS)
    return paragraph(style, bookmarked(index, run(line)), first)


def _section_end(properties: str) -> str:
    return paragraph("Spacer", "", properties)


def _section(*, landscape: bool, references: str = "", numbering: str = "") -> str:
    """Section properties: A4 with the margins of official papers, turned with the page."""
    top, bottom, left, right = (24, 20, 22, 22) if landscape else (37, 35, 28, 26)
    wide, high = (297, 210) if landscape else (210, 297)
    turn = ' w:orient="landscape"' if landscape else ""
    margins = "".join(
        f' w:{side}="{round(size * _MM)}"'
        for side, size in (("top", top), ("right", right), ("bottom", bottom), ("left", left), ("header", 20))
    )
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{round(wide * _MM)}" w:h="{round(high * _MM)}"{turn}/>'
        f'<w:pgMar{margins} w:footer="{round((18 if landscape else 25) * _MM)}" w:gutter="0"/>{numbering}</w:sectPr>'
    )
