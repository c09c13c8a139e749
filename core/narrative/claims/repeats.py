"""C3: one amount, or one change of it, told twice with different values; in a paragraph and between paragraphs."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from core.figures import Agreement, Kind, Num
from core.figures.tolerance import agree_same
from core.narrative.claims.closed import slipped
from core.narrative.claims.explained import of_another
from core.narrative.claims.growth import meant
from core.narrative.claims.headings import headings, level_of
from core.narrative.claims.model import Aspect, Change, Decomposition
from core.narrative.claims.names import aliases
from core.narrative.claims.say import ERROR, WARNING, amount_text, around, finding, num, percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from core.narrative.claims.book import Book
    from core.narrative.claims.model import Amount, Paragraph
    from core.rules import Finding

_SUMMED = re.compile(r"总计|合计|总额|共计|总收入|总支出|决算总")
_COMMON = frozenset({"支出", "收入", "基本支出", "项目支出", "人员经费", "公用经费", "日常公用经费", "接待费"})
"""Names that a part of the report may use of its own matter: the outcome of one project, of one office."""
_NEAR = Fraction(1, 5)
_SHORTEST = 4
_WHOSE = re.compile(
    r"(?:[\u4e00-\u9fff]*(?:局|委|院|中心|学校|所|站|会|厅|政府|办事处|队|单位|部门))?(?:本级)?(?:年末|期末|年底|末|底|有|实有|现有|共有|拥有|核定|在册|机构|人员|总)*"
)
_OF_PART = re.compile(
    r"其中|本级|机关|下属|所属|二级|月|新增|减少|增加|调[入出]|人均|参加|参训|培训|慰问|救助|每|各|年初|上年|去年"
)
"""Words that make a count one of something else than the unit at the end of its year."""
_OF_LAST_YEAR = re.compile(r"^[^\d]{0,12}(?:上年|去年)[^比较]*[\d]")
_OTHER = re.compile(r"差[值额]|增加|减少|结转|结余|其他|下达|追加|调整")
_SEVERAL = re.compile(r"(?:项目|资金|补助|经费)$")
"""What a report tells of several things under one name, unless it says that it comes back to the one told before."""
_GRADE = re.compile(r"“[优良中差](?:秀|好|等)?”")
_AGAIN = re.compile(
    r"经(?:核对|审计|核实|统计|复核|核查|确认)|如前|前述|前文|上述|综上|综合评[定价]|总体来看|总的来看|反映|再次"
)


@dataclass(slots=True)
class Told:
    """What a stretch of text tells of quantities that have one value in a report."""

    paragraphs: Sequence[Paragraph] = ()
    amounts: list[Amount] = field(default_factory=list)
    changes: list[tuple[str, Change]] = field(default_factory=list)


def tell(paragraphs: Sequence[Paragraph], book: Book) -> Told:
    """The amounts of the report's main figures, and how they changed."""
    told = Told(paragraphs)
    for paragraph in paragraphs:
        amounts, changes = _of_paragraph(paragraph, book)
        told.amounts += amounts
        told.changes += ((_one_fund(name, book), change) for name, change in changes)
    return told


def _of_paragraph(paragraph: Paragraph, book: Book) -> tuple[list[Amount], list[tuple[str, Change]]]:
    """What one paragraph tells; it rests on nothing else, so it is asked once."""
    if paragraph.told is None:
        amounts = [amount for amount in (*paragraph.amounts, *paragraph.scores) if _tells(amount, book)]
        changes = []
        parts = {id(part) for claim in paragraph.claims if isinstance(claim, Decomposition) for part in claim.parts}
        for claim in paragraph.claims:
            if id(claim) in parts:
                continue  # 人员经费净增37.20万元：新进6人增支58.80万元: of the same, but not all of it
            if isinstance(claim, Change) and claim.base is Aspect.ACTUAL and claim.base_year == book.year - 1:
                name = claim.name or (claim.subject.name if claim.subject else "")
                own = bool(claim.name) or (claim.amount is not None and not of_another(claim))
                if (
                    own
                    and not _of_last_year(claim)
                    and not _summed(claim)
                    and not _from_nothing(claim)
                    and _main(claim, name, book)
                ):
                    changes.append((name, claim))
        paragraph.told = amounts, changes
    return paragraph.told


