"""The running text of a publication: one wide column, a row a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.blocks import Block, Heading, Paragraph, Publication
from core.publishing.xlsx.measure import line_count
from core.publishing.xlsx.sheets import put_text, set_height, set_page
from core.publishing.xlsx.styles import BODY, BODY_NOTE, CAPTION, DRAFT, HEADINGS, SIGNATURE, SUBTITLE, Look

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

WIDTH = 100.0
_HIGHEST = 405.0
_LOOKS = {"body": BODY, "note": BODY_NOTE, "caption": CAPTION, "signature": SIGNATURE, "date": SIGNATURE}


def has_text(publication: Publication) -> bool:
    """Whether the publication has any running text at all."""
    return any(isinstance(placed.block, Heading | Paragraph) for placed in publication.blocks)


def write_text(sheet: Worksheet, publication: Publication) -> None:
    """Fill `sheet` with title, unit, date, headings and paragraphs."""
    sheet.column_dimensions["A"].width = WIDTH
    row = 0
    for text, look in _lines(publication):
        row += 1
        put_text(sheet, row, 1, text, look)
        row = _give_height(sheet, row, text, look)
    set_page(sheet, landscape=False, draft=publication.draft)
    sheet.print_area = f"A1:A{row}"


def _lines(publication: Publication) -> Iterator[tuple[str, Look]]:
    if publication.draft:
        yield "草稿", DRAFT
    yield publication.title, HEADINGS[0]
    for text in (publication.unit, publication.date):
        if text:
            yield text, SUBTITLE
    for placed in publication.blocks:
        yield from _line(placed.block)


def _line(block: Block) -> Iterator[tuple[str, Look]]:
    if isinstance(block, Heading):
        yield block.line, HEADINGS[max(0, min(block.level, len(HEADINGS) - 1))]
    elif isinstance(block, Paragraph) and block.text:
        yield block.text, _LOOKS[block.role]


def _give_height(sheet: Worksheet, row: int, text: str, look: Look) -> int:
    """Make the text's row high enough; a row has a limit, so a very long text is merged over several.

    Returns the last row it uses.
    """
    height = line_count(text, WIDTH * 11 / look.size) * look.height + 8
    rows = int(-(-height // _HIGHEST))
    for each in range(row, row + rows):
        set_height(sheet, each, height / rows)
    if rows > 1:
        sheet.merge_cells(start_row=row, end_row=row + rows - 1, start_column=1, end_column=1)
    return row + rows - 1
