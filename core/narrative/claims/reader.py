"""Prose to claims: one pass over a paragraph's numbers, with what is being spoken of kept in and around brackets."""

from __future__ import annotations

import re
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims import lists, shares, words
from core.narrative.claims.balances import read_balances
from core.narrative.claims.budgets import Budgets
from core.narrative.claims.changes import Changes
from core.narrative.claims.clauses import Placed, place
from core.narrative.claims.fold import fold
from core.narrative.claims.model import Amount, Aspect, Paragraph, Rate
from core.narrative.claims.moves import read_decompositions
from core.narrative.claims.names import alternate, canonical, clean, generic, own_names
from core.narrative.claims.numerals import AMOUNT
from core.narrative.claims.references import Rows
from core.narrative.claims.scan import Quantity, is_about, scan
from core.narrative.claims.transitions import arrive, moved_to
from core.narrative.claims.units import mend_units

if TYPE_CHECKING:
    from core.narrative.claims.model import Ground

_SPENT = re.compile(r"决算|实际|执行|完成")
_BROAD = frozenset({"支出", "收入", "支出总计", "收入总计", "基本支出", "项目支出", "收入支出"})
_FUND = re.compile(r"一般公共预算|政府性基金|国有资本经营|财政拨款|社会保险基金")
_WHOLE = re.compile(r"20\d\d年|本年|全年|部门|单位|总")
_BASE_YEAR = re.compile(r"20\d\d年(?:度)?(?:同期)?[^，。；\d]{0,12}[为是]?\d[\d,.]*(?:万|亿)?元")
_MOVED = re.compile(rf"(?:{words.UP}|{words.DOWN})[^，。；]{{0,4}}\d[\d.]*(?:%|万?元)")
_SUMMED = re.compile(r"合计|总|部门|单位")
_ALL = re.compile(r"本年|全年|合计|总计|总额|年度")
_ANY_NUMBER = re.compile(r"\d|[万千百十仟佰拾亿][余多]?元|预算数?(?:持平|一致)|于预算")
_DIGITS = re.compile(r"[\d.]+")
_MOST_COMPARED = 100
_MOST = 500
"""A paragraph with more numbers is a table that lost its lines, and no prose."""
_PRIOR = re.compile(r"(?:上年|去年|上一年)(?!度?(?:末|结转|结余|滚存))")
_SWALLOWED = re.compile(r"(?:超支|超收|短收|超出预算|超预算)(?:了|为|达)*$")
_ITEM = re.compile(r"^(?:[\d一二三四五六七八九十]{1,3}[、.．]|[（(][\d一二三四五六七八九十]{1,3}[）)])+")
_PRIOR_ONLY = re.compile(
    r"^[，、；（]?(?:其中)?(?:上年|去年|上一年)(?:度|同期)?(?:实际|执行|决算|完成)?(?:支出|收入|数)?(?:决算|数|额)?(?:共|合计|为|是|：)*$"
)
_YEAR_ONLY = re.compile(
    r"^[，、；（]?(?:其中)?(?:20\d\d|本|今|当)年(?:度)?(?:实际|执行|决算|完成)?(?:支出|收入)?(?:数|额|决算)?(?:共|合计|为|是|达到?|：)*$"
)
_ADJUSTED = re.compile(
    r"(?:追加|调增|核增|增拨|调减|核减|压减)(?:了|安排|预算|资金|经费|专项|指标)*(?:共|合计|计|为)*$"
)
_COORDINATE = re.compile(r"、|和|与|及")
_RESULT = re.compile(r"(?:自评|评价|综合|总体)[^，。；]{0,6}(?:得分|评分|分数|总分)$")
_REACHED = re.compile(r"(?:^|[，、（])(?:已|实际|总体)?完成(?:率|比例|进度)?(?:了|为|达到?|约)*$")
_THIS_YEAR = re.compile(r"(?:本|今|当)年")


