"""Totals and lists, by the numbers right before and behind: C19, C21, C22, C23."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Kind
from core.figures.chinese import chinese_value
from core.narrative.claims.closed import complete_names, slipped, told_once
from core.narrative.claims.headings import ITEM
from core.narrative.claims.model import PEOPLE
from core.narrative.claims.names import canonical, clean
from core.narrative.claims.say import ERROR, HINT, amount_text, finding, num
from core.narrative.claims.second.adding import sums_elsewhere
from core.narrative.claims.told import OPENS, alike, aside, printed_as, taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told
    from core.rules import Finding

TOTAL = re.compile(
    r"(?:(?<!第)(?P<many>[两二三四五六七八九十]|\d{1,2})(?:大)?(?:项|类|批|个(?!月)[\u4e00-\u9fff]{1,4}?|部分|方面|笔|块|年)(?P<of>[^，。；\d]{0,6}?))?"
    r"(?P<sum>合计|小计|共计|总计|累计|合共|总共|一共|加起来|合起来|加在一起|共|总得?分|总金?额|之和[为是])[^，。；\d]{0,7}?(?:支出|资金|金额|到账|到位|得分?|下达|投入|安排)?(?:为|：|了)*$"
)
MANY = re.compile(
    r"(?<!第)(?P<many>[两二三四五六七八九十])(?:大)?(?:项|类|批|个方向|部分|方面|笔|块)[^，。；\d]{0,12}(?:共|合计|共计|总计)?(?:为)*$"
)
LISTS = re.compile(
    r"[，：（。]*(?:中，|(?:资金)?来源(?:为|是|包括)|一是|具体[为是]|其中|含|包括|分别[为是]|由|[分按][^，。；\d]{1,8}[看分]|构成为)[：，]?"
)
"""Behind the head of a list."""
_NO_PART = re.compile(r"(?:合计|共计|总计|累计|共)[^，。；\d]{0,6}$|占[^，。；\d]*$")
_RAISED = re.compile(r"(?:追加|增加|增支|多支|调增|上升|上涨|上浮|上调|增收|多收|多出|多得|净增|多|增)(?:了)?$")
_LOWERED = re.compile(
    r"(?:追减|减少|减支|少支|调减|下降|下调|回落|减收|少收|少得|压减|压降|压下来|节约|节省|净减|少|减|降)(?:了)?$"
)
_NAME = re.compile(r"[\u4e00-\u9fff]{2}$")
_ALL_TOLD = re.compile(r"[，：（。]*(?:具体[为是]|构成为|分别[为是]|(?:资金)?来源(?:为|是))")
_FEW = 2
"""Two parts may be told by two standards, and overlap."""
_SPENT = re.compile(r"(?:支出|使用|支付|列支)(?:了|为)*$")
_GRANTED = re.compile(r"(?:下达|到位|拨入|结余|结转|批复)(?:资金)?(?:了|为)*$")
_PLAN_AT = re.compile(r"(?:预算|计划|编制|核定|目标)(?:数|人数|总数)?(?:为|是)*$")
_GRAND = re.compile(r"(?:收入|支出)(?:总|合|数|决算)")
_ADDED = re.compile(r"(?:相加|加起来|之和|加总).*$")


def check_total(told: Told, total: Amount, match: re.Match[str]) -> Iterator[Finding]:
    """The amounts right before, so many as are told, else from where their list begins."""
    many = match["many"]
    count = (int(many) if many.isdigit() else chinese_value(many)) if many else None
    if way_of(told.lead(total)):  # 合计减少2.16万元
        moves = [one for one in told.before(total) if alike(one, total) and way_of(told.lead(one))]
        if len(moves) > 1:
            yield from _moves(told, total, moves)
        return
    parts = [one for one in told.before(total) if alike(one, total) and not aside(told, one)]
    if not parts and not count:  # 服务…；货物…。采购总金额：…
        parts = told.row_before(total)
    if count:
        told_parts = len(parts)
        parts = _counted(told, total, count, parts, match["of"] if "of" in match.re.groupindex else "")
        sure = told_parts == count and "sum" in match.re.groupindex
    else:
        parts = _since_opening(told, parts, total)
        sure = total.kind is Kind.SCORE and len(parts) > _FEW
    sure = sure or (not count and _is_list(told, parts, total))
    if len(parts) > 1:
        yield from add_up(told, total, parts, sure=sure)


_SUMS_UP = re.compile(
    r"^[，；。（]?(?:以上|上述|各项|各类|全部|组成|构成)?[，]?[^，。；\d]{0,4}(?:合计|小计|总计|共计|总额|总数|共筹得|一共|加起来|共)[^，。；\d]{0,3}$"
)
_OF_MORE = re.compile(r"全年|本年|年度|部门|收入|支出|累计|决算|预算|年末")
_NO_LIST = re.compile(r"等|另|其中|其余|包括|含|主要|如|占|%|计划|目标")
_JOINED = re.compile(r"^[、，；和及与]")


def _is_list(told: Told, parts: Sequence[Amount], total: Amount) -> bool:
    """Whether nothing but a list stands between its head and the word that sums it up: …：甲320万元，乙275万元，共…."""
    lead, text = told.lead(total), told.paragraph.text.text
    if len(parts) < 2 or not _SUMS_UP.search(lead) or _OF_MORE.search(lead):
        return False
    first = told.lead(parts[0])
    opened = re.search(r"[：]|——|由|（1）|1[.、]|①|一是", first) is not None
    between = text[parts[0].end : total.start]
    joined = all(_JOINED.match(text[one.end :]) for one in parts[:-1])
    return opened and joined and _NO_LIST.search(between) is None


def _counted(told: Told, total: Amount, count: int, parts: list[Amount], name: str | None) -> list[Amount]:
    """So many before it: those of its name, else the last."""
    if name:
        name = _ADDED.sub("", name)
        named = [
            one
            for one in told.amounts
            if one.end <= total.start and alike(one, total) and told.lead(one).rstrip("为：").endswith(name) and name
        ]
        if len(named) == count:
            return named
    parts = parts[-count:]
    return [] if len(parts) < count or any(one.number >= total.number * 2 for one in parts) else parts


def _since_opening(told: Told, parts: list[Amount], total: Amount) -> list[Amount]:
    text = told.paragraph.text.text
    at = max((match.end() for match in OPENS.finditer(text, 0, total.start)), default=0)
    subtotals = [one for one in parts if TOTAL.search(told.lead(one))]
    at = max([at, *(one.start for one in subtotals)])
    clause = text.rfind("；", 0, total.start)
    listed = [one for one in parts if one.start >= max(at, clause)]
    if len(listed) < 2 and subtotals:
        listed = [one for one in parts if one.start >= at]  # 基本支出合计2462.15万元；项目支出737.85万元，支出总计…
    listed = listed if len(listed) > 1 else parts
    verb = told.lead(total)[-2:]  # 改造用去…，培训用去…，合计用去…
    same = [one for one in listed if told.lead(one).endswith(verb)] if _NAME.search(verb) else []
    if len(same) > 1:
        return same
    scores = [one for one in listed if one.kind is Kind.SCORE and told.lead(one).endswith("得")]
    if told.lead(total).endswith("得") or len(scores) > 1:  # 20分得19分，…，合计得93分
        return [one for one in listed if told.lead(one).endswith("得")]
    return listed


def check_row(told: Told, total: Amount) -> Iterator[Finding]:
    """甲…万元、乙…万元、丙…万元，全年支出6160.20万元: what stands behind a row and is its sum but for a slip."""
    text = told.paragraph.text.text
    row: list[Amount] = []
    before = told.before(total)
    for one, other in zip(reversed(before), [total, *reversed(before)], strict=False):
        if not alike(one, total) or len(row) > _LONGEST or (not _JOINS.match(text, one.end, other.start) and row):
            break
        row.append(one)
    value = sum((one.number for one in row), Fraction(0))
    if len(row) > _FEW and slipped(amount_text(total), printed_as(total, value), _SURE):
        yield from add_up(told, total, row[::-1], sure=True)


_LONGEST = 16
_JOINS = re.compile(r"、|和|及|与")
_SURE = 4
"""So many digits in common."""


def check_list(told: Told, head: Amount) -> Iterator[Finding]:
    """A head and what its list behind it comes to: 总分94.6分，其中…; 现有车辆15辆，含…."""
    text = told.paragraph.text.text
    opened = LISTS.match(text, head.end)
    begin = opened.end() if opened else head.end
    bracket = opened is not None and opened[0].startswith("（")
    parts = told_once(_listed(told, head, begin, bracket=bracket))
    end = parts[-1].end if parts else begin
    if (
        len(parts) < 2
        or OPENS.search(text, begin, end)
        or any(one.number >= head.number for one in parts)
        or _goes_on(text, parts[-1])
    ):
        return
    moved = told.is_moved(head)
    reasons = opened is not None and "一是" in opened[0]
    if moved and (reasons or all(way_of(told.lead(one)) for one in parts)):
        yield from _moves(told, head, parts)
        return
    if moved or any((not bracket and aside(told, one)) or _NO_PART.search(told.lead(one)) for one in parts):
        return
    value = sum((one.number for one in parts), Fraction(0))
    if _makes_sooner(told, head, parts):
        return  # what follows the last part is of something else
    if _whole_list(told, head, parts, value) or slipped(amount_text(head), printed_as(head, value)):
        yield from add_up(told, head, parts, sure=True)


def way_of(lead: str) -> int:
    """1 before an amount that something rose by, -1 where it fell, else 0."""
    return 1 if _RAISED.search(lead) else -1 if _LOWERED.search(lead) else 0


def _listed(told: Told, head: Amount, begin: int, *, bracket: bool) -> list[Amount]:
    """The parts of a list: to the end of its bracket, or of its clause; beyond a ； where they are a known set."""
    text = told.paragraph.text.text
    ends = [[at for mark in marks if (at := text.find(mark, begin)) >= 0] for marks in ("）", "。；！？", "。！？")]
    marks = ends[0] if bracket and ends[0] else ends[1]
    parts = [one for one in told.amounts if begin <= one.start < min(marks, default=len(text)) and alike(one, head)]
    if bracket:
        return parts
    last = min(ends[2], default=len(text))
    if parts and (item := ITEM.search(text, parts[0].end, last)) and not ITEM.search(text, begin, parts[0].start):
        last = item.start()  # what a numbered item tells ends where the next begins
    more = [one for one in told.amounts if begin <= one.start < last and alike(one, head)]
    return more if len(more) > len(parts) and complete_names([_name(told.lead(one)) for one in more]) else parts


def _makes_sooner(told: Told, head: Amount, parts: Sequence[Amount]) -> bool:
    """Whether the first parts make the head, where the names of all are no known set."""
    running = Fraction(0)
    for number, one in enumerate(parts):
        running += one.number
        if number and running == head.number:
            return not complete_names([_name(told.lead(one)) for one in parts])
    return False


def _moves(told: Told, head: Amount, parts: Sequence[Amount]) -> Iterator[Finding]:
    """C18: 多55.7万元，构成为：甲追加24.6万元，乙追加3.5万元，丙追加37.6万元."""
    way = way_of(told.lead(head)) or 1
    value = sum(((way_of(told.lead(one)) or way) * one.number for one in parts), Fraction(0)) * way
    due, unit = printed_as(head, value), head.held.unit
    if value > 0 and slipped(amount_text(head), due, 1):
        yield finding(
            "C18", HINT, told.paragraph, (head.start, head.end),
            f"{' + '.join(amount_text(one) for one in parts)} = {due}{unit}，文中总的增减为 {amount_text(head)}{unit}",
            "核对各部分的增减额",
            claimed=f"{amount_text(head)}{unit}", expected=f"{due}{unit}",
        )  # fmt: skip


_MAIN = {
    "基本支出": re.compile(r"(?<!公共)基本支出(?:决算|合计)?(?:为)*$"),
    "项目支出": re.compile(r"项目支出(?:决算|合计)?(?:为)*$"),
}
_ALL = re.compile(r"(?:总支出|支出总?合计|支出总计|年度?支出|本年支出|全年支出)(?:决算|数)?(?:为|共)*$")


def check_moves(told: Told) -> Iterator[Finding]:
    """C18: 总支出下降57.70万元，拆开来看，基本支出上升9.60万元，项目支出下降67.30万元."""
    ways = [way_of(told.lead(one)) for one in told.amounts]
    for at, head in enumerate(told.amounts):
        if not ways[at] or taken(told, head) or not _OVERALL.search(told.lead(head)):
            continue
        last = at + 1
        while last < len(ways) and ways[last] and alike(told.amounts[last], head):
            last += 1
        if last - at > _FEW:
            yield from _moves(told, head, told.amounts[at + 1 : last])


_OVERALL = re.compile(r"总支出|总收入|支出合计|收入合计|收支|“三公”经费|三公经费|(?:本年|年度)(?:支出|收入)|整体")


def check_main(told: Told) -> Iterator[Finding]:
    """C23: the one 支出 of a paragraph is its 基本支出 and its 项目支出."""
    text = told.paragraph.text.text
    if "经营支出" in text or "上缴上级" in text or "附属单位" in text:
        return
    money = [
        one for one in told.amounts if one.kind is Kind.MONEY and not aside(told, one) and not told.is_planned(one)
    ]
    parts = [[one for one in money if pattern.search(told.lead(one))] for pattern in _MAIN.values()]
    whole = [one for one in money if _ALL.search(told.lead(one)) and "占" not in told.lead(one)]
    whole = [one for one in whole if not taken(told, one)]
    if any(len({one.number for one in found}) != 1 for found in (*parts, whole)):
        return
    if any(told.is_planned(one) for one in told.before(parts[0][0])):
        return  # of a budget
    yield from add_up(told, whole[0], [parts[0][0], parts[1][0]], sure=True)


def _goes_on(text: str, last: Amount) -> bool:
    return re.match(r"[^，。；\d]{0,4}等", text[last.end : last.end + 6]) is not None


def _whole_list(told: Told, head: Amount, parts: Sequence[Amount], value: Fraction) -> bool:
    """Whether the parts are more than the whole, or all there are: a known set, or as many as were announced."""
    if value > head.number and (head.kind is Kind.MONEY or head.held.unit == "辆"):
        return value * 10 <= head.number * 11 or (len(parts) > _FEW and value * 4 <= head.number * 5)
    if _told_many(told, head) == len(parts) or _ALL_TOLD.match(told.paragraph.text.text, head.end):
        return True
    return complete_names([_name(told.lead(one)) for one in parts])


def _told_many(told: Told, head: Amount) -> int:
    """项目5个，涉及资金415.00万元，其中…"""
    text = told.paragraph.text.text
    clause = text[max(text.rfind(mark, 0, head.start) for mark in "。；") + 1 : head.start]
    found = re.findall(r"(\d{1,2})(?:个|项|类|笔|批)(?!月)", clause)
    return int(found[-1]) if found else 0


def _name(lead: str) -> str:
    return canonical(clean(re.split(r"[，。；：、（）]|其中|分别为|看", lead)[-1]))


def add_up(told: Told, total: Amount, parts: Sequence[Amount], *, sure: bool) -> Iterator[Finding]:
    """Parts against their total, unless neighbours make it after all."""
    value = sum((num(one) for one in parts[1:]), num(parts[0]))
    if _SPENT.search(told.lead(total)) and any(_GRANTED.search(told.lead(one)) for one in parts):
        return  # 上年结余18.00万元，本年下达250.00万元，两部分合计支出246.50万元
    units = {one.held.unit for one in (total, *parts)} - PEOPLE
    if len(units) > 1 and units != {"万元", "亿元"}:
        return
    due = printed_as(total, value.value)
    if abs(value.value - total.number) <= value.env + num(total).env:
        return
    if (
        any(one.number == total.number for one in parts)
        or len({_PLAN_AT.search(told.lead(one)) is not None for one in parts}) > 1
    ):
        return
    lead = told.lead(total)
    slipped_digit = slipped(amount_text(total), due, 1)
    slip = slipped_digit and TOTAL.search(lead) and not _GRAND.search(lead)
    others = [one for one in told.like(total) if one is not total]
    if any(one.number == value.value for one in others) and not slip and not _is_list(told, parts, total):
        return  # it is told, and the total is of something else
    left_out = [one for one in parts if value.value - one.number == total.number]
    if any(TOTAL.search(told.lead(one)) for one in left_out):
        return  # a subtotal stands among what it is the sum of
    near = 10 * abs(value.value - total.number) <= 3 * value.value
    if (not (sure and near) and not left_out and not slipped_digit) or sums_elsewhere(told, total, parts):
        return
    unit = total.held.unit
    terms = " + ".join(amount_text(one) for one in parts)
    yield finding(
        _sum_rule(told, total, parts), ERROR, told.paragraph, (total.start, total.end),
        f"{terms} = {due}{unit}，文中合计为 {amount_text(total)}{unit}", "核对各项和合计",
        claimed=f"{amount_text(total)}{unit}", expected=f"{due}{unit}",
    )  # fmt: skip


def _sum_rule(told: Told, total: Amount, parts: Sequence[Amount]) -> str:
    names = told.paragraph.text.text[parts[0].start - 8 if parts[0].start > 8 else 0 : total.start]
    if total.held.unit == "辆" or "采购" in names:
        return "C21"
    if total.held.unit in {"人", "名"}:
        return "C19"
    return "C23" if re.search(r"基本支出|人员经费", names) or total.held.unit == "分" else "C22"
