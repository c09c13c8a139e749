"""C20: vehicles that were bought for nothing, money for vehicles of which none was bought."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.figures import Kind
from core.narrative.claims.across.operands import ACTUAL, words_before
from core.narrative.claims.say import WARNING, amount_text, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.across.reckoning import Told
    from core.narrative.claims.model import Amount, Paragraph
    from core.rules import Finding

_BOUGHT = re.compile(
    r"(?:购置|购买|新购|更新)(?:更新)?(?:公务用车|公务车辆?|公车|车辆)(?:数量|数|共|计|为|：)*$|(?:公务用车|公务车辆?|公车|车辆)(?:更新)?购置(?:数量|数)?(?:共|计|为|：)*$"
)
_OTHERWISE = re.compile(
    r"划拨|调拨|调剂|捐赠|接收|无偿|统一(?:购置|采购)|未支付|未付|尚未|以前年度|上年|预付|尾款|计划|预算|拟"
)
"""Words that tell why it was not paid for."""


def check_bought(told: Told) -> Iterator[Finding]:
    """使用财政拨款购置公务用车7辆, where 公务用车购置费 is 0万元."""
    spent = told.one(ACTUAL, "purchase", None)
    if spent is None or spent.amount is None or spent.number:
        return
    for paragraph in told.paragraphs:
        for one in _bought(paragraph):
            count = f"{amount_text(one)}{one.held.unit}"
            yield finding(
                "C20", WARNING, paragraph, (one.start, one.end),
                f"购置公务用车 {count}，公务用车购置费却为 {amount_text(spent.amount)}{spent.amount.held.unit}",
                "核对购置辆数和购置费，或说明车辆的来源", claimed=count, expected=f"0{one.held.unit}",
            )  # fmt: skip
            return


def _bought(paragraph: Paragraph) -> Iterator[Amount]:
    text = paragraph.text.text
    if "辆" not in text and "台" not in text:
        return
    for one in paragraph.amounts:
        if (
            one.kind is Kind.COUNT
            and one.number
            and one.held.unit in {"辆", "台"}
            and _BOUGHT.search(words_before(one))
        ):
            begin = text.rfind("。", 0, one.start) + 1
            end = text.find("。", one.end)
            if not _OTHERWISE.search(text[begin : end if end >= 0 else len(text)].replace("预算财政拨款", "")):
                yield one
