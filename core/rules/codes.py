"""Checks of the codes that rows stand under: known, with their parents above them (A6), of the right fund (A16)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from core.paths import resource
from core.rules.finding import Finding, State
from core.template import Severity
from core.template.toml import TomlFile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.catalog import Catalog

_PARENTS = "科目编码有上级且在目录里"
_CLASSES = "科目只用规定的资金安排"


@dataclass(frozen=True, slots=True)
class Fund:
    """The classes that the table of a fund may show: any but `never`, and where `only` is given none but those."""

    name: str
    only: tuple[str, ...]
    never: tuple[str, ...]

    def allows(self, row: str) -> bool:
        """Whether a row of that code may stand in the fund's table."""
        return row[:3] not in self.never and (not self.only or row[:3] in self.only)


@cache
def funds() -> Mapping[str, Fund]:
    """The funds by their table, from resources/rules/classes.toml.  Raises TemplateError for a wrong file."""
    path = resource("rules", "classes.toml")
    file = TomlFile(path.name, path.read_text(encoding="utf-8"))
    found = {}
    for item in file.items("fund", "table"):
        item.text("table")
        found[item.name] = Fund(item.text("name"), item.texts("only"), item.texts("never"))
        item.done()
    return found


def code_findings(family: str, name: str, rows: Sequence[str], catalog: Catalog, year: int) -> list[Finding]:
    """Rows of a table without their 款 or 类, unknown to the year's classification, or of a class it may not show."""
    known = set(rows)
    findings = []
    for row in rows:
        missing = [row[:digits] for digits in (3, 5) if digits < len(row) and row[:digits] not in known]
        if missing:
            message = f"{name}里 {row} 没有上级科目 {'、'.join(missing)}"
            findings.append(_finding(family, row, "A6/parent", _PARENTS, Severity.ERROR, message, "补上它的类、款行"))
        if row not in catalog:
            message = f"{name}里的科目编码 {row} 不在 {year} 年的支出功能分类里"
            findings.append(
                _finding(family, row, "A6/unknown", _PARENTS, Severity.WARNING, message, "核对编码；确有的请写明说明")
            )
    return findings + _classes(family, name, rows, catalog)


def _classes(family: str, name: str, rows: Sequence[str], catalog: Catalog) -> list[Finding]:
    """A16, told at the rows that hold the amounts: those with no row below them."""
    fund = funds().get(family)
    wrong = [row for row in rows if fund is not None and not fund.allows(row)]
    lowest = [row for row in wrong if not any(other != row and other.startswith(row) for other in rows)]
    findings = []
    for row in lowest:
        title = catalog.name(row[:3]) or "这一类"
        message = f"{name}里有 {row}：{row[:3]} 类{title}不由{fund.name if fund else ''}安排"
        remedy = "核对科目和资金来源；确有的请写明说明"
        findings.append(_finding(family, row, "A16/class", _CLASSES, Severity.WARNING, message, remedy))
    return findings


def _finding(family: str, row: str, kind: str, name: str, severity: Severity, message: str, remedy: str) -> Finding:
    return Finding(
        id=f"{kind}={family}.{row}",
        rule=kind.partition("/")[0],
        name=name,
        state=State.FAIL,
        severity=severity,
        message=message,
        remedy=remedy,
        place=f"{family}.{row}.total@actual",
        cells=(f"{family}.{row}.total@actual",),
    )
