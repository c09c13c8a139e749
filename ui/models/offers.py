"""What an import offers, with what the clerk decided about each: the state behind the review page."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from core.narrative import StatementSpan, Text
from core.prefill import accept
from core.reportfile import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.blocks import Evidence
    from core.prefill import Import, Proposal, SectionProposal
    from core.report import Moved, Report
    from core.rules import CellId


class Verdict(StrEnum):
    """What was decided."""

    OPEN = "待定"
    TAKEN = "已接受"
    REFUSED = "不要"
    HELD = "已有"
    """The report holds the same already: nothing to decide."""
    EVIDENCE = "依据"
    """There is no cell for it in this file."""


def where(evidence: Evidence | None) -> str:
    """A place of the source in words."""
    if evidence is None:
        return ""
    parts = [evidence.file]
    if evidence.page is not None:
        parts.append(f"第 {evidence.page} 页")
    if evidence.cell:
        parts.append(evidence.cell)
    elif evidence.line is not None:
        parts.append(f"第 {evidence.line} 行" if evidence.page else f"第 {evidence.line} 段")
    return "，".join(parts)


@dataclass(slots=True, eq=False)
class Offer:
    """One value or one section's text, and its verdict."""

    proposal: Proposal | None = None
    section: SectionProposal | None = None
    verdict: Verdict = Verdict.OPEN
    rivals: list[Offer] = field(default_factory=list)
    """Others for the same cell: only one of them can be taken."""

    @property
    def confidence(self) -> str:
        """certain, likely or uncertain; empty for texts."""
        return self.proposal.confidence if self.proposal else ""

    @property
    def sure(self) -> bool:
        """Whether it may be taken without a look."""
        return self.confidence == "certain" and not self.rivals


@dataclass(slots=True)
class Group:
    """The offers of one section of the report."""

    title: str
    offers: list[Offer]


@dataclass(frozen=True, slots=True)
class Tally:
    """The numbers of the bar on top."""

    taken: int
    open: int
    torn: int
    left: int


