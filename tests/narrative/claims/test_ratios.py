"""What a percentage is of, by the roles of all amounts near it: wrong ones found once, right ones left alone."""

import pytest

from core.narrative.claims import Ground, check_section
from core.narrative.claims.check import read_text
from core.narrative.claims.told import read_told
from core.narrative.claims.weighed.odds import pair_weights, weigh
from core.narrative.claims.weighed.operands import HOWS, Row, read_rate
from core.narrative.claims.weighed.traits import Near, beside

NOBODY = Ground("", 2023)


# ruff: noqa: E501  sentences as they are written


def found(text):
    return [(one.rule, one.quote, one.expected) for one in check_section(text, "t", NOBODY) if not one.rounding]


WRONG = [
    # made of the right amounts, but turned over or divided by the later one
    ("灌渠清淤项目批复62.00万元，实付55.80万元，资金支付率为111.11%。", "C11", "111.11%", "90.00%"),
    ("路灯电费今年63.00万元、去年45.00万元，多支18.00万元，增长28.57%。", "C2", "28.57%", "40.00%"),
    ("文化馆2023年支出决算880.00万元。上述支出较2022年增加80.00万元，增长9.09%。", "C2", "9.09%", "10.00%"),
    # made of another whole or another budget than the words name
    ("采购总额500.00万元，授予中小企业合同400.00万元，占80.00%，其中小微企业合同180.00万元，占授予中小企业合同金额的36.00%。", "C8", "36.00%", "45.00%"),
    # made of nothing, though the two amounts stand right there
    ("水库巡查经费：安排74.00万元，年底支付66.60万元，资金执行率95.00%。", "C11", "95.00%", "90.00%"),
    ("网格员培训任务250人，办结210人，达成率88.00%。", "C11", "88.00%", "84.00%"),
    # parallel rows, and the first and the last of two
    ("甲乙丙三项本年分别为88.00万元、55.00万元、24.00万元，上年分别为80.00万元、50.00万元、20.00万元，增减幅依次为10.00%、10.00%、16.67%。", "C2", "16.67%", "20.00%"),
    ("印刷费、水费2023年分别支出22.00万元和12.00万元，2022年分别为20.00万元和15.00万元，前者增长10.00%，后者下降25.00%。", "C2", "25.00%", "20.00%"),
    # a division that is written out, its words told before it
    ("会议费控制率：实际支出36.00万元÷预算安排40.00万元=90.00%；在职人员控制率：实有45人÷编制50人=111.11%。", "G10", "111.11%", "90.00%"),
    # told with the whole in a bracket
    ("骨干研修费18.00万元，占公用经费（120.00万元）的15.00%，占师训总支出（40.00万元）的54.00%。", "C8", "54.00%", "45.00%"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rule", "claimed", "expected"), WRONG)
def test_a_percentage_that_its_likely_pair_does_not_make_is_found_once(text, rule, claimed, expected):
    ((got, quote, due),) = found(text)
    assert (got, due) == (rule, expected)
    assert claimed in quote or quote in claimed


RIGHT = [
    # what was wrong above is right here
    "灌渠清淤项目批复62.00万元，实付55.80万元，资金支付率为90.00%。",
    "路灯电费今年63.00万元、去年45.00万元，多支18.00万元，增长40.00%。",
    "采购总额500.00万元，授予中小企业合同400.00万元，占80.00%，其中小微企业合同180.00万元，占授予中小企业合同金额的45.00%。",
    "甲乙丙三项本年分别为88.00万元、55.00万元、24.00万元，上年分别为80.00万元、50.00万元、20.00万元，增减幅依次为10.00%、10.00%、20.00%。",
    "会议费控制率：实际支出36.00万元÷预算安排40.00万元=90.00%；在职人员控制率：实有45人÷编制50人=90.00%。",
    "文化馆2023年支出决算880.00万元。上述支出较2022年增加80.00万元，增长10.00%。",
    # of nothing that is told: another year, a standard, the best of several, people asked
    "养护项目预算80.00万元，支出72.00万元，执行率90.00%，上年为86.40%。",
    "全年预算500.00万元，支出450.00万元，各科室执行率最低76.30%、最高100%。",
    "发放问卷300份，收回288份，群众满意度97.20%。",
    "完成固定资产投资12.40亿元，同比增长6.30%；本级支出820.00万元，上年800.00万元，增长2.50%。",
    # of a sum, or of a whole that only the shares beside it show
    "公用经费200.00万元，其中水费18.00万元、电费42.00万元，两项合计占公用经费的30.00%。",
    "主要支出：教学412.00万元，占41.2%；后勤206.00万元，占20.6%；校园安保87.00万元，占8.7%。",
    # right for another whole than the first one that comes to mind
    "土建620.00万元、安装180.00万元，总价800.00万元。已付进度款540.00万元，占合同价的60%，合同价为900.00万元。",
    "年初预算为0元，年中追加20.00万元，决算19.00万元，完成调整预算的95%。",
]  # fmt: skip


@pytest.mark.parametrize("text", RIGHT)
def test_a_percentage_that_may_be_right_is_left_alone(text):
    assert found(text) == []


def weighed(text, at=0):
    """The pair that is likeliest for a percentage, as printed, with its share and that of none."""
    (paragraph,) = read_text(text, "t", NOBODY)
    told = read_told(paragraph, [])
    row = Row(told)
    nears = [Near(row, read_rate(row, rate)) for rate in told.rates]
    pairs = [near.pairs() for near in nears]
    made = [
        [pair for pair in own if near.makes(pair, near.size, near.half)] for near, own in zip(nears, pairs, strict=True)
    ]
    likely, none = weigh(nears[at], pairs[at], beside(nears, made, at))
    best = max(likely, key=lambda one: one.share)
    return told.printed(row.amount(best.pair.part)), told.printed(row.amount(best.pair.whole)), likely, none


def test_the_shares_of_all_pairs_and_of_none_are_one():
    *_, likely, none = weighed("全年预算90.00万元，执行数81.00万元，执行率90.00%。")
    assert sum(one.share for one in likely) + none == pytest.approx(1)


def test_the_likeliest_pair_does_not_depend_on_what_is_printed():
    for printed in ("90.00%", "45.67%"):
        part, whole, *_ = weighed(f"全年预算90.00万元，执行数81.00万元，执行率{printed}。")
        assert (part, whole) == ("81.00", "90.00")


def test_every_weight_belongs_to_a_kind_and_a_way():
    names = {f"{kind}.{how}{side}" for kind, hows in HOWS.items() for how in hows for side in ("", "_part", "_whole")}
    assert set(pair_weights()) <= names | {f"{kind}.none" for kind in HOWS}
    assert all(isinstance(worth, float) for table in pair_weights().values() for worth in table.values())
