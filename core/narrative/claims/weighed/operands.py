"""What is told at the numbers of a paragraph: the kind of a percentage, the role of an amount, their rows."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from core.narrative.claims.model import Amount, Rate
from core.narrative.claims.told import BASE, DONE, FILL, GROWTH, STOP, is_earlier
from core.narrative.claims.weighed.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from core.narrative.claims.told import Told

HOWS = {
    "plan": ("of",),
    "share": ("of",),
    "rate": ("of",),
    "gap": ("of", "grew"),
    "grow": ("grew", "moved", "of"),
    "bare": ("of", "grew", "moved"),
}
"""How two amounts may make a percentage of a kind: one of the other, by how much it grew, by what it changed."""

_ROW = re.compile(r"[、，]?(?:[、和及与]|以及)[^，。；：\d（）%]{0,12}|[，、]")
_TO = rf"(?:了|超过|接近|近|约|分别|依次|均|各|比例|百分比)*{FILL}"
_OF_PLAN = (
    r"(?:执行|完成|支出|支付|到位|使用|兑付|征缴|拨付|达成|进度|控制)[^，。；\d]{0,3}[率度](?:情况)?[^，。；\d]{0,4}$|"
    r"(?:完成|(?:占|为|是|达|达到|相当于)(?=[^，。；\d]{0,12}(?:预算|计划|任务|目标|指标)))(?P<of>[^，。；\d]{0,16})$"
)
_OF_GAP = (
    r"(?:(?:差异|偏差|变动|调整|超支|节约|结余|结转|审减|核减|节支|超预算)(?:幅度?|率|比例)|"
    rf"节约|节省|超支|超出|结余|省下?|超|[高低多少大小]于[^，。；\d]{{0,4}}(?:预算|计划|概算)数?){_TO}"
)
_OF_SHARE = (
    r"(?:占(?!用)比?(?P<of>[^，。；\d]{0,16})|前者[为是占]后者的)$|"
    r"(?<![增减加少长降低升高])(?:比重|比例|占比)[^，。；\d]{0,6}$"
)
_OF_GROWTH = (
    rf"(?:增减(?:率|额|幅度?)?|{GROWTH.pattern}|上涨|提升|升高|下滑|缩减|压缩|[增减多少][收支]|[增减降涨升][幅速]|依次|[+＋]|"
    rf"(?<=[（，、）了])?[降增减升涨跌压]){_TO}"
)
_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("plan", _OF_PLAN),
        ("gap", _OF_GAP),
        ("share", _OF_SHARE),
        ("grow", _OF_GROWTH),
        ("rate", rf"[\u4e00-\u9fff]{{2}}[率度](?:情况)?{_TO}"),
    )
)
_FALLS = re.compile(r"降|减|少|缩|压|省|节|跌|落")
_OF_FILL = re.compile(r"^(?:到|了|本|全|其|高达|仅|约|分别)+|(?:的|为|是|比重|比例|占比|分别|：|约|近)+$")
_LATTER = re.compile(r"(?P<first>前者)|后者")
_OF_AMOUNT = re.compile(r"）?的")
"""占培训总支出（55.00万元）的62%: the words stand before the whole."""
_WRITTEN = re.compile(r"^[^\u4e00-\u9fff]*[=＝]$")
_CHANGE = re.compile(r"[+＋]$|(?:[增减多少高低省超短]|差(?!旅|补)|上涨|提升|升高|下滑|缩减|压缩)[^，。；\d]{0,3}$")
_SPENT = re.compile(r"(?:决算|支出|实际|执行|完成|全年|累计|本年|为|数|共|已)+$|^(?:全年|实际|本年|当年)+")
_SPENDS = re.compile(rf"{DONE.pattern}|实[付支发购建收到]|付|花|用去|办结|建成|完工|达成|新建|采购")
_ASPECTS = {"plan", "planlike", "done"}
_LEFT = re.compile(r"结[余转][^，。；\d]{0,3}$")
_FROM = re.compile(
    r"(?:由|从|原(?![值材始计])|在(?![编职岗册校院建用]))[^，。；\d]{0,10}$|去年|上年(?!结[转余])|上期|同期|前年"
)
_SUBJECT = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”]{2,}?)(?:同比|环比|[较比与]|相[较比]|[增减降升涨多少]|上升|下降|提高)"
)
_TOTAL = re.compile(r"合计|总计|共|总额|总量|全年|整体|总")
_WITHIN = re.compile(r"其中|包括|含")
_PLAN = re.compile(
    r"预算|计划|目标|概算|指标|批复|任务|核定|编制|安排|下达|应[^，。；]{1,4}$|控制价|限额|总投资|收到|到位"
)
_SHARED_BY = re.compile(r"占[^，。；]*$")
_EACH = re.compile(
    r"[人户个件次批辆场期亩家车生校村案册份]均[^，。；\d]{0,6}$|每[^，。；\d]{1,6}$|单价[^，。；\d]{0,3}$|各$"
)
_WHEN = re.compile(
    r"(?P<then>上年(?!结[转余])|上一年|去年|上期|上学年)|(?P<year>20\d\d)(?=年)|(?P<now>本年|今年|当年|本期|本学年)"
)
_UNNAMED = re.compile(
    r"决算|实际|实[付支发]|支出|支付|执行|完成|全年|当年|本年|年初|年中|年末|预算|计划|安排|批复|调整|上年|去年|同期|其中|累计|"
    r"\d+年|增加|减少|增长|下降|较|比|同|数|额|为|是|达|约|到|了|已|\W"
)
_BRACKET = re.compile(r"（[^（）]*）")
_INNER = re.compile(r"其中|含(?!税)|包括")
_NAME, _WORDS = 16, 3


class Reading(NamedTuple):
    """What the words at a percentage call it: its kind, whose it is (`subject`) and of what (`of`).

    `row` is its place in its row and how long that is; (0, 1) alone.
    """

    rate: Rate
    kind: str
    falls: bool
    subject: str
    of: str
    row: tuple[int, int]


class Row:
    """The numbers of a paragraph in order, with what is told of each."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.text = told.paragraph.text.text
        numbers: list[Amount | Rate] = [*told.amounts, *told.every_rate]
        self.numbers = sorted(numbers, key=lambda one: one.start)
        self.place = {one.start: at for at, one in enumerate(self.numbers)}
        self.rows = _rows(self.text, self.numbers)
        self.sentence = [sum(self.text.count(mark, 0, one.start) for mark in STOP) for one in self.numbers]
        self.clause = [self.text.count("；", 0, one.start) for one in self.numbers]
        self.values = [float(one.number) if isinstance(one, Amount) else 0.0 for one in self.numbers]
        self.steps = [float(one.held.half_step) for one in self.numbers]
        self._roles: dict[int, tuple[str, ...]] = {}
        self._names: dict[int, str] = {}
        self._near: dict[int, str] = {}
        self._kept: dict[tuple[str, int], int] = {}

    @cached_property
    def facts(self) -> Facts:
        """What ways are weighed by."""
        return Facts(self)

    def amount(self, at: int) -> Amount:
        """The amount at a place where one is known to stand."""
        one = self.numbers[at]
        assert isinstance(one, Amount)
        return one

    def is_amount(self, at: int) -> bool:
        """Whether an amount stands at a place."""
        return isinstance(self.numbers[at], Amount)

    def is_change(self, at: int) -> bool:
        """Whether an amount is told as that of a change."""
        return self.once("change", at, _tell_change) > 0

    def is_earlier(self, at: int) -> bool:
        """Whether an amount is told as that of a time before, or as what something rose or fell from."""
        return self.once("earlier", at, _tell_earlier) > 0

    def roles(self, at: int) -> tuple[str, ...]:
        """What the words at an amount say it is."""
        known = self._roles.get(at)
        if known is None:
            known = self._roles[at] = tuple(self._tell(self.amount(at), at))
        return known

    def name(self, at: int) -> str:
        """The words of the clause before an amount."""
        known = self._names.get(at)
        if known is None:
            known = self._names[at] = self._name(at)
        return known

    def _name(self, at: int) -> str:
        """“三公”经费全年预算25万元，决算21.4万元: what has no name of its own has that of the amount before it."""
        words = re.split(r"[，。；]", self._lead(at))[-1][-_NAME:]
        before = at - 1
        carried = (
            before >= 0
            and self.is_amount(before)
            and self.sentence[before] == self.sentence[at]
            and self.clause[before] == self.clause[at]
            and not _UNNAMED.sub("", words)
        )
        return f"{_UNNAMED.sub('', self.name(before))}{words}" if carried else words

    def near(self, at: int) -> str:
        """The words of the sentence before an amount; those of the first of its row count for all."""
        known = self._near.get(at)
        if known is None:
            known = self._near[at] = re.split(r"[。；]", self._lead(at))[-1]
        return known

    def is_each(self, at: int) -> bool:
        """Whether an amount is a price or an average: 每个5万元, 人均120元."""
        return self.once("each", at, _tell_each) > 0

    def is_then(self, at: int) -> bool:
        """Whether the sentence speaks of a time before when it comes to an amount: 上年度，所里基本支出345万元、…."""
        return self.once("then", at, _tell_then) > 0

    def is_inner(self, at: int) -> bool:
        """Whether an amount is a part of another of its clause: 运行费24万元，含燃油费18万元; （其中行政38人）."""
        return self.once("inner", at, _tell_inner) > 0

    def once(self, name: str, at: int, tell: Callable[[Row, int], int]) -> int:
        """What `tell` says of an amount, asked once."""
        known = self._kept.get((name, at))
        if known is None:
            known = self._kept[name, at] = tell(self, at)
        return known

    def _lead(self, at: int) -> str:
        """The words before a number; those of the first of its row count for all."""
        first = self._first(at)
        lead = self.told.lead(self.numbers[at])
        return lead if first == at else f"{self.told.lead(self.numbers[first])}{lead}"

    def _first(self, at: int) -> int:
        """The first of the row that a number without words of its own stands in."""
        index = self.rows[at][0]
        return at - index if index and len(self.told.lead(self.numbers[at])) < _WORDS else at

    def _tell(self, one: Amount, at: int) -> Iterator[str]:
        near = self.near(at)
        if self.is_change(at):
            yield "moved"
        if BASE.search(near):
            yield "base"
        elif is_earlier(self.told, self.amount(self._first(at))):
            yield "earlier"
        yield self._aspect(one, at, near)
        if _TOTAL.search(near):
            yield "total"
        if _WITHIN.search(near):
            yield "within"
        if _SHARED_BY.search(near):
            yield "whole"
        if self.text.rfind("（", 0, one.start) > self.text.rfind("）", 0, one.start):
            yield "bracket"

    def _aspect(self, one: Amount, at: int, near: str) -> str:
        """Budget or outcome: as the words say, else as the amount before in its sentence."""
        if self.told.is_planned(one):
            return "plan"
        if _PLAN.search(near):
            return "planlike"
        if not _SPENDS.search(near) and at and self.is_amount(at - 1) and self.sentence[at - 1] == self.sentence[at]:
            return next((role for role in self.roles(at - 1) if role in _ASPECTS), "done")
        return "done"


