"""What a paragraph tells of sums that are told over several: amounts and changes by the words right before them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.across.terms import terms, terms_of
from core.narrative.claims.model import Aspect, Change
from core.narrative.claims.names import clean, generic
from core.narrative.claims.say import num

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.model import Amount, Paragraph

ACTUAL, PLANNED, FINAL, UNSAID = "actual", "planned", "final", ""
"""Which value is told: an outcome, a budget, the budget as changed later; or which was not said."""
GREW, LEFT = "grew", "left"
"""Which change is told: from last year's outcome, from a budget."""

_CHEAP = re.compile(r"三公|出国|出境|用车|公车|公务车|车辆|接待|收入|支出|结转|结余|拨款|总计")
_BRACKETED = re.compile(r"（境）|[“”\"'‘’]")
_YEARS = re.compile(r"20\d\d年度?(?!\d)")
_DATES = re.compile(r"(?:截至)?20\d\d年(?:\d{1,2}月\d{1,2}日|[末初底])|(?:截至)?\d{1,2}月\d{1,2}日")
_CUT = re.compile(r"[，。；：！？（）]|其中|包括|\d[\d.,]*%?(?:[万亿]?元|[\u4e00-\u9fff]{0,1}次|[个辆人批台])?")
_AT_END = re.compile(
    r"(?:年初|全年|调整后?的?|预算|决算|执行|实际|完成|安排|总额|金额|数额|情况|数|额|为|是|共计|合共|共|约|均|各|有|达到?|：|的|(?<![合总])计)*$"
)
_AT_START = re.compile(r"^(?:[、和与及]|以及|加上?|减去?|扣除|此外|另外|同时)*")
_EACH = re.compile(r"[人车户台次]均|每[车人辆台]|月均")
_PLAN = re.compile(r"预算|计划")
_CHANGED_PLAN = re.compile(r"(?:全年|调整后?的?|追加后的?)预算")
_DONE = re.compile(r"决算|实际|执行|完成")
_FUND = re.compile(r"一般公共|政府性基金|国有资本|财政拨款|社会保险基金|公共预算|公共财政")
_FUNDS = re.compile(r"一般公共|政府性基金|国有资本|社会保险基金")
_FUND_BUDGETS = re.compile(
    r"(?:一般公共|政府性基金|国有资本经营|公共|财政)预算|预算单位|预算部门|预算外|预算稳定调节|预算周转金|部门预算单位"
)
_OF_PART = re.compile(r"本级|下属|所属|二级|(?<!\d)(?:[1-9]|1[01])月(?:份|底|末)?|元至|上半年|下半年|季度")
_LAST = re.compile(r"^(?:上年|去年|上一年|前一年|往年)(?!度?末?结)")
_YEAR = re.compile(r"(?<![较比与同和跟])(20\d\d)年")
_SINCE = "。；"
_KINDS = frozenset({"fiscal", "general", "fund", "capital"})
_NO_VEHICLES = re.compile(r"购置(?:公务用车|公车|车辆|数量|数)*$|(?:公务用车|公车|车辆)(?:更新)?购置(?:数量|数)?$")
_ABOVE = re.compile(r"(?:以上|上述|收支)")


@dataclass(slots=True, eq=False)
class Operand:
    """A number told of a term; of a change that fell it is negative.  In 分, as `env`, its envelope, is.

    `year` is 0 where none is said.  `amount` is None where words tell that there was none.
    """

    term: str
    number: Fraction
    env: Fraction
    side: str
    year: int
    fund: str
    scope: frozenset[str]
    paragraph: Paragraph = field(repr=False)
    amount: Amount | None = field(default=None, repr=False)
    change: Change | None = field(default=None, repr=False)


def operands_of(paragraph: Paragraph) -> list[Operand]:
    """The operands that a paragraph tells; it rests on nothing else, so it is asked once."""
    if paragraph.operands is None:
        text = paragraph.text.text
        paragraph.operands = list(_read(paragraph)) if _CHEAP.search(text) is not None else []
    return paragraph.operands


def goes_on(paragraph: Paragraph) -> bool:
    """Whether a paragraph is of what the one before it was of: 上述收支相抵."""
    return _ABOVE.match(paragraph.text.text) is not None


def fund_of(heading: str) -> str:
    """The fund that a heading names."""
    found = _FUND.search(heading)
    return found[0] if found else ""


def _read(paragraph: Paragraph) -> Iterator[Operand]:
    told = list(_amounts(paragraph))
    fund = _fund(paragraph, told)
    for at, one in enumerate(told):
        one.fund = fund or ("scoped" if one.amount is not None and one.amount.scoped else "")
        if fund and one.amount is not None and len(set(_FUNDS.findall(paragraph.text.text, 0, one.amount.start))) > 1:
            one.fund = f"several {at}"  # of which, nothing tells
        yield one
    yield from _nothing(paragraph, fund)
    yield from _changes(paragraph, told, fund)


# -- amounts ---------------------------------------------------------------------------------


def _amounts(paragraph: Paragraph) -> Iterator[Operand]:
    """Every amount that is told of a term, with what is said of it: 因公出国（境）费支出决算0万元."""
    side = UNSAID
    many = paragraph.amounts
    text = paragraph.text.text
    for at, one in enumerate(many):
        words = words_before(one)
        names = _AT_END.sub("", words)
        if one.kind is Kind.COUNT and not one.number and _NO_VEHICLES.search(names) and one.held.unit in {"辆", "台"}:
            yield _operand("purchase", one, side, told=None)
        if one.kind is not Kind.MONEY or one.rough or one.base or one.aside or _EACH.search(words):
            continue
        said = side_of(words)
        if said == UNSAID and at + 1 < len(many) and _is_budget_of(one, many[at + 1]):
            said = ACTUAL
        begins = max(text.rfind(mark, 0, one.start) for mark in "。") + 1
        if said == UNSAID and (one.sentence == _sentence(many, at) or text.startswith("其中", begins)):
            said = side
        side = said or side
        if _LAST.search(words):
            continue
        inherited = not one.own and (generic(clean(words)) or names in {"支出", "收入"})
        found = terms_of(_AT_END.sub("", one.name) if inherited else names)
        for term in found:
            yield _operand(term, one, said, told=one)


