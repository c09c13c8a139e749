"""What was there, what came and went and what is left: by the verbs at the numbers, and by the totals of both sides."""

import pytest

from core.narrative.claims import Ground, check_section

NOBODY = Ground("", 2023)


# ruff: noqa: E501  sentences as they are written


def found(text):
    return [(one.rule, one.quote, one.expected) for one in check_section(text, "t", NOBODY) if not one.rounding]


WRONG = [
    ("帐篷年初1250顶，采购400顶，调拨下发620顶，报废80顶，年末结存1050顶。", "C24", "1050顶", "950顶"),
    ("偿债准备金期初860.40万元，计提52.10万元，核销12.00万元，期末980.50万元。", "C24", "980.50万元", "900.50万元"),
    ("年末在职46人，年初为47人，年内招录3人、调入1人、退休2人、辞职1人。", "C19", "46人", "48人"),
    ("福利院年初收养儿童86人，当年接收12人，收养家庭转出9人，年末在院98人。", "C19", "98人", "89人"),
    ("年初结转6.20万元，当年又收大于支2.50万元，年末结转和结余因此为3.70万元。", "C24", "3.70万元", "8.70万元"),
    ("收入总计826.40万元，支出总计826.40万元；支出总计由本年支出790.15万元、结余分配5.00万元、年末结转和结余13.25万元组成。", "C24", "13.25万元", "31.25万元"),
    ("收支总计均为512.60万元。收入合计480.20万元，使用非财政拨款结余8.00万元，年初结转42.40万元。", "C24", "42.40万元", "24.40万元"),
]  # fmt: skip
RIGHT = [
    "帐篷年初1250顶，采购400顶，调拨下发620顶，报废80顶，年末结存950顶。",
    "年末在职48人，年初为47人，年内招录3人、调入1人、退休2人、辞职1人。",
    # the flows in brackets, and those told as parts of one, are no flows of their own
    "年初在职62人，年内新增5人（公开招聘3人、调入2人），退休4人，年末在职63人。",
    "年初在职62人，年内新增5人、招聘3人、调入2人，退休4人，年末在职63人。",
    # which way it went is open
    "其他应收款年初67.30万元，本年清理29.80万元，年末余额49.00万元。",
    "项目资金上年结转45.80万元，本年下达320.00万元，支出298.60万元，财政收回20.00万元，年末结转47.20万元。",
    "年初在职50人，年末48人，其中当年退休1人。",
    "收入总计826.40万元，支出总计826.40万元；支出总计由本年支出790.15万元、结余分配5.00万元、年末结转和结余31.25万元组成。",
    # what is missing is told
    "收支总计均为512.60万元。收入合计480.20万元，年初结转24.40万元，专用基金弥补8.00万元。",
]  # fmt: skip


@pytest.mark.parametrize(("text", "rule", "quote", "expected"), WRONG, ids=range(len(WRONG)))
def test_what_is_left_is_reckoned(text, rule, quote, expected):
    assert (rule, quote, expected) in found(text)


@pytest.mark.parametrize("text", RIGHT, ids=range(len(RIGHT)))
def test_what_adds_up_or_is_open_is_not_marked(text):
    assert found(text) == []
