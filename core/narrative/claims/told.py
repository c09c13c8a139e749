"""The numbers of a paragraph in order, each with the words before it: what the second reading works on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from core.figures import Agreement, Kind, Num
from core.figures.tolerance import agree_rate
from core.narrative.claims.closed import slipped
from core.narrative.claims.model import PEOPLE, Amount, Aspect, Rate
from core.narrative.claims.say import ERROR, WARNING, about, amount_text, bare, finding, num, percent, rate_num
from core.narrative.claims.scan import Quantity, scan
from core.narrative.claims.spoken import read_spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from fractions import Fraction

    from core.narrative.claims.model import Paragraph
    from core.rules import Finding

STOP = "。！？\n"
FILL = r"(?:了|约|为|高达|达到|达|是|仅|共|各|幅度|率|：|，)*$"
GROWTH = re.compile(
    r"(?P<up>(?<=[（，、）])[增升涨多]|各增|净增|(?<!负)增长|增幅|增加|上升|提高|升幅|涨幅)|(?P<down>(?<=[（，、）])[减降少]|各减|净减|负增长|下降|降幅|减少|降低|减幅|压降|压减|回落)"
)
MOVED = re.compile(
    rf"(?:{GROWTH.pattern}|节约|节省|超支|超出|结余|追加|压减|调增|调减|差[额值]|(?:增加|减少)(?:支出|收入|投入)|[增减少多](?:支出|收|支|花|用|出|了|发放|列支)|(?:年|度|算|数)[多少高低]|[多少]得){FILL}"
)
"""Before an amount that something rose or fell by."""
BASE = re.compile(
    r"(?:比|较|与|同|相较于?|相比于?|对比)[^，。；\d]{0,4}(?:20\d\d年|上年|上学年|上季度|上期|去年)[^，。；\d]{0,8}$"
)
"""Before an amount that something is compared with."""
YEAR = re.compile(r"(?:20\d\d年|上年|去年)[^，。；\d]{0,10}$")
EARLIER = re.compile(r"(?:上年(?!结[转余])|上学年|上季度|去年|上一年|年初|上期|20\d\d年)[^，。；]*$")
"""Before an amount of a time before."""
OPENS = re.compile(r"[：]|其中|包括|分别")
_PLAN = re.compile(r"预算|计划|目标|概算|指标|额度|批复|到位|任务|核定|编制|安排|下达|限额|限价|控制[价数]|上限|标底")
_FUNDS = re.compile(r"(?:一般公共|政府性基金|国有资本经营)预算|预算(?:稳定)?调节基金")
"""Names of funds, which are no budgets."""
DONE = re.compile(r"决算|实际|实测|执行|支出|列支|使用|完成|结算|支付|征缴|采购|实有|在职|发生")
_RATES = {"C2", "C8", "C11", "G9"}
_TOGETHER = re.compile(r"[两三二][项者类](?!分别|各)[^。；分各]{0,20}占")
_FAR = 44
_SLIP = 500
"""So far off, an amount stands in a wrong unit, and that is told of it."""
_LEAD = 24
_WAN = 10_000
EACH = re.compile(r"[人车户生场次]均[^，。；\d]{0,6}$|每[^，。；\d]{1,4}$")


@dataclass(slots=True)
class Told:
    """The numbers of a paragraph in order, whatever the first reading took them for."""

    paragraph: Paragraph
    amounts: list[Amount]
    rates: list[Rate]
    known: set[tuple[int, int]]
    """Where the first reading found something."""
    wrong: set[tuple[int, int]]
    """Where it found a percentage that is wrong."""
    directed: bool = False
    """Whether it found a wrong direction."""
    opposed: set[tuple[int, int]] = field(default_factory=set)
    """Where it found one."""
    rows: set[int] | None = None
    """Where the percentages begin that stand side by side, once that was asked."""
    spoken: list[Rate] = field(default_factory=list)
    """The percentages told in words."""
    plain: dict[int, tuple[Amount, Amount]] = field(default_factory=dict)
    """The percentages, by where they begin, that their nearest amounts plainly make (plain.py), with those."""
    settled: set[str] = field(default_factory=set)
    """The places of percentages whose operands stand right at them."""
    balanced: set[str] = field(default_factory=set)
    """The places of what was there and what is left in accounts that come out."""
    unbalanced: set[str] = field(default_factory=set)
    """The places of what is left in accounts that do not come out, whose flows all go a plain way."""
    turned: set[str] = field(default_factory=set)
    """The places of percentages that are right, only the word at them is not."""
    weighed: int = 0
    """How many ways its numbers may belong together were looked at."""
    clauses: dict[int, str] = field(default_factory=dict)
    """The words of their clause before the amounts that begin there, once they were asked for."""
    _leads: dict[int, str] = field(default_factory=dict)
    _planned: dict[int, bool] = field(default_factory=dict)
    _moved: dict[int, bool] = field(default_factory=dict)
    _texts: dict[int, str] = field(default_factory=dict)
    _like: dict[tuple[Kind, str], list[Amount]] = field(default_factory=dict)
    _steps: dict[tuple[Kind, str], list[tuple[int, int]]] = field(default_factory=dict)

    def like(self, one: Amount) -> list[Amount]:
        """The amounts that can be added to one, and itself, in order."""
        group = _group(one)
        if group not in self._like:
            self._like[group] = [other for other in self.amounts if _group(other) == group]
        return self._like[group]

    def steps_of(self, one: Amount, tell: Callable[[Sequence[Amount]], list[tuple[int, int]]]) -> list[tuple[int, int]]:
        """The numbers that can be added to one as `tell` says them, asked once."""
        group = _group(one)
        if group not in self._steps:
            self._steps[group] = tell(self.like(one))
        return self._steps[group]

    @property
    def every_rate(self) -> list[Rate]:
        """The percentages in digits and in words, in order."""
        return sorted([*self.rates, *self.spoken], key=lambda one: one.start) if self.spoken else self.rates

    def is_planned(self, one: Amount) -> bool:
        """Whether the words at an amount tell a budget."""
        known = self._planned.get(one.start)
        if known is None:
            known = self._planned[one.start] = planned(self.lead(one))
        return known

    def is_moved(self, one: Amount) -> bool:
        """Whether something rose or fell by an amount."""
        known = self._moved.get(one.start)
        if known is None:
            known = self._moved[one.start] = MOVED.search(self.lead(one)) is not None
        return known

    def printed(self, one: Amount) -> str:
        """An amount as it is printed, without its unit."""
        known = self._texts.get(one.start)
        if known is None:
            known = self._texts[one.start] = amount_text(one)
        return known

    def lead(self, one: Amount | Rate) -> str:
        """The words before a number, from the number before it on."""
        known = self._leads.get(one.start)
        if known is None:
            text = self.paragraph.text.text
            numbers: list[Amount | Rate] = [*self.amounts, *self.rates]
            ends = [other.end for other in numbers if other.end <= one.start]
            known = self._leads[one.start] = text[max([0, one.start - _LEAD, *ends]) : one.start]
        return known

    def before(self, one: Amount | Rate) -> list[Amount]:
        """The amounts before a number in its sentence."""
        text = self.paragraph.text.text
        start = max(text.rfind(mark, 0, one.start) for mark in STOP)
        return [other for other in self.amounts if start < other.start and other.end <= one.start]

    def settle(self, one: Amount | Rate) -> None:
        """The operands of a number stand right at it."""
        self.settled.add(self.paragraph.place(one.start, one.end))

    def row_before(self, one: Amount) -> list[Amount]:
        """The amounts like a number's of the sentence before its own, where they are told in a row and nothing else."""
        text = self.paragraph.text.text
        start = max(text.rfind(mark, 0, one.start) for mark in STOP)
        last = max(text.rfind(mark, 0, max(start, 0)) for mark in STOP)
        if any(last < rate.start < start for rate in self.rates) or "其中" in text[max(last, 0) : max(start, 0)]:
            return []
        row = [other for other in self.amounts if last < other.start and other.end <= start]
        return row if all(alike(other, one) for other in row) else []

    def window(self, rate: Rate) -> list[Amount]:
        """The amounts since the percentage before, in the same sentence."""
        last = max((other.end for other in self.rates if other.end <= rate.start), default=0)
        last = max(last, self.paragraph.text.text.rfind("；", 0, rate.start))
        return [one for one in self.before(rate) if one.start >= last]


