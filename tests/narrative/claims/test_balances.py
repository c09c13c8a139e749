"""Carried-over money: the balance of a sentence or of a paragraph, grand totals, budgets that were added to."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("年初结余60.20万元，全年收入820.00万元，全年支出835.50万元，年末结余54.70万元。", ("C24", "44.70万元")),
        ("本年收入975.63万元，加上年初结转52.18万元，收入总计1072.81万元。", ("C24", "1027.81万元")),
        ("本年支出893.47万元，年末结转71.06万元，支出总计946.53万元。", ("C24", "964.53万元")),
        ("年初无结转，当年到位5000万元，当年支出4260万元，年末结转840万元。", ("C24", "740.00万元")),
        ("总收入548.20万元，总支出502.87万元，收支相抵结余48.33万元。", ("C24", "45.33万元")),
        ("年初预算1460万元，年中追加158万元，调减32万元，调整后预算1686万元。", ("C22", "1586.00万元")),
    ],
)
def test_what_is_left_follows(found, text, due):
    ((rule, _, expected),) = found(text)
    assert (rule, expected) == due


@pytest.mark.parametrize(
    "text",
    [
        "年初结转31.20万元，本年收入400.00万元，使用非财政拨款结余6.80万元，本年支出415.00万元，结余分配3.00万元，年末结转20.00万元。",
        "年初结转58.20万元，其中项目结转50.00万元；本年收入920.00万元；本年支出940.30万元；年末结转37.90万元。",
        "全年收入4.36亿元，支出总计4.28亿元。",
        "年初结转5万元，本年收入100万元，调出资金20万元，本年支出80万元，年末结转10万元。",
    ],
)
def test_other_flows_and_parts_are_minded(found, text):
    assert found(text) == []
