"""Writing PDF, Excel and Word beside the bare libraries with the same content, and beside an office program."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from core.blocks import Heading, Paragraph, Table
from core.paths import resource
from core.publishing import compose
from core.publishing.docx import write_docx
from core.publishing.pdf import write_pdf
from core.publishing.xlsx import write_xlsx
from core.report import Report

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.bench
SAMPLE = resource("samples", "示例县总工会2024年度部门整体支出绩效自评.jbao")
PAGES = 40
FONTS = {"body": "FangSong", "head": "HeiTi", "title": "XiaoBiaoSong"}


@pytest.fixture(scope="module")
def publications(tmp_path_factory):
    """The sample report as it is, and as long as 40 pages."""
    path = tmp_path_factory.mktemp("sample") / SAMPLE.name
    shutil.copy(SAMPLE, path)
    report = Report.open(path, read_only=True)
    (whole,) = compose(report)
    report.close()
    once = write_pdf(whole, path.with_suffix(".pdf"))
    times = -(-PAGES // once)
    return whole, replace(whole, blocks=whole.blocks * times)


def blocks_of(publication):
    return [placed.block for placed in publication.blocks]


def test_pdf(bench, publications, tmp_path):
    """The floor: reportlab's own platypus with the same fonts, tables and a contents page."""
    _, long = publications
    pages = write_pdf(long, tmp_path / "ours.pdf")
    ours, floor = bench.in_turns(
        lambda: write_pdf(long, tmp_path / "ours.pdf"), lambda: bare_pdf(long, tmp_path / "bare.pdf"), times=3
    )
    bench.record(f"export PDF, {pages} pages (floor: bare reportlab)", ours, floor=floor, goal=2.0)
    write_docx(long, tmp_path / "long.docx")
    if shutil.which("soffice") is None:
        pytest.skip("soffice is not installed: the office program's PDF was not measured")
    convert = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    convert += ["--convert-to", "pdf", "--outdir", str(tmp_path / "office"), str(tmp_path / "long.docx")]

    def office():
        subprocess.run(convert, check=True, capture_output=True, timeout=110)

    office()  # the first run makes its profile
    bench.record("export PDF (floor: soffice, same Word file)", ours, floor=bench.median(office, 2), goal=1.0)


def bare_pdf(publication, path):
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph as Text
    from reportlab.platypus import SimpleDocTemplate
    from reportlab.platypus import Table as Grid
    from reportlab.platypus.tableofcontents import TableOfContents

    for name, file in FONTS.items():
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", f"{file}.ttf"))))
    body = ParagraphStyle("body", fontName="body", fontSize=16, leading=28, wordWrap="CJK", firstLineIndent=32)
    head = ParagraphStyle("head", parent=body, fontName="head", firstLineIndent=0)
    small = ParagraphStyle("small", fontName="body", fontSize=9, leading=12, wordWrap="CJK")

    class Document(SimpleDocTemplate):
        def afterFlowable(self, flowable):  # noqa: N802  # reportlab's name
            if getattr(flowable, "style", None) is head:
                self.notify("TOCEntry", (0, flowable.getPlainText(), self.page))

    story = [TableOfContents()]
    for block in blocks_of(publication):
        if isinstance(block, Heading):
            story.append(Text(block.line, head))
        elif isinstance(block, Paragraph):
            story.append(Text(block.text, body))
        elif isinstance(block, Table):
            story.append(Text(f"{block.number} {block.title}", head))
            cells = [[Text(cell.text, small) if cell else "" for cell in row] for row in block.cells]
            width = 156 * 72 / 25.4 / block.width
            grid = Grid(cells, colWidths=[width] * block.width, repeatRows=block.header_rows)
            grid.setStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), "body", 9)])
            story.append(grid)
    Document(str(path), pagesize=A4).multiBuild(story)


def test_xlsx(bench, publications, tmp_path):
    """The floor: openpyxl with the same cells, bordered, merged and wide."""
    whole, _ = publications
    ours, floor = bench.in_turns(
        lambda: write_xlsx([whole], tmp_path / "ours.xlsx"), lambda: bare_xlsx(tmp_path), times=5
    )
    bench.record("export Excel (floor: bare openpyxl, same cells)", ours, floor=floor, goal=1.5)


def bare_xlsx(folder):
    """Every cell of our own workbook written again by openpyxl alone, with its type, border and alignment."""
    from openpyxl import Workbook, load_workbook
    from openpyxl.cell import WriteOnlyCell  # noqa: F401  # loaded by both sides before the clock counts
    from openpyxl.styles import Alignment, Border, Font, Side

    if (cells := _CELLS.get(folder)) is None:
        made = load_workbook(folder / "ours.xlsx")
        cells = _CELLS[folder] = [
            (sheet.title, [(c.row, c.column, c.value) for row in sheet for c in row if c.value is not None],
             [str(merged) for merged in sheet.merged_cells.ranges])
            for sheet in made.worksheets
        ]  # fmt: skip
    book = Workbook()
    book.remove(book.active)
    side = Side(style="thin")
    border, font, middle = Border(side, side, side, side), Font(name="宋体", size=10), Alignment(wrap_text=True)
    for title, values, merged in cells:
        sheet = book.create_sheet(title)
        for row, column, value in values:
            cell = sheet.cell(row, column, value)
            cell.border, cell.font, cell.alignment = border, font, middle
        for area in merged:
            sheet.merge_cells(area)
    book.save(folder / "bare.xlsx")


_CELLS: dict[Path, list] = {}


def test_docx(bench, publications, tmp_path):
    """The floor: python-docx with the same paragraphs and tables."""
    whole, _ = publications
    ours, floor = bench.in_turns(
        lambda: write_docx(whole, tmp_path / "ours.docx"), lambda: bare_docx(whole, tmp_path / "bare.docx"), times=3
    )
    bench.record("export Word (floor: bare python-docx)", ours, floor=floor)


def bare_docx(publication, path):
    from docx import Document

    document = Document()
    for block in blocks_of(publication):
        if isinstance(block, Heading):
            document.add_heading(block.line, min(block.level, 9))
        elif isinstance(block, Paragraph):
            document.add_paragraph(block.text)
        elif isinstance(block, Table):
            table = document.add_table(len(block.cells), block.width)
            for row, cells in zip(table.rows, block.cells, strict=True):
                for place, cell in zip(row.cells, cells, strict=True):
                    place.text = cell.text if cell else ""
    document.save(str(path))
