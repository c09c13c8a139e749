"""The open findings at the cells of one sheet, kept by difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.report.views import urgency

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from core.report import Report
    from core.rules import CellId, Finding


class Marks:
    """Which findings stand at which of the `places`, the most urgent first."""

    def __init__(self, report: Report, places: Collection[CellId]) -> None:
        self._report = report
        self._places = places
        self._standing: dict[str, Finding] = {}
        self._at: dict[CellId, list[Finding]] = {}
        self.renew()

    def at(self, cell: CellId) -> list[Finding]:
        """The open findings at a cell."""
        return self._at.get(cell, [])

    def renew(self) -> set[CellId]:
        """Take all from the report; returns the cells at which others stand now."""
        before = dict(self._at)
        self._standing.clear()
        self._at.clear()
        self.take({finding.id: finding for finding in self._report.findings_so_far()})
        return {cell for cell in before.keys() | self._at.keys() if before.get(cell) != self._at.get(cell)}

    def take(self, findings: Mapping[str, Finding | None]) -> set[CellId]:
        """Take over findings that came, went (None) or changed; the cells here at which they stand or stood."""
        touched: set[CellId] = set()
        for name, finding in findings.items():
            old = self._standing.pop(name, None)
            if old is not None:
                touched.add(_cell_of(old))
            if finding is not None and _cell_of(finding) in self._places and self._report.with_reason(finding).open:
                self._standing[name] = self._report.with_reason(finding)
                touched.add(_cell_of(finding))
        if touched:
            self._gather(touched)
        return touched

    def _gather(self, touched: set[CellId]) -> None:
        for cell in touched:
            self._at.pop(cell, None)
        for finding in self._standing.values():
            if _cell_of(finding) in touched:
                self._at.setdefault(_cell_of(finding), []).append(finding)
        for cell in touched & self._at.keys():
            self._at[cell].sort(key=urgency)


def _cell_of(finding: Finding) -> CellId:
    """The cell at which a finding stands; one that stands elsewhere names no cell of a table."""
    key, _, aspect = finding.place.partition("@")
    return key, aspect