def _from_nothing(claim: Change) -> bool:
    """项目支出46.95万元，…。其中：工资福利支出1.20万元，增加1.20万元: all that a part between them is."""
    amount, subject = claim.amount, claim.subject
    if amount is None or subject is None:
        return False
    own = subject.end if subject.paragraph is amount.paragraph else 0
    return any(own <= one.start < amount.start and one.number == amount.number for one in amount.paragraph.amounts)


_EARLIER_RATE = re.compile(r"(?:上年|去年|上一年)[^，。；\d]{0,6}[增降升涨][幅速长]?(?:为|是)?$")


def _of_last_year(claim: Change) -> bool:
    """降幅较上年扩大1.5个百分点，上年降幅为4.5%."""
    rate = claim.rate
    text = rate.paragraph.text.text if rate else ""
    return rate is not None and _EARLIER_RATE.search(text, max(rate.start - 16, 0), rate.start) is not None


def check_repeats(told: Iterable[Told], book: Book) -> Iterator[Finding]:
    """What the stretches of a text, in order, tell differently: each quantity once."""
    told = list(told)
    places = _Places(told)
    changes: dict[str, list[Change]] = defaultdict(list)
    amounts: dict[tuple[str, str, int], list[Amount]] = defaultdict(list)
    for one in told:
        for name, change in one.changes:
            changes[name].append(change)
        for amount in one.amounts:
            amounts[_key(amount)].append(amount)
    for name, many in changes.items():
        yield from _differing(name, many)
    for several in amounts.values():
        if len(several) > 1:
            yield from _first_difference(several, book, places)


def check_repeated(paragraph: Paragraph, book: Book) -> Iterator[Finding]:
    """An amount, or a change of one, that one paragraph tells with two values."""
    changes: dict[str, list[Change]] = defaultdict(list)
    for name, change in _of_paragraph(paragraph, book)[1]:
        if not change.even and change.amount is not None:
            changes[name].append(change)
    for name, many in changes.items():
        yield from _differing(name, many)
    amounts: dict[tuple[str, str, int], list[Amount]] = defaultdict(list)
    for amount in _of_paragraph(paragraph, book)[0]:
        amounts[_key(amount)].append(amount)
    for several in amounts.values():
        if len(several) > 1:
            yield from _first_difference(several, book)


# -- amounts ---------------------------------------------------------------------------------


def _key(amount: Amount) -> tuple[str, str, int]:
    """What must have one value: a quantity in a year; of counts only the end of the name tells, 年末在职人员."""
    if amount.kind is Kind.COUNT:
        return _steady(amount.name) or amount.name, amount.held.unit, amount.year
    return amount.name, "", amount.year


@lru_cache(maxsize=4096)
def _steady(name: str) -> str:
    """The count that has one value in a report, 在职人员 for 年末实有在职人员; empty for others."""
    match = aliases().steady.search(name)
    return match[0] if match and _WHOSE.fullmatch(name[: match.start()]) else ""


def _tells(amount: Amount, book: Book) -> bool:
    """Whether an amount is the outcome of a quantity that has one value in a report."""
    if amount.kind is Kind.COUNT and (_steady(amount.name) or len(amount.name) >= _SHORTEST):
        return amount.own and not amount.rough and not amount.base and amount.head is None and not amount.aspect.planned
    if amount.kind is Kind.SCORE:
        return True
    if amount.kind is not Kind.MONEY or not amount.own or amount.rough or amount.scoped or amount.aspect.planned:
        return False
    if _OF_LAST_YEAR.search(_clause_of(amount)):
        return False
    if amount.base or amount.held.unit not in {"万元", "元", "亿元"} or not amount.number or _OTHER.search(amount.name):
        return False
    return bool(book.key(amount.name)) or len(amount.name) >= _SHORTEST


def _clause_of(amount: Amount) -> str:
    """The words before an amount in its clause, with those of the parts told before it there: 上年甲1万元、乙2万元."""
    return re.split("[，。；：（]", amount.paragraph.text.text[max(amount.start - 40, 0) : amount.start])[-1]


