"""Cells of a printed table that were left unfilled: …… alone in a cell (E2), reasons that are due and missing (G5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.rules.finding import Finding, State
from core.template import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.blocks import Table

_DOTS = re.compile(r"…{1,4}|\.{3,6}")
_REASON_ROW = re.compile(r"偏差.{0,8}(?:原因|未完成)|未完成.{0,4}原因")


def unfilled_findings(table: Table, where: str, low: Sequence[str] = ()) -> Iterator[Finding]:
    """Every such cell; `low` are the low completion rates that the text's own numbers give, places are `where`.rNcN."""
    for r, row in enumerate(table.cells):
        cells = ["".join(cell.text.split()) if cell else "" for cell in row]
        for c, text in enumerate(cells):
            if _DOTS.fullmatch(text):
                place = f"{where}.r{r + 1}c{c + 1}:0-{len(text)}"
                yield _finding("E2", Severity.ERROR, f"「{text}」是占位符", "写上内容，没有的删去这一行", place, text)
        yield from _reason(cells, low, f"{where}.r{r + 1}")


def _reason(cells: Sequence[str], low: Sequence[str], place: str) -> Iterator[Finding]:
    label = next((text for text in cells if text), "")
    if not low or not _REASON_ROW.search(label) or any(text and text != label for text in cells):
        return
    message = f"按文中的预算数和决算数，完成率只有 {'、'.join(dict.fromkeys(low))}，「{label}」却空着"
    at = cells.index(label) + 1
    yield _finding("G5", Severity.WARNING, message, "写明没有完成的原因", f"{place}c{at}:0-{len(label)}", label)


_NAMES = {"E2": "占位符未替换", "G5": "没有完成的写明原因"}


def _finding(rule: str, severity: Severity, message: str, remedy: str, place: str, quote: str) -> Finding:
    return Finding(
        id=f"{rule}/cell={place}", rule=rule, name=_NAMES[rule], state=State.FAIL, severity=severity,
        message=message, remedy=remedy, place=place, quote=quote,
    )  # fmt: skip
