"""Scores of a self-evaluation: those of the parts against the whole, and that of a rate (C3, G3, G6)."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.closed import slipped
from core.narrative.claims.say import ERROR, amount_text, finding, percent
from core.narrative.claims.told import printed_as, taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told
    from core.rules import Finding

_SELF = re.compile(
    r"(?P<of>整体支出|本项目|项目)?[^，。；：]{0,6}(?:自评|绩效(?:评价)?(?=得分))(?:总)?"
    r"(?:得分|评分|分值|分|总分)?(?:为|是)?$"
)
_SUMMARY = re.compile(r"综上|综合|总体|因此|结论|最终|鉴于|据此|评[为定]|等[次级]")


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


_FOR = re.compile(r"因[^，。；\d]{2,14}扣$")
_WEIGHTS = re.compile(r"权重|分值|满分")
_ALL_OF = re.compile(r"(?:满分|合计|共计?|总分|总计)(?:为)?$")


def check_deductions(told: Told) -> Iterator[Finding]:
    """C3: 因工期延误扣2分…；因工期延误扣3分: one reason, two deductions."""
    said: dict[str, Amount] = {}
    for one in told.amounts:
        match = _FOR.search(told.lead(one)) if one.kind is Kind.SCORE else None
        if match is None:
            continue
        first = said.setdefault(match[0], one)
        if first.number != one.number and not taken(told, one):
            yield finding(
                "C3", ERROR, told.paragraph, (one.start, one.end),
                f"前面{match[0]}{amount_text(first)}分，这里扣 {amount_text(one)}分", "核实后统一成一个数",
                claimed=f"{amount_text(one)}分", expected=f"{amount_text(first)}分",
            )  # fmt: skip


def check_weights(told: Told) -> Iterator[Finding]:
    """G1: 各项分值：执行率10分、产出45分、效益30分、满意度10分，满分100分: the weights do not make what they are of."""
    text = told.paragraph.text.text
    if not _WEIGHTS.search(text):
        return
    for total in told.amounts:
        if total.kind is not Kind.SCORE or not _ALL_OF.search(told.lead(total)) or taken(told, total):
            continue
        parts = [one for one in told.before(total) if one.kind is Kind.SCORE and not bracketed(told, one)]
        parts = parts or _listed(told, total)
        start = text.rfind("。", 0, total.start) + 1
        given = any(_GOT.search(told.lead(one)) or "扣" in told.lead(one) for one in parts)
        if (
            len(parts) < 3
            or given
            or not _WEIGHTS.search(text, start, total.start)
            or _ALL_OF.search(told.lead(parts[0]))
        ):
            continue
        value = sum((one.number for one in parts), Fraction(0))
        if value != total.number and total.number == _HUNDRED and abs(value - _HUNDRED) < _HUNDRED / 2:
            yield _sum_of(told, "G1", parts, total)


def _listed(told: Told, total: Amount) -> list[Amount]:
    """The scores behind a total in its sentence: 满分100分，其中…."""
    text = told.paragraph.text.text
    stop = text.find("。", total.end)
    behind = [one for one in told.amounts if total.end <= one.start < (stop if stop >= 0 else len(text))]
    scores = [one for one in behind if one.kind is Kind.SCORE and not bracketed(told, one)]
    opened = scores and re.search("其中|包括|：|分别", text[total.end : scores[0].start])
    return scores if opened and all(one.kind is Kind.SCORE for one in behind) else []


def bracketed(told: Told, one: Amount) -> bool:
    """Whether a number stands in a bracket."""
    text = told.paragraph.text.text
    return text.rfind("（", 0, one.start) > text.rfind("）", 0, one.start)


_GOT = re.compile(r"(?:得|得分|自评得分|实得|评)(?:为)?$")
_FULL = re.compile(r"(?:满分|分值|权重|标准分|该项|该指标)(?:为)?$")
_TOTAL = re.compile(r"(?:(?<=[，；。])实得|共得|总分|总得分|合计得?分?|总评|综合得分|自评总?得?分)(?:为|合计|共)?$")
_HUNDRED = 100


def check_total_score(told: Told) -> Iterator[Finding]:
    """G6: 得9.8分。…得47.5分；…得28分；…得9.6分。总分96.9分: all parts of a hundred points, or a slip of the pen."""
    scores = [one for one in told.amounts if one.kind is Kind.SCORE]
    got, subtotals = _got(told, scores)
    total = [
        one for one in scores if _TOTAL.search(told.lead(one)) and one.number > max((g.number for g in got), default=0)
    ]
    total = [one for one in total if one.number != _HUNDRED] or total
    if len(got) < 3 or len(total) != 1 or taken(told, total[0]):
        return
    whole = sum((one.number for one in scores if _FULL.search(told.lead(one))), Fraction(0))
    value, head = sum((one.number for one in got), Fraction(0)), total[0]
    if value == head.number or any(one.number == head.number for one in scores if one is not head):
        return
    due = printed_as(head, value)
    if whole not in {_HUNDRED, _HUNDRED - 10} and not slipped(amount_text(head), due, 1) and not subtotals:
        return
    yield _sum_of(told, "G6", got, head)


def _sum_of(told: Told, rule: str, parts: Sequence[Amount], head: Amount) -> Finding:
    terms, due = (
        " + ".join(amount_text(one) for one in parts),
        printed_as(head, sum((one.number for one in parts), Fraction(0))),
    )
    return finding(
        rule, ERROR, told.paragraph, (head.start, head.end),
        f"{terms} = {due}分，文中为 {amount_text(head)}分", "核对各项分值、得分和总分",
        claimed=f"{amount_text(head)}分", expected=f"{due}分",
    )  # fmt: skip


_SUBTOTAL = re.compile(r"小计(?:为)?$")


def _got(told: Told, scores: Sequence[Amount]) -> tuple[list[Amount], bool]:
    """What was got, of what is summed up by 小计 its sum alone; whether such sums are told, and right."""
    got: list[Amount] = []
    since, right, subtotals = 0, True, 0
    for one in scores:
        lead = told.lead(one)
        if _SUBTOTAL.search(lead):
            parts = got[since:]
            right = right and sum((part.number for part in parts), Fraction(0)) == one.number
            got[since:] = [one]
            since, subtotals = len(got), subtotals + 1
        elif _GOT.search(lead) and not _TOTAL.search(lead) and not bracketed(told, one):
            got.append(one)
    return got, right and subtotals > 1


_TIMES = re.compile(r"(?:×|\*|乘以)$")
_TEN = 10
_EXECUTION = re.compile(r"执行率(?:为|达)?$")
"""The rate of which ten points are given in every form (rules.md G3)."""
_BY_RATE = re.compile(r"(?:%|率)(?:×|\*|乘以)|按(?:照)?(?:实际)?(?:预算)?(?:比例|执行率|完成率)|执行率×|完成率×")


def check_proportional(told: Told) -> Iterator[Finding]:
    """G3: 执行率94.25%，该项满分10分，得9.72分（按执行率×10计）."""
    text = told.paragraph.text.text
    scores = [one for one in told.amounts if one.kind is Kind.SCORE]
    for one, other in pairwise(scores):
        full, got = (other, one) if _TIMES.search(told.lead(other)) else (one, other)
        start, end = text.rfind("。", 0, one.start) + 1, text.find("。", other.end)
        sentence = text[start : end if end >= 0 else len(text)]
        rates = [one for one in told.rates if start <= one.start < other.start]
        if (
            not rates
            or not (_FULL.search(told.lead(full)) or _TIMES.search(told.lead(full)))
            or not _GOT.search(told.lead(got))
            or taken(told, got)
        ):
            continue
        by_rate = _BY_RATE.search(sentence) is not None
        implied = full.number == _TEN and got.number < full.number and _EXECUTION.search(told.lead(rates[-1]))
        if not (by_rate or implied) or rates[-1].ratio > 1:
            continue
        due = full.number * rates[-1].ratio
        if abs(due - got.number) <= got.held.half_step + full.number * rates[-1].held.half_step:
            continue
        right = printed_as(got, due)
        if right == amount_text(got):
            continue  # 9.53 told as 9.5
        yield finding(
            "G3", ERROR, told.paragraph, (got.start, got.end),
            f"{amount_text(full)} × {percent(rates[-1].ratio)} = {right}分，文中为 {amount_text(got)}分",
            "核对执行率和得分", claimed=f"{amount_text(got)}分", expected=f"{right}分",
        )  # fmt: skip


__all__ = ["check_deductions", "check_proportional", "check_scores", "check_total_score", "check_weights"]
