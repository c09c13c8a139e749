"""Where each cell and section of a report is shown, in printed order, and what to call the place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from core.expressions import matches
from core.narrative import dependencies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.report import Report
    from core.rules.graph import CellId

SpotKind = Literal["table", "section", "figure"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A page: a table, a section, or a figure that no page shows."""

    kind: SpotKind
    id: str


def cell_of(place: str) -> CellId | None:
    """The cell of a KEY@ASPECT place."""
    key, at, aspect = place.partition("@")
    return (key, aspect) if at else None


class Places:
    """The index from cells to pages; `refresh` it when rows or layouts changed."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._cells: dict[str, dict[CellId, int]] = {}
        self._tables: dict[CellId, list[str]] = {}
        self._order: dict[Spot, int] = {}
        self._read: dict[str, set[str]] = {}
        self._sections: dict[str, list[str]] = {}
        self.refresh()

    def refresh(self) -> None:
        """Lay the tables out anew."""
        template = self._report.template
        self._tables = {}
        self._cells = {}
        for table in self._report.table_ids():
            sheet = self._report.sheet(table)
            shown = dict.fromkeys((c.key, c.aspect) for row in sheet.cells for c in row if c is not None and c.key)
            self._cells[table] = {cell: number for number, cell in enumerate(shown)}
            for cell in shown:
                self._tables.setdefault(cell, []).append(table)
        spots = [Spot("section", name) for name in template.sections]
        spots += [Spot("table", name) for name in self._cells]
        self._order = {spot: number for number, spot in enumerate(spots)}
        self.reread()

    def reread(self) -> None:
        """Sections were rewritten: which cells they show may be others."""
        self._read.clear()
        self._sections.clear()

    def cells(self, table: str) -> Iterable[CellId]:
        """The cells a table shows, in reading order."""
        return self._cells.get(table, {}).keys()

    def spots(self, place: str) -> list[Spot]:
        """Every page that shows a place; the one to jump to first."""
        cell = cell_of(place)
        if cell is not None:
            tables = [Spot("table", name) for name in self._tables.get(cell, ())]
            return tables or [Spot("section", name) for name in self._sections_of(cell[0])] or [Spot("figure", place)]
        name = place.partition(":")[0]
        if name in self._report.template.sections:
            return [Spot("section", name)]
        table = place if place in self._cells else name
        return [Spot("table", table)] if table in self._cells else []

    def locate(self, place: str) -> Spot | None:
        """The page to jump to; None for a place this report does not have."""
        found = self.spots(place)
        return found[0] if found else None

    def order(self, place: str) -> tuple[int, int]:
        """Sorts places as they are printed."""
        spot = self.locate(place)
        if spot is None:
            return len(self._order), 0
        cell = cell_of(place)
        inside = self._cells[spot.id][cell] if cell is not None and spot.kind == "table" else _start(place)
        return self._order.get(spot, len(self._order)), inside

    def title(self, spot: Spot) -> str:
        """The page's name."""
        report = self._report
        if spot.kind == "section":
            return report.title(report.template.sections[spot.id])
        if spot.kind == "table":
            return f"{report.table_number(spot.id)} {report.table_title(spot.id)}".strip()
        return "数据项"

    def label(self, place: str) -> str:
        """A place in a clerk's words: 附件1 · 上年基本支出."""
        spot = self.locate(place)
        if spot is None:
            return ""
        cell = cell_of(place)
        if cell is None:
            return self.title(spot)
        name = self._report.engine.label(*cell)
        if spot.kind == "table":
            return f"{self._report.table_number(spot.id) or self._report.table_title(spot.id)} · {name}"
        return name

    def inside(self, section: str, cell: CellId) -> str:
        """The SECTION:START-END at which a section prints a cell, or has it missing."""
        position = 0
        for line in self._report.lines(section):
            for piece in line.pieces:
                if (piece.key, piece.aspect) == cell:
                    return f"{section}:{position}-{position + len(piece.text)}"
                position += len(piece.text)
            position += 1
        return f"{section}:0-0"

    def _sections_of(self, key: str) -> list[str]:
        if key not in self._sections:
            if not self._read:
                report = self._report
                self._read = {
                    name: dependencies(report.template, report.spans.get(name, [])) for name in report.template.sections
                }
            self._sections[key] = [
                name for name, keys in self._read.items() if any(k == key or matches(k, key) for k in keys)
            ]
        return self._sections[key]


def _start(place: str) -> int:
    number = place.rpartition(":")[2].partition("-")[0]
    return int(number) if number.isdigit() else 0