def read_told(paragraph: Paragraph, found: Sequence[Finding]) -> Told:
    """The numbers of a paragraph, and which of them the first reading has spoken of."""
    amounts: list[Amount] = []
    rates: list[Rate] = []
    text = paragraph.text.text
    for one in scan(text, unsigned=True):
        if not isinstance(one, Quantity) or one.points or (one.rough and not _is_cut(one, text)):
            continue
        if amounts and _same_again(amounts[-1], one, text):
            continue
        if one.kind is Kind.RATE:
            rates.append(Rate(one.start, one.end, one.held, paragraph))
        else:
            sentence = sum(text.count(mark, 0, one.start) for mark in STOP)
            amounts.append(
                Amount(one.start, one.end, one.kind, one.held, "", False, 0, Aspect.ACTUAL, sentence, paragraph)
            )
    places = {one.place: one for one in found}
    known: set[tuple[int, int]] = set()
    wrong: set[tuple[int, int]] = set()
    opposed: set[tuple[int, int]] = set()
    numbers: list[Amount | Rate] = [*amounts, *rates]
    spans = [(number.start, number.end) for number in numbers] if places else []
    for span in spans:
        place = places.get(paragraph.place(*span))
        if place is not None:
            judged = place.rule in _RATES and place.severity is ERROR and paragraph.text.text[span[1] - 1] == "%"
            (wrong if judged else known).add(span)
            if place.rule == "C4":
                opposed.add(span)
    directed = any(one.rule == "C4" for one in found)
    return Told(paragraph, amounts, rates, known, wrong, directed, opposed, spoken=list(read_spoken(paragraph)))


