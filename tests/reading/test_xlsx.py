from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from core.blocks import Heading, Paragraph, Table
from core.reading import read
from core.reading.sheets import column_letters
from core.reading.xlsx import column_number
from core.reading.xlsx_formats import plain, show_number


@pytest.fixture
def book():
    return openpyxl.Workbook()


def blocks(book, tmp_path):
    path = tmp_path / "a.xlsx"
    book.save(path)
    return read(path).blocks


def texts(block):
    return [[cell.text if cell else None for cell in row] for row in block.block.cells]


def fill(sheet, rows, first=1):
    for r, row in enumerate(rows, first):
        for c, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(r, c, value)


@pytest.mark.parametrize(
    ("number", "code", "printed"),
    [
        ("51.3", "0.00", "51.30"),
        ("0.2549", "0.00%", "25.49%"),
        ("0.98", "0%", "98%"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("-5.25", "#,##0.00;-#,##0.00", "-5.25"),
        ("-5.25", "#,##0.00_);(#,##0.00)", "(5.25)"),
        ("0", '#,##0.00;-#,##0.00;"-"', "-"),
        ("0", "#,##0.00;-#,##0.00;", ""),
        ("51.3", '0.00"万元"', "51.30万元"),
        ("51.3", "[Red]0.00", "51.30"),
        ("51.3", "General", "51.3"),
        ("0.1", "0.##", "0.1"),
        ("2", "0.##", "2"),
        ("-0.001", "0.00", "0.00"),
        ("2.675", "0.00", "2.68"),
        ("51.3", "@", "51.3"),
        ("12345000", "#,##0,", "12,345"),
        ("1.005", "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "1.01"),
    ],
)  # fmt: skip
def test_numbers_are_shown_as_excel_shows_them(number, code, printed):
    assert show_number(Decimal(number), code) == printed


def test_float_noise_is_no_figure():
    assert plain(Decimal("163.54599999999999")) == "163.546"
    assert plain(Decimal("0.1") + Decimal("0.2")) == "0.3"
    assert plain(Decimal("100")) == "100"


def test_column_names():
    assert [column_letters(n) for n in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_number(column_letters(n)) == n for n in range(1, 1000))


def test_an_official_table(book, tmp_path):
    sheet = book.active
    sheet.title = "公开01表"
    fill(sheet, [
        ["收入支出决算总表"],
        [None, None, None, "公开01表"],
        ["部门：示例县总工会", None, None, "金额单位：万元"],
        ["收入", None, "支出", None],
        ["项目", "决算数", "项目", "决算数"],
        ["一、财政拨款", 51.3, "一、公共服务", 40],
        ["合计", "=B6", "合计", 0.2549],
        ["注：本表反映收支情况。"],
    ])  # fmt: skip
    for area in ("A1:D1", "A4:B4", "C4:D4", "A8:D8"):
        sheet.merge_cells(area)
    sheet["B6"].number_format = "#,##0.00"
    sheet["D7"].number_format = "0.00%"
    (found,) = blocks(book, tmp_path)
    table = found.block
    assert isinstance(table, Table)
    assert (table.title, table.number, table.unit, table.owner) == (
        "收入支出决算总表",
        "公开01表",
        "万元",
        "示例县总工会",
    )
    assert table.notes == ("注：本表反映收支情况。",)
    assert table.header_rows == 2
    assert texts(found) == [
        ["收入", None, "支出", None],
        ["项目", "决算数", "项目", "决算数"],
        ["一、财政拨款", "51.30", "一、公共服务", "40"],
        ["合计", "", "合计", "25.49%"],
    ]
    assert found.cells[2, 1].cell == "公开01表!B6"


def test_a_sheet_of_text(book, tmp_path):
    sheet = book.active
    fill(
        sheet,
        [
            ["示例县总工会2024年度绩效自评报告"],
            ["一、基本情况"],
            [None],
            ["　　维护职工权益。"],
            ["（一）人员情况"],
            ["在职12人。"],
        ],
    )
    assert [block.block for block in blocks(book, tmp_path)] == [
        Heading(0, "示例县总工会2024年度绩效自评报告"),
        Heading(1, "基本情况", "一、"),
        Paragraph("维护职工权益。"),
        Heading(2, "人员情况", "（一）"),
        Paragraph("在职12人。"),
    ]


def test_hidden_things_are_left_out(book, tmp_path):
    fill(book.active, [["项目", "草稿", "金额"], ["合计", "x", 1], ["隐藏行", "x", 2], ["小计", "x", 3]])
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    secret = book.create_sheet("隐藏表")
    secret["A1"] = "看不见"
    secret.sheet_state = "hidden"
    (found,) = blocks(book, tmp_path)
    assert texts(found) == [["项目", "金额"], ["合计", "1"], ["小计", "3"]]
    assert found.cells[1, 1].cell == "Sheet!C2"


def test_dates_booleans_and_rich_values(book, tmp_path):
    fill(book.active, [["日期", "完成", "文字"], [date(2024, 3, 12), True, "001234"]])
    (found,) = blocks(book, tmp_path)
    assert texts(found)[1] == ["2024年3月12日", "是", "001234"]


def test_two_grids_on_a_sheet(book, tmp_path):
    fill(
        book.active,
        [
            ["收入决算表"],
            ["项目", "金额"],
            ["合计", 1],
            [None],
            [None],
            [None],
            ["支出决算表"],
            ["项目", "金额"],
            ["合计", 2],
        ],
    )
    found = blocks(book, tmp_path)
    assert [block.block.title for block in found] == ["收入决算表", "支出决算表"]


def test_an_empty_row_does_not_part_a_grid(book, tmp_path):
    fill(book.active, [["项目", "金额"], ["一", 1], [None], ["二", 2]])
    (found,) = blocks(book, tmp_path)
    assert [row[0] for row in texts(found)] == ["项目", "一", "", "二"]


def test_far_cells_and_huge_merges_cost_nothing(book, tmp_path):
    sheet = book.active
    fill(sheet, [["项目", "金额"], ["合计", 1]])
    path = tmp_path / "a.xlsx"
    book.save(path)
    import zipfile

    far = tmp_path / "far.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(far, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                row = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                data = data.replace(b"</sheetData>", row + b'<mergeCells><mergeCell ref="A1:XFD1048575"/></mergeCells>')
            target.writestr(name, data)
    assert read(far).blocks


def test_a_quoted_percent_sign_does_not_multiply():
    """0.00"%" prints a number that already is a percentage; 0.00% is a ratio."""
    from decimal import Decimal

    from core.reading.xlsx_formats import show_number

    assert show_number(Decimal("80"), '0.00"%"') == "80.00%"
    assert show_number(Decimal("0.8"), "0.00%") == "80.00%"
