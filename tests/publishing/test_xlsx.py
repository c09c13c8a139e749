from __future__ import annotations

import errno
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from core.blocks import Cell, Heading, Paragraph, PlacedBlock, Publication, Table
from core.errors import Cancelled, PublishingError
from core.publishing.files import write_zip
from core.publishing.xlsx import write_xlsx
from core.publishing.xlsx.package import fill_values
from core.publishing.xlsx.tablesheet import TableSheet
from tests.publishing.test_xlsx_sample import LONG, UNIT, convert, evaluation, final_accounts, wide_publication


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    target = tmp_path_factory.mktemp("xlsx") / "决算公开.xlsx"
    write_xlsx([final_accounts(), evaluation(draft=True)], target)
    return target


@pytest.fixture(scope="module")
def book(path):
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def values(path):
    return openpyxl.load_workbook(path, data_only=True)


def printed(publication):
    """(sheet title, row, column, number) of every figure printed in a table."""
    for placed in publication.blocks:
        if isinstance(placed.block, Table):
            layout = TableSheet("", placed, placed.block, publication.draft)
            for (row, column), place in placed.cells.items():
                if place.number is not None:
                    yield placed.block.title, layout.first + row, column + 1, place


def sheet_of(book, title):
    return next(sheet for sheet in book.worksheets if title in (sheet["A1"].value, sheet.title))


def test_sheets_are_in_order_and_named_by_their_tables(book):
    assert book.sheetnames == [
        "示例县总工会2024年度部门决算", "示例县总工会2024年度部门整体支出绩效自评报告", "收入支出决算总表",
        "支出决算表", "附表［1］：＊三公＊经费／其他？", "部门整体支出绩效自评表", "图表",
    ]  # fmt: skip


