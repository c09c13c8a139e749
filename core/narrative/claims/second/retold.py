"""A number told again in another sentence, near but not the same, at what names one thing both times: C3.

The name stands before the number or behind it (举办科普讲座28场…全年24场科普讲座), in a quoted indicator
(“普法宣传场次”…实际完成值38场), in the verb of what became of it (905万元已全部到位…到位资金950万元), or it is
last year's amount, which this year's and its change make.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.closed import slipped
from core.narrative.claims.say import amount_text
from core.narrative.claims.second.adding import sums_elsewhere
from core.narrative.claims.second.twice import differing, order
from core.narrative.claims.told import BASE, GROWTH, alike, is_earlier, is_part, taken, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told
    from core.rules import Finding

_CLAUSE = re.compile(r"[，。；：、]")
_FILL = (
    "截至|年末|年底|期末|全年|本年度?|当年|(?:20\\d\\d年(?:度|末)?)|\\d{1,2}月(?:末|底)?|\\d{1,2}日|我[局镇县乡院校委办市区中心]|本[单位部门局镇县院校]+"
    "|该[局镇县院校项目单位]|全[局镇县乡院校市区]|街道|共计|累计|合计|总计|共|实际|实有|现有|最终|已|先后|为|了|是|达到?|约|的|总?数|计|内|以上|上述|前述|这些?|所辖|下辖|辖有?|拥有|有|辖区"
)
_EDGES = re.compile(rf"^(?:{_FILL}|举办|开展|完成|组织|实施|召开|编制)+|(?:{_FILL})+$")
_NOT_NOW = re.compile(
    r"上年|去年|上期|同期|计划|目标|预算|任务|预计|拟|应|季度|上半年|下半年|\d月(?!末|底|\d)|下一?年|次年|新增|其中|至少|编制数|核定|限额"
    r"|(?<!高)标准(?!化)|原|年初|期初|每|平均|人均|不足|超过|以上|第[一二三四]|分别|剩余|另|余下|仅|占|[比较]|增|减|调整|申报|中标|结算|合同|送审|审定"
)
_GENERAL = re.compile(
    r"支出|经费|资金|金额|决算|总额|工作|活动|项目|情况|单位|部门|收入|投入|补助|人员|次数|数量|面积"
    r"|拨付|下达|安排|使用|支付|财政|发放"
)
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LEAST = 3
"""So many characters besides the general ones make a name."""
_EVERY = re.compile(r"(?:均|全部|都|悉数|逐一)")
_ALL_OF = re.compile(r"(?:全年|上述|前述|以上|这|所辖|下辖|所属|下属|全[局镇县乡院校市区])(?:的|共)?$")
_RAW = 12
"""So many characters in common, brackets and digits among them, are one name."""
_INDICATOR = re.compile(r"“(?P<name>[\u4e00-\u9fff]{4,14})”[^“”。]{0,24}(?:实际(?:完成)?值?|完成值)(?:为|是)?$")
_COUNTED = re.compile(r"(?:场次|人次|次数|场数|人数|数量|个数|户数|面积|里程|数)$")
_LISTED = re.compile("其中|包括|分别")
_PLAN = re.compile(r"年初|预算|计划|批复")
_LIKE_FOR_LIKE = re.compile(r"[可同]比?口径|剔除|扣除")
"""Last year's number as it would be without something."""
_BESIDE, _REACH = 8, 40
_BECAME = re.compile(
    r"，?(?:已|均|业已)?(?:全部|全额|足额|均|按时)*(?P<verb>到位|拨付|下达|支付|兑付|发放)(?:到位)?(?=[，。；])"
)


def check_retold(told: Told) -> Iterator[Finding]:
    """The first number that is told again otherwise, by whatever names it."""
    pairs = _pairs(told)
    for names in (_one_name, _named_behind, _quoted, _came) if pairs else ():
        for first, second in pairs:
            if names(told, first, second) and not _told_as_well(told, second):
                yield differing(told, first, second)
                return
    yield from _base(told)


def _lead(told: Told, one: Amount) -> str:
    """The clause before a number, with the numbers in it, as in 单位价值100万元（含）以上设备."""
    text = told.paragraph.text.text
    begin = max(max(text.rfind(mark, 0, one.start) for mark in "，。；：、\n") + 1, one.start - 48)
    return text[begin : one.start]


