"""What a change is measured against: last year, a named year, a budget, an amount that the text says."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims import words
from core.narrative.claims.model import Aspect, alike

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.model import Amount, Change
    from core.narrative.claims.reader import Reader

_NONE_BEFORE = re.compile(
    r"(?:上年|去年|上一年|20\d\d年)[^，。；\d]{0,10}(?:(?:(?:没有|无)(?P<what>[^，。；\d]{0,8}(?:收入|支出|费))|(?:没有|未|无)(?:发生|安排|此项|该项|列支|支出|相关))|(?:为|是)(?:0|零)(?=[，。；）]))"
)


class Bases:
    """The base that was said last, and the amounts that may be one."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.last: tuple[Aspect, int] = (Aspect.ACTUAL, reader.year - 1)

    def hear(self, lead: str) -> tuple[Aspect, int]:
        """What a change is measured against: last year, a named year, a budget; else what the last one was."""
        self.last = self.said_in(lead)
        return self.last

    def said_in(self, lead: str) -> tuple[Aspect, int]:
        """The base that words say, else the last one."""
        found = list(words.COMPARE.finditer(lead))
        if not found:
            return self.last
        match = found[-1]
        said = int(match["year"]) if match["year"] else self.reader.year - 1
        if match["planned"]:
            return words.named_budget(match["planned"]), said
        if match["initial"] or match["final"] or match["budget"]:
            return (Aspect.INITIAL if match["initial"] else Aspect.FINAL if match["final"] else Aspect.BUDGET), 0
        return Aspect.ACTUAL, said

    def stated(self, change: Change) -> Amount | None:
        """The base where the text around says it."""
        subject = change.subject
        if subject is None:
            return None
        for one in reversed(list(self.bases_of(change, subject))):
            if one.name == subject.name:
                return one
        return None

    def named(self, change: Change) -> Amount | None:
        """The base of a change of which only the name is told: 会议费比上年减少0.60万元。会议费上年3.00万元."""
        told = change.amount or change.rate
        money = [one for one in self.reader.paragraph.amounts if one.name == change.name and not one.rough]
        found = [one for one in money if told and one.year == change.base_year and self.reader.is_prior(one)]
        sure = change.base is Aspect.ACTUAL and len({one.number for one in found}) == 1 and not found[0].aspect.planned
        return found[0] if sure and found[0].kind is Kind.MONEY else None

    def nothing(self, change: Change) -> Amount | None:
        """A base of 0 where the sentence says that there was none: 上年没有发生培训费."""
        subject, told = change.subject, change.rate or change.amount
        if subject is None or told is None or change.base is not Aspect.ACTUAL:
            return None
        text = self.reader.text
        match = _NONE_BEFORE.search(text, text.rfind("。", 0, subject.start) + 1, told.start)
        if match is None or self._of_another(match, subject):
            return None
        held = replace(subject.held, number=Fraction(0))
        return replace(subject, held=held, year=change.base_year, own=False, change=None, base=True)

    def _of_another(self, match: re.Match[str], subject: Amount) -> bool:
        """上年无基金支出，本年基金支出30万元，公用支出60万元，增长5%: none of what was told in between."""
        what = (match["what"] or "")[:2]
        between = [one.name for one in self.reader.paragraph.amounts if match.end() <= one.start < subject.start]
        return bool(what) and what not in subject.name and any(what in name for name in between)

    def bases_of(self, change: Change, subject: Amount) -> Iterator[Amount]:
        """Amounts of the paragraph that are of the year or budget a change is measured against."""
        for one in self.reader.paragraph.amounts:
            if one.rough or not alike(one, subject):
                continue
            if change.base is Aspect.ACTUAL:
                if not one.aspect.planned and one.year == change.base_year and self.reader.is_prior(one):
                    yield one
            elif change.base_year and one.year != change.base_year:
                continue
            elif one.aspect is change.base or (
                one.aspect is Aspect.BUDGET and len(self.reader.budgets.group.budgets) == 1
            ):
                yield one
