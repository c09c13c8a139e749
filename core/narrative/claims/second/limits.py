"""Words that hold an outcome against its budget or limit, against the two amounts (C13).

未突破限额, 低于预算, 两者相等, 略有结余, behind the two amounts or before them, of one pair or (均) of every pair.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from core.narrative.claims.say import ERROR, amount_text, finding, num
from core.narrative.claims.second.told import DONE, alike, close, printed_as, taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.second.told import Told
    from core.rules import Finding

_PLAN = (
    r"(?:[^，。；：\d]{0,6}?)(?:预算|计划|概算|限额|控制[数价]|限价|指标|标准|目标)(?:数|总?额|总?投资|安排|水平|金额)?"
)
_MORE = r"(?:大于|高于|多于|超过|超出|突破|超)"
_LESS = r"(?:小于|低于|少于|不及|未达)"
_SAME = r"(?:持平|一致|相等|相符|相同|无差[异额]|没有差[异额]|等额)"
_SAYS = re.compile(
    rf"(?P<within>(?:未|没有|没|不|无一)(?:{_MORE}|高于)(?:{_PLAN}|支)|控制在{_PLAN}(?:范围|额度)?[之以]?内)"
    rf"|(?P<over>(?<![未不没有]){_MORE}{_PLAN}|(?:略有|有所|出现|均有|存在|都)超支)"
    rf"|(?P<under>{_LESS}{_PLAN}|(?:略有|有所|尚有|均有|稍有|，有|都有)(?:结余|节约|节余|节省))"
    rf"|(?P<even>等于{_PLAN}|[与和同]{_PLAN}(?:完全|保持|基本)?{_SAME}|(?:两者|二者|两数|预决算数?|[预决]算数?与[预决]算数?)(?:完全|保持|基本)?{_SAME})"
)
_ENDS = re.compile(r"(?:的|”|主要)*(?:[，。；：、）]|原因|$)")
_EACH = re.compile(r"(?:均|都|皆|全部|各项|无一)[^，。；\d]{0,8}$|(?:无一|均有|都有)")
_OPENS = re.compile(r"(?:的?(?:主要)?原因[是为])?[：，（](?:其中：?|即)?")
_JOINT = re.compile(r"[、和及与]")
_CAP = re.compile(r"(?:未|没有|不)(?:超过|突破|超出|高于|超)[^，。；：\d]{0,10}$|控制在[^，。；：\d]{0,10}$")
_NOT_ALL = re.compile(r"其中|单|每|均|各|最|任")
_LESS_BY = re.compile(r"(?:节约|节省|结余|低于|小于|少|减|短)[^，。；、\d]{0,8}$")
_MORE_BY = re.compile(r"(?:超支|超出|高于|大于|多|超|增)[^，。；、\d]{0,8}$")
_NET = re.compile(
    r"(?:相抵|轧差|抵消|抵销|综合|整体|合计|共)[^，。；\d]{0,6}?(?:(?P<over>超支|超出预算|超出)|(?P<under>节约|结余|节支|节省))(?:了|资金|额)?$"
)
_GAP_OR_BUDGET = re.compile(r"决算数?(?:小于|低于|大于|高于)(?:年初|全年|调整后?)?预算数?(?:为)?$")
_WITH_PLAN = re.compile(rf"，?[与和同]{_PLAN}(?:的|为)*")
_SAME_BEHIND = re.compile(rf"(?:完全|保持)?{_SAME}(?=[，。；]|$)")
_BY = re.compile(
    r"(?:[比较]|决算数?)[^，。；：\d]{0,6}(?:预算|计划|概算)(?:数)?[^，。；：\d]{0,2}(?:少|多|增加|减少|节约|超支|结余)(?:了|支出?)?$"
)
_REAL = {1: "大于", 0: "等于", -1: "小于"}
_OTHERS = re.compile(r"(?:其余|其他|另外)[^，。；]*$")
_SUBJECT = re.compile(r"费|经费|项目|收入|工程|资金|款")
_NEAR = 24


class _Pair(NamedTuple):
    plan: Amount
    done: Amount

    @property
    def start(self) -> int:
        return min(self.plan.start, self.done.start)

    @property
    def end(self) -> int:
        return max(self.plan.end, self.done.end)

    @property
    def sign(self) -> int:
        """1 where the outcome is more than its budget, -1 where it is less."""
        return (self.done.number > self.plan.number) - (self.done.number < self.plan.number)

    @property
    def rounded(self) -> bool:
        """Whether they are the same as far as the coarser is printed."""
        gap = num(self.done) - num(self.plan)
        return self.plan.held.decimals != self.done.held.decimals and abs(gap.value) <= gap.env


def check_limits(told: Told) -> Iterator[Finding]:
    """Every comparison of outcomes and budgets whose figures say otherwise."""
    text = told.paragraph.text.text
    pairs: list[_Pair] | None = None
    for match in _SAYS.finditer(text):
        if not _ENDS.match(text, match.end()):
            continue
        if _OTHERS.search(text, max(match.start() - _NEAR // 2, 0), match.start()):
            continue
        if pairs is None:
            pairs = list(_side_by_side(told))
        each = _EACH.search(text[max(match.start() - 12, 0) : match.start()] + match[0][:2]) is not None
        mine = _of_all(told, match, [*pairs, *_rows(told)]) if each else _of_one(told, match, pairs)
        wrong = [pair for pair in mine if _contradicts(match, pair)]
        if wrong:
            yield _wrong(told, wrong[0], match)
    if len(told.amounts) > 2 and _BY.search(told.lead(told.amounts[0])):
        yield from _gap_before(told)
    yield from _caps(told)
    yield from _nets(told)
    yield from _evens(told)
    yield from _neither(told)


def _contradicts(match: re.Match[str], pair: _Pair) -> bool:
    if match["within"]:
        return pair.sign > 0
    if match["even"]:
        return (
            pair.sign != 0
            and not pair.rounded
            and ("基本" not in match[0] or abs(pair.done.number / pair.plan.number - 1) * 20 > 1)
        )
    return pair.sign != (1 if match["over"] else -1)


def _of_one(told: Told, match: re.Match[str], pairs: Sequence[_Pair]) -> list[_Pair]:
    """The pair right before the words, or where they open what follows, the one right behind."""
    text = told.paragraph.text.text
    plans = [one for one in told.amounts if told.is_planned(one)]
    for pair in pairs:
        apart = text[pair.end : match.start()]
        if pair.end > match.start() or len(apart) > _NEAR or re.search(r"[。；\d]", apart) or _SUBJECT.search(apart):
            continue
        first = max(text.rfind(mark, 0, pair.start) for mark in "。；")
        others = [one for one in plans if first < one.start < match.start() and one is not pair.plan]
        return [] if others and match["even"] is None else [pair]
    opens = _OPENS.match(text, match.end())
    if opens is None or re.search(r"\d[^。；]*$", text[: match.start()].rpartition("。")[2]):
        return []
    behind = [pair for pair in pairs if pair.start >= match.end()]
    near = behind and not re.search(r"[。；\d]", text[opens.end() : behind[0].start]) and len(behind) == 1
    return behind if near and behind[0].start - match.end() <= _NEAR else []


def _of_all(told: Told, match: re.Match[str], pairs: Sequence[_Pair]) -> list[_Pair]:
    """Every pair of the sentence; where one limit is told, it and each amount."""
    text = told.paragraph.text.text
    start, end = text.rfind("。", 0, match.start()), text.find("。", match.end())
    end = end if end >= 0 else len(text)
    inside = [pair for pair in pairs if start < pair.start < end]
    before = [pair for pair in inside if pair.end <= match.start()]
    if len(inside) > 1:
        return before or inside
    every = [one for one in told.amounts if start < one.start < end and not told.is_moved(one)]
    plans = [one for one in every if told.is_planned(one)]
    others = [one for one in every if one not in plans]
    if len(plans) != 1 or len(others) < 2 or not all(alike(one, plans[0]) for one in others):
        return inside
    return [_Pair(plans[0], one) for one in others]


def _side_by_side(told: Told) -> Iterator[_Pair]:
    """A budget and its outcome next to each other, whichever comes first."""
    text = told.paragraph.text.text
    last: Amount | None = None
    for one, other in pairwise(told.amounts):
        if one is last or not alike(one, other) or re.search(r"[。；]", text[one.end : other.start]):
            continue
        if told.is_moved(one) or told.is_moved(other) or one.held.unit != other.held.unit or not one.number:
            continue
        planned = told.is_planned(one), told.is_planned(other)
        plan, done = (one, other) if planned[0] else (other, one)
        if planned[0] != planned[1] and plan.number and not _earlier(told, one, other):
            last = other
            yield _Pair(plan, done)


def _earlier(told: Told, one: Amount, other: Amount) -> bool:
    """上年决算12.00万元，本年预算13.00万元: of two years."""
    return any("上年" in told.lead(each) or "去年" in told.lead(each) for each in (one, other))


def _rows(told: Told) -> Iterator[_Pair]:
    """预算分别是14.00万元、8.00万元，决算分别是13.50万元、8.60万元: two rows of as many amounts."""
    text = told.paragraph.text.text
    runs: list[list[Amount]] = []
    for one in told.amounts:
        if runs and alike(runs[-1][-1], one) and _JOINT.fullmatch(text[runs[-1][-1].end : one.start]):
            runs[-1].append(one)
        else:
            runs.append([one])
    for first, second in pairwise(runs):
        planned = told.is_planned(first[0]), told.is_planned(second[0])
        if len(first) != len(second) or len(first) < 2 or planned[0] == planned[1]:
            continue
        plans, outcomes = (first, second) if planned[0] else (second, first)
        if DONE.search(told.lead(outcomes[0])):
            yield from map(_Pair, plans, outcomes)


def _gap_before(told: Told) -> Iterator[Finding]:
    """G11: 比预算数少5.30万元，预算86.20万元，决算81.90万元."""
    gap = told.amounts[0]
    pair = next(_side_by_side(told), None)
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
        if re.search("[。；]", between) or _NOT_ALL.search(told.lead(cap)) or len(between) > _NEAR // 2:
            continue
        start = text.rfind(match[0], 0, cap.start)
        yield finding(
            "C13", ERROR, told.paragraph, (start, cap.end),
            f"{amount_text(now)} 大于 {amount_text(cap)}，文中写{match[0]}{amount_text(cap)}{cap.held.unit}",
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
        pair = _Pair(plan, now)
        if pair.sign and not pair.rounded and not told.is_planned(now):
            start = plan.start - len(lead) + 1
            yield finding(
                "C13", ERROR, told.paragraph, (now.start, now.end),
                f"决算数 {amount_text(now)} {_REAL[pair.sign]}预算数 {amount_text(plan)}，"
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


def _wrong(told: Told, pair: _Pair, match: re.Match[str]) -> Finding:
    return finding(
        "C13", ERROR, told.paragraph, (pair.done.start, pair.done.end),
        f"决算数 {amount_text(pair.done)} {_REAL[pair.sign]}预算数 {amount_text(pair.plan)}，文中写{match[0]}",
        "改正用词，或核对两个数", claimed=match[0],
    )  # fmt: skip


__all__ = ["check_limits"]
