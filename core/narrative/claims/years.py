"""Which year a text and its sentences are about."""

from __future__ import annotations

import re

from core.narrative.claims import words

THIS_YEAR = re.compile(r"(?:本|今|当)年")
_BASE_YEAR = re.compile(r"20\d\d年(?:度)?(?:同期)?[^，。；\d]{0,12}[为是]?\d[\d,.]*(?:万|亿)?元")
_DATED = re.compile(r"20\d\d年\d{1,2}月(?!\d{1,2}日|末|底)|20\d\d年(?:计划|预计|拟|工作|将)")
_BESIDE = re.compile(r"(20\d\d)年(?:度)?(?:较|比|同|与)20\d\d年")
_MOVED = re.compile(rf"(?:{words.UP}|{words.DOWN})[^，。；]{{0,4}}\d[\d.]*(?:%|万?元)|持平")


def year_of(text: str, fiscal: int) -> int:
    """The year a paragraph is about: the report's, unless it tells of another one as of its own (last year's text)."""
    found = list(words.COMPARE.finditer(text))
    bases = [match.span() for match in found]
    years = [(match.start(), int(match[1])) for match in words.YEAR.finditer(text)]
    own = {year for at, year in years if not any(start <= at < end for start, end in bases)}
    own = {year for at, year in years if year in own and not _DATED.match(text, at)} or own
    if not fiscal:
        beside = _BESIDE.search(text)
        if beside is not None and int(beside[1]) in own:
            return int(beside[1])
        compared = {int(match["year"]) + 1 for match in found if match["year"] and not match["planned"]}
        if len(compared) == 1 and compared <= own:
            return min(compared)
        if len(own) == 1 and _told_first(text, years[0][0]):
            return max(own) + 1
        return max(own) if own else max((year + 1 for _, year in years), default=0)
    if len(own) != 1 or not found or THIS_YEAR.search(text) or _told_first(text, years[0][0]):
        return fiscal
    (said,) = own
    before = {int(match["year"]) if match["year"] else said - 1 for match in found if not match["budget"]}
    return said if abs(said - fiscal) == 1 and before == {said - 1} else fiscal


def _told_first(text: str, at: int) -> bool:
    """Whether this year's amount stands before the only year told: 支出57.2万元，2022年度为74.36万元."""
    before, behind = text[:at], text[at : at + 30]
    return (
        re.search(r"\d万?元", before) is not None
        and _BASE_YEAR.match(behind) is not None
        and _MOVED.search(text, at) is not None
    )


def own_year(lead: str, year: int) -> int | None:
    """The year that words say of their own matter, and not as the base of a comparison; `year` is this year."""
    bases = [match.span() for match in words.COMPARE.finditer(lead)]
    said = None
    for match in words.YEAR.finditer(lead):
        if not any(start <= match.start() < end for start, end in bases):
            said = int(match[1])
    return year if THIS_YEAR.search(lead) else said
