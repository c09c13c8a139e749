import pytest

from core.blocks import Evidence
from core.reading.joining import join, join_cell, tidy, wrapping_of
from core.wrapped import first_token


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023 年度我会支出 314.12 万元，占 5%", "2023年度我会支出314.12万元，占5%"),
        ("  单 位 名 称 ", "单位名称"),
        ("Word 2016 与 WPS", "Word 2016与WPS"),
        ("12 345", "12 345"),
    ],
)
def test_spaces_beside_chinese_characters_go(text, expected):
    assert tidy(text) == expected


def test_a_number_is_one_token_with_its_punctuation():
    assert first_token("89.04%，较上年") == "89.04%，"
    assert first_token("元（主要") == "元"
    assert first_token("费、维修") == "费、"


def test_joined_lines_keep_their_places():
    joined = join([("支出决算为 4.33 万", Evidence("a", line=1)), ("元，其中：", Evidence("a", line=2))])
    assert joined.text == "支出决算为4.33万元，其中："
    assert [(one.start, one.end, one.evidence.line) for one in joined.segments] == [(0, 10, 1), (10, 15, 2)]


def test_cell_lines():
    assert join_cell(["机关事业单位基本养老保险缴费", "支出"]) == "机关事业单位基本养老保险缴费支出"
    assert join_cell(["1、部门预算项目；", "2、市直专项"]) == "1、部门预算项目；\n2、市直专项"
    assert join_cell(["", "  "]) == ""


def test_paragraph_lines_are_not_wrapped_lines():
    assert wrapping_of(["一、基本情况", "短。"] * 10) is None
    assert wrapping_of(["很长的一段话，" * 30] * 10) is None
