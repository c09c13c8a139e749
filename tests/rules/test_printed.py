"""Printed cells that hold no number, a count for a rate, or another unit than their target (A14)."""

from __future__ import annotations

import pytest

from core.rules.printed import printed_findings

HEAD = ["三级指标", "年初目标值（A）", "实际完成值（B）"]


def found(*rows):
    return [(one.place, one.severity.value, one.quote) for one in printed_findings(rows, "table1")]


@pytest.mark.parametrize("text", ["100&", "98.5#", "93..93", "1.234.56", "1O0", "99.5＆"])
def test_what_is_no_number_is_an_error_at_its_cell(text):
    assert found(["政府采购执行率", text]) == [(f"table1.r1c2:0-{len(text)}", "error", text)]


@pytest.mark.parametrize("text", ["100%", "1,234.56", "-3.5", "无", "/", "2012901", "0", "C&D", "第1-2号", "O型"])
def test_numbers_and_words_are_silent(text):
    assert found(["政府采购执行率", text]) == []


@pytest.mark.parametrize(("text", "expected"), [("3", 1), ("100%", 0), ("100", 0), ("0", 0), ("98", 0)])
def test_a_count_in_the_cell_of_a_rate_is_asked_about(text, expected):
    assert [severity for _, severity, _ in found(["在职人员控制率", text])] == ["warning"] * expected


def test_target_and_achievement_share_the_unit():
    assert found(HEAD, ["按时完成", "1年", "100%"]) == [("table1.r2c3:0-4", "warning", "100%")]
    assert found(["", *HEAD], ["产出", "按时完成", "1年", "100%", ""]) == [("table1.r2c4:0-4", "warning", "100%")]
    assert (
        found(HEAD, ["竞赛", "≥8场", "9场"], ["满意度", "95％", "96%"], ["体检", "100", "100人"], ["年", "及时", "1年"])
        == []
    )
    assert found(["名称", "计划", "实际"], ["按时完成", "1年", "100%"]) == []
