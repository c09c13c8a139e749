"""Changes while a paragraph is read: 比上年增加19.08万元，增长25.49%."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims import words
from core.narrative.claims.bases import Bases
from core.narrative.claims.budgets import root
from core.narrative.claims.model import PEOPLE, Amount, Aspect, Change, Rate, alike
from core.narrative.claims.names import canonical, clean, generic
from core.narrative.claims.years import own_year

if TYPE_CHECKING:
    from core.narrative.claims.clauses import Placed
    from core.narrative.claims.reader import Reader
    from core.narrative.claims.scan import Quantity

_AFTER_COMPARE = re.compile(
    r"^(?:度|同期|年初|决算|预算|执行|支出|实际|数|的|相比|比较|对比|，|：|、|安排|全年|调整|后)+"
)
_OTHER_BASE = re.compile(r"(?:较|比|低于|高于)[^，。；]{1,12}$")
_BOTH_SIDES = frozenset({"收支", "收入支出", "收、支"})
_REASONED = re.compile(r"原因|由于|因为|导致|用于|包括|以及|按照|根据")
_CLAUSE = re.compile(r"[，。；：]")
_CHANGED_THING = re.compile(
    r"(?P<name>[^，。；：\d]{1,30}?(?:支出|收入|费|费用|经费|拨款|资金|资产|采购|结余))(?:（[^（）]*）)?"
    r"(?:预?决算|总额|合计|总计|数|额)*"
    r"(?:[比较与同]|无|没有|均|都|有所|略有|增加|减少|增长|下降|上升|持平|一致|$)"
)
_LEADING = re.compile(r"^(?:其中|同时|此外|另外)+")
_THEN = re.compile(
    r"(?:万?元?)?(?:相比|比较|对比|而言|的基础上)?，?(?:有所|略有|共|又|实际|净|各|均|同比|仍|则|是)*"
    rf"(?:{words.UP}|{words.DOWN})"
)
_SET_BESIDE = re.compile(r"(?:相比|比较|对比)(?:较)?，")
_COMPARED = re.compile(rf"(?:万?元)?(?:相比|比较|对比)(?:较)?，[^，。；\d]{{0,16}}?(?:{words.UP}|{words.DOWN})")
_POINTING = re.compile(r"[前后]者")
_BETWEEN = re.compile(r"(?P<one>[前后])者(?:比|较)(?P<other>[前后])者")
_INTENDED = re.compile(r"计划|预计|力争|目标|拟|争取")
_BASE_WORDS = re.compile(r"[^，。；：\d]{0,16}$")


class Changes:
    """The change being told, and what the last one was measured against."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.pending: Change | None = None
        self.bases = Bases(reader)
        self.raw = ""
        """The quantity named at the last change, also where it is none of those told before."""
        self.topic = "", -1
        """What the last change without an amount before it is of, and its sentence: its numbers stand behind it."""
        self.compared: Amount | None = None
        """What the last 与…相比 told with its amount."""
        self.said: tuple[Amount, str] | None = None
        """The base that stands in front of the change, 较2021年的455.70万元下降…, with the quantity named before."""

    def is_change(self, phrase: str, change: re.Match[str]) -> bool:
        """Whether a word of rising or falling claims a change here."""
        word = change["up"] or change["down"]
        near = phrase[max(change.start() - 1, 0) :]
        if self.said is not None:
            return True
        if words.NOT_CHANGE.search(near):
            return False
        return len(word) > 1 or words.COMPARE.search(phrase) is not None

    def hear(self, amount: Amount, phrase: str) -> None:
        """Keep an amount that is only told as the base of the change behind it."""
        found = list(words.COMPARE.finditer(phrase))
        if not found or not _BASE_WORDS.match(phrase, found[-1].end()):
            return
        text = self.reader.text
        if _SET_BESIDE.match(text, amount.end) is not None:
            amount.base, self.compared = True, amount
            self.bases.hear(phrase)
        if _THEN.match(text, amount.end) is None and _COMPARED.match(text, amount.end) is None:
            return
        name = canonical(clean(self.reader.own_names.sub("", phrase[: found[-1].start()])))
        self.bases.hear(phrase)
        amount.base = True
        self.said = amount, "" if generic(name) else name

    def take(self, placed: Placed, quantity: Quantity, phrase: str, lead: str, match: re.Match[str]) -> None:
        """比上年增加19.08万元, 增长25.49%."""
        said, self.said = self.said, None
        if _INTENDED.search(phrase):
            self.pending = None
            return
        falls = match["down"] is not None
        name = self.changed(phrase[: match.start()])
        if name == "" and said is not None:
            name = said[1]
        elif name == "":
            name = self.named_before(lead[: len(lead) - len(phrase)])
        if said is None and self.join(quantity, name, falls, lead):
            return
        if name is None:
            return
        base, year = self.bases.hear(lead)
        subject = self.subject_of(placed, quantity, name, base, year)
        if subject is not None and not words.COMPARE.search(lead) and (own := own_year(phrase, 0)):
            of_year = [one for one in self.reader.paragraph.amounts if one.year == own and one.name == subject.name]
            subject, year = (of_year[-1], own - 1) if of_year and base is Aspect.ACTUAL else (subject, year)
        if (both := _BETWEEN.search(phrase)) is not None and both["one"] != both["other"]:
            subject, base_ = self.pointed_at(f"{both['one']}者"), self.pointed_at(f"{both['other']}者")
            said = (base_, "") if base_ is not None else said
        name = self.raw if subject is None and not name else name
        if subject is None and quantity.kind is not Kind.COUNT:
            name = name or (self.topic[0] if self.topic[1] == placed.sentence else "")
            self.topic = name, placed.sentence
            self.reader.naming.topic = name or self.reader.naming.topic
        elif subject is not None and name:
            self.reader.naming.topic = subject.name
        rate = None
        if quantity.kind is Kind.RATE:
            rate = Rate(quantity.start, quantity.end, quantity.held, self.reader.paragraph)
        amount = None if rate else self.reader.naming.amount(placed, quantity, "", Aspect.ACTUAL)
        change = Change(subject, self.near(placed, subject), amount, rate, falls, falls, base, year, name)
        change.sentence = placed.sentence
        change.stated = (
            said[0]
            if said and (subject is None or alike(said[0], subject))
            else self.bases.stated(change) or self.bases.nothing(change) or self.beside(change)
        )
        self.reader.paragraph.claims.append(change)
        self.pending = change
        if subject is not None and subject.change is None:
            subject.change = change

    def beside(self, change: Change) -> Amount | None:
        """The base that the sentence began with: 与上年467.4万元相比，公用经费708.22万元，增长51.52%."""
        base = self.compared
        if (
            base is None
            or change.subject is None
            or base.sentence != change.sentence
            or base.start > change.subject.start
        ):
            return None
        same = base.year == change.base_year and not base.aspect.planned and change.base is Aspect.ACTUAL
        return base if same and alike(base, change.subject) else None

    def join(self, quantity: Quantity, name: str | None, falls: bool, lead: str) -> bool:
        """Whether a percent belongs to the amount of change just read."""
        pending = self.pending
        if pending is None or len(lead) > 24:
            return False
        if name is None or (name and name != (pending.subject.name if pending.subject else pending.name)):
            return False
        if words.COMPARE.search(lead) and self.bases.said_in(lead) != (pending.base, pending.base_year):
            return False  # 比预算减少6万元，比上年增长4.44%
        if quantity.kind is Kind.MONEY:
            return self.join_amount(pending, quantity, falls, lead)
        if quantity.kind is not Kind.RATE or pending.rate is not None:
            return False
        pending.rate = Rate(quantity.start, quantity.end, quantity.held, self.reader.paragraph)
        pending.rate_falls = falls
        return True

    def goes_with(self, quantity: Quantity, phrase: str) -> bool:
        """下降6.45万元、9.05%: a percent right behind the amount of a change."""
        pending = self.pending
        if (
            pending is None
            or pending.amount is None
            or pending.rate is not None
            or pending.amount.end != self.reader.end
        ):
            return False
        if phrase not in {"、", "（", "和", "或", ""} or pending.amount.kind is Kind.RATE:
            return False
        pending.rate = Rate(quantity.start, quantity.end, quantity.held, self.reader.paragraph)
        pending.rate_falls = pending.falls
        return True

    def signed(self, placed: Placed, quantity: Quantity, phrase: str, lead: str) -> None:
        """变动率为-8.74%: the sign tells the direction."""
        number = quantity.held.number
        if number is None:
            return
        falls = number < 0
        held = replace(quantity.held, number=abs(number))
        rate = Rate(quantity.start, quantity.end, held, self.reader.paragraph)
        pending = self.pending
        if pending is not None and pending.rate is None and not words.COMPARE.search(lead):
            pending.rate, pending.rate_falls = rate, falls
            return
        match = words.SIGNED.search(phrase)
        name = self.changed(phrase[: match.start()] if match else "") or ""
        base, year = self.bases.hear(lead)
        subject = self.subject_of(placed, quantity, name, base, year)
        self.topic = name, placed.sentence
        self.reader.naming.topic = name or self.reader.naming.topic
        change = Change(subject, self.near(placed, subject), None, rate, falls, falls, base, year, name)
        change.stated, change.sentence = self.bases.stated(change), placed.sentence
        self.reader.paragraph.claims.append(change)

    def join_amount(self, pending: Change, quantity: Quantity, falls: bool, lead: str) -> bool:
        """增长6.8%，增收3003万元: the amount may stand behind the percent."""
        if pending.amount is not None or pending.rate is None or words.COMPARE.search(lead) or pending.falls != falls:
            return False
        if pending.subject is not None and pending.subject.kind is not quantity.kind:
            return False
        pending.amount = Amount(
            quantity.start, quantity.end, quantity.kind, quantity.held, "", False, self.reader.year, Aspect.ACTUAL,
            pending.subject.sentence if pending.subject else 0, self.reader.paragraph,
        )  # fmt: skip
        return True

    # -- what changed ---------------------------------------------------------------------------

    def subject_of(self, placed: Placed, quantity: Quantity, name: str, base: Aspect, year: int) -> Amount | None:
        """The amount that is said to have changed."""
        reader = self.reader
        if quantity.kind is Kind.COUNT:
            return self.counted(placed, quantity.held.unit)
        if quantity.kind is Kind.RATE and not name and (last := self.last_count(placed)) is not None:
            return last
        if (pointed := self.pointed_at(name)) is not None:
            return pointed
        subject = reader.latest(name) if name else self.spoken_of(placed, base, year)
        return self.both_sides() if subject is None and name in _BOTH_SIDES else subject

    def pointed_at(self, name: str) -> Amount | None:
        """前者 and 后者: the first and the second of the last two amounts."""
        match = _POINTING.match(name)
        told = [one for one in self.reader.paragraph.amounts if one.kind is Kind.MONEY and not one.base][-2:]
        if match is None or len(told) < 2:
            return None
        return told[0] if match[0] == "前者" else told[1]

    def both_sides(self) -> Amount | None:
        """收支: the two told as one number, or income and spending where they are one number."""
        told = next((one for name in sorted(_BOTH_SIDES) if (one := self.reader.latest(name))), None)
        one, other = self.reader.latest("收入总计"), self.reader.latest("支出总计")
        return told or (other if one is not None and other is not None and one.number == other.number else None)

    def counted(self, placed: Placed, unit: str) -> Amount | None:
        """The count that 增加5批次 is of: the last one of its unit."""
        alike = PEOPLE if unit in PEOPLE else {unit}
        for one in reversed(self.reader.paragraph.amounts):
            if one.kind is Kind.COUNT and one.held.unit in alike and not self.reader.is_prior(one):
                return one if placed.sentence - one.sentence <= 1 else None
        return None

    def last_count(self, placed: Placed) -> Amount | None:
        """The count that a percent right behind it is of."""
        amounts = self.reader.paragraph.amounts
        for one in reversed(amounts):
            if not self.reader.is_prior(one):
                return one if one.kind is Kind.COUNT and one.sentence == placed.sentence else None
        return None

    def named_before(self, lead: str) -> str:
        """The quantity named in a clause of its own since the last number: 运行费决算与预算一致，比上年增加…"""
        for clause in reversed(_CLAUSE.split(lead)[1 if self.reader.end else 0 :]):
            if _REASONED.search(clause):
                return ""
            match = _CHANGED_THING.match(_LEADING.sub("", clause))
            if match is not None:
                name = canonical(clean(self.reader.own_names.sub("", match["name"])))
                current = self.reader.subject(0)
                same = generic(name) or name in {"支出", "收入"} or (current is not None and name == current.name)
                return "" if same else name
        return ""

    def spoken_of(self, placed: Placed, base: Aspect, year: int) -> Amount | None:
        """The subject of a change that names none.

        A budget where only a budget of another year is its base; the head of a list where a new sentence begins.
        """
        subject, planned = self.reader.subject(placed.bracket), self.reader.planned
        other = base.planned and year and planned is not None and planned.year != year
        if other and planned and (subject is None or subject.sentence < planned.sentence):
            return planned
        if subject is not None and subject.head is not None and subject.sentence < placed.sentence:
            return root(subject)
        return subject

    def changed(self, before: str) -> str | None:
        """The quantity named before the word of change; empty for the one spoken of, None for another base."""
        text = self.reader.own_names.sub("", before)
        match = words.COMPARE.search(text)
        if match is None:
            if _OTHER_BASE.search(text):
                return None
            named = canonical(clean(text))
        else:
            after = _AFTER_COMPARE.sub("", text[match.end() :])
            named = canonical(clean(text[: match.start()])) or canonical(clean(after))
        self.raw = "" if generic(named) else named
        return "" if not self.raw or (named in {"支出", "收入"} and self.reader.latest(named) is None) else named

    def near(self, placed: Placed, subject: Amount | None) -> tuple[Amount, ...]:
        """Other amounts of the sentence that the change might be of, and the list that its subject stands in."""
        kind = subject.kind if subject else Kind.MONEY
        last = self.reader.subject(placed.bracket)
        return tuple(
            one
            for one in self.reader.paragraph.amounts
            if one is not subject
            and (one.sentence == placed.sentence or one is last or (subject is not None and one is root(subject)))
            and one.kind is kind
            and not self.reader.is_prior(one)
        )

    def finish(self) -> None:
        """Base and subject may stand behind the change: 增长20%，上年为10.50万元."""
        for change in self.reader.paragraph.claims:
            if isinstance(change, Change) and change.subject is None and change.name:
                later = self.reader.latest(change.name)
                first = change.amount or change.rate
                if later is not None and first is not None and later.start > first.start and later.kind is Kind.MONEY:
                    change.subject = later
            if isinstance(change, Change) and change.subject is None and change.name and change.stated is None:
                change.stated = self.bases.named(change)
            if isinstance(change, Change) and change.stated is None and change.subject is not None:
                found = self.bases.stated(change)
                near = found is not None and found.sentence in {change.subject.sentence, change.sentence}
                change.stated = found if near else None