def test_one_publication_names_its_text_sheet_plainly(tmp_path):
    write_xlsx([final_accounts()], tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert sheet.title == "报告正文"
    lines = [row[0].value for row in sheet.iter_rows()]
    assert lines[:3] == ["示例县总工会\n2024年度部门决算", UNIT, "2025年8月"]
    assert "（一）主要职能" in lines
    assert LONG + LONG in lines
    assert sheet.column_dimensions["A"].width == 100


def test_every_printed_number_is_the_value_of_its_cell(values):
    for publication in (final_accounts(), evaluation(draft=True)):
        for title, row, column, place in printed(publication):
            assert Decimal(str(sheet_of(values, title).cell(row, column).value)) == place.number


def test_calamine_sees_the_same_values(path):
    book = CalamineWorkbook.from_path(path)
    rows = book.get_sheet_by_name("收入支出决算总表").to_python(skip_empty_area=False)
    assert rows[8][1] == 1163.85
    assert rows[10][3] == 1171.85
    assert rows[6][1] == ""


def test_totals_are_live_formulas(book):
    sheet = sheet_of(book, "收入支出决算总表")
    assert [sheet[at].value for at in ("B9", "D9", "B11", "D11")] == [
        "=SUM(B6:B8)",
        "=SUM(D6:D8)",
        "=B9+B10",
        "=D9+D10",
    ]
    assert (
        sheet_of(book, "附表［1］：＊三公＊经费／其他？")["C5"].value == "='收入支出决算总表'!B9-'收入支出决算总表'!D9"
    )


def test_totals_that_differ_are_numbers_with_a_note(book):
    sheet = sheet_of(book, "支出决算表")
    assert sheet["E6"].value == 300.01
    assert sheet["E6"].comment.text == "按公式计算为 300.00，此处为上报合计数"
    assert sheet["C6"].value == 1170.35
    assert "尾差" in sheet["C6"].comment.text
    assert sheet["E6"].comment.author == "决报"


def test_number_formats_are_as_printed(book):
    assert sheet_of(book, "收入支出决算总表")["B6"].number_format == "#,##0.00"
    sheet = sheet_of(book, "支出决算表")
    assert [sheet[at].number_format for at in ("C6", "G7", "F10")] == ["0.00", '0.00"%"', "0.00"]
    assert sheet["G7"].value == 93.84
    assert sheet_of(book, "附表［1］：＊三公＊经费／其他？")["C7"].number_format == "0.000"


def test_blank_and_not_applicable_differ(book):
    sheet = sheet_of(book, "支出决算表")
    assert sheet["E9"].value is None
    assert sheet["F7"].value == "/"


def test_text_stays_text(book):
    sheet = sheet_of(book, "部门整体支出绩效自评表")
    for at, text in {"C5": "=1+1", "C6": "-5%说明", "D6": "@x", "E6": "+86", "C7": "\t制表符", "D7": "#N/A"}.items():
        assert (sheet[at].value, sheet[at].data_type, sheet[at].quotePrefix) == (text, "s", at != "D7")
    assert sheet_of(book, "支出决算表")["A7"].value == "201"
    assert book.worksheets[0]["A8"].value == "=内设办公室、组织部、经济部等5个职能部门。"
    assert book.worksheets[0]["A8"].data_type == "s"


def test_the_layout_is_the_official_one(book):
    sheet = sheet_of(book, "支出决算表")
    assert sheet["A1"].value == "支出决算表"
    assert sheet["G2"].value == "公开03表"
    assert sheet["A3"].value == "部门：示例县总工会"
    assert sheet["F3"].value == "金额单位：万元"
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:G1", "A3:E3", "F3:G3", "A4:B4", "C4:C5", "A6:B6"} <= merged
    assert sheet.freeze_panes == "A6"
    assert sheet.print_title_rows == "$4:$5"
    assert sheet.print_area == "'支出决算表'!$A$1:$G$10"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet_of(book, "收入支出决算总表").page_setup.orientation == "portrait"
    assert sheet["C4"].border.bottom.style == "thin"


def test_a_draft_says_so_on_every_sheet_and_page(book):
    drafts = [sheet.title for sheet in book.worksheets if sheet.oddHeader.center.text == "草  稿"]
    assert drafts == [book.sheetnames[1], "部门整体支出绩效自评表", "图表"]
    assert book.worksheets[1]["A1"].value == "草稿"
    assert sheet_of(book, "部门整体支出绩效自评表")["A2"].value == "草稿"


def test_charts_are_native_and_drawn_from_cells(book, path):
    sheet = book["图表"]
    assert [sheet["A1"].value, sheet["B3"].value, sheet["C3"].value] == ["图1 基本支出两年对比（万元）", 788.21, 798.21]
    with zipfile.ZipFile(path) as archive:
        assert sorted(name for name in archive.namelist() if "charts/" in name) == [
            "xl/charts/chart1.xml",
            "xl/charts/chart2.xml",
        ]
        bars = archive.read("xl/charts/chart1.xml").decode()
    assert '<c:min val="0"' in bars or '<min val="0"' in bars  # a bar is as long as its amount


def test_nobody_is_named_and_the_bytes_repeat(path, tmp_path):
    write_xlsx([final_accounts(), evaluation(draft=True)], tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert "openpyxl" not in core
        assert "<dc:creator></dc:creator>" in core
        assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_a_longer_sheet_is_no_wider_than_its_numbers(tmp_path):
    write_xlsx([wide_publication(1, 5, 12)], tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert sheet["L6"].value == "=SUM(B6:K6)"


def test_a_table_of_one_column_and_no_labels(tmp_path):
    blocks = (PlacedBlock(Table(((Cell("甲"),), (Cell("x\x00y"),)), unit="元", owner="部门（单位）：某")),)
    write_xlsx([Publication("题", UNIT, 2024, blocks)], tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [row[0].value for row in sheet.iter_rows()] == ["部门（单位）：某　金额单位：元", "甲", "xy"]
    assert sheet.title == "表1"


def test_a_very_long_paragraph_is_not_cut(tmp_path):
    blocks = (PlacedBlock(Heading(1, "长")), PlacedBlock(Paragraph("长" * 3000)))
    write_xlsx([Publication("题", UNIT, 2024, blocks)], tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A4:A6"]
    assert sheet["A4"].value == "长" * 3000


def test_a_text_that_no_cell_holds_is_refused(tmp_path):
    blocks = (PlacedBlock(Paragraph("长" * 32768)),)
    with pytest.raises(PublishingError, match="放不下") as caught:
        write_xlsx([Publication("题", UNIT, 2024, blocks)], tmp_path / "a.xlsx")
    assert "第3行" in caught.value.message
    assert not list(tmp_path.iterdir())


def test_a_number_with_more_digits_than_excel_keeps_is_text(tmp_path):
    table = final_accounts().blocks[9]
    place = next(iter(table.cells.values()))
    long = Decimal("1234567890123456.78")
    cells = {(0, 0): type(place)(place.key, number=long)}
    blocks = (PlacedBlock(Table(((Cell(str(long), align="right"),),), header_rows=0), cells=cells),)
    write_xlsx([Publication("题", UNIT, 2024, blocks)], tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["A1"].value == "1234567890123456.78"


def test_nothing_to_write_is_refused(tmp_path):
    with pytest.raises(PublishingError, match="没有可以导出的内容"):
        write_xlsx([Publication("题", UNIT, 2024, ())], tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(PublishingError, match="不存在"):
        write_xlsx([final_accounts()], tmp_path / "没有" / "a.xlsx")


def test_a_full_disk_leaves_the_old_file(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "full")

    (tmp_path / "a.xlsx").write_bytes(b"old")
    monkeypatch.setattr("core.publishing.xlsx.package.write_zip", full)
    with pytest.raises(PublishingError, match="磁盘空间不足"):
        write_xlsx([final_accounts()], tmp_path / "a.xlsx")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"old"]


def test_cancel_leaves_no_file_and_progress_ends_at_its_total(tmp_path):
    seen = []
    write_xlsx([final_accounts()], tmp_path / "a.xlsx", progress=lambda done, total: seen.append((done, total)))
    assert seen == [(done, 6) for done in range(1, 7)]
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        write_xlsx([final_accounts()], tmp_path / "b.xlsx", cancelled=lambda: next(asked))
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]


def test_formula_and_value_must_meet():
    xml = b'<c r="B7" s="3"><f>B5+B6</f><v></v></c><c r="B8"><f>B5&amp;B6</f><v/></c>'
    filled = fill_values(xml, {"B7": Decimal("1E+1"), "B8": Decimal("-0.10")})
    assert filled == b'<c r="B7" s="3"><f>B5+B6</f><v>10</v></c><c r="B8"><f>B5&amp;B6</f><v>-0.10</v></c>'
    with pytest.raises(ValueError, match="no value"):
        fill_values(xml, {"B7": Decimal(1)})
    with pytest.raises(ValueError, match="no formula"):
        fill_values(xml, {"B7": Decimal(1), "B8": Decimal(1), "B9": Decimal(1)})


@pytest.mark.slow
def test_libreoffice_calculates_every_printed_number(path, tmp_path):
    bare = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(path) as archive, bare.open("wb") as stream:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
        write_zip(stream, ((name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", xml)) for name, xml in parts))
    recalculated = openpyxl.load_workbook(convert(bare, "xlsx", tmp_path / "out"), data_only=True)
    count = 0
    for publication in (final_accounts(), evaluation(draft=True)):
        for title, row, column, place in printed(publication):
            value = Decimal(str(sheet_of(recalculated, title).cell(row, column).value))
            assert round(value, place.decimals) == place.number, (title, row, column)
            count += 1
    assert count == 39
    sheet = sheet_of(recalculated, "部门整体支出绩效自评表")
    assert [sheet[at].value for at in ("C5", "C6", "D6", "E6", "D7")] == ["=1+1", "-5%说明", "@x", "+86", "#N/A"]


def test_a_table_for_one_page_fills_it(tmp_path):
    cells = tuple((Cell(f"第{row}行的科目名称"), Cell("12.34", align="right")) for row in range(38))
    widths = []
    for one_page in (False, True):
        table = Table(cells, title="表", landscape=True, one_page=one_page)
        write_xlsx([Publication("题", "单位", 2024, (PlacedBlock(table),))], tmp_path / "a.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["表"]
        assert sheet.page_setup.fitToHeight == (1 if one_page else 0)
        widths.append(sum(one.width for one in sheet.column_dimensions.values()))
    assert widths[1] > 1.5 * widths[0]
