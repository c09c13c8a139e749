"""Claims: the arithmetic in the message, exact places, one finding for one cause, bounded time."""

from __future__ import annotations

import time

import pytest

from core.figures import Held
from core.narrative.claims import Book, Ground, check_section, check_whole, read_text

HUBEI = Ground("鄂城区总工会", 2023)


def found(text, ground=HUBEI):
    return [(one.rule, one.quote, one.expected) for one in check_section(text, "1", ground)]


def whole(text, ground=HUBEI):
    paragraphs = read_text(text, "1", ground)
    return check_whole(Book(paragraphs, ground))


def test_the_message_carries_the_arithmetic_and_the_place_is_exact():
    text = "2023年度收入 93.93万元。比上年决算增加19.08万元，增加21%，主要原因是人员增加。"
    (one,) = check_section(text, "1", HUBEI)
    assert one.message == "19.08 ÷ （93.93 − 19.08） = 25.49%，文中为 21%"
    start, end = map(int, one.place.split(":")[1].split("-"))
    assert text[start:end] == one.quote == "21%"
    assert (one.claimed, one.expected) == ("21%", "25.49%")


@pytest.mark.parametrize(
    "text",
    [
        "１．收入９３．９３万元，比上年增加１９．０８万元，增加２５．４９％。",
        "收入 93.93 万元 , 比上年增加 19.08 万元 , 增加 25.49 % 。",
        "收入93.93万元，支出93.93万元，收支平衡，与上年相比增加19.08万元，增长25.49%。",
    ],
)
def test_width_and_spaces_do_not_matter(text):
    assert found(text) == []


def test_positions_are_those_of_the_unfolded_text():
    text = "２０２３年度收入 ９３．９３ 万元，比上年增加 １９．０８ 万元，增加 ２１ ％。"
    ((_, quote, expected),) = found(text)
    assert (quote, expected) == ("２１ ％", "25.49%")


def test_a_head_in_one_paragraph_serves_the_list_in_the_next():
    text = "一般公共预算财政拨款支出84.25万元，主要用于以下方面：\n"
    text += "1.一般公共服务支出（类）82.16万元，占99%。\n2.社会保障和就业支出（类）2.09万元，占1%。"
    assert found(text) == [("C8", "99%", "97.52%"), ("C8", "1%", "2.48%")]


def test_shares_made_to_add_up_are_a_hint():
    text = "支出307.82万元，主要用于以下方面："
    text += "甲支出（类）264.87万元，占86.05%；乙支出（类）10.82万元，占3.52%；"
    text += "丙支出（类）2.71万元，占0.88%；丁支出（类）29.42万元，占9.55%。"
    (one,) = check_section(text, "1", HUBEI)
    assert (one.severity, one.rounding, one.quote) == ("hint", True, "9.55%")


def test_a_slip_of_the_unit_is_said_once_and_the_rate_is_judged_by_what_was_meant():
    assert found("2023年度支出93.93万元。比上年决算增加26.94元，增加23 %。") == [
        ("C7", "26.94元", "26.94万元"),
        ("C2", "23 %", "40.21%"),
    ]


def test_basic_spending_of_one_fund_is_not_held_against_that_of_the_unit():
    ground = Ground("甲局", 2023, lambda key, _: Held.money(8965_0000) if key == "T03.total.basic" else None)
    assert found("一般公共预算财政拨款支出84.25万元，其中：基本支出79.97万元，项目支出4.28万元。", ground) == []
    assert found("基本支出79.97万元。", ground) == [("C1", "79.97万元", "89.65万元")]


def test_one_change_with_two_sizes_is_a_contradiction_that_names_both():
    text = "支出93.93万元，比上年增加26.94万元。\n支出合计93.93万元，与2022年度相比，支出合计增加14.14万元。"
    (one,) = [one for one in whole(text) if one.rule == "C3"]
    assert (one.claimed, one.expected) == ("26.94万元", "14.14万元")
    assert "支出合计增加14.14万元" in one.message


def test_findings_of_a_section_have_their_own_ids():
    text = "甲费预算0万元，支出决算0万元，完成预算的0%。\n乙费预算0万元，支出决算0万元，完成预算的0%。"
    names = [one.id for one in check_section(text, "1", HUBEI)]
    assert len(names) == len(set(names)) == 2


PIECES = [
    "（",
    "1万元",
    "增加",
    "占",
    "比上年增加1万元，",
    "其中：基本支出1万元，",
    "每人1元",
    "1,",
    "：",
    "原因是",
    "中小企业预留",
]


@pytest.mark.parametrize("piece", PIECES)
def test_no_text_of_a_megabyte_takes_long(piece):
    for text in (piece * (1_000_000 // len(piece)), (piece * (19_000 // len(piece)) + "\n") * 52):
        began = time.process_time()
        whole(text)
        assert time.process_time() - began < 5


def test_reading_is_linear():
    sentence = "2023年度收入93.93万元，比上年增加19.08万元，增长25.49%。其中：财政拨款收入84.25万元，占90%。\n"

    def seconds(times):
        began = time.process_time()
        check_section(sentence * times, "1", HUBEI)
        return time.process_time() - began

    seconds(20)
    assert seconds(1000) < 40 * max(seconds(100), 0.01)
