"""Tables that go on over a page break, with or without 续表 printed above their next part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.reading.captions import caption_of
from core.reading.pdf_tables import PageTable, continues, nests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.reading.pdf_lines import Line

_ABOVE = 5  # lines looked at above the first part
_CONTINUED = re.compile(r"续\s*表|[（(]\s*续\s*[）)]|[（(]\s*接上[页表]\s*[）)]")


def over_pages(tables: Sequence[PageTable], lines: Sequence[Line]) -> tuple[list[list[PageTable]], list[Line]]:
    """Tables, each with its parts on following pages, and the lines without the captions printed again over them.

    A part goes on with a table of the same columns where nothing stands between them but such captions; where 续表
    is printed, also with one of columns that these divide.
    """
    groups: list[list[PageTable]] = []
    again: set[tuple[int, int]] = set()
    for table in tables:
        before = groups[-1][-1] if groups else None
        between = _between(groups[-1], table, lines) if before is not None else None
        if between is None or not _are_again(between, groups[-1][0], lines):
            groups.append([table])
            continue
        again |= {(line.page, line.number) for line in between}
        groups[-1].append(table)
    return groups, [line for line in lines if (line.page, line.number) not in again]


def _between(group: Sequence[PageTable], table: PageTable, lines: Sequence[Line]) -> list[Line] | None:
    """What stands between two parts on pages that follow each other; None where they cannot be one table."""
    before = group[-1]
    finest = max(group, key=lambda part: len(part.xs))
    if table.page != before.page + 1 or not nests(finest, table):
        return None
    start, end = (before.page, before.box.bottom - 2), (table.page, table.box.top)
    between = [line for line in lines if start < (line.page, line.box.top) < end]
    marked = any(_CONTINUED.search(line.text) for line in between)
    return between if marked or continues(before, table) else None


def _are_again(between: Sequence[Line], first: PageTable, lines: Sequence[Line]) -> bool:
    """Whether the lines only say again what stands above the first part."""
    if not between:
        return True
    above = [line for line in lines if line.page == first.page and line.box.bottom <= first.box.top + 2][-_ABOVE:]
    known = {part for line in above for part in _said(line.text)}
    marked = any(_CONTINUED.search(line.text) for line in between)
    said = [_said(line.text) for line in between]
    units = {part for parts in said for part in parts if part.startswith("单位：")}
    new = {part for parts in said for part in parts} - known - units - {"续表"}
    numbered = any(part.startswith("公开") for parts in said for part in parts)  # a title alone may be of another table
    return all(said) and not new and (marked or numbered)


def _said(text: str) -> set[str]:
    """Title, number, unit and owner of a caption line, without the mark of a continuation."""
    plain = _CONTINUED.sub("", text).strip()
    if not plain:
        return {"续表"}
    caption = caption_of(plain)
    parts = {caption.title, caption.number, caption.owner, f"单位：{caption.unit}" if caption.unit else ""}
    return parts - {""}
