from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures import Kind, plain
from core.prefill.fold import compact, fold
from core.prefill.scan import Quantity, Stray, scan


def told(text, **options):
    """Every quantity as value and unit."""
    return [plain(one.held) + one.held.unit for one in quantities(text, **options)]


def quantities(text, **options):
    return [one for one in scan(compact(text), **options) if isinstance(one, Quantity)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("支出 314.12 万元，占 95%", ["314.12万元", "95%"]),
        ("支出３１４．１２万元", ["314.12万元"]),
        ("支出\u00a0314.12\u00a0万元", ["314.12万元"]),
        ("目标为442.68万，其中", ["442.68万元"]),
        ("累计报账1469871.11元", ["1469871.11元"]),
        ("合计1,469,871.11元", ["1469871.11元"]),
        ("资产1.2亿元", ["1.2亿元"]),
        ("筹资近20万元", ["20万元"]),
        ("发放资金20余万元", ["20万元"]),
        ("帮助困难职工 500 多人次", ["500人次"]),
        ("筛查6000余人", ["6000人"]),
        ("覆盖1.5万人", ["15000人"]),
        ("车辆2台、3辆", ["2台", "3辆"]),
        ("32支代表队", ["32支"]),
        ("规模800㎡", ["800㎡"]),
        ("推荐食堂各1家", ["1家"]),
        ("就业率达98%", ["98%"]),
        ("提高2个百分点", ["2%"]),
        ("变动为-11.26万元", ["-11.26万元"]),
        ("先进单位20个，组织奖 20 个，标兵 20名", ["20个", "20个", "20名"]),
        ("自评得分98.5分", ["98.5分"]),
        ("163.546万元", ["163.546万元"]),
    ],
)
def test_quantities(text, values):
    assert told(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "2023年度",
        "2022年总结表彰暨2023启动仪式",
        "永州市2023国际瑜伽日",
        "4月21日，举办了",
        "元月至2月",
        "8月19日--23日",
        "岳财字〔2024〕1号",
        "2022年第35个世界艾滋病日",
        "1+N模式",
        "“三公”经费",
        "“十四五”“二十大”",
        "（1）主动传唱",
        "今年5月份",
        "9时30分",
        "电话13900000000",
        "A4纸",
        "第3次会议",
    ],
)
def test_no_quantities(text):
    assert scan(compact(text)) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("荣获两个三等奖", ["2个"]),
        ("共宣讲十五场次", ["15场次"]),
        ("慰问十余名职工", ["10名"]),
        ("做到“两个维护”", []),
        ("履行四项社会职能", []),
        ("第三次会议", []),
        ("两个方面", []),
    ],
)
def test_spelled_numbers_where_asked_for(text, values):
    assert told(text, spelled=True) == values
    assert told(text) == []


@pytest.mark.parametrize("text", ["工作思路1235和", "开通热线12351服务"])
def test_a_number_without_a_unit_is_told_apart(text):
    (stray,) = scan(text)
    assert isinstance(stray, Stray)
    assert text[stray.start : stray.end].isdigit()


def test_kinds_and_roughness():
    money, count, rate = quantities("筹资近20万元、6000余人、98%")
    assert (money.kind, count.kind, rate.kind) == (Kind.MONEY, Kind.COUNT, Kind.RATE)
    assert (money.rough, count.rough, rate.rough) == (True, True, False)


@given(st.integers(0, 10**9), st.integers(0, 4), st.sampled_from(["元", "万元", "亿元"]))
def test_every_printed_amount_is_read_exactly(digits, decimals, unit):
    decimals = min(decimals, {"元": 2, "万元": 4, "亿元": 4}[unit])
    number = f"{digits / 10**decimals:.{decimals}f}" if digits < 10**15 else str(digits)
    text = f"本年支出 {number} {unit}，比上年"
    (one,) = quantities(text)
    assert plain(one.held) + one.held.unit == f"{number}{unit}"
    assert fold(text).quote(one.start, one.end) == f"{number} {unit}"


@given(st.text(alphabet="0123456789.,，。 年月日万元%个人第（）-余多两十", max_size=60))
def test_any_text_is_scanned_without_overlap(text):
    folded = fold(text)
    end = 0
    for one in scan(folded.text, spelled=True):
        assert end <= one.start < one.end <= len(folded.text)
        assert folded.quote(one.start, one.end) in text
        end = one.end


@given(st.text(max_size=80))
def test_folding_remembers_every_place(text):
    folded = fold(text)
    assert len(folded.places) == len(folded.text)
    assert list(folded.places) == sorted(folded.places)
    assert fold(folded.text).text == folded.text


@pytest.mark.parametrize(
    "piece", ["总数额", "年初预算数为", "占", "增加了", "（", "“", "1", "12万", "2023年", "，", "的" * 9]
)
def test_hostile_repetition_takes_no_time(found, piece):
    started = time.process_time()
    found("#一、 基本情况", piece * (60_000 // len(piece)) + "3.5万元", "2023年度甲基本支出5万元，" * 2000)
    assert time.process_time() - started < 5


def test_a_text_that_stays_as_it_is():
    """What fold leaves alone as a whole it leaves alone character by character."""
    plain, changed = "全年支出，（一）314.12万元、增加3%：", "（一） 314.12"
    assert fold(plain).text == plain
    assert fold(plain).places == tuple(range(len(plain)))
    for char in map(chr, [*range(0x100), *range(0x2000, 0x2300), *range(0x3000, 0x3040), *range(0xFE00, 0x10000)]):
        before, after = fold(plain + char), fold(changed + char)
        assert before.text[len(plain) :] == after.text[len(changed) - 1 :]
