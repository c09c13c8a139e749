"""The published report of the year before: one page of marked-up text becomes a Word file and a text file.

A line of the source is `# ` or `## ` a heading, `% ` a line of a title, `@ ` the number of an annex,
`| ` a row of a table (`<` joins a cell to its left, `^` to the one above), anything else a paragraph.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from docx.document import Document as Doc
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

MARKS = {"%": "title", "#": "heading", "##": "subheading", "@": "annex"}
FACES = {"title": ("方正小标宋简体", 22), "heading": ("黑体", 16), "subheading": ("楷体", 16), "annex": ("黑体", 14)}
BODY, CELL = ("仿宋", 16), ("宋体", 10)
MADE = datetime(2024, 4, 2, 9, 0, tzinfo=UTC)
_ZIP_DATE = (2024, 4, 2, 9, 0, 0)


@dataclass(slots=True)
class Part:
    """A line of text, or a table when `rows` is filled."""

    kind: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)


def parts(source: str) -> list[Part]:
    """The source as parts, table rows gathered."""
    found: list[Part] = []
    for line in filter(str.strip, source.splitlines()):
        mark, _, rest = line.partition(" ")
        if mark == "|":
            if not found or found[-1].kind != "table":
                found.append(Part("table"))
            found[-1].rows.append([cell.strip(" ") for cell in rest.split("|")])
        elif mark in MARKS:
            found.append(Part(MARKS[mark], rest))
        else:
            found.append(Part("paragraph", line))
    return found


# -- text -----------------------------------------------------------------------


def write_text(found: Iterable[Part], path: Path) -> None:
    """Write as a converter leaves it: a TAB before each cell, an empty line after each row, merged cells gone."""
    path.write_text("\n".join(_lines(found)) + "\n", encoding="utf-8")


def _lines(found: Iterable[Part]) -> Iterator[str]:
    for part in found:
        if part.kind != "table":
            yield part.text
            continue
        for row in part.rows:
            yield "".join(f"\t{cell}" for cell in row if cell not in {"<", "^"})
            yield ""


# -- Word -----------------------------------------------------------------------


def write_word(found: Iterable[Part], path: Path) -> None:
    """Write as a clerk types it: headings are paragraphs in another face, not heading styles."""
    document = Document()
    _page(document)
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = MADE
    for part in found:
        if part.kind == "table":
            _table(document, part.rows)
            continue
        _paragraph(document, part)
    raw = io.BytesIO()
    document.save(raw)
    path.write_bytes(_same_dates(raw.getvalue()))


def _page(document: Doc) -> None:
    """A4 with the margins of official documents."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)


def _paragraph(document: Doc, part: Part) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    if part.kind == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif part.kind == "annex":
        paragraph.paragraph_format.page_break_before = True
    else:
        paragraph.paragraph_format.first_line_indent = Pt(32)
    _face(paragraph.add_run(part.text), *FACES.get(part.kind, BODY))


def _face(run: Run, name: str, size: int) -> None:
    run.font.name, run.font.size = name, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)  # noqa: SLF001 - no public way


def _table(document: Doc, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]), "Table Grid")
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            owner[r, c] = owner[r, c - 1] if text == "<" else owner[r - 1, c] if text == "^" else (r, c)
    for r, c in sorted(set(owner.values())):
        last = max(place for place, first in owner.items() if first == (r, c))
        cell = table.cell(r, c)
        if last != (r, c):
            cell = cell.merge(table.cell(*last))
        _fill(cell.paragraphs[0], rows[r][c])
    for column, width in zip(table.columns, _widths(rows), strict=True):
        column.width = Cm(width)


def _widths(rows: list[list[str]]) -> list[float]:
    """15.6 cm of page shared out by the longest word of each column, within reason."""
    longest = [max(4, *(min(len(cell), 12) for cell in column)) for column in zip(*rows, strict=True)]
    return [15.6 * one / sum(longest) for one in longest]


def _fill(paragraph: Paragraph, text: str) -> None:
    if text:
        _face(paragraph.add_run(text), *CELL)


def _same_dates(package: bytes) -> bytes:
    """The package with one date on every part, so that the same source gives the same bytes."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # the same on every computer
            new.writestr(info, old.read(name))
    return made.getvalue()
