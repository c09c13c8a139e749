"""An open report over a small invented pack."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.report import Report
from core.reportfile import ReportFile
from core.template import Figure
from tests.template.examples import rule, template_from

if TYPE_CHECKING:
    from pathlib import Path

PACK = (
    rule("[same] == [total]")
    + rule("[a] <= [b]", id='"X2"', severity='"warning"')
    + rule("[item.$.amount] <= [a]", id='"X3"', each='"item"')
    + """
[[section]]
id = "1"
title = "{year}年收支情况"
statements = ["s.total", "s.change"]

[[section]]
id = "2"
title = "人员情况"
statements = ["s.people"]

[[section]]
id = "3"
title = "项目情况"
required = false
statements = ["s.items"]

[[section]]
id = "4"
title = "其他"
required = false

[[statement]]
id = "s.total"
section = "1"
text = "{unit}支出{[total]}，其中甲{[a]}。"

[[statement]]
id = "s.change"
section = "1"
text = "甲{change [a]}，主要原因是{reason why | 变动原因}。"

[[statement]]
id = "s.people"
section = "2"
text = "共{[people]}。"

[[statement]]
id = "s.items"
section = "3"
text = "{each item | 、}{[item.$.name]}{[item.$.amount]}{/each}"

[[table]]
id = "t"
title = "基础数据表"
number = "附件1"

  [[table.row]]
  cells = ["合计", "=total"]

  [[table.row]]
  cells = ["甲", "=a"]

  [[table.row]]
  cells = ["乙", "=b"]

  [[table.row]]
  each = "item"
  cells = ["=item.$.name", "=item.$.amount"]

[typed]
keys = ["grand"]
"""
)
TEMPLATE = template_from(PACK)
_NONE = Figure("", "")
"""Stands for the figures in pictures: they belong to the template, and equal formulas are no equal objects."""


def in_memory() -> Report:
    """A report that is nowhere on the disk, its statements in place."""
    return _begun(Report(ReportFile.memory(unit="县总工会", year=2023, packs=[]), TEMPLATE))


def on_disk(path: Path) -> Report:
    """A new report file at `path`."""
    return _begun(Report(ReportFile.create(path, unit="县总工会", year=2023, packs=[]), TEMPLATE))


def _begun(report: Report) -> Report:
    report.begin()
    return report


def opened(path: Path, *, read_only: bool = False, later: bool = False) -> Report:
    """The report file at `path`, opened again."""
    return Report(ReportFile.open(path, read_only=read_only), TEMPLATE, later=later)


def picture(report: Report) -> dict:
    """All that a person can see of a report."""
    cells = {*report.entries, *report.engine.computed}
    return {
        "cells": {cell: replace(report.cell(*cell), figure=_NONE, label="") for cell in cells},
        "rows": {family: list(rows) for family, rows in report.engine.rows.items() if rows},
        "marks": dict(report.marks),
        "texts": {section: report.text(section) for section in report.template.sections},
        "spans": {section: spans for section, spans in report.spans.items() if spans},
        "findings": {finding.id: finding for finding in report.findings()},
    }
