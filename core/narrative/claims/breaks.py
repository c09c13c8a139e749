"""H6: lines broken inside a sentence, as text pasted from a PDF has them.

Its numbers are read over the breaks all the same (core/wrapped.py), so this is a matter of how the report looks.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby
from typing import TYPE_CHECKING

from core.narrative.claims.say import HINT, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Paragraph
    from core.rules import Finding

_SHOWN = 6
"""Characters before a break that show where it is."""


def check_breaks(paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    """One finding a section: the first break, with how many there are.

    Who pasted a section has one thing to do, not one for each of its lines.
    """
    for _, group in groupby(paragraphs, key=lambda one: one.where):
        broken = [one for one in group if one.breaks]
        if broken:
            first, many = broken[0], sum(one.breaks for one in broken)
            end = bisect_left(first.text.places, first.text.source.index("\n"))
            count = f"，共 {many} 处" if many > 1 else ""
            yield finding("H6", HINT, first, (max(end - _SHOWN, 0), end), f"句子中间断了行{count}", "把断开的行接起来")
