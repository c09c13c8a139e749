"""One thing told again with another number, told by how the second place speaks of the first: C3.

与中标价一致; 全年举办班次28期 after 举办班次26期; 8个项目全部为优 of 9个项目;
县级配套350万元 where the part was 330.
"""

from __future__ import annotations

import re
from itertools import permutations
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.closed import slipped
from core.narrative.claims.say import ERROR, finding, percent
from core.narrative.claims.second.adding import sums_elsewhere
from core.narrative.claims.second.twice import differing
from core.narrative.claims.told import MOVED, alike, is_part, taken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.model import Amount, Rate
    from core.narrative.claims.told import Told
    from core.rules import Finding

_EQUAL = re.compile(
    r"[，（]?[^，。；\d]{0,4}(?:与|同|和|跟)(?!预算|计划|目标|上年|实际|标准|决算)(?P<name>[^，。；、\d]{2,12}?)(?:数|额|金额)?(?:完全|保持)?(?:一致|相等|相同|相符|吻合)"
)
_SPLIT = re.compile(r"[，。；：（）]")
_AND = re.compile("、|和|及|其中")
_IS = re.compile(r"(?:为|是|共|达|计)+$")
_WHOLE = re.compile(r"(?:20\d\d年度?)?(?:全年|本年度?|年末|年底)(?:共|累计)?")
_OTHER_TIME = re.compile(
    r"上年|去年|上期|同期|20\d\d年|计划|目标|预算|任务|预计|拟|应|季度|月|下一?年|次年|新增|另|其中|至少|编制|核定|限额|标准"
)
_NOT_NOW = re.compile(r"上年|去年|上期|同期|20\d\d年|计划|目标|季度|月|应")
_ALL = re.compile(r"(?:全部|均|都|无一|悉数)")
_TOGETHER = re.compile(r"(?:共|合计|涉及|全部|总|覆盖|涵盖)[^，。；\d]{0,4}$")
_SOME_OF = re.compile(r"中，?[有的]?$")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NOUN = 2
_LONG, _OFTEN = 6, 3
_REACH = 8
_RETOLD = re.compile(
    r"(?:部分|章节|报告|总结|自评|附表|情况表|台账|综述|摘要|结论|汇总|前文|上文|正文|年报|简报)[^，。；]{0,10}"
    r"(?:称|写|述|显示|列示|填列|反映|载明|表明|提到|介绍|中)"
)
_GENERIC = re.compile(r"支出|经费|资金|金额|决算|总额|工作|活动|项目|全年|本年|完成|开展|情况|单位|部门")
_RUN = 4
_RATE_NAME = re.compile(r"(?P<name>[\u4e00-\u9fff]{2}[率度])[^，。；\d]{0,5}$")


def check_again(told: Told) -> Iterator[Finding]:
    """The first place where a number told before is told otherwise."""
    for way in (_equals, _whole, _retold, _all_of, _part, _outlier, _rates):
        found = next(way(told), None)
        if found is not None:
            yield found
            return


def _clause(told: Told, one: Amount) -> str:
    known = told.clauses.get(one.start)
    if known is None:
        known = told.clauses[one.start] = _IS.sub("", _SPLIT.split(told.lead(one))[-1])
    return known


def _equals(told: Told) -> Iterator[Finding]:
    """合同金额482.70万元，与中标价一致: the amount of that name is another."""
    text = told.paragraph.text.text
    if "一致" not in text and "相" not in text and "吻合" not in text:
        return
    for one in told.amounts:
        match = _EQUAL.match(text, one.end)
        if match is None or taken(told, one):
            continue
        named = [
            other for other in told.amounts
            if other.end <= one.start and alike(other, one) and _clause(told, other).endswith(match["name"])
        ]  # fmt: skip
        if len({other.number for other in named}) == 1 and named[0].number != one.number:
            yield differing(told, named[0], one)


