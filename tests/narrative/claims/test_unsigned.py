"""Percentages without their sign (C10): found, read as what is meant, and nothing else taken for one."""

import pytest

from core.narrative.claims import Ground, check_section
from core.narrative.claims.unsigned import unsigned_rates

NOBODY = Ground("", 2023)


def found(text):
    return [text[start:end] for start, end in unsigned_rates(text)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("基本支出62.70万元，占本年支出的81.25；", "81.25"),
        ("书报费比上年增长12.5，主要是期刊涨价。", "12.5"),
        ("绿化费较上年下降25，上年为6.00万元。", "25"),
        ("支出4.91万元，完成年初预算的98.2。", "98.2"),
        ("支出45.09万元，为年初预算45.00万元的100.20，略有超出。", "100.20"),
        ("支出78.40万元，完成年初预算98.00，有人调出。", "98.00"),
        ("整体预算执行率为95，扣0.5分。", "95"),
        ("书库开放率99.2%，读者满意率98.5，均达到目标。", "98.5"),
        ("在职人员控制率93.75（在职30人，编制32人）。", "93.75"),
    ],
)
def test_a_percentage_without_its_sign(text, number):
    assert found(text) == [number]
    told = [one for one in check_section(text, "t", NOBODY) if one.rule == "C10"]
    assert [one.expected for one in told] == [f"{number}%"]


@pytest.mark.parametrize(
    "text",
    [
        "借阅量占全市第3位。",
        "书库占地45.6亩，占编12人。",
        "办证数由3.2下降到2.7，每日计。",
        "销售额增长2.5倍。",
        "三类经费占比为70：12：18，与上年同。",
        "完成1.2公里，占全长的1/3，余下明年完工。",
        "完成率（10分），扣分项无。",
        "流动比率为1.8，偿债无忧。",
        "结转结余率为0。",
        "全年完成计划300，册数相符。",
        "详见附表3，占比见附件2。",
    ],
)
def test_what_is_no_percentage(text):
    assert found(text) == []


def test_it_is_held_against_the_figures():
    """A share that is wrong is wrong without its sign, too."""
    text = "本年支出80.00万元，其中基本支出60.00万元，占本年支出的{}。"
    rules = {number: {one.rule for one in check_section(text.format(number), "t", NOBODY)} for number in ("75", "57")}
    assert rules == {"75": {"C10"}, "57": {"C10", "C8"}}


def test_a_list_of_shares_is_not_short_of_one_without_its_sign():
    shares = "教育支出占62.5%，卫生支出占21.3%，农林支出占7.7，住房支出占8.5%。"
    assert {one.rule for one in check_section(shares, "t", NOBODY)} == {"C10"}
