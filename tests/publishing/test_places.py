"""A figure is typed once: changing any of them changes each of its places in PDF, workbook and Word file."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from core.blocks import Heading, Paragraph, Publication, Table
from core.paths import resource
from core.publishing import compose
from core.reading import read
from core.report import Report
from core.reportfile import FigureChange

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAMPLE = "示例县总工会2024年度部门整体支出绩效自评.jbao"
Printed = dict[tuple[str, str], list[str]]


@pytest.fixture
def report(tmp_path: Path) -> Iterator[Report]:
    path = tmp_path / "示例.jbao"
    shutil.copyfile(resource("samples", SAMPLE), path)
    opened = Report.open(path)
    yield opened
    opened.close()


def _places(publication: Publication) -> Printed:
    """Every printed number by the cell it shows."""
    printed: Printed = {}
    for placed in publication.blocks:
        block = placed.block
        if isinstance(block, Paragraph):
            for mark in placed.marks:
                printed.setdefault((mark.key, mark.aspect), []).append(block.text[mark.start : mark.end])
        elif isinstance(block, Table):
            for (row, column), place in placed.cells.items():
                cell = block.cells[row][column]
                if place.number is not None and cell is not None:
                    printed.setdefault((place.key, place.aspect), []).append(cell.text)
    return printed


def _given_numbers(report: Report) -> list[tuple[str, str]]:
    return [cell for cell, entry in report.entries.items() if entry.held.number is not None]


def test_every_figure_changes_each_of_its_places(report: Report) -> None:
    """One by one: after a change every place of the figure prints the new value, after undo the old one."""
    before = _places(compose(report)[0])
    for cell in _given_numbers(report):
        if cell not in before:
            continue
        entry = report.entries[cell]
        number = (entry.held.number or Fraction(0)) + entry.held.half_step * 2 * 7 + 7
        held = replace(entry.held, number=number)
        report.apply("改一个数", [FigureChange(*cell, entry, replace(entry, held=held))])
        after = _places(compose(report)[0])
        shown = set(after[cell])
        report.undo()
        assert shown.isdisjoint(before[cell]) or number == entry.held.number, cell
        assert len(after[cell]) >= len(before[cell]), cell
    assert _places(compose(report)[0]) == before


def _texts(path: Path) -> Counter[str]:
    """Every cell and paragraph of an export, as the ordinary reader gives it."""
    found: Counter[str] = Counter()
    for one in read(path).blocks:
        block = one.block
        if isinstance(block, Table):
            found.update(cell.text for row in block.cells for cell in row if cell is not None and cell.text)
        elif isinstance(block, Paragraph):
            found[block.text] += 1
        elif isinstance(block, Heading):
            found[block.line] += 1
    return found


@pytest.mark.slow
def test_the_three_exports_print_what_the_places_say(report: Report, tmp_path: Path) -> None:
    """With every given figure changed at once, each printed number stands in all three files."""
    from core.publishing.docx import write_docx
    from core.publishing.pdf import write_pdf
    from core.publishing.xlsx import write_xlsx

    changes = []
    for order, cell in enumerate(_given_numbers(report), 1):
        entry = report.entries[cell]
        step = entry.held.half_step * 2 or Fraction(1)
        held = replace(entry.held, number=(entry.held.number or Fraction(0)) + step * order * 3)
        changes.append(FigureChange(*cell, entry, replace(entry, held=held)))
    report.apply("全部改动", changes)
    publication = compose(report, draft=True)[0]
    write_pdf(publication, tmp_path / "a.pdf")
    write_xlsx([publication], tmp_path / "a.xlsx")
    write_docx(publication, tmp_path / "a.docx")
    expected = _places(publication)
    for name in ("a.pdf", "a.xlsx", "a.docx"):
        words = "\n".join(_texts(tmp_path / name).elements()).replace(" ", "")
        missing = [
            (cell, text) for cell, texts in expected.items() for text in texts if text.replace(" ", "") not in words
        ]
        assert not missing, (name, missing)
