"""Rows of an import in a report: under which id each stands there, and which are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.prefill.fold import compact
from core.reportfile import RowChange
from core.template import RowKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from core.prefill.model import Import, Row
    from core.report import Report


class RowIds:
    """The ids of the rows that an import names: the report's own where it has a row of that name."""

    def __init__(self, report: Report, found: Import) -> None:
        self.report = report
        self._ids = self._known(found)

    def _known(self, found: Import) -> dict[tuple[str, str], str]:
        """The ids under which the report already has rows of these names."""
        known: dict[tuple[str, str, str], str] = {}
        rows = {proposal.row for proposal in found.proposals if proposal.row is not None}
        for family in {row.family for row in rows}:
            nested = self.report.template.named(family).parent
            for identity in self.report.rows(family):
                within = identity.rpartition("_")[0] if nested else ""
                name = compact(self.report.row_name(family, identity))
                if name:
                    known.setdefault((family, within, name), identity)
        ids: dict[tuple[str, str], str] = {}
        for row in sorted(rows, key=lambda row: len(row.id)):  # parents before what is nested in them
            parent = self.report.template.named(row.family).parent
            parent_id = ids.get((parent, above(row)), above(row)) if parent else ""
            own = f"{parent_id}_{row.id.rpartition('_')[2]}" if parent else row.id
            ids[row.family, row.id] = known.get((row.family, parent_id, compact(row.name)), own)
        return ids

    def of(self, row: Row) -> str:
        """The row's id in the report."""
        return self._ids.get((row.family, row.id), row.id)

    def key(self, key: str, row: Row | None) -> str:
        """The key with the id that the report has for the row."""
        if row is None:
            return key
        family, identity, field = key.split(".", 2)
        return f"{family}.{self._ids.get((family, identity), identity)}.{field}"

    def missing(self, rows: Iterable[Row]) -> Iterator[RowChange]:
        """The rows that the report lacks, behind those that are there."""
        wanted: dict[tuple[str, str], None] = {}
        for row in rows:
            for identity in self._with_parents(row.family, self.of(row)):
                wanted[row.family, identity] = None
        following: dict[str, int] = {}
        for family, identity in wanted:
            if (family, identity) in self.report.positions:
                continue
            first = self.report.row_change(family, identity).after or 0
            place = following.get(family, first)
            following[family] = place + 1
            yield RowChange(family, identity, None, place)

    def _with_parents(self, family: str, identity: str) -> list[str]:
        """A row; a 项 brings its 款 and 类 along, as when it is typed."""
        if self.report.template.named(family).rows is not RowKind.FUNCTIONAL:
            return [identity]
        return [identity[:digits] for digits in (3, 5, 7) if digits < len(identity)] + [identity]


def above(row: Row) -> str:
    """The id of the row that a nested row belongs to."""
    return row.id.rpartition("_")[0]