def read_paragraph(source: str, where: str, offset: int, ground: Ground, head: Amount | None = None) -> Paragraph:
    """The amounts and claims of one paragraph; `head` is what the paragraph before left open (…用于以下方面：)."""
    paragraph = Paragraph(fold(source), where, offset, head=head)
    if _ANY_NUMBER.search(paragraph.text.text) is not None:
        Reader(paragraph, ground, head).run()
    return paragraph


def _year_of(text: str, fiscal: int) -> int:
    """The year a paragraph is about: the report's, unless it tells of another one as of its own (last year's text)."""
    found = list(words.COMPARE.finditer(text))
    bases = [match.span() for match in found]
    years = [(match.start(), int(match[1])) for match in words.YEAR.finditer(text)]
    own = {year for at, year in years if not any(start <= at < end for start, end in bases)}
    if not fiscal:
        if len(own) == 1 and _told_first(text, years[0][0]):
            return max(own) + 1
        return max(own) if own else max((year + 1 for _, year in years), default=0)
    if len(own) != 1 or not found or _THIS_YEAR.search(text):
        return fiscal
    (said,) = own
    before = {int(match["year"]) if match["year"] else said - 1 for match in found if not match["budget"]}
    return said if abs(said - fiscal) == 1 and before == {said - 1} else fiscal


def _told_first(text: str, at: int) -> bool:
    """Whether this year's amount stands before the only year told: 支出57.2万元，2022年度为74.36万元."""
    before, behind = text[:at], text[at : at + 30]
    return (
        re.search(r"\d万?元", before) is not None
        and _BASE_YEAR.match(behind) is not None
        and _MOVED.search(text, at) is not None
    )


