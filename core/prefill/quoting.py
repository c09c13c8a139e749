"""The words that stand around a number: what is quoted of them, the year they name, and where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.prefill.model import Mention, Unplaced
from core.prefill.naming import behind
from core.prefill.wording import stated_year

if TYPE_CHECKING:
    from core.blocks import Evidence
    from core.prefill.clauses import Placed
    from core.prefill.context import Context
    from core.prefill.fold import Folded
    from core.prefill.model import Reading
    from core.prefill.scan import Quantity, Stray

LEAD = re.compile(r"^(?:其中|其(?!他|余|它)|并且|并|且|同时|另外|以及|和|、|：)+")
"""What only joins a phrase to the one before it."""
_QUOTE_LIMIT = 40
_LONGEST = 56
_LEAD = 12


def before(text: Folded, start: int) -> str:
    """The words just before a quote that begins at `start`."""
    return text.quote(max(start - _LEAD, 0), start)


class Words:
    """The words of one paragraph."""

    def __init__(self, text: Folded, context: Context) -> None:
        self._text = text
        self._context = context
        self._year: tuple[int, int] = (-1, context.year)

    def year_of(self, placed: Placed) -> int:
        """The year last named in the sentence before the number, else the source's."""
        sentence, year = self._year
        if sentence != placed.sentence:
            year = self._context.year
        phrase = self._text.text[placed.begin : placed.number.start]
        year = stated_year(phrase, year if "年" not in phrase else self._context.year)
        self._year = (placed.sentence, year)
        return year

    def quote(self, placed: Placed, number: Quantity | Stray, *, wide: bool = False) -> str:
        """The number with the words before it; `wide` adds the words of what is counted behind it."""
        return self._text.quote(*self._span(placed, number, wide=wide))

    def _span(self, placed: Placed, number: Quantity | Stray, *, wide: bool) -> tuple[int, int]:
        start = placed.begin
        lead = LEAD.match(self._text.text[start : number.start])
        start += lead.end() if lead else 0
        start = max(start, number.start - _QUOTE_LIMIT)
        end = number.end
        if wide:
            end += min(behind(self._text.text[end:]), max(_LONGEST - (end - start), 0))
        return start, end

    def mention(self, placed: Placed, number: Quantity | Stray, *, wide: bool = False) -> Mention:
        """The quote with its place."""
        start, end = self._span(placed, number, wide=wide)
        words, lead = self._text.quote(start, end), before(self._text, start)
        return Mention(words, self.evidence(number.start), self._context.section, lead)

    def left(self, placed: Placed, why: str) -> Unplaced:
        """The number of a place as one that has no cell."""
        mention = self.mention(placed, placed.number)
        return Unplaced(mention.quote, why, mention.evidence)

    def placed(self, reading: Reading, number: Quantity) -> Reading:
        """The reading with the place of its number in the source's words."""
        return reading._replace(start=self._text.place(number.start), end=self._text.place(number.end - 1) + 1)

    def evidence(self, position: int) -> Evidence:
        """Where a character of the folded text stands in the source."""
        return self._context.evidence(self._text.place(position))
