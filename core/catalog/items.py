"""The rows of a catalogue file: codes and names with the years in which they hold.

resources/catalogs/*.csv is read once.  A damaged row is refused as a whole
with file and line: a catalogue with a hole would call right names wrong.
"""

from __future__ import annotations

import csv
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from core.errors import TemplateError
from core.paths import resource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST, LAST = 0, 9999
"""The bounds of an item that was always valid and still is."""

_HEAD = ["code", "name", "from", "until", "initials", "source"]
_ALIAS_HEAD = ["alias", "code"]
_SOURCES = frozenset("SKD")
_REMEDY = "请改正这一行，或重新安装程序"


class Item(NamedTuple):
    """One code under one name, valid in the fiscal years `first` to `last`; a tuple, for there are many.

    `initials` are the pinyin initials of the name in lower case; `source` is S (seen in a
    published source), K (general knowledge), D (name, code or years in doubt) or, where
    the report file brought it, empty with `own` set.
    """

    code: str
    name: str
    first: int = FIRST
    last: int = LAST
    initials: str = ""
    source: str = ""
    own: bool = False


@cache
def read_items(path: Path, lengths: tuple[int, ...]) -> tuple[Item, ...]:
    """All items of a catalogue file, by code and year; `lengths` are the code lengths of its levels.

    Raises TemplateError naming the file and the line.
    """
    name = path.name
    items = [_item(row, lengths, f"{name} 第 {line} 行") for line, row in _rows(path, _HEAD)]
    if not items:
        raise TemplateError(f"{name} 里没有科目", _REMEDY)
    items.sort(key=lambda item: (item.code, item.first))
    for one, other in pairwise(items):
        if one.code == other.code and one.last >= other.first:
            year = other.first or "最早的"
            raise TemplateError(f"{name} 里 {one.code} 在 {year} 年有两个名称：{one.name}、{other.name}", _REMEDY)
    return tuple(items)


@cache
def read_aliases(path: Path) -> tuple[tuple[str, str], ...]:
    """Popular or old names and the codes they mean; a code `*02` is an item 02 under any 款."""
    found = []
    for line, (alias, code) in _rows(path, _ALIAS_HEAD):
        if not alias or not code.removeprefix("*").isdecimal():
            raise TemplateError(f"{path.name} 第 {line} 行不是“别名,编码”", _REMEDY)
        found.append((alias, code))
    return tuple(found)


def catalog_file(name: str) -> Path:
    """The path of a file shipped in resources/catalogs."""
    return resource("catalogs", name)


def _rows(path: Path, head: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The rows below the head line with their line numbers; each has as many cells as the head."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise TemplateError(f"找不到科目目录 {path.name}", "请重新安装程序") from error
    except UnicodeDecodeError as error:
        raise TemplateError(
            f"科目目录 {path.name} 不是 UTF-8 编码的文字", "请另存为 UTF-8 编码，或重新安装程序"
        ) from error
    reader = csv.reader(lines, strict=True)
    try:
        if next(reader, None) != head:
            raise TemplateError(f"{path.name} 第 1 行应当是 {','.join(head)}", _REMEDY)
        for row in reader:
            if len(row) != len(head):
                raise TemplateError(
                    f"{path.name} 第 {reader.line_num} 行有 {len(row)} 栏，应当是 {len(head)} 栏", _REMEDY
                )
            yield reader.line_num, row
    except csv.Error as error:
        raise TemplateError(f"{path.name} 第 {reader.line_num} 行的引号不成对", _REMEDY) from error


def _item(row: list[str], lengths: tuple[int, ...], place: str) -> Item:
    code, name, first, last, initials, source = row
    if not (code.isascii() and code.isdecimal() and len(code) in lengths):
        digits = "、".join(map(str, lengths))
        raise TemplateError(f"{place}的科目编码“{code}”不是 {digits} 位数字", _REMEDY)
    if not name or name != name.strip():
        raise TemplateError(f"{place}（{code}）的科目名称是空的，或者前后有空格", _REMEDY)
    if not (initials.isascii() and initials.isalnum() and initials == initials.lower()):
        raise TemplateError(f"{place}（{code}）的拼音首字母“{initials}”不是小写字母", _REMEDY)
    if source not in _SOURCES:
        raise TemplateError(f"{place}（{code}）的来源“{source}”不是 S、K 或 D", _REMEDY)
    start = _year(first, place) if first else FIRST
    end = _year(last, place) if last else LAST
    if start > end:
        raise TemplateError(f"{place}（{code}）的起始年度 {first} 晚于截止年度 {last}", _REMEDY)
    return Item(code, name, start, end, initials, source)


def _year(text: str, place: str) -> int:
    if not (len(text) == 4 and text.isascii() and text.isdecimal()):
        raise TemplateError(f"{place}的年度“{text}”不是四位数字", _REMEDY)
    return int(text)
