"""Shares told in words: 占三成, 占三分之一 (C8)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.narrative.claims.say import ERROR, amount_text, finding, num, percent
from core.narrative.claims.told import STOP, alike

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.model import Amount
    from core.narrative.claims.told import Told
    from core.rules import Finding

_WORDS = "一二三四五六七八九"
_DIGITS = {word: at for at, word in enumerate(_WORDS, 1)} | {"两": 2}
_SAID = re.compile(
    r"[，（]占比?(?:为|到|了)?(?P<about>约)?(?P<word>(?P<tenths>[一二两三四五六七八九])成|"
    r"(?P<below>[二三四五六七八九十])分之(?P<above>[一二两三四五六七八九]))(?![多余半以左上之])"
)
_OFF = 0.05
"""So far off, it is another tenth."""
_EXACT = 1e-3


def check_tenths(told: Told) -> Iterator[Finding]:
    """人员支出676.48万元，占八成: the amount right before, of the one that the sentence begins with."""
    text = told.paragraph.text.text
    for match in _SAID.finditer(text) if "占" in text and ("成" in text or "分之" in text) else ():
        part = next((one for one in told.amounts if one.end == match.start()), None)
        if part is None or not part.number:
            continue
        share = _share(match)
        wholes = _wholes(told, part)
        ratios = [float(part.number) / float(one.number) for one in wholes]
        together = sum(float(one.number) for one in _alike_before(told, part)) + float(part.number)
        ratios.append(float(part.number) / together)  # 甲80户，占八成；乙20户，占两成
        if not wholes or min(abs(share - ratio) for ratio in ratios) < _OFF - 1e-9:
            continue
        ratio = num(part) / num(wholes[0])
        due, word = percent(ratio.value), match["word"]
        tenth = round(float(ratio.value) * 10)
        if match["tenths"] and 0 < tenth <= len(_WORDS) and abs(float(ratio.value) - tenth / 10) < _EXACT:
            due = f"{_WORDS[tenth - 1].replace(chr(0x4E8C), chr(0x4E24))}成"
        yield finding(
            "C8", ERROR, told.paragraph, match.span("word"),
            f"{amount_text(part)} ÷ {amount_text(wholes[0])} = {due}，文中为 {word}", "改为算出的占比，或核对两个数",
            claimed=word, expected=due,
        )  # fmt: skip


def _share(match: re.Match[str]) -> float:
    if match["tenths"]:
        return _DIGITS[match["tenths"]] / 10
    return _DIGITS[match["above"]] / (_DIGITS | {"十": 10})[match["below"]]


def _alike_before(told: Told, part: Amount) -> list[Amount]:
    """The amounts of the sentence before it."""
    text = told.paragraph.text.text
    start = max(text.rfind(mark, 0, part.start) for mark in STOP)
    return [one for one in told.amounts if start < one.start < part.start and alike(one, part)]


def _wholes(told: Told, part: Amount) -> list[Amount]:
    """The larger amounts of the sentence before it, the first being as much as all that follow."""
    before = _alike_before(told, part)
    return [one for one in before if one.number > part.number] if before and before[0].number > part.number else []


__all__ = ["check_tenths"]
