"""Outcomes and their budgets: gaps, amounts compared, rates of gaps, numbers told behind what is said of them."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("接待费决算数3.18万元高于预算数3.96万元。", ("C13", None)),
        ("公用经费实际支出98.4万元，低于预算安排的93.0万元。", ("C13", None)),
        ("采购预算640万元，实际成交价598.7万元，节约资金51.3万元。", ("G11", "41.30万元")),
        ("甲项目预算120万元、支出113.80万元，执行率97.83%。", ("C11", "94.83%")),
        ("预算执行进度达97.9%（预算1,206.30万元，支出1,205.02万元）。", ("C11", "99.89%")),
        ("预算12.50万元，实际支出10.75万元，节约1.75万元，节约率17%。", ("C11", "14.00%")),
        ("到位2800万元，累计支付2516万元，支付进度82.9%。", ("C11", "89.86%")),
        ("选派科技特派员64名，完成目标60名的116.67%。", ("C11", "106.67%")),
    ],
)
def test_what_budget_and_outcome_contradict_is_found(found, text, due):
    ((rule, _, expected),) = found(text)
    assert (rule, expected) == due


@pytest.mark.parametrize(
    "text",
    [
        "接待费决算数小于预算数0.60万元（预算2.10万元，决算1.50万元），运行费决算数与预算数持平，均为5.00万元。",
        "接待费预算4.00万元，实际3.12万元，比预算节约0.88万元，节约22%；比上年3.25万元下降4%。",
        "资金下达1,500万元，已支付1,425万元，支付率95%，其中甲项目下达900万元、支付882万元，乙项目下达600万元、支付543万元。",
    ],
)
def test_right_ones_stay_silent(found, text):
    assert found(text) == []
