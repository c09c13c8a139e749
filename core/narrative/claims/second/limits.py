"""Words that hold an outcome against its budget or limit, against the two amounts (C13).

未突破限额, 低于预算, 两者相等, 略有结余, behind the two amounts or before them, of one pair or (均) of every pair.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from core.narrative.claims.say import ERROR, amount_text, finding, num
from core.narrative.claims.told import DONE, alike

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told
    from core.rules import Finding

PLAN = (
    r"(?:[^，。；：\d]{0,6}?)(?:预算|计划|概算|限额|控制[数价]|限价|指标|标准|目标|任务|批复|核定|编制)(?:控制)?"
    r"(?:数|总?额|总?投资|安排|水平|金额|任务|规模)?"
)
"""The words for a budget or a limit."""
_MORE = r"(?:大于|高于|多于|超过|超出|突破|超)"
_LESS = r"(?:小于|低于|少于|不及|未达)"
SAME = r"(?:持平|一致|相等|相符|相同|无差[异额]|没有差[异额]|等额)"
_SAYS = re.compile(
    rf"(?P<within>(?:未|没有|没|不|无一)(?:{_MORE}|高于)(?:{PLAN}|支)|控制在{PLAN}(?:范围|额度)?[之以]?内)"
    rf"|(?P<over>(?<![未不没有]){_MORE}{PLAN}|(?:略有|有所|出现|均有|存在|都)超支|超额完成(?:{PLAN})?)"
    rf"|(?P<under>{_LESS}{PLAN}|未完成{PLAN}|(?:略有|有所|尚有|均有|稍有|，有|都有)(?:结余|节约|节余|节省))"
    rf"|(?P<even>等于{PLAN}|[与和同]{PLAN}(?:完全|保持|基本)?{SAME}"
    rf"|(?:两者|二者|两数|预决算数?|[预决]算数?与[预决]算数?)(?:完全|保持|基本)?{SAME})"
)
_ENDS = re.compile(r"(?:的|”|主要)*(?:[，。；：、）]|原因|$)")
_EACH = re.compile(r"(?:均|都|皆|全部|各项|无一)[^，。；\d]{0,8}$|(?:无一|均有|都有)")
_OPENS = re.compile(r"(?:的?(?:主要)?原因[是为])?[：，（](?:其中：?|即)?")
_JOINT = re.compile(r"[、和及与]")
REAL = {1: "大于", 0: "等于", -1: "小于"}
_OTHERS = re.compile(r"(?:其余|其他|另外)[^，。；]*$")
SUBJECT = re.compile(r"费|经费|项目|收入|工程|资金|款")
NEAR = 24


class Outcome(NamedTuple):
    """A budget and what became of it."""

    plan: Amount
    done: Amount

    @property
    def start(self) -> int:
        """Where its first number begins."""
        return min(self.plan.start, self.done.start)

    @property
    def end(self) -> int:
        """Where its last number ends."""
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
    pairs: list[Outcome] | None = None
    for match in _SAYS.finditer(text):
        if not _ENDS.match(text, match.end()):
            continue
        if _OTHERS.search(text, max(match.start() - NEAR // 2, 0), match.start()):
            continue
        if pairs is None:
            pairs = list(side_by_side(told))
        each = _EACH.search(text[max(match.start() - 12, 0) : match.start()] + match[0][:2]) is not None
        mine = _of_all(told, match, [*pairs, *_rows(told)]) if each else _of_one(told, match, pairs)
        wrong = [pair for pair in mine if _contradicts(match, pair)]
        if wrong:
            yield _wrong(told, wrong[0], match)


def _contradicts(match: re.Match[str], pair: Outcome) -> bool:
    if match["within"]:
        return pair.sign > 0
    if match["even"]:
        return (
            pair.sign != 0
            and not pair.rounded
            and ("基本" not in match[0] or abs(pair.done.number / pair.plan.number - 1) * 20 > 1)
        )
    return pair.sign != (1 if match["over"] else -1)


def _of_one(told: Told, match: re.Match[str], pairs: Sequence[Outcome]) -> list[Outcome]:
    """The pair right before the words, or where they open what follows, the one right behind."""
    text = told.paragraph.text.text
    plans = [one for one in told.amounts if told.is_planned(one)]
    for pair in pairs:
        apart = text[pair.end : match.start()]
        if pair.end > match.start() or len(apart) > NEAR or re.search(r"[。；\d]", apart) or SUBJECT.search(apart):
            continue
        first = max(text.rfind(mark, 0, pair.start) for mark in "。；")
        others = [one for one in plans if first < one.start < match.start() and one is not pair.plan]
        return [] if others and match["even"] is None else [pair]
    opens = _OPENS.match(text, match.end())
    if opens is None or re.search(r"\d[^。；]*$", text[: match.start()].rpartition("。")[2]):
        return []
    behind = [pair for pair in pairs if pair.start >= match.end()]
    near = behind and not re.search(r"[。；\d]", text[opens.end() : behind[0].start]) and len(behind) == 1
    return behind if near and behind[0].start - match.end() <= NEAR else []


def _of_all(told: Told, match: re.Match[str], pairs: Sequence[Outcome]) -> list[Outcome]:
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
    if len(plans) > 1 and len(inside) == 1:
        return []  # of several budgets, one total
    if len(plans) != 1 or len(others) < 2 or not all(alike(one, plans[0]) for one in others):
        return inside
    return [Outcome(plans[0], one) for one in others]


def side_by_side(told: Told) -> Iterator[Outcome]:
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
            yield Outcome(plan, done)


def _earlier(told: Told, one: Amount, other: Amount) -> bool:
    """上年决算12.00万元，本年预算13.00万元: of two years."""
    return any("上年" in told.lead(each) or "去年" in told.lead(each) for each in (one, other))


def _rows(told: Told) -> Iterator[Outcome]:
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
            yield from map(Outcome, plans, outcomes)


def _wrong(told: Told, pair: Outcome, match: re.Match[str]) -> Finding:
    return finding(
        "C13", ERROR, told.paragraph, (pair.done.start, pair.done.end),
        f"决算数 {amount_text(pair.done)} {REAL[pair.sign]}预算数 {amount_text(pair.plan)}，文中写{match[0]}",
        "改正用词，或核对两个数", claimed=match[0],
    )  # fmt: skip


__all__ = ["NEAR", "PLAN", "REAL", "SAME", "SUBJECT", "Outcome", "check_limits", "side_by_side"]
