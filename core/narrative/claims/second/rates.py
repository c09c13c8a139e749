"""Percentages of a budget, of a change and of a whole, by the word right before them: C2, C11, G9, G10."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Kind, Num
from core.narrative.claims.added import of_added
from core.narrative.claims.say import ERROR, amount_text, as_set, finding, num, percent
from core.narrative.claims.second.moved import check_growth, gap_and_base, terms
from core.narrative.claims.second.overruns import OVERRUN, check_overrun
from core.narrative.claims.second.shares import check_beside, check_share
from core.narrative.claims.told import (
    DONE,
    FILL,
    GROWTH,
    STOP,
    alike,
    in_row,
    taken,
    wrong_rate,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount, Rate
    from core.narrative.claims.told import Told
    from core.rules import Finding

_OF_PLAN = re.compile(
    r"(?:(?P<control>控制率)|(?:执行|完成|支出|支付|到位|使用|兑付|征缴)(?:率|进度)|"
    r"(?:完成|占)[^，。；\d]{0,12}(?:预算|计划|任务|目标|指标)[^，。；\d]{0,4}的|为[^，。；\d]{0,8}(?:预算|计划|任务|目标)数?的|(?<![^，；（])(?:均|已|实际)?完成)[^，。；\d]{0,6}$"
)
_DIFFERENCE = re.compile(rf"(?:差异率|偏差率|变动率|调整率){FILL}")
_GREW = re.compile(rf"(?:{GROWTH.pattern}){FILL}")
_COMPLETION = re.compile(rf"完成率{FILL}")
_PLAN_BEHIND = re.compile(r"[，（](?:年初|全年|调整)?(?:预算|计划|目标|任务)数?(?:为|是)?$")
_BASIS = re.compile(r"（按(?P<name>[^）\d]{2,12}?)(?:预算)?数?计算")
_AIM = re.compile(r"(?:目标|指标|计划|要求|标准)值?[^，。；\d]{0,4}$|[≥≤]$")
_COMPLETES = re.compile(r"[，（、]?(?:仅|共|已)?完成[^，。；\d]{0,10}(?:预算|计划)(?:数)?(?:的)?$")

_PLAUSIBLE = (Fraction(1, 5), Fraction(3))
"""What outcomes are of their budgets; beyond it the two do not belong together."""


def check_rate(told: Told, rate: Rate) -> Iterator[Finding]:
    """What a percentage is of, by the word right before it."""
    lead = told.lead(rate)
    near = re.split(r"[。；]", lead)[-1]
    if _of_before(near) or in_row(told, rate) or (not rate.ratio and not _OF_PLAN.search(near)):
        return
    if match := _OF_PLAN.search(near):
        yield from _of_plan(told, rate, control=bool(match["control"]))
    elif _ADJUSTED.search(near) and (told_so := _adjustment(told, rate)):
        moved, plan = told_so
        yield from wrong_rate(rate, num(moved) / num(plan), "C11", f"{amount_text(moved)} ÷ {amount_text(plan)}")
    elif (over := OVERRUN.search(near)) and "占" not in near:
        yield from check_overrun(told, rate, falls=over["under"] is not None)
    elif _DIFFERENCE.search(near):
        yield from _of_plan(told, rate, control=False, difference=True)
    elif match := _GREW.search(near):
        yield from check_growth(told, rate, falls=match["down"] is not None)
    elif "占" in near[-16:] or near == "的":
        yield from check_share(told, rate, near)


_ADJUSTED = re.compile(rf"调整率{FILL}")
_CHANGES = re.compile(rf"(?:调增|调减|追加|追减|调整|增加|减少|核减)(?:数|额|预算)?{FILL}")
_INITIAL = re.compile(r"年初|批复")


def _adjustment(told: Told, rate: Rate) -> tuple[Amount, Amount] | None:
    """年初预算725.00万元，年中调增108.75万元，预算调整率为15%: the one change by the budget of the beginning."""
    window = told.window(rate)
    moved = [one for one in window if _CHANGES.search(told.lead(one))]
    plans = [one for one in window if one not in moved and _INITIAL.search(told.lead(one))]
    found = len(moved) == len(plans) == 1 and alike(moved[0], plans[0]) and plans[0].number
    return (moved[0], plans[0]) if found else None


def check_plain(told: Told, rate: Rate) -> Iterator[Finding]:
    """A percentage that was judged wrong, where its operands stand right at it: what they make counts."""
    near = re.split(r"[。；]", told.lead(rate))[-1]
    if grew := _GREW.search(near):
        falls = grew["down"] is not None
        pair = gap_and_base(told, rate, falls=falls)
        if pair is not None and pair[1].number:
            told.settle(rate)
            gap, base = pair
            yield from wrong_rate(rate, gap / num(base), "C2", terms(told, gap, base))
        return
    of_plan = _OF_PLAN.search(near)
    told_so = _said_plan(told, rate) if near == "的" else _plan_and_done(told, rate) if of_plan else None
    if told_so is None:
        yield from check_beside(told, rate)
        return
    plan, done = told_so
    told.settle(rate)
    rule = "G9" if of_plan and of_plan["control"] else "C11"
    yield from wrong_rate(rate, num(done) / as_set(plan, done), rule, f"{amount_text(done)} ÷ {amount_text(plan)}")


_FORMULA = re.compile(
    r"(?P<done>\d{1,9}(?:\.\d{1,4})?)[/÷](?P<plan>\d{1,9}(?:\.\d{1,4})?)"
    r"(?:[×*]100%)?[=＝](?P<rate>\d{1,4}(?:\.\d{1,4})?)%"
)


def check_formulas(told: Told) -> Iterator[Finding]:
    """会议费控制率=5.46/6.20×100%=88.06%: an arithmetic that is written out."""
    for match in _FORMULA.finditer(told.paragraph.text.text):
        rate = next((one for one in told.rates if one.start == match.start("rate")), None)
        plan = Fraction(match["plan"])
        if rate is not None and plan and not taken(told, rate):
            ratio = Num(Fraction(match["done"]) / plan)
            rule = "G9" if "控制率" in told.paragraph.text.text[max(match.start() - 8, 0) : match.start()] else "C11"
            yield from wrong_rate(rate, ratio, rule, f"{match['done']} ÷ {match['plan']}")


def _said_plan(told: Told, rate: Rate) -> tuple[Amount, Amount] | None:
    """项目支出65.00万元，完成预算70.00万元的92.86%."""
    before = told.before(rate)[-2:]
    if len(before) < 2 or not alike(*before) or not before[1].number or before[1].end + 1 != rate.start:
        return None
    done, plan = before
    said = _COMPLETES.match(told.lead(plan)) is not None and not told.is_moved(done)
    return (plan, done) if said and not told.is_planned(done) else None


def _plan_and_done(told: Told, rate: Rate) -> tuple[Amount, Amount] | None:
    """The two amounts since the percentage before: a budget, and what was spent of it."""
    window = [one for one in told.window(rate) if not told.is_moved(one)]
    if len(window) != 2 or not alike(*window) or not window[0].number:
        return None
    plan, done = window
    spent = DONE.search(told.lead(plan)) is not None and not told.is_planned(plan)
    if spent or not DONE.search(told.lead(done)) or told.is_planned(done):
        return None
    ratio = done.number / plan.number
    return (plan, done) if _PLAUSIBLE[0] <= ratio <= _PLAUSIBLE[1] else None


def _of_before(near: str) -> bool:
    """较2022年合并执行率88.74%提高: what another year had."""
    return re.search(r"(?:较|(?<![占同环])比|与|高于|低于)[^，。；、增减升降涨]{0,16}$", near) is not None


def _of_plan(told: Told, rate: Rate, *, control: bool, difference: bool = False) -> Iterator[Finding]:
    """Budget and outcome are the two amounts before, told by their words."""
    window = [one for one in told.window(rate) if not told.is_moved(one)] or _beside(told, rate)
    plans = [one for one in window if told.is_planned(one)]
    behind = _other_behind(told, rate, plans) if len(window) == 1 else None
    if behind is not None:
        window, plans = [*window, behind], plans or [behind]
    if basis := _BASIS.match(told.paragraph.text.text, rate.end):  # （按调整后预算数计算）
        plans = [one for one in plans if basis["name"] in told.lead(one)]
        window = [one for one in window if one in plans or not told.is_planned(one)]
    if not plans and not difference and (told_so := _plan_and_done(told, rate)):
        window, plans = list(told_so), [told_so[0]]
    if len(window) != 2 or not alike(*window) or len(plans) != 1:
        return
    plan = plans[0]
    if not plan.number:
        if not of_added(rate) or "年初" in told.lead(rate):
            yield from _of_nothing(told, rate)
        return
    done = next(one for one in window if one is not plan)
    if behind is None and not DONE.search(told.lead(done)) and not _COMPLETION.search(told.lead(rate)):
        return
    ratio = num(done) / as_set(plan, done)
    if not _PLAUSIBLE[0] <= ratio.value <= _PLAUSIBLE[1]:
        return
    if difference:
        ratio = Num(ratio.value - 1 if rate.ratio < 0 else abs(ratio.value - 1), ratio.env)
    people = plan.kind is Kind.COUNT and plan.held.unit in {"人", "名"}
    rule = "C2" if difference else "G10" if control and people else "G9" if control else "C11"
    terms = f"{amount_text(done)} ÷ {amount_text(plan)}" + (" − 1" if difference else "")
    yield from wrong_rate(rate, ratio, rule, terms)


def _other_behind(told: Told, rate: Rate, plans: Sequence[Amount]) -> Amount | None:
    """The budget right behind the percentage of an outcome, or the outcome right behind that of a budget."""
    return _done_behind(told, rate) if plans else _plan_behind(told, rate)


def _plan_behind(told: Told, rate: Rate) -> Amount | None:
    """支出322.60万元，完成年初预算的96.09%（年初预算310.00万元）."""
    after = next((one for one in told.amounts if one.start >= rate.end), None)
    return after if after is not None and _PLAN_BEHIND.fullmatch(told.lead(after)) else None


_DONE_BEHIND = re.compile(r"[，（](?:已|实际|累计|共)*(?:支付|支出|执行|使用|完成|拨付)(?:资金)?$")


def _done_behind(told: Told, rate: Rate) -> Amount | None:
    """下达资金412万元，支付进度80.0%，已支付329.6万元."""
    after = next((one for one in told.amounts if one.start >= rate.end), None)
    return after if after is not None and _DONE_BEHIND.fullmatch(told.lead(after)) else None


def _beside(told: Told, rate: Rate) -> list[Amount]:
    """Budget and outcome right behind a percentage that no amount stands before, or ending the sentence before."""
    text = told.paragraph.text.text
    start = max(text.rfind(mark, 0, rate.start) for mark in STOP) + 1
    end = min((at for mark in STOP if (at := text.find(mark, rate.end)) >= 0), default=len(text))
    behind = [one for one in told.amounts if rate.end <= one.start < end and one.kind is Kind.MONEY]
    if any(start <= one.start < rate.start and _AIM.search(told.lead(one)) for one in told.rates):
        return []  # 目标值≥90%，实际完成94.3%
    if behind and any(rate.end <= one.start < behind[0].start for one in told.rates):
        return []
    if behind and not any(start <= one.start < rate.start for one in told.amounts):
        return behind if len(behind) == 2 and text[rate.end : rate.end + 1] in {"，", "："} else []
    before = [one for one in told.amounts if one.end <= start][-2:]
    last = max(text.rfind(mark, 0, max(start - 1, 0)) for mark in STOP)
    return before if not behind and len(before) == 2 and all(one.start > last for one in before) else []


def _of_nothing(told: Told, rate: Rate) -> Iterator[Finding]:
    """C12: a rate of a budget of nothing."""
    said = percent(rate.ratio, rate.held.decimals)
    yield finding(
        "C12", ERROR, told.paragraph, (rate.start, rate.end), f"预算为 0，不能计算完成率，文中为 {said}",
        "删去百分比，或写「不适用」", claimed=said,
    )  # fmt: skip
