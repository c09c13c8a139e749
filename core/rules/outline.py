"""Checks of an outline: sections present, in order, numbered right, of the right year (rules.md E4, E7, E8, E10)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.rules.finding import Finding, State
from core.template import Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_STYLES = {
    0: (re.compile(r"第[一二三四五六七八九十]+部分"), "第一部分"),
    1: (re.compile(r"[一二三四五六七八九十]+、"), "一、"),
    2: (re.compile(r"[（(][一二三四五六七八九十]+[）)]"), "（一）"),
    3: (re.compile(r"\d+[.．、]"), "1."),
}
_YEAR = re.compile(r"(20\d\d)\s*年")
_MANY = 3
_PLANS = re.compile(r"打算|计划|安排|思路|展望|工作要点")


@dataclass(frozen=True, slots=True)
class Expected:
    """A section of the form: its id, level and heading as it should be printed."""

    id: str
    level: int
    number: str
    title: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """A heading of the document: `target` is the section it was matched with, empty for none."""

    number: str
    level: int
    title: str
    target: str = ""


def check_outline(
    expected: Sequence[Expected], found: Sequence[Found], year: int, present: Collection[str] = ()
) -> list[Finding]:
    """Every fault of the outline: missing and misplaced sections, numbering, years of headings.

    `present` are sections that stand without a heading of their own, by their tables.
    """
    return [
        *_missing(expected, {heading.target for heading in found} | set(present)),
        *_disorder(expected, found),
        *_numbering(expected, found),
        *_years(found, year),
    ]


def missing_tables(
    expected: Sequence[tuple[str, str]], found: Sequence[str], severity: Severity, *, together: bool = False
) -> list[Finding]:
    """E10: the annexes, as (id, printed name), that the document lacks; `together` tells many in one finding."""
    missing = [(table, name) for table, name in expected if table not in found]
    if together and len(missing) > _MANY:
        names = "、".join(name for _, name in missing)
        missing = [(missing[0][0], f" {len(missing)} 张附表：{names}")]
    return [
        _finding("E10", f"E10={table}", severity, "附表齐全", f"缺少{name}", "补上附表", f"{table}:0-0")
        for table, name in missing
    ]


def _finding(
    rule: str, identity: str, severity: Severity, name: str, message: str, remedy: str, place: str, quote: str = ""
) -> Finding:
    return Finding(identity, rule, name, State.FAIL, severity, message, remedy, place, quote=quote)


def _missing(expected: Sequence[Expected], targets: Collection[str]) -> Iterator[Finding]:
    for section in expected:
        inside = any(target == section.id or target.startswith(f"{section.id}.") for target in targets)
        if section.level <= 1 and section.required and not inside:
            yield _finding(
                "E7",
                f"E7={section.id}",
                Severity.ERROR,
                "必备内容齐全",
                f"缺少「{section.number}{section.title}」这一部分",
                "补上；确实没有的写「无」",
                f"{section.id}:0-0",
            )


def _disorder(expected: Sequence[Expected], found: Sequence[Found]) -> Iterator[Finding]:
    order = {section.id: place for place, section in enumerate(expected)}
    last = -1
    for heading in found:
        place = order.get(heading.target, -1)
        if heading.level != 1 or place < 0:
            continue
        if place < last:
            yield _finding(
                "E7",
                f"E7/order={heading.target}",
                Severity.ERROR,
                "各部分次序",
                f"「{heading.number}{heading.title}」的位置不对",
                "按规定的次序调整",
                f"{heading.target}:0-0",
                f"{heading.number}{heading.title}",
            )
        last = max(last, place)


def _numbering(expected: Sequence[Expected], found: Sequence[Found]) -> Iterator[Finding]:
    levels = {section.id: section for section in expected}
    for heading in found:
        section = levels.get(heading.target)
        if section is None or not heading.number or section.level not in _STYLES or _ours(section):
            continue
        style, example = _STYLES[section.level]
        printed = heading.number.replace(" ", "")
        if style.fullmatch(printed):
            continue
        yield _finding(
            "E8",
            f"E8={heading.target}",
            Severity.WARNING,
            "标题序号",
            f"「{printed}{heading.title}」的序号应写成「{section.number or example}」的样式",
            "改正序号",
            f"{heading.target}:0-0",
            f"{heading.number}{heading.title}",
        )


def _ours(section: Expected) -> bool:
    """A first-level section that the official form does not number: documents do as they like."""
    return not section.required and section.level <= 1


def _years(found: Sequence[Found], year: int) -> Iterator[Finding]:
    for heading in found:
        for match in _YEAR.finditer(heading.title):
            named = int(match[1])
            if named == year or (named == year + 1 and _PLANS.search(heading.title)):
                continue
            found_here = _finding(
                "E4",
                f"E4={heading.target or heading.title}:{match.start()}",
                Severity.ERROR,
                "标题里的年度",
                f"「{heading.number}{heading.title}」写的是 {named} 年，本报告是 {year} 年度",
                f"改为 {year} 年",
                f"{heading.target or 'title'}:0-0",
                match[0],
            )
            yield replace(found_here, around=f"{heading.number}{heading.title[: match.end()]}")
