"""Whether the parts of a list are all there are, so that they must make its head."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

from core.figures import Kind
from core.figures.chinese import chinese_value
from core.narrative.claims.model import PEOPLE
from core.narrative.claims.names import aliases
from core.narrative.claims.say import amount_text, exact_sum

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from core.narrative.claims.model import Amount, Listing

_COUNTED = re.compile(
    r"(?P<many>\d{1,2}|[两二三四五六七八九十])(?:大|个)?(?:部分|方面|项|类|种|批|笔|块|个项目|阶段|部)"
)
_OPEN = re.compile(r"主要|其中|如|含|包括|等|重点")
_AND_SO_ON = re.compile(r"）?[^，。；\d]{0,4}等")
_FEW = 3
_ENDED = re.compile(r"[。；）]|$")
_MADE_UP = re.compile(r"(?:[^，。；\d]{0,3}部分)?(?:组成|构成)")
_LEAD = 16
_REACH = 30
_MARK = re.compile(r"[①-⑳]|（\d{1,2}）|(?:^|[，。；：])\d{1,2}[.．、](?!\d)|[一二三四五六七八九]是")
_ALMOST = 10
"""A gap below a tenth: what is not of one division seldom comes so close."""


def closed(listing: Listing) -> bool:
    """Whether the parts are all there are.

    A known set, kinds of one family, a last one that names the rest, as many as were announced, or nothing but a
    bracket behind the head.
    """
    if goes_on(listing):
        return False
    if complete_names([part.name for part in listing.parts]) or _made_up(listing):
        return True
    return len(listing.parts) > 1 and (counts_all(listing) or _in_bracket(listing))


def _made_up(listing: Listing) -> bool:
    """由甲、乙和丙组成; a part that is nothing is told only where all are."""
    text, last = listing.head.paragraph.text.text, listing.parts[-1]
    if (
        len(listing.parts) > 1
        and _MADE_UP.match(text, last.end)
        and "由" in text[listing.head.end : listing.parts[0].start]
    ):
        return True
    nothing = any(not part.number for part in listing.parts)
    return len(listing.parts) > _FEW - 1 and nothing and _ENDED.match(text, last.end) is not None


def complete_names(names: Sequence[str]) -> bool:
    """Whether names are a known set, kinds of one family, or end in one that names the rest."""
    return _complete(tuple(names))


@lru_cache(maxsize=1024)
def _complete(names: tuple[str, ...]) -> bool:
    known = aliases()
    if is_whole_set(names):
        return True
    if len(names) < 2:
        return False
    if any(all(family.search(name) for name in names) for family in known.families):
        return True
    return known.rest.match(names[-1]) is not None and not known.not_rest.search(names[-1])


def is_whole_set(names: Sequence[str]) -> bool:
    """Whether names are those of a known set."""
    return any(_is_set(tuple(names), patterns) for patterns in aliases().closed if len(patterns) == len(names))


def makes_head(listing: Listing) -> bool:
    """Whether two parts or more make their head to the digit."""
    return len(listing.parts) > 1 and exact_sum([one.number for one in listing.parts]) == listing.head.number


def goes_on(listing: Listing) -> bool:
    """Whether the last part is followed by 等."""
    last = listing.parts[-1]
    return _AND_SO_ON.match(last.paragraph.text.text, last.end) is not None


@lru_cache(maxsize=1024)
def _is_set(names: tuple[str, ...], patterns: tuple[re.Pattern[str], ...]) -> bool:
    """Whether so many names are those of a set, in any order."""
    return any(all(one.search(name) for one, name in zip(patterns, row, strict=True)) for row in permutations(names))


def is_numbered(listing: Listing) -> bool:
    """Whether each part has a number before it: ①…；②…；③…."""
    text, parts = listing.head.paragraph.text.text, listing.parts
    ends = [listing.head.end, *(part.end for part in parts)]
    leads = [text[end : part.start] for end, part in zip(ends, parts, strict=False)]
    if parts[0].start < listing.head.start:
        leads[0] = text[max(parts[0].start - _REACH, 0) : parts[0].start]
    return len(parts) > _FEW - 1 and all(_MARK.search(lead) for lead in leads)


def enclosed(listing: Listing) -> bool:
    """Whether a bracket holds the parts and nothing behind them: 项目支出29.40万元（其中甲9.6万元，乙4.8万元…）."""
    text, last = listing.head.paragraph.text.text, listing.parts[-1]
    inside = text[listing.head.end : last.end]
    return (
        bool(listing.bracket)
        and text[last.end : last.end + 1] == "）"
        and inside.count("其中") < 2
        and "含" not in inside
    )


_SPELLED_OUT = re.compile(r"^[，：（。]*(?:具体[为是]|构成为|分别[为是]|(?:资金)?来源[为是]|[^，。；：\d]{0,12}如下：)")
_ENDS = re.compile(r"[。；）]|$")


def spelled_out(listing: Listing) -> bool:
    """具体为甲…、乙…、丙…。: nothing else is told behind it."""
    text, first, last = listing.head.paragraph.text.text, listing.parts[0], listing.parts[-1]
    if first.start < listing.head.end or not _ENDS.match(text, last.end):
        return False
    return _SPELLED_OUT.match(text[listing.head.end : first.start]) is not None


_SUBTOTAL = re.compile(r"(?:小计|合计|共计|计划|目标|预算)[^，。；\d]{0,4}$")


def mixed(listing: Listing) -> bool:
    """Whether a list behind whose parts a total stands tells subtotals or plans among them; a gap is no total."""
    text, head = listing.head.paragraph.text.text, listing.head
    if _GAP.search(text, max(head.start - 6, 0), head.start):
        return True
    some = [_SUBTOTAL.search(text, max(part.start - 8, 0), part.start) is not None for part in listing.parts]
    return listing.tail and any(some) and not all(some)


_GAP = re.compile(r"[多少差超]$")


_THAT_IS = re.compile(r"[，（]?(?:即|折合|合|也就是)")


def told_once(parts: Sequence[Amount]) -> list[Amount]:
    """The parts without those that say one once more: 86,400元，即8.64万元."""
    kept = [part for at, part in enumerate(parts) if not at or not _again(parts[at - 1], part)]
    if len(kept) < 2:
        return kept
    text = parts[0].paragraph.text.text
    leads = [text[one.end : other.start] for one, other in pairwise(kept)]
    last = next((at + 1 for at, lead in enumerate(leads) if _OF_A_PART.match(lead)), len(kept))
    return [kept[0], *(part for part, lead in zip(kept[1:last], leads, strict=False) if not _WITHIN.match(lead))]


_OF_A_PART = re.compile(r"[；。][\u4e00-\u9fff]{2,10}中(?:，|[\u4e00-\u9fff])")
"""；负债中应付账款903.11万元: parts of a part, and nothing else behind it."""
_WITHIN = re.compile(r"，(?:含|内含|其中含)")
"""甲镇420万元，含桥梁维修80万元."""


def _again(before: Amount, part: Amount) -> bool:
    between = part.paragraph.text.text[before.end : part.start]
    return before.number == part.number and _THAT_IS.fullmatch(between) is not None


def is_whole(listing: Listing, parts: Sequence[Amount]) -> bool:
    """Whether all parts count, whatever the first of them come to."""
    return complete_names([part.name for part in parts]) or counts_all(listing)


def counts_all(listing: Listing) -> bool:
    """Whether the list itself says that all its parts count: they are numbered, announced or spelled out."""
    return is_numbered(listing) or announced(listing) or spelled_out(listing)


def announced(listing: Listing) -> bool:
    """Whether so many parts are told as were said: 分三批下达：第一批…; 涉及5类。其中：…"""
    text = listing.head.paragraph.text.text
    lead = text[max(listing.head.start - _LEAD, 0) : listing.head.start]
    between = text[listing.head.end : listing.parts[0].start]
    said = [*_COUNTED.finditer(lead), *_COUNTED.finditer(between)]
    return any(_value(match["many"]) == len(listing.parts) for match in said)


def _value(text: str) -> int | None:
    return int(text) if text.isdigit() else chinese_value(text)


def _in_bracket(listing: Listing) -> bool:
    """支出合计93.93万元（甲89.65万元、乙4.28万元): nothing else stands in the bracket."""
    text = listing.head.paragraph.text.text
    first, last = listing.parts[0], listing.parts[-1]
    lead = text[listing.head.end : first.start]
    if lead.startswith("："):
        return _OPEN.search(lead) is None and listing.row
    return lead.startswith("（") and text[last.end : last.end + 1] == "）" and _OPEN.search(lead) is None


def mistyped(listing: Listing, total: Fraction) -> bool:
    """Whether the head is the sum but for one digit, or for two digits that changed places: no part is missing."""
    head = listing.head
    if head.kind is not Kind.MONEY or goes_on(listing) or len(listing.parts) < 2:
        return False
    one = amount_text(head)
    other = _as(listing, total)
    if len(one) != len(other):
        return False
    return slipped(one, other, _FEW - (total > head.number))


def slipped(one: str, other: str, least: int = 2) -> bool:
    """Whether two printed numbers differ in one digit, or in two that changed places, and share enough others."""
    if len(one) != len(other):
        return False
    places = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    common = sum(a == b and a.isdigit() and a != "0" for a, b in zip(one, other, strict=True))
    swapped = len(places) == 2 and _swapped(one, other, places)
    return common >= least - swapped and (len(places) == 1 or swapped)


def _swapped(one: str, other: str, places: list[int]) -> bool:
    if len(places) != 2 or one[places[0] + 1 : places[1]] not in {"", "."}:
        return False
    first, second = places
    return one[first] == other[second] and one[second] == other[first]


def _as(listing: Listing, total: Fraction) -> str:
    """A sum printed as the head is."""
    head = listing.head
    return amount_text(replace(head, held=replace(head.held, number=total)))


def overfull(listing: Listing, total: Fraction) -> bool:
    """Whether the parts come to a little more than their head, though they are kinds that do not overlap."""
    head = listing.head
    gap = total - head.number
    if gap <= 0 or goes_on(listing) or not all(part.own for part in listing.parts):
        return False
    near = gap * _ALMOST <= head.number and len(listing.parts) >= _FEW
    people = head.kind is Kind.COUNT and head.held.unit in PEOPLE | {"人次"}
    return near and not (people and any(aliases().overlapping.search(part.name) for part in listing.parts))
