"""Numbers that the words call derived, by every way their neighbours may make them: C2, C11, C19, C22, G11.

多246.7万元, 合计14.04万元, 人均228件, 执行率98.75%: the word says what is reckoned, the numbers right at it are
reckoned with. What one way makes is right. Where none does, and all that come within a slip of the pen of it make one
number, that number was meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import permutations, product
from typing import TYPE_CHECKING, NamedTuple

from core.figures import Agreement, Kind, Num
from core.figures.tolerance import agree_rate
from core.narrative.claims.closed import slipped
from core.narrative.claims.model import PEOPLE
from core.narrative.claims.say import ERROR, amount_text, finding, num, percent, rate_num
from core.narrative.claims.second.multiplied import is_product
from core.narrative.claims.second.rests import flow_of
from core.narrative.claims.second.sums import LISTS
from core.narrative.claims.told import (
    EARLIER,
    FILL,
    GROWTH,
    alike,
    in_row,
    is_part,
    nearest,
    printed_as,
    taken,
    written,
    wrong_rate,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount, Rate
    from core.narrative.claims.told import Told
    from core.rules import Finding

_GAP = re.compile(
    r"(?:提高|上升|升|高出|多出|超出|超支|超|多|少|差|差额|节约|节省|增减额|(?:净|又)?(?:增|减)(?:加|少|支|收|长)?|"
    rf"追加|调增|调减|核减|审减|压减|压降|降低|下降|缩小|扩大|缺口|缺编|空编|超编|缺额)(?:额|资金|人员)?{FILL}"
)
_IS_AVERAGE = re.compile(r"(?:人|车|户|生|场|次|亩|村|班|台|批|期|件)均|平均|均价|每[^，。；\d]{1,4}(?:成本|平均)")
_EACH = re.compile(r"每[^，。；\d]{1,4}$")
_SPREAD = re.compile(r"分?摊[到至]|平均|折合到|均摊")
_STANDARD = re.compile(
    r"标准|定额|限额|规定|不超过|低于|高于|不低于|控制在|上限|下限|目标|计划|要求|同类|其他|周边|邻|国家|全[省市县国]|上年|去年|20\d\d年"
)
_RATE = re.compile(rf"(?:率|为[^，。；\d]{{0,10}}的|占[^，。；\d]{{0,14}}|进度){FILL}")
_REACH, _FAR = 4, 6
"""Numbers before a gap; before an average, whose count and total may be the heads of lists."""
_GREW = re.compile(rf"(?:{GROWTH.pattern}){FILL}")
_BESIDE = 8
"""Characters between a change and its percentage."""
_LEFT = re.compile(r"(?:年末|期末|年底|余额|结余|结转|剩余|尚余)(?:资金|结转|结余|和)*(?:为)*$")
_TOGETHER = re.compile(r"合计|净|共|总计|累计|相抵")
_OF_LAST_YEAR = re.compile(r"同比|[比较](?:上年|去年|20)")
_FLOWS = 6
"""More amounts before what is left, and which of them made it is open."""
_ONE_UNIT = PEOPLE | {"人次"}
_SURE, _MOST = 2, 24
_BEHIND = 12
"""So near behind the amount of a change stands its percentage."""
_LEAST = 3
"""So many digits besides zeros, and a slip is no chance."""


class _Way(NamedTuple):
    """One way to a number."""

    value: Num
    terms: str
    rule: str
    average: bool = False


_Ways = Callable[["Told", "Amount", "Sequence[Amount] | None"], list[_Way]]
"""The ways to an amount from those beside it, or from all that are given."""


def check_derived(told: Told) -> Iterator[Finding]:
    """Every gap, average and ratio that no way makes and one nearly does."""
    for amount in told.amounts:
        if not amount.number or taken(told, amount):
            continue
        clause = re.split(r"[，。；：]", told.lead(amount))[-1]
        if _is_average(told, amount, clause) and not _STANDARD.search(clause):
            yield from _amount(told, amount, _averages)
        elif _LEFT.search(clause):
            yield from _amount(told, amount, _rests)
        elif _GAP.search(clause) and not _TOGETHER.search(clause) and not _is_listed(told, amount):
            yield from _amount(told, amount, _gaps)
    for rate in told.rates:
        near = re.split(r"[。；]", told.lead(rate))[-1]
        if rate.ratio <= 0 or taken(told, rate) or in_row(told, rate):
            continue
        if _RATE.search(near):
            yield from _rate(told, rate)
        elif (grew := _GREW.search(near)) is not None and rate.held.decimals >= _SURE:
            yield from _growth(told, rate, falls=grew["down"] is not None)
    yield from _times(told)


def _is_average(told: Told, amount: Amount, clause: str) -> bool:
    """平均每辆2.4万元; 21.6万元摊到8辆车上，每辆2.7万元."""
    if _IS_AVERAGE.search(clause):
        return True
    text = told.paragraph.text.text
    start = max(text.rfind("。", 0, amount.start), text.rfind("；", 0, amount.start))
    return _EACH.search(clause) is not None and _SPREAD.search(text, max(start, 0), amount.start) is not None


def _is_listed(told: Told, amount: Amount) -> bool:
    """Whether what an amount comes to is told behind it, or other changes beside it."""
    text = told.paragraph.text.text
    before, behind = _around(told, amount.start, amount.end)
    others = any(told.is_moved(one) for one in (*before, *behind) if alike(one, amount))
    return others or LISTS.match(text, amount.end) is not None or text[amount.end : amount.end + 1] == "："


def _amount(told: Told, amount: Amount, ways_to: _Ways) -> Iterator[Finding]:
    """What the amounts beside it make, unless any of the paragraph's make it as it stands."""
    ways, own = ways_to(told, amount, None), num(amount)
    own = Num(own.value, max(own.env, Fraction(1, 2 * 10**amount.held.decimals) if amount.held.decimals else own.env))
    text = told.printed(amount)
    if not ways or any(_makes(way, own) or (way.average and _prints(amount, way) == text) for way in ways):
        return
    near = [way for way in ways if way.average and _near(amount, way.value.value) and not _is_told(told, amount, way)]
    if len({way.value.value for way in near}) == 1:
        meant = near
    else:
        meant = [way for way in ways if slipped(text, printed_as(amount, way.value.value), 1)]
        if len({printed_as(amount, way.value.value) for way in meant}) != 1:
            return
        if sum(char.isdigit() and char != "0" for char in text) < _LEAST - 1:
            return
    if not any(_makes(way, own) for way in ways_to(told, amount, told.amounts)) and not _is_grown(told, amount):
        yield _wrong(told, amount, meant[0])


