"""Changes while a paragraph is read: 比上年增加19.08万元，增长25.49%."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims import words
from core.narrative.claims.bases import Bases
from core.narrative.claims.model import Amount, Aspect, Change, Rate, alike
from core.narrative.claims.names import canonical, clean, generic
from core.narrative.claims.subjects import Subjects

if TYPE_CHECKING:
    from core.narrative.claims.clauses import Placed
    from core.narrative.claims.reader import Reader
    from core.narrative.claims.scan import Quantity

_THEN = re.compile(
    r"(?:万?元?)?(?:相比|比较|对比|而言|的基础上)?，?(?:有所|略有|共|又|实际|净|各|均|同比|仍|则|是)*"
    rf"(?:{words.UP}|{words.DOWN})"
)
_SET_BESIDE = re.compile(r"(?:相比|比较|对比)(?:较)?，")
_COMPARED = re.compile(rf"(?:万?元)?(?:相比|比较|对比)(?:较)?，[^，。；\d]{{0,16}}?(?:{words.UP}|{words.DOWN})")
_BETWEEN = re.compile(r"(?P<one>[前后])者(?:比|较)(?P<other>[前后])者")
_OTHER_NUMBER = re.compile(r"\d+(?:\.\d+)?(?!\d*年)")
_MOST_EVEN = 100
_INTENDED = re.compile(r"计划|预计|力争|目标|拟|争取")
_BASE_WORDS = re.compile(r"[^，。；：\d]{0,16}$")


class Changes:
    """The change being told, and what the last one was measured against."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.pending: Change | None = None
        self.bases = Bases(reader)
        self.subjects = Subjects(reader)
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
        name = self.subjects.changed(phrase[: match.start()])
        if name == "":
            name = said[1] if said is not None else self.subjects.named_before(lead[: len(lead) - len(phrase)])
        falls = match["down"] is not None
        if name is None or (said is None and self.join(quantity, name, falls, lead)):
            return
        change = self.change(placed, quantity, name, falls, lead)
        subject, base = change.subject, said[0] if said is not None else None
        if change.base is Aspect.ACTUAL and (other := self.subjects.of_year(subject, phrase, lead)) is not None:
            change.subject, change.base_year = other, other.year - 1
        if (both := _BETWEEN.search(phrase)) is not None and both["one"] != both["other"]:
            change.subject = self.subjects.pointed_at(f"{both['one']}者")
            base = self.subjects.pointed_at(f"{both['other']}者") or base
        told = words.aspect_of(words.COMPARE.sub("", phrase[: match.start()]))
        if change.subject is None and change.name and told is not None and told.planned:
            change.name += "预算"  # “三公”经费预算比上年减少5%
        if base is not None and self.is_price(base):
            change.subject = next(
                (one for one in reversed(self.reader.paragraph.amounts) if one is not base and self.is_price(one)), None
            )
            if change.subject is None:
                return
        fits = base is not None and (change.subject is None or alike(base, change.subject))
        change.stated = base if fits else self.told(change)
        self.keep(change)

    def is_price(self, amount: Amount) -> bool:
        """Whether an amount is so much each."""
        return words.EACH.search(self.reader.text[max(amount.start - 12, 0) : amount.start]) is not None

    def told(self, change: Change) -> Amount | None:
        """The base that the text around tells."""
        return self.bases.stated(change) or self.bases.nothing(change) or self.beside(change)

    def change(self, placed: Placed, quantity: Quantity, name: str, falls: bool, lead: str) -> Change:
        """The change that a number is, with what it is of and measured against."""
        reader = self.reader
        base, year = self.bases.hear(lead)
        subject = self.subjects.find(placed, quantity, name, base, year)
        name = self.subjects.raw if subject is None and not name else name
        if subject is None and quantity.kind is not Kind.COUNT:
            name = name or (self.topic[0] if self.topic[1] == placed.sentence else "")
            self.topic = name, placed.sentence
            reader.naming.topic = name or reader.naming.topic
        elif subject is not None and name:
            reader.naming.topic = subject.name
        rate = amount = None
        if quantity.kind is Kind.RATE:
            rate = Rate(quantity.start, quantity.end, quantity.held, reader.paragraph)
        else:
            amount = reader.naming.amount(placed, quantity, "", Aspect.ACTUAL)
        near = self.subjects.near(placed, subject)
        return Change(
            subject, near, amount, rate, falls, falls, base, year, name, sentence=placed.sentence,
        )  # fmt: skip

    def keep(self, change: Change) -> None:
        """Take a change into the paragraph; a percent behind it belongs to it."""
        self.reader.paragraph.claims.append(change)
        self.pending = change
        if change.subject is not None and change.subject.change is None:
            change.subject.change = change

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
        name = self.subjects.changed(phrase[: match.start()] if match else "") or ""
        change = self.change(placed, quantity, name, falls, lead)
        change.rate, change.stated = rate, self.told(change)
        self.keep(change)

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

    def find_even(self) -> None:
        """与上年持平, of the amount right before it."""
        reader = self.reader
        for match in islice(words.EVEN.finditer(reader.text), _MOST_EVEN):
            start = reader.text.rfind("。", 0, match.start()) + 1
            told = [one for one in reader.paragraph.amounts if start <= one.start and one.end <= match.start()]
            part = reader.text.rfind("；", start, match.start())
            told = [one for one in told if one.start > part] or told
            subject = next((one for one in reversed(told) if not reader.is_prior(one)), None)
            if subject is None or subject.aspect.planned or subject.base:
                continue
            between = reader.text[subject.end : match.start()]
            if len(_OTHER_NUMBER.findall(between)) > sum(one.start > subject.start for one in told):
                continue
            year = int(match["year"]) if match["year"] else reader.year - 1
            change = Change(
                subject, (), None, None, False, False, Aspect.ACTUAL, year, sentence=subject.sentence, even=True
            )
            change.stated = self.told(change)
            reader.paragraph.claims.append(change)

    def finish(self) -> None:
        """Base and subject may stand behind the change: 增长20%，上年为10.50万元."""
        for change in self.reader.paragraph.claims:
            if isinstance(change, Change) and change.subject is None and change.name:
                later = self.reader.latest(change.name)
                first = change.amount or change.rate
                behind = later is not None and first is not None and later.start > first.start
                if later is not None and behind and later.kind is Kind.MONEY and change.is_of(later):
                    change.subject = later
            if isinstance(change, Change) and change.subject is None and change.name and change.stated is None:
                change.stated = self.bases.named(change)
            if isinstance(change, Change) and change.stated is None and change.subject is not None:
                found = self.bases.stated(change)
                near = found is not None and found.sentence in {
                    change.subject.sentence, change.sentence, change.sentence + 1,
                }  # fmt: skip
                change.stated = found if near else None
