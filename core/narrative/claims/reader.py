"""Prose to claims: one pass over a paragraph's numbers, with what is being spoken of kept in and around brackets."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims import lists, words
from core.narrative.claims.clauses import Placed, place
from core.narrative.claims.fold import fold
from core.narrative.claims.model import Amount, Aspect, Change, Comparison, Completion, Paragraph, Rate, Share
from core.narrative.claims.names import alternate, canonical, clean, generic, own_names, related
from core.narrative.claims.numerals import AMOUNT
from core.narrative.claims.references import Rows
from core.narrative.claims.scan import Quantity, scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.model import Ground

_AFTER_COMPARE = re.compile(r"^(?:度|同期|年初|决算|预算|执行|支出|实际|数|的|相比|，|：|、|安排|全年|调整|后)+")
_OTHER_BASE = re.compile(r"(?:较|比|低于|高于)[^，。；]{1,12}$")
_BOTH_SIDES = frozenset({"收支", "收入支出", "收、支"})
_SPENT = re.compile(r"决算|实际|执行|完成")
_BROAD = frozenset({"支出", "收入", "支出总计", "收入总计", "基本支出", "项目支出", "收入支出"})
_FUND = re.compile(r"一般公共预算|政府性基金|国有资本经营|财政拨款|社会保险基金")
_WHOLE = re.compile(r"20\d\d年|本年|全年|部门|单位|总")
_ANY_NUMBER = re.compile(r"\d|[万千百十仟佰拾亿][余多]?元|预算数?(?:持平|一致)|于预算")
_DIGITS = re.compile(r"[\d.]+")
_MOST_COMPARED = 100
_MOST = 500
"""A paragraph with more numbers is a table that lost its lines, and no prose."""
_BLANK = re.compile(r"(?:决算|执行|支出)数?为?万元")
_PRIOR = re.compile(r"(?:上年|去年|上一年)(?!度?(?:末|结转|结余|滚存))")


_REASONED = re.compile(r"原因|由于|因为|导致|用于|包括|以及|按照|根据")
_CLAUSE = re.compile(r"[，。；：]")
_CHANGED_THING = re.compile(
    r"(?P<name>[^，。；：\d]{1,30}?(?:支出|收入|费|费用|经费|拨款|资金|资产|采购|结余))(?:（[^（）]*）)?"
    r"(?:预?决算|总额|合计|总计|数|额)*"
    r"(?:[比较与同]|无|没有|均|都|有所|略有|增加|减少|增长|下降|上升|持平|一致|$)"
)
_SWALLOWED = re.compile(r"(?:超支|超收|短收|超出预算|超预算)(?:了|为|达)*$")
_ITEM = re.compile(r"^(?:[\d一二三四五六七八九十]{1,3}[、.．]|[（(][\d一二三四五六七八九十]{1,3}[）)])+")


_LEADING = re.compile(r"^(?:其中|同时|此外|另外)+")
_THIS_YEAR = re.compile(r"(?:本|今|当)年")


@dataclass(slots=True)
class _Group:
    """A budget with its outcome, as far as they were read."""

    budgets: list[Amount] = field(default_factory=list)
    actual: Amount | None = None
    blank: bool = False


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
        return max(own) if own else max((year + 1 for _, year in years), default=0)
    if len(own) != 1 or not found or _THIS_YEAR.search(text):
        return fiscal
    (said,) = own
    before = {int(match["year"]) if match["year"] else said - 1 for match in found if not match["budget"]}
    return said if abs(said - fiscal) == 1 and before == {said - 1} else fiscal


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
        self.group = _Group()
        self.pending: Change | None = None
        self.topic = ""
        self.lists = lists.Lists(paragraph, head)
        self.end = 0
        self.last_base: tuple[Aspect, int] = (Aspect.ACTUAL, self.year - 1)
        self.said = (-1, 0)
        """The sentence in which a year was last said, and that year."""
        self.rows = Rows(self)
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
                self.comparison(compared.popleft())
            self.number(placed)
            self.end = placed.number.end
        for match in compared:
            self.comparison(match)
        self.lists.finish(self.text[self.end :], self.subject(0))

    # -- one number ----------------------------------------------------------------------

    def number(self, placed: Placed) -> None:
        """Decide what one number is."""
        quantity = placed.number
        assert isinstance(quantity, Quantity)
        if placed.bracket and placed.bracket not in self.outer:
            self.outer[placed.bracket] = placed.outer
        phrase = _ITEM.sub("", self.text[placed.begin : quantity.start])
        lead = self.text[self.end : quantity.start]
        if _BLANK.search(lead):
            self.group.actual, self.group.blank = None, True
        self.hear_year(placed, lead)
        of = self.rows.take_base()
        if quantity.points or quantity.kind is Kind.SCORE:
            return
        if quantity.kind is Kind.RATE and (
            self.rows.in_run(placed, quantity, phrase, of) or self.rows.of_it(quantity, lead, of)
        ):
            return
        if not (quantity.kind is not Kind.COUNT and self.relation(placed, quantity, phrase, lead)):
            self.plain(placed, quantity, phrase, lead)

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
        gap = words.GAP.search(phrase)
        if gap and quantity.kind is Kind.MONEY and self.group.budgets and self.group.actual:
            self.gap(placed, quantity, gap)
            return True
        if _SWALLOWED.search(phrase):
            return True
        change = words.CHANGE.search(phrase)
        if change and self.is_change(phrase, change):
            if not quantity.rough:
                self.change(placed, quantity, phrase, lead, change)
            return True
        if quantity.kind is not Kind.RATE:
            return False
        self.rate(placed, quantity, phrase)
        return True

    def is_change(self, phrase: str, change: re.Match[str]) -> bool:
        """Whether a word of rising or falling claims a change here."""
        word = change["up"] or change["down"]
        near = phrase[max(change.start() - 1, 0) :]
        if words.NOT_CHANGE.search(near):
            return False
        return len(word) > 1 or words.COMPARE.search(phrase) is not None

    def plain(self, placed: Placed, quantity: Quantity, phrase: str, lead: str) -> None:
        """An amount or a count."""
        if quantity.kind is Kind.RATE:
            return
        aspect = words.aspect_of(phrase)
        amount = self.amount(placed, quantity, phrase, aspect or Aspect.ACTUAL)
        self.paragraph.amounts.append(amount)
        if quantity.kind is Kind.MONEY and self.rows.is_reference(amount, phrase):
            return
        self.rows.name(amount, phrase)
        self.lists.take(amount, phrase, lead, placed, self.around(placed))
        if quantity.kind is Kind.COUNT:
            return
        self.pending = None
        if amount.aspect.planned and aspect is Aspect.ACTUAL:  # a part of a budget
            self.planned = amount
            self.subjects.pop(placed.bracket, None)
            return
        if aspect is not None and aspect.planned:
            self.planned = amount
        if aspect is None:
            self.subjects[placed.bracket] = amount
        elif aspect.planned:
            self.budget(amount)
        elif not self.is_prior(amount):
            self.actual(amount)
            self.subjects[placed.bracket] = amount

    def amount(self, placed: Placed, quantity: Quantity, phrase: str, aspect: Aspect) -> Amount:
        """An amount with the name it bears or inherits and the year it is of."""
        name = canonical(clean(self.own_names.sub("", phrase)))
        own = not generic(name)
        if name in {"支出", "收入"} and _SPENT.search(phrase) and (self.topic or not _WHOLE.search(phrase)):
            own = False
        if own:
            self.topic = name
        years = words.YEAR.findall(phrase)
        year = int(years[-1]) if years else self.said[1] if self.said[0] == placed.sentence else self.year
        if not years and _PRIOR.search(phrase):
            year = self.year - 1
        exact = quantity.held.decimals > 0 and self.text[quantity.end - 1] in "万亿"  # 442.68万 only lacks its 元
        rough = quantity.rough and not (exact and self.text[quantity.start - 1 : quantity.start] not in set("近约超"))
        return Amount(
            quantity.start, quantity.end, quantity.kind, quantity.held, name if own else self.topic or name, own, year,
            aspect, placed.sentence, self.paragraph, rough, placed.bracket,
            scoped=own and name in _BROAD and quantity.start > self.fund,
        )  # fmt: skip

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

    # -- budget and outcome ------------------------------------------------------------------

    def budget(self, amount: Amount) -> None:
        """A budget opens a group, or joins one that has no outcome yet or none of its kind."""
        group = self.group
        taken = any(one.aspect is amount.aspect for one in group.budgets)
        other = group.actual is not None and amount.own and not related(amount.name, group.actual.name)
        if taken or other or (group.budgets and group.actual):
            group = self.group = _Group()
        group.budgets.append(amount)

    def actual(self, amount: Amount) -> None:
        """An outcome closes the group, unless it is clearly of something else."""
        group = self.group
        named = {one.name for one in group.budgets if one.name}
        if (
            group.actual is not None
            or group.blank
            or (amount.own and named and not any(related(amount.name, one) for one in named))
        ):
            group = self.group = _Group()
        group.actual = amount

    def comparison(self, match: re.Match[str]) -> None:
        """决算数小于预算数."""
        even = match["flat"] or match["flat2"] or match["even"]
        sign = 0 if even else 1 if match["up"] else -1
        named = words.named_budget(match["which"] or match["named"] or match["named2"] or "")
        blank = self.group.blank or _BLANK.search(self.text[self.end : match.start()]) is not None
        self.paragraph.claims.append(
            Comparison(
                match.start(), match.end(), sign, self.group.actual, self.budgets(named), self.paragraph, None, blank
            )
        )

    def gap(self, placed: Placed, quantity: Quantity, match: re.Match[str]) -> None:
        """超支115.62万元."""
        gap = self.amount(placed, quantity, "", Aspect.ACTUAL)
        sign = 1 if match["over"] else -1
        claim = Comparison(
            quantity.start, quantity.end, sign, self.group.actual, tuple(self.group.budgets), self.paragraph, gap
        )
        self.paragraph.claims.append(claim)

    def budgets(self, named: Aspect) -> tuple[Amount, ...]:
        """The budgets that a rate may be of."""
        budgets = self.group.budgets
        if named is Aspect.BUDGET:
            return tuple(budgets)
        return tuple(one for one in budgets if one.aspect in {named, Aspect.BUDGET})

    # -- rates -----------------------------------------------------------------------------

    def rate(self, placed: Placed, quantity: Quantity, phrase: str) -> None:
        """A share or a completion rate; other rates are no relation of amounts."""
        rate = Rate(quantity.start, quantity.end, quantity.held, self.paragraph)
        plain = words.without_funds(phrase)
        completion = words.COMPLETION.search(plain)
        if completion is not None:
            self.completion(rate, plain, completion)
            return
        share = words.SHARE.search(phrase)
        if share is not None and not quantity.rough:
            self.share(placed, rate, phrase, share)

    def completion(self, rate: Rate, phrase: str, match: re.Match[str]) -> None:
        """完成年初预算的98%, 执行率100%."""
        group = self.group
        control = match["control"] is not None
        if control and not self.controls(phrase):
            return
        named = words.named_budget(match[0])
        blank = group.blank or _BLANK.search(self.text[self.end : rate.start]) is not None
        actual = None if blank else group.actual
        self.paragraph.claims.append(Completion(rate, actual, self.budgets(named), named, control, blank))

    def controls(self, phrase: str) -> bool:
        """Whether a 控制率 is of the amounts just read, and not of heads or of something else."""
        match = words.RATE_NAME.search(phrase)
        name = canonical(clean(match["name"])) if match else ""
        group = self.group.actual or (self.group.budgets[0] if self.group.budgets else None)
        return group is not None and (generic(name) or name in group.name or group.name in name)

    def share(self, placed: Placed, rate: Rate, phrase: str, match: re.Match[str]) -> None:
        """占支出合计的95%."""
        whole = canonical(clean(match["whole"]))
        named = canonical(clean(self.own_names.sub("", phrase[: match.start()])))
        part = self.latest(named) if not generic(named) else self.subject(placed.bracket)
        if part is None:
            self.paragraph.claims.append(Share(rate, None, whole, (), False, named))
        if part is None or (generic(whole) and whole):
            return
        heads, sure = self.heads(part)
        self.paragraph.claims.append(Share(rate, part, whole, heads, sure, named))

    def heads(self, part: Amount) -> tuple[tuple[Amount, ...], bool]:
        """What an unnamed whole may be: the head of the list, else the larger amounts before."""
        if part.head is not None:
            return (part.head,), True
        larger = [
            one
            for one in self.paragraph.amounts
            if one.start < part.start and one.kind is part.kind and not one.aspect.planned and one.number >= part.number
        ]
        shared = {one.part for one in self.paragraph.claims if isinstance(one, Share)}
        single = len({one.number for one in larger}) == 1 and part.sentence == larger[0].sentence
        return tuple(larger), single and shared.isdisjoint(larger)

    def latest(self, name: str) -> Amount | None:
        """The last amount of this year read under a name, or under the one that stands for it."""
        return self.named(name) or self.named(alternate(name))

    def named(self, name: str) -> Amount | None:
        """The last amount of this year read under a name."""
        for one in reversed(self.paragraph.amounts):
            if one.name == name and not self.is_prior(one) and not one.aspect.planned and one.kind is Kind.MONEY:
                return one
        return None

    # -- changes ---------------------------------------------------------------------------

    def change(self, placed: Placed, quantity: Quantity, phrase: str, lead: str, match: re.Match[str]) -> None:
        """比上年增加19.08万元, 增长25.49%."""
        falls = match["down"] is not None
        name = self.changed(phrase[: match.start()])
        if name == "":
            name = self.named_before(lead[: len(lead) - len(phrase)])
        if self.join(quantity, name, falls, lead):
            return
        if name is None:
            return
        base, year = self.base(lead)
        subject = self.latest(name) if name else self.spoken_of(placed, base, year)
        if subject is None and name in _BOTH_SIDES:
            subject = self.both_sides()
        rate = Rate(quantity.start, quantity.end, quantity.held, self.paragraph) if quantity.kind is Kind.RATE else None
        amount = None if rate else self.amount(placed, quantity, "", Aspect.ACTUAL)
        change = Change(subject, self.near(placed, subject), amount, rate, falls, falls, base, year, name)
        change.stated = self.stated(change)
        self.paragraph.claims.append(change)
        self.pending = change
        if subject is not None and subject.change is None:
            subject.change = change

    def join(self, quantity: Quantity, name: str | None, falls: bool, lead: str) -> bool:
        """Whether a percent belongs to the amount of change just read."""
        pending = self.pending
        if pending is None or len(lead) > 24:
            return False
        if name is None or (name and pending.subject is not None and name != pending.subject.name):
            return False
        if quantity.kind is Kind.MONEY:
            return self.join_amount(pending, quantity, falls, lead)
        if quantity.kind is not Kind.RATE or pending.rate is not None:
            return False
        pending.rate = Rate(quantity.start, quantity.end, quantity.held, self.paragraph)
        pending.rate_falls = falls
        return True

    def join_amount(self, pending: Change, quantity: Quantity, falls: bool, lead: str) -> bool:
        """增长6.8%，增收3003万元: the amount may stand behind the percent."""
        if pending.amount is not None or pending.rate is None or words.COMPARE.search(lead) or pending.falls != falls:
            return False
        pending.amount = Amount(
            quantity.start, quantity.end, quantity.kind, quantity.held, "", False, self.year, Aspect.ACTUAL,
            pending.subject.sentence if pending.subject else 0, self.paragraph,
        )  # fmt: skip
        return True

    def named_before(self, lead: str) -> str:
        """The quantity named in a clause of its own since the last number: 运行费决算与预算一致，比上年增加…"""
        for clause in reversed(_CLAUSE.split(lead)[1 if self.end else 0 :]):
            if _REASONED.search(clause):
                return ""
            match = _CHANGED_THING.match(_LEADING.sub("", clause))
            if match is not None:
                name = canonical(clean(self.own_names.sub("", match["name"])))
                current = self.subject(0)
                same = generic(name) or name in {"支出", "收入"} or (current is not None and name == current.name)
                return "" if same else name
        return ""

    def both_sides(self) -> Amount | None:
        """收支: income and spending where they are one number."""
        one, other = self.latest("收入总计"), self.latest("支出总计")
        return other if one is not None and other is not None and one.number == other.number else None

    def spoken_of(self, placed: Placed, base: Aspect, year: int) -> Amount | None:
        """The subject of a change that names none; a budget where only a budget of another year is its base."""
        subject, planned = self.subject(placed.bracket), self.planned
        other = base.planned and year and planned is not None and planned.year != year
        return planned if other and planned and (subject is None or subject.sentence < planned.sentence) else subject

    def changed(self, before: str) -> str | None:
        """The quantity named before the word of change; empty for the one spoken of, None for another base."""
        text = self.own_names.sub("", before)
        match = words.COMPARE.search(text)
        if match is None:
            if _OTHER_BASE.search(text):
                return None
            named = canonical(clean(text))
        else:
            after = _AFTER_COMPARE.sub("", text[match.end() :])
            named = canonical(clean(text[: match.start()])) or canonical(clean(after))
        return "" if generic(named) or (named in {"支出", "收入"} and self.latest(named) is None) else named

    def base(self, lead: str) -> tuple[Aspect, int]:
        """What a change is measured against: last year, a named year, a budget; else what the last one was."""
        found = list(words.COMPARE.finditer(lead))
        if found:
            match = found[-1]
            said = int(match["year"]) if match["year"] else self.year - 1
            if match["planned"]:
                self.last_base = (words.named_budget(match["planned"]), said)
            elif match["initial"] or match["final"] or match["budget"]:
                aspect = Aspect.INITIAL if match["initial"] else Aspect.FINAL if match["final"] else Aspect.BUDGET
                self.last_base = (aspect, 0)
            else:
                self.last_base = (Aspect.ACTUAL, said)
        return self.last_base

    def near(self, placed: Placed, subject: Amount | None) -> tuple[Amount, ...]:
        """Other amounts of the sentence that the change might be of."""
        return tuple(
            one
            for one in self.paragraph.amounts
            if one is not subject
            and one.sentence == placed.sentence
            and one.kind is Kind.MONEY
            and not self.is_prior(one)
        )

    def stated(self, change: Change) -> Amount | None:
        """The base where the text around says it."""
        subject = change.subject
        if subject is None:
            return None
        for one in reversed(list(self.bases(change))):
            if one.name == subject.name:
                return one
        return None

    def bases(self, change: Change) -> Iterator[Amount]:
        """Amounts of the paragraph that are of the year or budget a change is measured against."""
        for one in self.paragraph.amounts:
            if one.kind is not Kind.MONEY or one.rough:
                continue
            if change.base is Aspect.ACTUAL:
                if not one.aspect.planned and one.year == change.base_year and self.is_prior(one):
                    yield one
            elif change.base_year and one.year != change.base_year:
                continue
            elif one.aspect is change.base or (one.aspect is Aspect.BUDGET and len(self.group.budgets) == 1):
                yield one
