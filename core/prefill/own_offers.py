"""What our own report file offers: every value by its key, every section as it stands or as a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.narrative import Ref, Span, StatementSpan, Text, dump
from core.narrative.renewal import successor
from core.prefill.model import Draft, Mention, Reading, SectionProposal, SourceInfo, TableProposal, Unplaced, Yield
from core.prefill.own import KIND
from core.prefill.placing import opening_of
from core.prefill.unnumbered import outlined
from core.report.aside import Shown
from core.report.packing import spread
from core.reportfile import Origin
from core.rules import Engine
from core.template import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.prefill.gather import Keyed
    from core.prefill.model import Proposal
    from core.prefill.own import OwnReport, OwnText, OwnValue
    from core.rules import CellId
    from core.template import Section, Template

_ELSEWHERE = "这份报告的报表里没有这一项"


class OwnFile:
    """One report file among the documents of an import."""

    def __init__(self, document: OwnReport, template: Template, year: int) -> None:
        self.document = document
        self.template = template
        self._follows = document.year < year
        packs = {pack.id for pack in template.packs}
        self._packs = packs
        report = next((pack for pack in document.packs if pack in packs), document.packs[0])
        self.info = SourceInfo(document.file, KIND, report, document.unit, document.year)
        self.tables: list[TableProposal] = [one for one in document.tables if one.target in template.tables]
        self.out = Yield()
        self.openings: set[str] = set()
        """Computed closing balances: only the opening balance that each becomes is offered."""
        self._read(Shown(template))

    # -- values ---------------------------------------------------------------------

    def _read(self, shown: Shown) -> None:
        """The values that a page of the file shows; what it computes itself is not offered."""
        for one in self.document.values:
            if one.key not in shown:
                if not one.computed:
                    self.out.unplaced.append(Unplaced(one.quote, _ELSEWHERE, one.evidence))
                continue
            figure = self.template.figure(one.key)
            if not one.computed or figure.formula is None or self.template.may_type(one.key):
                self.out.readings.append(self._reading(one))
            elif self._opens(one):
                self.openings.add(one.key)
                self.out.readings.append(self._reading(one))

    def _opens(self, one: OwnValue) -> bool:
        """Whether a balance begins this year's; that of a whole fund only where no row says it."""
        if not self._follows or one.aspect != "actual" or not one.held.number or not opening_of(one.key):
            return False
        family, _, rest = one.key.partition(".")
        return not rest.startswith(f"{TOTAL}.") or all(other.family != family for other in self.document.values)

    def _reading(self, one: OwnValue) -> Reading:
        prior = one.aspect == "prior"
        return Reading(
            key=one.key.replace(f".{one.row}.", ".$.", 1) if one.row else one.key,
            aspect="actual" if prior else one.aspect,
            year=self.document.year - prior,
            held=one.held,
            mention=Mention(one.quote, one.evidence, one.section),
            confidence="certain",
            why="取自填报文件的同一数据项",
            family=one.family,
            row_name=one.row_name,
            row_id=one.row,
        )

    # -- sections -------------------------------------------------------------------

    def sections(self, _keyed: Keyed) -> list[SectionProposal]:
        """Every printed section; what only holds what any new report begins with has nothing to offer."""
        targets = self._targets()
        found = []
        for one in self.document.texts:
            section = targets.get(one.block)
            spans = self._drafts(one, section) if section is not None else ()
            ready = tuple(self._renewed(one, section)) if section and spans and self._follows else ()
            if section is not None and self._follows and dump(ready) in {"", dump(spread(section))}:
                spans, ready = (), ()
            found.append(
                SectionProposal(
                    number=one.heading.number,
                    level=section.level if section else one.heading.level,
                    title=one.heading.text,
                    target=section.id if section else "",
                    text=one.text,
                    source=self.document.file,
                    year=self.document.year,
                    home=section.id if section else "",
                    spans=spans,
                    places=one.places,
                    ready=ready,
                )
            )
        return found

    def _targets(self) -> dict[int, Section]:
        """The section of this report for each heading: the same one of a pack both have, else by its words."""
        sections = [section for pack in self.template.packs for section in pack.sections]
        _, titled = outlined(self.document.blocks, sections, self.document.unit)
        found: dict[int, Section] = {}
        for one in self.document.texts:
            known = titled.get(one.block)
            if one.pack in self._packs and one.section in self.template.sections:
                found[one.block] = self.template.sections[one.section]
            elif known is not None and known.section is not None:
                found[one.block] = known.section
        return found

    def _drafts(self, one: OwnText, section: Section) -> tuple[Draft, ...]:
        spans = [span for span, _ in one.spans]
        if dump(spans) in {"", dump(spread(section))}:
            return ()
        return tuple(
            Draft(span if self._fits(span) else Text(text), text, year=self.document.year) for span, text in one.spans
        )

    def _fits(self, span: Span) -> bool:
        match span:
            case StatementSpan(name):
                return name in self.template.statements
            case Ref(key):
                return self.template.find(key) is not None
        return True

    def _renewed(self, one: OwnText, section: Section) -> Iterator[Span]:
        """Last year's section for this year: live sentences without their reasons, the rest to be renewed.

        What shows a row that was added stays words: this report may have the row under another id, or not at all.
        """
        offered = [form.id for form in self.template.statements.values() if form.section == section.id]
        live = {*section.statements, *offered}
        known = [span if self._lasts(span, live) else Text(text) for span, text in one.spans]
        yield from successor(known, self.document.year, live)

    def _lasts(self, span: Span, live: set[str]) -> bool:
        match span:
            case StatementSpan(name, row):
                return name in live and not row
            case Ref(key):
                return self.template.find(key) is not None and self.template.split(key)[0] is None
        return True


def settled(proposals: Sequence[Proposal], files: Sequence[OwnFile], year: int) -> list[Proposal]:
    """The proposals without what report files need not tell.

    A file of this very year carries nothing over from its own column of last year; of a computed closing
    balance only the opening is wanted; and a total that this report computes alike is left to it.
    """
    same = {one.document.file for one in files if one.document.year == year}
    openings = {(one.document.file, key) for one in files for key in one.openings}
    kept = [
        one
        for one in proposals
        if not (one.origin is Origin.CARRIED_OVER and one.evidence.file in same)
        and (one.evidence.file, one.key) not in openings
    ]
    for file in files:
        totals = {(one.key, one.aspect) for one in file.document.values if one.computed}
        kept = [*_needed(kept, file, totals)]
    return kept


def _needed(proposals: Sequence[Proposal], file: OwnFile, totals: set[CellId]) -> Iterator[Proposal]:
    own = [one for one in proposals if one.evidence.file == file.document.file and one.target is not None]
    follows = [one for one in own if (one.key, _said_as(one, file.document.year)) in totals]
    engine = Engine(file.template)
    rows: dict[str, dict[str, None]] = {}
    for one in own:
        if one.row is not None:
            rows.setdefault(one.row.family, {})[one.row.id] = None
    left = {id(one) for one in follows}
    engine.load(
        {one.target: one.held for one in own if one.target is not None and id(one) not in left},
        {family: [*ids] for family, ids in rows.items()},
    )
    for one in proposals:
        made = engine.computed.get(one.target) if id(one) in left and one.target is not None else None
        if made is None or made.number != one.held.number:
            yield one


def _said_as(one: Proposal, year: int) -> str:
    """The aspect under which a report file of `year` holds what is proposed."""
    if one.year < year:
        return "prior"
    return "actual" if one.year == year and one.aspect == "prior" else one.aspect