def _whole(told: Told) -> Iterator[Finding]:
    """培训中心全年举办班次26期。…。全年举办班次28期: a sentence begins with the same words of the whole year."""
    text = told.paragraph.text.text
    for at, second in enumerate(told.amounts):
        clause = _clause(told, second)
        begin = second.start - len(_SPLIT.split(told.lead(second))[-1])
        if len(clause) < _LONG or not _WHOLE.match(clause) or text[begin - 1 : begin] != "。" or taken(told, second):
            continue
        name = _WHOLE.sub("", clause)
        for first in told.amounts[:at]:
            if first.number == second.number or not alike(first, second) or first.sentence == second.sentence:
                continue
            before = _clause(told, first)
            named = len(name) >= _LONG - 2 and before.endswith(name) and not _OTHER_TIME.search(before)
            if named and not _moves(told, first) and not sums_elsewhere(told, second):
                yield differing(told, first, second)


def _retold(told: Told) -> Iterator[Finding]:
    """全年开展法治宣传36场次。总结部分称，开展法治宣传39场次: another place tells it in the same words."""
    text = told.paragraph.text.text
    if not _RETOLD.search(text):
        return
    for at, second in enumerate(told.amounts):
        begin = text.rfind("。", 0, second.start) + 1
        if taken(told, second) or told.is_moved(second) or _OTHER_TIME.search(_clause(told, second)):
            continue
        for first in reversed(told.amounts[:at]):
            if not _RETOLD.search(text, max(begin, first.end), second.start) or not _one_thing(told, first, second):
                continue
            if first.number != second.number:
                yield differing(told, first, second)
            break


def _one_thing(told: Told, first: Amount, second: Amount) -> bool:
    """Whether both are told now, in one unit, at the same words."""
    years = re.findall(r"20\d\d年", told.paragraph.text.text)
    before = _clause(told, first).removeprefix(max(years, default=""))
    if not alike(first, second) or first.held.unit != second.held.unit or _OTHER_TIME.search(before):
        return False
    now, long = _clause(told, second), _RUN if first.kind is Kind.COUNT else _LONG
    return not told.is_moved(first) and (_tail_in(before, now[-long:], long) or _tail_in(now, before, long))


def _tail_in(one: str, other: str, long: int) -> bool:
    """Whether the end of a clause stands in another, and is not only general words."""
    tail = one[-long:]
    return len(tail) >= _RUN and len(_GENERIC.sub("", tail)) > 1 and tail in other


def _moves(told: Told, one: Amount) -> bool:
    return MOVED.search(told.lead(one)) is not None


def _noun(told: Told, one: Amount) -> str:
    """What is counted: the words right behind, as many as make a noun."""
    match = _HAN.match(told.paragraph.text.text, one.end)
    return match[0][:_NOUN] if match else ""


def _all_of(told: Told) -> Iterator[Finding]:
    """共对9个项目开展自评。…，8个项目全部为优; 涉及16个村。…已兑付到18个村: all of them, or more than all."""
    text = told.paragraph.text.text
    counts = [one for one in told.amounts if one.kind is Kind.COUNT]
    for at, second in enumerate(counts):
        noun = _noun(told, second)
        if _SOME_OF.search(told.paragraph.text.text, max(second.start - _REACH, 0), second.start):
            continue  # 6个乡镇中，4个乡镇均已完成
        first = next((one for one in counts[:at] if alike(one, second) and noun and _noun(told, one) == noun), None)
        if first is None or first.number == second.number or taken(told, second) or first.sentence == second.sentence:
            continue
        others = [one for one in counts if one not in (first, second) and alike(one, second)]
        if any(one.number != first.number and _noun(told, one) == noun for one in others):
            continue
        if _OTHER_TIME.search(_clause(told, second)) or not _TOGETHER.search(told.lead(first)):
            continue
        behind = _HAN.match(text, second.end)
        every = (
            behind is not None
            and _ALL.search(behind[0][:_REACH]) is not None
            and not _SPLIT.split(told.lead(second))[-1]
        )
        more = second.number > first.number and slipped(told.printed(first), told.printed(second), 1)
        if every or more:
            yield differing(told, first, second)


