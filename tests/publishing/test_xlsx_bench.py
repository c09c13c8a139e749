from __future__ import annotations

import statistics
import time

import openpyxl
import pytest
from openpyxl.styles import Alignment, Border, Font, Side

from core.publishing.xlsx import write_xlsx
from tests.publishing.test_xlsx_sample import wide_publication

GOAL = 1.5


def bare(publication, path):
    """The floor: the same cells, styled one by one, no formulas, no layout."""
    book = openpyxl.Workbook()
    line = Side(style="thin")
    font, border, align = Font(name="宋体", size=10.5), Border(line, line, line, line), Alignment("right", "center")
    for placed in publication.blocks:
        sheet = book.create_sheet(placed.block.title)
        for row, cells in enumerate(placed.block.cells):
            for column, cell in enumerate(cells):
                place = placed.cells.get((row, column))
                target = sheet.cell(row + 1, column + 1, place.number if place else cell.text)
                target.font, target.border, target.alignment, target.number_format = font, border, align, "0.00"
    book.save(path)


def median(work, times=7):
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


@pytest.mark.bench
def test_twelve_full_sheets_against_bare_openpyxl(tmp_path):
    publication = wide_publication(12, 60, 12)
    floor = median(lambda: bare(publication, tmp_path / "bare.xlsx"))
    ours = median(lambda: write_xlsx([publication], tmp_path / "ours.xlsx"))
    print(f"bare {floor * 1000:.0f} ms, write_xlsx {ours * 1000:.0f} ms, ratio {ours / floor:.2f}")
    assert ours <= GOAL * floor
