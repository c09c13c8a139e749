"""Budgets and limits that stand right behind the word that holds something against them, and gaps told by such words.

没有超过核定编制5辆, 超过合同价380.00万元, 与预算3.50万元一致 (C13); 比预算数少5.30万元，预算…，决算… (G11).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from core.narrative.claims.say import ERROR, amount_text, finding, num
from core.narrative.claims.second.limits import NEAR, PLAN, REAL, SAME, SUBJECT, Outcome, side_by_side
from core.narrative.claims.told import alike, close, printed_as, taken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.told import Told
    from core.rules import Finding

_NOT_ALL = re.compile(r"其中|单|每|均|各|最|任")
_CAP = re.compile(r"(?:未|没有|不)(?:超过|突破|超出|高于|超)[^，。；：\d]{0,10}$|控制在[^，。；：\d]{0,10}$")
_AGAINST = re.compile(
    r"(?<![未不没])(?<!没有)(?:(?P<over>超过|高于|大于|多于|突破)|低于|小于|少于|不及)[^，。；：\d]{0,6}"
    r"(?:预算|计划|概算|限额|目标|任务|合同|编制|标准|控制|限价|定额|指标|核定|规模)(?:数|价|金额|总?额|任务|标准|规模)?(?:为|的)?$"
)
_LESS_BY = re.compile(r"(?:节约|节省|结余|低于|小于|少|减|短)[^，。；、\d]{0,8}$")
_MORE_BY = re.compile(r"(?:超支|超出|高于|大于|多|超|增)[^，。；、\d]{0,8}$")
_NET = re.compile(
    r"(?:相抵|轧差|抵消|抵销|综合|整体|合计|共)[^，。；\d]{0,6}?(?:(?P<over>超支|超出预算|超出)|(?P<under>节约|结余|节支|节省))(?:了|资金|额)?$"
)
_GAP_OR_BUDGET = re.compile(r"决算数?(?:小于|低于|大于|高于)(?:年初|全年|调整后?)?预算数?(?:为)?$")
_WITH_PLAN = re.compile(rf"，?[与和同]{PLAN}(?:的|为)*")
_SAME_BEHIND = re.compile(rf"(?:完全|保持)?{SAME}(?=[，。；]|$)")
_BY = re.compile(
    r"(?:[比较]|决算数?)[^，。；：\d]{0,6}(?:预算|计划|概算)(?:数)?[^，。；：\d]{0,2}(?:少|多|增加|减少|节约|超支|结余)(?:了|支出?)?$"
)


def check_bounds(told: Told) -> Iterator[Finding]:
    """Every number that a word holds against the one before it."""
    if len(told.amounts) > 2 and _BY.search(told.lead(told.amounts[0])):
        yield from _gap_before(told)
    yield from _caps(told)
    yield from _against(told)
    yield from _nets(told)
    yield from _evens(told)
    yield from _neither(told)


def _gap_before(told: Told) -> Iterator[Finding]:
    """G11: 比预算数少5.30万元，预算86.20万元，决算81.90万元."""
    gap = told.amounts[0]
    pair = next(side_by_side(told), None)
    if pair is None or pair.start != told.amounts[1].start or taken(told, gap) or gap.held.unit != pair.plan.held.unit:
        return
    real = abs(pair.plan.number - pair.done.number)
    apart = told.paragraph.text.text[gap.end : pair.start]
    if re.search("[。；]|其中", apart) or abs(real - gap.number) <= num(gap).env or not close(gap, real):
        return
    unit, due = gap.held.unit, printed_as(gap, real)
    yield finding(
        "G11", ERROR, told.paragraph, (gap.start, gap.end),
        f"{amount_text(pair.done)} 和 {amount_text(pair.plan)} 相差 {due}{unit}，文中为 {amount_text(gap)}{unit}",
        "核对后改正", claimed=f"{amount_text(gap)}{unit}", expected=f"{due}{unit}",
    )  # fmt: skip


def _caps(told: Told) -> Iterator[Finding]:
    """班额最大56人，没有超过省定55人标准."""
    text = told.paragraph.text.text
    if not re.search(r"[未没不]有?(?:超|突破|高于)|控制在", text):
        return
    for now, cap in pairwise(told.amounts):
        match = _CAP.search(told.lead(cap))
        if match is None or not alike(now, cap) or now.number <= cap.number or told.is_moved(now):
            continue
        between = told.lead(cap)[: match.start()]
        if re.search("[。；]", between) or _NOT_ALL.search(told.lead(cap)) or len(between) > NEAR // 2:
            continue
        start = text.rfind(match[0], 0, cap.start)
        yield finding(
            "C13", ERROR, told.paragraph, (start, cap.end),
            f"{amount_text(now)} 大于 {amount_text(cap)}，文中写{match[0]}{amount_text(cap)}{cap.held.unit}",
            "改正用词，或核对两个数",
        )  # fmt: skip


def _against(told: Told) -> Iterator[Finding]:
    """结算价365.20万元，超过合同价380.00万元: the limit stands right behind the word."""
    for now, base in pairwise(told.amounts):
        match = _AGAINST.search(told.lead(base))
        if match is None or not alike(now, base) or now.held.unit != base.held.unit or told.is_moved(now):
            continue
        before = told.lead(base)[: match.start()]
        if re.search("[。；]", before) or _NOT_ALL.search(before) or len(before) > NEAR // 2 or SUBJECT.search(before):
            continue
        above = match["over"] is not None
        gap = not above and 2 * base.number < now.number  # 低于预算3.00万元 tells by how much
        if gap or now.number == base.number or (now.number > base.number) is above:
            continue
        said = told.lead(base)[match.start() :]
        yield finding(
            "C13", ERROR, told.paragraph, (base.start - len(said), base.end),
            f"{amount_text(now)} {REAL[-1 if above else 1]} {amount_text(base)}，文中写{said}",
            "改正用词，或核对两个数",
        )  # fmt: skip


def _nets(told: Told) -> Iterator[Finding]:
    """培训费低于预算16.7万元，会议费高于预算2.2万元，两项相抵后超支14.5万元."""
    for net in told.amounts:
        match = _NET.search(told.lead(net))
        if match is None:
            continue
        before = [one for one in told.before(net) if alike(one, net)]
        signs = [_over_or_under(told.lead(one)) for one in before]
        if len(before) < 2 or not all(signs) or len(set(signs)) == 1:
            continue
        real = sum(sign * one.number for sign, one in zip(signs, before, strict=True))
        if abs(real) == net.number and (real > 0) is (match["under"] is not None):
            yield finding(
                "C13", ERROR, told.paragraph, (net.start, net.end),
                f"各项相抵{'超支' if real > 0 else '节约'} {amount_text(net)}，文中写{match['over'] or match['under']}",
                "改正用词，或核对各项的数", claimed=f"{amount_text(net)}{net.held.unit}",
            )  # fmt: skip


def _over_or_under(lead: str) -> int:
    if _LESS_BY.search(lead):
        return -1
    return 1 if _MORE_BY.search(lead) else 0


def _evens(told: Told) -> Iterator[Finding]:
    """培训费决算3.20万元，与预算3.50万元一致."""
    text = told.paragraph.text.text
    for now, plan in pairwise(told.amounts):
        lead = told.lead(plan)
        match = _SAME_BEHIND.match(text, plan.end)
        if match is None or not _WITH_PLAN.fullmatch(lead) or not alike(now, plan) or told.is_moved(now):
            continue
        pair = Outcome(plan, now)
        if pair.sign and not pair.rounded and not told.is_planned(now):
            start = plan.start - len(lead) + 1
            yield finding(
                "C13", ERROR, told.paragraph, (now.start, now.end),
                f"决算数 {amount_text(now)} {REAL[pair.sign]}预算数 {amount_text(plan)}，"
                f"文中写{text[start:match.end()]}",
                "改正用词，或核对两个数", claimed=f"{amount_text(now)}{now.held.unit}",
            )  # fmt: skip


def _neither(told: Told) -> Iterator[Finding]:
    """支出决算为112.46万元，完成预算100%，决算数小于预算数112.46万元."""
    for budget in told.amounts:
        match = _GAP_OR_BUDGET.search(told.lead(budget))
        if match is None or not budget.number:
            continue
        same = [one for one in told.before(budget) if alike(one, budget) and one.number == budget.number]
        if not same:
            continue
        for rate in told.rates:
            if rate.ratio == 1 and same[-1].end <= rate.start < budget.start:
                told.turned.add(told.paragraph.place(rate.start, rate.end))
        yield finding(
            "C13", ERROR, told.paragraph, (budget.start, budget.end),
            f"决算数 {amount_text(same[-1])} 等于预算数 {amount_text(budget)}，文中写{match[0]}",
            "改正用词，或核对两个数", claimed=f"{amount_text(budget)}{budget.held.unit}",
        )  # fmt: skip


__all__ = ["check_bounds"]
