"""The workbook opened and saved again by an office program still holds every printed figure at its key."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from core.blocks import Table
from core.figures import parse
from core.paths import resource
from core.prefill import understand
from core.publishing import compose
from core.publishing.docx import write_docx
from core.publishing.xlsx import write_xlsx
from core.reading import read
from core.report import Report
from tests.publishing.test_xlsx_sample import convert

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow
SAMPLE = "示例县总工会2024年度部门整体支出绩效自评.jbao"


@pytest.fixture
def report(tmp_path: Path) -> Iterator[Report]:
    path = tmp_path / "示例.jbao"
    shutil.copyfile(resource("samples", SAMPLE), path)
    opened = Report.open(path)
    yield opened
    opened.close()


def _printed(report: Report) -> dict[tuple[str, str], tuple[str, str]]:
    """Every number of a fixed table cell by its cell, with its printed text and unit."""
    found = {}
    for placed in compose(report)[0].blocks:
        if not isinstance(placed.block, Table):
            continue
        for (row, column), place in placed.cells.items():
            cell = placed.block.cells[row][column]
            if place.number is not None and cell is not None and ".p_" not in place.key:
                unit = report.template.figure(place.key).unit
                found[place.key, place.aspect] = (cell.text, unit)
    return found


def test_the_workbook_saved_again_reads_back(report: Report, tmp_path: Path) -> None:
    """Recalculated and re-saved, each figure has its value and decimals at its key."""
    path = tmp_path / "a.xlsx"
    write_xlsx(compose(report), path)
    document = read(convert(path, "xlsx:Calc MS Excel 2007 XML", tmp_path / "saved"))
    offered = understand([document], report.template, report.year, unit=report.unit).proposals
    read_back = {proposal.target or (proposal.key, proposal.aspect): proposal for proposal in offered}
    for cell, (text, unit) in _printed(report).items():
        figure = report.template.figure(cell[0])
        assert read_back[cell].held.number == parse(text, figure.kind, unit).number, cell
        assert text in read_back[cell].quote, cell


def test_headings_of_the_word_file_are_headings_in_an_office_program(report: Report, tmp_path: Path) -> None:
    """They stand in the navigator: the flat XML knows each as text:h with its outline level."""
    path = tmp_path / "a.docx"
    publication = compose(report)[0]
    write_docx(publication, path)
    flat = convert(path, "fodt", tmp_path / "saved").read_text(encoding="utf-8")
    from core.blocks import Heading

    headings = [placed.block for placed in publication.blocks if isinstance(placed.block, Heading)]
    assert headings
    import re

    outline = {
        re.sub(r"<[^>]+>", "", found[2]).strip(): int(found[1])
        for found in re.finditer(r'<text:h [^>]*text:outline-level="(\d)"[^>]*>(.*?)</text:h>', flat, re.DOTALL)
    }
    for heading in headings:
        assert outline.get(heading.line) == heading.level, heading.line
