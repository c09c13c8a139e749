"""What is left of all that came when all that went is taken off, each told as a total: C24.

收入合计4217万元；…支出合计4145万元；两者相减，结余72万元.  Only a slip of the pen is told: what else came or went
may stand elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.closed import slipped
from core.narrative.claims.say import amount_text, num
from core.narrative.claims.second.accounts import is_bracketed, wrong_rest
from core.narrative.claims.told import BASE, is_earlier, printed_as, taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told
    from core.rules import Finding

_TOLD = re.compile(r"结余|相抵|相减|大于支|大于收|结转|剩余|差额|余款")
_CLAUSE = re.compile(r"[，。；：、（）]")
_END = r"(?:资金|决算数?|为|是|共|达|数|额|：)*$"
_CAME = re.compile(rf"(?:(?:收入|来源)(?:总计|合计|总量|总额|方)|总收入|(?:可供|可用|可安排)[^，。；\d]{{0,14}}){_END}")
_WENT = re.compile(rf"(?:支出(?:总计|合计|总量|总额|方)|总支出|(?:分配|使用|支出)(?:资金|合计)){_END}")
_ONE_CAME, _ONE_WENT = re.compile(rf"收入{_END}"), re.compile(rf"支出{_END}")
_LEFT = re.compile(
    r"收支(?:相抵|结余|差额|轧差)|相[抵减]|收大于支|支大于收|收支结余|(?:年终|年末|净|累计|滚存)?(?:结余|结转|剩余|余款)(?:结转|结余|资金|决算数?|额|为|共)*$"
)
_BEHIND = re.compile(r"的?(?:资金|结余)?(?:全部)?(?:结转|滚存|转入)(?:至|到)?(?:下一?年|次年|20\d\d年)")


def check_remains(told: Told) -> Iterator[Finding]:
    """C24: each amount that is told as what is left, held against the totals before it."""
    text = told.paragraph.text.text
    if not _TOLD.search(text):
        return
    money = [one for one in told.amounts if one.kind is Kind.MONEY and not is_bracketed(text, one)]
    for at, left in enumerate(money):
        tail = "，".join(re.split(r"[。；]", told.lead(left))[-1].split("，")[-2:])
        if taken(told, left) or not (_LEFT.search(tail) or _BEHIND.match(text, left.end)) or is_earlier(told, left):
            continue
        sides = _sides(told, money[:at])
        if sides is not None:
            yield from _check(told, left, *sides)


def _sides(told: Told, before: Sequence[Amount]) -> tuple[Amount, Amount] | None:
    """All that came and all that went, as they are told last; by totals, or the only ones of their name."""
    clauses = [(one, _CLAUSE.split(told.lead(one))[-1]) for one in before if not BASE.search(told.lead(one))]
    came = [one for one, clause in clauses if _CAME.search(clause)]
    went = [one for one, clause in clauses if _WENT.search(clause)]
    if came and went and came[-1].start < went[-1].start:
        return came[-1], went[-1]
    if came or went or len(before) != 2:
        return None
    (one, first), (other, second) = clauses if len(clauses) == 2 else ((before[0], ""), (before[1], ""))
    return (one, other) if _ONE_CAME.search(first) and _ONE_WENT.search(second) else None


def _check(told: Told, left: Amount, came: Amount, went: Amount) -> Iterator[Finding]:
    due = num(came) - num(went)
    env = due.env + num(left).env
    place = told.paragraph.place(left.start, left.end)
    if abs(abs(due.value) - left.number) <= env:
        told.settled.add(place)
        return
    size = abs(due.value)
    if not slipped(amount_text(left), printed_as(left, size), 1):
        return
    if any(one is not left and abs(one.number - left.number) <= env for one in told.amounts):
        return  # told twice
    told.unbalanced.add(place)
    told.settled.add(place)
    high, low = (came, went) if due.value > 0 else (went, came)
    yield wrong_rest(told, left, size, f"{amount_text(high)} − {amount_text(low)}")


__all__ = ["check_remains"]
