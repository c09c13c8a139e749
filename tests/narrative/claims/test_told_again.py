"""One thing told twice differently: by the words at both numbers, by how the second speaks of the first."""

import pytest

from core.narrative.claims import Ground, check_section

NOBODY = Ground("", 2023)


# ruff: noqa: E501  sentences as they are written


def found(text):
    return [(one.rule, one.quote, one.expected) for one in check_section(text, "t", NOBODY) if not one.rounding]


WRONG = [
    # again.py
    ("控制价为318.60万元；签约价为361.80万元，与控制价一致。", "C3", "361.80万元", "318.60万元"),
    ("进修学院全年举办骨干教师研修24期，参训960人次。全年举办骨干教师研修26期，覆盖各乡镇。", "C3", "26期", "24期"),
    ("本年共实施12个工程，均按期开工。年底验收时，11个工程全部合格。", "C3", "11个", "12个"),
    ("资金覆盖24个社区。抽查发现，资金已拨到29个社区，未见滞留。", "C3", "29个", "24个"),
    ("到位资金760万元，其中市级480万元、区级280万元。区级配套资金290万元已支付。", "C3", "290万元", "280万元"),
    ("项目资金支付率97.4%，未付的是尾款。自评表里该项目支付率填写为94.7%。", "C3", "94.7%", "97.4%"),
    # twice.py
    ("残联核定编制26人，实有24人。单位编制人数28人，退休9人。", "C3", "28人", "26人"),
    ("实有在职37人；资产表列示在职人员39人。", "C3", "39人", "37人"),
    ("办公经费84.6万元，较2022年增加5.7万元；办公经费比上年多支7.5万元的主要原因是电费上涨。", "C3", "7.5万元", "5.7万元"),
    ("到账资金58.00万元，58.00万元已全部支付。自评结论：85.00万元使用合规。", "C3", "85.00万元", "58.00万元"),
    ("基本支出612.36万元、项目支出108.24万元。项目支出主要用于展陈。2023年项目支出180.24万元均已拨付。", "C3", "180.24万元", "108.24万元"),
    # scores.py
    ("自评总得分94分，产出指标完成较好。鉴于自评总得分92分，等次为“优”。", "C3", "92分", "94分"),
]  # fmt: skip
RIGHT = [
    "控制价为318.60万元；签约价为318.60万元，与控制价一致。",
    "印刷费预算9.00万元，执行8.27万元。另外两项，展板12.00万元、视频6.50万元，均与预算一致。",
    "进修学院计划举办骨干教师研修24期。全年举办骨干教师研修26期，超额完成。",
    "本年共实施12个工程，年底已完工11个，其中11个工程全部合格。",
    "本年共实施12个工程。年底验收时，12个工程全部合格。",
    "资金覆盖24个社区。下年计划再覆盖29个社区。",
    "到位资金760万元，其中市级480万元、区级280万元。区级配套资金280万元已支付。",
    "项目资金支付率97.4%，项目质量合格率94.7%。",
    "残联核定编制26人，实有24人。下属康复中心核定编制28人。",
    "办公经费84.6万元，较2022年增加5.7万元；水电费比上年多支7.5万元的主要原因是电费上涨。",
    "上年人员支出690.1万元、公用支出168.2万元，本年人员支出720.5万元、公用支出155.3万元。",
]  # fmt: skip


@pytest.mark.parametrize(("text", "rule", "quote", "expected"), WRONG, ids=range(len(WRONG)))
def test_what_is_told_twice_has_one_value(text, rule, quote, expected):
    assert found(text) == [(rule, quote, expected)]


@pytest.mark.parametrize("text", RIGHT, ids=range(len(RIGHT)))
def test_two_things_may_have_two_values(text):
    assert found(text) == []
