"""A total of the paragraphs above it: 三项支出决算共490.77万元 (C22, C23)."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from core.figures import Kind
from core.figures.chinese import chinese_value
from core.narrative.claims import words
from core.narrative.claims.model import Amount, Listing
from core.narrative.claims.totals import check_listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Paragraph
    from core.rules import Finding

_BEGINS = re.compile(r"(?:以上|上述|这)?[两二三四五六七八九十](?:项|类|个|笔|部分)|以上|上述")


def check_above(paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    """The total that a paragraph begins with, against the one outcome that each of so many before it tells."""
    for _, group in groupby(paragraphs, key=lambda one: one.where):
        section = list(group)
        for at, paragraph in enumerate(section):
            if at and paragraph.amounts and _BEGINS.match(paragraph.text.text) is not None:
                yield from _against(paragraph, section[max(at - 10, 0) : at])


def _against(paragraph: Paragraph, before: Sequence[Paragraph]) -> Iterator[Finding]:
    total = paragraph.amounts[0]
    said = words.total_of(paragraph.text.text[: total.start])
    many = chinese_value(said["many"]) if said is not None and said["many"] else None
    if many is None or many > len(before) or total.kind is not Kind.MONEY or total.rough:
        return
    parts = [_outcome(one, total) for one in before[-many:]]
    if all(part is not None for part in parts):
        yield from check_listing(Listing(total, [part for part in parts if part is not None], tail=True, closed=True))


def _outcome(paragraph: Paragraph, total: Amount) -> Amount | None:
    """The one amount of a paragraph that is told as the total is."""
    found = [
        one
        for one in paragraph.amounts
        if one.kind is Kind.MONEY
        and one.aspect is total.aspect
        and not one.base
        and one.head is None
        and one.year == total.year
    ]
    return found[0] if len({one.number for one in found}) == 1 and not found[0].rough else None
