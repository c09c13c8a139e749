"""Budgets and outcomes while a paragraph is read: completion rates, words of comparison, gaps."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from core.figures import Agreement, Held, Kind, State
from core.figures.tolerance import agree_rate
from core.narrative.claims import words
from core.narrative.claims.model import Amount, Aspect, Comparison, Completion, Rate
from core.narrative.claims.names import canonical, clean, generic, related
from core.narrative.claims.say import num, rate_num

if TYPE_CHECKING:
    from core.narrative.claims.clauses import Placed
    from core.narrative.claims.reader import Reader
    from core.narrative.claims.scan import Quantity

_BLANK = re.compile(r"(?:决算|执行|支出)数?为?万元")
_FUNDED = re.compile(r"(?:到位|下达|拨入|到账|安排)(?:(?!支出|支付|使用|执行)[^，。；\d]){0,10}$")
_TOTAL_FUND = re.compile(r"(?:(?:资金|经费|总投资)(?:总额|合计|共计|总计|共|为)+|(?:专项|项目|补助|补贴)资金|总投资)$")
_SPENT = re.compile(r"(?:支付|支出|使用|执行|列支|支用|花费)(?:资金|金额|经费|数|总额)*(?:共|合计|为|了|：)*$")
_LEFT = re.compile(r"剩余|余下")
_OF_TIME = re.compile(r"(?:年末|期末|年底|结转|累计|滚存|上年|年初|历年)[^，。；]{0,6}$")
_CLAUSES = re.compile(r"[，。；：（）]")
_THING = re.compile(r"(?:费|经费|支出|收入|资金)$")
_STATEMENT = re.compile(r"[。；]")


@dataclass(slots=True)
class Group:
    """A budget with its outcome, as far as they were read."""

    budgets: list[Amount] = field(default_factory=list)
    actual: Amount | None = None
    blank: bool = False
    rivals: tuple[Amount, ...] = ()
    """Other outcomes that the budget may be of."""


class Budgets:
    """The budget and the outcome being spoken of."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.group = Group()
        self.funded: Amount | None = None
        self.spent: Amount | None = None

    # -- amounts -----------------------------------------------------------------------------

    def blank(self, lead: str) -> None:
        """An outcome whose number was left out."""
        if _BLANK.search(lead):
            self.group.actual, self.group.blank = None, True

    def hear(self, amount: Amount, phrase: str) -> None:
        """What was granted and what of it was spent: 到位200万元，已支付186万元."""
        if amount.kind is not Kind.MONEY or amount.rough or self.reader.is_prior(amount):
            return
        if _FUNDED.search(phrase) or _TOTAL_FUND.search(phrase):
            self.funded, self.spent = amount, None
        elif _SPENT.search(phrase):
            self.spent = amount

    def budget(self, amount: Amount) -> None:
        """A budget opens a group, or joins one that has no outcome yet or none of its kind."""
        group = self.group
        taken = any(one.aspect is amount.aspect for one in group.budgets)
        other = group.actual is not None and amount.own and not related(amount.name, group.actual.name)
        if taken or other or (group.budgets and group.actual):
            group = self.group = Group()
        elif not amount.own and (whole := self._whole(group.actual, amount)) is not None:
            group = self.group = Group(actual=whole, rivals=(group.actual,) if group.actual else ())
        group.budgets.append(amount)

    def base(self, amount: Amount) -> None:
        """公用经费438.75万元，较预算452.00万元少支13.25万元: the budget is told as what the outcome is compared with."""
        if self.group.actual is not None and not self.group.budgets and not self.group.blank:
            self.group.budgets.append(amount)

    def _whole(self, part: Amount | None, amount: Amount) -> Amount | None:
        """The head of a list that is over: a budget without a name after it is the head's, not the last part's."""
        if part is None or part.head is None:
            return None
        between = self.reader.text[part.end : amount.start]
        return root(part) if _STATEMENT.search(between) else None

    def actual(self, amount: Amount) -> None:
        """An outcome closes the group, unless it is clearly of something else."""
        group = self.group
        named = {one.name for one in group.budgets if one.name}
        if (
            group.actual is not None
            or group.blank
            or (amount.own and named and not any(related(amount.name, one) for one in named))
        ):
            group = self.group = Group()
        group.actual = amount

    def named(self, aspect: Aspect) -> tuple[Amount, ...]:
        """The budgets that a rate may be of."""
        budgets = self.group.budgets
        if aspect is Aspect.BUDGET:
            return tuple(budgets)
        return tuple(one for one in budgets if one.aspect in {aspect, Aspect.BUDGET})

    # -- words of comparison ---------------------------------------------------------------------

    def comparison(self, match: re.Match[str]) -> None:
        """决算数小于预算数."""
        even = match["flat"] or match["flat2"] or match["even"]
        sign = 0 if even else 1 if match["up"] else -1
        named = words.named_budget(match["which"] or match["named"] or match["named2"] or "")
        blank = self.group.blank or self._is_blank(match.start())
        paragraph = self.reader.paragraph
        actual, budgets = self.group.actual, self.named(named)
        if self._of_another(match.start()):
            actual, budgets = None, ()
        paragraph.claims.append(Comparison(match.start(), match.end(), sign, actual, budgets, paragraph, None, blank))

    def _of_another(self, start: int) -> bool:
        """Whether a comparison names a quantity of its own: …，公务用车运行维护费决算数与预算数持平."""
        reader = self.reader
        clause = _CLAUSES.split(reader.text[reader.end : start])[-1]
        name = canonical(clean(reader.own_names.sub("", clause)))
        known = [one.name for one in (self.group.actual, *self.group.budgets) if one is not None and one.name]
        return (
            not generic(name)
            and bool(_THING.search(name))
            and bool(known)
            and not any(related(name, one) for one in known)
        )

    def _is_blank(self, start: int) -> bool:
        return _BLANK.search(self.reader.text[self.reader.end : start]) is not None

    def gap(self, placed: Placed, quantity: Quantity, phrase: str) -> bool:
        """超支115.62万元, 决算数大于预算数55.93万元; whether the number is such a gap."""
        if quantity.kind is not Kind.MONEY:
            return False
        if (match := words.AGAINST.search(phrase)) is not None and self.group.actual is not None:
            return self._against(placed, quantity, match)
        beyond = words.BEYOND.search(phrase)
        match = beyond or words.GAP.search(phrase)
        if match is not None and _LEFT.match(match[0]) and not self._both_told(placed.sentence):
            return False
        if match is None or _OF_TIME.search(phrase[: match.start()]):
            return False
        name = canonical(clean(self.reader.own_names.sub("", phrase[: match.start()])))
        if _THING.search(name) and not generic(name):
            self.reader.naming.topic = name
        if beyond and not beyond.start() and self._is_budget(placed, quantity):
            return self._against(placed, quantity, beyond)
        gap = self.reader.naming.amount(placed, quantity, "", Aspect.ACTUAL)
        sign = 1 if match["over"] else -1
        actual, budgets = self.group.actual, tuple(self.group.budgets)
        if name and (found := self._of(name)) is not None:
            actual, budgets = found
        if actual is None or not budgets:
            actual, budgets = self._granted(placed.sentence) if not beyond else (actual, ())
        paragraph = self.reader.paragraph
        last = paragraph.claims[-1] if paragraph.claims else None
        if beyond and isinstance(last, Comparison) and last.gap is None and last.end >= placed.begin:
            paragraph.claims.pop()  # 决算数大于预算数 is said with its amount
        if actual is not None and budgets:
            claim = Comparison(quantity.start, quantity.end, sign, actual, budgets, paragraph, gap)
            paragraph.claims.append(claim)
            return True
        if beyond is not None:
            self._implied(gap, sign)
            paragraph.claims.append(Comparison(quantity.start, quantity.end, sign, None, (), paragraph, gap))
        return beyond is not None

    def finish(self) -> None:
        """Budget and outcome may stand behind what is said of them: 完成年初预算的98%（预算100万元，支出98万元）."""
        claims = [one for one in self.reader.paragraph.claims if isinstance(one, Completion | Comparison)]
        for claim, following in zip_longest(claims, claims[1:]):
            if (
                claim.budgets
                or claim.actual is not None
                or claim.blank
                or (isinstance(claim, Completion) and claim.control)
            ):
                continue
            first = _end(claim)
            last = self.reader.text.find("。", first)
            last = min(
                last if last >= 0 else len(self.reader.text), _end(following) if following else len(self.reader.text)
            )
            behind = [
                one for one in self.reader.paragraph.amounts if first <= one.start < last and one.kind is Kind.MONEY
            ]
            budgets = tuple(one for one in behind if one.aspect.planned)
            actual = [one for one in behind if self.reader.is_outcome(one) and one.head is None]
            if (
                budgets
                and len(actual) == 1
                and (isinstance(claim, Comparison) or claim.named is not Aspect.BUDGET or len(budgets) == 1)
            ):
                named = claim.named if isinstance(claim, Completion) else Aspect.BUDGET
                right = tuple(one for one in budgets if named is Aspect.BUDGET or one.aspect in {named, Aspect.BUDGET})
                claim.actual, claim.budgets = actual[0], right

    def _both_told(self, sentence: int) -> bool:
        """Whether outcome and budget, or what was granted and spent, are told in the sentence itself."""
        actual, budgets = self.group.actual, self.group.budgets
        if actual is None or not budgets:
            actual, granted = self._granted(sentence)
            budgets = list(granted)
        return actual is not None and bool(budgets) and actual.sentence == sentence

    def _is_budget(self, placed: Placed, quantity: Quantity) -> bool:
        """Whether 决算数3.18万元高于预算数3.96万元 compares two amounts: no comma, no budget told before."""
        actual = self.group.actual
        if actual is None or actual.end != placed.begin or self.group.budgets:
            return False
        return quantity.held.number is not None and quantity.held.number * 2 > actual.number

    def _against(self, placed: Placed, quantity: Quantity, match: re.Match[str]) -> bool:
        reader = self.reader
        budget = reader.naming.amount(placed, quantity, "", Aspect.BUDGET)
        reader.paragraph.amounts.append(budget)
        self.budget(budget)
        sign, paragraph = 1 if match["over"] else -1, reader.paragraph
        paragraph.claims.append(
            Comparison(match.start() + placed.begin, quantity.end, sign, self.group.actual, (budget,), paragraph)
        )
        return True

    def _of(self, name: str) -> tuple[Amount, tuple[Amount, ...]] | None:
        """Outcome and budgets that were told under a name."""
        actual = self.reader.named(name)
        budgets = tuple(
            one for one in self.reader.paragraph.amounts if one.name == name and one.aspect.planned and not one.rough
        )
        return (actual, budgets) if actual is not None and budgets else None

    def _implied(self, gap: Amount, sign: int) -> None:
        """The budget that 决算数大于预算数55.93万元 implies, for the rate said before: 完成年初预算的100%."""
        actual = self.group.actual
        last = next((one for one in reversed(self.reader.paragraph.claims) if isinstance(one, Completion)), None)
        if actual is None or last is None or last.budgets or last.actual is not actual or last.control:
            return
        if "。" in self.reader.text[last.rate.end : gap.start]:
            return
        number = actual.number - sign * gap.number
        decimals = max(actual.held.decimals, gap.held.decimals)
        held = Held(State.VALUE, number, "", actual.held.unit, decimals)
        last.budgets = (
            Amount(
                gap.start, gap.end, gap.kind, held, actual.name, False, actual.year, last.named, gap.sentence,
                self.reader.paragraph,
            ),
        )  # fmt: skip

    # -- rates ---------------------------------------------------------------------------------

    def completion(self, rate: Rate, phrase: str, match: re.Match[str], sentence: int) -> None:
        """完成年初预算的98%, 执行率100%."""
        group = self.group
        control = match["control"] is not None
        if control and not self._controls(phrase):
            return
        named = words.named_budget(match[0])
        blank = group.blank or self._is_blank(rate.start)
        actual, budgets = None if blank else group.actual, self.named(named)
        if match["rate"] and not control and not blank and not (actual and budgets):
            granted = self._granted(sentence)
            actual, budgets = (granted[0] or actual, granted[1] or budgets)
        self.reader.paragraph.claims.append(Completion(rate, actual, budgets, named, control, blank, group.rivals))

    def gap_rate(self, rate: Rate) -> bool:
        """节约1.75万元，节约率14%: the gap just told, by the budget."""
        claims = self.reader.paragraph.claims
        last = claims[-1] if claims else None
        if not isinstance(last, Comparison) or last.gap is None or last.gap.end != self.reader.end or not last.budgets:
            return False
        if not _follows(rate, last):  # where the gap is the wrong one, its rate is right
            claims.append(Completion(rate, last.gap, last.budgets, Aspect.BUDGET, control=False))
        return True

    def reached(self, rate: Rate, sentence: int) -> None:
        """完成95.35% right behind a budget and its outcome."""
        group = self.group
        told = group.actual is not None and bool(group.budgets) and not group.blank
        if told and group.actual is not None and sentence - group.actual.sentence <= 0:
            claim = Completion(rate, group.actual, tuple(group.budgets), Aspect.BUDGET, control=False)
            self.reader.paragraph.claims.append(claim)

    def _granted(self, sentence: int) -> tuple[Amount | None, tuple[Amount, ...]]:
        """What was spent of what was granted, where both were just said; the budget may be meant as well."""
        funded, spent = self.funded, self.spent
        if funded is None or spent is None or sentence - funded.sentence > 1:
            return None, ()
        planned = self.reader.planned
        also = (planned,) if planned is not None and sentence - planned.sentence <= 1 else ()
        return spent, (funded, *also)

    def _controls(self, phrase: str) -> bool:
        """Whether a 控制率 is of the amounts just read, and not of heads or of something else."""
        match = words.RATE_NAME.search(phrase)
        name = canonical(clean(match["name"])) if match else ""
        group = self.group.actual or (self.group.budgets[0] if self.group.budgets else None)
        return group is not None and (generic(name) or name in group.name or group.name in name)


def _follows(rate: Rate, gap: Comparison) -> bool:
    """Whether a rate is that of the gap between the two numbers themselves."""
    actual = gap.actual
    for budget in gap.budgets if actual is not None else ():
        if actual is not None and budget.number:
            left = (num(actual) - num(budget)) / num(budget)
            size = left if left.value >= 0 else -left
            if agree_rate(rate_num(rate), size, rate.held.decimals) is Agreement.EQUAL:
                return True
    return False


def _end(claim: Completion | Comparison) -> int:
    return claim.rate.end if isinstance(claim, Completion) else claim.end


def root(part: Amount) -> Amount:
    """The head of the outermost list that an amount is in."""
    while part.head is not None:
        part = part.head
    return part