class Offers:
    """All offers of one import, grouped as the report is."""

    def __init__(self, report: Report, found: Import) -> None:
        self.report = report
        self.found = found
        self.groups: list[Group] = []
        self._collect()
        self._set_rivals()
        self.take_sure()

    # -- building ---------------------------------------------------------------

    def _collect(self) -> None:
        held: dict[str, list[Offer]] = {name: [] for name in self.report.template.sections}
        rest: list[Offer] = []
        for section in self.found.sections:
            if self._usable(section):
                held[section.target].append(Offer(section=section))
        for proposal in self.found.proposals:
            verdict = Verdict.OPEN if proposal.target is not None else Verdict.EVIDENCE
            held.get(proposal.section, rest).append(Offer(proposal, verdict=verdict))
        for name, offers in held.items():
            if offers:
                self.groups.append(Group(self.report.title(self.report.template.sections[name]), offers))
        if rest:
            self.groups.append(Group("表格和其他", rest))

    def _usable(self, section: SectionProposal) -> bool:
        known = section.target in self.report.template.sections
        return known and bool(section.spans) and section.year in {self.report.year, self.report.year - 1}

    def _set_rivals(self) -> None:
        cells: dict[CellId, list[Offer]] = {}
        texts: dict[str, list[Offer]] = {}
        for offer in self.all():
            if offer.proposal is not None and offer.proposal.target is not None:
                cells.setdefault(offer.proposal.target, []).append(offer)
            elif offer.section is not None:
                texts.setdefault(offer.section.target, []).append(offer)
        for many in [*cells.values(), *texts.values()]:
            for offer in many:
                offer.rivals = [other for other in many if other is not offer]

    # -- looking ------------------------------------------------------------------

    def all(self) -> list[Offer]:
        """Every offer, in the order of the report."""
        return [offer for group in self.groups for offer in group.offers]

    def conflicts(self) -> list[list[Offer]]:
        """The offers that stand against each other, by cell."""
        seen: set[int] = set()
        found = []
        for offer in self.all():
            if offer.proposal is not None and offer.rivals and id(offer) not in seen:
                many = [offer, *offer.rivals]
                seen.update(id(one) for one in many)
                found.append(many)
        return found

    def tally(self) -> Tally:
        """How many are taken, open, torn between values, and without a place."""
        offers = self.all()
        torn = [many for many in self.conflicts() if all(one.verdict is Verdict.OPEN for one in many)]
        in_conflict = {id(one) for many in self.conflicts() for one in many}
        return Tally(
            taken=sum(offer.verdict is Verdict.TAKEN for offer in offers),
            open=sum(offer.verdict is Verdict.OPEN and id(offer) not in in_conflict for offer in offers),
            torn=len(torn),
            left=len(self.found.unplaced),
        )

    # -- deciding ------------------------------------------------------------------

    def take(self, offer: Offer) -> None:
        """Accept one; its rivals are refused."""
        if offer.verdict is Verdict.EVIDENCE:
            return
        offer.verdict = Verdict.TAKEN
        for rival in offer.rivals:
            rival.verdict = Verdict.REFUSED

    def toggle(self, offers: Iterable[Offer]) -> None:
        """Accept what is not accepted; where all are, put them back to open."""
        many = [offer for offer in offers if offer.verdict is not Verdict.EVIDENCE]
        if all(offer.verdict is Verdict.TAKEN for offer in many):
            for offer in many:
                self.reopen(offer)
        else:
            for offer in many:
                self.take(offer)

    def reopen(self, offer: Offer) -> None:
        """Take a decision back, and those it made for the rivals."""
        for one in [offer, *offer.rivals]:
            if one.verdict is not Verdict.EVIDENCE:
                one.verdict = self._undecided(one)

    def refuse(self, offers: Iterable[Offer]) -> None:
        """Leave out."""
        for offer in offers:
            if offer.verdict is not Verdict.EVIDENCE:
                offer.verdict = Verdict.REFUSED

    def take_all(self) -> None:
        """Accept everything that does not stand against another; conflicts stay to be decided."""
        for offer in self.all():
            if not offer.rivals and offer.verdict is not Verdict.HELD:
                self.take(offer)

    def take_sure(self) -> None:
        """Accept what is certain, and texts where nothing is written yet; everything else is open."""
        for offer in self.all():
            if offer.verdict is Verdict.EVIDENCE:
                continue
            sure = offer.sure and not self._typed(offer)
            wanted = sure if offer.section is None else not offer.rivals and self._welcome(offer.section)
            undecided = self._undecided(offer)
            offer.verdict = Verdict.TAKEN if wanted and undecided is Verdict.OPEN else undecided

    def take_none(self) -> None:
        """Put everything back to open."""
        for offer in self.all():
            self.reopen(offer)

    def _undecided(self, offer: Offer) -> Verdict:
        return Verdict.HELD if self._same(offer) else Verdict.OPEN

    def _same(self, offer: Offer) -> bool:
        """Whether the report says the same already."""
        if offer.section is not None:
            offered = "".join(draft.text for draft in offer.section.spans)
            return offered.split() == self.report.text(offer.section.target).split()
        proposal = offer.proposal
        if proposal is None or proposal.target is None or proposal.target not in self.report.entries:
            return False
        held = self.report.entries[proposal.target].held
        return (held.state, held.number, held.text) == (proposal.held.state, proposal.held.number, proposal.held.text)

    def _typed(self, offer: Offer) -> bool:
        """Whether the clerk typed something into the cell already."""
        entry = self.report.entries.get(offer.proposal.target) if offer.proposal and offer.proposal.target else None
        return entry is not None and entry.origin is Origin.TYPED

    def _welcome(self, section: SectionProposal) -> bool:
        """Whether a text would replace nothing: the clerk's own words and live statements stay."""
        form = self.report.template.sections[section.target]
        if section.year < self.report.year and form.statements:
            return False
        spans = self.report.spans.get(section.target, [])
        return not any(
            (isinstance(span, Text) and span.text.strip()) or (isinstance(span, StatementSpan) and span.reasons)
            for span in spans
        )

    # -- importing ------------------------------------------------------------------

    def accept(self) -> Moved:
        """Take what was accepted into the report, as one change set."""
        taken = [offer for offer in self.all() if offer.verdict is Verdict.TAKEN]
        values = {id(offer.proposal) for offer in taken if offer.proposal is not None}
        texts = {id(offer.section) for offer in taken if offer.section is not None}
        return accept(self.report, self.found, lambda one: id(one) in values, lambda one: id(one) in texts)
