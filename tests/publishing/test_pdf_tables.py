"""Tables in a PDF: all cells printed, heads repeated, rows whole, type fitted, pages turned."""

from __future__ import annotations

import re
from contextlib import closing

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.blocks import Cell, Heading, Paragraph, PlacedBlock, Publication, Table
from core.publishing.pdf import write_pdf
from core.publishing.pdf.columns import plans
from core.publishing.pdf.grid import lay_grid
from core.publishing.pdf.ink import Pen
from core.publishing.pdf.style import LANDSCAPE, PORTRAIT
from core.publishing.pdf.tables import lay_table


def head(text, **options):
    return Cell(text, align="center", header=True, **options)


def simple(rows, columns=6, **options):
    names = ["科目编码", "科目名称", *[f"第{at}项支出" for at in range(columns - 2)]]
    body = [
        (
            Cell(str(2010000 + row)),
            Cell(f"第{row}类工会事务"),
            *[Cell(f"{row * 37.31 + at:,.2f}") for at in range(columns - 2)],
        )
        for row in range(rows)
    ]
    given_options = {"title": "支出决算表", "number": "公开03表", "unit": "万元", "owner": "鄂城区总工会"}
    return Table((tuple(map(head, names)), *body), **{**given_options, **options})


def pages_of(tmp_path, *blocks):
    path = tmp_path / "out.pdf"
    placed = tuple(PlacedBlock(block) for block in blocks)
    write_pdf(Publication("决算公开", "总工会", 2023, placed, contents=False), path)
    with closing(pypdfium2.PdfDocument(path)) as document:
        sizes = [tuple(round(side) for side in page.get_size()) for page in document]
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return texts[1:], sizes[1:]


def tokens(texts):
    return [token for text in texts for token in text.split()]


def test_a_table_prints_all_that_belongs_to_it(tmp_path):
    texts, _ = pages_of(tmp_path, simple(20, notes=("注：本表反映支出情况。",)))
    assert len(texts) == 1
    for part in ("支出决算表", "公开03表", "部门：鄂城区总工会", "单位：万元", "注：本表反映支出情况。"):
        assert part in texts[0]
    assert [token for token in tokens(texts) if token.startswith("20100")] == [str(2010000 + row) for row in range(20)]


def test_the_head_is_repeated_and_every_row_printed_once(tmp_path):
    texts, _ = pages_of(tmp_path, simple(90))
    assert len(texts) > 2
    assert all("科目编码" in text and "单位：万元" in text for text in texts)
    assert all("公开03表（续）" in text for text in texts[1:])
    assert sum("支出决算表" in text for text in texts) == 1
    assert [token for token in tokens(texts) if token.startswith("20100")] == [str(2010000 + row) for row in range(90)]


def test_a_wide_table_stands_on_a_turned_page_with_its_heading(tmp_path):
    table = simple(5, columns=14)
    _, sizes = pages_of(tmp_path, Paragraph("前。"), Heading(1, "支出表", "一、"), table, Paragraph("后。"))
    assert sizes == [(595, 842), (842, 595), (595, 842)]
    _, sizes = pages_of(tmp_path, simple(5, landscape=True))
    assert sizes == [(842, 595)]


def test_a_table_of_a_page_is_pressed_onto_it(tmp_path):
    texts, _ = pages_of(tmp_path, Heading(1, "决算表", "一、"), simple(34))
    assert len(texts) == 1


def test_merged_cells_print_once_and_keep_their_rows(tmp_path):
    rows = [(head("项目", rows=2), head("支出", cols=2), None), (None, head("基本"), head("项目支出"))]
    rows += [(Cell(f"组{at}", rows=3) if at % 3 == 0 else None, Cell(f"甲{at}"), Cell("1.00")) for at in range(60)]
    texts, _ = pages_of(tmp_path, Table(tuple(rows), title="表", header_rows=2))
    found = tokens(texts)
    assert [token for token in found if token.startswith("组")] == [f"组{at}" for at in range(0, 60, 3)]
    assert sorted(token for token in found if token.startswith("甲")) == sorted(f"甲{at}" for at in range(60))


def test_a_merged_cell_longer_than_a_page_is_continued(tmp_path):
    text = "".join(f"【{at}】产出指标" for at in range(150))
    rows = [
        (head("一级"), head("二级")),
        *[(Cell(text, rows=40) if at == 0 else None, Cell(f"行{at}")) for at in range(40)],
    ]
    texts, _ = pages_of(tmp_path, Table(tuple(rows), widths=(1, 3)))
    printed = "".join(texts)
    assert [int(found) for found in re.findall(r"【(\d+)】", "".join(printed.split()))] == list(range(150))


