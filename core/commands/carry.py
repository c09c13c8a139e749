"""new --from: this year's file from last year's own file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import UsageError
from core.report import Report
from core.reportfile import Change, Entry, FigureChange, Origin, RowChange, SectionChange
from core.template import TOTAL, RowKind

if TYPE_CHECKING:
    from pathlib import Path

    from core.template import Figure

OPENING = {
    "T01.closing_balance": "T01.opening_balance",
    "T04.closing_balance.general": "T04.opening_general",
    "T04.closing_balance.fund": "T04.opening_fund",
    "T04.closing_balance.capital": "T04.opening_capital",
}
"""Last year's closing balance is this year's opening balance (rules.md D1)."""


def carry_over(last_year: Path, out: Path, templates: str = "") -> Report:
    """A report for the year after: actual to prior, closing to opening balances, staff, projects, drafts."""
    before = Report.open(last_year, read_only=True)
    try:
        packs = templates.split(",") if templates else [pack.id for pack in before.template.packs]
        if not packs:
            raise UsageError(f"{last_year.name} 没有报表包", "请用 --template 指定")
        report = Report.create(out, packs, before.unit, before.year + 1)
        report.apply(f"从 {last_year.name} 开始", _changes(before, report))
        return report
    finally:
        before.close()


def _changes(before: Report, report: Report) -> list[Change]:
    changes: list[Change] = [
        RowChange(family.key, row, None, place)
        for family in report.template.dictionary.families.values()
        if family.rows is RowKind.ADDED
        for place, row in enumerate(before.rows(family.key))
    ]
    cells = {**dict(before.engine.computed.items()), **before.engine.given}
    for (key, aspect), held in cells.items():
        figure = report.template.find(key)
        if figure is None or aspect not in {"actual", "target"} or not held.filled:
            continue
        carried = Entry(held, Origin.CARRIED_OVER)
        if aspect == "target":
            if (key, aspect) in before.entries and _keeps_target(figure):
                changes.append(FigureChange(key, "target", None, carried))
            continue
        if "prior" in figure.aspects and _keeps(before, report, key):
            changes.append(FigureChange(key, "prior", None, carried))
        if _stays(report, key):
            changes.append(FigureChange(key, "actual", None, carried))
        if key in OPENING:
            changes.append(FigureChange(OPENING[key], "actual", None, carried))
    changes += _drafts(before, report)
    return changes


def _keeps(before: Report, report: Report, key: str) -> bool:
    """Computed values are carried only where the new file cannot compute them itself."""
    if (key, "actual") in before.entries:
        return True
    figure = report.template.figure(key)
    return figure.formula is None or report.template.may_type(key)


def _keeps_target(figure: Figure) -> bool:
    """Targets in words are proposed again, amounts only where the dictionary says so."""
    return figure.carry if figure.carry is not None else not figure.kind.numeric


def _stays(report: Report, key: str) -> bool:
    """Staff and the descriptions of rows are proposed again; amounts and what was achieved are not."""
    figure = report.template.figure(key)
    if "target" in figure.aspects or figure.formula is not None:
        return False
    if figure.carry is not None:
        return figure.carry
    family, row, _ = report.template.split(key)
    if family is not None and row != TOTAL:
        return not figure.kind.numeric
    return key.startswith(("staff.", "org."))


def _drafts(before: Report, report: Report) -> list[Change]:
    from core.narrative import Text, dump

    drafts: list[Change] = []
    for section in report.template.sections.values():
        text = before.text(section.id) if section.id in before.template.sections else ""
        if text and not section.statements:
            drafts.append(SectionChange(section.id, None, dump([Text(text)])))
    return drafts