def _part(told: Told) -> Iterator[Finding]:
    """其中省级560万元、县级330万元。…县级配套资金350万元: more than the part was, by one digit."""
    names: list[str] = []
    for at, second in enumerate(told.amounts):
        clause = _clause(told, second)
        names.append(_AND.split(clause)[-1])
        if taken(told, second) or second.kind is not Kind.MONEY or not second.number or told.is_moved(second):
            continue  # 减少42万元 is no part of what another fell by
        for first, name in zip(told.amounts[:at], names, strict=False):
            if len(name) < _NOUN or not clause.startswith(name) or first.number >= second.number:
                continue
            if not alike(first, second) or first.sentence == second.sentence or _OTHER_TIME.search(clause):
                continue
            slip = slipped(told.printed(first), told.printed(second), 1)
            if slip and _is_part(told, first) and not sums_elsewhere(told, second):
                yield differing(told, first, second)


def _outlier(told: Told) -> Iterator[Finding]:
    """改造危桥6座…。6座危桥通车。…改造危桥9座…。6座危桥…: three times one number, once another, at one word."""
    counts = [one for one in told.amounts if one.kind is Kind.COUNT]
    if len(counts) <= _OFTEN:
        return
    for odd in counts:
        others = [one for one in counts if one is not odd and alike(one, odd)]
        if len(others) < _OFTEN or len({one.number for one in others}) > 1 or others[0].number == odd.number:
            continue
        alone = all(one.sentence != odd.sentence for one in others) and others[0].start < odd.start
        if not alone or taken(told, odd) or _OTHER_TIME.search(_clause(told, odd)):
            continue
        if set.intersection(*(_words(told, one) for one in (odd, *others))):
            yield differing(told, others[0], odd)


def _words(told: Told, one: Amount) -> set[str]:
    """The pairs of characters in the clause before a number and right behind it."""
    text = told.paragraph.text.text
    behind = _HAN.match(text, one.end)
    parts = (*_HAN.findall(_clause(told, one)), behind[0][:_LONG] if behind else "")
    return {run[at : at + 2] for run in parts for at in range(len(run) - 1)}


def _is_part(told: Told, one: Amount) -> bool:
    """Whether with another amount it makes a third."""
    known = {other.number for other in told.amounts if other is not one and alike(other, one)}
    return any(one.number + number in known for number in known)


def _is_made(told: Told, rate: Rate) -> bool:
    """Whether two of the three amounts right before a percentage make it."""
    near = [one for one in told.amounts if one.end <= rate.start][-3:]
    return any(is_part(rate, one, other) for one, other in permutations(near, 2))


def _rates(told: Told) -> Iterator[Finding]:
    """预算执行率98.6%…；该项执行率填的是96.8%: the same digits in another order."""
    named: list[tuple[str, Rate]] = []
    for rate in told.rates:
        lead = told.lead(rate)
        match = _RATE_NAME.search(lead)
        if match is None or _NOT_NOW.search(_SPLIT.split(lead)[-1]):
            continue
        text = percent(rate.ratio, rate.held.decimals)
        for name, first in named:
            said = percent(first.ratio, first.held.decimals)
            swapped = said != text and sorted(said) == sorted(text) and slipped(said, text, 1)
            held = rate.start in told.plain or _is_made(told, rate)
            if name == match["name"] and swapped and not held and not taken(told, rate):
                yield finding(
                    "C3", ERROR, told.paragraph, (rate.start, rate.end),
                    f"前面是 {said}，这里是 {text}", "核实后统一成一个数", claimed=text, expected=said,
                )  # fmt: skip
        named.append((match["name"], rate))


__all__ = ["check_again"]
