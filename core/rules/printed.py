"""Checks of the printed cells of a document that is not ours: no number, another unit (rules.md A14)."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from core.rules.finding import Finding, State
from core.template import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SPOILT = re.compile(
    r"[-−]?\d[\d,]*(?:\.\d+)?\s*[&＆#@$^~`!?\\|]+|\d+(?:\.\d+)?\.\d*\.\d+|\d+\.\.\d+|\d*[oOlI]\d+(?:\.\d+)?%?"
)
"""A number with a key beside % or a point too many: 100&, 93..93, 1O0."""
_BARE = re.compile(r"[1-9]\d?")
_MEASURED = re.compile(r"[≥≤><=＝]?\s*\d+(?:\.\d+)?\s*(?P<unit>%|％|[年月日天个人次场户家篇期万元]+)")
_RATE = re.compile(r"(?:控制|执行|完成|覆盖|满意|达标|变动|调整)[率度]")
_LEAST_RATE = 50
_TARGET, _ACHIEVED = re.compile(r"目标值|指标值"), re.compile(r"完成值|完成情况")


def printed_findings(rows: Sequence[Sequence[str]], where: str) -> Iterator[Finding]:
    """A14 over a table as printed; an absent cell is empty text, places are `where`.rNcN."""
    paired = False
    for r, row in enumerate(rows):
        flat = ["".join(cell.split()) for cell in row]
        for c, text in enumerate(flat):
            yield from _cell(text, flat[c - 1] if c else "", f"{where}.r{r + 1}c{c + 1}")
        # Merged cells shift the columns, so target and achievement are the last two that say something.
        filled = [c for c, text in enumerate(flat) if text]
        if len(filled) > 2 and paired:
            target, achieved = filled[-2:]
            yield from _pair(flat[target], flat[achieved], f"{where}.r{r + 1}c{achieved + 1}")
        paired = paired or any(
            _TARGET.search(flat[one]) and _ACHIEVED.search(flat[other]) for one, other in pairwise(filled)
        )


def _cell(text: str, left: str, place: str) -> Iterator[Finding]:
    if _SPOILT.fullmatch(text):
        yield _finding(Severity.ERROR, f"「{text}」不是数", "改为数字，百分数写 %", place, text)
    elif left.endswith("控制率") and _RATE.search(left) and _BARE.fullmatch(text) and int(text) < _LEAST_RATE:
        message = f"{left}写的是「{text}」，像是个数，不是百分比"
        yield _finding(Severity.WARNING, message, "按比率的定义计算，写成百分比", place, text)


def _pair(target: str, achieved: str, place: str) -> Iterator[Finding]:
    one, other = _MEASURED.fullmatch(target), _MEASURED.fullmatch(achieved)
    if one and other and one["unit"].replace("％", "%") != other["unit"].replace("％", "%"):
        message = f"目标值「{target}」与完成值「{achieved}」的单位不同"
        yield _finding(Severity.WARNING, message, "两个值用同一个单位", place, achieved)


def _finding(severity: Severity, message: str, remedy: str, place: str, quote: str) -> Finding:
    return Finding(
        f"A14={place}",
        "A14",
        "数字栏里是数",
        State.FAIL,
        severity,
        message,
        remedy,
        f"{place}:0-{len(quote)}",
        quote=quote,
    )
