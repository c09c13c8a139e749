"""Which typed cells of a pack no check reads, and the reasons of unguarded.toml for them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from core.expressions import matches
from core.rules import Engine
from core.template import Pack, RowKind, Template, dictionary, shipped
from core.template.statement import parse_statement, references

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
ROWS = {
    name: ["201", "20129", "2012901"]
    if family.rows is RowKind.FUNCTIONAL
    else ["p_00000001_00000001"]
    if family.parent
    else ["p_00000001"]
    for name, family in dictionary().families.items()
}
"""One row of every family, with what stands above it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why some cells have no guard; `keys` are KEY@ASPECT with wildcards."""

    keys: tuple[str, ...]
    reason: str

    def covers(self, cell: str) -> bool:
        """Whether a cell, KEY@ASPECT, is meant."""
        key, _, aspect = cell.partition("@")
        wanted = [one.partition("@") for one in self.keys]
        return any(matches(name, key) and at in {"*", aspect} for name, _, at in wanted)


@cache
def reasons() -> tuple[Reason, ...]:
    """The reasons, in their order."""
    data = tomllib.loads((HERE / "unguarded.toml").read_text(encoding="utf-8"))["cell"]
    return tuple(Reason(tuple(one["keys"]), one["reason"]) for one in data)


def typed_cells(template: Template) -> Iterator[tuple[str, str]]:
    """The cells of a pack's tables and sentences into which a clerk types, with one row of each family."""
    placed = [one for table in template.tables for one in template.figures_of_table(table)]
    for form in template.statements.values():
        for variant in form.variants:
            placed += references(parse_statement(variant.text))
    found = {(one.key, one.aspect or "actual"): None for one in placed if not one.is_set}
    for key, aspect in found:
        for row in ROWS[key.partition(".")[0]] if "$" in key else [""]:
            figure = template.figure(key.replace("$", row))
            if figure.formula is None or figure.default:
                yield figure.key, aspect


def unguarded(pack: Pack) -> list[str]:
    """KEY@ASPECT of every typed cell that no check reads, itself or by a total."""
    template = Template(dictionary(), [pack])
    engine = Engine(template)
    engine.load({}, ROWS)
    return sorted(f"{key}@{aspect}" for key, aspect in typed_cells(template) if not engine.guards((key, aspect)))


def page() -> list[str]:
    """The lines of the list for docs/审核对照.md."""
    lines = ["## 没有审核读取的数据项", "", *_INTRODUCTION, "| 报表包 | 数据项 | 理由 |", "|---|---|---|"]
    for pack in shipped():
        cells = unguarded(pack)
        for reason in reasons():
            mine = [cell.replace(".p_00000001", ".$") for cell in cells if reason.covers(cell)]
            if mine:
                lines.append(f"| `{pack.id}` | {'、'.join(f'`{cell}`' for cell in mine)} | {reason.reason} |")
    return [*lines, ""]


_INTRODUCTION = [
    "填写的数据项，凡有审核读它，或读由它算出的合计，改错了就会有提示。下面这些没有：报告里没有别的数可以对。",
    "",
]