_THAT_IS = re.compile(r"[，（]?(?:即|折合|合|也就是)")


def _same_again(before: Amount, one: Quantity, text: str) -> bool:
    """86,400元，即8.64万元: told once more in another unit, and right."""
    return before.number == one.held.number and _THAT_IS.fullmatch(text[before.end : one.start]) is not None


def _is_cut(one: Quantity, text: str) -> bool:
    """186.00万 without its 元, which is no rough number."""
    return one.kind is Kind.MONEY and text[one.end - 1] in "万亿" and text[one.end - 2].isdigit()


def taken(told: Told, one: Amount | Rate) -> bool:
    """Whether the first reading has spoken of a number."""
    return (one.start, one.end) in told.known


def alike(one: Amount, other: Amount) -> bool:
    """Whether two numbers can be added: money, or things of one unit."""
    if one.kind is not other.kind:
        return False
    unit, its = one.held.unit, other.held.unit
    return one.kind is Kind.MONEY or unit == its or (unit in PEOPLE and its in PEOPLE)


def _group(one: Amount) -> tuple[Kind, str]:
    """What all amounts that can be added have in common."""
    unit = one.held.unit
    return one.kind, "" if one.kind is Kind.MONEY else "人" if unit in PEOPLE else unit


def planned(lead: str) -> bool:
    """Whether words tell a budget: the last word of their sentence that says either says so."""
    lead = _FUNDS.sub("", lead[max(lead.rfind("。"), lead.rfind("；")) + 1 :])
    plan = max((match.end() for match in _PLAN.finditer(lead)), default=-1)
    done = max((match.end() for match in DONE.finditer(lead)), default=-1)
    return plan > done or lead.endswith(("计划支出", "预算支出"))


def is_earlier(told: Told, one: Amount) -> bool:
    """Whether an amount is told as that of a time before; of the years of its paragraph the last is none."""
    found = EARLIER.search(told.lead(one))
    years = re.findall(r"20\d\d(?=年)", told.paragraph.text.text)
    return found is not None and not (years and found[0].startswith(max(years)))


