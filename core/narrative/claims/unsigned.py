"""Percentages whose sign was left out: 占支出合计的47.40；, 同比增长12.5，, 执行率为95。 (C10).

They are read as what they are meant to be, so that they are held against the figures like all others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = re.compile(r"(?<![\d.,/:：∶])\d{1,3}(?:\.\d{1,4})?(?=[，。；、（）]|$)")
_BEHIND = re.compile(r"（(?:在职|实际|预算|年初|编制|[\u4e00-\u9fff]{2,6}\d)")
"""93.75（在职30人，编制32人）: what the rate is of."""
_PLAN = r"[^，。；：、（）\d]{0,16}(?:预算|计划|任务|目标)"
_AMOUNT = r"数?[\d.,]+[万亿]?元"
_BY = r"(?:了|为|约|约为|达|达到|是|仅|仅为|超)*"
_CUES = (
    (re.compile(r"(?:占(?!地|用|有|据|领|道|位)|比重)[^，。；：、（）占]{0,50}$"), 100, False),
    (re.compile(rf"(?:增长|下降|降低|上升|增幅|降幅|增速){_BY}$"), 999, False),
    (re.compile(rf"(?:完成|为){_PLAN}(?:数|{_AMOUNT})?的{_BY}$"), 300, False),
    (re.compile(r"完成[^，。；：、（）\d]{0,16}预算数?$"), 150, True),
    (re.compile(r"(?:(?<![比倍速频汇功])率|满意度)(?:均|已|分别)?(?:为|达|达到|是|仅为)$"), 300, False),
    (re.compile(r"(?<![比倍速频汇功])率(?:降至|升至|提高到)?$"), 300, True),
)
"""What makes a number without a unit a percentage, up to what, and whether only with decimals."""
_LEAD = 60
_PLACE = re.compile(r"第$|前$|排名|附表|附件|见|\d年$|[至到由从]$")
"""占第3位; 由4.2下降到3.1: no percentage."""


def unsigned_rates(text: str) -> Iterator[tuple[int, int]]:
    """Where percentages without their sign stand in folded text, in order."""
    for match in _NUMBER.finditer(text):
        if lead_of(text, match.start(), match.end()):
            yield match.span()


def lead_of(text: str, start: int, end: int) -> str:
    """The words that make the number at [start, end) a percentage; empty where it is none."""
    number = _NUMBER.match(text, start)
    if number is None or number.end() != end or (text[end : end + 1] == "（" and not _BEHIND.match(text, end)):
        return ""
    if not float(number[0]):
        return ""  # nothing needs no unit
    lead = text[max(start - _LEAD, 0) : start]
    for cue, most, decimals in _CUES:
        found = cue.search(lead)
        if found is not None and float(number[0]) <= most and ("." in number[0] or not decimals):
            return "" if _PLACE.search(found[0]) else found[0]
    return ""


__all__ = ["lead_of", "unsigned_rates"]
