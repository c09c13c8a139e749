"""Checks of the codes that rows stand under (rules.md A6): known in the catalogue, with their parents above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.rules.finding import Finding, State
from core.template import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.catalog import Catalog


def code_findings(family: str, name: str, rows: Sequence[str], catalog: Catalog, year: int) -> list[Finding]:
    """Rows of one table without their 款 or 类, and codes that the year's classification does not know."""
    known = set(rows)
    findings = []
    for row in rows:
        missing = [row[:digits] for digits in (3, 5) if digits < len(row) and row[:digits] not in known]
        if missing:
            message = f"{name}里 {row} 没有上级科目 {'、'.join(missing)}"
            findings.append(_finding(family, row, "parent", Severity.ERROR, message, "补上它的类、款行"))
        if row not in catalog:
            message = f"{name}里的科目编码 {row} 不在 {year} 年的支出功能分类里"
            findings.append(_finding(family, row, "unknown", Severity.WARNING, message, "核对编码；确有的请写明说明"))
    return findings


def _finding(family: str, row: str, kind: str, severity: Severity, message: str, remedy: str) -> Finding:
    return Finding(
        id=f"A6/{kind}={family}.{row}",
        rule="A6",
        name="科目编码有上级且在目录里",
        state=State.FAIL,
        severity=severity,
        message=message,
        remedy=remedy,
        place=f"{family}.{row}.total@actual",
        cells=(f"{family}.{row}.total@actual",),
    )
