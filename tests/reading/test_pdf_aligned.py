"""Tables without ruling lines, or with horizontal ones only: found where they are, and nowhere else."""

from __future__ import annotations

from functools import cache

import pytest
from reportlab.lib.pagesizes import A4

from core.blocks import Heading, Paragraph, Table
from core.publishing import compose
from core.reading import read
from core.reading.pdf_heads import Piece, head_of, head_spans
from tests.publishing.complete import complete
from tests.reading.borderless import PROSE, canvas_of, drawn

PACKS = ("juesuan-hunan-2023", "juesuan-shanghai-2024")
ROWS = [
    ("科目", "行次", "年初预算", "决算数", "结余"),
    ("基本支出", "1", "298.18", "298.18", "0.00"),
    ("人员经费", "2", "265.50", "", "1.25"),
    ("公用经费", "3", "32.68", "32.68", ""),
    ("项目支出", "4", "15.95", "15.95", "12.00"),
    ("合计", "5", "314.13", "314.13", "13.25"),
]


@cache
def tables_of(pack, seed=1):
    report = complete(pack, seed)
    blocks = [one.block for publication in compose(report, draft=True) for one in publication.blocks]
    report.close()
    return [block for block in blocks if isinstance(block, Table)]


def read_bytes(tmp_path, data):
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    return read(path)


def said(row):
    """The words of a row in order; where a merged cell begins is not compared."""
    return ["".join(cell.text.split()) for cell in row if cell is not None and cell.text.strip()]


@pytest.mark.parametrize("size", [9, 7])
@pytest.mark.parametrize("lines", ["none", "rows", "three", "all"])
@pytest.mark.parametrize("pack", PACKS)
def test_the_nine_tables_are_read_however_they_are_ruled(tmp_path, pack, lines, size):
    """With their captions, the heads over several columns, the columns that are empty, over page breaks."""
    wanted = tables_of(pack)
    document = read_bytes(tmp_path, drawn(wanted, lines, size=size, page=A4 if size < 9 else None))
    found = [read.block for read in document.blocks if isinstance(read.block, Table)]
    assert [one.title for one in found] == [one.title for one in wanted]
    for one, other in zip(wanted, found, strict=True):
        assert (other.number, other.unit, other.width) == (one.number, one.unit or "万元", one.width)
        assert [said(row) for row in other.cells] == [said(row) for row in one.cells], one.title
    prose = [read.block.text for read in document.blocks if isinstance(read.block, Paragraph | Heading)]
    assert "".join(prose).count(PROSE) == 2 * len(wanted)


def test_the_cells_of_a_following_page_stand_there(tmp_path):
    document = read_bytes(tmp_path, drawn(tables_of(PACKS[0])[:1], "none"))
    (table,) = [one for one in document.blocks if isinstance(one.block, Table)]
    assert {place.page for place in table.cells.values()} == {1, 2}
    for (row, column), place in table.cells.items():
        assert place.cell == f"R{row + 1}C{column + 1}"
        assert place.box is not None
        assert place.box.left < place.box.right


def small(tmp_path, rows, *captions, rules=(), frame=False):
    """Rows of words in columns 90 points wide, the first left-aligned, the others right-aligned, under captions."""
    canvas, path = canvas_of(tmp_path / "b.pdf")
    y = 760
    for caption in captions:
        canvas.drawString(60, y, caption)
        y -= 20
    top = y + 14
    for number, row in enumerate(rows):
        canvas.drawString(60, y, row[0])
        for column, text in enumerate(row[1:], start=1):
            canvas.drawRightString(60 + 90 * (column + 1) - 8, y, text)
        if number in rules or -1 in rules:
            canvas.line(56, y - 6, 56 + 90 * len(row), y - 6)
        y -= 20
    if frame:
        canvas.line(56, top, 56 + 90 * len(rows[0]), top)
        for x in (56, 56 + 90 * len(rows[0])):
            canvas.line(x, top, x, y + 14)
    canvas.save()
    return [one.block for one in read(path).blocks]


def test_a_small_table_under_a_caption(tmp_path):
    (table,) = small(tmp_path, ROWS, "支出情况表", "单位：万元")
    assert [tuple(cell.text for cell in row) for row in table.cells] == ROWS
    assert (table.title, table.unit, table.header_rows) == ("支出情况表", "万元", 1)