class Reader:
    """The state of the pass."""

    def __init__(self, paragraph: Paragraph, ground: Ground, head: Amount | None) -> None:
        self.paragraph = paragraph
        self.text = paragraph.text.text
        self.own_names = own_names(ground.unit)
        self.year = _year_of(self.text, ground.year)
        self.subjects: dict[int, Amount] = {}
        self.outer: dict[int, int] = {}
        fund = _FUND.search(self.text)
        self.fund = fund.start() if fund else len(self.text)
        self.topic = ""
        self.lists = lists.Lists(paragraph, head)
        self.end = 0
        self.said = (-1, 0)
        """The sentence in which a year was last said, and that year."""
        self.rows = Rows(self)
        self.budgets = Budgets(self)
        self.changes = Changes(self)
        self.planned: Amount | None = None

    def run(self) -> None:
        """Read every number in order, and the words of comparison between them."""
        if max(len(_DIGITS.findall(self.text)), len(AMOUNT.findall(self.text))) > _MOST:
            return
        numbers = [one for one in scan(self.text, numerals=True) if isinstance(one, Quantity)]
        self.rows.find(numbers)
        compared = deque(islice(words.COMPARISON.finditer(self.text), _MOST_COMPARED))
        for placed in place(self.text, numbers):
            while compared and compared[0].start() < placed.number.start:
                self.budgets.comparison(compared.popleft())
            self.number(placed)
            self.end = placed.number.end
        for match in compared:
            self.budgets.comparison(match)
        self.changes.finish()
        self.budgets.finish()
        self.lists.finish(self.text[self.end :], self.subject(0))
        shares.finish(self)
        self.paragraph.claims += read_balances(self.paragraph)
        self.paragraph.claims += [*read_decompositions(self.paragraph)]
        mend_units(self.paragraph)

    # -- one number ----------------------------------------------------------------------

    def number(self, placed: Placed) -> None:
        """Decide what one number is."""
        quantity = placed.number
        assert isinstance(quantity, Quantity)
        if placed.bracket and placed.bracket not in self.outer:
            self.outer[placed.bracket] = placed.outer
        phrase = _ITEM.sub("", self.text[placed.begin : quantity.start])
        lead = self.text[self.end : quantity.start]
        self.budgets.blank(lead)
        self.hear_year(placed, lead)
        of = self.rows.take_base()
        self.rows.begin(quantity, phrase, lead)
        if quantity.points or quantity.kind is Kind.SCORE:
            self.score(placed, quantity, phrase)
            return
        if self.rows.changed(placed, quantity, phrase, lead):
            return
        if quantity.kind is Kind.RATE and (
            self.rows.in_run(placed, quantity, phrase, of) or self.rows.of_it(quantity, lead, of)
        ):
            return
        if not self.relation(placed, quantity, phrase, lead):
            self.plain(placed, quantity, phrase, lead)

    def score(self, placed: Placed, quantity: Quantity, phrase: str) -> None:
        """The result of an assessment: 部门整体支出自评得分94.5分."""
        name = canonical(clean(self.own_names.sub("", phrase)))
        if quantity.points or not _RESULT.search(name):
            return
        self.paragraph.scores.append(
            Amount(
                quantity.start, quantity.end, quantity.kind, quantity.held, name, True, self.year, Aspect.ACTUAL,
                placed.sentence, self.paragraph,
            )
        )  # fmt: skip

    def hear_year(self, placed: Placed, lead: str) -> None:
        """The year a sentence is about: one that is no base of a comparison."""
        bases = [match.span() for match in words.COMPARE.finditer(lead)]
        for match in words.YEAR.finditer(lead):
            if not any(start <= match.start() < end for start, end in bases):
                self.said = (placed.sentence, int(match[1]))
        if _THIS_YEAR.search(lead):
            self.said = (placed.sentence, self.year)

    def relation(self, placed: Placed, quantity: Quantity, phrase: str, lead: str) -> bool:
        """Whether the number is a change, a gap, a share or a rate, and if so take it."""
        if self.budgets.gap(placed, quantity, phrase):
            return True
        if _SWALLOWED.search(phrase):
            return True
        change = words.CHANGE.search(phrase)
        if change and self.changes.is_change(phrase, change):
            if not quantity.rough:
                self.changes.take(placed, quantity, phrase, lead, change)
            return True
        if quantity.kind is not Kind.RATE:
            return False
        self.rate(placed, quantity, phrase)
        return True

    def plain(self, placed: Placed, quantity: Quantity, phrase: str, lead: str) -> None:
        """An amount or a count."""
        if quantity.kind is Kind.RATE:
            return
        moved = moved_to(self, quantity, phrase)
        phrase = moved["rest"] if moved else phrase
        aspect = words.aspect_of(phrase)
        amount = self.amount(placed, quantity, phrase, aspect or Aspect.ACTUAL)
        if aspect is Aspect.ACTUAL and self.goes_on(phrase):
            amount.aspect = self.paragraph.amounts[-1].aspect
        self.paragraph.amounts.append(amount)
        if moved:
            self.changes.pending = None
            self.subjects[placed.bracket] = amount
            arrive(self, amount, moved)
            return
        if quantity.kind is Kind.MONEY and self.rows.is_reference(amount, phrase):
            return
        if _ADJUSTED.search(phrase) and not amount.aspect.planned:
            amount.name, amount.own = "追加", True
            return
        self.rows.name(amount)
        self.changes.hear(amount, phrase)
        self.budgets.hear(amount, phrase)
        if not self.rows.of_several(amount):
            self.lists.take(amount, phrase, lead, placed, self.around(placed))
        if quantity.kind is Kind.COUNT:
            return
        self.changes.pending = None
        if amount.aspect.planned and aspect is Aspect.ACTUAL:  # a part of a budget
            self.planned = amount
            self.subjects.pop(placed.bracket, None)
            return
        if aspect is not None and aspect.planned:
            self.planned = amount
        if amount.base:
            return
        if aspect is None:
            self.subjects[placed.bracket] = amount
        elif aspect.planned:
            self.budgets.budget(amount)
        elif not self.is_prior(amount):
            self.budgets.actual(amount)
            self.subjects[placed.bracket] = amount

    def amount(self, placed: Placed, quantity: Quantity, phrase: str, aspect: Aspect) -> Amount:
        """An amount with the name it bears or inherits and the year it is of."""
        name = canonical(clean(self.own_names.sub("", phrase)))
        own = not generic(name)
        if name in {"支出", "收入"} and _SPENT.search(phrase) and (self.topic or not _WHOLE.search(phrase)):
            own = False
        if name in {"支出", "收入"} and self.changes.topic[1] == placed.sentence and not _SUMMED.search(phrase):
            own = False  # 差旅费较上年减少2.40万元，…，全年支出9.60万元
        told = _PRIOR_ONLY.match(phrase) or (_YEAR_ONLY.match(phrase) and self.of_other_year(placed.sentence))
        if self.topic and told and not ("收入" in self.topic and "支出" in phrase):
            own = False  # 上年支出24.00万元 is that of the quantity just told
        if own:
            self.topic = name
        years = words.YEAR.findall(phrase)
        year = int(years[-1]) if years else self.said[1] if self.said[0] == placed.sentence else self.year
        if not years and _PRIOR.search(phrase):
            year = self.year - 1
        exact = quantity.held.decimals > 0 and self.text[quantity.end - 1] in "万亿"  # 442.68万 only lacks its 元
        rough = quantity.rough and not (exact and not is_about(self.text, quantity.start))
        return Amount(
            quantity.start, quantity.end, quantity.kind, quantity.held, name if own else self.topic or name, own, year,
            aspect, placed.sentence, self.paragraph, rough, placed.bracket,
            scoped=own and name in _BROAD and quantity.start > self.fund and not self.told_before(name, phrase),
        )  # fmt: skip

    def goes_on(self, phrase: str) -> bool:
        """Whether an amount is told as the one right before it: 年初预算基本支出520万元、项目支出305万元，合计825万元."""
        last = self.paragraph.amounts[-1] if self.paragraph.amounts else None
        if last is None or last.end != self.end or not last.aspect.planned or _SPENT.search(phrase):
            return False
        return _COORDINATE.match(phrase) is not None or words.total_of(phrase) is not None

    def of_other_year(self, sentence: int) -> bool:
        """Whether the number before, in the same sentence, is of another year than the one just said."""
        last = self.paragraph.amounts[-1] if self.paragraph.amounts else None
        return last is not None and last.sentence == sentence and last.year != self.said[1]

    def told_before(self, name: str, phrase: str) -> bool:
        """Whether the whole of a quantity was told before any fund was, and is told again: 本年收入合计."""
        return _ALL.search(phrase) is not None and any(
            one.name == name and not one.scoped and one.end < self.fund for one in self.paragraph.amounts
        )

    def is_prior(self, amount: Amount) -> bool:
        """Whether an amount is of an earlier year."""
        return amount.year < self.year

    def subject(self, bracket: int) -> Amount | None:
        """What is being spoken of, in this bracket or around it."""
        while bracket and bracket not in self.subjects:
            bracket = self.outer.get(bracket, 0)
        return self.subjects.get(bracket)

    def around(self, placed: Placed) -> Amount | None:
        """The amount in front of the bracket that a number stands in."""
        return self.subject(placed.outer) if placed.bracket else None

    def latest(self, name: str) -> Amount | None:
        """The last amount of this year read under a name, or under the one that stands for it."""
        return self.named(name) or self.named(alternate(name))

    def named(self, name: str) -> Amount | None:
        """The last amount of this year read under a name."""
        for one in reversed(self.paragraph.amounts):
            if one.name == name and self.is_outcome(one):
                return one
        return None

    def is_outcome(self, one: Amount) -> bool:
        """Whether an amount is what came of this year's money, and no base."""
        told = one.aspect.planned or self.is_prior(one) or one.base
        return not told and one.kind is Kind.MONEY

    def rate(self, placed: Placed, quantity: Quantity, phrase: str) -> None:
        """A share or a completion rate; other rates are no relation of amounts."""
        rate = Rate(quantity.start, quantity.end, quantity.held, self.paragraph)
        plain = words.without_funds(phrase)
        completion = words.COMPLETION.search(plain)
        if completion is not None:
            self.budgets.completion(rate, plain, completion, placed.sentence)
            return
        if _REACHED.search(plain):
            self.budgets.reached(rate, placed.sentence)
            return
        share = words.SHARE.search(phrase)
        if share is not None and not quantity.rough:
            shares.read_share(self, placed, rate, phrase, share)
