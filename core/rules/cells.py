"""Checks of a single given value: its sign and its decimals (rules.md A12, A13)."""

from __future__ import annotations

from collections.abc import Callable

from core.figures import Held, Kind
from core.rules.finding import Finding, State
from core.rules.wording import printed
from core.template import Figure, Severity

CellRule = Callable[[Figure, Held, Callable[[], str]], str]
"""A check of one value, given how to name its cell: the message when it fails, else empty text."""


def _negative(figure: Figure, held: Held, label: Callable[[], str]) -> str:
    if held.number is None or held.number >= 0 or figure.signed:
        return ""
    return f"{label()} {printed(held, figure)} 是负数"


def _decimals(figure: Figure, held: Held, label: Callable[[], str]) -> str:
    if figure.kind is not Kind.MONEY or held.unit != "万元" or held.decimals <= figure.decimals or held.is_zero:
        return ""
    return f"{label()} {printed(held, figure)} 有 {held.decimals} 位小数，报表印 {figure.decimals} 位"


_RULES: tuple[tuple[str, str, str, CellRule], ...] = (
    ("A12", "金额不为负", "冲销、收回等原因造成的负数请写明说明", _negative),
    ("A13", "小数位一致", "同一报告请统一保留两位小数", _decimals),
)


def cell_findings(figure: Figure, aspect: str, held: Held, label: Callable[[], str]) -> list[Finding]:
    """Every cell rule that fails for one value."""
    place = f"{figure.key}@{aspect}"
    findings = []
    for rule, name, remedy, check in _RULES:
        message = check(figure, held, label)
        if message:
            findings.append(
                Finding(
                    id=f"{rule}={place}",
                    rule=rule,
                    name=name,
                    state=State.FAIL,
                    severity=Severity.WARNING,
                    message=message,
                    remedy=remedy,
                    place=place,
                    cells=(place,),
                )
            )
    return findings


def cell_rules() -> list[tuple[str, str]]:
    """Id and name of every cell rule, for the rule catalogue."""
    return [(rule, name) for rule, name, _, _ in _RULES]
