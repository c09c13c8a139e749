"""The one way of changing a report: a change set into the file, then into the engine, the text and the views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import ReportFileError
from core.narrative import load
from core.report.following import FollowingReport
from core.report.views import EMPTY, REST_ZERO, Moved
from core.reportfile import (
    REGION_MARK,
    UNIT_MARK,
    Change,
    ChangeSet,
    Entry,
    FigureChange,
    MarkChange,
    RowChange,
    SectionChange,
    StoredPack,
)
from core.template import Pack, Template, dictionary, read_pack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from core.rules import CellId, Finding


class ChangingReport(FollowingReport):
    """Applies, undoes and redoes change sets."""

    def apply(
        self, what: str, changes: Sequence[Change], evidence: Callable[[], Sequence[Change]] | None = None
    ) -> Moved:
        """Commit one change set and recompute what depends on it; changes that change nothing are dropped.

        `evidence`, where given, is called inside the same transaction and returns further
        changes (an import stores its evidence first and refers to it).
        """
        if self.file.read_only:
            raise ReportFileError(f"{self.file.path.name} 是以只读方式打开的", "请关闭另一个窗口后重新打开")
        with self.file.batch():
            every = [*changes, *(evidence() if evidence else ())]
            every = [change for change in every if change.before != change.after]
            if not every:
                return Moved(None)
            committed = self.file.commit(what, every)
        return self._moved(committed, every)

    def undo(self) -> Moved | None:
        """Take the last change set back; None when there is none."""
        done = self.file.undo()
        return self._moved(done, done.changes) if done else None

    def redo(self) -> Moved | None:
        """Do the last undone change set again; None when there is none."""
        done = self.file.redo()
        return self._moved(done, done.changes) if done else None

    def restore(self, snapshot: Path) -> Moved:
        """Bring a snapshot back as one change set.  Raises ReportFileError."""
        done = self.file.restore(snapshot)
        return self._moved(done, done.changes)

    def _moved(self, change_set: ChangeSet, changes: Sequence[Change]) -> Moved:
        self.catch_up()
        if change_set.packs is not None:
            return self._repacked(change_set)
        moved = Moved(change_set)
        cells: set[CellId] = set()
        for change in changes:
            match change:
                case FigureChange(key, aspect, _, after):
                    cells.add((key, aspect))
                    self._put((key, aspect), after)
                case SectionChange(section, _, spans):
                    moved.sections.add(section)
                    self.spans[section] = load(spans)
                case RowChange(family, row, _, position):
                    moved.rows = True
                    self._place(family, row, position)
                case MarkChange(name, _, value):
                    moved.marks = True
                    self._mark(name, value)
                    if name in {UNIT_MARK, REGION_MARK} or name.startswith((REST_ZERO, EMPTY)):
                        moved.sections.update(self.template.sections)
        rebuilt = moved.rows or any(
            isinstance(c, MarkChange) and c.name.startswith((REST_ZERO, EMPTY)) for c in changes
        )
        outcome = self.engine.rebuild() if rebuilt else self.engine.update(cells)
        moved.cells = cells | outcome.cells
        moved.findings = dict(outcome.findings)
        self._refresh(moved)
        for listener in list(self.listeners):
            listener(moved)
        return moved

    def _repacked(self, change_set: ChangeSet) -> Moved:
        """The packs themselves changed: everything is read anew."""
        before = set(self.entries) | set(self.engine.computed)
        self.template = Template(dictionary(), [pack_of(stored) for stored in self.file.packs], self.year)
        self._load()
        cells = before | set(self.entries) | set(self.engine.computed)
        findings: dict[str, Finding | None] = {finding.id: finding for finding in self.findings()}
        moved = Moved(change_set, cells, set(self.template.sections), findings, rows=True, marks=True)
        for listener in list(self.listeners):
            listener(moved)
        return moved

    def _put(self, cell: CellId, entry: Entry | None) -> None:
        if entry is None:
            self.entries.pop(cell, None)
            self.engine.given.pop(cell, None)
        else:
            self.entries[cell] = entry
            if not self.aside.holds(cell[0]):
                self.engine.given[cell] = entry.held

    def _place(self, family: str, row: str, position: int | None) -> None:
        if position is None:
            self.positions.pop((family, row), None)
        else:
            self.positions[family, row] = position
        if family in self.aside.families:
            return
        placed = sorted((place, name) for (kind, name), place in self.positions.items() if kind == family)
        self.engine.rows[family] = self._ordered(family, [name for _, name in placed])

    def _mark(self, name: str, value: str | None) -> None:
        if value is None:
            self.marks.pop(name, None)
        else:
            self.marks[name] = value
        if name == UNIT_MARK:
            self._unit = None
            self._paragraphs.clear()  # they were read with the unit's name
        if name.startswith((REST_ZERO, EMPTY)):
            self.engine.confirmed = self._confirmed()


def pack_of(stored: StoredPack) -> Pack:
    """The pack that a file carries."""
    return read_pack(stored.id, stored.files)
