"""H6: lines broken inside a sentence, as text pasted from a PDF has them.

Its numbers are read over the breaks all the same (core/wrapped.py), so this is a matter of how the report looks.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from core.narrative.claims.say import HINT, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Paragraph
    from core.rules import Finding

_SHOWN = 6
"""Characters before a break that show where it is."""


def check_breaks(paragraphs: Sequence[Paragraph], every: Sequence[Paragraph]) -> Iterator[Finding]:
    """One finding a section, where it is one of `paragraphs`: its first break, with how many there are.

    Who pasted a section has one thing to do, not one for each of its lines.
    """
    asked = set(map(id, paragraphs))
    first: dict[str, Paragraph] = {}
    count: dict[str, int] = {}
    for one in every:
        if one.breaks:
            first.setdefault(one.where, one)
            count[one.where] = count.get(one.where, 0) + one.breaks
    for where, one in first.items():
        if id(one) in asked:
            end = bisect_left(one.text.places, one.text.source.index("\n"))
            times = f"，共 {count[where]} 处" if count[where] > 1 else ""
            yield finding("H6", HINT, one, (max(end - _SHOWN, 0), end), f"句子中间断了行{times}", "把断开的行接起来")
