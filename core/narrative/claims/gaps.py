"""How far an outcome is over or under its budget: 超支115.62万元, 低于预算安排的93.0万元, 节约率14%."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from core.figures import Agreement, Held, Kind, State
from core.figures.tolerance import agree_rate
from core.narrative.claims import words
from core.narrative.claims.model import Amount, Aspect, Comparison, Completion, Rate
from core.narrative.claims.names import canonical, clean, generic
from core.narrative.claims.say import num, rate_num

if TYPE_CHECKING:
    from core.narrative.claims.clauses import Placed
    from core.narrative.claims.reader import Reader
    from core.narrative.claims.scan import Quantity

_LEFT = re.compile(r"剩余|余下")
_OF_TIME = re.compile(
    r"(?:收支|当期|本期|本年|当年)[^，。；]{0,2}$|净$|(?:年末|期末|年底|结转|累计|滚存|上年|年初|历年)[^，。；]{0,6}$"
)
_SUMMED = re.compile(r"(?:合计|共计|累计|总共|[两二三四五]项(?:共|合计)?|共)$")
_NAMED = re.compile(r"(?:费|经费|支出|收入|资金)$")


class Gaps:
    """The gaps that are told of the budget and the outcome being spoken of."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.budgets = reader.budgets

    def take(self, placed: Placed, quantity: Quantity, phrase: str) -> bool:
        """Whether a number is a gap, or the budget that an outcome is compared with, and if so take it."""
        if quantity.kind is not Kind.MONEY:
            return False
        actual = self.budgets.group.actual
        if (against := words.AGAINST.search(phrase)) is not None and actual is not None:
            return self._against(placed, quantity, against)
        beyond = words.BEYOND.search(phrase)
        match = beyond or words.GAP.search(phrase)
        if match is None or _OF_TIME.search(phrase[: match.start()]):
            return False
        if _SUMMED.search(phrase[: match.start()]):
            return True  # 合计节约39.00万元 is that of several
        if _LEFT.match(match[0]) and not self._both_told(placed.sentence):
            return False
        name = canonical(clean(self.reader.own_names.sub("", phrase[: match.start()])))
        if _NAMED.search(name) and not generic(name):
            self.reader.naming.topic = name
        if beyond and not beyond.start() and self._is_budget(placed, quantity):
            return self._against(placed, quantity, beyond)
        gap = self.reader.naming.amount(placed, quantity, "", Aspect.ACTUAL)
        return self._gap(placed, gap, 1 if match["over"] else -1, name, beyond=beyond is not None)

    def _gap(self, placed: Placed, gap: Amount, sign: int, name: str, *, beyond: bool) -> bool:
        actual, budgets = self._pair(placed.sentence, name, beyond=beyond)
        paragraph = self.reader.paragraph
        last = paragraph.claims[-1] if paragraph.claims else None
        if beyond and isinstance(last, Comparison) and last.gap is None and last.end >= placed.begin:
            paragraph.claims.pop()  # 决算数大于预算数 is said with its amount
        if actual is not None and budgets:
            paragraph.claims.append(Comparison(gap.start, gap.end, sign, actual, budgets, paragraph, gap))
            return True
        if beyond:
            self._implied(gap, sign)
            paragraph.claims.append(Comparison(gap.start, gap.end, sign, None, (), paragraph, gap))
        return beyond

    def _pair(self, sentence: int, name: str, *, beyond: bool) -> tuple[Amount | None, tuple[Amount, ...]]:
        """Outcome and budgets that a gap is between: those of its name, those just told, what was granted and spent."""
        if name and (found := self._of(name)) is not None:
            return found
        actual, budgets = self.budgets.group.actual, tuple(self.budgets.group.budgets)
        if actual is not None and budgets:
            return actual, budgets
        return (actual, ()) if beyond else self.budgets.granted(sentence)

    def _both_told(self, sentence: int) -> bool:
        """Whether outcome and budget, or what was granted and spent, are told in the sentence itself."""
        actual, budgets = self.budgets.group.actual, tuple(self.budgets.group.budgets)
        if actual is None or not budgets:
            actual, budgets = self.budgets.granted(sentence)
        return actual is not None and bool(budgets) and actual.sentence == sentence

    def _is_budget(self, placed: Placed, quantity: Quantity) -> bool:
        """Whether 决算数3.18万元高于预算数3.96万元 compares two amounts: no comma, no budget told before."""
        actual = self.budgets.group.actual
        if actual is None or actual.end != placed.begin or self.budgets.group.budgets:
            return False
        return quantity.held.number is not None and quantity.held.number * 2 > actual.number

    def _against(self, placed: Placed, quantity: Quantity, match: re.Match[str]) -> bool:
        reader = self.reader
        budget = reader.naming.amount(placed, quantity, "", Aspect.BUDGET)
        reader.paragraph.amounts.append(budget)
        self.budgets.budget(budget)
        sign, paragraph = 1 if match["over"] else -1, reader.paragraph
        paragraph.claims.append(
            Comparison(
                match.start() + placed.begin, quantity.end, sign, self.budgets.group.actual, (budget,), paragraph
            )
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
        actual = self.budgets.group.actual
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

    def rate(self, rate: Rate) -> bool:
        """节约1.75万元，节约率14%: the gap just told, by the budget."""
        claims = self.reader.paragraph.claims
        last = claims[-1] if claims else None
        if not isinstance(last, Comparison) or last.gap is None or last.gap.end != self.reader.end or not last.budgets:
            return self._rate_alone(rate)
        if not _follows(rate, last):  # where the gap is the wrong one, its rate is right
            claims.append(Completion(rate, last.gap, last.budgets, Aspect.BUDGET, control=False))
        return True

    def _rate_alone(self, rate: Rate) -> bool:
        """预算1,860.00万元，中标1,748.40万元，节支率6%: the gap itself is not told."""
        group = self.budgets.group
        actual, budgets = group.actual, group.budgets
        if actual is None or len(budgets) != 1 or actual.end != self.reader.end or not budgets[0].number:
            return False
        held = replace(actual.held, number=abs(budgets[0].number - actual.number))
        gap = replace(actual, held=held, own=False, change=None)
        claim = Completion(rate, gap, tuple(budgets), Aspect.BUDGET, control=False)
        self.reader.paragraph.claims.append(claim)
        return True


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
