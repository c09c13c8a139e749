"""What so many at so much come to, whichever is told first and whatever else is counted: C19, C22, C7.

补助标准3500元/人，选聘1240名，共发放434万元; 18人，服务期10个月，月均1.25万元/人，总额225.00万元.  The total stands
behind the price; any of the counts before it may be multiplied, and where one product is the total it is right.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.closed import slipped
from core.narrative.claims.say import ERROR, amount_text, finding, num
from core.narrative.claims.told import printed_as, taken, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told
    from core.rules import Finding

_ANY = re.compile(r"每|均|单|标准|元/|月")
_PRICE = re.compile(
    r"(?:单价|均价|单[台座件套个册张间栋]|每[^，。；\d]{1,6}|[人均件台户场生月]均|标准|定额|月(?:工资|薪|租金?|补贴|津贴|报酬))[^，。；\d]{0,8}$"
)
_PER = re.compile(r"/[\u4e00-\u9fff]")
_EACH = re.compile(r"每(?:期|场|批次|批|次|班|户|组|个[^，。；\d]{0,3})[^，。；\d]{0,6}$")
_NO_PRICE = re.compile(r"低于|高于|不超过|超过|限额|控制在|最高|最低|上年|去年|目标|以上|其他|同类|周边|平均")
_TOTAL = re.compile(
    r"(?:合计|共计|总计|总额|总价|价款|货款|共|计|按此|应[付拨发]?|兑[付现]|发放|结算|下达|核拨|拨付|补助|支出|支付|发了?|总数|总量|获取|采集|形成|全年[^，。；\d]{0,8})"
    r"[^，。；\d]{0,6}$"
)
_NAMED = re.compile(r"[\u4e00-\u9fff]{1,6}[费款金]$")
"""The money of a thing; a slip only makes it the total of what stands right before it."""
_NO_TOTAL = re.compile(r"其中|预算|计划|目标|比|较|增|减|总投资|自筹|节约|另")
_MONTHS = re.compile(r"(\d{1,2})个月")
_MONTHLY = re.compile(r"每?月")
_NEAR = 4
"""A quarter off at the most, where it is no slip of the pen and the price is a fixed one."""
_FIXED = re.compile(r"标准|按|定额|核定|单价|合同")
_WAN = 10_000
_COUNTS, _FACTORS = 4, 3


def check_multiplied(told: Told) -> Iterator[Finding]:
    """Each total right behind a price and the counts before it."""
    text = told.paragraph.text.text
    if len(told.amounts) < 3 or not _ANY.search(text):
        return
    for at, price in enumerate(told.amounts[:-1]):
        if not _is_price(told, price):
            continue
        total = _total(told, at, price)
        if total is None or taken(told, total) or taken(told, price) or _among_prices(told, at, price):
            continue
        yield from _check(told, _counts(told, price, total), price, total)


def _is_price(told: Told, one: Amount) -> bool:
    lead = re.split(r"[，。；：（]", told.lead(one))[-1]
    if _NO_PRICE.search(lead) or not one.number:
        return False
    if one.kind is Kind.COUNT:
        return _EACH.search(lead) is not None
    return one.kind is Kind.MONEY and bool(_PRICE.search(lead) or _PER.match(told.paragraph.text.text, one.end))


def _among_prices(told: Told, at: int, price: Amount) -> bool:
    """Whether another price stands before it in its sentence, and no total in between: they make one total together."""
    text = told.paragraph.text.text
    for one in reversed(told.amounts[:at]):
        if "。" in text[one.end : price.start]:
            return False
        if one.kind is price.kind:
            return _is_price(told, one)
    return False


def _total(told: Told, at: int, price: Amount) -> Amount | None:
    """The first amount behind of the price's kind, where words say that it is a total and it is no price itself."""
    text = told.paragraph.text.text
    for one in told.amounts[at + 1 :]:
        if "。" in text[price.end : one.start]:
            return None
        if one.kind is price.kind and (one.kind is Kind.MONEY or one.held.unit == price.held.unit):
            return one if is_product(told, one) and not _is_price(told, one) and one.number > price.number else None
    return None