def _tell_change(row: Row, at: int) -> int:
    one, lead = row.amount(at), row.told.lead(row.amount(at))
    return int((row.told.is_moved(one) and not _LEFT.search(lead)) or _CHANGE.search(lead) is not None)


def _tell_earlier(row: Row, at: int) -> int:
    told = not {"earlier", "base"}.isdisjoint(row.roles(at))
    return int(told or _FROM.search(row.told.lead(row.amount(at))) is not None)


def _tell_each(row: Row, at: int) -> int:
    return int(_EACH.search(re.split(r"[，。；：]", row.told.lead(row.numbers[at]))[-1]) is not None)


def _tell_then(row: Row, at: int) -> int:
    start = row.numbers[at].start
    sentence = row.text[max(row.text.rfind(mark, 0, start) for mark in STOP) + 1 : start]
    times = [*_WHEN.finditer(sentence)]
    if not times:
        return 0
    last = times[-1]
    years = re.findall(r"20\d\d(?=年)", row.text)
    return int(last["then"] is not None or (last["year"] is not None and last["year"] < max(years)))


def _tell_inner(row: Row, at: int) -> int:
    start = row.numbers[at].start
    clause = row.text[max(row.text.rfind(mark, 0, start) for mark in "。；") + 1 : start]
    if clause.count("（") > clause.count("）"):
        return 1
    clause = _BRACKET.sub("", clause)
    opened = [*_INNER.finditer(clause)]
    return int(bool(opened) and any(mark.isdigit() for mark in clause[: opened[-1].start()]))


