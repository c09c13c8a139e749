"""A block that begins with codes, pasted where rows are added: each line becomes a row with its amounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.catalog import functional
from core.errors import JuebaoError
from core.template import CellRole
from ui.models import coded
from ui.models.entry import typed_change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.report import Report
    from core.reportfile import Change


@dataclass(slots=True)
class Pasted:
    """How it went."""

    rows: int = 0
    cells: int = 0
    closed: int = 0
    unread: int = 0

    @property
    def told(self) -> str:
        """The same as a sentence."""
        parts = [f"已加 {self.rows} 个科目、{self.cells} 个数"]
        if self.closed:
            parts.append(f"{self.closed} 格是计算得出的，没有改动")
        if self.unread:
            parts.append(f"{self.unread} 格看不懂，没有填")
        return "，".join(parts) + "。"


def begins_with_codes(report: Report, block: Sequence[Sequence[str]]) -> bool:
    """Whether any line of the block begins with a code of the classification."""
    return any(line and _code(report, line[0]) for line in block)


def paste_rows(report: Report, table: str, family: str, block: Sequence[Sequence[str]]) -> Pasted:
    """Add the rows and their amounts as one change set."""
    pasted = Pasted()
    changes: list[Change] = []
    lines = {code: line for line in block if line and (code := _code(report, line[0]))}
    for code, line in lines.items():
        parent = any(other != code and other.startswith(code) for other in lines)
        if not parent and code not in report.rows(family):
            added, _ = coded.adding(report, family, code)
            changes += [change for change in added if change not in changes]
            pasted.rows += 1
        changes += _amounts(report, _keys(report, table, family, code), line, pasted, closed=parent)
    if changes:
        report.apply(f"粘贴 {pasted.rows} 个科目", changes)
    return pasted


def _code(report: Report, text: str) -> str:
    digits = text.strip()
    return digits if digits in functional(report.year).items else ""


def _keys(report: Report, table: str, family: str, code: str) -> list[str]:
    """The keys of a row by column; empty for words."""
    for line in report.template.table(table).rows:
        if line.each == family:
            return [
                cell.key.replace("$", code) if cell is not None and cell.role is CellRole.FIGURE else ""
                for cell in line.cells
            ]
    return []


def _amounts(report: Report, keys: list[str], line: Sequence[str], pasted: Pasted, *, closed: bool) -> list[Change]:
    changes: list[Change] = []
    for key, text in zip(keys, line, strict=False):
        if not key or not text.strip():
            continue
        if closed or report.template.figure(key).formula is not None:
            pasted.closed += 1
            continue
        try:
            changes.append(typed_change(report, (key, "actual"), report.read(key, text)))
            pasted.cells += 1
        except JuebaoError:
            pasted.unread += 1
    return changes
