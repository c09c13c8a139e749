"""超支率 and 节约率: what an outcome differs from its budget by, of the budget (G11, C13)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures import Agreement
from core.figures.tolerance import agree_rate
from core.narrative.claims.say import ERROR, amount_text, bare, finding, num, percent, rate_num
from core.narrative.claims.told import FILL, alike, wrong_rate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.model import Rate
    from core.narrative.claims.told import Told
    from core.rules import Finding

OVERRUN = re.compile(rf"(?:超支|超预算|超计划|(?P<under>节约|节省|节支))率{FILL}")
"""Before the percentage."""


def check_overrun(told: Told, rate: Rate, *, falls: bool) -> Iterator[Finding]:
    """计划支出24.00万元，实际27.60万元，多支3.60万元，超支率15%: what they differ by, of the budget."""
    window = [one for one in told.window(rate) if not told.is_moved(one)]
    plans = [one for one in window if told.is_planned(one)]
    if len(window) != 2 or len(plans) != 1 or not alike(*window) or not plans[0].number:
        return
    told_too = any(told.is_moved(one) for one in told.window(rate))
    plan, done = plans[0], next(one for one in window if one is not plans[0])
    gap = num(plan) - num(done) if falls else num(done) - num(plan)
    if gap.value > 0:
        yield from wrong_rate(rate, gap / num(plan), "G11", f"{bare(gap.value, plan.held.unit)} ÷ {amount_text(plan)}")
    elif gap.value and not told_too and agree_rate(rate_num(rate), -gap / num(plan), 2) is Agreement.EQUAL:
        said = percent(rate.ratio, rate.held.decimals)
        yield finding(
            "C13", ERROR, told.paragraph, (rate.start, rate.end),
            f"决算数 {amount_text(done)} {'大于' if falls else '小于'}预算数 {amount_text(plan)}，"
            f"文中写{'节约' if falls else '超支'}", "改正用词，或核对两个数", claimed=said,
        )  # fmt: skip


__all__ = ["OVERRUN", "check_overrun"]
