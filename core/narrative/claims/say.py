"""Findings about claims: both numbers, the arithmetic, the place and the exact words."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

from core.figures import Agreement, Num
from core.figures.held import UNITS
from core.figures.tolerance import agree_rate
from core.narrative.claims.fold import unbroken
from core.rules import Finding, State
from core.template import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount, Paragraph, Rate

NAMES = {
    "A15": "数量级合理",
    "B13": "项目执行数前后一致",
    "B16": "年初预算各项之和等于总数",
    "C1": "文中数字与报表一致",
    "C2": "增减额与增减率计算正确",
    "C3": "同一数据前后一致",
    "C4": "增减方向一致",
    "C5": "上年为零不计算增长率",
    "C6": "没有增减写持平",
    "C7": "金额单位正确",
    "C8": "占比计算正确",
    "C9": "各项占比之和为 100%",
    "C10": "占比带百分号",
    "C11": "预算完成率计算正确",
    "C12": "预算为零不计算完成率",
    "C13": "决算与预算的比较用词正确",
    "C14": "增减较大的说明原因",
    "C15": "原因说明具体",
    "C16": "主要包括只列有金额的科目",
    "C17": "科目名称前后一致",
    "C18": "各项增减之和等于总增减",
    "C19": "人数各项之和等于总数",
    "C20": "有接待支出的写明批次和人次",
    "C21": "采购和车辆各项之和等于总数",
    "C22": "各项之和等于合计",
    "C23": "支出各组成部分之和等于总额",
    "C24": "年初加收入减支出等于年末",
    "C25": "项目支出为零时没有项目付款",
    "C26": "没有完成目标的说明原因",
    "E4": "年份与本报告一致",
    "E5": "相对日期写明年份",
    "E6": "没有过时的提法",
    "E12": "单位名称前后一致",
    "E13": "层级与本单位相符",
    "G1": "各项分值之和等于满分",
    "G2": "预算执行率计算正确",
    "G3": "按比例计分的得分计算正确",
    "G6": "各项得分之和等于总分",
    "G9": "控制率计算正确",
    "G10": "在职人员控制率计算正确",
    "G11": "超支结余额计算正确",
    "G12": "资产总额等于各项之和",
    "F4": "困难帮扶对象不写姓名",
    "G14": "满分与存在的问题不矛盾",
    "G15": "绩效自评项目涉及资金与项目支出相符",
    "H1": "引号成对",
    "H2": "标点正确",
    "H3": "没有错别字",
    "H4": "名称规范",
    "H6": "句子中间不断行",
    "H7": "商品和服务支出不含资本性支出",
}


def percent(ratio: Fraction, decimals: int = 2) -> str:
    """25.49%."""
    return f"{_rounded(ratio * 100, decimals)}%"


def _rounded(number: Fraction, decimals: int) -> str:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return str(exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def bare(number: Fraction, unit: str, decimals: int = 2) -> str:
    """A number of 分 or things in a unit, without it."""
    scaled = number / UNITS[unit] if unit in UNITS else number
    return _rounded(scaled, max(decimals, 2) if unit in UNITS else decimals)


def amount_text(amount: Amount) -> str:
    """An amount as in the text, without its unit."""
    held = amount.held
    scaled = amount.number / UNITS[held.unit] if held.unit in UNITS else amount.number
    return _rounded(scaled, held.decimals)


def num(amount: Amount) -> Num:
    """An amount with its envelope; 0 is exact, however it is printed."""
    return Num.of(amount.held) if amount.number else Num(amount.number)


def total_of(amounts: Sequence[Amount]) -> Num:
    """The sum of amounts with the envelopes of all."""
    return Num(exact_sum([one.number for one in amounts]), exact_sum([_step(one) for one in amounts]))


def running_sums(amounts: Sequence[Amount]) -> list[Num]:
    """The first amount, the first two, and so on to all."""
    numbers, steps = [one.number for one in amounts], [_step(one) for one in amounts]
    return [Num(value, env) for value, env in zip(_running(numbers), _running(steps), strict=True)]


def exact_sum(numbers: Sequence[Fraction]) -> Fraction:
    """The sum of exact numbers: those of whole 分 and things are added as such, ten times as fast."""
    if all(one.denominator == 1 for one in numbers):
        return Fraction(sum(one.numerator for one in numbers))
    return sum(numbers, _NONE)


def _running(numbers: Sequence[Fraction]) -> Iterator[Fraction]:
    if all(one.denominator == 1 for one in numbers):
        return map(Fraction, accumulate(one.numerator for one in numbers))
    return accumulate(numbers)


def _step(amount: Amount) -> Fraction:
    return amount.held.half_step if amount.number else _NONE


_NONE = Fraction(0)


def rate_num(rate: Rate) -> Num:
    """A printed percentage with its envelope."""
    return Num.of(rate.held)


def about(rate: Rate, part: Amount, whole: Amount) -> bool:
    """Whether part ÷ whole may be a percentage, reckoned roughly: only what is near is reckoned exactly."""
    below = float(whole.number)
    if not below:
        return False
    ratio = float(part.number) / below
    slack = float(part.held.half_step) + abs(ratio) * float(whole.held.half_step)
    printed = float(rate.ratio)
    return abs(ratio - printed) <= 2 * (float(rate.held.half_step) + slack / abs(below)) + 1e-9


def agreement(rate: Rate, part: Num, whole: Num) -> Agreement:
    """Whether a percentage agrees with a ratio: exactly reckoned only where it is near."""
    ratio, below = float(part.value) / float(whole.value), abs(float(whole.value))
    slack = float(rate.held.half_step) + (float(part.env) + abs(ratio) * float(whole.env)) / below
    if abs(ratio - float(rate.ratio)) > _FAR + 2 * slack:
        return Agreement.WRONG
    return agree_rate(rate_num(rate), part / whole, rate.held.decimals)


_FAR = 0.006
"""So far off, a percentage is no slip of the last digit of what its operands make, either."""


def around(number: Amount | Rate) -> str:
    """The words that a number stands in, for naming a second place."""
    text = number.paragraph.text
    start = max(text.text.rfind(mark, 0, number.start) for mark in "，。；：") + 1
    return unbroken(text.quote(max(start, number.end - 40), number.end))


_AROUND = 16
"""Characters before a quote that tell it from others like it."""


def finding(
    rule: str,
    severity: Severity,
    paragraph: Paragraph,
    span: tuple[int, int],
    message: str,
    remedy: str,
    *,
    claimed: str | None = None,
    expected: str | None = None,
    rounding: bool = False,
) -> Finding:
    """A failure at text[span] of a paragraph."""
    quote = paragraph.quote(*span)
    return Finding(
        id=f"{rule}/claim={paragraph.where}:{unbroken(quote)[:40]}:{expected or ''}",
        rule=rule,
        name=NAMES[rule],
        state=State.FAIL,
        severity=severity,
        message=unbroken(message),
        remedy=remedy,
        place=paragraph.place(*span),
        claimed=claimed and unbroken(claimed),
        expected=expected,
        quote=quote,
        rounding=rounding,
        around=paragraph.quote(max(span[0] - _AROUND, 0), span[1]),
    )


PRINTED = re.compile(r"([\d.]+)(亿元|万元|元)")


def gap_of(one: Finding) -> Fraction | None:
    """By how much a number that was found wrong is off, in 分."""
    numbers = [PRINTED.fullmatch((text or "").replace(",", "")) for text in (one.claimed, one.expected)]
    if numbers[0] is None or numbers[1] is None:
        return None
    first, second = (Fraction(match[1]) * UNITS[match[2]] for match in numbers if match is not None)
    return abs(first - second)


ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT
