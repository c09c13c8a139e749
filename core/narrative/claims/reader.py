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
from core.narrative.claims.gaps import Gaps
from core.narrative.claims.model import Amount, Aspect, Paragraph, Rate
from core.narrative.claims.moves import read_decompositions
from core.narrative.claims.names import alternate, canonical, clean, own_names
from core.narrative.claims.naming import Naming
from core.narrative.claims.references import Rows
from core.narrative.claims.scan import Quantity, scan
from core.narrative.claims.transitions import arrive, moved_to
from core.narrative.claims.units import mend_units
from core.narrative.claims.years import own_year, year_of

if TYPE_CHECKING:
    from core.narrative.claims.allowance import Allowance
    from core.narrative.claims.model import Ground

_BREAK = re.compile(r"\n\s*")
_ANY_NUMBER = re.compile(r"\d|[万千百十仟佰拾亿][余多]?元|预算数?(?:持平|一致)|于预算")
_MOST_COMPARED = 100
_SWALLOWED = re.compile(r"(?:超支|超收|短收|超出预算|超预算|超出)(?:了|为|达)*$")
_ITEM = re.compile(r"^(?:[\d一二三四五六七八九十]{1,3}[、.．]|[（(][\d一二三四五六七八九十]{1,3}[）)])+")
_ADJUSTED = re.compile(
    r"(?:追加|追减|调剂(?:增加|减少)?|调增|核增|增拨|调减|核减)(?:了|安排|预算|资金|经费|专项|指标)*(?:共|合计|计|为)*$"
)
_RESULT = re.compile(r"(?:自评|评价|综合|总体)[^，。；]{0,6}(?:得分|评分|分数|总分)$")
_GAP_RATE = re.compile(
    r"(?:节约|节支|节省|超支|结余|资金节约)率(?:为|达|是)*$|^[，、（]?(?:节约|超支|结余|超出|节省|节支)(?:幅度)?(?:了|为|达|是)*$"
)
_REACHED = re.compile(r"(?:^|[，、（])(?:已|实际|总体)?完成(?:率|比例|进度)?(?:了|为|达到?|约)*$")


def read_paragraph(
    source: str, where: str, offset: int, ground: Ground, allowance: Allowance, head: Amount | None = None
) -> Paragraph:
    """The amounts and claims of one paragraph; `head` is what the paragraph before left open (…用于以下方面：).

    A paragraph that the allowance has nothing left for stays `unread`.
    """
    paragraph = Paragraph(fold(source), where, offset, head=head, breaks=len(_BREAK.findall(source)))
    if _ANY_NUMBER.search(paragraph.text.text) is not None:
        paragraph.unread = not allowance.take(paragraph)
        if not paragraph.unread:
            Reader(paragraph, ground, head).run()
    return paragraph