def _is_grown(told: Told, amount: Amount) -> bool:
    """接待费28.45万元，…，减少5.75万元，下降16.81%: right of an amount before it, whatever else is told."""
    moved = GROWTH.search(told.lead(amount))
    behind = [rate for rate in told.rates if rate.start >= amount.end][:1]
    if moved is None or not behind or behind[0].held.decimals < _SURE or behind[0].start - amount.end > _BEHIND:
        return False
    shift = amount.number if moved["down"] else -amount.number
    before = [one for one in told.amounts if one.end <= amount.start and alike(one, amount)][-3:]
    return any(
        one.number + shift > 0
        and agree_rate(rate_num(behind[0]), num(amount) / Num(one.number + shift, num(one).env), 2) is Agreement.EQUAL
        for one in before
    )


def _prints(amount: Amount, way: _Way) -> str:
    return printed_as(amount, way.value.value)


def _is_told(told: Told, amount: Amount, way: _Way) -> bool:
    """Whether what a way makes is told as another average."""
    text = _prints(amount, way)
    return any(told.printed(one) == text and one is not amount and alike(one, amount) for one in told.amounts)


def _makes(way: _Way, own: Num) -> bool:
    return abs(way.value.value - own.value) <= way.value.env + own.env


def _near(amount: Amount, value: Fraction) -> bool:
    return 4 * abs(value - amount.number) <= value


def _wrong(told: Told, amount: Amount, way: _Way) -> Finding:
    text, due = written(amount), written(amount, way.value.value)
    return finding(
        way.rule, ERROR, told.paragraph, (amount.start, amount.end),
        f"{way.terms} = {due}，文中为 {text}", "核对后改正", claimed=text, expected=due,
    )  # fmt: skip


def _around(told: Told, start: int, end: int, reach: int = _REACH) -> tuple[list[Amount], list[Amount]]:
    """The amounts right before and right behind a place, in its sentence."""
    text = told.paragraph.text.text
    first = max(text.rfind(mark, 0, start) for mark in "。！？\n")
    last = min((at for mark in "。；" if (at := text.find(mark, end)) >= 0), default=len(text))
    before = [one for one in told.amounts if first < one.start and one.end <= start]
    behind = [one for one in told.amounts if end <= one.start < last]
    return before[-reach:], behind[:2]