def _rows(text: str, numbers: Sequence[Amount | Rate]) -> list[tuple[int, int]]:
    """The place of each number in its row, and the length of it."""
    rows: list[list[int]] = []
    for at, one in enumerate(numbers):
        before = numbers[at - 1] if at else None
        if before is not None and type(before) is type(one) and _ROW.fullmatch(text, before.end, one.start):
            rows[-1].append(at)
        else:
            rows.append([at])
    return [(index, len(row)) for row in rows for index, _ in enumerate(row)]


_BOTH = re.compile(r"^、?(?:收入?、?支出?(?:总计|总额|合计|规模)?|两者|二者)")
"""收入总计、支出总计3,217.49万元。收支增长3.6%: of either, which are one amount."""


def read_rate(row: Row, rate: Rate) -> Reading:
    """What the words before a percentage call it; those of the first of its row count for all."""
    at = row.place[rate.start]
    place, many = row.rows[at]
    near = re.split(r"[。；]", row.told.lead(rate))[-1]
    if place and len(near) <= 2:  # the lead of the first, unless that is a second row itself
        near = re.split(r"[。；]", row.told.lead(row.numbers[at - place]))[-1]
    if many == 1 and (said := _LATTER.search(near[-10:])):
        place, many = (0, 2) if said["first"] else (1, 2)
    if _OF_AMOUNT.fullmatch(near) and at > place and row.is_amount(at - place - 1):
        near = re.split(r"[。；]", row.told.lead(row.numbers[at - place - 1]))[-1]
    near = near.rstrip("（")
    if _WRITTEN.match(near):
        near = _before_formula(row, at)
    for kind, pattern in _KINDS:
        if match := pattern.search(near):
            subject = _BOTH.sub("", re.split(r"[，（）：]", near[: match.start()])[-1])
            of = _OF_FILL.sub("", match.groupdict().get("of") or "")
            if not subject and kind in {"grow", "plan"}:
                subject = _subject_before(row, at, change=kind == "grow")
            falls = rate.ratio < 0 or (_FALLS.search(match[0]) is not None and "增减" not in match[0])
            return Reading(rate, kind, falls, subject, of, (place, many))
    moved = _change_before(row, at)
    falls = rate.ratio < 0 or (moved is not None and _FALLS.search(row.told.lead(moved)[-8:]) is not None)
    return Reading(rate, "grow" if falls or moved else "bare", falls, "", "", (place, many))


