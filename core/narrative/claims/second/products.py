"""So many at so much each, one kind beside another: C22.

集中供养64人、每人每月1,200元，分散供养152人、每人每月950元，全年共发放265.44万元;
无人机3架，单价4.80万元，合计14.40万元.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.closed import slipped
from core.narrative.claims.model import PEOPLE
from core.narrative.claims.say import ERROR, amount_text, finding, num
from core.narrative.claims.told import printed_as, taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told
    from core.rules import Finding

_PRICE = re.compile(r"(?:单价|每[^，。；\d]{1,6}|[人均件台户场]均|标准|各)[^，。；\d]{0,10}$")
_MONTHLY = re.compile(r"每?月")
_PERIOD = re.compile(r"每(?P<of>学期|季度?)[^，。；\d]{0,4}$")
_PERIODS = {"学期": 2, "季": 4, "季度": 4}
_SEVERAL = re.compile(r"全年|两个?学期|四个?季度|两季")
_MONTHS = re.compile(r"(\d{1,2})个月")
_TOTAL = re.compile(
    r"(?:合计|共计|总计|总额|总价|价款|货款|共|计|需|小计|支出|发放|支付|补助|补贴|投入|金额|用去|花费|造价|费用|花了?|发了?|资金|培训|参训)(?:学员|人员|职工|群众|干部)?(?:资金|金额|经费|补助|补贴|支出|款)?(?:为|了)*$"
)
_EACH = re.compile(r"每[期场批次班户](?:培训)?$")
_PEOPLE = PEOPLE | {"人次", "名次"}
_NO_PRICE = re.compile(r"低于|高于|不超过|超过|不低于|定额|限额|控制|规定")
_FACTORS = (Fraction(1, 2), Fraction(2))
_SLIPS = {Fraction(10), Fraction(1, 10)}
"""A total off by just ten times."""


def check_products(told: Told) -> Iterator[Finding]:
    """Each row of counts and prices, and the total right behind it."""
    pairs: list[tuple[Amount, Amount]] = []
    begin = 0
    for at, price in enumerate(told.amounts):
        if pairs and not _is_price(told, price):
            if price.kind is pairs[-1][1].kind and (price.kind is Kind.MONEY or _people(price, pairs[-1][1])):
                yield from _check(told, pairs, price, begin)
                pairs = []
            continue
        count = _count(told, at) if _is_price(told, price) else None
        if count is None:
            continue
        if pairs and re.search("。", told.paragraph.text.text[pairs[-1][1].end : count.start]):
            pairs = []
        begin = count.start if not pairs else begin
        pairs.append((count, price))


def _is_price(told: Told, one: Amount) -> bool:
    lead = re.split(r"[，。；：（]", told.lead(one))[-1]
    if one.kind is Kind.COUNT:
        return one.held.unit in _PEOPLE and _EACH.search(lead) is not None
    return one.kind is Kind.MONEY and _PRICE.search(lead) is not None and _NO_PRICE.search(lead) is None


def _people(total: Amount, each: Amount) -> bool:
    return {total.held.unit, each.held.unit} <= _PEOPLE


def _count(told: Told, at: int) -> Amount | None:
    """The count right before a price, in its clause or the one before."""
    before = told.amounts[at - 1] if at else None
    if before is None or before.kind is not Kind.COUNT or before.rough:
        return None
    between = told.paragraph.text.text[before.end : told.amounts[at].start]
    return None if re.search(r"[。；%]", between) or between.count("，") > 1 else before


def _check(told: Told, pairs: Sequence[tuple[Amount, Amount]], total: Amount, begin: int) -> Iterator[Finding]:
    text = told.paragraph.text.text
    lead = told.lead(total)
    clause = re.split(r"[，。；：（]", lead)[-1]
    stops = re.search("。", text[pairs[-1][1].end : total.start]) is not None
    if taken(told, total) or not _TOTAL.search(clause) or stops:
        return
    months = 1
    if _MONTHLY.search(told.lead(pairs[-1][1])[-8:]):
        said = _MONTHS.search(text, begin, total.end)
        months = int(said[1]) if said else 12
    elif (period := _PERIOD.search(told.lead(pairs[-1][1]))) is not None:
        months = _PERIODS[period["of"]] if _SEVERAL.search(text, begin, total.end) else 1
    right = sum((count.number * price.number for count, price in pairs), Fraction(0)) * months
    env = num(total).env + sum(count.number * num(price).env for count, price in pairs if price.held.decimals) * months
    beside = [one for one in told.before(total) if one.end <= begin and one.kind is Kind.MONEY]
    values = {
        right,
        right + sum(one.number for one in beside),
        *(count.number * price.number * months for count, price in pairs),
    }
    if any(abs(value - total.number) <= env for value in values) or not right:
        return
    if any(abs(right - one.number) <= num(one).env + env for one in told.amounts if one.kind is Kind.MONEY):
        return  # it is told, and the total is of something else
    ratio = total.number / right
    if total.held.unit == "元" and abs(total.number * 10_000 - right) <= env * 10_000 and total.held.decimals:
        text = amount_text(total)
        yield finding(
            "C7", ERROR, told.paragraph, (total.start, total.end),
            f"单位写成了元：按数量和单价是 {text}万元", "把元改为万元",
            claimed=f"{text}元", expected=f"{text}万元",
        )  # fmt: skip
        return
    slip = ratio in _SLIPS or slipped(amount_text(total), printed_as(total, right), 1)
    if not (_FACTORS[0] <= ratio <= _FACTORS[1] or slip) or total.number < max(p.number for _, p in pairs):
        return
    unit, due = total.held.unit, printed_as(total, right)
    terms = " + ".join(f"{amount_text(count)} × {amount_text(price)}{price.held.unit}" for count, price in pairs)
    times = (
        f"（{terms}） × {months}" if months > 1 and len(pairs) > 1 else f"{terms} × {months}" if months > 1 else terms
    )
    yield finding(
        "C22", ERROR, told.paragraph, (total.start, total.end),
        f"{times} = {due}{unit}，文中为 {amount_text(total)}{unit}", "核对数量、标准和合计",
        claimed=f"{amount_text(total)}{unit}", expected=f"{due}{unit}",
    )  # fmt: skip


__all__ = ["check_products"]