def _near(one: str, other: str, least: int) -> bool:
    """Whether a slip of the pen makes one printed number of the other."""
    return len(one) == len(other) and one != other and (slipped(one, other, least) or sorted(one) == sorted(other))


def _unit(one: Amount) -> str:
    return one.held.unit.removesuffix("次") or "次"


def _pairs(told: Told) -> list[tuple[Amount, Amount]]:
    """Two numbers of one unit in two sentences, one near the other, the later free to be judged."""
    text = told.paragraph.text.text
    pairs = []
    groups: dict[tuple[str, int], list[Amount]] = {}
    for second in told.amounts:
        if told.is_moved(second):
            continue
        said = told.printed(second)
        group = groups.setdefault((_unit(second), len(said)), [])
        for first in group:
            if not _near(told.printed(first), said, 0 if second.kind is Kind.COUNT else 1):
                continue
            apart = re.search("[。；]", text[first.end : second.start]) is not None
            if apart and not taken(told, second) and order(told, first) == order(told, second):
                pairs.append((first, second))
        group.append(second)
    return pairs


def _told_as_well(told: Told, second: Amount) -> bool:
    """Whether the later number is no slip: others make it, or it is told once more."""
    same = any(one is not second and one.number == second.number and alike(one, second) for one in told.amounts)
    return same or sums_elsewhere(told, second)


def _core(clause: str) -> str:
    """What a clause names, without the words of time, place and doing around it."""
    before = ""
    while before != clause:
        before, clause = clause, _EDGES.sub("", clause)
    return clause


def _one_name(told: Told, first: Amount, second: Amount) -> bool:
    """全年化解信访积案73件。…；全年共化解信访积案78件: nothing but the name stands before both."""
    one, other = _lead(told, first), _lead(told, second)
    if any(_NOT_NOW.search(re.sub(r"（[^）]*）(?:以上)?", "", clause)) for clause in (one, other)):
        return False
    years = [set(re.findall(r"20\d\d(?=年)", clause)) for clause in (one, other)]
    name = _core(one)
    if (
        (years[0] and years[1] and years[0] != years[1])
        or name != _core(other)
        or (len(name) < _RAW and len(_GENERAL.sub("", name)) <= _LEAST)
    ):
        return False
    return not _in_lists(told, first, second)


def _in_lists(told: Told, first: Amount, second: Amount) -> bool:
    """Whether one is a part of something, or the two stretches tell other numbers in the same words, too."""
    stretches = [_stretch(told, one) for one in (first, second)]
    text = told.paragraph.text.text
    starts = [begin for begin, _ in stretches]
    if any(_LISTED.search(text, begin, one.start) for begin, one in zip(starts, (first, second), strict=True)):
        return True
    names = [
        {_core(_lead(told, one)) for one in told.amounts if begin <= one.start < end and one not in (first, second)}
        for begin, end in stretches
    ]
    return bool((names[0] & names[1]) - {""})


def _stretch(told: Told, one: Amount) -> tuple[int, int]:
    """Where the part of a sentence that a number stands in begins and ends."""
    text = told.paragraph.text.text
    begin = max(text.rfind(mark, 0, one.start) for mark in "。；") + 1
    return begin, min((at for mark in "。；" if (at := text.find(mark, one.end)) >= 0), default=len(text))


def _named_behind(told: Told, first: Amount, second: Amount) -> bool:
    """全年举办科普讲座28场。…全年24场科普讲座共覆盖; 下辖社区14个。…所辖16个社区均已."""
    if first.kind is not Kind.COUNT:
        return False
    lead, clause = _lead(told, second), _lead(told, first)
    match = _HAN.match(told.paragraph.text.text, second.end)
    name = _core(clause)
    if match is None or _NOT_NOW.search(clause) or len(name) < 2:
        return False
    if _ALL_OF.search(lead) is not None:
        return match[0].startswith(name[-4:])
    every = _EVERY.search(match[0])
    return every is not None and not lead and every.start() > 1 and name.endswith(match[0][: every.start()])