def _subject_before(row: Row, at: int, *, change: bool) -> str:
    """培训费较上年增加2.75万元，增长18.87%; 接待费支出2.40万元，完成预算的96%: told at the amount right before."""
    if not at or not row.is_amount(at - 1) or (change and not row.is_change(at - 1)):
        return ""
    clause = re.split(r"[，。；：）]|其中", row.told.lead(row.numbers[at - 1]))[-1]
    found = _SUBJECT.match(clause) if change else None
    if change:
        return found["name"] if found else ""
    return _SPENT.sub("", clause)


def _before_formula(row: Row, at: int) -> str:
    """公用经费控制率：实际支出88.23万元÷预算安排92.50万元=95.38%: the words that the formula is told of."""
    first = row.numbers[at - 2].start if at > 1 else 0
    start = max(row.text.rfind(mark, 0, first) for mark in "，。；（") + 1
    name = row.text[start:first]
    return name[: name.rfind("：")] if "：" in name else ""


def _change_before(row: Row, at: int) -> Amount | None:
    """同比增加21.41万元（7.21%）: the change that a bracket follows."""
    one = row.numbers[at - 1] if at else None
    if not isinstance(one, Amount) or row.text[one.end : row.numbers[at].start] not in {"（", "，", "、"}:
        return None
    return one if row.told.is_moved(one) else None


__all__ = ["HOWS", "Reading", "Row", "read_rate"]
