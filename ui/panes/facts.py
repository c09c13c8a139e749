"""What there is to say about one selected place, as data for the explanation pane."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.figures import Held, Kind, Num
from core.figures.show import in_unit, round_half_up, show, to_decimal
from core.reportfile import Origin
from core.rules import State
from core.rules.wording import Wording, printed
from ui.panes.places import Spot

if TYPE_CHECKING:
    from core.report import CellView, Report
    from core.reportfile import StoredEvidence
    from core.rules import Finding
    from core.template import Figure
    from ui.panes.board import Board
    from ui.session import Selection

ORIGINS = {
    Origin.TYPED: ("录入", "secondary"),
    Origin.IMPORTED: ("导入", "imported"),
    Origin.CARRIED_OVER: ("沿用上年", "carried"),
    Origin.COMPUTED: ("计算得出", "secondary"),
    Origin.STATED: ("上报合计", "stated"),
}
"""Each origin in words, with the colour token of its mark."""

_OTHERS = {
    "prior": "上年",
    "initial_budget": "年初预算",
    "final_budget": "全年预算",
    "target": "目标",
    "actual": "决算",
}


@dataclass(slots=True)
class Facts:
    """Everything the pane shows; empty parts are left out."""

    title: str
    where: str = ""
    value: str = ""
    origin: str = ""
    origin_token: str = "secondary"
    pairs: list[tuple[str, str]] = field(default_factory=list)
    meaning: str = ""
    source: str = ""
    formula: str = ""
    stated: str = ""
    """The computed number beside a stated one that differs; empty where they are the same."""
    checks: list[Finding] = field(default_factory=list)
    evidence: StoredEvidence | None = None
    changed: str = ""
    typed_here: bool = False
    """Whether no table shows the cell, so that the pane itself takes its value."""


def about(board: Board, selection: Selection) -> Facts | None:
    """The facts of a selection; None where it selects nothing this report knows."""
    report = board.session.report
    if selection.key:
        return _cell(board, selection) if report.template.find(selection.key) else None
    return _section(board, selection) if selection.section in report.template.sections else None


def _cell(board: Board, selection: Selection) -> Facts:
    report = board.session.report
    view = report.cell(selection.key, selection.aspect)
    facts = Facts(view.label, _where(board, selection), amount(view.figure, view.held))
    if view.origin is not None:
        facts.origin, facts.origin_token = ORIGINS[view.origin]
    if view.provisional:
        facts.origin = f"{facts.origin}，还有组成项未填"
    facts.pairs = _aspects(report, view)
    facts.meaning, facts.source = view.figure.meaning, view.figure.source
    facts.formula = _formula(report, view)
    facts.stated = _beside(view)
    facts.checks = [f for f in board.reading(selection.place) if f.state is not State.NOT_APPLICABLE]
    facts.evidence = report.evidence(selection.key, selection.aspect)
    facts.changed = _changed(report, view)
    facts.typed_here = view.editable and not any(spot.kind == "table" for spot in board.places.spots(selection.place))
    return facts


def _section(board: Board, selection: Selection) -> Facts:
    report = board.session.report
    section = report.template.sections[selection.section]
    facts = Facts(report.title(section), "文字说明")
    facts.meaning = section.hint
    statement = report.template.statements.get(selection.statement)
    if statement is not None:
        facts.pairs.append(("句子", f"{statement.name or '由数据生成'}（数字随表格变动）"))
    facts.checks = [f for f in board.of(Spot("section", section.id)) if f.state is State.FAIL]
    return facts


def _where(board: Board, selection: Selection) -> str:
    spot = board.places.locate(selection.place)
    return board.places.title(spot) if spot is not None and spot.kind != "figure" else ""


def amount(figure: Figure, held: Held) -> str:
    """A value with its unit as printed; 未填 for a blank one."""
    if held.state.value == "blank":
        return "未填"
    text = show(held, figure.kind, figure.unit, figure.decimals, thousands=True)
    return f"{text} {figure.unit}".strip() if held.number is not None else text


def _aspects(report: Report, view: CellView) -> list[tuple[str, str]]:
    pairs = []
    for aspect in view.figure.aspects:
        held = report.value(view.key, aspect)
        if aspect == view.aspect or not held.filled:
            continue
        against = _against(view, held) if view.aspect == "actual" else ""
        pairs.append((_OTHERS.get(aspect, aspect), f"{amount(view.figure, held)}{against}"))
    return pairs


def _against(view: CellView, base: Held) -> str:
    """+3.22，+6.69% against the other value, each as printed."""
    figure = view.figure
    if view.held.number is None or base.number is None or figure.kind not in {Kind.MONEY, Kind.COUNT}:
        return ""
    decimals = figure.decimals if figure.kind is Kind.MONEY else 0
    now = round_half_up(in_unit(view.held, figure.unit), decimals)
    then = round_half_up(in_unit(base, figure.unit), decimals)
    percent = f"，{to_decimal((now - then) / abs(then) * 100, 2):+}%" if then else ""
    return f"（{to_decimal(now - then, decimals):+,}{percent}）" if now != then else "（持平）"


def _formula(report: Report, view: CellView) -> str:
    formula = view.figure.formula
    if formula is None or view.computed is None:
        return ""
    words = Wording(report.engine, report.template.figure, report.engine.label)
    total = Num(view.computed.number) if view.computed.number is not None else None
    return words.side(formula, view.aspect, total, view.figure)


def _beside(view: CellView) -> str:
    if view.given is None or view.computed is None:
        return ""
    stated, computed = printed(view.given.held, view.figure), printed(view.computed, view.figure)
    return "" if stated == computed else amount(view.figure, view.computed)


def _changed(report: Report, view: CellView) -> str:
    found = report.file.history(limit=1, key=view.key) if view.given is not None else []
    return f"{found[0].at[:16].replace('T', ' ')} {found[0].who}".strip() if found else ""
