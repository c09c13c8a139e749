"""An open report.  It only routes: edit -> change set -> file -> engine, narrative -> what moved.

Every change goes through `apply` (or undo/redo): one transaction, one undo step, one history entry, one `Moved`
for the views.  The class is built in floors, each of which knows only those below: `state` reads, `tables` lays
out, `following` keeps text and findings in step, `changing` applies, `editing` says what a clerk does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.narrative import dump
from core.report.changing import pack_of
from core.report.packing import PackingReport, Repacking, spread, stored_pack
from core.report.views import EMPTY, LAYOUT, REASON, REST_ZERO, CellView, Moved, fill
from core.reportfile import Change, ReportFile, SectionChange
from core.template import Template, dictionary, load_pack

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["EMPTY", "LAYOUT", "REASON", "REST_ZERO", "CellView", "Moved", "Repacking", "Report", "fill"]


class Report(PackingReport):
    """One report file with its template, computed cells and findings."""

    @classmethod
    def create(cls, path: Path, packs: Sequence[str], unit: str, year: int) -> Report:
        """A new report file with the shipped `packs`, every statement in its place.  Raises ReportFileError."""
        loaded = [load_pack(identity) for identity in packs]
        template = Template(dictionary(), loaded, year)
        file = ReportFile.create(
            path, unit=unit, year=year, region=loaded[0].region, packs=[stored_pack(p) for p in loaded]
        )
        report = cls(file, template)
        report.begin()
        return report

    @classmethod
    def scratch(cls, packs: Sequence[str], unit: str, year: int, *, begin: bool = False) -> Report:
        """A report in memory, for checking a source without a file."""
        loaded = [load_pack(identity) for identity in packs]
        file = ReportFile.memory(unit=unit, year=year, region=loaded[0].region, packs=[stored_pack(p) for p in loaded])
        report = cls(file, Template(dictionary(), loaded, year))
        if begin:
            report.begin()
        return report

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, later: bool = False) -> Report:
        """Open a report file with the packs it carries; it is checked now or `later`.

        Raises ReportFileError, LockedError, TemplateError.
        """
        file = ReportFile.open(path, read_only=read_only)
        try:
            packs = [pack_of(stored) for stored in file.packs]
            return cls(file, Template(dictionary(), packs, file.year), later=later)
        except Exception:
            file.close()
            raise

    def begin(self) -> None:
        """Put every statement of the packs in its place, as the first change set."""
        changes: list[Change] = [
            SectionChange(section.id, None, dump(spread(section)))
            for section in self.template.sections.values()
            if section.statements or section.text
        ]
        if changes:
            self.apply("新建报告", changes)

    def close(self) -> None:
        """Close the file."""
        self.file.close()
