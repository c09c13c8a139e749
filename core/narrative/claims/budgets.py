"""Budgets and outcomes while a paragraph is read: completion rates, words of comparison, gaps."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims import words
from core.narrative.claims.model import Amount, Aspect, Comparison, Completion, Rate
from core.narrative.claims.names import canonical, clean, generic, related

if TYPE_CHECKING:
    from core.narrative.claims.reader import Reader

_BLANK = re.compile(r"(?:决算|执行|支出)数?为?万元")
_FUNDED = re.compile(r"(?:到位|下达|拨入|到账|安排)(?:(?!支出|支付|使用|执行)[^，。；\d]){0,10}$")
_TOTAL_FUND = re.compile(r"(?:(?:资金|经费|总投资)(?:总额|合计|共计|总计|共|为)+|(?:专项|项目|补助|补贴)资金|总投资)$")
_SPENT = re.compile(r"(?:支付|支出|使用|执行|列支|支用|花费)(?:资金|金额|经费|数|总额)*(?:共|合计|为|了|：)*$")
_CLAUSES = re.compile(r"[，。；：（）]")
_THING = re.compile(r"(?:费|经费|支出|收入|资金)$")
_OF_SEVERAL = re.compile(
    r"(?:[两二三四五六]个?|各|所有|全部)(?:项目|项|类|单位)[^，。；]{0,8}率[^，。；]{0,4}$|平均[^，。；]{0,6}率[^，。；]{0,4}$"
)
_FUND = re.compile(r"(?:调节基金|周转金)$")
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
        if _FUND.search(phrase):
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
        """公用经费438.75万元，较预算452.00万元少支…: the budget is what the outcome is compared with."""
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
        within = match["within"] is not None
        named = words.named_budget(match["which"] or match["named"] or match["named2"] or "")
        blank = self.group.blank or self._is_blank(match.start())
        paragraph = self.reader.paragraph
        actual, budgets = self.group.actual, self.named(named)
        if self._of_another(match.start()):
            actual, budgets = None, ()
        paragraph.claims.append(
            Comparison(match.start(), match.end(), sign, actual, budgets, paragraph, None, blank, within)
        )

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

    def finish(self) -> None:
        """Budget and outcome may stand behind what is said of them: 完成年初预算的98%（预算100万元，支出98万元）."""
        claims = [one for one in self.reader.paragraph.claims if isinstance(one, Completion | Comparison)]
        for claim, following in zip_longest(claims, claims[1:]):
            control = isinstance(claim, Completion) and claim.control
            if not claim.budgets and claim.actual is None and not claim.blank and not control:
                self._look_behind(claim, following)

    def _look_behind(self, claim: Completion | Comparison, following: Completion | Comparison | None) -> None:
        text = self.reader.text
        first, stop = _end(claim), text.find("。", _end(claim))
        last = min(stop if stop >= 0 else len(text), _end(following) if following else len(text))
        behind = [one for one in self.reader.paragraph.amounts if first <= one.start < last and one.kind is Kind.MONEY]
        budgets = [one for one in behind if one.aspect.planned]
        actual = [one for one in behind if self.reader.is_outcome(one) and one.head is None]
        named = claim.named if isinstance(claim, Completion) else Aspect.BUDGET
        clear = isinstance(claim, Comparison) or named is not Aspect.BUDGET or len(budgets) == 1
        if budgets and len(actual) == 1 and clear:
            claim.actual = actual[0]
            claim.budgets = tuple(
                one for one in budgets if named is Aspect.BUDGET or one.aspect in {named, Aspect.BUDGET}
            )

    def completion(self, rate: Rate, phrase: str, match: re.Match[str], sentence: int) -> None:
        """完成年初预算的98%, 执行率100%."""
        group = self.group
        control = match["control"] is not None
        if control and not self._controls(phrase):
            return
        last = self.reader.paragraph.amounts[-1] if self.reader.paragraph.amounts else None
        if _OF_SEVERAL.search(phrase[: match.end()]):
            return  # 两个项目执行率合计为96.67%
        if last is not None and last.kind is Kind.COUNT and match[0].startswith("完成率"):
            return  # 数量指标10个，完成10个，完成率100%
        named = words.named_budget(match[0])
        blank = group.blank or self._is_blank(rate.start)
        actual, budgets = None if blank else group.actual, self.named(named)
        if match["rate"] and not control and not blank and not (actual and budgets):
            granted = self.granted(sentence)
            actual, budgets = (granted[0] or actual, granted[1] or budgets)
        self.reader.paragraph.claims.append(Completion(rate, actual, budgets, named, control, blank, group.rivals))

    def reached(self, rate: Rate, sentence: int) -> None:
        """完成95.35% right behind a budget and its outcome."""
        group = self.group
        told = group.actual is not None and bool(group.budgets) and not group.blank
        if told and group.actual is not None and sentence - group.actual.sentence <= 0:
            claim = Completion(rate, group.actual, tuple(group.budgets), Aspect.BUDGET, control=False)
            self.reader.paragraph.claims.append(claim)

    def granted(self, sentence: int) -> tuple[Amount | None, tuple[Amount, ...]]:
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


def _end(claim: Completion | Comparison) -> int:
    return claim.rate.end if isinstance(claim, Completion) else claim.end


def root(part: Amount) -> Amount:
    """The head of the outermost list that an amount is in."""
    while part.head is not None:
        part = part.head
    return part
