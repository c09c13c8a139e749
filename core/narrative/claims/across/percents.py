"""Percentages of a whole or a budget that another sentence tells: 占政府采购预算的85%, 完成预算的96% (C8, C11).

The part stands right before its percentage; what it is a part of has the name that is said, wherever that is told.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise, permutations
from typing import TYPE_CHECKING, NamedTuple

from core.figures import Agreement, Held, Kind
from core.figures.tolerance import agree_rate
from core.narrative.claims.across.operands import ACTUAL, FINAL, PLANNED, operands_of, words_before
from core.narrative.claims.closed import slipped
from core.narrative.claims.model import Aspect, Rate, Share, alike
from core.narrative.claims.say import about, agreement, amount_text, num, percent, rate_num
from core.narrative.claims.told import wrong_rate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from core.figures import Num
    from core.narrative.claims.across.reckoning import Told
    from core.narrative.claims.model import Amount, Paragraph
    from core.rules import Finding

_NUMBER = r"(?=(?P<rate>\d{1,3}(?:\.\d{1,4})?)%(?![、和及与]))"
_OF = re.compile(
    r"占(?:到|了|(?!比))(?P<whole>[^，。；：、\d占%（）]{2,20}?)"
    r"(?:的|之|比例|比重|份额|为|达|到|约|高达|超过|是)*" + _NUMBER
)
_DONE = re.compile(
    r"(?:(?:完成|为|占|达到?)(?:年初|全年|调整后?的?)?预算(?:数|安排)?的|预算执行(?:率|比例|进度)(?:为|达|是)?|"
    rf"(?:预算)?(?:完成|执行)率(?:为|达|是)?){_NUMBER}"
)
_FUND = re.compile(
    rf"(?<![\u4e00-\u9fff]{{8}})(?:项目|资金|预算|总体|整体|经费|实际|年度|全年)*(?P<done>执行|支付|支出|使用|拨付|到位)(?:进度)?率"
    rf"(?:仅|均|已|约)*(?:为|达到?|是|：)?{_NUMBER}"
)
_DONE_WITH = re.compile(r"执行|支出|使用|支付|付|完成|到位|下达|收到")
_LEFT_OVER = re.compile(r"结[余转]|剩余|未|余款|预算|计划|应")
_THERE = re.compile(r"预算|下达|到位|投入|安排|补助|投资|筹集|拨入|收到|指标|计划|批复|资金|经费")
_TO_ARRIVE = re.compile(r"预算|计划|批复|应|总投资|指标")
_OTHER_TIME = re.compile(r"季度|上半年|\d月份|上年|去年|[较比]20|整体|总执行|合并")
_NEAR, _PARAGRAPHS = 40, 6
"""So far behind the amount that it is of a percentage stands, and so many paragraphs before it what there was."""
_BASIS = re.compile(r"（按[^，。；）]{0,6}调整")
"""Behind a percentage that is of the budget as it was changed: no other amount makes it right."""
_RIGHT_BEHIND = re.compile(r"(?:[，（、]|[，（]占[^，。；\d]{2,20}\d[\d.]*%|约|仅|只|共|均)*")
_OF_THE_LATTER = re.compile(r"(?:该项|此项|该类|此类)(?:支出|收入|资金|经费)?$")
_TOGETHER = re.compile(r"[两三二四五](?:项|者|类)|合计|共计|之和|以上|上述")
_SAID = re.compile(r"20\d\d年度?|本年度?|当年|全年|[“”‘’\"']")
_FILL = re.compile(r"(?:总额|总数|总量|合计|金额|总计|数额|规模|数|额|的)+$")
_ALL = re.compile(r"总(?:数|额|量)|全部")
_MUCH = 12
"""So many amounts of a paragraph, of which any two may make a percentage."""
_MOST = 400
"""More amounts than a document has in which one whole can be told from the others."""
_ROUGH = 0.1
"""What is further off is made by no rounding of two amounts."""
_LONG = 4
_ROW = 5
"""So many amounts side by side may be a whole together."""


class Percent(NamedTuple):
    """A percentage with the amount that it is told of, and the name of its whole; it is of the budget where none is."""

    rate: Rate
    part: Amount
    whole: str
    adjusted: bool = False
    """Told of the budget as it was changed later."""
    made: bool = False
    """Amounts of its own paragraph make it."""
    fund: str = ""
    """What was done with the money of a project, where the percentage is of all that there was: 执行, 支付, 到位."""


Fund = tuple[Percent, "list[Amount]"]
"""A percentage of what was paid or arrived, and what there was, told last; none where several may be it."""


def percents_of(paragraphs: Sequence[Paragraph]) -> list[Percent]:
    """Every percentage told right at an amount of money, as that part of something; read once for each paragraph."""
    for paragraph in paragraphs:
        if paragraph.percents is None:
            paragraph.percents = [one._replace(made=_is_made(one)) for one in _read(paragraph)]
    return [one for paragraph in paragraphs for one in paragraph.percents or ()]


def _read(paragraph: Paragraph) -> Iterator[Percent]:
    text = paragraph.text.text
    if "%" not in text or not paragraph.amounts:
        return
    read: set[int] = set()
    for match in [*_OF.finditer(text), *_FUND.finditer(text), *_DONE.finditer(text)]:
        fund = match.re is _FUND
        part, digits = _paid(paragraph, match) if fund else _part(paragraph, match), match["rate"]
        if part is None or not float(digits) or match.end() in read:
            continue
        if not _TOGETHER.search(text, part.end, match.start()):
            held = Held.rate(Fraction(digits) / 100, len(digits.partition(".")[2]))
            rate = Rate(match.end(), match.end() + len(digits) + 1, held, paragraph)
            whole, done = (match["whole"], "") if match.re is _OF else ("", match["done"] if fund else "")
            yield Percent(rate, part, whole, "调整" in match[0], fund=done)
            read.add(match.end())


def _paid(paragraph: Paragraph, match: re.Match[str]) -> Amount | None:
    """The amount that was paid or arrived, told in the same or the sentence before: 实际执行126万元，项目执行率90%.

    A sentence of several percentages or of many amounts tells itself what each is of.
    """
    text = paragraph.text.text
    begin = text.rfind("。", 0, match.start()) + 1
    end = text.find("。", match.end())
    sentence = text[begin : end if end >= 0 else len(text)]
    if sentence.count("%") > 1 or _OTHER_TIME.search(text, begin, match.end()):
        return None
    if sum(begin <= one.start < begin + len(sentence) for one in paragraph.amounts) >= _LONG:
        return None
    first = text.rfind("。", 0, max(text.rfind("。", 0, match.start()), 0)) + 1
    before = [one for one in paragraph.amounts if first <= one.start and one.end <= match.start()]
    for one in reversed(before):
        words = _words(one)
        if one.kind is Kind.MONEY and one.number > 0 and not one.rough and _DONE_WITH.search(words):
            told = one.head is None and match.start() - one.end <= _NEAR and not _LEFT_OVER.search(words)
            return one if told else None
    return None


def _part(paragraph: Paragraph, match: re.Match[str]) -> Amount | None:
    """The amount right before the words of a percentage, or the one that they name."""
    text = paragraph.text.text
    before = [one for one in paragraph.amounts if one.end <= match.start()]
    last = before[-1] if before else None
    if last is None:
        return None
    named: Amount | None = None
    if _RIGHT_BEHIND.fullmatch(text, last.end, match.start()):
        named = last
    elif _OF_THE_LATTER.search(text, last.end, match.start()):
        named = before[0]
    else:
        for claim in paragraph.claims:
            if isinstance(claim, Share) and claim.rate.start == match.end() and claim.part_name and claim.part:
                named = claim.part if claim.part.own else None
    plain = named is not None and named.kind is Kind.MONEY and named.number > 0 and not (named.rough or named.base)
    return named if plain else None


def check_percents(told: Told, every: Sequence[Percent], funds: Iterable[Fund], known: set[str]) -> Iterator[Finding]:
    """C8 and C11 of percentages that no amounts of their own paragraph make, and the amount that is named does not."""
    left = [
        one for one in every if not one.made and (one.fund or (one.rate.ratio != 1 and _place(one.rate) not in known))
    ]
    there = {id(one): whole for one, whole in funds}
    amounts = list(_amounts(told.paragraphs)) if left else []
    if len(amounts) > _MOST:
        return
    for one in left:
        if any(_makes(one.rate, one.part, other) and not is_other_side(one.whole, other) for other in amounts):
            continue
        if one.fund:
            yield from _against(one, _budgets(told, one, amounts) or there[id(one)])
            continue
        wholes = _wholes(one, amounts) if one.whole else _budgets(told, one, amounts)
        yield from _against(one, [whole for whole in wholes if _place(whole) not in known])


def right_of_funds(funds: Iterable[Fund]) -> set[str]:
    """Where percentages stand that what was paid makes of all the money there was: no others are asked."""
    return {
        _place(one.rate)
        for one, whole in funds
        if not _BASIS.match(one.rate.paragraph.text.text, one.rate.end)
        and any(_makes(one.rate, one.part, each) for each in whole)
    }


def funds_of(told: Told, every: Sequence[Percent]) -> list[Fund]:
    """The percentages of what was paid or arrived, each with what there was of it."""
    return [(one, _there(one, told)) for one in every if one.fund]


def _there(one: Percent, told: Told) -> list[Amount]:
    """What money there was before some of it was paid: the last that is told, where one number or two may be it."""
    paragraphs, at = told.paragraphs, told.order[id(one.rate.paragraph)]
    cue = _TO_ARRIVE if one.fund == "到位" else _THERE
    near = [each for each in paragraphs[max(at - _PARAGRAPHS, 0) : at + 1] if each.where == one.rate.paragraph.where]
    found = [
        each
        for each in _amounts(near)
        if each.head is None
        and each.number >= one.part.number
        and each is not one.part
        and (each.paragraph is not one.rate.paragraph or each.end < one.part.start)
        and cue.search(_words(each))
    ]
    return found[-1:] if len({each.number for each in found}) < _FEW else []


_FEW = 3


def _place(one: Amount | Rate) -> str:
    return one.paragraph.place(one.start, one.end)


def _amounts(paragraphs: Sequence[Paragraph]) -> Iterator[Amount]:
    """The amounts of a document that may be a whole."""
    for paragraph in paragraphs:
        for one in paragraph.amounts:
            if one.kind is Kind.MONEY and one.number > 0 and not one.rough and not one.base:
                yield one


def _makes(rate: Rate, part: Amount, whole: Amount) -> bool:
    near = part is not whole and whole.number > 0 and about(rate, part, whole)
    return near and agree_rate(rate_num(rate), num(part) / num(whole), rate.held.decimals) is Agreement.EQUAL


def _is_made(one: Percent) -> bool:
    """Whether a part makes a percentage with those beside it, or two amounts of its paragraph do."""
    rate = one.rate
    own = [each for each in rate.paragraph.amounts if each.number > 0 and not each.rough]
    if any(agreement(rate, num(one.part), whole) is Agreement.EQUAL for whole in _sums(one.part, own)):
        return True
    if len(own) > _MUCH:
        at = next((at for at, each in enumerate(own) if each.start > rate.start), len(own))
        own = own[max(at - _MUCH + 2, 0) : at + 2]
    size = float(rate.ratio)
    return any(
        abs(first / second - size) <= _ROUGH + _ROUGH * size
        and alike(part, whole)
        and _makes(rate, part, whole)
        and not is_other_side(one.whole, whole)
        for (part, first), (whole, second) in permutations([(each, float(each.number)) for each in own], 2)
    )


def _sums(part: Amount, own: Sequence[Amount]) -> Iterator[Num]:
    """What a part makes with those told beside it: 甲3030万元，占转移支付的82%；乙664万元."""
    alike_ = [each for each in own if alike(each, part)]
    at = next((at for at, each in enumerate(alike_) if each is part), -1)
    for first in range(max(at - _ROW + 1, 0), at + 1):
        for last in range(at + 1, min(first + _ROW, len(alike_)) + 1):
            if last - first > 1:
                yield sum((num(each) for each in alike_[first + 1 : last]), num(alike_[first]))


def _words(one: Amount) -> str:
    """The words of the clause before an amount; asked once."""
    leads = one.paragraph.leads
    if one.start not in leads:
        leads[one.start] = words_before(one)
    return leads[one.start]


def is_other_side(name: str, whole: Amount) -> bool:
    """Whether an amount is of income where a part of all spending is told, or the other way round."""
    words = _words(whole)
    sides = ("收入", "支出"), ("支出", "收入")
    return any(this in name and that in words and this not in words for this, that in sides)


def _wholes(one: Percent, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts that have the name of a whole; others, where the percentage is theirs but for a slip."""
    name = _FILL.sub("", _SAID.sub("", one.whole))
    larger = [each for each in amounts if each is not one.part and each.number >= one.part.number]
    found = [each for each in larger if _is_named(name, each)]
    if not found:
        last = name[-2:]
        found = [
            each
            for each in larger
            if (_ALL.search(one.whole) or last in _words(each)) and _is_slip(one.rate, one.part, each)
        ]
    return found


