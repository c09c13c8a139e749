"""The contents page: a field that Word updates, already filled with the headings.

Page numbers are known only to the program that lays the pages out, so each is a
field too; LibreOffice shows them at once, Word when it prints or updates fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.blocks import Heading
from core.publishing.docx.markup import field, field_end, field_start, paragraph, run

if TYPE_CHECKING:
    from core.blocks import Publication

LEVELS = 2
_FIELD = f'TOC \\o "1-{LEVELS}" \\h \\z \\u'


def bookmark(index: int) -> str:
    """The name of the place of the heading in block `index`."""
    return f"_Toc{index + 1:08}"


def contents_xml(publication: Publication) -> str:
    """The contents, beginning on a new page; empty where there is nothing to list."""
    entries = [
        (index, placed.block)
        for index, placed in enumerate(publication.blocks)
        if isinstance(placed.block, Heading) and 1 <= placed.block.level <= LEVELS
    ]
    if not entries:
        return ""
    title = paragraph("TOCHeading", run("目　录"), "<w:pageBreakBefore/>")
    lines = [
        paragraph(f"TOC{heading.level}", (field_start(_FIELD) if not number else "") + _entry(heading, index))
        for number, (index, heading) in enumerate(entries)
    ]
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    content = title + "".join(lines) + paragraph("Spacer", field_end())
    return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _entry(heading: Heading, index: int) -> str:
    name = bookmark(index)
    page = field(f"PAGEREF {name} \\h", "")
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{run(heading.line)}<w:r><w:tab/></w:r>{page}</w:hyperlink>'