def _quoted(told: Told, first: Amount, second: Amount) -> bool:
    """开展普法宣传36场次…。“普法宣传场次”目标值30场，实际完成值38场."""
    text = told.paragraph.text.text
    begin = text.rfind("。", 0, second.start) + 1
    match = _INDICATOR.search(text, begin, second.start)
    if match is None or first.end > begin:
        return False
    name, clause = _COUNTED.sub("", match["name"]), _lead(told, first)
    return len(name) > _LEAST and clause.endswith(name) and not _NOT_NOW.search(clause)


def _came(told: Told, first: Amount, second: Amount) -> bool:
    """财政下达改造资金905万元，已全部到位。…到位资金950万元."""
    match = _BECAME.match(told.paragraph.text.text, first.end)
    return match is not None and _lead(told, second) in {match["verb"] + "资金", "已" + match["verb"] + "资金"}


def settle_shares(told: Told, found: Sequence[Finding]) -> None:
    """占政府采购支出总额88.42万元的100%, where it was 83.42: of what was told before the percentage is right."""
    if not told.wrong:
        return
    for one in found:
        wrong = next((each for each in told.amounts if told.paragraph.place(each.start, each.end) == one.place), None)
        if one.rule != "C3" or wrong is None:
            continue
        meant = next((each for each in told.amounts if written(each) == one.expected), None)
        for rate in told.rates if meant is not None else ():
            if (rate.start, rate.end) in told.wrong and 0 <= rate.start - wrong.end <= _BESIDE:
                parts = [each for each in told.before(rate) if each is not wrong and alike(each, wrong)]
                if any(meant is not None and is_part(rate, part, meant) for part in parts):
                    told.settle(rate)


def _base(told: Told) -> Iterator[Finding]:
    """487.15万元，比上年增加62.15万元，增长14.62%。…与上年415.00万元相比: last year's is 425.00."""
    earlier = [one for one in told.amounts if _is_base(told, one) and not taken(told, one) and not told.is_moved(one)]
    for wrong in earlier:
        for now, moved, falls in _changes(told):
            due = now.number + moved.number if falls else now.number - moved.number
            if due <= 0 or wrong in (now, moved) or not alike(wrong, now):
                continue
            told_right = any(one.number == due for one in told.amounts if one is not wrong and _is_base(told, one))
            if not (told_right or _confirmed(told, now, moved, due)) or due == wrong.number:
                continue
            meant = _with(wrong, due)
            if _near(amount_text(wrong), amount_text(meant), 1) and not _made(told, wrong):
                yield differing(told, meant, wrong)
                return


def _is_base(told: Told, one: Amount) -> bool:
    lead = told.lead(one)
    earlier = BASE.search(lead) is not None or is_earlier(told, one)
    if _LIKE_FOR_LIKE.search(told.paragraph.text.text, max(one.start - _REACH, 0), one.start):
        return False
    return one.kind is Kind.MONEY and earlier and not _PLAN.search(_CLAUSE.split(lead)[-1])


def _changes(told: Told) -> Iterator[tuple[Amount, Amount, bool]]:
    """Each amount and the change right behind it, last year's at the most between them."""
    for at, moved in enumerate(told.amounts):
        if not told.is_moved(moved) or not (grew := GROWTH.search(told.lead(moved))):
            continue
        before = [
            one for one in told.amounts[max(at - 2, 0) : at] if alike(one, moved) and one.sentence == moved.sentence
        ]
        now = [one for one in before if not _is_base(told, one) and not told.is_moved(one)]
        if now:
            yield now[-1], moved, grew["down"] is not None


def _confirmed(told: Told, now: Amount, moved: Amount, due: Fraction) -> bool:
    """Whether the percentage right behind a change is just what it is of its base."""
    rate = next((one for one in told.rates if moved.end <= one.start <= moved.end + 8), None)
    return rate is not None and rate.held.decimals > 1 and is_part(rate, moved, _with(now, due))


def _made(told: Told, one: Amount) -> bool:
    """Whether a change makes it as it stands."""
    return any(one.number in {now.number - by.number, now.number + by.number} for now, by, _ in _changes(told))


def _with(one: Amount, number: Fraction) -> Amount:
    return replace(one, held=replace(one.held, number=number))


__all__ = ["check_retold", "settle_shares"]
