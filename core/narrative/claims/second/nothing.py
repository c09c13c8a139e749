"""Percentages of a budget that was never made, and growth from a year that had nothing (C12, C5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.narrative.claims.added import ADDED, of_added
from core.narrative.claims.say import ERROR, finding, percent
from core.narrative.claims.second.pairs import WAY
from core.narrative.claims.told import FILL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.model import Rate
    from core.narrative.claims.told import Told
    from core.rules import Finding

_CHEAP = re.compile(r"[未无零没0]")
_ZERO = r"(?:[为是]?(?:0(?:\.0+)?(?:万?元)?(?![.\d])|零(?:元)?)(?=[，（；、）]))"
_NO_BUDGET = re.compile(
    rf"(?:未|没有?|无)(?:安排|编列|编制|列入|申报|批复|做)?(?:年初|当年|部门|该项|此项|专项|相关)*(?:预算|计划)(?!外|调)"
    rf"|(?:预算|计划)(?:数|安排|批复)?{_ZERO}|零预算|年初(?:未|没有|无)(?:安排|编列)(?=，)"
)
_OF_BUDGET = re.compile(
    rf"(?:(?:完成|占|达到?)[^，。；\d]{{0,8}}(?:预算|计划)[^，。；\d]{{0,3}}的?|(?:完成|执行|支出|控制)率[^，。；率\d]{{0,4}}){FILL}"
)
_LAST = r"(?:上年|去年|上一年|前一年|往年|20\d\d年)(?:度|同期)?"
_NOTHING = re.compile(
    rf"{_LAST}[^，。；\d]{{0,10}}?(?:未|没有?|无|零)(?:决算|预算|花|用|购|发生|安排|支出|该项?|此项?|这项|此类|开支|列支|收|数据|可比|产生|形成|组织|开展|实施|设立|项目|出国)"
    rf"|由[^，。；\d]{{0,8}}(?:零|0(?:\.0+)?(?:万?元)?)(?:增加|增长|上升|增|升)[至到为]"
    rf"|(?:{_LAST}|年初)[^，。；\d]{{0,8}}?{_ZERO}"
)
_NEW = re.compile(r"新(?:设立|成立|组建)，[^。]{0,12}(?:上年|去年)无")
_GREW = re.compile(rf"(?:{WAY}|(?P<any>变动率|变动幅度))(?:了|幅|率|为|达到?|约|：)*$")


def check_nothing(told: Told) -> Iterator[Finding]:
    """What has no base and yet a percentage."""
    text = told.paragraph.text.text
    if not told.rates or not _CHEAP.search(text):
        return
    for rate in told.rates:
        start = max(text.rfind(mark, 0, rate.start) for mark in "。；") + 1
        near = re.split(r"[，。；]", told.lead(rate))[-1]
        if _OF_BUDGET.search(near):
            yield from _of_budget(told, rate, start)
        elif (
            rate.ratio
            and (grew := _GREW.search(near))
            and (grew["up"] or grew["any"])
            and _had_nothing(text, start, rate)
        ):
            yield _finding(told, rate, "C5", "上年没有，不能计算增长率", "删去增长率，说明上年没有的原因")


def _of_budget(told: Told, rate: Rate, start: int) -> Iterator[Finding]:
    """年初未安排预算，年中追加并支出18.9万元，完成年初预算的189%."""
    text = told.paragraph.text.text
    match = _NO_BUDGET.search(text, start, rate.start)
    if match is None:
        return
    near = re.split(r"[，。；]", told.lead(rate))[-1]
    initial = "年初" in near
    if not initial and (of_added(rate) or ADDED.search(text, match.end(), rate.start) or "调整" in near):
        return
    behind = [one for one in told.amounts if match.end() <= one.start < rate.start and told.is_planned(one)]
    if not any(one.number for one in behind) or initial:
        yield _finding(
            told, rate, "G9" if "控制率" in near else "C12", "预算为 0，不能计算完成率", "删去百分比，或写「不适用」"
        )


def _had_nothing(text: str, start: int, rate: Rate) -> bool:
    """Whether the year before is said to have had nothing, and no amount of it is told after all."""
    since = text.rfind("。", 0, max(start - 1, 0)) + 1
    match = _NOTHING.search(text, start, rate.start) or _NEW.search(text, since, rate.start)
    if match is None:
        return False
    year = re.search(r"20\d\d年", match[0])
    told = rf"(?:上年|去年{'|' + year[0] if year else ''})[^，。；]{{0,10}}?(?<!\d)[1-9]"
    return re.search(told, text[match.end() : rate.start]) is None


def _finding(told: Told, rate: Rate, rule: str, why: str, remedy: str) -> Finding:
    said = percent(rate.ratio, rate.held.decimals)
    return finding(rule, ERROR, told.paragraph, (rate.start, rate.end), f"{why}，文中为 {said}", remedy, claimed=said)


__all__ = ["check_nothing"]
