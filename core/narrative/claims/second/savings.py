"""Rates of what was saved, or of what was paid where the rest is told as unpaid (C8, C11).

预算227.95万元，实际采购205.46万元，节约22.49万元，节约率9.87%: what was saved is of the budget, not of what was paid.
支付185.01万元，未支付7.03万元，支付率96.3%: the two together are what was to be paid.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from core.figures import Kind
from core.narrative.claims.say import amount_text, bare, num
from core.narrative.claims.told import alike, is_part

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from core.figures import Num
    from core.narrative.claims.model import Amount, Rate
    from core.narrative.claims.told import Told

_SAVED_RATE = re.compile(r"(?:节约|节支|节省|结余|审减|核减)(?:财政)?(?:资金)?(?:率|比例|幅度)(?:为|约|达|达到|是)*$")
_SAVED = re.compile(r"(?:节约|节支|节省|审减|核减)[^，。；\d]{0,8}$")
_PAID_RATE = re.compile(r"(?:支付|支出|执行|拨付|使用|兑付)(?:率|进度)(?:为|约|达|达到|是)*$")
_PAID = re.compile(r"(?:支付|支出|执行|拨付|使用|兑付)[^，。；\d]{0,8}$")
_UNPAID = re.compile(r"[，、](?:[尚还仍]?[未没]有?(?:支付|支出|执行|拨付|使用|兑付|支)|剩余|结余|余)[^，。；\d]{0,6}$")
_EARLIER = re.compile(r"上年|去年|20\d\d年")
_NEAREST = 10
_REST = 3


class Remainder(NamedTuple):
    """A percentage and what it has to be."""

    rate: Rate
    ratio: Num
    rule: str
    terms: str


def rates_of_rest(told: Told) -> Iterator[Remainder]:
    """Each such percentage whose operands are told."""
    for rate in told.rates:
        lead = told.lead(rate)
        found = None
        if _SAVED_RATE.search(lead):
            found = _of_saved(told, rate)
        elif _PAID_RATE.search(lead):
            found = _of_paid(told, rate)
        if found is not None:
            yield found


def _of_saved(told: Told, rate: Rate) -> Remainder | None:
    """What was saved by the budget, where the outcome is told too and is just so much less."""
    before = [one for one in told.amounts if one.end <= rate.start]
    saved = before[-1] if before and _SAVED.search(told.lead(before[-1])) else None
    if saved is None or saved.kind is not Kind.MONEY or "。" in told.paragraph.text.text[saved.end : rate.start]:
        return None
    others = [one for one in before[-_NEAREST:-1] if alike(one, saved) and one.number > 0]
    if _EARLIER.search(told.lead(rate)):
        return None
    budgets: dict[Fraction, tuple[Amount, Amount]] = {}
    for at, plan in enumerate(others):
        for done in others[at + 1 :]:
            gap = num(plan) - num(done)
            if abs(gap.value - saved.number) <= gap.env + num(saved).env and not told.is_moved(done):
                budgets[plan.number] = plan, done
    if len(budgets) != 1:
        return None
    plan, done = next(iter(budgets.values()))
    if any(is_part(rate, saved, one) for one in others if one is not done):
        return None
    return Remainder(rate, num(saved) / num(plan), "C11", f"{amount_text(saved)} ÷ {amount_text(plan)}")


def _of_paid(told: Told, rate: Rate) -> Remainder | None:
    """What was paid by what was paid and what was not, where the sentence tells nothing else."""
    before = [one for one in told.window(rate) if one.kind is Kind.MONEY]
    if not _REST > len(before) > 1:
        return None
    paid, left = before
    if not _UNPAID.search(told.lead(left)) or not _PAID.search(told.lead(paid)) or told.is_planned(paid):
        return None
    whole = num(paid) + num(left)
    if whole.value <= 0:
        return None
    return Remainder(rate, num(paid) / whole, "C11", f"{amount_text(paid)} ÷ {bare(whole.value, paid.held.unit)}")


__all__ = ["rates_of_rest"]
