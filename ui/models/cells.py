"""One cell in words: as printed, as held, explained on hover, spoken by a screen reader."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Kind, plain, show
from core.reportfile import Origin
from core.template import RowKind

if TYPE_CHECKING:
    from core.figures import Held
    from core.report import CellView, Report
    from core.rules import Finding
    from core.template import Figure

ORIGINS = {
    Origin.TYPED: "录入",
    Origin.IMPORTED: "导入",
    Origin.CARRIED_OVER: "沿用上年",
    Origin.COMPUTED: "计算",
    Origin.STATED: "上报合计",
}
ASPECTS = {
    "prior": "上年数",
    "initial_budget": "年初预算数",
    "final_budget": "全年预算数",
    "actual": "决算数",
    "target": "目标值",
}
_REFERENCE = re.compile(r"\[([^\[\]]+)\]")
_SUM = re.compile(r"sum\(\[([^\[\]]+)\]\)")
_RATE = re.compile(r"rate\((.+), (.+)\)")


def print_form(report: Report, figure: Figure) -> tuple[str, int]:
    """The unit and the decimals in which a figure is printed."""
    decimals = report.template.packs[0].decimals if figure.kind is Kind.MONEY else figure.decimals
    return report.printed_unit(figure), decimals


def printed(report: Report, view: CellView, *, thousands: bool = True) -> str:
    """The value as the table prints it."""
    return printed_held(report, view.figure, view.held, thousands=thousands)


def printed_held(report: Report, figure: Figure, held: Held, *, thousands: bool = True) -> str:
    """The same for any value of the figure."""
    unit, decimals = print_form(report, figure)
    text = show(held, figure.kind, unit, decimals, thousands=thousands)
    return f"{text}%" if figure.kind is Kind.RATE and held.number is not None else text


def as_held(report: Report, view: CellView) -> str:
    """The value exactly as given, for the editor; a unit other than the printed one follows it."""
    text = plain(view.held) or ""
    held = view.held
    if held.number is None or not held.unit or held.unit == report.printed_unit(view.figure):
        return text
    return f"{text}{held.unit}"


def with_unit(report: Report, view: CellView) -> str:
    """The value with its unit, or that it is blank."""
    text = printed(report, view)
    if not text:
        return "未填"
    unit, _ = print_form(report, view.figure)
    return text if view.held.number is None or unit == "%" else f"{text} {unit}".rstrip()


def name(view: CellView) -> str:
    """What the cell is, with its aspect where the figure has several."""
    aspect = ASPECTS.get(view.aspect, "") if len(view.figure.aspects) > 1 else ""
    label = view.label.removeprefix({"prior": "上年", "target": "目标"}.get(view.aspect, ""))
    for short in ("年初预算", "全年预算"):
        label = label.removeprefix(short)
    return f"{label} · {aspect}" if aspect else label


def formula(report: Report, view: CellView) -> str:
    """The formula in words; empty where the cell is typed."""
    if view.figure.formula is None:
        return ""
    text = view.figure.formula.text
    text = _SUM.sub(lambda found: _set_words(report, found[1]), text)
    text = _REFERENCE.sub(lambda found: _cell_words(report, found[1], view.aspect), text)
    return _RATE.sub(r"\1 ÷ \2", text).replace(" - ", " − ")


def _set_words(report: Report, reference: str) -> str:
    parts = reference.partition("@")[0].split(".")
    family = report.template.dictionary.families.get(parts[0])
    figure = family.figures.get(parts[-1]) if family else None
    if family is None or figure is None:
        return "下列各项之和"
    rows = "各类" if family.rows is RowKind.FUNCTIONAL else f"各{family.name}"
    return f"{rows}{figure.name}之和"


def _cell_words(report: Report, reference: str, aspect: str) -> str:
    key, _, own = reference.partition("@")
    return report.engine.label(key, own or aspect)


def tip(report: Report, view: CellView, findings: list[Finding], draft: str = "") -> str:
    """Everything worth saying on hover, a line each."""
    figure = view.figure
    lines = [name(view), with_unit(report, view)]
    if view.origin is not None:
        lines[1] += f"（{ORIGINS[view.origin]}）"
    if view.computed is not None and view.given is not None:
        lines.append(f"计算数 {printed_held(report, figure, view.computed)}")
    if words := formula(report, view):
        lines.append(f"公式：{words}")
    if view.provisional:
        lines.append("有组成项还没填，合计暂定")
    if figure.meaning:
        lines.append(figure.meaning)
    if evidence := report.evidence(view.key, view.aspect):
        page = f" 第 {evidence.page} 页" if evidence.page else ""
        lines.append(f"来源：{evidence.source}{page}「{evidence.quote}」")
    lines += [f"{finding.message}" for finding in findings]
    if draft:
        lines.append(draft)
    return "\n".join(lines)


def spoken(report: Report, view: CellView, draft: str = "") -> str:
    """The cell as a screen reader says it."""
    words = [name(view), with_unit(report, view)]
    if view.origin is not None:
        words.append(ORIGINS[view.origin])
    if not view.editable:
        words.append("不可填写")
    if draft:
        words.append(draft)
    return "，".join(words)


def sums(report: Report, views: list[CellView]) -> str:
    """Sum and average of cells of one kind, as printed."""
    figure = views[0].figure
    total = sum((view.held.number or Fraction(0) for view in views), Fraction(0))
    unit, _ = print_form(report, figure)
    whole, mean = (
        printed_held(report, figure, replace(views[0].held, number=number, unit=figure.unit))
        for number in (total, total / len(views))
    )
    shown = "" if figure.kind is Kind.RATE else f" {unit}".rstrip()
    if figure.kind is Kind.RATE:
        return f"平均 {mean}　计数 {len(views)}"
    return f"合计 {whole}{shown}　平均 {mean}{shown}　计数 {len(views)}"
