"""What is left of a project's money: 预算9799.20万元 … 执行9109.54万元，结余689.66万元，执行率92.96% (C24).

What there was may be told sentences or paragraphs before; a percentage tells that what was paid is of all of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures import Agreement, Kind
from core.narrative.claims.closed import slipped
from core.narrative.claims.say import ERROR, agreement, amount_text, finding, num
from core.narrative.claims.told import printed_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from core.narrative.claims.across.percents import Fund, Percent
    from core.narrative.claims.model import Amount
    from core.rules import Finding

_LEFT = re.compile(
    r"^[，、；](?:资金|年末|还|尚|目前|仍)*(?:结[余转]|剩余|余款|未[支使拨付][^，。；\d]{0,3})(?:资金|为|了)*$"
)


def check_left_over(funds: Iterable[Fund], known: set[str]) -> Iterator[Finding]:
    """An amount left over that is not what there was less what was paid: by a slip, or where nothing is left."""
    for one, wholes in funds:
        left = _left(one) if one.fund != "到位" else None
        if left is None or left.paragraph.place(left.start, left.end) in known:
            continue
        for whole in wholes:
            if agreement(one.rate, num(one.part), num(whole)) is Agreement.EQUAL:
                yield from _judged(left, whole, one.part)


def _left(one: Percent) -> Amount | None:
    """The amount right behind what was paid, told as what is left."""
    paragraph, text = one.part.paragraph, one.part.paragraph.text.text
    behind = next((each for each in paragraph.amounts if each.start > one.part.end), None)
    if behind is None or behind.kind is not Kind.MONEY or behind.rough:
        return None
    return behind if _LEFT.search(text[one.part.end : behind.start]) else None


def _judged(left: Amount, whole: Amount, part: Amount) -> Iterator[Finding]:
    due = num(whole) - num(part)
    if abs(due.value - left.number) <= due.env + num(left).env:
        return
    printed = printed_as(left, due.value)
    if due.value and not slipped(amount_text(left), printed, 1):
        return
    unit = left.held.unit
    yield finding(
        "C24", ERROR, left.paragraph, (left.start, left.end),
        f"{amount_text(whole)} − {amount_text(part)} = {printed}{unit}，文中为 {amount_text(left)}{unit}",
        "核对结余和支出", claimed=f"{amount_text(left)}{unit}", expected=f"{printed}{unit}",
    )  # fmt: skip


__all__ = ["check_left_over"]
