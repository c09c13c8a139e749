"""Totals that are the sum of a row of neighbours but for a slip of the pen, whatever the words are: C19, C21, C22, C23.

Two digits that changed places, or one that is wrong among many: an amount that nothing in its paragraph explains seldom
comes so close to the sum of its neighbours by chance.
"""

from __future__ import annotations

import re
from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.closed import slipped
from core.narrative.claims.model import PEOPLE
from core.narrative.claims.say import amount_text
from core.narrative.claims.second.sums import TOTAL, add_up
from core.narrative.claims.second.told import BASE, MOVED, OPENS, planned, printed_as, taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.second.told import Told
    from core.rules import Finding

_FEWEST, _MOST = 3, 40
_STRIDES = (1, 2, 3)
"""Budgets and outcomes are told in turn: every second or third amount may be the row."""
_LONGEST = 12
_ENDS = re.compile(r"[。；：（）]|其中|包括|分别")
_WORDED = 3
"""So many digits are enough where words announce a sum, two more where none do."""


def check_nearly(told: Told) -> Iterator[Finding]:
    """Each unexplained amount that is nearly the sum of the amounts right before it or right behind it."""
    groups: dict[str, list[Amount]] = defaultdict(list)
    for one in told.amounts:
        lead = told.lead(one)
        if one.number and not BASE.search(lead) and (not MOVED.search(lead) or _lists(told, one)):
            groups["人" if one.held.unit in PEOPLE else one.held.unit].append(one)
    for amounts in groups.values():
        if not _FEWEST <= len(amounts) <= _MOST:
            continue
        for at, total in enumerate(amounts):
            if not taken(told, total) and len(_digits(total)) >= _WORDED and not _differs(amounts, total):
                yield from _at(told, amounts, at)


def _lists(told: Told, one: Amount) -> bool:
    """Whether a change is the head of a list of what it is made of: 多164.77万元：①…."""
    return told.paragraph.text.text[one.end : one.end + 1] == "："


def _digits(one: Amount) -> str:
    return amount_text(one).replace(".", "").strip("0")


def _at(told: Told, amounts: Sequence[Amount], at: int) -> Iterator[Finding]:
    total = amounts[at]
    rows = [(row, sum((one.number for one in row), Fraction(0)), whole) for row, whole in _rows(told, amounts, at)]
    if any(value == total.number for _, value, _ in rows):
        return
    for row, value, whole in rows:
        if whole and _slips(told, total, row, value):
            yield from add_up(told, total, row, sure=True)
            return


def _rows(told: Told, amounts: Sequence[Amount], at: int) -> Iterator[tuple[list[Amount], bool]]:
    """The rows of two and more that end right before an amount or begin right behind it, and whether they end there."""
    text = told.paragraph.text.text
    for step in _STRIDES if amounts[at].kind is Kind.MONEY else _STRIDES[:1]:
        before = [amounts[index] for index in range(at - 1, -1, -step)][: _LONGEST + 1]
        after = [amounts[index] for index in range(at + 1, len(amounts), step)][: _LONGEST + 1]
        turns = [amounts[index] for index in range(at + step, len(amounts), step)][: _LONGEST + 1] if step > 1 else []
        for side in (before, after, turns):
            for length in range(2, len(side) + 1):
                row = sorted(side[:length], key=lambda one: one.start)
                beyond = side[length : length + 1]
                edge = sorted([*beyond, row[0] if side is before else row[-1]], key=lambda one: one.start)
                yield row, not beyond or _ENDS.search(text, edge[0].end, edge[-1].start) is not None


def _slips(told: Told, total: Amount, row: Sequence[Amount], value: Fraction) -> bool:
    """Whether the amount is the sum but for a slip, with digits enough for what the words say."""
    one, other = amount_text(total), printed_as(total, value)
    step = Fraction(total.held.half_step)
    if len({planned(told.lead(part)) for part in row}) > 1:
        return False
    if not slipped(one, other) or any(Fraction(part.held.half_step) < step for part in row):
        return False  # what is told more finely than its total is seldom a part of it
    first, last = min(row[0].start, total.start), max(row[-1].end, total.end)
    opened = OPENS.search(told.paragraph.text.text, first, last) is not None
    worded = TOTAL.search(told.lead(total)) is not None or (opened and total.start < row[0].start)
    swapped = sum(a != b for a, b in zip(one, other, strict=True)) > 1
    digits = len(_digits(total)) + swapped
    return digits >= _WORDED + (0 if worded else 2) + (0 if len(row) > 2 else 1)


def _differs(amounts: Sequence[Amount], total: Amount) -> bool:
    """Whether an amount is what two others differ by, or makes a third with another."""
    known = {one.number for one in amounts if one is not total}
    return any(
        total.number + one.number in known or one.number - total.number in known
        for one in amounts
        if one is not total and one.number != total.number and one.number != 2 * total.number
    )


__all__ = ["check_nearly"]
