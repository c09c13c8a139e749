"""Numbers that refer to those before them: in rows (占60%、30%和10%), and percentages of the number just said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.narrative.claims import words
from core.narrative.claims.model import Completion, Rate, Share
from core.narrative.claims.names import canonical, clean, generic
from core.narrative.claims.runs import Run, names_of, runs_of, without_each
from core.narrative.claims.shares import heads_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.narrative.claims.clauses import Placed
    from core.narrative.claims.model import Amount
    from core.narrative.claims.reader import Reader
    from core.narrative.claims.scan import Quantity

_PART_OF = re.compile(r"(?:占|比重)[^，。；占]{0,40}$")
_OF_BUDGET = re.compile(r"(?:占|完成|为|达到?)[^，。；]{0,12}(?:预算|计划)[^，。；]{0,6}$")
_OF_IT = re.compile(r"的?(?:比例|比重|比率|份额)?(?:分别|依次)?(?:为|达到?|约|近|是|：)*")
_PERCENT_NEXT = re.compile(r"的?(?:比例|比重|比率|份额)?(?:分别|依次)?(?:为|达到?|约|近|是|：)*\d+(?:\.\d+)?%")


class Rows:
    """The rows of one paragraph and the number that the next percentage is of."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.runs: dict[int, tuple[Run, int]] = {}
        self.names: list[tuple[str, int]] = []
        self.last: Run | None = None
        self.of: Amount | None = None
        self.shared: tuple[str | None, tuple[Amount, ...]] = (None, ())

    def find(self, numbers: Sequence[Quantity]) -> None:
        """Learn which numbers stand in rows."""
        self.runs = runs_of(self.reader.text, numbers)

    def take_base(self) -> Amount | None:
        """The base just said, once."""
        of, self.of = self.of, None
        return of

    def in_run(self, placed: Placed, quantity: Quantity, phrase: str, of: Amount | None) -> bool:
        """Whether a percentage stands in a row; then it is of the amount at the same place of the row before."""
        found = self.runs.get(quantity.start)
        if found is None:
            return False
        run, place = found
        rate = Rate(quantity.start, quantity.end, quantity.held, self.reader.paragraph)
        amounts = self.last.amounts if self.last else []
        if place == 0:
            share = words.SHARE.search(without_each(phrase))
            base = (of,) if of and _OF_IT.fullmatch(phrase) else ()
            self.shared = (share["whole"] if share else "") if share or base else None, base
        name, whole = self.shared
        if name is None or len(amounts) != run.length or placed.sentence - amounts[0].sentence > 1:
            return True
        part = amounts[place]
        heads, sure = (whole, True) if whole else heads_of(self.reader, part)
        name = canonical(clean(self.reader.own_names.sub("", name)))
        if not (name and generic(name)):
            self.reader.paragraph.claims.append(Share(rate, part, name, heads, sure, part.name))
        return True

    def of_it(self, quantity: Quantity, lead: str, of: Amount | None) -> bool:
        """占预算92390万元的108.1%, 占支出合计93.93万元的95%: the number before is the base."""
        if of is None or not _OF_IT.fullmatch(lead):
            return False
        rate = Rate(quantity.start, quantity.end, quantity.held, self.reader.paragraph)
        if of.aspect.planned:
            actual = None if self.reader.budgets.group.blank else self.reader.budgets.group.actual
            if actual is None:
                actual = self.reader.subject(of.bracket)
            self.reader.paragraph.claims.append(Completion(rate, actual, (of,), of.aspect, control=False))
        elif (part := self.reader.subject(of.bracket)) is not None and part is not of:
            self.reader.paragraph.claims.append(Share(rate, part, "", (of,), True))
        return True

    def is_reference(self, amount: Amount, phrase: str) -> bool:
        """Whether an amount is only said as the base of the percentage behind it."""
        following = self.reader.text[amount.end : amount.end + 12]
        if not _PERCENT_NEXT.match(following):
            return False
        if amount.aspect.planned and _OF_BUDGET.search(words.without_funds(phrase)):
            self.of = amount
            self.reader.budgets.budget(amount)
            return True
        if not amount.aspect.planned and _PART_OF.search(phrase):
            self.of = amount
        return self.of is not None

    def name(self, amount: Amount, phrase: str) -> None:
        """Numbers in a row get the names listed before them, one each."""
        found = self.runs.get(amount.start)
        if found is None:
            return
        run, place = found
        if place == 0:
            self.names, self.last = names_of(self.reader.own_names.sub("", phrase), run), run
        run.amounts.append(amount)
        if self.names:
            name, year = self.names[place]
            amount.name, amount.own, amount.year = name or self.reader.topic, bool(name), year or amount.year
