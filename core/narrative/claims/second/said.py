"""Percentages whose operands their sentence plainly says, whatever stands nearer: C2, C8, C11.

占比70%，即B中的A; 满意A份，满意率95%; 完成调整后预算的99%.  What they make counts for
more than the other readings of such a percentage.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from core.figures import Agreement, Num
from core.figures.tolerance import agree_rate
from core.narrative.claims.say import amount_text, bare, num, rate_num
from core.narrative.claims.second.complements import complements
from core.narrative.claims.second.grew import growths
from core.narrative.claims.second.savings import rates_of_rest
from core.narrative.claims.told import DONE, alike, is_part, wrong_rate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount, Rate
    from core.narrative.claims.told import Told
    from core.rules import Finding


class Said(NamedTuple):
    """A percentage and what it has to be."""

    rate: Rate
    ratio: Num
    rule: str
    terms: str


_WITHIN_IT = re.compile(
    r"[，；]其中[，：]?(?P<name>[^，。；：\d]{2,10}?)(?:同比|[较比]上年)?(?:增长|下降|上升|提高|增加|减少)(?:了|约)?$"
)
_YEARLY = re.compile(r"年均(?:增长|下降|增速|递增|复合增长)率?(?:为|约)?$")
_OWN = re.compile(r"[，；](?P<name>[\u4e00-\u9fff]{2,8}?)(?:增长|下降|上升|提高|增加|减少|降低)(?:了|约)?")
_COMPARED = re.compile(r"[比较同环年月度均幅额增减涨升降高低多少净累计共总体别后者前其各]")
_REST_OF = re.compile(r"[^，；]{0,3}[，；][^，。；\d占]{2,14}占比?为?")
_THAT_IS = re.compile(r"[，（]即$")
_WITHIN = re.compile(r"(?:的|中|里|之中|当中)+(?:有|的)?$")
_RATE_NAME = re.compile(r"(?P<name>[\u4e00-\u9fff])(?P<last>[\u4e00-\u9fff])[率度](?:为|达|达到|约|是)*$")
_PLAN_RATES = re.compile(r"完成|执行|支[出付]|到位|使用|兑付|征缴|拨付|控制|进度|增长|下降|节约|变动|差异|利用")
_NOT = re.compile(r"[不未没非尚]")
_ADJUSTED = re.compile(r"调整后(?:的)?(?:全年)?(?:预算|计划|指标)")
_NEW = re.compile(r"(?:调[整增减]|追[加减]|核[增减]|压减)后[^，。；\d]{0,8}$")
_ADDED = re.compile(r"(?:追加|调增|核增|(?P<less>追减|调减|核减|压减))(?:了|预算|资金|指标|安排|支出)*$")
_MOVES = re.compile(r"追[加减]|调[增减]|核[增减]|压减|收回")
_AS_ADJUSTED = re.compile(r"调整|[增减]后")
_INITIAL = re.compile(r"预算|计划|批复|指标")
_OF = re.compile(r"占(?P<name>[\u4e00-\u9fff]{4,})$")
_SPENDING = re.compile(r"占[^，。；\d]{0,6}(?<!年初)(?<!调整)(?<!全年)预算(?:项目|基本)支出(?:总额|总数|合计)?$")
"""Spending of a kind that is budgeted, no budget that was to be met."""
_TOGETHER = re.compile(
    r"[，；。](?:[两二三四五]项)?(?:合计|总体|总的?|综合)(?:预算)?(?:执行|完成|支出|支付)[率进]度?为?"
)
_SHARES_OF = re.compile(r"(?:占比|比重|比例|占)[^，。；\d]{0,8}(?:分别|依次)[为是占]*$")
_AND = {"、", "，", "和", "及", "与"}
_ROW = 3
_RIGHT_AT = 2


def check_said(told: Told) -> tuple[set[str], list[Finding]]:
    """The places of percentages that are plainly said, and the findings of those that are wrong."""
    fine: set[str] = set()
    wrong: list[Finding] = []
    for one in _all(told):
        place = told.paragraph.place(one.rate.start, one.rate.end)
        if place not in fine:
            fine.add(place)
            wrong += wrong_rate(one.rate, one.ratio, one.rule, one.terms)
    return fine, wrong


def _all(told: Told) -> Iterator[Said]:
    if len(told.amounts) < _RIGHT_AT or len(told.plain) == len(told.rates):
        return
    text = told.paragraph.text.text
    yield from _of_others(told)
    yield from (Said(rate, ratio, "C8", terms) for rate, ratio, terms in complements(told))
    yield from (Said(rate, ratio, "C2", terms) for rate, ratio, terms in growths(told))
    if "调整后" in text:
        yield from _of_adjusted(told)
    if "%，即" in text or "%（即" in text:
        yield from _that_is(told)
    yield from _named_rates(told)
    yield from (Said(*one) for one in rates_of_rest(told))
    if "元的" in text:
        yield from _other_whole(told)
    if "合计" in text or "总" in text:
        yield from _together(told)
    if "分别" in text or "依次" in text:
        yield from _in_rows(told)


def _as_printed(rate: Rate) -> Said:
    """A percentage of amounts that are not told."""
    return Said(rate, rate_num(rate), "", "")


def _of_others(told: Told) -> Iterator[Said]:
    """人员经费增至132万元，其中基本工资增长5%; 工资占87.5%（806.40万元/921.35万元），商品占12.5%: not told."""
    text = told.paragraph.text.text
    for at, rate in enumerate(told.rates):
        lead = told.lead(rate)
        within = _WITHIN_IT.search(lead)
        own = _OWN.fullmatch(lead)
        if _YEARLY.search(lead):
            yield _as_printed(rate)
        if own and not _COMPARED.search(own["name"]) and own["name"][-2:] not in text[: rate.start - len(lead)]:
            yield _as_printed(rate)
        if within and text.count(within["name"], 0, rate.start) == 1 and text.count(within["name"], rate.end) == 0:
            yield _as_printed(rate)
        if at and _REST_OF.fullmatch(lead) and rate.ratio + told.rates[at - 1].ratio == 1:
            between = text[told.rates[at - 1].end : rate.start]
            if re.fullmatch(rf"(?:（[^（）]*）)?{re.escape(lead.lstrip('）'))}", between):
                yield _as_printed(rate)


def _terms(one: Amount, other: Amount) -> str:
    return f"{amount_text(one)} ÷ {amount_text(other)}"


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
    """收回问卷144份，其中满意的135份，满意率94%: the amount before has the name of the rate."""
    for rate in told.rates:
        lead = told.lead(rate)
        name = _RATE_NAME.search(lead)
        before = told.before(rate)
        if name is None or len(before) < _RIGHT_AT or _PLAN_RATES.search(name[0]) or lead[:1] not in "，、（":
            continue
        whole, part = before[-2:]
        if _CUT.search(name[0]) and len(before) > _RIGHT_AT and _is_cut(before[-3], whole, part):
            whole = before[-3]  # 送审7346.28万元，审定6018.55万元，审减1327.73万元，审减率: of what was handed in
        said = told.lead(part)
        first, last = said.find(name["name"]), said.rfind(name["last"])
        if not 0 <= first < last or _NOT.search(said) or len(lead) > _SHORT or not _may_be_of(told, rate, part, whole):
            continue
        wholes = [one for one in before[:-1] if alike(one, part) and one.number >= part.number > 0]
        fits = any(is_part(rate, part, one) for one in wholes)
        if not fits and not _by_sum(rate, before):
            yield Said(rate, num(part) / num(whole), "C8", _terms(part, whole))


_SHORT = 12
_CUT = re.compile(r"[减节省]")


def _is_cut(handed: Amount, left: Amount, cut: Amount) -> bool:
    """Whether one amount less another is about a third."""
    return alike(handed, left) and abs(handed.number - left.number - cut.number) * 20 < cut.number


def _may_be_of(told: Told, rate: Rate, part: Amount, whole: Amount) -> bool:
    """Things of one kind, and the part not followed by others before the percentage."""
    if part.held.unit != whole.held.unit or not 0 < part.number <= whole.number or told.is_moved(part):
        return False
    return rate.ratio < 1 and not any(whole.start < one.start < rate.start for one in told.rates)


def _by_sum(rate: Rate, before: Sequence[Amount]) -> bool:
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
        if whole is None and not any(_AS_ADJUSTED.search(told.lead(one)) for one in before):
            yield from [_as_printed(rate)] if any(_MOVES.search(told.lead(one)) for one in before) else []
        elif done is not None and whole is not None and whole.value > 0 and not told.is_planned(done):
            said = bare(whole.value, done.held.unit)
            yield Said(rate, num(done) / whole, "C11", f"{amount_text(done)} ÷ {said}")


def _adjusted(told: Told, before: Sequence[Amount]) -> Num | None:
    """The budget that is told as adjusted, or what it came to by all that was added."""
    new = [one for one in before if _NEW.search(told.lead(one))]
    if not before or len(new) > 1:
        return None
    first, *others = before[before.index(new[0]) :] if new else before
    moves = [(one, found) for one in others if (found := _ADDED.search(told.lead(one)))]
    if new and not moves:
        return num(first)
    if not moves or not (new or _INITIAL.search(told.lead(first))) or len(others) != len(moves) + 1:
        return None
    total = num(first)
    for one, found in moves:
        total = total - num(one) if found["less"] else total + num(one)
    return total


def _other_whole(told: Told) -> Iterator[Said]:
    """占部门预算项目支出625.00万元的30%; 占采购总额88.42万元的100%, but 83.42万元 elsewhere: the whole is wrong."""
    for rate in told.rates:
        before = told.before(rate)[-2:]
        if len(before) < _RIGHT_AT or before[1].end + 1 != rate.start or not alike(*before):
            continue
        part, whole = before
        if _SPENDING.search(told.lead(whole)) and part.number <= whole.number:
            yield Said(rate, num(part) / num(whole), "C8", _terms(part, whole))
            continue
        name = _OF.search(told.lead(whole))
        for other in told.amounts if name else ():
            if name and other is not whole and other.number and told.lead(other).endswith(name["name"]):
                ratio = num(part) / num(other)
                if other is not part and agree_rate(rate_num(rate), ratio, 2) is Agreement.EQUAL:
                    yield Said(rate, ratio, "C8", _terms(part, other))
                    break


def _together(told: Told) -> Iterator[Said]:
    """基本支出预算60万元、执行54万元，执行率90%；项目支出预算40万元、执行38万元，执行率95%；合计执行率92%."""
    for at, rate in enumerate(told.rates):
        if at < _RIGHT_AT or not _TOGETHER.fullmatch(told.lead(rate)):
            continue
        plans, dones = [], []
        for one in told.rates[:at]:
            window = told.window(one)
            if len(window) != _RIGHT_AT or not alike(*window) or not is_part(one, window[1], window[0]):
                break
            plans.append(num(window[0]))
            dones.append(num(window[1]))
        else:
            plan, done = sum(plans[1:], plans[0]), sum(dones[1:], dones[0])
            unit = told.amounts[0].held.unit
            if all(alike(one, told.amounts[0]) for one in told.before(rate)) and plan.value > 0:
                yield Said(rate, done / plan, "C11", f"{bare(done.value, unit)} ÷ {bare(plan.value, unit)}")


def _in_rows(told: Told) -> Iterator[Said]:
    """低保186.20万元，特困95.00万元，临时98.80万元，合计380.00万元；占比分别是49%、25%和26%: all but one."""
    text = told.paragraph.text.text
    for at, first in enumerate(told.rates):
        if not _SHARES_OF.search(told.lead(first)):
            continue
        row = [first]
        for rate in told.rates[at + 1 :]:
            if text[row[-1].end : rate.start] not in _AND:
                break
            row.append(rate)
        before = told.before(first)
        if len(row) < _ROW or len(before) <= len(row) or any(not alike(one, before[-1]) for one in before):
            continue
        *parts, total = before[-len(row) - 1 :]
        if sum(one.number for one in parts) != total.number:
            continue
        right = [is_part(rate, part, total) for rate, part in zip(row, parts, strict=True)]
        if sum(right) >= len(row) - 1:
            for rate, part in zip(row, parts, strict=True):
                yield Said(rate, num(part) / num(total), "C8", _terms(part, total))


__all__ = ["check_said"]
