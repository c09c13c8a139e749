"""The tables go out blank to colleagues and come back with their numbers in the right cells."""

from __future__ import annotations

import re
from decimal import Decimal

import openpyxl
import pytest

from core.blocks import Table
from core.commands.run import run
from core.figures import Held, Kind, plain, show
from core.prefill import understand
from core.publishing import collection_form, compose
from core.publishing.xlsx import write_xlsx
from core.publishing.xlsx.tablesheet import TableSheet
from core.reading import read
from core.report import Report
from core.template import shipped

PACKS = [pack.id for pack in shipped()]
NINE = [pack for pack in PACKS if pack.startswith("juesuan")]
FACTOR = {"万元": 1, "元": 10_000}


def laid_out(report, path, unit):
    """The workbook with the cells of its figures: (sheet, row, column, key, aspect)."""
    publications = collection_form(report, unit=unit)
    write_xlsx(publications, path)
    book = openpyxl.load_workbook(path)
    tables = [placed for publication in publications for placed in publication.blocks]
    assert all(isinstance(placed.block, Table) for placed in tables)
    for name, placed in zip(book.sheetnames, tables, strict=True):
        first = TableSheet(name, placed, placed.block).first
        for (row, column), place in placed.cells.items():
            yield book, book[name], first + row, column + 1, place


def money_cells(report, path, unit):
    for book, sheet, row, column, place in laid_out(report, path, unit):
        figure = report.template.figure(place.key)
        if figure.kind is Kind.MONEY and figure.formula is None:
            yield book, sheet.cell(row, column), place


@pytest.mark.parametrize("unit", ["万元", "元"])
@pytest.mark.parametrize("pack", PACKS)
def test_the_blank_form_says_nothing_and_comes_back_filled(tmp_path, pack, unit):
    report = Report.scratch([pack], "甲县总工会", 2023)
    for family in {row.each for form in report.template.tables.values() for row in form.rows if row.each}:
        if family.startswith("T0"):
            report.apply("增加一项", report.row_changes(family, "2012901"))
    if any(form.per for form in report.template.tables.values()):
        report.add_row("project", {"name": Held.words("帮扶")})
    path = tmp_path / "采集表.xlsx"
    wanted = {}
    for number, (current, cell, place) in enumerate(money_cells(report, path, unit)):
        book = current
        label = label_of(place.key, place.aspect)
        value = wanted.setdefault(label, Decimal(1234 + number * 7).scaleb(-2))
        cell.value = float(value * scale(cell.parent))
    blank = understand([read(path)], report.template, report.year).proposals
    assert not [one.key for one in blank if report.template.figure(one.key).kind is Kind.MONEY]
    if not wanted:
        report.close()
        pytest.skip("every amount of this pack is computed")
    book.save(path)
    found = understand([read(path)], report.template, report.year)
    back = {label_of(one.key, one.aspect): show(one.held, Kind.MONEY, "万元", 2) for one in found.proposals}
    lost = {
        label: (str(value), back.get(label)) for label, value in wanted.items() if back.get(label) != f"{value:.2f}"
    }
    assert lost == {}
    assert not found.conflicts
    report.close()


def label_of(key, aspect):
    """A cell by a name that does not depend on the id of its row."""
    return f"{re.sub('p_[0-9a-f]{8}', 'p', key)}@{aspect}"


def scale(sheet):
    """How many of the sheet's own units a 万元 is."""
    words = [str(cell.value) for row in sheet.iter_rows(max_row=4) for cell in row if cell.value]
    return FACTOR["元" if any(word.endswith("金额单位：元") for word in words) else "万元"]


@pytest.mark.parametrize("pack", NINE)
def test_colleagues_write_codes_names_and_amounts_into_the_empty_rows(tmp_path, pack):
    report = Report.scratch([pack], "甲县总工会", 2023)
    write_xlsx(collection_form(report, unit="元"), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = next(book[name] for name in book.sheetnames if book[name]["A1"].value == "支出决算表")
    (total,) = [row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "合计"]
    for offset, (code, name, amount) in enumerate(
        [("201", "一般公共服务支出", 842500), ("20129", "群众团体事务", 842500), ("2012901", "行政运行", 842500)],
        start=1,
    ):
        for column, value in ((1, code), (2, name), (3, amount), (4, amount)):
            sheet.cell(total + offset, column, value)
    book.save(tmp_path / "a.xlsx")
    found = understand([read(tmp_path / "a.xlsx")], report.template, report.year)
    back = {one.key: (plain(one.held), one.held.unit) for one in found.proposals}
    assert back["T03.2012901.basic"] == ("842500", "元")
    report.close()


def test_a_form_keeps_rows_and_names_but_no_numbers(tmp_path):
    report = Report.scratch(["zhengti-hunan-2023"], "甲县总工会", 2023)
    report.add_row("project", {"name": Held.words("帮扶"), "amount": Held.money(50_000_000)})
    tables = [placed.block for one in collection_form(report) for placed in one.blocks]
    texts = {cell.text for table in tables for row in table.cells for cell in row if cell is not None}
    assert "帮扶" in texts
    assert "50.00" not in texts
    assert "50.00" in {c.text for one in compose(report) for p in one.blocks if isinstance(p.block, Table)
                       for row in p.block.cells for c in row if c is not None}  # fmt: skip
    report.close()


def test_the_door_writes_the_blank_form(tmp_path, capsys):
    file = tmp_path / "a.jbao"
    Report.create(file, ["juesuan-hubei-2023"], "甲县总工会", 2023).close()
    assert run(["export", str(file), "--blank", "元", "--xlsx", str(tmp_path / "a.xlsx")]) == 0
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert len(book.sheetnames) == 9
    assert "金额单位：元" in {cell.value for row in book["支出决算表"].iter_rows() for cell in row}
    assert run(["export", str(file), "--blank", "--pdf", str(tmp_path / "a.pdf")]) == 2
    assert "空表只能导出为 Excel" in capsys.readouterr().err
