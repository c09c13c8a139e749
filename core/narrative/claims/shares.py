"""Shares while a paragraph is read: 占支出合计的95%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.figures import Agreement, Num
from core.figures.tolerance import agree_rate
from core.narrative.claims.model import Amount, Rate, Share
from core.narrative.claims.names import canonical, clean, generic
from core.narrative.claims.say import num

if TYPE_CHECKING:
    import re

    from core.narrative.claims.clauses import Placed
    from core.narrative.claims.reader import Reader


def read_share(reader: Reader, placed: Placed, rate: Rate, phrase: str, match: re.Match[str]) -> None:
    """Take a share of a named whole or of the head of its list."""
    whole = canonical(clean(match["whole"]))
    named = canonical(clean(reader.own_names.sub("", phrase[: match.start()])))
    part = reader.latest(named) if not generic(named) else reader.subject(placed.bracket)
    claims = reader.paragraph.claims
    if part is None:
        claims.append(Share(rate, None, whole, (), False, named))
    if part is None or (generic(whole) and whole):
        return
    heads, sure = heads_of(reader, part)
    claims.append(Share(rate, part, whole, heads, sure, named))


def heads_of(reader: Reader, part: Amount) -> tuple[tuple[Amount, ...], bool]:
    """What an unnamed whole may be: the head of the list, else the larger amounts before."""
    if part.head is not None:
        return (part.head,), True
    known = _known_head(reader, part)
    larger = [
        one
        for one in reader.paragraph.amounts
        if one.start < part.start and one.kind is part.kind and not one.aspect.planned and one.number >= part.number
    ]
    if known is not None and known in larger:
        return (known, *(one for one in larger if one is not known)), True
    shared = {one.part for one in reader.paragraph.claims if isinstance(one, Share)}
    single = len({one.number for one in larger}) == 1 and part.sentence == larger[0].sentence
    return tuple(larger), single and shared.isdisjoint(larger)


def _known_head(reader: Reader, part: Amount) -> Amount | None:
    """The whole that the share before it in the sentence is of: 财政拨款1850万元，占92.50%，其他收入150万元，占…."""
    claims = reader.paragraph.claims
    last = next((one for one in reversed(claims) if isinstance(one, Share)), None)
    if last is None or last.whole or last.part is None or last.part.sentence != part.sentence:
        return None
    for head in last.heads:
        if head.number and agree_rate(Num.of(last.rate.held), num(last.part) / num(head), 2) is Agreement.EQUAL:
            return head
    return None
