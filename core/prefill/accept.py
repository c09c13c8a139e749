"""Taking an import into a report: one change set, one undo, every value with the place it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from core.prefill.accepttexts import Texts
from core.prefill.model import Import, Proposal, SectionProposal
from core.prefill.rowids import RowIds, above
from core.report import EMPTY, LAYOUT, REST_ZERO, Moved, Report
from core.reportfile import (
    Change,
    Entry,
    FigureChange,
    MarkChange,
    Origin,
    StoredEvidence,
)

if TYPE_CHECKING:
    from core.blocks import Evidence
    from core.rules import CellId

Chosen = Callable[[Proposal], bool] | Literal["certain", "all", "none"]
ChosenSections = Callable[[SectionProposal], bool] | bool


def accept(report: Report, found: Import, chosen: Chosen, sections: ChosenSections = True) -> Moved:
    """Take the chosen proposals and sections over in one change set, with their evidence.

    What the clerk typed stays, unless `chosen` is a function that names it.  A value for a
    computed cell becomes its stated total.  Last year's sections come as drafts and leave
    live statements alone.
    """
    taking = _Taking(report, found, chosen, sections)
    return report.apply(_name(found), taking.plain(), taking.figures)


def _name(found: Import) -> str:
    names = [one.source for one in found.documents]
    more = f"等 {len(names)} 个文件" if len(names) > 1 else ""
    return f"导入 {names[0] if names else ''}{more}"


@dataclass(frozen=True, slots=True)
class _Taken:
    cell: CellId
    proposal: Proposal


class _Taking:
    """The changes of one acceptance."""

    def __init__(self, report: Report, found: Import, chosen: Chosen, sections: ChosenSections) -> None:
        self.report, self.found, self.chosen, self.sections = report, found, chosen, sections
        self._ids = RowIds(report, found)
        self._taken = self._cells()

    # -- which ----------------------------------------------------------------------

    def _cells(self) -> list[_Taken]:
        """One proposal a cell, the first that is wanted; then the names of their rows."""
        cells: dict[CellId, Proposal] = {}
        explicit = callable(self.chosen)
        for proposal in self.found.proposals:
            if proposal.target is None or not self._wanted(proposal):
                continue
            cell = self._cell(proposal)
            if explicit or cell not in cells:
                cells[cell] = proposal
        for proposal in self._names([*cells.values()]):
            cells.setdefault(self._cell(proposal), proposal)
        return [_Taken(cell, proposal) for cell, proposal in cells.items() if explicit or not self._typed(cell)]

    def _wanted(self, proposal: Proposal) -> bool:
        if callable(self.chosen):
            return self.chosen(proposal)
        return self.chosen == "all" or (self.chosen == "certain" and proposal.confidence == "certain")

    def _names(self, wanted: Sequence[Proposal]) -> Iterator[Proposal]:
        """A row never comes without its name."""
        rows = {proposal.row for proposal in wanted if proposal.row is not None}
        parents = {above(row) for row in rows}
        rows |= {one.row for one in self.found.proposals if one.row is not None and (one.row.id in parents)}
        for proposal in self.found.proposals:
            row = proposal.row
            if row is not None and row in rows and proposal.target is not None:
                label = self.report.template.named(row.family).label
                if proposal.key == f"{row.family}.{row.id}.{label}":
                    yield proposal

    def _typed(self, cell: CellId) -> bool:
        entry = self.report.entries.get(cell)
        return entry is not None and entry.origin is Origin.TYPED

    def _cell(self, proposal: Proposal) -> CellId:
        assert proposal.target is not None
        key, aspect = proposal.target
        return self._ids.key(key, proposal.row), aspect

    # -- changes ------------------------------------------------------------------------

    def plain(self) -> list[Change]:
        """The changes that need no evidence: rows, layouts, sections."""
        wanted = (one.proposal.row for one in self._taken if one.proposal.row is not None)
        rows = list(self._ids.missing(wanted))
        cells = {one.cell: one.proposal.held for one in self._taken}
        texts = Texts(self.report, self.found, self.sections, self._ids, cells, rows)
        return [*rows, *self._layouts(), *self._blanks(), *self._declared(), *texts.changes()]

    def figures(self) -> list[Change]:
        """The cells, each with its evidence stored; called inside the transaction."""
        return [self._figure(taken) for taken in self._taken]

    def _figure(self, taken: _Taken) -> FigureChange:
        proposal = taken.proposal
        number = self.report.file.add_evidence(_stored(proposal.evidence, proposal))
        entry = Entry(proposal.held, proposal.origin, number)
        before = self.report.entries.get(taken.cell)
        if before is not None and (before.held, before.origin) == (entry.held, entry.origin):
            entry = replace(entry, evidence=before.evidence)
        return FigureChange(taken.cell[0], taken.cell[1], before, entry)

    def _layouts(self) -> Iterator[Change]:
        """The row set of an imported table, where the clerk has chosen none."""
        for table in self.found.tables if self._taken else ():
            form = self.report.template.tables.get(table.target)
            name = f"{LAYOUT}{table.target}"
            if form and table.layout and table.layout != form.layouts[0] and name not in self.report.marks:
                yield MarkChange(name, None, table.layout)

    def _blanks(self) -> Iterator[Change]:
        """其余为零 for each official table of this year that was taken over: what it prints blank is none."""
        filled = {one.proposal.section for one in self._taken if one.proposal.year == self.report.year}
        for name in dict.fromkeys(table.target for table in self.found.tables if table.whole):
            mark = f"{REST_ZERO}{name}"
            if name in filled and mark not in self.report.marks:
                yield MarkChange(mark, None, "1")

    def _declared(self) -> Iterator[Change]:
        """本表无数据 for each table of this year that says so and from which no number was taken."""
        report = self.report
        if not self._taken or any(one.year != report.year for one in self.found.documents):
            return
        filled = {one.proposal.section for one in self._taken if one.proposal.held.number}
        for name in dict.fromkeys(table.target for table in self.found.tables if table.none):
            known = report.template.tables.get(name)
            if known is None or not known.empty or known.per or name in filled or report.declared_empty(name):
                continue
            if not report.has_amounts(name):
                yield MarkChange(f"{EMPTY}{name}", None, "1")


def _stored(evidence: Evidence, proposal: Proposal) -> StoredEvidence:
    return StoredEvidence(
        source=evidence.file,
        quote=proposal.quote,
        page=evidence.page,
        line=evidence.line,
        cell=evidence.cell,
        year=proposal.year,
    )
