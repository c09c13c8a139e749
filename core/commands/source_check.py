"""Checking a published report: read it, take its figures as they stand, run every rule over them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from core.blocks import Table
from core.commands.source_claims import loose_text, note_text, printed_only, text_findings, with_text
from core.prefill import accept, recognise, understand
from core.publishing.compose import heading_number
from core.reading import read
from core.report import Report
from core.rules import Finding, State
from core.rules.outline import Expected, Found, check_outline, missing_tables
from core.rules.printed import printed_findings
from core.rules.text import check_text, prompt_rule
from core.rules.unfilled import unfilled_findings
from core.template import Severity, Template, template_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from core.blocks import SourceDocument
    from core.prefill import Import, SectionProposal


_LOW = 90
"""Percent: below it an execution asks for its reason."""


def check_source(path: Path, template: str = "", year: int | None = None) -> tuple[Report, list[Finding]]:
    """The findings of a file that is not ours, and the scratch report they are about.

    Raises ReadingError.  The caller closes the report.
    """
    document = read(path)
    guess = recognise([document])
    packs = template.split(",") if template else guess.packs
    fiscal = year or guess.year
    found = _stated(understand([document], template_of(packs), fiscal))
    report = Report.scratch(packs, found.unit or guess.unit, fiscal)
    accept(report, found, "all")
    findings = [
        _quoted(report, finding)
        for finding in report.findings()
        if not _of_form(finding) and not _without_table(report, finding)
    ]
    findings = list(printed_only(report, found, findings))
    findings += _outline(report, found, fiscal)
    findings += _conflicts(found)
    findings += _private(report, found)
    findings += _cells(document)
    findings += loose_text(found)
    findings += note_text(document)
    findings = with_text(findings, text_findings(report, document, found, findings))
    findings += _printed(document, findings)
    return report, list(_once(findings))


def _once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Without what a cell of the form only repeats of the printed cell."""
    told = {(one.rule, one.quote) for one in findings if one.place.startswith("table")}
    return (one for one in findings if "@" not in one.place or (one.rule, one.quote) not in told)


def _stated(found: Import) -> Import:
    """What the document itself says: what only follows from its changes is judged with these."""
    conflicts = tuple(one for one in found.conflicts if not any(other.derived for other in one.candidates))
    return replace(found, proposals=tuple(one for one in found.proposals if not one.derived), conflicts=conflicts)


def _printed(document: SourceDocument, findings: Sequence[Finding]) -> list[Finding]:
    """Marks, units and missing reasons in the tables as they were printed."""
    rates = [one.expected.rstrip("%") for one in findings if one.rule == "C11" and one.expected]
    low = [f"{rate}%" for rate in rates if Decimal(rate) < _LOW]
    tables = [(number, one.block) for number, one in enumerate(document.blocks) if isinstance(one.block, Table)]
    return [finding for number, table in tables for finding in unfilled_findings(table, f"table{number}", low)]


def _of_form(finding: Finding) -> bool:
    """What only concerns filling our own form is judged from the document itself."""
    return finding.rule in {"E7", "E10"} or "/claim=" in finding.id


def _without_table(report: Report, finding: Finding) -> bool:
    """Whether boxes are not ticked (E11) of a project that the document tells of without its table."""
    if finding.rule != "E11":
        return False
    row = finding.place.rpartition(".")[0]
    found = [report.evidence(*cell) for cell in report.entries if cell[0].startswith(f"{row}.")]
    return not any(one is not None and one.cell for one in found)


def _quoted(report: Report, finding: Finding) -> Finding:
    if finding.quote or "@" not in finding.place:
        return finding
    key, _, aspect = finding.place.partition("@")
    evidence = report.evidence(key, aspect)
    for cell in finding.cells if evidence is None else ():
        other, _, at = cell.partition("@")
        evidence = evidence or report.evidence(other, at)
    return replace(finding, quote=evidence.quote) if evidence else finding


def _outline(report: Report, found: Import, year: int) -> list[Finding]:
    headings = [Found(one.number, one.level, one.title, one.target) for one in found.sections]
    expected = expected_outline(report.template, report)
    tables = [
        (name, f"{form.number}「{form.title.replace('{year}年度', '')}」")
        for name, form in report.template.tables.items()
        if form.required
    ]
    placed = [table.target for table in found.tables if table.target]
    text = [finding for one in found.sections for finding in _heading(report, one)]
    shown = [section.id for section in report.template.sections.values() if set(section.tables) & set(placed)]
    outline = check_outline(expected, headings, year, shown)
    return [*outline, *text, *missing_tables(tables, placed, Severity.WARNING, together=True)]


def _heading(report: Report, heading: SectionProposal) -> list[Finding]:
    """The wording of a heading: forms print their instructions there too."""
    section = report.template.sections.get(heading.target)
    rule = prompt_rule(section.prompts) if section else None
    return list(check_text(heading.title, heading.target or "title", [rule] if rule else []))


def _private(report: Report, found: Import) -> list[Finding]:
    """F2: names of contacts, fillers and signers in what was published."""
    findings = []
    for proposal in found.proposals:
        figure = report.template.find(proposal.key)
        if figure is None or not figure.private or not proposal.held.text or any(map(str.isdigit, proposal.held.text)):
            continue
        place = f"{proposal.key}@{proposal.aspect}"
        findings.append(
            Finding(
                id=f"F2={place}",
                rule="F2",
                name="公开的内容里不写联系人姓名",
                state=State.FAIL,
                severity=Severity.WARNING,
                message=f"公开的内容里有{figure.name}「{proposal.held.text}」",
                remedy="公开前删去；报送财政的另存一份",
                place=place,
                quote=proposal.quote,
            )
        )
    return findings


def expected_outline(template: Template, report: Report) -> list[Expected]:
    """The outline of the form with the numbers it should have."""
    expected: list[Expected] = []
    counters = [0] * 6
    for pack in template.packs:
        for section in pack.sections:
            if not section.required:
                expected.append(Expected(section.id, section.level, "", report.title(section), required=False))
                continue
            counters[section.level] += 1
            counters[section.level + 1 :] = [0] * (5 - section.level)
            number = heading_number(section, counters[section.level])
            expected.append(Expected(section.id, section.level, number, report.title(section)))
    return expected


def _conflicts(found: Import) -> list[Finding]:
    """C3: one figure with two values in one document."""
    findings = []
    for conflict in found.conflicts:
        first, second = conflict.candidates[0], conflict.candidates[1]
        findings.append(
            Finding(
                id=f"C3={conflict.key}@{conflict.aspect}",
                rule="C3",
                name="同一数据前后一致",
                state=State.FAIL,
                severity=Severity.ERROR,
                message=f"{first.label}前后不一：「{first.quote}」与「{second.quote}」",
                remedy="核实后统一成一个数",
                place=f"{conflict.key}@{conflict.aspect}",
                claimed=first.quote,
                expected=second.quote,
                quote=first.quote,
            )
        )
    return findings


def _cells(document: SourceDocument) -> list[Finding]:
    """Private numbers and placeholders in table cells: what is published is published."""
    findings: list[Finding] = []
    for number, read_block in enumerate(document.blocks):
        block = read_block.block
        if not isinstance(block, Table):
            continue
        for r, row in enumerate(block.cells):
            for c, cell in enumerate(row):
                if cell is not None and cell.text:
                    findings += check_text(cell.text, f"table{number}.r{r + 1}c{c + 1}")
        texts = [[cell.text if cell is not None else "" for cell in row] for row in block.cells]
        findings += printed_findings(texts, f"table{number}")
    return findings


__all__ = ["check_source", "expected_outline"]
