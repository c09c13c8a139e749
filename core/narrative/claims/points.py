"""Percentages set beside each other: 由38%降至35%，下降3个百分点."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from core.narrative.claims import words
from core.narrative.claims.say import ERROR, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.narrative.claims.model import Paragraph
    from core.rules import Finding

_NUMBER = r"(\d{1,3}(?:\.\d{1,4})?)"
_FROM_TO = re.compile(
    rf"(?:由|从)[^，。；\d]{{0,12}}(?:20\d\d年[度的]{{0,2}})?{_NUMBER}%[^，。；%\d]{{1,10}}(?:到|至|为|成)[^，。；%\d]{{0,6}}(?:20\d\d年[度的]{{0,2}})?"
    rf"{_NUMBER}%，?[^，。；\d]{{0,8}}?(?:(?P<up>{words.UP})|(?P<down>{words.DOWN}))了?{_NUMBER}个百分点"
)
_BESIDE = re.compile(
    rf"{_NUMBER}%，?(?:较|比|同)[^，。；\d]{{0,10}}(?:20\d\d年[^，。；\d]{{0,8}})?{_NUMBER}%，?[^，。；\d]{{0,4}}?"
    rf"(?:(?P<up>{words.UP})|(?P<down>{words.DOWN}))了?{_NUMBER}个百分点"
)
_EARLIER = re.compile(
    rf"{_NUMBER}%，(?:上年|去年|上一年)[^，。；\d]{{0,8}}{_NUMBER}%，(?:同比|[较比]上年|[较比]去年)?"
    rf"(?:(?P<up>{words.UP})|(?P<down>{words.DOWN}))了?{_NUMBER}个百分点"
)
_GREW = re.compile(r"%，?[较比同][^%]*(?:增长|增幅|下降|降幅|提高|减少)[^%]*%")


def check_points(paragraph: Paragraph) -> Iterator[Finding]:
    """C2 and C4: the points between two percentages, and their direction."""
    text = paragraph.text.text
    if "个百分点" not in text:
        return
    for pattern, later in ((_FROM_TO, 2), (_BESIDE, 1), (_EARLIER, 1)):
        for match in pattern.finditer(text):
            yield from _held(paragraph, match, later)


def _held(paragraph: Paragraph, match: re.Match[str], later: int) -> Iterator[Finding]:
    points = match.lastindex or 0
    if later == 1 and _GREW.search(match[0][: match.start(points) - match.start()]):
        return  # 占58.6%，比上年增长2.2%，增幅下降16.3个百分点: of two different things
    now, before = Fraction(match[later]), Fraction(match[3 - later])
    moved, said = now - before, Fraction(match[points])
    decimals = max(len(match[at].partition(".")[2]) for at in (1, 2, points))
    span = match.span(points)[0], match.end()
    if moved and (moved < 0) is (match["up"] is not None):
        word = "少" if moved < 0 else "多"
        yield finding(
            "C4", ERROR, paragraph, span, f"方向不对：{match[later]}% 比 {match[3 - later]}% {word}", "核对后改正"
        )
    elif abs(abs(moved) - said) > Fraction(3, 2) / 10**decimals:
        due = f"{float(abs(moved)):.{decimals}f}个百分点"
        yield finding(
            "C2", ERROR, paragraph, span,
            f"{match[later]}% − {match[3 - later]}% = {due}，文中为 {match[points]}个百分点", "核对后改正",
            claimed=f"{match[points]}个百分点", expected=due,
        )  # fmt: skip
