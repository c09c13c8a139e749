"""Percentages told in words: 三成, 四分之一, 一半, 翻了一番."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Held, State
from core.narrative.claims.model import Rate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.model import Paragraph

_DIGITS = dict(zip("一二三四五六七八九十", range(1, 11), strict=True)) | {"两": 2}
_SAID = re.compile(
    r"(?P<tenths>[一二两三四五六七八九])成(?P<more>[一二三四五六七八九半])?(?![不立为员本])|"
    r"(?P<below>[二三四五六七八九十])分之(?P<above>[一二两三四五六七八九])|"
    r"(?P<half>一半|半数)|(?P<double>翻(?:了)?一?番|(?<![\d几数])一倍)"
)
_BEFORE = re.compile(
    r"(?:占|比重|比例|增|长|升|高|涨|多|减|降|少|压|省|完成|达|过|逾|近|约|的|为|是|幅|、|和|与|到|了|接近|不足|足|由|比|仅|超)$"
)
_ABOUT = re.compile(r"(?:近|约|超过?|逾|过|多于|达到?|接近|不足|足)$")
_LOOSE = re.compile(r"多|余|以上|左右|以下|强|弱")
_BRACKET = re.compile(r"[多余]?（[^（）]{0,6}%")
_STEP = {"tenths": Fraction(499, 10_000), "more": Fraction(1, 100), "below": Fraction(1, 50), "half": Fraction(1, 25)}
"""How far off what is told in words may be: half a tenth, a hundredth for 三成五."""
_DOUBLE = Fraction(1, 10)
_WIDER = Fraction(5, 4)


def read_spoken(paragraph: Paragraph) -> Iterator[Rate]:
    """The percentages that a paragraph tells in words, rough ones with a little more slack."""
    text = paragraph.text.text
    for match in _SAID.finditer(text):
        lead = text[max(match.start() - 3, 0) : match.start()]
        if not _BEFORE.search(lead) or _BRACKET.match(text, match.end()):
            continue  # 两成多（20.9%）: told in digits
        ratio, slack = _size(match)
        if _ABOUT.search(lead) or _LOOSE.match(text, match.end()):
            slack *= _WIDER
        held = Held(State.VALUE, ratio, "", "%", 0, slack=slack)
        yield Rate(match.start(), match.end(), held, paragraph)


def _size(match: re.Match[str]) -> tuple[Fraction, Fraction]:
    if match["tenths"]:
        more = match["more"]
        tail = Fraction(0) if more is None else Fraction(5 if more == "半" else _DIGITS[more], 100)
        return Fraction(_DIGITS[match["tenths"]], 10) + tail, _STEP["more" if more else "tenths"]
    if match["below"]:
        return Fraction(_DIGITS[match["above"]], _DIGITS[match["below"]]), _STEP["below"]
    return (Fraction(1, 2), _STEP["half"]) if match["half"] else (Fraction(1), _DOUBLE)


def in_tenths(ratio: Fraction) -> str:
    """三成, where a ratio is whole tenths; else empty."""
    tenths = ratio * 10
    if tenths.denominator != 1 or not 0 < tenths < len(_DIGITS) - 1:
        return ""
    return f"{'零一两三四五六七八九'[int(tenths)]}成"


__all__ = ["in_tenths", "read_spoken"]
