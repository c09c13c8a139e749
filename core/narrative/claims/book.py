"""All amounts of a document under their names, with the cells behind them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.model import Amount, Aspect
from core.narrative.claims.names import aliases, canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.figures import Held
    from core.narrative.claims.model import Ground, Paragraph


PLANS = ("", "plans")
"""What is recorded as asked where a finding rests on the kind of document."""
_SETTLED = re.compile(r"决算|绩效|实际支出|执行率|执行数")


class Book:
    """The document as read."""

    def __init__(self, paragraphs: Sequence[Paragraph], ground: Ground) -> None:
        self.paragraphs = paragraphs
        self.ground = ground
        self.year = ground.year
        self.asked: set[tuple[str, object]] = set()
        """What was looked up outside its own paragraph: a quantity with the year, the aspect or None for all."""
        self._named: dict[str, list[Amount]] = defaultdict(list)
        for paragraph in paragraphs:
            for amount in paragraph.amounts:
                if amount.kind is Kind.MONEY and amount.name and not amount.rough:
                    self._named[amount.name].append(amount)

    @property
    def plans(self) -> bool:
        """Whether the document explains a budget, not what came of one: its balances are those of the year before."""
        self.asked.add(PLANS)
        texts = [one.text.text for one in self.paragraphs]
        return any("预算" in one for one in texts) and not any(_SETTLED.search(one) for one in texts)

    def amounts(self, name: str) -> list[Amount]:
        """Every amount of a quantity, in order."""
        self.asked.add((name, None))
        return self._named.get(name, [])

    def actual(self, name: str, year: int, paragraph: Paragraph | None = None) -> list[Amount]:
        """Outcomes of a quantity in a year; those of `paragraph` first where it has any."""
        named = self._named.get(name, [])
        found = [one for one in named if one.year == year and not one.aspect.planned and one.own]
        here = [one for one in found if one.paragraph is paragraph]
        if not here:
            self.asked.add((name, year))
        return here or [one for one in found if not one.scoped]

    def inherited(self, name: str, year: int) -> list[Amount]:
        """Outcomes that bear a quantity's name from the words before them: 公务接待费年初预算8万元，支出决算3.5万元."""
        self.asked.add((name, year))
        return [
            one
            for one in self._named.get(name, [])
            if one.year == year and not one.aspect.planned and not one.own and not one.scoped
        ]

    def planned(self, name: str, aspect: Aspect) -> list[Amount]:
        """Budgets of a quantity."""
        self.asked.add((name, aspect))
        return [one for one in self._named.get(name, []) if one.aspect is aspect]

    def cell(self, name: str, aspect: str = "actual") -> Held | None:
        """What the cell that carries a quantity holds."""
        key = self.key(name)
        held = self.ground.cell(key, aspect) if key else None
        return held if held is not None and held.number is not None else None

    def told(self, of: Amount, aspect: str, year: int) -> Amount | None:
        """What the cell of the same quantity holds under another aspect, as if the text said it there."""
        held = self.cell(of.name, aspect) if of.own and not of.scoped else None
        if held is None or held.unit not in {"元", "万元", "亿元"}:
            return None
        kind = Aspect.ACTUAL if aspect == "prior" else Aspect(aspect)
        return Amount(of.start, of.end, of.kind, held, of.name, True, year, kind, of.sentence, of.paragraph)

    @staticmethod
    def key(name: str) -> str:
        """The cell that carries a quantity; empty where none is known to."""
        return aliases().cells.get(canonical(name), "")
