"""Percentages whose operands their sentence plainly says, whatever stands nearer: C2, C8, C11.

由A增至B，增长5%; 增长5.2%（A，上年B）; 占比70%，即B中的A; 满意A份，满意率95%; 完成调整后预算的99%.  What they make counts for
more than the other readings of such a percentage.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from core.figures import Agreement, Num
from core.figures.tolerance import agree_rate
from core.narrative.claims.say import amount_text, bare, num, rate_num
from core.narrative.claims.second.complements import complements
from core.narrative.claims.second.told import DONE, FILL, GROWTH, STOP, alike, is_part, wrong_rate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount, Rate
    from core.narrative.claims.second.told import Told
    from core.rules import Finding


class Said(NamedTuple):
    """A percentage and what it has to be."""

    rate: Rate
    ratio: Num
    rule: str
    terms: str


_GREW = re.compile(rf"(?:{GROWTH.pattern}){FILL}")
_FROM = re.compile(r"[由从][^，。；\d]{0,16}$")
_TO = re.compile(r"[^，。；\d）]{0,6}(?:（[^（）\d]{1,6}）)?[^，。；\d]{0,8}[增升降减涨跌][加长至到为]{1,2}$")
_EACH = re.compile(r"[均每]|其中|[^，、；]{4,}[，、]?(?:增长|下降|上升|增加|减少)率?$")
_BRACKET = re.compile(r"，(?:上年|去年|20\d\d年)[^，。；\d）]{0,6}$")
_TOGETHER = re.compile(r"合计|总体|共计|总共")
_THAT_IS = re.compile(r"[，（]即$")
_WITHIN = re.compile(r"(?:的|中|里|之中|当中)+(?:有|的)?$")
_RATE_NAME = re.compile(r"(?P<name>[\u4e00-\u9fff])(?P<last>[\u4e00-\u9fff])[率度](?:为|达|达到|约|是)*$")
_PLAN_RATES = re.compile(r"完成|执行|支[出付]|到位|使用|兑付|征缴|拨付|控制|进度|增长|下降|节约|变动|差异|利用")
_NOT = re.compile(r"[不未没非尚]")
_ADJUSTED = re.compile(r"调整后(?:的)?(?:全年)?(?:预算|计划|指标)")
_NEW = re.compile(r"(?:调[整增减]|追[加减]|核[增减]|压减)后[^，。；\d]{0,8}$")
_ADDED = re.compile(r"(?:追加|调增|核增|(?P<less>追减|调减|核减|压减))(?:了|预算|资金|指标|安排|支出)*$")
_INITIAL = re.compile(r"预算|计划|批复|指标")
_RIGHT_AT = 2


def check_said(told: Told, found: Sequence[Finding]) -> tuple[set[str], list[Finding]]:
    """The places of percentages that are plainly said, and the findings of those that are wrong."""
    fine: set[str] = set()
    wrong: list[Finding] = []
    for one in _all(told, found):
        place = told.paragraph.place(one.rate.start, one.rate.end)
        if place not in fine:
            fine.add(place)
            wrong += wrong_rate(one.rate, one.ratio, one.rule, one.terms)
    return fine, wrong


def _all(told: Told, found: Sequence[Finding]) -> Iterator[Said]:
    if not told.rates or len(told.amounts) < _RIGHT_AT:
        return
    text = told.paragraph.text.text
    yield from (Said(rate, ratio, "C8", terms) for rate, ratio, terms in complements(told))
    if "调整后" in text:
        yield from _of_adjusted(told)
    if "%（" in text:
        yield from _in_brackets(told)
    if "%，即" in text or "%（即" in text:
        yield from _that_is(told)
    if "由" in text or "从" in text:
        yield from _from_to(told)
    yield from _named_rates(told)
    if any(one.rule == "C3" for one in found):
        yield from _other_whole(told, found)


def _terms(one: Amount, other: Amount) -> str:
    return f"{amount_text(one)} ÷ {amount_text(other)}"


def _growth(rate: Rate, now: Num, before: Num, unit: str) -> Said | None:
    if before.value <= 0 or now.value == before.value:
        return None
    gap = Num(abs(now.value - before.value), now.env + before.env)
    return Said(rate, gap / before, "C2", f"{bare(gap.value, unit)} ÷ {bare(before.value, unit)}")


def _from_to(told: Told) -> Iterator[Said]:
    """支出从1218.04万元（上年）增至1375.92万元（本年），同比多支157.88万元、增幅12.96%."""
    text = told.paragraph.text.text
    for one, other in pairwise(told.amounts):
        if not alike(one, other) or not _FROM.search(told.lead(one)) or not _TO.match(told.lead(other)):
            continue
        stop = min((at for mark in STOP + "；" if (at := text.find(mark, other.end)) >= 0), default=len(text))
        rate = next((each for each in told.rates if other.end <= each.start < stop), None)
        if rate is None or any(one.end <= each.start < other.start for each in told.rates):
            continue
        between = [each for each in told.amounts if other.end <= each.start < rate.start]
        gap = abs(one.number - other.number)
        lead = told.lead(rate)
        if any(each.number != gap for each in between) or not _GREW.search(lead) or _EACH.search(lead):
            continue
        if (said := _growth(rate, num(other), num(one), one.held.unit)) is not None:
            yield said


def _in_brackets(told: Told) -> Iterator[Said]:
    """财政拨款收入增长5.2%（633.45万元，上年602.17万元）…，两项合计增长2.9%."""
    text = told.paragraph.text.text
    nows, befores = [], []
    for rate in told.rates:
        grew = _GREW.search(told.lead(rate))
        after = [one for one in told.amounts if one.start >= rate.end][:2]
        opened = text.startswith("（", rate.end) and len(after) == _RIGHT_AT and after[0].start == rate.end + 1
        if grew and opened and alike(*after) and _BRACKET.match(told.lead(after[1])) and text[after[1].end] == "）":
            now, before = after
            nows.append(num(now))
            befores.append(num(before))
            said = _growth(rate, num(now), num(before), now.held.unit)
        elif grew and len(nows) > 1 and _TOGETHER.search(told.lead(rate)) and "（" not in told.lead(rate):
            said = _growth(rate, sum(nows[1:], nows[0]), sum(befores[1:], befores[0]), after_unit(told))
        else:
            continue
        if said is not None:
            yield said


def after_unit(told: Told) -> str:
    """The unit of the first amount."""
    return told.amounts[0].held.unit


def _that_is(told: Told) -> Iterator[Said]:
    """占项目总资金的比例为70%，即1250万元中的875万元."""
    for rate in told.rates:
        after = [one for one in told.amounts if one.start >= rate.end][:2]
        if len(after) < _RIGHT_AT or not alike(*after) or not _THAT_IS.fullmatch(told.lead(after[0])):
            continue
        whole, part = after
        if _WITHIN.fullmatch(told.lead(part)) and part.number <= whole.number:
            yield Said(rate, num(part) / num(whole), "C8", _terms(part, whole))


def _named_rates(told: Told) -> Iterator[Said]:
    """收回有效问卷144份，其中表示满意的135份，满意率94%: the amount before has the name of the rate, of the one before it."""
    for rate in told.rates:
        lead = told.lead(rate)
        name = _RATE_NAME.search(lead)
        before = told.before(rate)
        if name is None or len(before) < _RIGHT_AT or _PLAN_RATES.search(name[0]) or lead[:1] not in "，、（":
            continue
        whole, part = before[-2:]
        said = told.lead(part)
        first, last = said.find(name["name"]), said.rfind(name["last"])
        if not 0 <= first < last or _NOT.search(said) or len(lead) > _SHORT or not _may_be_of(told, rate, part, whole):
            continue
        wholes = [one for one in before[:-1] if alike(one, part) and one.number >= part.number > 0]
        fits = any(is_part(rate, part, one) for one in wholes)
        if not fits and not _by_sum(told, rate, before):
            yield Said(rate, num(part) / num(whole), "C8", _terms(part, whole))


_SHORT = 12


def _may_be_of(told: Told, rate: Rate, part: Amount, whole: Amount) -> bool:
    """Things of one kind, and the part not followed by others before the percentage."""
    if part.held.unit != whole.held.unit or not 0 < part.number <= whole.number or told.is_moved(part):
        return False
    return rate.ratio < 1 and not any(whole.start < one.start < rate.start for one in told.rates)


def _by_sum(told: Told, rate: Rate, before: Sequence[Amount]) -> bool:
    """非常满意80份、满意50份，满意率: several parts together."""
    parts = [one for one in before if alike(one, before[-1])]
    for many in range(2, len(parts)):
        total = sum((num(one) for one in parts[-many + 1 :]), num(parts[-many]))
        for whole in parts[:-many]:
            if whole.number and agree_rate(rate_num(rate), total / num(whole), 2) is Agreement.EQUAL:
                return True
    return False


def _of_adjusted(told: Told) -> Iterator[Said]:
    """预算80万元，追加30万元，支出108.9万元，占调整后预算的99%; 执行率90%（按调整后预算计算）."""
    text = told.paragraph.text.text
    for rate in told.rates:
        basis = text[rate.end : rate.end + 14].partition("）")[0]
        if not (_ADJUSTED.search(told.lead(rate)[-14:]) or (basis[:1] == "（" and _ADJUSTED.search(basis))):
            continue
        before = [one for one in told.before(rate) if alike(one, told.before(rate)[-1])]
        done = next((one for one in reversed(before) if DONE.search(told.lead(one))), None)
        whole = _adjusted(told, before)
        if done is not None and whole is not None and whole.value > 0 and not told.is_planned(done):
            said = bare(whole.value, done.held.unit)
            yield Said(rate, num(done) / whole, "C11", f"{amount_text(done)} ÷ {said}")


def _adjusted(told: Told, before: Sequence[Amount]) -> Num | None:
    """The budget that is told as adjusted, or what it came to by all that was added."""
    new = [one for one in before if _NEW.search(told.lead(one))]
    if new:
        return num(new[0]) if len(new) == 1 else None
    first, *others = before
    moves = [(one, found) for one in others if (found := _ADDED.search(told.lead(one)))]
    if not moves or not _INITIAL.search(told.lead(first)) or len(others) != len(moves) + 1:
        return None
    total = num(first)
    for one, found in moves:
        total = total - num(one) if found["less"] else total + num(one)
    return total


def _other_whole(told: Told, found: Sequence[Finding]) -> Iterator[Said]:
    """占采购总额88.42万元的100%, where it is 83.42万元 elsewhere: the whole is what is wrong, not the share."""
    for rate in told.rates:
        before = told.before(rate)[-2:]
        if len(before) < _RIGHT_AT or before[1].end + 1 != rate.start or not alike(*before):
            continue
        part, whole = before
        place = told.paragraph.place(whole.start, whole.end)
        elsewhere = {one.expected for one in found if one.rule == "C3" and one.place == place}
        for other in told.amounts:
            if other.number and told.paragraph.text.text[other.start : other.end] in elsewhere:
                ratio = num(part) / num(other)
                if agree_rate(rate_num(rate), ratio, 2) is Agreement.EQUAL:
                    yield Said(rate, ratio, "C8", _terms(part, other))
                    break


__all__ = ["check_said"]