def _is_named(name: str, one: Amount) -> bool:
    if len(name) < _LONG:
        return False
    words = _FILL.sub("", _SAID.sub("", _words(one)).rstrip("为共是：约达"))
    return words.endswith(name)


def _budgets(told: Told, percent_of: Percent, amounts: Sequence[Amount]) -> list[Amount]:
    """The budgets of what a part is the outcome of: those of its name."""
    part, adjusted = percent_of.part, percent_of.adjusted
    if part.aspect.planned:
        return []
    found = [one for one in amounts if one.aspect.planned and one.name == part.name and one.year == part.year]
    found = [one for one in found if not adjusted or one.aspect is Aspect.FINAL]
    if found or adjusted or not part.own:
        return found
    terms = {one.term for one in operands_of(part.paragraph) if one.amount is part and one.side in {ACTUAL, ""}}
    sides = [told.by.get((side, term), []) for term in terms for side in (PLANNED, FINAL)]
    return [one.operand.amount for many in sides for one in many if one.operand.amount is not None]


def _against(one: Percent, wholes: Sequence[Amount]) -> Iterator[Finding]:
    rate, part = one.rate, one.part
    numbers: dict[Fraction, Amount] = {each.number: each for each in wholes if each.number}
    if len(numbers) > 1:  # of several, the one that it is but for a slip of the pen
        numbers = {number: each for number, each in numbers.items() if _is_slip(rate, part, each)}
    if len(numbers) != 1:
        return
    whole = next(iter(numbers.values()))
    if not _is_slip(rate, part, whole) and is_of_slip(rate, part, whole):
        return
    yield from wrong_rate(
        rate, num(part) / num(whole), "C8" if one.whole else "C11", f"{amount_text(part)} ÷ {amount_text(whole)}"
    )