def _first_difference(amounts: list[Amount], book: Book, of: _Places | None = None) -> Iterator[Finding]:
    """The first that differs, within a paragraph; between the paragraphs `of` a text where those are given."""
    first, between = amounts[0], of is not None
    others = [
        one
        for one in amounts[1:]
        if one.number != first.number
        and (one.paragraph is not first.paragraph) is between
        and agree_same(num(first), num(one)) is Agreement.WRONG
        and _comparable(first, one, book)
        and (between or first.name not in _COMMON or _is_slip(first, one))
    ]
    if of is not None:
        others = [one for one in others if _fund(one) in {"", _fund(first)} or not _fund(first)]
    if of is not None and not book.key(first.name):
        others = [one for one in others if not of.apart(first, one)]
    if not others or (first.year == book.year and book.cell(first.name) is not None):
        return  # where there is a cell, each is held against it
    yield _finding(first, others[0])


_FUNDS = re.compile(r"一般公共预算|政府性基金|国有资本经营|社会保险基金|社保基金")


def _fund(one: Amount) -> str:
    """The fund that the sentence of an amount speaks of before it, the last one told."""
    text = one.paragraph.text.text
    found = _FUNDS.findall(text, max(text.rfind("。", 0, one.start), 0), one.start)
    return found[-1] if found else ""


class _Places:
    """Under which headings the paragraphs of a text stand; found out once something differs."""

    def __init__(self, told: Iterable[Told]) -> None:
        self._told = told

    @cached_property
    def _under(self) -> dict[Paragraph, tuple[str, ...]]:
        return {paragraph: over for one in self._told for paragraph, over in headings(one.paragraphs).items()}

    def apart(self, first: Amount, other: Amount) -> bool:
        """Whether two amounts are items of two lists: （一）培训费2万元 under 一、中央资金 and under 二、省级资金."""
        levels = {level_of(one.paragraph.text.text) for one in (first, other)}
        if len(levels) > 1 or min(levels) < 1:
            return False
        one, two = (self._under.get(amount.paragraph) for amount in (first, other))
        return bool(one and two) and one != two


def _comparable(first: Amount, other: Amount, book: Book) -> bool:
    """A main figure has one value; what only shares a name must be near to be a slip."""
    gap, larger = abs(first.number - other.number), max(first.number, other.number)
    if first.kind is Kind.SCORE:
        between = _GRADE.sub("", first.paragraph.text.text[first.end : other.start])
        return "“" not in between  # of another project
    again = _AGAIN.search(_lead(other)) is not None
    if _SEVERAL.search(first.name) and not book.key(first.name):
        return again
    if first.kind is Kind.COUNT and not _steady(first.name):
        return again
    if first.kind is Kind.COUNT:
        return _OF_PART.search(_lead(first)) is None and _OF_PART.search(_lead(other)) is None
    if book.key(first.name) and first.name not in _COMMON:
        return True
    return first.head is None and other.head is None and gap <= larger * _NEAR


def _is_slip(first: Amount, other: Amount) -> bool:
    """支出16000元；…支出1.4万元: of two things, unless a slip of the pen makes one of the other."""
    one, two = amount_text(first), amount_text(other)
    return slipped(one, two, 1) or sorted(one) == sorted(two)


def _lead(amount: Amount) -> str:
    text = amount.paragraph.text.text
    return text[max(text.rfind("。", 0, amount.start) + 1, amount.start - 40) : amount.start]


def _finding(first: Amount, other: Amount) -> Finding:
    text = first.paragraph.text.text[max(first.start - 24, 0) : first.start]
    sure = _AGAIN.search(_lead(other)) is not None or first.name not in _COMMON or _SUMMED.search(text) is not None
    one, two = (f"{amount_text(amount)}{amount.held.unit}" for amount in (first, other))
    return finding(
        "C3", ERROR if sure else WARNING, other.paragraph, (other.start, other.end),
        f"{first.name}前后不一：{one} 与 {two}（另见「{around(first)}」）", "核实后统一成一个数",
        claimed=two, expected=one,
    )  # fmt: skip


# -- changes ---------------------------------------------------------------------------------


def _main(claim: Change, name: str, book: Book) -> bool:
    """Whether a change is of a figure of the whole unit and of the report's year."""
    subject = claim.subject
    counted = claim.amount is not None and claim.amount.kind is not Kind.MONEY
    return (
        bool(book.key(name)) and not counted and (subject is None or (subject.year == book.year and not subject.scoped))
    )


