"""Numbers of several years of which the words say that they rose or fell every year (C4).

受理量持续走低：2021年1,260批，2022年1,184批，2023年1,305批; 2021年至2023年分别为612元、655元、640元，逐年递增.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from core.narrative.claims.say import ERROR, finding
from core.narrative.claims.second.pairs import WAY, numbers, same, shown, spoken_of, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.model import Amount, Rate
    from core.narrative.claims.told import Told
    from core.rules import Finding

_EVERY_YEAR = re.compile(
    rf"(?:逐年|连年|稳步|逐步|逐月|逐季度?|持续|不断|年年|每年|一年比一年|连续(?:[两三四五]年|保持)?)[^，。；：\d]{{0,6}}?(?:{WAY})"
)
_ROUGH = re.compile(r"总体|整体|基本|波动|效率|质量|水平|随着|由于|物价|影响")
_YEAR = re.compile(r"(20\d\d)年[^，。；：、\d]{0,14}$")
_SPAN = re.compile(
    r"(?:20\d\d年?(?:[至到—\-~～]+)20\d\d年|近?[三四五]年来?|20\d\d年、)，?[^，。；：\d]{0,14}(?:分别|依次)?[为是：]?$"
)
_YEARS = re.compile(
    r"(?P<now>20\d\d)年度?[^，。；\d]{0,10}(?:(?P<over>高于|多于|大于|超过)|低于|少于|小于)(?P<before>20\d\d)年"
    r"(?:度|水平|同期)?[^，。；\d]{0,4}(?=[，。；]|$)"
)
_JOINT = re.compile(r"[、和及]|，")
_FEWEST = 3
_NEAR = 24


def check_series(told: Told) -> Iterator[Finding]:
    """The first number that breaks what is said of its series."""
    text = told.paragraph.text.text
    for match in _EVERY_YEAR.finditer(text):
        start = max(text.rfind(mark, 0, match.start()) for mark in "。；") + 1
        end = min((at for mark in "。；" if (at := text.find(mark, match.end())) >= 0), default=len(text))
        if _ROUGH.search(text, start, match.end()):
            continue
        inside = [one for one in numbers(told) if start <= one.start < end]
        runs = list(_runs(told, inside))
        sign = 1 if match["up"] else -1
        wrong = _break(runs[0], sign) if len(runs) == 1 and _said_of(text, start, match, runs[0]) else None
        if wrong is not None:
            one, other = wrong
            yield finding(
                "C4", ERROR, told.paragraph, (other.start, other.end),
                f"方向不对：{shown(one)} 之后是 {shown(other)}，文中写{match[0]}",
                "改正用词，或核对各年的数", claimed=told.paragraph.quote(other.start, other.end),
            )  # fmt: skip
            return


def check_years(told: Told) -> Iterator[Finding]:
    """2023年实际支出低于2022年: the one outcome told of each of the two years."""
    for match in _YEARS.finditer(told.paragraph.text.text):
        now, before = (_outcomes(told, match[year]) for year in ("now", "before"))
        if len(now) != 1 or len(before) != 1 or not same(now[0], before[0]):
            continue
        gap = value(now[0]) - value(before[0])
        if gap and (gap > 0) is (match["over"] is None):
            yield finding(
                "C4", ERROR, told.paragraph, match.span(),
                f"方向不对：{shown(now[0])} 和 {shown(before[0])} 相比{'多' if gap > 0 else '少'}，文中写{match[0]}",
                "改正用词，或核对两个数",
            )  # fmt: skip


def _outcomes(told: Told, year: str) -> list[Amount]:
    """The amounts of a year that are no budgets and no changes: that of the last year named before them."""
    text = told.paragraph.text.text
    found = []
    for one in told.amounts:
        start = max(text.rfind(mark, 0, one.start) for mark in "。；") + 1
        named = re.findall(r"20\d\d(?=年)", text[start : one.start])
        if named[-1:] == [year] and not told.is_planned(one) and not told.is_moved(one):
            found.append(one)
    return found


def _said_of(text: str, start: int, match: re.Match[str], run: Sequence[Amount | Rate]) -> bool:
    """Whether the words open a series or end it, with no other thing named between."""
    first, last = min(one.start for one in run), max(one.end for one in run)
    if match.end() <= first:
        return first - match.end() <= _NEAR
    between = text[last : match.start()]
    return len(between) <= _NEAR and re.search(r"\d", between) is None and spoken_of(between, text[start:last])


def _runs(told: Told, inside: Sequence[Amount | Rate]) -> Iterator[list[Amount | Rate]]:
    """Three numbers or more of one thing, of years one after the other, the earliest first."""
    at = 0
    while at < len(inside):
        run = _row(told, inside[at:]) or _by_years(told, inside[at:])
        if len(run) >= _FEWEST:
            yield run
            at += len(run)
        else:
            at += 1


def _row(told: Told, rest: Sequence[Amount | Rate]) -> list[Amount | Rate]:
    """近三年分别为612元、655元、690元."""
    text = told.paragraph.text.text
    if not _SPAN.search(text, max(rest[0].start - 30, 0), rest[0].start):
        return []
    run = [rest[0]]
    for one in rest[1:]:
        if not same(one, run[0]) or not _JOINT.fullmatch(text[run[-1].end : one.start]):
            break
        run.append(one)
    return run


def _by_years(told: Told, rest: Sequence[Amount | Rate]) -> list[Amount | Rate]:
    """2021年4108户、2022年4375户、2023年4290户, either way round."""
    run: list[tuple[int, Amount | Rate]] = []
    for one in rest:
        match = _YEAR.search(told.lead(one))
        if match is None or not same(one, rest[0]):
            break
        run.append((int(match[1]), one))
    years = [year for year, _ in run]
    if len(set(years)) != len(years) or years not in (sorted(years), sorted(years, reverse=True)):
        return []
    return [one for _, one in sorted(run, key=lambda each: each[0])]


def _break(run: Sequence[Amount | Rate], sign: int) -> tuple[Amount | Rate, Amount | Rate] | None:
    return next(((one, other) for one, other in pairwise(run) if (value(other) - value(one)) * sign <= 0), None)


__all__ = ["check_series", "check_years"]
