"""Rises and falls against what they come to: C18.

净增76.48万元。教育支出增68.20万元，卫生支出减1.07万元，…; 接待费压降0.75万元、出国费增加3.20万元，整体净增2.45万元.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.closed import slipped
from core.narrative.claims.model import PEOPLE
from core.narrative.claims.say import HINT, amount_text, finding
from core.narrative.claims.second.sums import way_of
from core.narrative.claims.told import printed_as, taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told
    from core.rules import Finding

_OPEN = re.compile(r"主要|如|等|包括|原因|系|由于|因")
"""Words of a list that may leave something out."""
_NET = re.compile(r"净[^，。；\d]{0,4}$|整体|合计|总计|相抵|抵消|轧差|总体|综合|因而|因此|由此|从而|共[增减多少]")
_NUMBERED = re.compile(r"[一二三四五六]是|[①-⑳]|（\d）|[，。；：]\d[.、]")
_COMPARED = re.compile(r"(?:上年|去年|20\d\d)")
_MADE_UP = re.compile(r"组成|构成|全部来自|即")
_NO_MORE = re.compile(r"，(?:其他|其余|此外)[^，。；]{0,8}(?:无|没有|未)|，仅此")
_OFF = Fraction(2, 5)
"""Parts that are all there are seldom come to so much more or less."""


def check_net(told: Told) -> Iterator[Finding]:
    """A change at the head or at the end of a row of rises and falls."""
    yield from _of([one for one in told.amounts if one.kind is Kind.MONEY], told)
    yield from _of([one for one in told.amounts if one.held.unit in PEOPLE], told)


_THUS = re.compile(r"因此|因而|由此|从而")
_FEW = 4


def check_thus(told: Told) -> Iterator[Finding]:
    """接待费减少0.44万元…，车辆费增加0.55万元…。“三公”经费因此比上年减少0.99万元: the signs were forgotten."""
    ways = [(one, _way(told, one)) for one in told.amounts if one.kind is Kind.MONEY]
    for at, (head, way) in enumerate(ways):
        if not way or taken(told, head) or not _THUS.search(told.lead(head)):
            continue
        parts = [(one, sign) for one, sign in ways[:at] if sign][-_FEW:]
        for first in range(len(parts) - 1):
            row = parts[first:]
            value = sum((sign * one.number for one, sign in row), Fraction(0))
            mixed = len({sign for _, sign in row}) > 1
            if mixed and value and sum(one.number for one, _ in row) == head.number:
                sign = 1 if value > 0 else -1
                terms = _terms([one for one, _ in row], [s * one.number for one, s in row], sign)
                yield _finding(told, head, abs(value), terms)
                return


_CAME = re.compile(r"(?:招聘|招录|录用|调入|新进|转入|引进|新增|考录|分配|安置|军转|接收)[^，。；、\d]{0,4}$")
_LEFT = re.compile(r"(?:退休|辞职|调出|调离|离职|转出|去世|减员|辞退|解聘|病故)[^，。；、\d]{0,4}$")


def way_of_people(lead: str) -> int:
    """Whether words say that people came (1), left (-1), or neither."""
    return 1 if _CAME.search(lead) else -1 if _LEFT.search(lead) else 0


_RAISES = re.compile(r"(?:^|[，、；：。])(?:新增|增加|追加|增拨)[\u4e00-\u9fff]{2,12}$")
_LOWERS = re.compile(
    r"(?:^|[，、；：。])(?:报废|处置|核销)$|(?:^|[，、；：。])(?:压减|减少|核减|取消|调减)[\u4e00-\u9fff]{2,12}$"
)
"""新增防汛物资储备20.00万元: the verb before its matter."""


def _way(told: Told, one: Amount) -> int:
    lead = told.lead(one)
    if _RAISES.search(lead) or _LOWERS.search(lead):
        return 1 if _RAISES.search(lead) else -1
    if one.kind is Kind.COUNT:
        return way_of_people(lead) or way_of(lead)
    return way_of(lead)


def _of(money: list[Amount], told: Told) -> Iterator[Finding]:
    ways = [_way(told, one) for one in money]
    first = 0
    text = told.paragraph.text.text
    while first < len(money):
        last = first
        while (
            last < len(money)
            and ways[last]
            and (last == first or "其中" not in text[money[last - 1].end : money[last].start] or last == first + 1)
        ):
            last += 1
        goes_on = last < len(money) and not re.search(r"[。；]", text[money[last - 1].end : money[last].start])
        if last - first > 2 and not goes_on:
            yield from _row(told, money[first:last], ways[first:last])
        first = max(last, first + 1)


def _row(told: Told, row: Sequence[Amount], ways: Sequence[int]) -> Iterator[Finding]:
    if len({one.held.unit for one in row} - PEOPLE) > 1:
        return
    signed = [way * one.number for way, one in zip(ways, row, strict=True)]
    for at, parts, numbers in ((0, row[1:], signed[1:]), (len(row) - 1, row[:-1], signed[:-1])):
        head, value = row[at], sum(numbers, Fraction(0))
        if taken(told, head) or not _heads(told, head, parts, value):
            continue
        if value == signed[at]:
            return
        numbered = all(_NUMBERED.search(told.lead(one)) for one in parts) or _is_all(told, head, parts)
        if value * ways[at] > 0 and _off(head, abs(value), numbers, numbered=numbered):
            yield _finding(told, head, abs(value), _terms(parts, numbers, ways[at]))
            return


def _is_all(told: Told, head: Amount, parts: Sequence[Amount]) -> bool:
    """由两方面组成，即…; …，其他科目无变化: the list says that it is all."""
    text = told.paragraph.text.text
    return (
        _MADE_UP.search(text, head.end, parts[0].start) is not None or _NO_MORE.match(text, parts[-1].end) is not None
    )


def _heads(told: Told, head: Amount, parts: Sequence[Amount], value: Fraction) -> bool:
    """Whether a change is told as what the others come to: by 净, 合计, 相抵, by 其中 behind it, or by its digits."""
    text, behind = told.paragraph.text.text, head.start < parts[0].start
    opened = text[head.end : parts[0].start] if behind else told.lead(head)
    if "其中" in text[parts[0].end : parts[-1].start]:
        return False  # parts of parts
    bases = {match[0] for one in parts if (match := _COMPARED.search(told.lead(one)))}
    if len(bases) > 1:
        return False  # 比2020年少45.5万元，比2021年少28.3万元: each of its own base
    if _NET.search(told.lead(head)):
        return True
    slip = slipped(amount_text(head), printed_as(head, abs(value)))
    if _NUMBERED.search(told.lead(head)):
        return False  # ①增加25.63万元；②…
    listed = "其中" in opened or _NUMBERED.search(opened) is not None
    listed = listed or (behind and _is_all(told, head, parts))
    return behind and (slip or listed) and (_is_all(told, head, parts) or not _OPEN.search(opened))


def _terms(parts: Sequence[Amount], numbers: Sequence[Fraction], way: int) -> str:
    """The arithmetic, rises as + where the whole rose: 68.20 + 9.35 − 1.07."""
    terms = (
        f"{'−' if number * way < 0 else '+'} {amount_text(one)}" for number, one in zip(numbers, parts, strict=True)
    )
    return " ".join(terms).removeprefix("+ ")


def _off(head: Amount, value: Fraction, numbers: Sequence[Fraction], *, numbered: bool) -> bool:
    """Whether what the parts come to was meant: a slip, the signs forgotten, or not far off among both signs."""
    if slipped(amount_text(head), printed_as(head, value)):
        return True
    mixed = len({number > 0 for number in numbers}) > 1
    forgot = sum((abs(number) for number in numbers), Fraction(0)) == head.number
    return (mixed and forgot) or ((mixed or numbered) and abs(value - head.number) <= _OFF * value)


def _finding(told: Told, head: Amount, value: Fraction, terms: str) -> Finding:
    due, unit = printed_as(head, value), head.held.unit
    return finding(
        "C18", HINT, told.paragraph, (head.start, head.end),
        f"{terms} = {due}{unit}，文中总的增减为 {amount_text(head)}{unit}", "核对各部分的增减额",
        claimed=f"{amount_text(head)}{unit}", expected=f"{due}{unit}",
    )  # fmt: skip


__all__ = ["check_net", "check_thus", "way_of_people"]
