"""Reading and importing real reports beside the bare extraction of their text and tables by the libraries."""

from __future__ import annotations

import ctypes
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as raw
import pytest

from core.blocks import Table
from core.prefill import recognise, understand
from core.reading import read
from core.reading.pdf_grid import find_grids
from core.reading.pdf_page import Rule
from core.template import template_of

pytestmark = [pytest.mark.bench, pytest.mark.real]


def import_of(path):
    """The whole import: reading, recognising, proposals."""
    documents = [read(path)]
    guess = recognise(documents)
    return understand(documents, template_of(guess.packs), guess.year + 1)


def bare_pdf(path, *, cells=False):
    """The text of all pages, by pypdfium2, and the grids that the ruling lines of their paths make.

    `cells` asks for the text of each cell too, which is what a table's extraction gives.
    """
    document = pypdfium2.PdfDocument(path)
    for page in document:
        found = page.get_textpage()
        found.get_text_range()
        _, _, _, top = page.get_bbox()
        horizontal, vertical = [], []
        for index in range(raw.FPDFPage_CountObjects(page.raw)):
            item = raw.FPDFPage_GetObject(page.raw, index)
            if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_PATH:
                add_rules(segments(item), top, horizontal, vertical)
        for grid in find_grids(horizontal, vertical):
            boxes = [grid.cell_box(span) for span in grid.spans] if cells else []
            for box in boxes:
                found.get_text_bounded(box.left, top - box.bottom, box.right, top - box.top)
        found.close()
        page.close()
    document.close()


def tables_pdf(path):
    """The text of all pages and of every cell of their tables."""
    bare_pdf(path, cells=True)


def placed_pdf(path):
    """The places of all characters, which tables and quotes need besides."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        found = page.get_textpage()
        for index in range(found.count_chars()):
            found.get_charbox(index, loose=True)
        found.close()
        page.close()
    document.close()


def opened_pdf(path):
    """All pages with their text, nothing asked of them."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.get_textpage().close()
        page.close()
    document.close()


def segments(item):
    """The corners of a path."""
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(item)):
        raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(item, index), x, y)
        yield x.value, y.value


def add_rules(corners, top, horizontal, vertical):
    """The lines of a path that run along the page."""
    for (x0, y0), (x1, y1) in pairwise(corners):
        if abs(y0 - y1) <= 1:
            horizontal.append(Rule(top - y0, min(x0, x1), max(x0, x1)))
        elif abs(x0 - x1) <= 1:
            vertical.append(Rule(x0, top - max(y0, y1), top - min(y0, y1)))


def bare_docx(path):
    """All paragraphs, and all cells of all tables."""
    from docx import Document

    document = Document(str(path))
    text = [paragraph.text for paragraph in document.paragraphs]
    return text, [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def bare_xlsx(path):
    """All cells of all sheets."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    return [[cell.value for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()]


@pytest.mark.parametrize(
    ("name", "pattern", "bare", "tables"),
    [
        ("PDF, 24 pages", "shanghai/社会工作部*.pdf", bare_pdf, tables_pdf),
        ("Word, 002", "seeds/*002*.docx", bare_docx, bare_docx),
    ],
)
def test_import(bench, samples, name, pattern, bare, tables):
    (path,) = samples.glob(pattern)
    assert import_of(path).proposals  # the packs are loaded once in a session
    whole, reading, floor, below = bench.in_turns(
        lambda: import_of(path), lambda: read(path), lambda: bare(path), lambda: tables(path), times=5
    )
    bench.record(f"read {name} (floor: bare extraction)", reading, floor=floor, goal=2.0)
    bench.record(f"import {name} (floor: bare extraction)", whole, floor=floor)
    bench.record(f"import {name} (floor: text and cells of tables)", whole, floor=below, goal=2.0)


def test_reading_places(bench, samples):
    """Beside what any reader with tables asks of the library: the places of the characters too."""
    (path,) = samples.glob("shanghai/社会工作部*.pdf")
    assert any(isinstance(block.block, Table) for block in read(path).blocks)
    reading, floor, places, opened = bench.in_turns(
        lambda: read(path), lambda: bare_pdf(path), lambda: placed_pdf(path), lambda: opened_pdf(path), times=5
    )
    bench.record("read PDF, 24 pages (floor: extraction with places)", reading, floor=floor + places - opened)


def test_import_xlsx(bench, samples, tmp_path):
    """The workbook is our own export of the 24-page report's tables."""
    from core.prefill import accept
    from core.publishing import compose
    from core.publishing.xlsx import write_xlsx
    from core.report import Report

    (source,) = samples.glob("shanghai/社会工作部*.pdf")
    documents = [read(source)]
    guess = recognise(documents)
    report = Report.create(tmp_path / "x.jbao", guess.packs, "示例单位", guess.year)
    accept(report, understand(documents, report.template, report.year), "all")
    path = tmp_path / "x.xlsx"
    write_xlsx(compose(report, draft=True), path)
    report.close()
    assert import_of(path).proposals
    whole, reading, floor = bench.in_turns(
        lambda: import_of(path), lambda: read(path), lambda: bare_xlsx(path), times=5
    )
    bench.record("read Excel, nine tables (floor: openpyxl)", reading, floor=floor, goal=2.0)
    bench.record("import Excel, nine tables (floor: openpyxl)", whole, floor=floor, goal=2.0)
