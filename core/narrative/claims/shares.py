"""Shares while a paragraph is read: 占支出合计的95%."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Agreement, Kind, Num
from core.figures.tolerance import agree_rate
from core.narrative.claims import words
from core.narrative.claims.model import Amount, Listing, Rate, Share, alike
from core.narrative.claims.names import canonical, clean, generic
from core.narrative.claims.say import agreement, num

if TYPE_CHECKING:
    from core.narrative.claims.clauses import Placed
    from core.narrative.claims.model import Paragraph
    from core.narrative.claims.reader import Reader

_MOST = 24
"""More shares than a paragraph of prose tells: each is held against all amounts before it."""
_RIGHT_BEHIND = re.compile(r"[，、（）]*(?:约|仅|只|共|各|均)?")


def read_share(reader: Reader, placed: Placed, rate: Rate, phrase: str, match: re.Match[str]) -> None:
    """Take a share of a named whole or of the head of its list."""
    if sum(isinstance(one, Share) for one in reader.paragraph.claims) >= _MOST:
        return
    whole = canonical(clean(match["whole"]))
    before = phrase[: match.start()]
    if words.COMPARE.search(before):
        return  # 比2022年占比7.6%下降0.6个百分点
    named = canonical(clean(reader.own_names.sub("", before)))
    part = reader.latest(named) if not generic(named) else _spoken_of(reader, placed, before)
    claims = reader.paragraph.claims
    if part is None:
        claims.append(Share(rate, None, whole, (), False, named))
    if part is None or (generic(whole) and whole):
        return
    heads, sure = heads_of(reader, part)
    if not whole:
        whole = _coordinate(reader, part, sure=sure)
    claims.append(Share(rate, part, whole, heads, sure, named))


def _spoken_of(reader: Reader, placed: Placed, before: str) -> Amount | None:
    """The number right before, of whatever kind; else what is being spoken of."""
    amounts = reader.paragraph.amounts
    last = amounts[-1] if amounts else None
    if last is None or last.end != reader.end or last.bracket != placed.bracket or last.base:
        return reader.subject(placed.bracket)
    if _RIGHT_BEHIND.fullmatch(reader.text[last.end : placed.begin] + before):
        return last
    return reader.subject(placed.bracket)


def _coordinate(reader: Reader, part: Amount, *, sure: bool) -> str:
    """The whole that the sentence named at the share before: 占本年支出合计的84%；社会保障支出276.80万元，占8%."""
    last = next((one for one in reversed(reader.paragraph.claims) if isinstance(one, Share)), None)
    if last is None or last.part is None or last.part.sentence != part.sentence or last.part.kind is not part.kind:
        return ""
    return last.whole if not sure or last.part.head is part.head else ""


def heads_of(reader: Reader, part: Amount) -> tuple[tuple[Amount, ...], bool]:
    """What an unnamed whole may be: the head of the list, else the larger amounts before."""
    larger = [
        one
        for one in reader.paragraph.amounts
        if one.start < part.start
        and alike(one, part)
        and not one.aspect.planned
        and one.number >= part.number
        and not (part.kind is Kind.COUNT and (one.base or one.year < part.year))
    ]
    if part.head is not None:
        return (part.head, *(larger if part.kind is Kind.COUNT else ())), True
    known = _known_head(reader, part)
    if known is not None and known in larger:
        return (known,), True
    shared = {one.part for one in reader.paragraph.claims if isinstance(one, Share)}
    single = len({one.number for one in larger}) == 1 and part.sentence == larger[0].sentence
    planned = [one for one in reader.paragraph.amounts if one.aspect.planned and alike(one, part)]
    planned = [one for one in planned if one.sentence == part.sentence and one.start < part.start]
    if planned and not part.aspect.planned:
        return (*larger, *planned), False  # 总预算1200万元，执行1080万元，未执行120万元，占10%
    return tuple(larger), single and shared.isdisjoint(larger)


def _known_head(reader: Reader, part: Amount) -> Amount | None:
    """The whole that the share before it in the sentence is of: 财政拨款1850万元，占92.50%，其他收入150万元，占…."""
    claims = reader.paragraph.claims
    last = next((one for one in reversed(claims) if isinstance(one, Share)), None)
    if last is None or last.whole or last.part is None or last.part.sentence != part.sentence:
        return None
    if last.part.head is not part.head:
        return None  # the list that it was in is over
    for head in last.heads:
        if head.number and agreement(last.rate, num(last.part), num(head)) is Agreement.EQUAL:
            return head
    return None


_SUMMED = re.compile(r"合计|总计|总额|总数|总量|共计|共|总(?:支出|收入)")


def finish(reader: Reader) -> None:
    """Part and whole may stand behind the share; a total behind its parts is the whole of theirs."""
    paragraph = reader.paragraph
    _drop_bare(paragraph)
    _of_their_sum(paragraph)
    lists = [one for one in paragraph.claims if isinstance(one, Listing) and one.tail]
    totals = {id(part): one.head for one in lists for part in one.parts}
    for share in paragraph.claims:
        if not isinstance(share, Share):
            continue
        if share.part is None and share.part_name:
            share.part = reader.latest(share.part_name) or _within(paragraph, share.part_name)
            share.heads, share.sure = heads_of(reader, share.part) if share.part else ((), False)
        if share.whole or share.part is None or share.said:
            continue
        if id(share.part) in totals:
            share.heads, share.sure = (totals[id(share.part)],), True
        elif not share.sure and (behind := _behind(paragraph, share.part)):
            share.heads, share.sure = (*behind, *share.heads), True


def _of_their_sum(paragraph: Paragraph) -> None:
    """三者占比分别为60%、20%、20%: where most are right so, the whole of a row is what its parts make."""
    rows: dict[int, list[Share]] = {}
    for one in paragraph.claims:
        if isinstance(one, Share) and one.row >= 0 and not one.whole and not one.sure and one.part is not None:
            rows.setdefault(one.row, []).append(one)
    for many in rows.values():
        parts = [one.part for one in many if one.part is not None]
        if len(parts) < 2 or len({id(one) for one in parts}) < len(parts) or parts[0].kind is not Kind.MONEY:
            continue
        first = parts[0]
        held = replace(first.held, number=sum((one.number for one in parts), Fraction(0)))
        whole = replace(first, held=held, own=False, name="", change=None, head=None)
        told = [replace(one, heads=(whole,)) for one in many]
        if sum(map(_is_right, told)) * 2 >= len(many):
            for one in many:
                one.heads, one.sure = (whole,), True


def _drop_bare(paragraph: Paragraph) -> None:
    """Percentages in brackets are shares where at least half of those in their list are right ones."""
    bare: dict[int, list[Share]] = {}
    for one in paragraph.claims:
        if isinstance(one, Share) and one.bare:
            bare.setdefault(id(one.heads[0]), []).append(one)
    for many in bare.values():
        right = [one for one in many if _is_right(one)]
        if len(many) < 2 or len(right) * 2 < len(many):
            paragraph.claims[:] = [one for one in paragraph.claims if one not in many]


def _is_right(share: Share) -> bool:
    head = share.heads[0]
    if share.part is None or not head.number:
        return False
    ratio = num(share.part) / num(head)
    return agree_rate(Num.of(share.rate.held), ratio, share.rate.held.decimals) is Agreement.EQUAL


def _within(paragraph: Paragraph, name: str) -> Amount | None:
    """The one amount whose name the fuller name of a share contains: 货物类采购 for 货物."""
    found = [
        one
        for one in paragraph.amounts
        if one.kind is Kind.MONEY
        and one.own
        and len(one.name) > 1
        and name.startswith(one.name)
        and not one.aspect.planned
    ]
    return found[0] if len({one.number for one in found}) == 1 else None


def _behind(paragraph: Paragraph, part: Amount) -> tuple[Amount, ...]:
    """The one total that the sentence tells behind a part."""
    text = paragraph.text.text
    found = [
        one
        for one in paragraph.amounts
        if one.start > part.start
        and one.sentence == part.sentence
        and alike(one, part)
        and one.number >= part.number
        and _SUMMED.search(text, max(one.start - 8, 0), one.start)
    ]
    return tuple(found) if len({one.number for one in found}) == 1 else ()