class Reader:
    """The state of the pass."""

    def __init__(self, paragraph: Paragraph, ground: Ground, head: Amount | None) -> None:
        self.paragraph = paragraph
        self.text = paragraph.text.text
        self.own_names = own_names(ground.unit)
        self.year = year_of(self.text, ground.year)
        self.subjects: dict[int, Amount] = {}
        self.outer: dict[int, int] = {}
        self.naming = Naming(self)
        self.lists = lists.Lists(paragraph, head)
        self.end = 0
        self.said = (-1, 0)
        """The sentence in which a year was last said, and that year."""
        self.rows = Rows(self)
        self.budgets = Budgets(self)
        self.gaps = Gaps(self)
        self.changes = Changes(self)
        self.planned: Amount | None = None

    def run(self) -> None:
        """Read every number in order, and the words of comparison between them."""
        numbers = [one for one in scan(self.text, numerals=True, unsigned=True) if isinstance(one, Quantity)]
        self.paragraph.numbers = numbers
        self.rows.find(numbers)
        compared = deque(islice(words.COMPARISON.finditer(self.text), _MOST_COMPARED))
        for placed in place(self.text, numbers):
            while compared and compared[0].start() < placed.number.start:
                self.budgets.comparison(compared.popleft())
            self.number(placed)
            self.end = placed.number.end
        for match in compared:
            self.budgets.comparison(match)
        self.changes.find_even()
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
            self.rows.in_run(placed, quantity, phrase, of)
            or self.rows.of_it(quantity, lead, of)
            or self.rows.in_bracket(quantity, phrase)
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
        """The year a sentence is about."""
        said = own_year(lead, self.year)
        if said is not None:
            self.said = (placed.sentence, said)

    def relation(self, placed: Placed, quantity: Quantity, phrase: str, lead: str) -> bool:
        """Whether the number is a change, a gap, a share or a rate, and if so take it."""
        if self.gaps.take(placed, quantity, phrase) or _SWALLOWED.search(phrase):
            return True
        if quantity.kind is Kind.RATE and self.special(placed, quantity, phrase, lead):
            return True
        if quantity.kind is not Kind.RATE and moved_to(self, quantity, phrase):
            return False
        change = words.CHANGE.search(phrase)
        if change and _ADJUSTED.search(phrase) and not words.COMPARE.search(phrase) and quantity.kind is Kind.MONEY:
            return False
        if change and self.changes.is_change(phrase, change):
            if not quantity.rough:
                self.changes.take(placed, quantity, phrase, lead, change)
            return True
        if quantity.kind is not Kind.RATE:
            return False
        if not self.changes.goes_with(quantity, phrase):
            self.rate(placed, quantity, phrase)
        return True

    def special(self, placed: Placed, quantity: Quantity, phrase: str, lead: str) -> bool:
        """Whether a percentage is told with a sign, or is that of a gap."""
        if words.SIGNED.search(phrase):
            self.changes.signed(placed, quantity, phrase, lead)
            return True
        rate = Rate(quantity.start, quantity.end, quantity.held, self.paragraph)
        return _GAP_RATE.search(phrase) is not None and self.gaps.rate(rate)

    def plain(self, placed: Placed, quantity: Quantity, phrase: str, lead: str) -> None:
        """An amount or a count."""
        if quantity.kind is Kind.RATE:
            return
        topic = self.naming.topic
        moved = moved_to(self, quantity, phrase)
        phrase = moved["rest"] if moved else phrase
        aspect = words.aspect_of(phrase)
        amount = self.naming.amount(placed, quantity, phrase, aspect or Aspect.ACTUAL)
        if aspect is Aspect.ACTUAL and self.naming.goes_on(phrase):
            amount.aspect = self.paragraph.amounts[-1].aspect
        self.paragraph.amounts.append(amount)
        if moved:
            self.subjects[placed.bracket] = amount
            arrive(self, amount, moved)
        elif _ADJUSTED.search(phrase) and not amount.aspect.planned:
            amount.name, amount.own, self.naming.topic = "追加", True, topic
            self.lists.last[placed.bracket] = amount
        elif not self.rows.is_reference(amount, phrase):
            self.take(amount, phrase, lead, placed)
            if quantity.kind is Kind.MONEY and not words.EACH.search(phrase):
                self.speak_of(amount, aspect)

    def take(self, amount: Amount, phrase: str, lead: str, placed: Placed) -> None:
        """Let rows, changes, budgets and lists hear of an amount."""
        self.rows.name(amount)
        self.changes.hear(amount, phrase)
        self.budgets.hear(amount, phrase)
        if not self.rows.of_several(amount):
            self.lists.take(amount, phrase, lead, placed, self.around(placed))

    def speak_of(self, amount: Amount, aspect: Aspect | None) -> None:
        """Make an amount of money what is spoken of, or the budget; `aspect` is what its own words say."""
        self.changes.pending = None
        if amount.aspect.planned and aspect is Aspect.ACTUAL:  # a part of a budget
            self.planned = amount
            self.subjects.pop(amount.bracket, None)
            return
        if aspect is not None and aspect.planned:
            self.planned = amount
        if amount.base:
            if amount.aspect.planned:
                self.budgets.base(amount)
            return
        if aspect is None:
            self.subjects[amount.bracket] = amount
        elif aspect.planned:
            self.budgets.budget(amount)
        elif not self.is_prior(amount):
            self.budgets.actual(amount)
            self.subjects[amount.bracket] = amount

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
