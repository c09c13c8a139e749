"""Numbers as they are told: their printed digits and unit, the words that name them, and what is said of them there.

Of two places that tell one quantity the digits differ by a slip of the pen: that finds them.  What names them, and of
what time, kind and part each is, tells whether they are one quantity.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.closed import slipped
from core.narrative.claims.model import PEOPLE
from core.narrative.claims.second.effort import is_table
from core.narrative.claims.told import DONE, EACH, MOVED, planned

if TYPE_CHECKING:
    from fractions import Fraction

    from core.narrative.claims.model import Paragraph
    from core.narrative.claims.scan import Quantity

_SPLIT = re.compile(r"[，。；：、（）！？]|其中")
_SENTENCE = "。；！？"
_DIGITS = re.compile(r"[\d.,]+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_FILL = (
    r"截[至止]|年末|年终|同|年底|期末|全年|本年度?|当年|20\d\d年(?:度|末|初)?|\d{1,2}月(?:末|底|份)?|\d{1,2}日|我[局镇县乡院校委办市区会]|本(?:单位|部门|[局镇县院校])"
    r"|全[局镇县乡院校市区州省]|共计|累计|合计|总计|共|实际|实有|现有|最终|已|先后|为|了|是|达到?|约|的|总?数|额|计|以上|上述|前述|这些?|(?:支出)?决算|完成|实现"
    r"|包括|用于|主要|如下|为：|预算(?!收|支|拨|稳|调|内|外|单)|安排|均|也|则|在|由|于|对|按|年初|下达|到位|拨付"
)
_EDGES = re.compile(rf"^(?:\d{{1,2}}[.、]|[一二三四五六]是|因此|同时|该?项目(?!支)|{_FILL})+|(?:{_FILL})+$")
_GENERAL = re.compile(
    r"支出|经费|资金|金额|决算|总额|工作|活动|项目|情况|单位|部门|收入|投入|补助|人员|次数|数量|面积|拨付|下达|安排|使用|支付|财政|发放|预算|实际|完成|实现"
    r"|执行|开展|主要|全年|本年|年度|累计|合计|共计|其中|以上|上述|年末|年初|人次|万元|公共|一般|拨款|比例|占比|增长|增加|减少|下降|同比|分别"
    r"|[的了为是共和与及各均已在由按对达有元]"
)
_TIME = re.compile(
    r"上年|去年|上期|同期|年初|期初|下一?年|次年|明年|目标|计划|任务|预计|拟|编制数|核定|限额|标准|新增|每|平均|剩余|占"
    r"|调整|送审|审定|[可同]比口径|剔除|扣除|至少|不少于|≥"
)
_SPAN = re.compile(r"[上下]半年|[一二三四]季度|(?<!\d)\d{1,2}月(?!末|底|\d)")
_HALF = re.compile("(?:1|元)?[-—~至到]6月份?")
_ORDER = re.compile(r"第[一二三四五六七八九十]+|[一二三四五六七八九]是|首[次批期]")
_YEAR = re.compile(r"20\d\d(?=年)")
_PART = re.compile(r"市?本级|州本级|县级|区级|省级|市级|中央|城区|农村|城[市镇]|[所下]属|机关(?!运行|事业)|基层|二级")
_RATES = re.compile(r"(?:支付|支出|使用|到位)率")
_LEAST = 2
NAME = 3
"""So many characters besides the general ones name something; one that stands for itself."""
_REACH = 60


Known = tuple[str, str]
"""A number as it is printed: its unit and digits."""


@dataclass(slots=True, eq=False)
class Mention:
    """A number in its place: its unit, and its digits without grouping commas."""

    paragraph: Paragraph = field(repr=False)
    number: Quantity
    known: Known
    since: int
    """Where the number before it ends."""
    core: str
    """What its clause names, without the words of time and doing around it."""
    named: bool
    """Whether that tells it from others."""

    @property
    def unit(self) -> str:
        """As it is printed."""
        return self.known[0]

    @property
    def digits(self) -> str:
        """As they are printed."""
        return self.known[1]

    @property
    def start(self) -> int:
        """Where it begins in its paragraph."""
        return self.number.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.number.end

    @property
    def place(self) -> str:
        """Its place in the source."""
        return self.paragraph.place(self.start, self.end)

    @property
    def printed(self) -> str:
        """Its digits and unit."""
        return f"{self.digits}{self.unit}"

    @property
    def value(self) -> Fraction:
        """Its exact number in the inner unit."""
        assert self.number.held.number is not None
        return self.number.held.number


@dataclass(eq=False)
class Words:
    """What is said around a number."""

    mention: Mention

    @cached_property
    def lead(self) -> str:
        """The words before it in its clause, from the number before it on."""
        return clause_before(self.mention.paragraph.text.text, self.mention.since, self.mention.start)

    @cached_property
    def sentence(self) -> str:
        """The sentence up to it."""
        text, start = self.mention.paragraph.text.text, self.mention.start
        return text[max(max(text.rfind(mark, 0, start) for mark in _SENTENCE) + 1, start - _REACH) : start]

    @cached_property
    def subject(self) -> str:
        """What names it: its clause, with the one before it that names something where its own does not."""
        core = self.mention.core
        if len(specific(core)) >= _LEAST:
            return core
        for clause in reversed(_SPLIT.split(self.sentence)[:-1]):
            words = "".join(_HAN.findall(clause))
            if len(specific(words)) >= _LEAST:
                return trimmed(words) + core
        return core

    @cached_property
    def pairs(self) -> set[str]:
        """The pairs of characters of its own clause that are no general words."""
        return _pairs(self.subject)

    @cached_property
    def wide(self) -> set[str]:
        """Those of its whole sentence."""
        text = self.mention.paragraph.text.text
        ends = [at for mark in _SENTENCE if (at := text.find(mark, self.mention.end)) >= 0]
        return _pairs(self.sentence + "，" + text[self.mention.end : min(ends, default=len(text))][:_REACH])

    @cached_property
    def kind(self) -> tuple[bool, bool, frozenset[str], frozenset[str]]:
        """Whether it is a change, one of each, and which words of time, plan and part stand at it."""
        lead = self.lead or self.sentence[-12:]
        return (
            MOVED.search(lead) is not None,
            EACH.search(lead) is not None,
            frozenset(_TIME.findall(lead)),
            frozenset(_PART.findall(lead)),
        )

    @cached_property
    def side(self) -> str:
        """Whether a budget or an outcome is told; empty where neither is."""
        lead = self.sentence if not self.lead else self.lead
        if planned(lead):
            return "planned"
        return "done" if DONE.search(lead) else ""

    @cached_property
    def times(self) -> tuple[set[str], ...]:
        """The years, the parts of a year and the place in a row that its clause, else its sentence, speaks of."""
        return tuple(
            set(known.findall(_HALF.sub("上半年", self.lead)))
            or set(known.findall(_HALF.sub("上半年", self.sentence))[-1:])
            for known in (_YEAR, _SPAN, _ORDER)
        )


def mentions_of(paragraph: Paragraph) -> list[Mention]:
    """The exact numbers of a paragraph of prose; asked once."""
    if paragraph.mentions is None:
        text = paragraph.text.text
        several = bool(paragraph.numbers) and not is_table(text)
        paragraph.mentions = list(_read(paragraph)) if several else []
    return paragraph.mentions


def _read(paragraph: Paragraph) -> list[Mention]:
    text, since = paragraph.text.text, 0
    found = []
    for one in paragraph.numbers:
        match = _DIGITS.match(text, one.start) if one.kind is not Kind.SCORE else None  # second/scores.py
        if match is not None and match.end() < one.end and not one.rough and not one.points and not one.spelled:
            digits, unit = match[0].replace(",", ""), text[match.end() : one.end]
            unit = "人" if unit in PEOPLE else "%" if one.kind is Kind.RATE else unit
            core = trimmed(clause_before(text, since, one.start))
            named = len(core) >= NAME and len(specific(core)) >= NAME
            found.append(Mention(paragraph, one, (unit, digits), since, core, named))
        since = one.end
    return found


def clause_before(text: str, since: int, start: int) -> str:
    """The words before a place, back to a mark or to the number before it."""
    return _SPLIT.split(text[max(since, start - _REACH) : start])[-1]


def trimmed(clause: str) -> str:
    """What a clause names, without the words of time, place and doing around it."""
    before = ""
    while before != clause:
        before, clause = clause, _EDGES.sub("", clause)
    return _RATES.sub("执行率", clause)


def slip_of(one: str, other: str) -> tuple[str, int]:
    """Which slip of the pen makes one printed number of the other, empty for none, and how many digits they have."""
    decimals = max(len(each.partition(".")[2]) for each in (one, other))
    first, second = (_padded(each, decimals) for each in (one, other))
    digits = max(len(each.replace(".", "").strip("0")) for each in (one, other))
    if len(first) == len(second):
        differing = sum(a != b for a, b in zip(first, second, strict=True))
        if sorted(first) == sorted(second) and differing:
            return ("swap" if slipped(first, second, 1) else "mixed"), digits
        return ("digit" if differing == 1 else ""), digits
    long, short = sorted((one, other), key=len, reverse=True)
    dropped = len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    return ("drop" if dropped and "." in short else ""), digits


def _padded(digits: str, decimals: int) -> str:
    whole, _, rest = digits.partition(".")
    return f"{whole}.{rest.ljust(decimals, '0')}" if decimals else whole


def specific(words: str) -> str:
    """Words without the general ones."""
    return _GENERAL.sub("", words)


def _pairs(words: str) -> set[str]:
    runs = _HAN.findall(_GENERAL.sub("，", words))
    return {run[at : at + 2] for run in runs for at in range(len(run) - 1)}


__all__ = ["NAME", "Known", "Mention", "Words", "mentions_of", "slip_of", "specific", "trimmed"]
