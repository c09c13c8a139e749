"""Shares of one whole that several paragraphs tell: （一）甲占总数的68.5%, （二）乙占总数的35.1%."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from core.figures import Agreement, Kind
from core.figures.tolerance import agree_rate
from core.narrative.claims.across.percents import Percent, is_other_side, swapped_makes
from core.narrative.claims.model import Share, alike
from core.narrative.claims.say import amount_text, bare, num, rate_num, total_of
from core.narrative.claims.told import wrong_rate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.figures import Num
    from core.narrative.claims.model import Amount, Paragraph
    from core.rules import Finding

_OF = re.compile(r"占(?P<whole>[^，。；：\d占]{1,16}?)(?:的|比例|比重|为|达)*$")
_ALL = re.compile(r"总|全部|合计")
_FAR, _MOST = 30, 60
_SURE = 2
"""So many shares, or so many decimals of one, tell their whole."""


def check_shares(paragraphs: Sequence[Paragraph], percents: Sequence[Percent], known: set[str]) -> Iterator[Finding]:
    """C8: each share of a whole not told in its paragraph that others with the same words tell, and it is not of."""
    groups: dict[str, dict[str, Percent]] = defaultdict(dict)
    for one in percents:
        if one.whole and one.rate.held.decimals:
            groups[one.whole].setdefault(_place(one), one)
    for paragraph in paragraphs:
        for claim in paragraph.claims:
            if isinstance(claim, Share) and claim.part and claim.rate.ratio > 0 and claim.rate.held.decimals:
                match = _OF.search(paragraph.text.text, max(claim.rate.start - _FAR, 0), claim.rate.start)
                if match is not None:
                    one = Percent(claim.rate, claim.part, match["whole"])
                    groups[match["whole"]].setdefault(_place(one), one)
    for words, shares in groups.items():
        if 1 < len(shares) <= _MOST:
            yield from _against(paragraphs, words, list(shares.values()), known)


def _place(one: Percent) -> str:
    return one.rate.paragraph.place(one.rate.start, one.rate.end)


def _against(
    paragraphs: Sequence[Paragraph], words: str, shares: Sequence[Percent], known: set[str]
) -> Iterator[Finding]:
    parts = [one.part for one in shares]
    if any(not alike(one, parts[0]) for one in parts):
        return
    wholes = [(num(one), amount_text(one)) for one in _totals(paragraphs, words, parts)] if _ALL.search(words) else []
    together = total_of(parts)
    wholes.append((together, bare(together.value, parts[0].held.unit)))
    hits = [[one for one in shares if _is_of(one, whole)] for whole, _ in wholes]
    most = max(range(len(wholes)), key=lambda at: len(hits[at]))
    told = hits[most]
    decimals = max((one.rate.held.decimals for one in told), default=0)
    if len(told) == len(shares) or len(told) < _SURE > decimals or not told:
        return
    if sum(one.rate.ratio for one in shares) == 1:
        return  # all that there is: then a part is wrong
    for share in shares:
        rate, part = share.rate, share.part
        if _place(share) in known or any(_is_of(share, whole) for whole, _ in wholes) or _in_its_own(share):
            continue
        whole, text = wholes[most]
        if swapped_makes(rate, part, float(part.number / whole.value)):
            continue  # the part is what is wrong
        yield from wrong_rate(rate, num(part) / whole, "C8", f"{amount_text(part)} ÷ {text}")


def _totals(paragraphs: Sequence[Paragraph], words: str, parts: Sequence[Amount]) -> list[Amount]:
    """The amounts that may be the whole: none less than a part, and no part; no income where it is all spending."""
    largest = max(one.number for one in parts)
    found = [one for paragraph in paragraphs for one in paragraph.amounts if one.kind is Kind.MONEY and not one.rough]
    large = [one for one in found if one.number > largest and one.held.unit == parts[0].held.unit]
    return [one for one in large if not is_other_side(words, one)][:_MOST]


def _is_of(share: Percent, whole: Num) -> bool:
    rate = share.rate
    return agree_rate(rate_num(rate), num(share.part) / whole, rate.held.decimals) is not Agreement.WRONG


def _in_its_own(share: Percent) -> bool:
    """Whether an amount of its own paragraph is the whole."""
    own = [one for one in share.rate.paragraph.amounts if one.number > 0 and one is not share.part and not one.rough]
    return any(_is_of(share, num(one)) for one in own if alike(one, share.part))


__all__ = ["check_shares"]
