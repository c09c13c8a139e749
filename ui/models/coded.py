"""Rows that are codes of 支出功能分类: which can be added, what comes along, and what goes with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.catalog import functional
from core.reportfile import FigureChange, RowChange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.catalog import Item
    from core.report import Report
    from core.reportfile import Change

ITEM_DIGITS = 7
SHARED = {
    "T02": ("T03",),
    "T03": ("T02",),
    "T05": ("T03", "T02"),
    "T07": ("T03", "T02"),
    "T08": ("T03", "T02"),
}
"""What is spent from one fund stands in the tables of the whole unit too."""
MOST = 40


def offered(report: Report, family: str, words: str) -> list[Item]:
    """The items that meet the words and are not in the table yet; without words those its other tables have."""
    catalog = functional(report.year)
    there = set(report.rows(family))
    if not words.strip():
        used = dict.fromkeys(row for other in SHARED for row in report.rows(other))
        found = [catalog.items[code] for code in sorted(used) if code in catalog.items]
    else:
        found = catalog.find(words, MOST)
    items = [item for item in found if item.code not in there]
    return sorted(items, key=lambda item: len(item.code) != ITEM_DIGITS) if not words.strip() else items


def described(report: Report, item: Item) -> str:
    """An item with where it stands: 2012901 行政运行　一般公共服务支出 › 群众团体事务."""
    catalog = functional(report.year)
    above = " › ".join(catalog.name(code) or code for code in catalog.parents(item.code))
    return f"{item.code}　{item.name}" + (f"　{above}" if above else "")


def families_of(report: Report, family: str) -> list[str]:
    """The family and those that share its items, as far as this report has their tables."""
    placed = {line.each for form in report.template.tables.values() for line in form.rows if line.each}
    return [name for name in (family, *SHARED.get(family, ())) if name == family or name in placed]


def adding(report: Report, family: str, code: str) -> tuple[list[Change], list[str]]:
    """The changes that bring an item with its 款 and 类 into a table and those that share it, and which those are."""
    changes: list[Change] = []
    also = []
    for name in families_of(report, family):
        if code in report.rows(name):
            continue
        changes += report.row_changes(name, code)
        also += [name] if name != family else []
    return changes, also


def removing(report: Report, family: str, code: str) -> list[Change]:
    """The changes that take a row out with what stands below it, and 款 and 类 that stand empty then."""
    rows = report.rows(family)
    gone = {row for row in rows if row.startswith(code)}
    for digits in (5, 3):
        above = code[:digits]
        left = [row for row in rows if row.startswith(above) and row != above and row not in gone]
        if len(code) > digits and above in rows and not left:
            gone.add(above)
    return [*_emptied(report, family, gone), *(_away(report, family, row) for row in sorted(gone))]


def _emptied(report: Report, family: str, rows: Iterable[str]) -> list[Change]:
    prefixes = tuple(f"{family}.{row}." for row in rows)
    return [
        FigureChange(key, aspect, entry, None)
        for (key, aspect), entry in report.entries.items()
        if key.startswith(prefixes)
    ]


def _away(report: Report, family: str, row: str) -> Change:
    return RowChange(family, row, report.positions[family, row], None)
