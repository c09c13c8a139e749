"""From one amount to another: 由上年的20万元降至18万元; the first is the base of what the second became."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.narrative.claims import words
from core.narrative.claims.model import Change

if TYPE_CHECKING:
    from core.narrative.claims.model import Amount
    from core.narrative.claims.reader import Reader
    from core.narrative.claims.scan import Quantity

_FROM = re.compile(r"(?:由|从|自)[^，。；：]{0,24}$")
_TO = re.compile(
    rf"^[）]?，?(?:[\u4e00-\u9fff]{{0,6}}?)(?:(?P<up>{words.UP}|涨|跃升|猛增|放大)|(?P<down>{words.DOWN}|跌|缩|精简|压)"
    r"|变|调整|变更|变动|变化|改)(?:到|至|为|成)了?(?P<rest>(?:本年|今年|当年|20\d\d年)?度?的?)(?:约|近)?$"
)

_RANKED = re.compile(r"(?:名次|位次|排名|排位)[^，。；]*$")
"""位次由12位上升至9位: the fewer, the higher."""


def moved_to(reader: Reader, quantity: Quantity, phrase: str) -> re.Match[str] | None:
    """The words 降至本年的 between two amounts of one kind, the first of them told with 由 or 从."""
    match = _TO.match(phrase)
    amounts = reader.paragraph.amounts
    if match is None or not amounts:
        return None
    before = amounts[-1]
    between = reader.text[before.end : quantity.start]
    if before.kind is not quantity.kind or before.held.unit[-1:] != quantity.held.unit[-1:] or between != phrase:
        return None
    lead = reader.text[max(before.start - 40, 0) : before.start]
    return match if _FROM.search(lead) and not _RANKED.search(lead) else None


def arrive(reader: Reader, amount: Amount, match: re.Match[str]) -> None:
    """Make a change of the two amounts; a word without a direction leaves it to what follows."""
    before = reader.paragraph.amounts[-2]
    amount.name, amount.own = before.name, before.own
    before.base = True
    if not before.aspect.planned and before.year >= amount.year:
        before.year = amount.year - 1
    if amount.aspect.planned is not before.aspect.planned:
        before.aspect = amount.aspect
    changes = reader.changes
    changes.pending, changes.said = None, (before, "")
    if match["up"] is None and match["down"] is None:
        return
    falls = match["down"] is not None
    change = Change(amount, (), None, None, falls, falls, before.aspect, before.year, before.name, before)
    reader.paragraph.claims.append(change)
    amount.change = change
    changes.pending = change
