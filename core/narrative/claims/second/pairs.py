"""Two numbers of one thing at two times: 由1,360元变为1,120元, 上年40.00万元、本年42.60万元, 94.2分，比上年的95.1分.

Only what stands side by side in one clause or the next is such a pair; which of the two is the earlier must be said.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from core.narrative.claims.model import Amount, Rate
from core.narrative.claims.say import amount_text, num, percent, rate_num
from core.narrative.claims.told import alike

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from core.figures import Num
    from core.narrative.claims.told import Told

UP = (
    r"净增|[增加上提升]{1,2}[加长升高]|增[至到多收支]|上[涨调浮]|提[升高]|[升涨增]|攀升|走高|扩大|扩增|增多"
    r"|加[深大]|抬升|调[增高]|多[支出花用收]{0,2}|追加"
)
DOWN = (
    r"净减|减[少低至到收支]|下[降滑调浮跌]|降[低至到]|压[减降缩]|缩[减小短]|回落|走低|滑落|少[支出花用收]{0,2}"
    r"|调[减低]|跌|[减降]"
)
WAY = rf"(?:(?P<up>{UP})|(?P<down>{DOWN}))"
_FROM = re.compile(r"(?:由|从|自)[^，。；：、（）]{0,18}$")
_TO = re.compile(
    rf"[^，。；、（）\d]{{0,6}}?(?:，|（)?(?:{WAY}|变|改|调整|调|发展|达)?[了化]?(?:至|到|为|成|—+|-+>?|→)"
    r"(?:20\d\d年|[^，。；、（）\d]){0,10}"
)
_ARROW = re.compile(r"(?:—+|-*>|→)+")
_LATER = re.compile(r"本年|今年|当年|本期|(?<![上去前])年[末底]|期末|目前")
_EARLIER = re.compile(r"上年|去年|上一年|前一年|上期|年初|期初|原来")
_CHANGED = re.compile(r"[增减升降涨跌][加少长低]?了?$|[多少]了?$")
_LAST_YEAR = re.compile(r"(?:，|（)而?(?:上年|去年|上一年|前一年)度?(?:同期|决算|支出|实际)*[为是数]*")
_YEAR = re.compile(r"(20\d\d)年")
_BASE = re.compile(
    r"(?:比|较|与|同|相较于?|相比于?)[^，。；\d]{0,6}(?:20\d\d年|上年|去年|上一年|前一年|年初|同期)[^，。；\d]{0,10}$"
)
_RANKED = re.compile(r"名次|位次|排名|排位|位列|名列|位居")
_TIMES = frozenset({"天", "小时", "学时", "课时", "期"})
_GENERIC = re.compile(
    r"[，、：（）了的呈]|同比|相比|[较比与同](?:20\d\d年度?|上年末?|去年|上一年|前一年|年初|期初|上期)|20\d\d年度?|[上本去今当]年末?度?"
    r"|年[初末]|[两三四五近]+年[来间]?|即|总体|总量|合计|共计|整体|净|有所|明显|大幅|略有|实现|保持|分别|两年|支出数?|金额|实际|数量|规模|主要|绝对额|全年"
)
_NAME = 2
_JOINT = re.compile(r"[、和及与]")
_NOW, _BEFORE = 9999, 1
_BETWEEN = 24
"""So far apart, two numbers are of different things."""


class Pair(NamedTuple):
    """A number and what it was before; `said` is what the words between say: 1 it rose, -1 it fell, 0 nothing."""

    before: Amount | Rate
    now: Amount | Rate
    said: int
    word: str
    led: bool
    """Told by 由…到…."""

    @property
    def start(self) -> int:
        """Where its first number begins."""
        return min(self.before.start, self.now.start)

    @property
    def end(self) -> int:
        """Where its last number ends."""
        return max(self.before.end, self.now.end)

    @property
    def sign(self) -> int:
        """1 where it rose, -1 where it fell, by more than rounding."""
        gap = self.gap
        return 0 if abs(gap.value) <= gap.env and self.before.held.decimals != self.now.held.decimals else _sign(gap)

    @property
    def gap(self) -> Num:
        """By how much, with its sign."""
        return number(self.now) - number(self.before)


def _sign(gap: Num) -> int:
    return (gap.value > 0) - (gap.value < 0)


def number(one: Amount | Rate) -> Num:
    """A number with its envelope."""
    return num(one) if isinstance(one, Amount) else rate_num(one)


def value(one: Amount | Rate) -> Fraction:
    """A number without its envelope."""
    return number(one).value


def shown(one: Amount | Rate) -> str:
    """A number as it is printed, with its unit."""
    if isinstance(one, Rate):
        return percent(one.ratio, one.held.decimals)
    return f"{amount_text(one)}{one.held.unit}"


def spoken_of(words: str, before: str) -> bool:
    """Whether what words name, if they name anything, was named before: 退休增加2人 is not said of 在职."""
    name = _GENERIC.sub("", words)
    return len(name) < _NAME or name[:_NAME] in before


def numbers(told: Told) -> list[Amount | Rate]:
    """Amounts and percentages in order."""
    every: list[Amount | Rate] = [*told.amounts, *told.rates]
    return sorted(every, key=lambda one: one.start)


def same(one: Amount | Rate, other: Amount | Rate) -> bool:
    """Whether two numbers can be compared."""
    if isinstance(one, Amount) and isinstance(other, Amount):
        return alike(one, other)
    return isinstance(one, Rate) and isinstance(other, Rate)


def read_pairs(told: Told, every: Sequence[Amount | Rate]) -> Iterator[Pair]:
    """The pairs of a paragraph, each number in one."""
    text = told.paragraph.text.text
    if _RANKED.search(text):
        return
    last: Amount | Rate | None = None
    for one, other in pairwise(every):
        between = text[one.end : other.start]
        if one is last or len(between) > _BETWEEN or not same(one, other) or _is_time(one):
            continue
        pair = _from_to(told, one, other, between) or _by_years(told, one, other, between)
        if pair is not None:
            last = other
            yield pair


def read_rows(told: Told, every: Sequence[Amount | Rate]) -> Iterator[Pair]:
    """本年分别为2.10万元、3.40万元，上年分别为2.50万元、3.20万元: two rows of as many numbers."""
    text = told.paragraph.text.text
    runs: list[list[Amount | Rate]] = []
    for one in every:
        if runs and same(runs[-1][-1], one) and _JOINT.fullmatch(text[runs[-1][-1].end : one.start]):
            runs[-1].append(one)
        else:
            runs.append([one])
    for first, second in pairwise(runs):
        if len(first) != len(second) or len(first) == 1 or not same(first[0], second[0]) or _is_time(first[0]):
            continue
        times = _when(told.lead(first[0])), _when(told.lead(second[0]))
        if times[0] is not None and times[1] is not None and times[0] != times[1]:
            earlier, later = (first, second) if times[0] < times[1] else (second, first)
            yield from (Pair(one, other, 0, "", led=False) for one, other in zip(earlier, later, strict=True))


def _is_time(one: Amount | Rate) -> bool:
    """提速: days and hours that fall are told as a rise of speed."""
    return one.held.unit in _TIMES


def _from_to(told: Told, one: Amount | Rate, other: Amount | Rate, between: str) -> Pair | None:
    if _ARROW.fullmatch(between):
        return Pair(one, other, 0, "", led=True)
    match = _TO.fullmatch(between)
    if match is None or not _FROM.search(told.lead(one)):
        return None
    said = 1 if match["up"] else -1 if match["down"] else 0
    return Pair(one, other, said, match["up"] or match["down"] or "", led=True)


def _by_years(told: Told, one: Amount | Rate, other: Amount | Rate, between: str) -> Pair | None:
    if "。" in between or "；" in between or re.search(r"增|减|升|降|其中", between):
        return None
    if _CHANGED.search(told.lead(one)) or _CHANGED.search(told.lead(other)):
        return None
    if isinstance(one, Amount) and isinstance(other, Amount) and (told.is_moved(one) or told.is_moved(other)):
        return None
    if _BASE.search(told.lead(other)):
        return Pair(other, one, 0, "", led=False)
    first, second = _when(told.lead(one)), _when(told.lead(other))
    if first is None and second == _BEFORE and _LAST_YEAR.fullmatch(between):
        return Pair(other, one, 0, "", led=False)
    if first is None or second is None or first == second:
        return None
    before, now = (one, other) if first < second else (other, one)
    return Pair(before, now, 0, "", led=False)


def _when(lead: str) -> int | None:
    """The time that words tell: a year, or this one or the one before; None where they tell none."""
    near = re.split(r"[。；]", lead)[-1]
    found: list[tuple[int, int]] = [(match.start(), int(match[1])) for match in _YEAR.finditer(near)]
    found += [(match.start(), _NOW) for match in _LATER.finditer(near)]
    found += [(match.start(), _BEFORE) for match in _EARLIER.finditer(near)]
    return max(found)[1] if found else None
