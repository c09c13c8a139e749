"""Words of direction against the two numbers they are said of (C4).

The word may stand between the two (由4.70万元下降到5.26万元), at what they differ by (降0.90万元（上年3.20万元、
本年4.10万元）), in the clause before or behind (较上年有所增长，由1.36万元变为1.12万元), or be said of several pairs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures import Agreement
from core.figures.tolerance import agree_rate
from core.narrative.claims.model import Amount, Rate
from core.narrative.claims.points import check_points
from core.narrative.claims.say import ERROR, WARNING, finding, percent, rate_num
from core.narrative.claims.second.pairs import (
    WAY,
    Pair,
    number,
    numbers,
    read_pairs,
    read_rows,
    same,
    shown,
    spoken_of,
    value,
)
from core.narrative.claims.told import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.told import Told
    from core.rules import Finding

_CHEAP = re.compile(r"[由从自→>—较比与同均双皆升降增减]|上年|去年|年初")
_AT_GAP = re.compile(rf"(?:{WAY})(?:了|额|幅度|约|为|达|幅|值|量|金额)*$")
_DIFFERS = re.compile(r"(?:差额|差值|相差|变动|变化|增减)(?:额|数)?(?:了|约|为|达|是)*$")
_PAST = r"(?:20\d\d年[度末初底]?|上年末?|去年|上一年|前一年|年初|期初|同期|上期)"
_THAN = rf"(?:[较比与同]{_PAST}(?:同期)?[^，。；：\d]{{0,4}}|同比)"
_EXTENT = r"(?:相比)?，?(?:有所|略有|稍有|明显|大幅|小幅|显著|有较大|呈现?|稳步|稳中有|继续|微|均)*(?:度)?"
_ENDING = r"(?:趋势|态势|走势)?"
_EVEN = r"(?P<even>(?:基本)?持平|(?:没有|未发生|无)(?:增减)?变[化动]|(?:保持)?不变|一致|相等|相同)"
_SAID_BEFORE = re.compile(
    rf"(?:{_THAN}(?:，[^，。；：\d]{{2,10}}?)?{_EXTENT}|(?=(?:基本)?持平))(?:{WAY}|{_EVEN}){_ENDING}(?P<mark>，|：|，即|（|，主要[是为])(?P<of>(?:20\d\d年|[^，。；：、（）\d]){{0,14}})$"
)
_ONLY_TIME = re.compile(
    r"(?:即|主要是|具体)?(?:由|从|自)?(?:20\d\d年[度末底]?|[上本去今]年[度末]?|年[初末底])?(?:同期|决算|支出|实际)*[为是的数]*"
)
_SAID_BEHIND = re.compile(
    rf"）?(?:(?:，|的?相比，?)(?:总[体量额]|总支出|支出|金额|规模|整体|两[年者]|同比|数量|[人户件次起批]次?数)?(?:{_THAN})?{_EXTENT}"
    rf"|(?=基本持平|持平|有所|略有|明显))(?:有所|略有|明显)?(?:{WAY}|{_EVEN}){_ENDING}(?=[，。；）]|$)"
)
_ALL = re.compile(
    rf"(?:均|双|皆|全部|全都|都|同步|齐)(?:{_THAN})?{_EXTENT}(?:实现)?(?:了)?(?:{WAY}){_ENDING}(?=[，。；：”、）]|$)"
)
_ROSE, _FELL = "(?:项|个)?[升增涨]", "(?:项|个)?[降减]"
_COUNTED = re.compile(
    f"(?P<up>[一两二三四五]){_ROSE}(?P<down>[一两二三四五]){_FELL}"
    f"|(?P<fell>[一两二三四五]){_FELL}(?P<rose>[一两二三四五]){_ROSE}"
)
_MANY = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5}
_OTHER = re.compile(r"结余|收入|余额|预算")
_WITHOUT = re.compile(r"(?:剔除|扣除)[^，。；]{0,14}(?:后|因素|影响)|可比口径")
"""剔除该因素后，同比增长4.0%: not of the amounts that are told."""
_CLAUSE = 8
_NEAR_EVEN = 50
_ROUGHLY = 20
_VAGUE = re.compile(r"效率|质量|效能|水平|能力|服务|成效|效果|效益|成绩|作用|能耗")


def check_directions(told: Told) -> Iterator[Finding]:
    """Every pair of numbers whose words say that they went the other way, once each."""
    if not _CHEAP.search(told.paragraph.text.text):
        return
    _clear(told)
    every = numbers(told)
    pairs = list(read_pairs(told, every))
    if any(one.rule == "C4" for one in check_points(told.paragraph)):
        pairs = [pair for pair in pairs if isinstance(pair.now, Amount)]
    wrong: set[int] = set()
    for pair in pairs:
        found = _between(told, pair) or _at_gap(told, every, pair) or _in_clauses(told, pair)
        if found is not None:
            wrong.add(pair.start)
            yield found
    if not wrong and (_ALL.search(told.paragraph.text.text) or _COUNTED.search(told.paragraph.text.text)):
        pairs = list(read_rows(told, every)) or pairs
        yield from _together(told, pairs)
        yield from _count(told, pairs)


_FALL_RIGHT_BEFORE = re.compile(r"(?:下降|减少|降低|减幅|降幅)(?:了|约)?$")


def check_signs(told: Told) -> Iterator[Finding]:
    """C4: 下降-81.75%, which would be a rise; 变动率-8.74% is none."""
    for rate in told.rates:
        if rate.ratio < 0 and _FALL_RIGHT_BEFORE.search(told.lead(rate)):
            said = percent(rate.ratio, rate.held.decimals)
            yield finding(
                "C4", WARNING, told.paragraph, (rate.start, rate.end),
                f"下降后面不再写负号：应为 {said.lstrip('-')}，文中为 {said}", "删去负号",
                claimed=said, expected=said.lstrip("-"),
            )  # fmt: skip


def _clear(told: Told) -> None:
    """What the first reading took for a wrong direction, and which is right of something else."""
    text = told.paragraph.text.text
    for one in numbers(told) if told.opposed else ():
        if (one.start, one.end) not in told.opposed:
            continue
        start = max(text.rfind(mark, 0, one.start) for mark in "。；") + 1
        if isinstance(one, Rate):
            clear = _WITHOUT.search(text, start, one.start) is not None or _right_before(told, one)
        else:
            clear = _of_another(told, one, text[start : one.start])
        if clear:
            told.turned.add(told.paragraph.place(one.start, one.end))


def _right_before(told: Told, rate: Rate) -> bool:
    """每人次成本25元，比上年的28元下降10.71%: right for the two right before, whatever it was taken for."""
    pair, match = told.before(rate)[-2:], _AT_GAP.search(told.lead(rate))
    if len(pair) != 2 or match is None or not same(*pair) or not BASE.search(told.lead(pair[1])) or not value(pair[1]):
        return False
    gap = number(pair[0]) - number(pair[1])
    gap = gap if match["up"] else -gap
    return agree_rate(rate_num(rate), gap / number(pair[1]), rate.held.decimals) is Agreement.EQUAL


def _of_another(told: Told, gap: Amount, before: str) -> bool:
    """在职人员60人，上年62人，退休增加2人."""
    lead = told.lead(gap)
    match, others = _AT_GAP.search(lead), before.removesuffix(lead)
    return match is not None and bool(others) and not spoken_of(lead[: match.start()], others)


def _between(told: Told, pair: Pair) -> Finding | None:
    if pair.said and pair.sign != pair.said:
        return _wrong(told, pair, pair.word, (pair.now.start, pair.now.end))
    return None


def _at_gap(told: Told, every: Sequence[Amount | Rate], pair: Pair) -> Finding | None:
    """The number before or behind that is just what the two differ by, and the word at it."""
    if pair.sign == 0 or not isinstance(pair.now, Amount):
        return None
    at = next(index for index, one in enumerate(every) if one.start == pair.start)
    near = [one for one in (*every[max(at - 2, 0) : at], *every[at + 2 : at + 4]) if _is_gap(told, pair, one)]
    near.sort(key=lambda one: isinstance(one, Rate))
    found = next(filter(None, (_at(told, pair, one) for one in near)), None)
    for one in near if found is not None else ():
        if isinstance(one, Rate) and not told.directed:
            told.turned.add(told.paragraph.place(one.start, one.end))
    return found


def _at(told: Told, pair: Pair, gap: Amount | Rate) -> Finding | None:
    """What the word at a difference says, or where it is only called one, the clause before."""
    lead = told.lead(gap)
    match = _AT_GAP.search(lead)
    if match is None:
        before = _before(told, pair) if _DIFFERS.search(lead) else None
        return _against(told, pair, before) if before is not None else None
    if gap.start > pair.start and not _named_before(told, pair, lead[: match.start()]):
        return None
    if (match["up"] is None) is (pair.sign > 0):
        return _wrong(told, pair, match[0], (gap.start, gap.end))
    return None


def _named_before(told: Told, pair: Pair, words: str) -> bool:
    text = told.paragraph.text.text
    start = max(text.rfind(mark, 0, pair.start) for mark in "。；") + 1
    return spoken_of(words, text[start : pair.end])


def _is_gap(told: Told, pair: Pair, one: Amount | Rate) -> bool:
    """Whether a number of the same clauses is what two differ by, or that by the earlier."""
    if re.search("[。；]", told.paragraph.text.text[min(one.end, pair.end) : max(one.start, pair.start)]):
        return False
    if same(one, pair.now):
        return abs(abs(pair.gap.value) - number(one).value) <= pair.gap.env * 2 / 3
    if not isinstance(one, Rate) or not pair.before.held.number or not pair.led:
        return False
    gap = pair.gap if pair.sign > 0 else -pair.gap
    return agree_rate(rate_num(one), gap / number(pair.before), one.held.decimals) is Agreement.EQUAL


def _in_clauses(told: Told, pair: Pair) -> Finding | None:
    """What the clauses right before and right behind say of a pair, where it says nothing else itself."""
    text = told.paragraph.text.text
    match = _before(told, pair)
    if match is not None and (found := _against(told, pair, match)) is not None:
        return found
    behind = _SAID_BEHIND.match(text, pair.end)
    return _against(told, pair, behind) if behind is not None else None


def _before(told: Told, pair: Pair) -> re.Match[str] | None:
    """The words of the clause right before a pair, where the pair itself names nothing else."""
    text = told.paragraph.text.text
    start = max(text.rfind(mark, 0, pair.start) for mark in "。；") + 1
    lead = text[start : pair.start]
    match = _SAID_BEFORE.search(lead)
    if match is None or any(start + match.start() <= one.start < pair.start for one in numbers(told)):
        return None
    if match["mark"] == "：":
        end = text.find("。", pair.end)
        if any(pair.end <= one.start < (end if end >= 0 else len(text)) for one in numbers(told)[1:]) and not pair.led:
            return None  # what is told of the first of several may be that of all
    elif not _ONLY_TIME.fullmatch(match["of"]) or (re.search("支出|决算", match["of"]) and _OTHER.search(lead)):
        return None
    return None if _VAGUE.search(lead) else match


def _against(told: Told, pair: Pair, match: re.Match[str]) -> Finding | None:
    said = 1 if match["up"] else -1 if match["down"] else 0
    if said == pair.sign or (said == 0 and match["even"] is None):
        return None
    if said == 0:
        slack = _ROUGHLY if "基本" in match["even"] else _NEAR_EVEN if "持平" in match["even"] else 0
        if slack and abs(pair.gap.value) * slack <= abs(number(pair.before).value):
            return None
    return _wrong(told, pair, match["up"] or match["down"] or match["even"], (pair.now.start, pair.now.end))


def _together(told: Told, pairs: Sequence[Pair]) -> Iterator[Finding]:
    """由8起降到5起，由5人变为6人，“双下降”: what is said of all of them."""
    text = told.paragraph.text.text
    for match in _ALL.finditer(text):
        mine = _of_sentence(text, match, pairs)
        many = 2 if match[0].startswith("双") else len(mine)
        sign = 1 if match["up"] else -1
        wrong = [pair for pair in mine if pair.sign != sign]
        if _VAGUE.search(text, max(match.start() - _CLAUSE, 0), match.start()):
            continue
        if len(mine) == many > 1 and wrong:
            yield _wrong(told, wrong[0], match[0], (wrong[0].now.start, wrong[0].now.end))
            return


def _count(told: Told, pairs: Sequence[Pair]) -> Iterator[Finding]:
    """两升一降: so many rose and so many fell."""
    text = told.paragraph.text.text
    for match in _COUNTED.finditer(text):
        mine = _of_sentence(text, match, pairs)
        rose = _MANY[match["up"] or match["rose"]]
        fell = _MANY[match["down"] or match["fell"]]
        signs = [pair.sign for pair in mine]
        if len(mine) == rose + fell and (signs.count(1), signs.count(-1)) != (rose, fell):
            yield finding(
                "C4", ERROR, told.paragraph, match.span(),
                f"方向不对：{len(mine)} 项中 {signs.count(1)} 项上升、{signs.count(-1)} 项下降，文中写{match[0]}",
                "改正用词，或核对各项数字",
            )  # fmt: skip


def _of_sentence(text: str, match: re.Match[str], pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs of the sentence that words stand in."""
    start = text.rfind("。", 0, match.start())
    end = text.find("。", match.end())
    inside = [pair for pair in pairs if start < pair.start and (end < 0 or pair.end <= end)]
    before = [pair for pair in inside if pair.end <= match.start()]
    return before or inside


def _wrong(told: Told, pair: Pair, word: str, span: tuple[int, int]) -> Finding:
    real = {1: "多", -1: "少", 0: "一样多"}[pair.sign]
    return finding(
        "C4", ERROR, told.paragraph, span,
        f"方向不对：{shown(pair.now)} 和 {shown(pair.before)} 相比{real}，文中写{word}",
        "改正用词，或核对两个数", claimed=told.paragraph.quote(*span),
    )  # fmt: skip


__all__ = ["check_directions"]
