"""One amount in two units, or in a unit in which nothing fits it: C7."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.say import ERROR, amount_text, bare, finding
from core.narrative.claims.second.adding import fits
from core.narrative.claims.told import DONE, EACH, GROWTH, alike, is_part, printed_as, taken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told
    from core.rules import Finding

_SMALL = Fraction(1_000_000)
"""1万元."""
_HUGE = Fraction(1_000_000_000_000)
"""100亿元, in 分."""
_SAME_SIZE = 3
_NEAR = 32
"""Characters from an amount to its percentage."""
_THAT_IS = re.compile(r"[，（]?(?:即|折合|合计?|也就是|相当于)")


def _meant(amount: Amount, number: Fraction) -> Amount:
    """The digits of an amount as 万元, and the number in 分 that they then are."""
    return replace(amount, held=replace(amount.held, number=number, unit="万元"))


def check_slips(told: Told) -> Iterator[Finding]:
    """C7: 215.05元 among 万元 that with it, were it 万元, would make their total."""
    money = [one for one in told.amounts if one.kind is Kind.MONEY]
    others = [one for one in money if one.held.unit == "万元"]
    for amount in money:
        if taken(told, amount) or amount.held.unit != "元" or not 0 < amount.number < _SMALL:
            continue
        meant = _meant(amount, amount.number * 10_000)
        row = [meant if one is amount else one for one in money]
        again = any(one.number == meant.number for one in others)
        exact = amount.held.decimals == 2 and (again or (len(others) > 1 and fits(row, meant)))
        if exact or any(way(told, meant) for way in _FITS[0 if amount.held.decimals == 2 else -1 :]):
            text = amount_text(amount)
            yield finding(
                "C7", ERROR, told.paragraph, (amount.start, amount.end),
                f"单位写成了元：与上下文相合的是 {text}万元", "把元改为万元",
                claimed=f"{text}元", expected=f"{text}万元",
            )  # fmt: skip


def _makes_rate(told: Told, meant: Amount) -> bool:
    """Whether the amount, as it was meant, is just the share of another that a percentage right behind it says."""
    behind = [rate for rate in told.rates if meant.end <= rate.start <= meant.end + _NEAR][:1]
    wholes = [one for one in told.amounts if one.start != meant.start and alike(one, meant)]
    return any(rate.held.decimals > 1 and is_part(rate, meant, whole) for rate in behind for whole in wholes)


def _makes_growth(told: Told, meant: Amount) -> bool:
    """Whether the change, as it was meant, is just the growth that is told right behind it: 增加6.10元，增长12.93%."""
    behind = [rate for rate in told.rates if meant.end <= rate.start <= meant.end + _NEAR][:1]
    moved = GROWTH.search(told.lead(meant))
    if not behind or moved is None or behind[0].held.decimals < 2:
        return False
    shift = -meant.number if moved["up"] else meant.number
    now = [one for one in told.amounts if one.end <= meant.start and alike(one, meant) and one.number + shift > 0]
    bases = [replace(one, held=replace(one.held, number=one.number + shift)) for one in now]
    return any(is_part(behind[0], meant, base) for base in bases)


_LEFT = re.compile(r"(?:结余|结转|剩余|尚余|尚有|余|差额?|节约|节省|核减)[^，。；\d]{0,4}$")


def _makes_gap(told: Told, meant: Amount) -> bool:
    """Whether the amount, as it was meant, is just what two amounts of its sentence differ by."""
    if not _LEFT.search(told.lead(meant)):
        return False
    near = [one for one in told.amounts if one.sentence == meant.sentence and alike(one, meant)]
    known = {one.number for one in near if one.start != meant.start}
    return any(number + meant.number in known for number in known)


def _carries_out(told: Told, meant: Amount) -> bool:
    """Whether it is the outcome right behind a budget of its size: 预算总额1256.40万元，实际支出1230.15元."""
    before = [one for one in told.amounts if one.end <= meant.start and one.kind is Kind.MONEY][-1:]
    clause = re.split(r"[，。；：]", told.lead(meant))[-1]
    done = DONE.search(clause) is not None and not EACH.search(clause)
    return done and any(
        told.is_planned(one) and one.held.unit == "万元" and one.number <= 2 * meant.number <= _SAME_SIZE * one.number
        for one in before
        if one.sentence == meant.sentence
    )


_FITS = (_makes_rate, _makes_growth, _carries_out, _makes_gap)


def check_large(told: Told) -> Iterator[Finding]:
    """C7: 总投资1.28亿元，其中省级补助8960万元、县级配套3840亿元: with 万元 it makes their total."""
    if "亿" not in told.paragraph.text.text:
        return
    money = [one for one in told.amounts if one.kind is Kind.MONEY]
    if all(one.held.unit == "亿元" for one in money):
        return  # of a whole province, say
    for amount in money:
        if taken(told, amount) or amount.held.unit != "亿元" or amount.number < _HUGE:
            continue
        meant = _meant(amount, amount.number / 10_000)
        row = [meant if one is amount else one for one in money]
        if len(row) > 2 and not fits(money, amount) and fits(row, meant):
            text = amount_text(amount)
            yield finding(
                "C7", ERROR, told.paragraph, (amount.start, amount.end),
                f"单位写成了亿元：与上下文相合的是 {text}万元", "把亿元改为万元",
                claimed=f"{text}亿元", expected=f"{text}万元",
            )  # fmt: skip


def check_that_is(told: Told) -> Iterator[Finding]:
    """C7: 8.60万元，即86,000万元: one amount in two units."""
    text = told.paragraph.text.text
    money = [one for one in told.amounts if one.kind is Kind.MONEY]
    for one, other in pairwise(money):
        if not _THAT_IS.fullmatch(text[one.end : other.start]):
            continue
        if one.held.unit == "元":
            yield from _in_wan(told, one, other)
            continue
        if other.held.unit == "元" and one.held.unit == "万元" and other.number in _places(one):
            due = printed_as(other, one.number)
            yield finding(
                "C7", ERROR, told.paragraph, (other.start, other.end),
                f"{amount_text(one)}万元 是 {due}元，文中为 {amount_text(other)}元", "核对后改正",
                claimed=f"{amount_text(other)}元", expected=f"{due}元",
            )  # fmt: skip
        if other.held.unit == one.held.unit and other.number == one.number * 10_000:
            said = amount_text(other)
            yield finding(
                "C7", ERROR, told.paragraph, (other.start, other.end),
                f"单位写成了{other.held.unit}：{amount_text(one)}{one.held.unit} 是 {said}元", "把单位改为元",
                claimed=f"{said}{other.held.unit}", expected=f"{said}元",
            )  # fmt: skip


def _places(one: Amount) -> set[Fraction]:
    """A number with its point in a wrong place."""
    return {one.number * 10, one.number * 100, one.number / 10, one.number / 100} if one.number else set()


def _in_wan(told: Told, one: Amount, other: Amount) -> Iterator[Finding]:
    """86000元，合86万元."""
    if other.number == one.number * 10_000 and other.held.unit == "元" and one.number:
        said = amount_text(one)
        yield finding(
            "C7", ERROR, told.paragraph, (one.start, one.end),
            f"单位写成了元：{said}万元 才是 {amount_text(other)}元", "把元改为万元",
            claimed=f"{said}元", expected=f"{said}万元",
        )  # fmt: skip
    if other.held.unit != "万元" or not one.number or other.number == one.number:
        return
    due = bare(one.number, "万元", other.held.decimals)
    if other.number in _places(one) or amount_text(other) in {printed_as(other, place) for place in _places(one)}:
        yield finding(
            "C7", ERROR, told.paragraph, (other.start, other.end),
            f"{amount_text(one)}元 是 {due}万元，文中为 {amount_text(other)}万元", "核对后改正",
            claimed=f"{amount_text(other)}万元", expected=f"{due}万元",
        )  # fmt: skip


__all__ = ["check_large", "check_slips", "check_that_is"]
