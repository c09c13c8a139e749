"""Taking an import into a report: one change set, one undo, every value with the place it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from core.narrative import Facts, Ref, Renderer, Span, StatementSpan, Text, dependencies, dump, merge
from core.prefill.drafts import last_years
from core.prefill.fold import compact
from core.prefill.model import Draft, Import, Proposal, Row, SectionProposal
from core.report import EMPTY, LAYOUT, REST_ZERO, Moved, Report
from core.reportfile import (
    Change,
    Entry,
    FigureChange,
    MarkChange,
    Origin,
    RowChange,
    SectionChange,
    StoredEvidence,
)
from core.template import RowKind

if TYPE_CHECKING:
    from core.blocks import Evidence
    from core.figures import Held
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
        self._ids = self._known_rows()
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
        above = {_above(row) for row in rows}
        rows |= {one.row for one in self.found.proposals if one.row is not None and (one.row.id in above)}
        for proposal in self.found.proposals:
            row = proposal.row
            if row is not None and row in rows and proposal.target is not None:
                label = self.report.template.named(row.family).label
                if proposal.key == f"{row.family}.{row.id}.{label}":
                    yield proposal

    def _typed(self, cell: CellId) -> bool:
        entry = self.report.entries.get(cell)
        return entry is not None and entry.origin is Origin.TYPED

    # -- rows -------------------------------------------------------------------------

    def _known_rows(self) -> dict[tuple[str, str], str]:
        """The ids under which the report already has rows of these names."""
        known: dict[tuple[str, str, str], str] = {}
        rows = {proposal.row for proposal in self.found.proposals if proposal.row is not None}
        for family in {row.family for row in rows}:
            nested = self.report.template.named(family).parent
            for identity in self.report.rows(family):
                above = identity.rpartition("_")[0] if nested else ""
                name = compact(self.report.row_name(family, identity))
                if name:
                    known.setdefault((family, above, name), identity)
        ids: dict[tuple[str, str], str] = {}
        for row in sorted(rows, key=lambda row: len(row.id)):  # parents before what is nested in them
            parent = self.report.template.named(row.family).parent
            above = ids.get((parent, _above(row)), _above(row)) if parent else ""
            own = f"{above}_{row.id.rpartition('_')[2]}" if parent else row.id
            ids[row.family, row.id] = known.get((row.family, above, compact(row.name)), own)
        return ids

    def _cell(self, proposal: Proposal) -> CellId:
        assert proposal.target is not None
        key, aspect = proposal.target
        return self._own(key, proposal.row), aspect

    def _own(self, key: str, row: Row | None) -> str:
        """The key with the id that the report has for the row."""
        if row is None:
            return key
        family, identity, field = key.split(".", 2)
        return f"{family}.{self._ids.get((family, identity), identity)}.{field}"

    def _rows(self) -> Iterator[Change]:
        """The rows that are missing, behind those that are there."""
        wanted: dict[tuple[str, str], None] = {}
        for taken in self._taken:
            row = taken.proposal.row
            if row is not None:
                for identity in self._with_parents(row.family, self._ids.get((row.family, row.id), row.id)):
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

    # -- changes ------------------------------------------------------------------------

    def plain(self) -> list[Change]:
        """The changes that need no evidence: rows, layouts, sections."""
        return [*self._rows(), *self._layouts(), *self._blanks(), *self._declared(), *self._texts()]

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

    # -- sections -------------------------------------------------------------------------

    def _texts(self) -> Iterator[Change]:
        if self.sections is False:
            return
        newest: dict[str, SectionProposal] = {}
        for one in self.found.sections:
            known = newest.get(one.target)
            if (
                one.target in self.report.template.sections
                and self._offered(one)
                and (not known or known.year < one.year)
            ):
                newest[one.target] = one
        for name, one in newest.items():
            before = self.report.spans.get(name)
            spans = self._spans(one)
            if spans:
                yield SectionChange(name, dump(before) if before else None, dump(spans))

    def _offered(self, one: SectionProposal) -> bool:
        if not one.spans or one.year not in {self.report.year, self.report.year - 1}:
            return False
        if callable(self.sections):
            return self.sections(one)
        if one.year < self.report.year and self.report.template.sections[one.target].statements:
            return False
        return not self._edited(one.target)

    def _edited(self, section: str) -> bool:
        """Whether the clerk wrote in the section: anything but what a new report starts with."""
        spans = self.report.spans.get(section, [])
        if spans and spans[0] == Text(self.report.template.sections[section].text):
            spans = spans[1:]
        return any(isinstance(span, Text) and span.text.strip() for span in spans) or any(
            isinstance(span, StatementSpan) and span.reasons for span in spans
        )

    def _spans(self, one: SectionProposal) -> list[Span]:
        if one.year != self.report.year:
            return last_years(one, self.report.template)
        return merge([span for draft in one.spans for span in self._live(draft)])

    def _live(self, draft: Draft) -> list[Span]:
        """A draft as spans: live where that prints what the source says with the values that are taken over."""
        span = draft.span
        if isinstance(span, Ref):
            span = replace(span, key=self._own(span.key, draft.row))
            known = draft.year == self.report.year and span.aspect in self.report.template.figure(span.key).aspects
            return [span if known and self._prints(span, draft.text) else Text(draft.text)]
        if not isinstance(span, StatementSpan):
            return [span]
        if self._prints(span, draft.text) and dependencies(self.report.template, [span]):
            return [span]
        return [one for part in draft.parts for one in self._live(part)] or [Text(draft.text)]

    def _prints(self, span: Span, text: str) -> bool:
        return compact("".join(piece.text for piece in self._renderer.pieces(span))) == compact(text)

    @cached_property
    def _renderer(self) -> Renderer:
        pack = self.report.template.packs[0]
        facts = Facts(self.report.unit, self.report.year, pack.unit, pack.decimals)
        return Renderer(self.report.template, _Overlay(self.report, self._taken), self._rows_after, facts)

    def _rows_after(self, family: str) -> list[str]:
        added = [change.row for change in self._rows() if isinstance(change, RowChange) and change.family == family]
        return [*self.report.rows(family), *added]


class _Overlay:
    """The report's cells as they will be."""

    def __init__(self, report: Report, taken: Sequence[_Taken]) -> None:
        self._report = report
        self._taken = {one.cell: one.proposal.held for one in taken}

    def value(self, key: str, aspect: str) -> Held:
        """The value taken over, else the report's own."""
        return self._taken.get((key, aspect)) or self._report.value(key, aspect)

    def expand(self, pattern: str) -> Sequence[str]:
        """The keys of a set, those of new rows too."""
        from core.expressions import matches

        known = list(self._report.engine.expand(pattern))
        return [*known, *(key for key, _ in self._taken if matches(pattern, key) and key not in known)]


def _stored(evidence: Evidence, proposal: Proposal) -> StoredEvidence:
    return StoredEvidence(
        source=evidence.file,
        quote=proposal.quote,
        page=evidence.page,
        line=evidence.line,
        cell=evidence.cell,
        year=proposal.year,
    )


def _above(row: Row) -> str:
    """The id of the row that a nested row belongs to."""
    return row.id.rpartition("_")[0]