def aside(told: Told, one: Amount) -> bool:
    """Told in brackets only, or as what something was compared with."""
    text = told.paragraph.text.text
    opened = text.rfind("（", 0, one.start) > text.rfind("）", 0, one.start)
    return (
        opened
        or EACH.search(told.lead(one)) is not None
        or BASE.search(told.lead(one)) is not None
        or MOVED.search(told.lead(one)) is not None
    )


def close(one: Amount, due: Fraction) -> bool:
    """Whether a number is such as a slip makes: a digit or two, or not far off."""
    return bool(due) and (slipped(amount_text(one), printed_as(one, due), 1) or abs(one.number - due) <= due)


def printed_as(one: Amount, number: Fraction) -> str:
    """Another number printed as this one is."""
    return amount_text(replace(one, held=replace(one.held, number=number)))


def written(one: Amount, number: Fraction | None = None) -> str:
    """An amount, or another number told as it is, with its unit; a count of 万 as it stands in its text: 2.3万亩."""
    value = one.number if number is None else number
    text = one.paragraph.text.text[one.start : one.end]
    if one.kind is Kind.COUNT and "万" in text and one.held.unit not in text[: text.index("万")]:
        decimals = len(text[: text.index("万")].partition(".")[2])
        return f"{bare(value / _WAN, one.held.unit, decimals)}万{one.held.unit}"
    return f"{printed_as(one, value)}{one.held.unit}"


def is_part(rate: Rate, part: Amount, whole: Amount) -> bool:
    """Whether an amount is that part of another."""
    if whole.number <= 0 or not about(rate, part, whole):
        return False
    return agree_rate(rate_num(rate), num(part) / num(whole), rate.held.decimals) is Agreement.EQUAL


def nearest(told: Told, rate: Rate) -> list[Amount]:
    """The amounts that a percentage may be of: the fewer its decimals, the nearer."""
    before = [one for one in told.amounts if one.end <= rate.start]
    most = {0: 4, 1: 8}.get(rate.held.decimals)
    return told.amounts if most is None else before[-most:]


def wrong_rate(rate: Rate, ratio: Num, rule: str, terms: str) -> Iterator[Finding]:
    """The finding of a percentage that is not the ratio of its operands; none where it is."""
    text = rate.paragraph.text.text
    if rule == "C8" and _TOGETHER.search(text, max(rate.start - _FAR, 0), rate.start):
        return  # 甲180.4万元，乙60万元，两项占支出262.4万元的91.6%
    if leaves_out(rate):
        return
    if rate.ratio < 0 < ratio.value:
        ratio = -ratio  # （-24.2%）: its sign says that it fell
    verdict = agree_rate(rate_num(rate), ratio, rate.held.decimals)
    due = abs(ratio.value)
    if verdict is Agreement.EQUAL or not due or due > 20 or due * _SLIP < abs(rate.ratio):
        return
    text, right = percent(rate.ratio, rate.held.decimals), percent(ratio.value)
    yield finding(
        rule, WARNING if verdict is Agreement.NEAR else ERROR, rate.paragraph, (rate.start, rate.end),
        f"{terms} = {right}，文中为 {text}", "改为算出的百分比，或核对两个数", claimed=text, expected=right,
    )  # fmt: skip


def leaves_out(rate: Rate) -> bool:
    """支出进度达54%（除留抵退税资金）: of a whole without something."""
    return _LESS.match(rate.paragraph.text.text, rate.end) is not None


_LESS = re.compile(r"（(?:扣|剔)?除(?!以)|（(?:不含|不包括|未含|未包括|不计|去除)")


def in_row(told: Told, rate: Rate) -> bool:
    """分别占26.0%、45.4%和28.6%: rates side by side are read with their row."""
    if told.rows is None:
        text = told.paragraph.text.text
        told.rows = {
            start
            for one, other in pairwise(told.rates)
            if _BESIDE.fullmatch(text, one.end, other.start)
            for start in (one.start, other.start)
        }
    return rate.start in told.rows


_BESIDE = re.compile(r"[、，和及与]")
