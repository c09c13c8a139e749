"""A number that is right for other amounts of its paragraph was misread, not miscounted."""

import pytest

from core.narrative.claims import Ground, check_section

NOBODY = Ground("", 2023)


# ruff: noqa: E501  sentences as they are written


def found(text):
    return [(one.rule, one.quote, one.expected) for one in check_section(text, "t", NOBODY) if one.severity != "hint"]


@pytest.mark.parametrize(
    "text",
    [
        # a share of what was named three amounts before
        "支出478.26万元，其中基本支出296.15万元，人员经费268.73万元、公用经费27.42万元，项目支出182.11万元，"
        "用于购书60.00万元、数字资源48.30万元、阅读推广73.81万元，人员经费占基本支出的90.74%，占支出的56.19%。",
        # the change of the whole, told last
        "支出合计4476.85万元，基本支出1893.37万元，项目支出2583.48万元。项目支出减少268.73万元，下降9.42%；支出合计减少147.23万元，下降3.18%。",
        # base and change in brackets, one after the other
        "行政运行1042.60万元，同比增长4.45%（2022年为998.15万元）；基层司法业务186.40万元，同比下降8.50%（2022年为203.72万元）。",
        # budget and outcome in turn, each with its total
        "项目全年预算48.00万元，执行45.36万元，其中财政拨款40.00万元，执行37.36万元，其他资金8.00万元，执行8.00万元。",
        # what is left over is told besides
        "年初结余13.09万元，全年总收入927.85万元，全年总支出918.20万元，提取职工福利基金4.00万元，年末结余18.74万元。",
        # a rate of another year
        "执行数705.99万元，预算数754.00万元，执行率93.63%，较2022年执行率88.74%提高4.89个百分点。",
    ],
)
def test_a_right_number_is_not_taken_for_another(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        # the sibling's whole is no whole
        ("支出合计2864.75万元，其中：基本支出1973.42万元，占68.89%；项目支出891.33万元，占45.17%。", ("C8", "45.17%", "31.11%")),
        # the rate turned round is no rate
        ("年初预算为186.40万元，支出决算为203.57万元，完成年初预算的91.57%。", ("C11", "91.57%", "109.21%")),
        # what makes a rate right does not excuse its double
        ("收入456.02万元，比上年增加57.91万元，增长14.54%；支出440.75万元，比上年增加38.39万元，增长14.54%。", ("C2", "14.54%", "9.54%")),
        # a part of the list does not make its head
        ("政府采购支出96.50万元，其中：货物31.40万元、工程10.00万元、服务65.10万元。", ("C21", "96.50万元", "106.50万元")),
    ],
)  # fmt: skip
def test_what_explains_too_much_explains_nothing(text, finding):
    assert found(text) == [finding]


def test_the_amount_that_something_rose_from_is_not_what_rose(found):
    """113.27 is 5.30% of 2250.40 less 113.27, and yet 2250.40 is told as the base."""
    told = "青石镇培训支出2369.67万元，比上年2250.40万元增加{}万元，增长5.30%。"
    assert found(told.format("113.27")) == [("C2", "113.27万元", "119.27万元")]
    assert found(told.format("119.27")) == []