def _gaps(told: Told, gap: Amount, every: Sequence[Amount] | None) -> list[_Way]:
    """What two amounts beside a gap differ by; 比上年 without its amount leaves open what it is reckoned from."""
    if every is None:
        before, behind = _around(told, gap.start, gap.end)
        text = told.paragraph.text.text
        start = max(text.rfind("；", 0, gap.start), text.rfind("其中", 0, gap.start))
        before = [one for one in before if one.start > start][-2:] or before[-2:]
        every = [*before, *([] if len(before) > 1 else behind[:1])]
        clause = re.split(r"[，。；：]", told.lead(gap))[-1]
        if _OF_LAST_YEAR.search(clause) and not any(EARLIER.search(told.lead(one)) for one in every):
            return []
    near = [one for one in every if alike(one, gap) and one.number and not told.is_moved(one)]
    ways = []
    for high, low in permutations(near, 2):
        if high.number > low.number and gap is not high and gap is not low:
            plans = told.is_planned(high) or told.is_planned(low)
            rule = "G11" if plans else "C19" if gap.kind is Kind.COUNT and gap.held.unit in PEOPLE else "C2"
            ways.append(_Way(num(high) - num(low), f"{told.printed(high)} − {told.printed(low)}", rule))
    told.weighed += len(ways)
    return ways


def _rests(told: Told, left: Amount, every: Sequence[Amount] | None) -> list[_Way]:
    """到位2360.00万元…。全年支出2242.00万元，年末结转118.00万元: what came less what went."""
    before = [one for one in told.amounts if one.end <= left.start and alike(one, left)]
    if every is not None:
        return _gaps(told, left, told.amounts)
    came = sorted((one for one in before if flow_of(told.lead(one)) > 0), key=lambda one: one.number)
    went = [one for one in before if flow_of(told.lead(one)) < 0]
    if len(before) > _FLOWS or len(went) != 1 or not came:
        return []
    whole = came[-1]  # 上年结转54.30万元，拨款678.90万元，可用资金733.20万元: the total of the others
    if len(came) > 1 and sum(one.number for one in came[:-1]) != whole.number:
        return []
    if whole.number <= went[0].number:
        return []
    terms = f"{told.printed(whole)} − {told.printed(went[0])}"
    return [_Way(num(whole) - num(went[0]), terms, "C24")]


def _averages(told: Told, each: Amount, every: Sequence[Amount] | None) -> list[_Way]:
    if every is None:
        group = told.paragraph.text.text.rfind("；", 0, each.start)
        before, behind = _around(told, each.start, each.end, _FAR)
        before = [one for one in before[:-_REACH] if one.start > group] + before[-_REACH:]
        every = [*before, *behind]
    free = [one for one in every if not taken(told, one)]
    totals = [one for one in free if one is not each and _is_total(told, one, each)]
    counts = [one for one in free if _is_count(told, one, each)] if totals else []
    ways = []
    for total, count in product(totals, counts):
        if total is not count and not alike(total, count):
            terms = f"{told.printed(total)}{total.held.unit} ÷ {told.printed(count)}"
            rule = "C19" if each.kind is Kind.COUNT else "C22"
            ways.append(_Way(num(total) / num(count), terms, rule, average=True))
    told.weighed += len(ways)
    return ways


def _is_total(told: Told, total: Amount, each: Amount) -> bool:
    """Whether an average may be of an amount: of the same unit, and not made of the average itself."""
    if total.start > each.start and is_product(told, total):
        return False  # 生均1150元，按此下达151.8万元
    units = total.held.unit, each.held.unit
    return total.kind is each.kind and (total.kind is Kind.MONEY or units[0] == units[1] or _ONE_UNIT.issuperset(units))


def _is_count(told: Told, count: Amount, each: Amount) -> bool:
    """Whether an amount may be of how many an average is; 4个项目分别得97分、95分、93分、91分，平均94分 is another."""
    return (
        count.kind is Kind.COUNT
        and count.number > 1
        and not _IS_AVERAGE.search(told.lead(count))
        and not _is_mean(told, each, count.number)
    )


