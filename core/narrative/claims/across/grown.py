"""C3: rates of growth that a document tells again: one by its name, several in a row.

地方级收入318.46亿元，增长6.8% … 地方级收入增长8.6%; 财政收入增长9.4%，地方收入增长9.3% … 分别增长9.4%和8.3%.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from core.narrative.claims.across.mentions import NAME, mentions_of, slip_of, trimmed
from core.narrative.claims.model import Change
from core.narrative.claims.told import GROWTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.across.mentions import Mention
    from core.narrative.claims.model import Paragraph

_BESIDE = re.compile(r"[、，和及与]")
_ROW = re.compile(r"(?P<grew>[增升涨]|[减降])[^，。；\d]{0,4}$")
_OF_LAST = re.compile(r"(?:上年|去年|上半年|上[一个]?季度|上月)[^，。；\d]{0,8}$")
_MOST = 8
_FEWEST = 2


def check_grown(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Mention, Mention]]:
    """Each rate of growth that an earlier one contradicts: the one told right, and the wrong one."""
    if any("分别" in one.text.text and "%" in one.text.text for one in paragraphs):
        yield from _in_rows(paragraphs)
    yield from _by_name(paragraphs)


def _by_name(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Mention, Mention]]:
    """A rate alone of what was told before with the same digits in another order."""
    told: dict[tuple[str, int, bool], list[Change]] = defaultdict(list)
    for paragraph in paragraphs:
        for claim in paragraph.claims:
            if not isinstance(claim, Change) or claim.rate is None or claim.even or claim.base.planned:
                continue
            name = trimmed(claim.name or (claim.subject.name if claim.subject is not None else ""))
            if len(name) <= NAME:
                continue
            group = told[name, claim.base_year, claim.falls]
            for first in group[:_MOST]:
                if claim.amount is None and first.rate is not None and first.subject is not claim.subject:
                    pair = _mention(first), _mention(claim)
                    if pair[0] is not None and pair[1] is not None and _is_swapped(pair[0], pair[1]):
                        yield pair[0], pair[1]
                        break
            group.append(claim)


def _mention(claim: Change) -> Mention | None:
    rate = claim.rate
    if rate is None:
        return None
    return next((one for one in mentions_of(rate.paragraph) if one.start == rate.start), None)


def _is_swapped(first: Mention, second: Mention) -> bool:
    slip, digits = slip_of(first.digits, second.digits)
    return slip == "swap" and digits >= _FEWEST


def _in_rows(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Mention, Mention]]:
    """分别增长9.4%和8.3%: one is told as before, in the same order, and one is a digit off."""
    before: list[Mention] = []
    for paragraph in paragraphs:
        rates = [one for one in mentions_of(paragraph) if one.unit == "%"]
        for row in _rows(paragraph, rates):
            if len(row) > 1 and "分别" in paragraph.text.text[max(row[0].start - 8, 0) : row[0].start]:
                found = _against(row, before)
                if found is not None:
                    yield found
            before += row


def _rows(paragraph: Paragraph, rates: Sequence[Mention]) -> Iterator[list[Mention]]:
    """The rates of growth of a paragraph in order, those side by side together."""
    text = paragraph.text.text
    row: list[Mention] = []
    for one in rates:
        if row and _BESIDE.fullmatch(text, row[-1].end, one.start):
            row.append(one)
            continue
        if row:
            yield row
        lead = text[max(one.start - 12, 0) : one.start]
        grew = GROWTH.search(lead) is not None and _ROW.search(lead) is not None and not _OF_LAST.search(lead)
        row = [one] if grew else []
    if row:
        yield row


def _against(row: Sequence[Mention], before: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    known = {one.digits for one in before}
    wrong = [one for one in row if one.digits not in known]
    if len(wrong) != 1:
        return None
    size = len(row)
    for at in range(len(before) - size + 1):
        pairs = list(zip(before[at : at + size], row, strict=True))
        differing = [(first, second) for first, second in pairs if first.digits != second.digits]
        if len(differing) == 1 and slip_of(differing[0][0].digits, differing[0][1].digits)[0] in {"swap", "digit"}:
            return differing[0]
    return None


__all__ = ["check_grown"]