def _sentence(amounts: list[Amount], at: int) -> int:
    return amounts[at - 1].sentence if at else -1


def words_before(one: Amount) -> str:
    """The last clause before an amount, without marks; 本年 for any year."""
    text = one.paragraph.text.text
    lead = _DATES.sub("", _BRACKETED.sub("", text[max(one.start - 60, 0) : one.start]))
    lead = _YEARS.sub("本年", lead)
    return _AT_START.sub("", _CUT.split(lead)[-1])


def side_of(words: str) -> str:
    """Whether words tell a budget or an outcome: the last word that says either says so."""
    words = _FUND_BUDGETS.sub("", words)
    plan = max((match.end() for match in _PLAN.finditer(words)), default=-1)
    done = max((match.end() for match in _DONE.finditer(words)), default=-1)
    if plan == done:
        return UNSAID
    if done > plan:
        return ACTUAL
    return FINAL if _CHANGED_PLAN.search(words) else PLANNED


def _is_budget_of(one: Amount, other: Amount) -> bool:
    """Whether the next amount is the budget of the same thing: 支出0万元，年初预算为0.95万元."""
    words = words_before(other)
    return one.sentence == other.sentence and side_of(words) in {PLANNED, FINAL} and generic(clean(words))


def _operand(term: str, one: Amount, side: str, told: Amount | None) -> Operand:
    text = one.paragraph.text.text
    value = num(one)
    return Operand(
        term, value.value, value.env, side, _year(one), "", scope_of(text, one.start), one.paragraph, told
    )  # fmt: skip


def _year(one: Amount) -> int:
    """The year said right before an amount, else at the beginning of its sentence."""
    text = one.paragraph.text.text
    clause = max(text.rfind(mark, 0, one.start) for mark in "，。；：") + 1
    found = _YEAR.findall(text, clause, one.start)
    if found:
        return int(found[-1])
    begin = text.rfind("。", 0, one.start) + 1
    first = next((other for other in one.paragraph.amounts if other.start >= begin), one)
    early = _YEAR.search(text, begin, min(first.start, one.start))
    return int(early[1]) if early else 0


def scope_of(text: str, at: int) -> frozenset[str]:
    """Words that make a number that of a part of the unit or of the year: 本级, 1-6月."""
    begin = max(text.rfind(mark, 0, at) for mark in _SINCE) + 1
    return frozenset(_OF_PART.findall(text, begin, at))


def _fund(paragraph: Paragraph, told: list[Operand]) -> str:
    """The fund that a paragraph is about, by what it says before its first amount."""
    if not paragraph.amounts:
        return ""
    first = paragraph.amounts[0]
    head = paragraph.text.text[: first.start]
    if told and told[0].amount is first and told[0].term in _KINDS:
        head = head[: max(head.rfind(mark) for mark in "，。；：") + 1]
    return fund_of(head)


# -- what there was none of ---------------------------------------------------------------------


def _nothing(paragraph: Paragraph, fund: str) -> Iterator[Operand]:
    """无因公出国（境）费, 未购置公务用车."""
    text = _BRACKETED.sub("", paragraph.text.text)
    for term in terms():
        match = term.nothing.search(text) if term.nothing is not None else None
        if match is not None:
            side = PLANNED if "预算" in match[0] else UNSAID
            yield Operand(term.key, Fraction(0), Fraction(0), side, 0, fund, scope_of(text, match.start()), paragraph)


# -- changes ---------------------------------------------------------------------------------


def _changes(paragraph: Paragraph, told: list[Operand], fund: str) -> Iterator[Operand]:
    """Every change of a term, those of nothing from nothing too."""
    text = paragraph.text.text
    for claim in paragraph.claims:
        if not isinstance(claim, Change) or (claim.amount is None and not claim.even):
            continue
        if claim.amount is not None and (claim.amount.kind is not Kind.MONEY or claim.amount.rough):
            continue
        side = LEFT if claim.base.planned else GREW
        at = claim.amount or claim.subject
        for term in _terms_of_change(claim):
            size = num(claim.amount) if claim.amount is not None else None
            number = size.value if size else Fraction(0)
            yield Operand(
                term, -number if claim.falls else number, size.env if size else Fraction(0), side,
                0, fund, scope_of(text, at.start) if at else frozenset(), paragraph, claim.amount, claim,
            )  # fmt: skip
    for one in told:
        if one.amount is not None and not one.number and _had_nothing(one.amount):
            yield Operand(one.term, Fraction(0), Fraction(0), GREW, 0, fund, one.scope, paragraph)


def _terms_of_change(claim: Change) -> tuple[str, ...]:
    name = claim.name or (claim.subject.name if claim.subject else "")
    return terms_of(_AT_END.sub("", name)) if name else ()


def _had_nothing(one: Amount) -> bool:
    """因公出国费为0万元，较上年增加0万元."""
    many = one.paragraph.amounts
    at = next(at for at, other in enumerate(many) if other is one)
    behind = many[at + 1] if at + 1 < len(many) else None
    return behind is not None and behind.base and not behind.number and behind.aspect is Aspect.ACTUAL