def _one_fund(name: str, book: Book) -> str:
    """财政拨款收入 is 一般公共预算财政拨款收入 where there are no other funds."""
    fund = book.ground.cell("T01.government_fund_income", "actual")
    if name.startswith("一般公共财政拨款") and fund is not None and fund.number == 0:
        return name.removeprefix("一般公共")
    return name


def _differing(name: str, changes: list[Change]) -> Iterator[Finding]:
    first = changes[0]
    one = _size(first)
    said = {_said(first)}
    for other in changes[1:]:
        if _said(other) in said or _of_years(first) != _of_years(other) or _of_others(first, other):
            continue
        if _is_inner(first, other):
            continue
        said.add(_said(other))
        two = _size(other)
        if one is not None and two is not None and agree_same(one, two) in {Agreement.NEAR, Agreement.WRONG}:
            yield _contradiction(name, first, other, _amount(first), _amount(other))
            return
        if first.rate and other.rate and abs(first.rate.ratio - other.rate.ratio) > _steps(first, other):
            yield _contradiction(name, first, other, _rate(first), _rate(other))
            return


def _summed(change: Change) -> bool:
    """合计减少2.61万元; 车均运行维护费减少0.21万元: of no quantity that was named before."""
    where = change.amount
    if where is None:
        return False
    text = where.paragraph.text.text
    begin = max(text.rfind(mark, 0, where.start) for mark in "，。；") + 1
    group = max(text.rfind(mark, 0, where.start) for mark in "。；") + 1
    averaged = re.search(r"[人车户]均", text[max(group, where.start - 48) : where.start])
    return averaged is not None or re.search(r"(?<![入出])(?:合计|共计)|^共", text[begin : where.start]) is not None


_OF_YEAR = re.compile(r"(?<![与同和跟])(20\d\d)年度?[^，。；\d相]{0,6}[比较]")


def _of_years(change: Change) -> str:
    """The year whose change the clause says it is; empty for that of the report."""
    where = change.amount or change.rate
    if where is None:
        return ""
    text = where.paragraph.text.text
    begin = max(text.rfind(mark, 0, where.start) for mark in "，。；") + 1
    found = _OF_YEAR.search(text, begin, where.start)
    return found[1] if found else ""


def _of_others(first: Change, other: Change) -> bool:
    """Whether two changes are of amounts that differ: then they are of two things that bear one name."""
    one, two = first.subject, other.subject
    return one is not None and two is not None and one.number != two.number and one.paragraph is two.paragraph


def _is_inner(first: Change, other: Change) -> bool:
    """收入总计比上年增加296万元；其中本年收入2987万元，比上年增加284万元: the second is one of a part."""
    one, two = first.amount or first.rate, other.amount or other.rate
    if one is None or two is None or one.paragraph is not two.paragraph or other.name:
        return False
    between = one.paragraph.text.text[one.end : two.start]
    return "。" not in between and "其中" in between


def _said(change: Change) -> tuple[object, ...]:
    amount, rate = change.amount, change.rate
    return (
        amount and amount.held,
        amount and change.subject and change.subject.held.unit,
        change.falls,
        rate and rate.held,
    )


def _steps(first: Change, other: Change) -> Fraction:
    return sum((one.rate.held.half_step for one in (first, other) if one.rate), Fraction(0))


def _size(change: Change) -> Num | None:
    amount = meant(change)
    if amount is None:
        return None
    size = num(amount)
    return -size if change.falls else size


def _amount(change: Change) -> str:
    assert change.amount is not None
    return f"{amount_text(change.amount)}{change.amount.held.unit}"


def _rate(change: Change) -> str:
    assert change.rate is not None
    return percent(change.rate.ratio, change.rate.held.decimals)


def _contradiction(name: str, first: Change, other: Change, one: str, two: str) -> Finding:
    where = first.amount or first.rate
    also = other.amount or other.rate
    assert where is not None and also is not None  # noqa: PT018  a change has one of them
    return finding(
        "C3", ERROR, where.paragraph, (where.start, (first.rate or where).end),
        f"{name}比上年的增减前后不一：{one} 与 {two}（另见「{around(also)}」）", "核实后统一成一个数",
        claimed=one, expected=two,
    )  # fmt: skip
