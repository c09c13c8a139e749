"""What ten and a hundred times as much costs: per unit it must not grow (rows, pages, history, text)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from itertools import count, cycle, islice

import pytest

from core.blocks import Paragraph
from core.catalog import functional
from core.publishing import compose
from core.publishing.pdf import write_pdf
from core.report import Report

pytestmark = pytest.mark.bench
STEPS = (1, 10, 100)


def growth(bench, name, costs):
    """Record how many times the unit cost at 1x is paid at 10x and 100x; 1 or less is linear or better."""
    (first, *more) = [cost / step for cost, step in zip(costs, STEPS, strict=True)]
    for step, cost in zip(STEPS[1:], more, strict=True):
        bench.record(f"growth, {name}, {step}x: cost a unit", cost, floor=first, goal=1.3)


def report_of(path, rows, pack="juesuan-hubei-2023"):
    """A report with so many 项 rows in T03 and T05, each typed."""
    report = Report.create(path, [pack], "示例县总工会", 2024)
    codes = list(islice((code for code in functional(2024).items if len(code) == 7), rows))
    changes = dict.fromkeys(change for code in codes for change in report.row_changes("T03", code))
    report.apply("增加科目", list(changes))
    return report, codes


def editing(report, keys):
    """One edit after another, none of them the same."""
    numbers, spots = count(1), cycle(keys)
    return lambda: report.type(next(spots), "actual", str(next(numbers)))


def opening(path):
    return lambda: Report.open(path, read_only=True).close()


def test_rows(bench, tmp_path):
    """Opening with all findings, and one edit, in a report of 8, 80 and 800 项 rows."""
    openings, edits = [], []
    for step in STEPS:
        path = tmp_path / f"{step}.jbao"
        report, codes = report_of(path, 8 * step)
        edits.append(bench.median(editing(report, [f"T03.{code}.basic" for code in codes]), 9))
        report.close()
        openings.append(bench.median(opening(path), 3))
    growth(bench, "rows, opening", openings)
    bench.record("edit among 800 rows (floor: among 8)", edits[2], floor=edits[0])


def test_history(bench, tmp_path):
    """Opening after 30, 300 and 3,000 changes, and one more edit taken back then."""
    report, codes = report_of(tmp_path / "h.jbao", 8)
    edit = editing(report, [f"T03.{code}.basic" for code in codes])

    def edit_and_undo():
        edit()
        report.undo()

    openings, edits, made = [], [], 0
    for step in STEPS:
        for _ in range(30 * step - made):
            edit()
        made = 30 * step
        edits.append(bench.median(edit_and_undo, 9))
        copy = tmp_path / f"copy{step}.jbao"
        shutil.copy(report.file.path, copy)
        openings.append(bench.median(opening(copy), 3))
    report.close()
    bench.record("opening after 3,000 changes (floor: after 30)", openings[2], floor=openings[0], goal=1.3)
    bench.record("edit and undo after 3,000 changes (floor: after 30)", edits[2], floor=edits[0], goal=1.3)


def test_pages(bench, tmp_path):
    """The PDF of 1, 10 and 100 times the text."""
    report, _ = report_of(tmp_path / "p.jbao", 8)
    (publication,) = compose(report, draft=True)
    report.close()
    prose = [placed for placed in publication.blocks if isinstance(placed.block, Paragraph)]
    costs = []
    for step in STEPS:
        long = replace(publication, blocks=tuple(prose * step * 3))
        costs.append(bench.median(lambda long=long: write_pdf(long, tmp_path / "x.pdf"), 3))
    growth(bench, "pages of PDF", costs)