def test_a_table_of_three_lines_needs_no_caption(tmp_path):
    rows = [row[:2] + row[3:4] for row in ROWS]
    (table,) = small(tmp_path, rows, rules=(0, len(rows) - 1), frame=True)
    assert [tuple(cell.text for cell in row) for row in table.cells] == rows


def test_a_frame_that_is_ruled_into_rows_alone_has_the_columns_of_its_words(tmp_path):
    (table,) = small(tmp_path, ROWS, "单位：万元", rules=(-1,), frame=True)
    assert [tuple(cell.text for cell in row) for row in table.cells] == ROWS


def test_a_column_that_holds_nothing_stays(tmp_path):
    rows = [(*row[:2], "年末数" if not number else "", *row[2:]) for number, row in enumerate(ROWS)]
    (table,) = small(tmp_path, rows, "单位：万元")
    assert [tuple(cell.text for cell in row) for row in table.cells] == rows


NO_TABLES = {
    "contents": [
        *((f"第{n}部分 部门情况", "", "", "", str(n)) for n in range(1, 8)),
        *((f"{n}、收入支出决算总表", "", "", "", str(n + 7)) for n in range(1, 8)),
    ],
    "contents with dots": [(f"{n}、收入决算表............................{n}",) for n in range(1, 9)],
    "a list without head": [("办公费", "12.30"), ("印刷费", "3.10"), ("水费", "0.45"), ("电费", "1.20")],
    "signatures": [("填报人：示例", "联系电话：", "0000-0000000"), ("填报日期：", "2024年", "5月6日")] * 2,
    "numbered points": [(f"{n}.完成{n}项任务", "", f"得{n}分") for n in range(1, 9)],
}


@pytest.mark.parametrize("name", NO_TABLES)
def test_what_is_no_table_stays_words(tmp_path, name):
    blocks = small(tmp_path, NO_TABLES[name])
    assert not [block for block in blocks if isinstance(block, Table)]
    text = "".join(block.line if isinstance(block, Heading) else block.text for block in blocks)
    for row in NO_TABLES[name]:
        for part in row:
            assert "".join(part.split()) in "".join(text.split()) or part.rstrip(".").isdigit()


def test_prose_under_a_caption_stays_prose(tmp_path):
    canvas, path = canvas_of(tmp_path / "b.pdf")
    canvas.drawString(60, 780, "支出情况表")
    canvas.drawString(400, 780, "单位：万元")
    for number in range(12):
        start = 35 * (number % 3)
        canvas.drawString(60, 750 - 20 * number, PROSE[start : start + 35])
    canvas.save()
    assert not [one for one in read(path).blocks if isinstance(one.block, Table)]


def test_a_page_full_of_numbers_is_no_table(tmp_path):
    canvas, path = canvas_of(tmp_path / "b.pdf", size=2)
    canvas.drawString(60, 800, "单位：万元")
    for row in range(380):
        for column in range(30):
            canvas.drawString(20 + 18 * column, 790 - 2 * row, f"{row}.{column:02d}")
    canvas.save()
    assert read(path).pages == 1


def test_heads_reach_over_the_columns_below_them():
    """Two levels beside a cell of both: 项目 | 收入 over 预算 and 决算 | 支出 over one column."""
    edges = [0.0, 50.0, 100.0, 150.0, 200.0]
    words = [
        ("项目", 15, 20),
        ("收入", 90, 10),
        ("预算", 65, 30),
        ("决算", 115, 30),
        ("支出", 165, 10),
        ("合计", 165, 30),
    ]
    pieces = [Piece(text, left, top, left + 20, top + 8) for text, left, top in words]
    heads = head_of(pieces, edges, 9.0)
    assert [(one.pieces[0].text, one.first, one.last) for one in heads] == [
        ("收入", 1, 2),
        ("支出", 3, 3),
        ("项目", 0, 0),
        ("预算", 1, 1),
        ("决算", 2, 2),
        ("合计", 3, 3),
    ]
    spans, ys = head_spans(heads, 4, 8.0, 45.0)
    sizes = {(span.row, span.column): (span.rows, span.columns) for span in spans}
    assert sizes == {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (1, 1), (1, 1): (1, 1), (1, 2): (1, 1), (1, 3): (1, 1)}
    assert ys == sorted(ys)
    assert 18 < ys[1] < 30
