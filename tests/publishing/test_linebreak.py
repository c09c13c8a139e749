"""Line ends obey GB/T 15834, numbers stay whole, and lines fit and fill their width."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.publishing.linebreak import NO_END, NO_START, Line, Measured

EM = 16.0
REPORT = (
    "2023年度，鄂城区总工会（本级）财政拨款收入1,234.56万元，比上年增加19.08万元，增长25.49%；“三公”经费支出0.00万元，"
    "其中：公务接待费“零支出”。共有职工20000人、公务用车3辆，接待12批次、96人次。按照《中华人民共和国工会法》和《湖北省预算绩效管理办法》"
    "（鄂财绩发〔2021〕12号）的规定——自评得分98.50分，等级为“优”……完成率100％！"
)
NUMBERS = re.compile(r"\d[\d,.]*\d?(?:万元|年度|人次|批次|[%％人辆分号])?")
PIECES = st.sampled_from(
    [
        "总工会",
        "决算",
        "1,234.56万元",
        "25.49%",
        "2023年",
        "ABC",
        "，",
        "。",
        "；",
        "：",
        "、",
        "！",
        "？",
        "“三公”",
        "（本级）",
        "《办法》",
        "的",
    ]
)


def measured(text: str) -> Measured:
    return Measured(text, [EM if char > "\u2000" else EM / 2 for char in text], EM)


def broken(text: str, width: float, indent: float = 0.0) -> list[str]:
    return [text[line.start : line.end] for line in measured(text).lines(width, indent=indent)]


def set_width(setting: Measured, line: Line, *, justify: bool = True) -> float:
    """The width that a line takes on paper, its last character with its blank half."""
    each, special = setting.spacing(line, justify=justify)
    inner = range(line.start, line.end - 1)
    return sum(setting.advances[line.start : line.end]) + sum(special.get(at, each) for at in inner)


@pytest.mark.parametrize("width", range(200, 520, 7))
def test_a_report_breaks_rightly_at_every_width(width):
    lines = broken(REPORT, width, indent=32)
    assert "".join(lines) == REPORT
    assert not [line for line in lines if line[0] in NO_START or line[-1] in NO_END]
    at, ends = 0, set()
    for line in lines:
        at += len(line)
        ends.add(at)
    assert not [
        found.group() for found in NUMBERS.finditer(REPORT) if ends & set(range(found.start() + 1, found.end()))
    ]


@given(st.lists(PIECES, min_size=1, max_size=60).map("".join), st.integers(12, 60))
def test_no_line_begins_or_ends_with_a_wrong_mark(text, halves):
    text = "总" + re.sub("[，。；：、！？]{2,}", "，", text) + "完"
    lines = broken(text, halves * EM / 2 + 64)
    assert "".join(lines) == text
    assert all(line[0] not in NO_START and line[-1] not in NO_END for line in lines)


@given(st.text(alphabet="总工会，。（）“”1234.5%万元 aB—…", max_size=200), st.integers(1, 40))
def test_any_text_is_broken_without_loss_and_fits(text, halves):
    setting = measured(text)
    width = halves * EM / 2
    lines = setting.lines(width)
    assert "".join(text[line.start : line.end] for line in lines) == text
    for line in lines:
        shown = text[line.start : line.end].rstrip()
        if len(shown) > 1 and shown == text[line.start : line.end]:
            assert set_width(setting, line) <= width + EM / 2 + 0.01


def test_justified_lines_end_at_the_same_place_unless_they_are_loose():
    setting = measured(REPORT)
    for width in range(300, 500, 5):
        for line in setting.lines(width)[:-1]:
            each, special = setting.spacing(line, justify=True)
            assert max([each, *special.values()]) <= EM / 8
            if 0 <= line.slack <= EM:
                assert set_width(setting, line) == pytest.approx(width)


def test_the_last_line_is_not_spread():
    setting = measured("总工会" * 15)
    assert setting.spacing(setting.lines(442)[-1], justify=True) == (0.0, {})


def test_room_is_added_within_no_number():
    setting = measured("共有职工20000人，其中女职工8000人，占40.00%以上的单位为数很多很多")
    line = setting.lines(330)[0]
    _, special = setting.spacing(line, justify=True)
    digits = [at for at in range(line.start, line.end - 1) if setting.text[at : at + 2].isdigit()]
    assert digits
    assert all(special[at] == 0.0 for at in digits)


def test_a_mark_at_the_end_hangs_its_blank_half():
    assert broken("总工会总工会。决算", 6.5 * EM) == ["总工会总工会。", "决算"]


def test_marks_give_up_room_to_take_one_more_character():
    text = "总，工，会，总，工，会决算公开"
    assert broken(text, 12.2 * EM)[0] == "总，工，会，总，工，会决"


def test_neighbouring_marks_take_one_and_a_half_widths():
    assert measured("（“优”）。").width == pytest.approx(6 * EM - 3 * EM / 2)


def test_a_number_wider_than_the_line_is_broken_before_its_unit_if_it_can():
    assert broken("1234567万元", 3.5 * EM) == ["1234567", "万元"]
    assert "".join(broken("123456789012345", 3 * EM)) == "123456789012345"


@pytest.mark.parametrize("text", ["", " ", "。", "（", "。。。。。。。。", "（（（（（（", "Supercalifragilistic"])
def test_odd_texts_end(text):
    for width in (1.0, 20.0, 40.0):
        assert "".join(broken(text, width)) == text
    assert measured(text).unbreakable() >= 0


def test_words_are_not_split():
    lines = broken("本单位使用 Microsoft Excel 和 SQLite 软件编制报表，版本为 v2.10。", 160)
    assert not {"Microsoft", "Excel", "SQLite", "v2.10"} - {
        word for line in lines for word in re.findall("[A-Za-z0-9.]+", line)
    }
