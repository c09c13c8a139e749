"""What has nothing in it says so, and what has something does not: 本单位无…, 故本表无数据 (rules.md E9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.rules.finding import Finding, State
from core.template import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NOTHING = re.compile(
    r"(?:20\d\d年度?|本年度?)?(?:本|我)?(?:单位|部门|会|局)?(?:无|没有|不涉及|未发生)(?:此项|该项|此类|相关|这项)?"
    r"(?:预算|支出|收支|情况|内容|业务)*[。；]?"
)
"""A paragraph that only says 无: whatever its section is about."""

_DENIAL = re.compile(r"(?:无|没有|未发生|未安排|未产生|不涉及|不存在)(?P<what>[^，。；：、（\n]{2,40})")
_ZERO = re.compile(r"(?<![\d.])0(?:\.0+)?\s*(?:万?元|%)")
_TABLE = re.compile(r"本表无数据|^(?:说明[：:])?本(?:单位|部门|年度)[^。]{0,20}(?:无|没有|未发生)")


def denies(note: str) -> bool:
    """Whether a line at a table says that it has no data."""
    return _TABLE.search(note) is not None


def subject(title: str) -> str:
    """What a section of a fund is about: 政府性基金 of 政府性基金预算财政拨款收入支出决算情况说明."""
    return title.partition("预算")[0]


def check_declared(table: str, name: str, *, filled: bool) -> Iterator[Finding]:
    """A table that was declared empty and holds figures."""
    if filled:
        message, remedy = f"{name}声明了本表无数据，表里却有数", "有发生的，撤销声明；没有的，删去表里的数"
        yield _finding(f"E9={table}", message, remedy, f"{table}:0-0")


def check_nothing(section: str, text: str, own: str, others: Sequence[str], *, has: bool | None) -> Iterator[Finding]:
    """A section that may be empty: `has` tells whether its table holds amounts, None that this is not known.

    `own` and `others` are the subjects of this section and of the others that may be empty.
    """
    found = [match for match in _DENIAL.finditer(text) if not match["what"].endswith("的")]
    for match in found:
        other = next((name for name in others if name in match["what"]), "")
        if other and own not in match["what"]:
            message = f"这里说的是{own}，写成了没有{other}"
            yield _at(section, match.start(), match.end(), text, message, f"改为「无{own}」")
    said = [match.span() for match in found if own in match["what"]] + list(_whole(text))
    if has is True:
        for start, end in said:
            yield _at(section, start, end, text, f"写的是没有，表里却有{own}的数", "写出收支的数，或核对表里的数")
    elif has is False and not said and not found and not _ZERO.search(text):
        message = f"{own}没有发生，这里没有写明"
        yield _finding(
            f"E9={section}", message, f"写上「本单位无{own}预算财政拨款收入支出。」", f"{section}:0-{len(text)}"
        )


def _whole(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if NOTHING.fullmatch(line.strip()):
            yield start, start + len(line)
        start += len(line) + 1


def _at(section: str, start: int, end: int, text: str, message: str, remedy: str) -> Finding:
    place = f"{section}:{start}-{end}"
    return _finding(f"E9={place}", message, remedy, place, text[start:end])


def _finding(identity: str, message: str, remedy: str, place: str, quote: str = "") -> Finding:
    return Finding(identity, "E9", "没有的写明无", State.FAIL, Severity.ERROR, message, remedy, place, quote=quote)
