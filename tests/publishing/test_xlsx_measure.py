from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.blocks import Cell, Table
from core.publishing.xlsx.measure import (
    LANDSCAPE,
    PORTRAIT,
    column_widths,
    fit,
    line_count,
    row_lines,
    text_width,
    wrapped_count,
)
from core.publishing.xlsx.names import SheetNames


def test_a_chinese_character_counts_two():
    assert text_width("决算2024") == 8
    assert text_width("一\n二二") == 4
    assert text_width("") == 0


def test_lines_are_counted_per_hard_line():
    assert line_count("一二三四五", 6) == 3
    assert line_count("一\n二", 40) == 2


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 4, 1),
        ("一二三四五", 4, 3),
        ("其中：当年财政拨款", 10, 2),
        ("≥280户次", 8, 2),
        ("≥280户次", 10, 1),
        ("年度100.00%", 10, 2),  # a number is not torn
        ("www.example.gov.cn", 6, 3),  # unless it is longer than a line
        ("一二三。", 6, 2),  # a closing mark begins no line
        ("一\n二", 40, 2),
    ],
)
def test_lines_are_counted_as_word_wraps_them(text, room, lines):
    assert wrapped_count(text, room + 2) == lines


@given(
    st.lists(st.tuples(st.floats(1, 30), st.floats(1, 60)), min_size=1, max_size=14),
    st.sampled_from([PORTRAIT, LANDSCAPE]),
)
def test_columns_fill_the_page_and_none_is_below_its_least(columns, page):
    least, wish = [a for a, _ in columns], [b for _, b in columns]
    widths = fit(least, wish, page)
    assert all(width >= low - 1e-9 for width, low in zip(widths, least, strict=True))
    assert sum(widths) == pytest.approx(max(page, sum(least)), abs=1e-6) or sum(widths) >= page - 1e-6


def test_a_number_is_never_narrower_than_its_digits():
    row = (Cell("科目"), *(Cell("123,456,789.00") for _ in range(20)))
    widths = column_widths(Table((row,)), {(0, column) for column in range(1, 21)})
    assert min(widths[1:]) > len("123,456,789.00")


def test_given_widths_are_kept_in_proportion():
    widths = column_widths(Table(((Cell("甲"), Cell("乙")),), widths=(3, 1)), set())
    assert widths == pytest.approx([PORTRAIT * 0.75, PORTRAIT * 0.25])


def test_a_tall_merged_cell_makes_its_last_row_higher():
    table = Table(((Cell("字" * 60, rows=2), Cell("a")), (None, Cell("b")), (Cell("c"), Cell("d"))))
    lines = row_lines(table, [22.0, 20.0])
    assert lines == [1, 5, 1]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("收入支出决算总表", "收入支出决算总表"),
        ("a[1]:*?/\\", "a［1］：＊？／＼"),
        ("'引号'", "引号"),
        ("History", "History表"),
        ("", "表1"),
        ("长" * 40, "长" * 31),
        ("𠮷" * 16, "𠮷" * 15),
    ],
)
def test_sheet_names_are_what_excel_takes(title, name):
    assert SheetNames().take(title, "表1") == name


def test_sheet_names_differ():
    names = SheetNames()
    assert [names.take("表A", ""), names.take("表a", ""), names.take("长" * 31, ""), names.take("长" * 32, "")] == [
        "表A", "表a（2）", "长" * 31, "长" * 28 + "（2）",
    ]  # fmt: skip
