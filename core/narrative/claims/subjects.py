"""What is said to have changed: the quantity named at the change, or the one spoken of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims import words
from core.narrative.claims.budgets import root
from core.narrative.claims.model import PEOPLE, Amount, Aspect
from core.narrative.claims.names import canonical, clean, generic
from core.narrative.claims.scan import Quantity
from core.narrative.claims.years import own_year

if TYPE_CHECKING:
    from core.narrative.claims.clauses import Placed
    from core.narrative.claims.reader import Reader

_AFTER_COMPARE = re.compile(
    r"^(?:度|同期|年初|决算|预算|执行|支出|实际|数|的|相比|比较|对比|，|：|、|安排|全年|调整|后)+"
)
_OTHER_BASE = re.compile(r"(?:较|(?<![相对])比|低于|高于)[^，。；]{1,12}$")
_BOTH_SIDES = frozenset({"收支", "收入支出", "收、支"})
_REASONED = re.compile(r"原因|由于|因为|导致|用于|包括|以及|按照|根据")
_CLAUSE = re.compile(r"[，。；：]")
_CHANGED_THING = re.compile(
    r"(?P<name>[^，。；：\d]{1,30}?(?:支出|收入|费|费用|经费|拨款|资金|资产|采购|结余))(?:（[^（）]*）)?"
    r"(?:预?决算|总额|合计|总计|数|额)*"
    r"(?:[比较与同]|无|没有|均|都|有所|略有|增加|减少|增长|下降|上升|持平|一致|$)"
)
_NONE = re.compile(r"(?:上年|去年|上一年|20\d\d年)[^，。；]{0,10}(?:无|没有|未)")
_LEADING = re.compile(r"^(?:其中|同时|此外|另外)+")
_POINTING = re.compile(r"[前后]者")


class Subjects:
    """The amounts of a paragraph as what a change may be of."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.raw = ""
        """The quantity named at the last change, also where it is none of those told before."""

    def find(self, placed: Placed, quantity: Quantity, name: str, base: Aspect, year: int) -> Amount | None:
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
            aside = one.base or one.bracket != placed.bracket or self.reader.is_prior(one)
            if one.kind is Kind.COUNT and one.held.unit in alike and not aside:
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
            if _NONE.search(clause):
                continue  # 其他收入12.00万元，上年无其他收入，增长100%
            match = _CHANGED_THING.match(_LEADING.sub("", clause))
            if match is not None:
                name = canonical(clean(self.reader.own_names.sub("", match["name"])))
                current = self.reader.subject(0)
                same = generic(name) or name in {"支出", "收入"} or (current is not None and name == current.name)
                return "" if same else name
        return ""

    def spoken_of(self, placed: Placed, base: Aspect, year: int) -> Amount | None:
        """The subject of a change that names none.

        A budget where only a budget of another year is its base; the head of a list where a new sentence begins, but
        for an item that has a paragraph of its own, of which all its sentences speak.
        """
        subject, planned = self.reader.subject(placed.bracket), self.reader.planned
        other = base.planned and year and planned is not None and planned.year != year
        if other and planned and (subject is None or subject.sentence < planned.sentence):
            return planned
        if subject is not None and subject.head is not None and subject.sentence < placed.sentence:
            return root(subject) if subject.head.paragraph is subject.paragraph else subject
        number = placed.number
        size = number.held.number if isinstance(number, Quantity) and number.kind is Kind.MONEY else None
        if subject is not None and subject.head is not None and size is not None and size >= subject.number:
            return root(subject)  # the part is too small to have grown by so much
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

    def of_now(self) -> Amount | None:
        """The last amount of this year."""
        return next((one for one in reversed(self.reader.paragraph.amounts) if self.reader.is_outcome(one)), None)

    def of_year(self, subject: Amount | None, phrase: str, lead: str) -> Amount | None:
        """2022年增长10%，2023年下降5%: the amount of the year that the change itself says."""
        own = own_year(phrase, 0) if subject is not None and not words.COMPARE.search(lead) else None
        if not own or subject is None:
            return None
        found = [one for one in self.reader.paragraph.amounts if one.year == own and one.name == subject.name]
        return found[-1] if found else None