def _is_mean(told: Told, each: Amount, many: Fraction) -> bool:
    """Whether an average is that of the so many numbers of its kind right before it."""
    row = [one for one in told.amounts if one.end <= each.start and alike(one, each)][-int(many) :]
    return len(row) == many and abs(sum(one.number for one in row) / many - each.number) <= num(each).env


def _rate(told: Told, rate: Rate) -> Iterator[Finding]:
    """A ratio of the two amounts since the percentage before."""
    near = [one for one in told.window(rate) if one.number and not told.is_moved(one)]
    if len(near) != 2 or not alike(*near) or rate.held.decimals < _SURE:
        return
    text, ways = percent(rate.ratio, rate.held.decimals), []
    for part, whole in permutations(near, 2):
        ratio = num(part) / num(whole)
        if slipped(text, percent(ratio.value, rate.held.decimals)):
            ways.append(_Way(ratio, f"{told.printed(part)} ÷ {told.printed(whole)}", _rate_rule(told, rate)))
    if len(ways) != 1:
        return
    every = told.amounts if len(told.amounts) <= _MOST else nearest(told, rate)
    if not any(alike(part, whole) and is_part(rate, part, whole) for part, whole in permutations(every, 2)):
        yield from wrong_rate(rate, ways[0].value, ways[0].rule, ways[0].terms)


def _growth(told: Told, rate: Rate, *, falls: bool) -> Iterator[Finding]:
    """各增加2364.50万元，增长8.49%，2023年度收、支总计均为30217.44万元: the change before, the amount behind."""
    before, behind = _around(told, rate.start, rate.end)
    moved = before[-1] if before and told.is_moved(before[-1]) else None
    if moved is None or not behind or rate.start - moved.end > _BESIDE:
        return
    every = told.amounts if len(told.amounts) <= _MOST else nearest(told, rate)
    text, ways = percent(rate.ratio, rate.held.decimals), []
    for now in every:
        base = num(now) + num(moved) if falls else num(now) - num(moved)
        if now is moved or not alike(now, moved) or base.value <= 0 or not now.number:
            continue
        turned = num(now) - num(moved) if falls else num(now) + num(moved)
        if turned.value > 0 and _is(rate, num(moved) / turned):
            return  # what is wrong is the direction
        for below, terms in (
            (base, f"（{amount_text(now)} {'+' if falls else '−'} {amount_text(moved)}）"),
            (num(now), amount_text(now)),
        ):
            ratio = num(moved) / below
            if _is(rate, ratio):
                return
            if now in behind[:1] and slipped(text, percent(ratio.value, rate.held.decimals)):
                ways.append(_Way(ratio, f"{amount_text(moved)} ÷ {terms}", "C2"))
    if len(ways) == 1:
        yield from wrong_rate(rate, ways[0].value, "C2", ways[0].terms)


def _is(rate: Rate, ratio: Num) -> bool:
    return agree_rate(rate_num(rate), ratio, rate.held.decimals) is Agreement.EQUAL


_DOUBLED = re.compile(r"翻(?P<many>一|两|1|2)番|的(?P<times>[2-9]|两|三|四|五)倍")
_TIMES = {"一": 2, "1": 2, "两": 2, "2": 2, "三": 3, "四": 4, "五": 5}


def _times(told: Told) -> Iterator[Finding]:
    """2021年为6.2万元，2022年翻一番，达到12.4万元: the one amount before and the one behind."""
    for match in _DOUBLED.finditer(told.paragraph.text.text):
        before, behind = _around(told, match.start(), match.end())
        if match["many"] is None or not before or not behind or not alike(before[-1], behind[0]):
            continue
        times = 2 if match["many"] in "一1" else 4
        was, now = before[-1], behind[0]
        due = num(was) * Num(Fraction(times))
        if abs(due.value - now.number) <= due.env + num(now).env or taken(told, now):
            continue
        if slipped(amount_text(now), printed_as(now, due.value), 1):
            unit, text = now.held.unit, printed_as(now, due.value)
            yield finding(
                "C2", ERROR, told.paragraph, (now.start, now.end),
                f"{amount_text(was)} × {times} = {text}{unit}，文中为 {amount_text(now)}{unit}", "核对后改正",
                claimed=f"{amount_text(now)}{unit}", expected=f"{text}{unit}",
            )  # fmt: skip


def _rate_rule(told: Told, rate: Rate) -> str:
    lead = told.lead(rate)
    return "G9" if "控制率" in lead else "C8" if "占" in lead else "C11"


__all__ = ["check_derived"]