def is_total(told: Told, total: Amount) -> bool:
    """Whether the word before an amount says that it is all of something."""
    return _TOTAL.search(re.split(r"[，。；：（]", told.lead(total))[-1]) is not None


def is_product(told: Told, total: Amount) -> bool:
    """Whether words at an amount make it what something at a price comes to."""
    clause = re.split(r"[，。；：（]", told.lead(total))[-1]
    return (_TOTAL.search(clause) or _NAMED.search(clause)) is not None and not _NO_TOTAL.search(clause)


def _counts(told: Told, price: Amount, total: Amount) -> list[Amount]:
    """The counts of the price's sentence before the total; those since the last ； where there are any."""
    text = told.paragraph.text.text
    counts = [one for one in told.amounts if one.end <= total.start and one is not price and one.kind is Kind.COUNT]
    stop = text.rfind("。", 0, price.start)
    for begin in max(text.rfind("；", 0, price.start), stop), stop:
        near = [one for one in counts if one.start > begin and one.number > 1]
        if near:
            return near[-_COUNTS:]
    return []


def _products(told: Told, counts: Sequence[Amount], price: Amount, total: Amount) -> list[tuple[Fraction, str]]:
    """What a price comes to by its counts, with how it is reckoned; by the fewest counts first."""
    text = told.paragraph.text.text
    begin = max(text.rfind("。", 0, price.start), 0)
    months = {Fraction(1)}
    if _MONTHLY.search(told.lead(price)[-8:]):
        said = _MONTHS.search(text, begin, total.end)
        half = "半年" in text[begin : total.end]
        months = {Fraction(int(said[1]) if said else 6 if half else 12)}
    ways = []
    for many in range(1, min(len(counts), _FACTORS) + 1):
        for several in combinations(counts, many):
            value, terms = price.number, amount_text(price) + price.held.unit
            for one in reversed(several):
                value, terms = value * one.number, f"{amount_text(one)} × {terms}"
            ways += [(value * month, terms if month == 1 else f"{terms} × {month}") for month in months]
    return ways


def _check(told: Told, counts: Sequence[Amount], price: Amount, total: Amount) -> Iterator[Finding]:
    ways = _products(told, counts, price, total)
    env = num(total).env + (total.number / price.number * num(price).env if price.held.decimals else 0)
    known = [one for one in told.amounts if one is not total and one.kind is total.kind]
    if any(abs(value - total.number) <= env for value, _ in ways):
        return
    told_values = {part for one in known for part in (one.number, one.number + total.number)}
    if any(abs(value - part) <= env for value, _ in ways for part in told_values):
        return  # it is told, or a part of it is: the total is of something else
    near = {value: terms for value, terms in reversed(ways) if _meant(told, price, total, value)}
    if len(near) != 1:
        return
    ((value, terms),) = near.items()
    yield _wrong(told, total, value, terms, price)


def _meant(told: Told, price: Amount, total: Amount, value: Fraction) -> bool:
    """Whether a product comes near: by a quarter, or by a place or a unit."""
    if slipped(told.printed(total), printed_as(total, value), 1):
        return True
    lead = re.split(r"[。；]", told.lead(price))[-1]
    if _FIXED.search(lead) and is_total(told, total) and _NEAR * abs(value - total.number) <= value:
        return True
    text = told.printed(total)
    return text in {printed_as(total, value / 10), printed_as(total, value * 10)} or value == total.number * _WAN


def _wrong(told: Told, total: Amount, value: Fraction, terms: str, price: Amount) -> Finding:
    unit, said = total.held.unit, written(total)
    if value == total.number * _WAN and unit == "元":
        due = f"{amount_text(total)}万元"
        return finding(
            "C7", ERROR, told.paragraph, (total.start, total.end),
            f"单位写成了元：{terms} = {due}", "把元改为万元", claimed=said, expected=due,
        )  # fmt: skip
    due = written(total, value)
    return finding(
        "C22" if price.kind is Kind.MONEY else "C19", ERROR, told.paragraph, (total.start, total.end),
        f"{terms} = {due}，文中为 {said}", "核对数量、标准和合计", claimed=said, expected=due,
    )  # fmt: skip


__all__ = ["check_multiplied", "is_product"]