def test_a_row_higher_than_a_page_is_continued(tmp_path):
    text = "".join(f"【{at}】偏差原因分析" for at in range(400))
    texts, _ = pages_of(
        tmp_path,
        Table(((head("名称"), head("原因")), (Cell("活动"), Cell(text)), (Cell("末"), Cell("无"))), title="表"),
    )
    assert len(texts) > 1
    assert [int(found) for found in re.findall(r"【(\d+)】", "".join("".join(texts).split()))] == list(range(400))
    assert "末" in texts[-1]


def test_numbers_stand_right_and_heads_in_the_middle():
    table = Table(((head("名称"), head("金额")), (Cell("甲"), Cell("1.00")), (Cell("乙"), Cell("1,234.56"))))
    pen = Pen()
    grid = lay_grid(table, {}, next(plans(table, pen)), pen)
    ends = {cell.lines[0].x + cell.lines[0].width for cell in grid.cells if cell.column == 1 and cell.row}
    assert max(ends) - min(ends) < 0.01
    assert all(cell.lines[0].x == 0 for cell in grid.cells if cell.column == 0 and cell.row)


@pytest.mark.parametrize("columns", range(3, 20))
def test_no_number_is_wider_than_its_column(columns):
    table, pen = simple(30, columns), Pen()
    plan = next(plans(table, pen))
    grid = lay_grid(table, {}, plan, pen)
    assert sum(plan.widths) == pytest.approx((LANDSCAPE if plan.landscape else PORTRAIT).width)
    for cell in grid.cells:
        assert max((line.width for line in cell.lines), default=0) <= sum(
            plan.widths[cell.column : cell.column + cell.columns]
        )
        if cell.row and cell.column > 1:
            assert len(cell.lines) == 1


def test_given_widths_are_kept_where_they_hold_the_numbers():
    table, pen = simple(3, widths=(1, 3, 1, 1, 1, 1)), Pen()
    widths = next(plans(table, pen)).widths
    assert widths[1] / widths[5] == pytest.approx(3)
    narrow = simple(3, widths=(1, 100, 1, 1, 1, 1))
    assert min(next(plans(narrow, pen)).widths) > 20


@pytest.mark.parametrize(
    "table",
    [
        Table(()),
        Table(((),)),
        Table(((Cell(),),)),
        Table(((Cell("a\n\n"), None), (None,))),
        Table(((Cell("x", rows=9, cols=9), Cell("y")), (Cell("z"),))),
        Table(((head("头"),),), header_rows=5),
        Table(((head("头" * 3000),), (Cell("体"),))),
        Table(((Cell("9" * 400), Cell("字" * 10)),), widths=(1, 1)),
    ],
)
def test_odd_tables_are_printed(tmp_path, table):
    texts, _ = pages_of(tmp_path, Paragraph("前。"), table, Paragraph("后。"))
    assert "后。" in texts[-1]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 80)), min_size=1, max_size=40))
def test_every_cell_of_a_grouped_table_is_printed(tmp_path, groups):
    rows = [(head("组"), head("文"))]
    for number, (size, length) in enumerate(groups):
        rows += [
            (Cell(f"组{number}号", rows=size) if at == 0 else None, Cell(f"<{number}.{at}>" + "文" * length))
            for at in range(size)
        ]
    texts, _ = pages_of(tmp_path, Table(tuple(rows), title="分组表"))
    printed = "".join("".join(texts).split())
    assert re.findall(r"<(\d+)\.(\d+)>", printed) == [
        (str(n), str(at)) for n, (size, _) in enumerate(groups) for at in range(size)
    ]
    assert all(f"组{number}号" in printed for number in range(len(groups)))
    assert printed.count("文") >= sum(size * length for size, length in groups)


def test_a_heading_and_its_table_share_a_page():
    pen, table = Pen(), simple(34)
    alone = lay_table(table, {}, pen)
    under = lay_table(table, {}, pen, reserve=28.0)
    assert under.height <= alone.frame.height - 28.0


def test_column_heads_within_a_table_stay_with_the_rows_below_them():
    from core.publishing.pdf.grid import Grid, GridCell, cut

    cells = [GridCell(row, 0, 1, 1, [], 9.0, header=False) for row in range(12)]
    grid = Grid((10.0,), [10.0] * 12, cells, 0, 0.0, frozenset({7}))
    assert cut(grid, 80.0, 80.0) == [(0, 7), (7, 12)]
    assert cut(Grid((10.0,), [10.0] * 12, cells, 0, 0.0), 80.0, 80.0) == [(0, 8), (8, 12)]


def test_a_table_for_one_page_is_set_smaller_than_any_other():
    cells = tuple((Cell(f"第{row}行的科目名称"), Cell("12.34", align="right")) for row in range(38))
    usual, close = (
        lay_table(
            Table(cells, title="表", number="公开04表", unit="万元", landscape=True, one_page=one_page), {}, Pen()
        )
        for one_page in (False, True)
    )
    assert usual.height > usual.limit
    assert close.height <= close.limit
