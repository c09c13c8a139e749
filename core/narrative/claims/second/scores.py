"""Scores of a self-evaluation: those of the parts against the whole, and that of a rate (C3, G3, G6)."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.closed import slipped
from core.narrative.claims.say import ERROR, amount_text, finding, percent
from core.narrative.claims.second.told import printed_as, taken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.second.told import Told
    from core.rules import Finding

_SELF = re.compile(r"(?P<of>整体支出|本项目|项目)?[^，。；：]{0,6}自评(?:总)?(?:得分|评分|分值|分|总分)?(?:为|是)?$")
_SUMMARY = re.compile(r"综上|综合|总体|因此|最终")


def check_scores(told: Told) -> Iterator[Finding]:
    """C3: 自评得分95.5分…。综上，项目自评93.5分: a summary with another score."""
    text = told.paragraph.text.text
    scores = [one for one in told.amounts if one.kind is Kind.SCORE and _SELF.search(told.lead(one))]
    scores = [one for one in scores if "平均" not in told.lead(one)]
    for first, second in pairwise(scores):
        start = text.rfind("。", 0, second.start) + 1
        if first.number != second.number and _SUMMARY.search(text, start, second.start) and not taken(told, second):
            yield finding(
                "C3", ERROR, told.paragraph, (second.start, second.end),
                f"前面是 {amount_text(first)}分，这里是 {amount_text(second)}分", "核实后统一成一个数",
                claimed=f"{amount_text(second)}分", expected=f"{amount_text(first)}分",
            )  # fmt: skip


_GOT = re.compile(r"(?:得|得分|自评得分|实得|评)(?:为)?$")
_FULL = re.compile(r"(?:满分|分值|权重|标准分)(?:为)?$")
_TOTAL = re.compile(r"(?:总分|总得分|合计得?分?|总评|综合得分|自评总?得?分)(?:为|合计|共)?$")
_HUNDRED = 100


def check_total_score(told: Told) -> Iterator[Finding]:
    """G6: 得9.8分。…得47.5分；…得28分；…得9.6分。总分96.9分: all parts of a hundred points, or a slip of the pen."""
    scores = [one for one in told.amounts if one.kind is Kind.SCORE]
    got = [one for one in scores if _GOT.search(told.lead(one)) and not _TOTAL.search(told.lead(one))]
    total = [
        one for one in scores if _TOTAL.search(told.lead(one)) and one.number > max((g.number for g in got), default=0)
    ]
    if len(got) < 3 or len(total) != 1 or taken(told, total[0]):
        return
    whole = sum((one.number for one in scores if _FULL.search(told.lead(one))), Fraction(0))
    value, head = sum((one.number for one in got), Fraction(0)), total[0]
    if value == head.number or any(one.number == head.number for one in scores if one is not head):
        return
    due = printed_as(head, value)
    if whole not in {_HUNDRED, _HUNDRED - 10} and not slipped(amount_text(head), due, 1):
        return
    terms = " + ".join(amount_text(one) for one in got)
    yield finding(
        "G6", ERROR, told.paragraph, (head.start, head.end),
        f"{terms} = {due}分，文中总分为 {amount_text(head)}分", "核对各项得分和总分",
        claimed=f"{amount_text(head)}分", expected=f"{due}分",
    )  # fmt: skip


_BY_RATE = re.compile(r"按(?:照)?(?:实际)?(?:预算)?(?:比例|执行率|完成率)|执行率×|完成率×")


def check_proportional(told: Told) -> Iterator[Finding]:
    """G3: 执行率94.25%，该项满分10分，得9.72分（按执行率×10计）."""
    text = told.paragraph.text.text
    for full, got in pairwise([one for one in told.amounts if one.kind is Kind.SCORE]):
        start, end = text.rfind("。", 0, full.start) + 1, text.find("。", got.end)
        sentence = text[start : end if end >= 0 else len(text)]
        rates = [one for one in told.rates if start <= one.start < got.start]
        if not rates or not _FULL.search(told.lead(full)) or not _GOT.search(told.lead(got)) or taken(told, got):
            continue
        if not _BY_RATE.search(sentence) or rates[-1].ratio > 1:
            continue
        due = full.number * rates[-1].ratio
        if abs(due - got.number) <= got.held.half_step + full.number * rates[-1].held.half_step:
            continue
        right = printed_as(got, due)
        yield finding(
            "G3", ERROR, told.paragraph, (got.start, got.end),
            f"{amount_text(full)} × {percent(rates[-1].ratio)} = {right}分，文中为 {amount_text(got)}分",
            "核对执行率和得分", claimed=f"{amount_text(got)}分", expected=f"{right}分",
        )  # fmt: skip


__all__ = ["check_proportional", "check_scores", "check_total_score"]
