"""A slip of the unit is found where only another unit makes a sum, a rate or a price right."""

from __future__ import annotations

import pytest

from core.narrative.claims import Ground, check_section


@pytest.mark.parametrize(
    ("text", "slip", "meant"),
    [
        ("支出合计1036.00万元，其中基本支出724.50万元，项目支出311.50元。", "311.50元", "311.50万元"),
        ("维修费预算为12.00万元，决算为10.80元，完成预算的90%。", "10.80元", "10.80万元"),
        ("发放慰问金4.80万元，慰问困难职工96人，人均500万元。", "500万元", "500元"),
        ("年初结余46.90万元，本年收入459.40万元，本年支出466.20万元，年末结余40.10元。", "40.10元", "40.10万元"),
    ],
)
def test_one_slip_is_one_finding(found, text, slip, meant):
    assert found(text) == [("C7", slip, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "支出决算9,600元，预算1.2万元，完成预算的80%。",
        "资金3.26亿元，其中上缴4890万元，占15%。",
        "为168名职工体检，标准为每人350元，支出5.88万元。",
        "受益群众3.2万，满意度95%。",
    ],
)
def test_mixed_units_that_agree_are_no_slip(found, text):
    assert found(text) == []


def test_the_message_names_both_units():
    (one,) = check_section("预算为12.00万元，决算为10.80元，完成预算的90%。", "1", Ground("", 2023))
    assert "单位写成了元" in one.message
    assert one.remedy == "把元改为万元"
