"""Whether a sum, a balance or a price that looks wrong is right for other amounts of its paragraph."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.closed import counts_all, enclosed
from core.narrative.claims.model import alike
from core.narrative.claims.say import num, total_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.figures import Num
    from core.narrative.claims.model import Amount, Balance, Listing, Product

_MOST = 40
"""More amounts than a paragraph of prose has: among so many, chance explains too much."""
_FEW = 100
"""So many people or things, and more, are no sum by chance."""


def pairs(amounts: Sequence[Amount]) -> Iterator[tuple[Amount, Amount]]:
    """Every two amounts alike of different numbers, both ways round."""
    for one in amounts:
        for other in amounts:
            if one is not other and one.number != other.number and alike(one, other):
                yield one, other


def explains_listing(listing: Listing) -> bool:
    """The head is the sum of others in a row, or the parts, with the head or without, make something else."""
    head = listing.head
    told = [one for one in head.paragraph.amounts if alike(one, head) and not one.rough]
    twin = next((one for one in told if one.number == head.number and one.start < head.start), None)
    if twin is not None and not listing.tail:  # 收入合计…，包括…；支出合计…，按功能分类列…: what makes the first
        told = [one for one in told if one.start >= head.start]
    if not head.number or len(told) > _MOST or (head.kind is Kind.COUNT and head.number < _FEW):
        return False
    inside = {id(one) for one in listing.parts}
    others = [one for one in told if one is not head and id(one) not in inside]
    whole = total_of(listing.parts)
    if not head.number <= 2 * whole.value <= 4 * head.number:
        return True  # nobody forgets half of it
    if any(_equal(total, one) for total in (whole, whole + num(head)) for one in others):
        return True
    if not (enclosed(listing) or counts_all(listing)) and _of_some(listing):
        return True
    at = told.index(head)
    for side in (told[:at], told[at + 1 :]):
        if any(not inside.issuperset(map(id, run)) for run in _runs(side, head)):
            return True
        turns = [total_of(row) for row in (side[::2], side[1::2]) if len(row) > 1]
        if any(_equal(total, head) for total in turns) and any(_equal(total, one) for total in turns for one in others):
            return True  # budget and outcome in turn, each with its total
    return False


_NAMED = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,12}?)(?:合计|共计|总计|共)(?:为)*$")


def _of_some(listing: Listing) -> bool:
    """Whether the first parts make the head and the last are something else, or a total is named for some of them."""
    head, text = listing.head, listing.head.paragraph.text.text
    sums = list(_runs(listing.parts, head))
    if not listing.tail:
        return any(run[0] is listing.parts[0] for run in sums)
    named = _NAMED.search(text, max(head.start - 16, 0), head.start)
    return bool(sums) and named is not None and not re.search(r"^[两三四五六七八九十以上述各]|项$", named["name"])


def explains_balance(claim: Balance) -> bool:
    """What is left follows from two other amounts, or what is missing is told besides."""
    closing = claim.closing
    (first, sign), *rest = claim.flows
    left = num(first) if sign > 0 else -num(first)
    for one, way in rest:
        left = left + num(one) if way > 0 else left - num(one)
    gap = abs(left.value - closing.number)
    flows = {id(one) for one, _ in claim.flows}
    beside = [one for one in closing.paragraph.amounts if id(one) not in flows and one is not closing]
    two = pairs([one for one in closing.paragraph.amounts if one is not closing and alike(one, closing)])
    return any(alike(one, closing) and abs(one.number - gap) <= left.env for one in beside if one.number) or any(
        abs(a.number - b.number - closing.number) <= num(a).env + num(b).env
        for a, b in two
        if not {id(a), id(b)} <= flows
    )


def _equal(total: Num, amount: Amount) -> bool:
    return abs(total.value - amount.number) <= (total.env if amount.held.decimals else 0)


def _runs(row: Sequence[Amount], head: Amount) -> Iterator[list[Amount]]:
    """Two and more neighbours, none of them nothing, that make an amount: only what is near it is added exactly."""
    filled = [one for one in row if one.number]
    ends = list(accumulate((float(one.number) for one in filled), initial=0.0))
    target, step = float(head.number), 2 * max((float(one.held.half_step) for one in filled), default=0.0)
    for first in range(len(filled) - 1):
        for last in range(first + 2, len(filled) + 1):
            if abs(ends[last] - ends[first] - target) <= step * (last - first) + 1e-9 * ends[last]:
                run = filled[first:last]
                if _equal(total_of(run), head):
                    yield run


def explains_product(product: Product) -> bool:
    """The price is right for another total or another count of the paragraph."""
    each, paragraph = product.each, product.each.paragraph
    first, last = sorted((product.total, each), key=lambda one: one.start)
    if any(mark in paragraph.text.text[first.end : last.start] for mark in "；。"):
        return True
    step = num(each).env if product.average else 0
    totals = [one for one in paragraph.amounts if one.kind is Kind.MONEY and one is not each]
    counts = [one for one in paragraph.amounts if one.kind is Kind.COUNT and one.number > 1]
    return any(
        abs(total.number / count.number - each.number) <= step + num(total).env / count.number
        for total in totals
        for count in counts
    )


__all__ = ["explains_balance", "explains_listing", "explains_product", "pairs"]
