"""All findings of one report as the panes share them; follows each edit by its difference only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.report import REASON
from core.reportfile import MarkChange, SectionChange
from core.rules import Finding, State
from core.template import Severity
from ui.panes.places import Places, Spot

if TYPE_CHECKING:
    from core.report import Moved
    from ui.session import Session

UNFILLED = frozenset({"E3", "E7", "E10", "E17"})
"""Rules that only say that something has not been written or renewed yet: work to do, not a mistake."""


class Group(StrEnum):
    """The groups of the problem list."""

    ERROR = "错误"
    UNFILLED = "未填"
    WARNING = "提醒"
    ROUNDING = "尾差"
    UNCHECKED = "未能审核"


def group_of(finding: Finding) -> Group | None:
    """The group a finding is listed in; None where it asks for nothing."""
    if finding.state is State.NOT_CHECKABLE:
        return Group.UNCHECKED
    if finding.state is not State.FAIL:
        return None
    if finding.rule in UNFILLED:
        return Group.UNFILLED
    if finding.rounding:
        return Group.ROUNDING
    return Group.ERROR if finding.severity is Severity.ERROR else Group.WARNING


@dataclass(frozen=True, slots=True)
class Counts:
    """Open findings by group; explained warnings no longer count."""

    error: int = 0
    unfilled: int = 0
    warning: int = 0
    rounding: int = 0
    unchecked: int = 0

    @property
    def blocking(self) -> int:
        """What stands before a final report: mistakes, and what is not filled in."""
        return self.error + self.unfilled

    @property
    def why_blocked(self) -> str:
        """The same in words; empty where nothing does."""
        parts = [f"还有 {self.unfilled} 处没有填"] if self.unfilled else []
        parts += [f"{'' if parts else '还'}有 {self.error} 个错误"] if self.error else []
        return "，".join(parts)


class Board(QObject):
    """The findings by id and by page."""

    changed = Signal(object)
    """The set of finding ids that came, went or changed; perhaps empty, when all is checked."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.places = Places(session.report)
        self.findings: dict[str, Finding] = {finding.id: finding for finding in session.report.findings_so_far()}
        self._spots: dict[Spot, set[str]] = {}
        self._groups = Counter(map(_counted, self.findings.values()))
        self._index()
        session.moved.connect(self._moved)

    def counts(self) -> Counts:
        """How many still ask for something."""
        return Counts(*(self._groups[group] for group in Group))

    @property
    def checking(self) -> bool:
        """Whether all findings are still to come: the report was opened and not checked yet."""
        return self.session.report.unchecked

    def of(self, spot: Spot) -> list[Finding]:
        """The findings that stand on a page."""
        return [self.findings[name] for name in self._spots.get(spot, ())]

    def reading(self, place: str) -> list[Finding]:
        """The findings that read a cell or stand at it, failures first."""
        found = [f for f in self.findings.values() if place == f.place or place in f.cells]
        return sorted(found, key=lambda finding: (_STATES.index(finding.state), finding.rule))

    def cell_label(self, place: str) -> str:
        """The name of a KEY@ASPECT cell."""
        key, _, aspect = place.partition("@")
        return self.session.report.engine.label(key, aspect or "actual")

    def _moved(self, moved: Moved) -> None:
        if moved.rows or _laid_out_anew(moved):
            self.places.refresh()
            self._index()
        elif _rewritten(moved):
            self.places.reread()
        found = self._found(moved)
        for name, finding in found.items():
            self._put(name, finding)
        if found or moved.change_set is None:
            self.changed.emit(set(found))

    def _found(self, moved: Moved) -> dict[str, Finding | None]:
        """The findings that came, went or changed, those too about which the clerk only wrote something."""
        found = dict(moved.findings)
        explained = _explained(moved) - found.keys()
        if explained:
            known = {finding.id: finding for finding in self.session.report.findings()}
            found |= {name: known.get(name) for name in explained}
        return found

    def _put(self, name: str, finding: Finding | None) -> None:
        old = self.findings.pop(name, None)
        if old is not None:
            self._groups[_counted(old)] -= 1
            for spot in self.places.spots(old.place):
                self._spots.get(spot, set()).discard(name)
        if finding is None:
            return
        self.findings[name] = self.session.report.with_reason(finding)
        self._groups[_counted(self.findings[name])] += 1
        self._enter(name)

    def _enter(self, name: str) -> None:
        for spot in self.places.spots(self.findings[name].place):
            self._spots.setdefault(spot, set()).add(name)

    def _index(self) -> None:
        self._spots = {}
        for name in self.findings:
            self._enter(name)


def _counted(finding: Finding) -> Group | None:
    """The group in which a finding still asks for something; an explained warning no longer does."""
    return group_of(finding) if finding.open or finding.state is State.NOT_CHECKABLE else None


_STATES = [State.FAIL, State.NOT_CHECKABLE, State.PASS, State.NOT_APPLICABLE]


def _laid_out_anew(moved: Moved) -> bool:
    changes = moved.change_set.changes if moved.change_set else ()
    return any(isinstance(change, MarkChange) and change.name.startswith("layout:") for change in changes)


def _rewritten(moved: Moved) -> bool:
    changes = moved.change_set.changes if moved.change_set else ()
    return any(isinstance(change, SectionChange) for change in changes)


def _explained(moved: Moved) -> set[str]:
    changes = moved.change_set.changes if moved.change_set else ()
    return {
        change.name.removeprefix(REASON)
        for change in changes
        if isinstance(change, MarkChange) and change.name.startswith(REASON)
    }
