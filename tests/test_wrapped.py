"""Which lines a page's width cut inside a sentence, and which end because they are over."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.narrative.claims.fold import fold
from core.wrapped import LONGEST, first_token, runs, width

PARAGRAPH = (
    "2023年度示例县总工会支出合计93.93万元，比上年增加19.08万元，增长25.49%，其中基本支出89.65万元（人员经费80.10万元、"
    "公用经费9.55万元），占支出合计的95.44%，项目支出4.28万元，占支出合计的4.56%，主要原因是新调入两名工作人员。"
)


def joined(text: str) -> list[str]:
    lines = text.split("\n")
    return ["".join(line.strip() for line in lines[first:last]) for first, last in runs(lines)]


def wrapped(paragraph: str, room: int, indent: int = 4) -> str:
    """A paragraph as a page of so many columns prints it: numbers stay whole, no mark begins a line."""
    lines, rest = [" " * indent], paragraph
    while rest:
        token = first_token(rest)
        if width(lines[-1]) + width(token) > room:
            lines.append("")
        lines[-1] += token
        rest = rest[len(token) :]
    return "\n".join([lines[0].strip(), *lines[1:]])


@pytest.mark.parametrize(
    "text",
    [
        "全年支出合计93.93\n万元，其中基本支出89.65万元。",
        "基本支出89.65万元，比上年减少5.20\n万元，下降5.48%。",
        "支出合计93.93万元，较上年减少5.20万元，下降\n5.25%，原因是人员减少。",
        "（二）支出合计93.93万元，其中本年支\n出89.65万元，结转4.28万元。",
        "2023年我单位严格执行预算管理制度，\n加强资金使用监督。",
        "本年度开展技能培训、劳动竞赛、\n文体活动12场次。",
        "公务接待费支出1.20万元，占“三公”经费支出的\n39.00%。",
        "基本支出89.65万元，其中公用经费9.55万元（\n占10.65%）。",
        "基本支出89.65万元（含人员经费80.10万元、公用\n经费9.55万元），比上年增加。",
        "支出合计93.93万元，增长25.\n49%，原因是人员增加。",
        "支出合计93.93万元，比上年增加19.08万\n元，增长25.49%。",
        "本年支出合计93.93万元，比\n上年增加19.08万元。",
        "支出合计93.93万元，比上年增加19.08万元，\n\n增长25.49%。",  # a page ended between them
        "三、\n支出决算情况说明",
    ],
)
def test_a_sentence_over_two_lines_is_one_paragraph(text):
    assert joined(text) == [text.replace("\n", "")]


@pytest.mark.parametrize(
    "text",
    [
        "2023年度支出合计93.93万元，其中：\n基本支出89.65万元，项目支出4.28万元。",
        "基本支出89.65万元；\n项目支出4.28万元；\n其他支出1.20万元。",
        "一是加强管理，\n二是严格审批，\n三是强化监督。",
        "（一）部门职责\n1.宣传贯彻方针政策\n2.维护职工合法权益",
        "预算执行较好\n资金使用规范",
        "收入决算结构图\n支出合计93.93万元，其中基本支出89.65万元。",
        "一般公共预算财政拨款支出决算变动情况\n2023年支出合计93.93万元，比上年增加19.08万元。",
        "支出决算情况说明\n2023年支出合计93.93万元。",
        "支出合计93.93万元，占37.80%\n人员经费80.10万元，占95.44%",
        "项目支出比上年减少5.20万元，下降5%\n个人所得税完成1.20万元，下降3%",
        "支出合计93.93万元，其中基本支出89.65万元\n年末结转4.28万元。",
        "基本支出 89.65 80.10\n项目支出 4.28 3.10\n万元 1 2",
        "支出合计\t93.93\n万元\t1",
        "（图1：收支变动情况图）（柱状图）\n二、收入决算情况说明",
        "一、\n二、\n三、",
        "一般公共预算财政拨款基本支出决算明细表\n政府性基金预算财政拨款收入支出决算表\n本单位没有政府性基金预算财政拨款支出。",
        "支出合计93.93万元，增长25.49%.\n2022年支出合计74.85万元。",
        "支出合计，\n\t93.93",
        "在职职工\n26人",
        "附件1\n26人参加培训，名单如下。",
        "公开表03\n2人。",
        "年末在职职工1\n26个单位参加。",
    ],
)
def test_lines_that_are_over_stay_apart(text):
    assert joined(text) == [line.strip() for line in text.split("\n")]


def test_a_heading_whose_number_stands_alone_takes_its_heading_only():
    text = "三、\n支出决算情况说明\n2023年本年支出合计93.93万元，比上年增加19.08万元。"
    assert joined(text) == ["三、支出决算情况说明", text.rpartition("\n")[2]]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("财政拨款收入9\n18.40万元，占收入的全部。", "918.40万元"),
        ("年末在职职工1\n26人，退休9人。", "126人"),
        ("书库改造共投入2,\n845.00万元，已付清。", "2,845.00万元"),
        ("罚没款1,2\n79.00万元，全部上缴。", "1,279.00万元"),
        ("集中支付占全年的4\n5%，偏晚。", "45%"),
    ],
)
def test_a_number_cut_in_two_is_one(text, number):
    (line,) = joined(text)
    assert number in fold(line).text


@pytest.mark.parametrize("room", range(40, 80))
@pytest.mark.parametrize("indent", [0, 4])
def test_a_paragraph_is_put_together_from_a_page_of_any_width(room, indent):
    assert joined(wrapped(PARAGRAPH, room, indent)) == [PARAGRAPH]


@pytest.mark.parametrize("room", [44, 56, 64, 72])
def test_paragraphs_of_a_page_are_told_apart(room):
    others = [
        "二、收入情况说明",
        PARAGRAPH,
        "（一）收入合计95.00万元，比上年增加1.00万元，增长1.06%。",
        "收入结构图",
        PARAGRAPH,
    ]
    assert joined("\n".join(wrapped(one, room) for one in others)) == others


def test_a_short_last_line_shares_the_margin_of_the_page():
    """Two lines tell no margin; those of the same page do."""
    two = "经核对，以上各项支出均按照年初批复的预算和单位制度安排使用没有发生超出范围的情况。"
    page = f"{wrapped(PARAGRAPH, 64)}\n{wrapped(two, 64)}"
    assert joined(page) == [PARAGRAPH, two]
    assert len(joined(wrapped(two, 64))) == 2


@given(
    st.lists(
        st.sampled_from(["支出合计93.93万元，", "93.93", "万元", "", "  ", "一、", "。", "（", "\t1", PARAGRAPH[:30]])
    )
)
def test_every_line_is_in_one_paragraph_and_in_order(lines):
    found = list(runs(lines))
    within = [at for first, last in found for at in range(first, last)]
    assert within == sorted(set(within))
    assert {at for at, line in enumerate(lines) if line.strip()} <= set(within)
    assert all(lines[first].strip() and lines[last - 1].strip() for first, last in found)


@pytest.mark.parametrize("line", ["支出合计，", "支出合计93.93万元，比", PARAGRAPH[:40], "（", "1", "万元，1"])
def test_no_text_takes_long_and_no_paragraph_is_without_end(line):
    lines = [line] * (1_000_000 // len(line))
    began = time.process_time()
    found = list(runs(lines))
    assert time.process_time() - began < 10
    assert max(sum(len(one) + 1 for one in lines[first:last]) for first, last in found) <= LONGEST + 1
