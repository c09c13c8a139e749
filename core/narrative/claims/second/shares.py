"""Shares, by the amounts beside them and by the shares beside them: C8, C9."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from core.narrative.claims.say import WARNING, amount_text, finding, num, percent
from core.narrative.claims.told import BASE, STOP, alike, in_row, is_part, nearest, wrong_rate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.model import Amount, Rate
    from core.narrative.claims.told import Told
    from core.rules import Finding

_NAME = re.compile(r"[\u4e00-\u9fff]+$")
_MAIN = re.compile(r"收入|支出|预算|决算|资产")
"""A main quantity has an amount of its own, here or elsewhere."""
_LONG = 4
_RIGHT_BEHIND = re.compile(r"[，（]*占[^\d]*$")
_RATIO = re.compile(r"占比[^，。；\d]{0,6}$")


def check_share(told: Told, rate: Rate, near: str) -> Iterator[Finding]:
    """A share whose part stands right before it, of the whole that is said, named, or that of the share beside it."""
    part, whole = _said(told, rate) if near == "的" else (_part(told, rate, near), None)
    if not told.before(rate) and _RATIO.search(near):
        part, whole = _behind(told, rate)
    if part is None or (
        whole and any(one is not whole and is_part(rate, one, whole) for one in told.amounts if alike(one, whole))
    ):
        return
    whole = whole or _named_whole(told, rate, part, near)
    if whole is None:
        if ratio_of_two(told, rate, part):
            return
        whole = _common_whole(told, rate, part) or _only_larger(told, rate, part)
    if whole is not None and whole.number > part.number > 0:
        yield from wrong_rate(rate, num(part) / num(whole), "C8", f"{amount_text(part)} ÷ {amount_text(whole)}")


def _only_larger(told: Told, rate: Rate, part: Amount) -> Amount | None:
    """The one amount before that is larger, where its share is told as that of something named."""
    lead = told.lead(rate)
    if "的" not in lead[-2:] or _MAIN.search(lead):
        return None
    larger = [one for one in told.amounts if one.end <= part.start and alike(one, part) and one.number > part.number]
    return larger[0] if len(larger) == 1 else None


def _said(told: Told, rate: Rate) -> tuple[Amount | None, Amount | None]:
    """618.7万元，占本年支出1893.2万元的32.68%: the amount before and the whole that is said."""
    before = told.before(rate)
    if len(before) < 2 or before[-1].end + 1 != rate.start or not re.match(r"[，（]?占", told.lead(before[-1])):
        return None, None
    whole = before[-1]
    parts = [one for one in before[:-1] if not told.is_moved(one) and not BASE.search(told.lead(one))]
    return (parts[-1], whole) if parts and alike(parts[-1], whole) else (None, None)


def _behind(told: Told, rate: Rate) -> tuple[Amount | None, Amount | None]:
    """占比高达89.5%，即在1320.50万元总收入中有1182.11万元: the two amounts that the sentence tells behind it."""
    text = told.paragraph.text.text
    end = min((at for mark in STOP if (at := text.find(mark, rate.end)) >= 0), default=len(text))
    after = [one for one in told.amounts if rate.end <= one.start < end]
    if len(after) != 2 or not alike(*after) or "中有" not in text[after[0].end : after[1].start]:
        return None, None
    part, whole = sorted(after, key=lambda one: one.number)
    return part, whole


def check_beside(told: Told, rate: Rate) -> Iterator[Finding]:
    """A share that was read with another whole than the share beside it is of."""
    near = re.split(r"[。；]", told.lead(rate))[-1]
    part = _part(told, rate, near) if near.endswith("占") and not in_row(told, rate) else None
    if part is None or ratio_of_two(told, rate, part):
        return
    whole = _common_whole(told, rate, part)
    if whole is not None and whole.number > part.number:
        told.settle(rate)
        yield from wrong_rate(rate, num(part) / num(whole), "C8", f"{amount_text(part)} ÷ {amount_text(whole)}")


def ratio_of_two(told: Told, rate: Rate, part: Amount) -> bool:
    """Whether some amount is that part of another; a percentage of few decimals only where it is `part`."""
    amounts = nearest(told, rate)
    parts = amounts if rate.held.decimals > 1 else [part]
    pairs = ((one, other) for one in parts for other in amounts if one is not other)
    return any(alike(one, other) and is_part(rate, one, other) for one, other in pairs)


def _part(told: Told, rate: Rate, near: str) -> Amount | None:
    """The amount right before 占, or the one that has the name before it."""
    before = told.before(rate)
    name = near[: near.rfind("占")].strip("，、（：")
    if not before:
        return None
    if not _NAME.search(name) or len(name) < 2:
        return before[-1] if _RIGHT_BEHIND.match(told.paragraph.text.text[before[-1].end : rate.start]) else None
    found = [one for one in before if told.lead(one).rstrip("为：共约").endswith(name)]
    return found[-1] if len({one.number for one in found}) == 1 else None


def _named_whole(told: Told, rate: Rate, part: Amount, near: str) -> Amount | None:
    """The one amount before whose words share a name with those behind 占."""
    name = near[near.rfind("占") + 1 :].removesuffix("的").strip("了本全")
    if len(name) < 2:
        return None
    found = [
        one
        for one in told.amounts
        if one is not part
        and alike(one, part)
        and one.end <= rate.start
        and _shares(name, told.lead(one).split("，")[-1][-14:])
    ]
    return found[-1] if len({one.number for one in found}) == 1 else None


def _shares(name: str, lead: str) -> bool:
    """Whether words hold the name, or its beginning and its end."""
    if name in lead or (len(name) > _LONG and name[:_LONG] in lead):
        return True
    return len(name) >= 4 and name[:2] in lead and name[-2:] in lead


def _common_whole(told: Told, rate: Rate, part: Amount) -> Amount | None:
    """The whole of the share beside it: 人员经费…占84.8%，公用经费…占8.9%."""
    text = told.paragraph.text.text
    for other in sorted(told.rates, key=lambda one: abs(one.start - rate.start)):
        between = text[min(other.end, rate.end) : max(other.start, rate.start)]
        if other is rate or "占" not in told.lead(other)[-4:] or between.count("。") > 1:
            continue
        before = [one for one in told.amounts if one.end <= other.start and alike(one, part)]
        if not before:
            continue
        own = before[-1]
        wholes = [one for one in before[:-1] if one.number > own.number and is_part(other, own, one)]
        if wholes and wholes[0].number >= part.number:
            return wholes[0]
    return None


def check_hundred(told: Told) -> Iterator[Finding]:
    """C9: 基本支出占58.3%，项目支出占36.9%，经营支出占2.1%: shares alone, side by side, that are not all of it."""
    text = told.paragraph.text.text
    for _, group in groupby(told.rates, key=lambda one: sum(text.count(mark, 0, one.start) for mark in STOP)):
        row = [one for one in group if told.lead(one).split("，")[-1].split("、")[-1].endswith("占")]
        if len(row) < 3 or any(row[0].start < one.start < row[-1].end for one in told.amounts):
            continue
        if any(not _NAME.search(told.lead(one).split("，")[-1].removesuffix("占")) for one in row):
            continue
        total = sum((one.ratio for one in row), Fraction(0))
        env = sum((one.held.half_step for one in row), Fraction(0))
        if env < abs(total - 1) <= Fraction(1, 10):
            yield finding(
                "C9", WARNING, told.paragraph, (row[0].start, row[-1].end),
                f"各项占比之和为 {percent(total, row[0].held.decimals)}，应为 100%", "核对各项占比，或补上漏写的一项",
                claimed=percent(total, row[0].held.decimals), expected="100%",
            )  # fmt: skip