def _is_slip(rate: Rate, part: Amount, whole: Amount) -> bool:
    """Whether a percentage is what two amounts make but for a digit, two that changed places, or its point."""
    decimals, ratio = rate.held.decimals, part.number / whole.number
    printed, due = percent(rate.ratio, decimals), percent(ratio, decimals)
    if printed == due:
        return False
    bare = printed.replace(".", "").lstrip("0")
    shifted = any(percent(ratio, places).replace(".", "").lstrip("0") == bare for places in range(4))
    return slipped(printed, due) or sorted(printed) == sorted(due) or (shifted and len(bare) > _LONG - 1)


def is_of_slip(rate: Rate, part: Amount, whole: Amount) -> bool:
    """Whether one of two amounts with two digits the other way round makes a percentage: that amount is wrong then."""
    ratio = float(part.number / whole.number)
    return swapped_makes(rate, part, ratio) or swapped_makes(rate, whole, ratio, of_part=False)


def swapped_makes(rate: Rate, one: Amount, ratio: float, *, of_part: bool = True) -> bool:
    """Whether two neighbouring digits of an amount the other way round make a percentage of what it makes as it is."""
    text = amount_text(one)
    places = [at for at, char in enumerate(text) if char.isdigit()]
    for at, following in pairwise(places):
        digits = f"{text[:at]}{text[following]}{text[at + 1 : following]}{text[at]}{text[following + 1 :]}"
        if digits == text or not float(digits):
            continue
        scale = float(digits) / float(text)
        if abs(ratio * (scale if of_part else 1 / scale) - float(rate.ratio)) <= float(rate.held.half_step):
            return True
    return False


__all__ = [
    "Fund",
    "Percent",
    "check_percents",
    "funds_of",
    "is_other_side",
    "percents_of",
    "right_of_funds",
    "swapped_makes",
]
