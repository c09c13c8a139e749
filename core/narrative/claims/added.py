"""What came to a budget of nothing later in the year, and the percentages that are of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures import Agreement, Kind, Num
from core.figures.tolerance import agree_rate
from core.narrative.claims.say import rate_num
from core.narrative.claims.scan import Quantity, scan

if TYPE_CHECKING:
    from core.narrative.claims.model import Rate

ADDED = re.compile(r"追加|调增|增拨|下达")
_LEAD = 8


def of_added(rate: Rate) -> bool:
    """预算数为0，追加300万元，支付210万元，支付进度70%: whether a percentage before it is right for what was added."""
    text = rate.paragraph.text.text
    if not ADDED.search(text, 0, rate.start):
        return False
    before = [one for one in scan(text[: rate.start]) if isinstance(one, Quantity) and one.kind is Kind.MONEY]
    near = [one for one in before if one.held.number]
    added = [one for one in near if ADDED.search(text, max(one.start - _LEAD, 0), one.start)]
    ratios = (Num.of(one.held) / Num.of(base.held) for base in added for one in near)
    return any(agree_rate(rate_num(rate), ratio, rate.held.decimals) is Agreement.EQUAL for ratio in ratios)
