"""What is told of a percentage that is not what its amounts make: the arithmetic, both percentages, the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.narrative.claims.say import ERROR, amount_text, bare, finding, num, percent
from core.narrative.claims.spoken import in_tenths
from core.narrative.claims.told import wrong_rate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.figures import Num
    from core.narrative.claims.model import Rate
    from core.narrative.claims.weighed.traits import Near, Pair
    from core.rules import Finding


def opposed(near: Near, pair: Pair) -> Finding | None:
    """The finding of a word of direction that two amounts go against."""
    row, rate = near.row, near.reading.rate
    part, whole = row.amount(pair.part), row.amount(pair.whole)
    if pair.how != "grew":
        return None
    word, real = ("减少", "多") if near.reading.falls else ("增加", "少")
    return finding(
        "C4", ERROR, rate.paragraph, (rate.start, rate.end),
        f"方向不对：{amount_text(part)} 比 {amount_text(whole)} {real}，文中写{word}", "改正用词，或核对两个数",
        claimed=rate.paragraph.quote(rate.start, rate.end),
    )  # fmt: skip


def wrong_ratio(near: Near, pair: Pair) -> Iterator[Finding]:
    """The finding of a percentage that is not what a pair makes; none within its rounding."""
    rate = near.reading.rate
    part, whole = near.row.amount(pair.part), near.row.amount(pair.whole)
    one, other = num(part), num(whole)
    upper, lower = amount_text(part), amount_text(whole)
    if pair.how == "moved":
        falls = near.reading.falls
        other = other + one if falls else other - one
        lower = f"（{lower} {'+' if falls else '−'} {upper}）"
    elif pair.how == "grew":
        upper = bare(abs(part.number - whole.number), whole.held.unit)
        one = other - one if part.number < whole.number else one - other
    ratio: Num = one / other
    if rate.held.slack is not None:
        yield _told_in_words(near, ratio, _rule(near, pair, rate), f"{upper} ÷ {lower}")
        return
    yield from wrong_rate(rate, ratio, _rule(near, pair, rate), f"{upper} ÷ {lower}")


def _told_in_words(near: Near, ratio: Num, rule: str, terms: str) -> Finding:
    """The finding of a percentage that is told in words."""
    rate = near.reading.rate
    said, right = rate.paragraph.quote(rate.start, rate.end), percent(abs(ratio.value))
    return finding(
        rule, ERROR, rate.paragraph, (rate.start, rate.end), f"{terms} = {right}，文中为 {said}",
        "改为算出的百分比，或核对两个数", claimed=said, expected=in_tenths(abs(ratio.value)) or right,
    )  # fmt: skip


def _rule(near: Near, pair: Pair, rate: Rate) -> str:
    kind = near.reading.kind
    if kind == "grow" or (kind == "bare" and pair.how != "of"):
        return "C2"
    if kind not in {"plan", "gap"}:
        return "C8"
    text = near.row.text
    clause = text[max(text.rfind(mark, 0, rate.start) for mark in "。；") + 1 : rate.start]
    if "控制率" not in clause[-40:]:
        return "C11"
    return "G10" if near.row.amount(pair.whole).held.unit in {"人", "名"} else "G9"


__all__ = ["opposed", "wrong_ratio"]
