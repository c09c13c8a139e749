"""Growth of what its sentence plainly says to have grown from one amount to another (C2).

由A增至B，增长5%; 增长5.2%（A，上年B）.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from core.figures import Num
from core.narrative.claims.say import bare, num
from core.narrative.claims.told import FILL, GROWTH, STOP, alike

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.model import Rate
    from core.narrative.claims.told import Told

    Growth = tuple[Rate, Num, str]

_GREW = re.compile(rf"(?:{GROWTH.pattern}){FILL}")
_FROM = re.compile(r"[由从][^，。；\d]{0,16}$")
_TO = re.compile(r"[^，。；\d）]{0,6}(?:（[^（）\d]{1,6}）)?[^，。；\d]{0,8}[增升降减涨跌][加长至到为]{1,2}$")
_EACH = re.compile(r"[均每]|其中|[^，、；]{4,}[，、]?(?:增长|下降|上升|增加|减少)率?$")
_BRACKET = re.compile(r"，(?:上年|去年|20\d\d年)[^，。；\d）]{0,6}$")
_TOGETHER = re.compile(r"合计|总体|共计|总共")


def growths(told: Told) -> Iterator[Growth]:
    """Each percentage of growth, what it has to be, and how that is reckoned."""
    text = told.paragraph.text.text
    if "%（" in text:
        yield from _in_brackets(told)
    if "由" in text or "从" in text:
        yield from _from_to(told)


def _from_to(told: Told) -> Iterator[Growth]:
    """支出从1218.04万元（上年）增至1375.92万元（本年），同比多支157.88万元、增幅12.96%."""
    text = told.paragraph.text.text
    for one, other in pairwise(told.amounts):
        if not alike(one, other) or not _FROM.search(told.lead(one)) or not _TO.match(told.lead(other)):
            continue
        stop = min((at for mark in STOP + "；" if (at := text.find(mark, other.end)) >= 0), default=len(text))
        rate = next((each for each in told.rates if other.end <= each.start < stop), None)
        if rate is None or any(one.end <= each.start < other.start for each in told.rates):
            continue
        between = [each for each in told.amounts if other.end <= each.start < rate.start]
        gap = abs(one.number - other.number)
        lead = told.lead(rate)
        grew = _GREW.search(lead)
        if any(each.number != gap for each in between) or grew is None or _EACH.search(lead):
            continue
        if (grew["down"] is not None) != (other.number < one.number):
            continue
        if (said := _growth(rate, num(other), num(one), one.held.unit)) is not None:
            yield said


def _in_brackets(told: Told) -> Iterator[Growth]:
    """财政拨款收入增长5.2%（633.45万元，上年602.17万元）…，两项合计增长2.9%."""
    text = told.paragraph.text.text
    nows, befores = [], []
    for rate in told.rates:
        grew = _GREW.search(told.lead(rate))
        after = [one for one in told.amounts if one.start >= rate.end][:2]
        opened = text.startswith("（", rate.end) and len(after) == 2 and after[0].start == rate.end + 1
        if grew and opened and alike(*after) and _BRACKET.match(told.lead(after[1])) and text[after[1].end] == "）":
            now, before = after
            nows.append(num(now))
            befores.append(num(before))
            said = _growth(rate, num(now), num(before), now.held.unit)
        elif grew and len(nows) > 1 and _TOGETHER.search(told.lead(rate)) and "（" not in told.lead(rate):
            said = _growth(rate, sum(nows[1:], nows[0]), sum(befores[1:], befores[0]), told.amounts[0].held.unit)
        else:
            continue
        if said is not None:
            yield said


def _growth(rate: Rate, now: Num, before: Num, unit: str) -> Growth | None:
    if before.value <= 0 or now.value == before.value:
        return None
    gap = Num(abs(now.value - before.value), now.env + before.env)
    return (rate, gap / before, f"{bare(gap.value, unit)} ÷ {bare(before.value, unit)}")


__all__ = ["growths"]
