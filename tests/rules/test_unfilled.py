"""Cells of printed tables that were left unfilled."""

from __future__ import annotations

from core.blocks import Cell, Table
from core.rules.unfilled import unfilled_findings


def found(text, low=()):
    rows = [[Cell(part.strip()) for part in line.split("|")] for line in text.strip().splitlines()]
    table = Table(cells=tuple(tuple(row) for row in rows))
    return [(one.rule, one.severity, one.quote, one.place) for one in unfilled_findings(table, "t", low)]


def test_dots_alone_are_a_placeholder_dots_in_words_are_not():
    assert found("三级指标 | 指标值\n…… | 5%\n宣传等…… | 6%") == [("E2", "error", "……", "t.r2c1:0-2")]


def test_reasons_are_due_where_the_text_tells_of_low_completion():
    rows = "满意度 | 100%\n偏差大或目标未完成原因分析 | "
    assert found(rows) == []
    assert found(rows, ["25.24%"]) == [("G5", "warning", "偏差大或目标未完成原因分析", "t.r2c1:0-13")]
    assert found("偏差大或目标未完成原因分析 | 项目跨年", ["25.24%"]) == []
