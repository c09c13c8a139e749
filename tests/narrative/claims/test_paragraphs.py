"""What is told over several paragraphs: shares of one whole, numbered items, funds, levels of headings."""

import pytest

LOTTERY = (
    "一、资金情况\n2023年本级留用资金617.14万元。\n二、使用情况\n"
    "（一）用于群众体育{first}万元，占总数的{share}。其中：用于场地建设381.63万元；用于科学研究9.3万元。\n"
    "（二）用于竞技体育226.21万元，占总数的36.65%。其中：用于举办赛事30万元，用于培养人才196.21万元。"
)
ITEMS = (
    "本级用于全民健身支出{total}万元，其中：\n1.用于建设场地151.20万元；\n2.用于开展活动9.40万元；\n"
    "3.用于队伍建设{last}万元。"
)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (LOTTERY.format(first="390.93", share="66.35%"), ("C8", "66.35%", "63.35%")),
        (ITEMS.format(total="198.40", last="83.7"), ("C22", "83.7万元", "37.8万元")),
        (ITEMS.format(total="198.40", last="51.80"), ("C22", "198.40万元", "212.40万元")),
    ],
)
def test_what_paragraphs_tell_together_is_told_once(found, text, due):
    assert found(text) == [due]


@pytest.mark.parametrize(
    "text",
    [
        LOTTERY.format(first="390.93", share="63.35%"),
        ITEMS.format(total="198.40", last="37.80"),
        ITEMS.format(total="506.00", last="37.80"),
        # one name in two funds
        "全区一般公共预算收入35.01亿元，上级补助收入11.96亿元。\n全区政府性基金收入2.10亿元，上级补助收入14.78亿元。",
        # （二） is no part of （一）
        "（一）用于全民健身198万元，占总数的89.59%，其中：\n1.场地151万元；\n2.活动9万元；\n3.队伍38万元。\n"
        "（二）用于竞技体育23万元，占总数的10.41%，其中：\n1.赛事20万元；\n2.参赛3万元。",
        # changes that net to the whole
        "收入预算较上年减少10292.87万元，主要是拨款较上年减少10542.87万元，结转收入较上年增加200万元，其他收入较上年增加50万元。",
        # a reason without its amount
        "收、支总计357.21万元，较上年减少17.84万元，下降4.76%，原因是公用经费减少；项目资金压减，其中培训压减7.00万元，帮扶压减9.00万元。",
        # parts in brackets are parts of parts
        "一是收入增加3627万元，其中：本级收入增加365万元（税收增加146万元、非税增加219万元）、补助收入增加3262万元。",
        # the total of what came holds the opening
        "政府性基金上年结余26.38亿元，补助收入14.78亿元，转贷收入1.34亿元，收入合计42.50亿元，支出19.43亿元，年终结余23.07亿元。",
    ],
)
def test_what_belongs_to_different_things_is_silent(found, text):
    assert found(text) == []


def test_a_sum_of_many_is_told_from_its_swapped_digits(found):
    text = (
        "收入决算数129748万元，加补助收入428905万元，上解收入4409万元，上年结余320万元，结转收入41407万元，调入资金348606万元，"
        "调入预算稳定调节基金14718万元，收入总计986113万元。"
    )
    assert found(text) == [("C22", "986113万元", "968113万元")]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (
            "（二）用于竞技体育支出187.20万元，占总数的37.98%。\n\n其中：用于训练场地78.37万元；用于培养人才90.53万元；用于比赛13.80万元。",
            ("C22", "187.20万元", "182.70万元"),
        ),
        ("“三公”经费比上年减少51.84万元，下降-81.75%。", ("C4", "-81.75%", "81.75%")),
        (
            "资产总额3919.91万元，增长8.7%；负债总额593.89万元，增长9%；所有者权益总额3236.02万元。",
            ("G12", "3236.02万元", "3326.02万元"),
        ),
    ],
)
def test_what_stands_below_or_beside_is_held_together(found, text, due):
    assert found(text) == [due]
