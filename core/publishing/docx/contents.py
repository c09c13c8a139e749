"""The contents page: a field that Word updates, already filled with headings, tables and page numbers.

Pages are known only to the program that lays them out; the numbers shown until then
are those of our own layout, which keeps to the same measures and breaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.blocks import Heading, Table
from core.publishing.docx.markup import bookmark, field, field_end, field_start, hidden_field, paragraph, run
from core.publishing.pdf.layout import first_pages, is_said, is_title

if TYPE_CHECKING:
    from core.blocks import Publication

LEVELS = 2
_TABLES = "t"  # marks the entries of tables
_FIELD = f'TOC \\o "1-{LEVELS}" \\h \\z \\u \\f {_TABLES}'


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: `index` is its block, `part` a heading above the numbered ones."""

    index: int
    level: int
    text: str
    part: bool = False


def entries(publication: Publication) -> list[Entry]:
    """The headings of the first levels and the titled tables, as in the PDF."""
    found: list[Entry] = []
    blocks = [placed.block for placed in publication.blocks]
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level <= LEVELS and not is_title(block, publication):
            line = " ".join(block.line.split("\n"))
            found.append(Entry(index, max(block.level, 1), line, part=block.level == 0))
        elif isinstance(block, Table) and block.title and not is_said(block, blocks[index - 1] if index else None):
            found.append(Entry(index, LEVELS, entry_text(block)))
    return found


def entry_text(table: Table) -> str:
    """A table in the contents: 公开01表 收入支出决算总表."""
    return f"{table.number} {table.title}".strip().replace("\n", "")


def table_mark(table: Table) -> str:
    """What puts a table into the contents when Word makes them anew."""
    quoted = entry_text(table).replace('"', "”")
    return hidden_field(f'TC "{quoted}" \\f {_TABLES} \\l {LEVELS}')


def contents_xml(publication: Publication) -> str:
    """The contents, beginning on a new page; empty where there is nothing to list."""
    listed = entries(publication)
    if not listed:
        return ""
    pages = first_pages(publication)
    title = paragraph("TOCHeading", run("目　录"), "<w:pageBreakBefore/>")
    lines = [
        paragraph(f"TOC{entry.level}", (field_start(_FIELD) if not number else "") + _entry(entry, pages[entry.index]))
        for number, entry in enumerate(listed)
    ]
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    content = title + "".join(lines) + paragraph("Spacer", field_end())
    return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _entry(entry: Entry, page: int) -> str:
    name = bookmark(entry.index)
    number = field(f"PAGEREF {name} \\h", f"<w:r><w:t>{page}</w:t></w:r>")
    text = run(entry.text, bold=entry.part)
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{text}<w:r><w:tab/></w:r>{number}</w:hyperlink>'
