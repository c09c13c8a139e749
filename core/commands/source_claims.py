"""The numbers in a published report's text: read as claims, held against its tables and against each other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.blocks import Heading, Table
from core.blocks import Paragraph as Text
from core.narrative.claims import Book, Ground, check_whole, read_text
from core.narrative.claims.allowance import Allowance
from core.narrative.claims.undecided import undecided
from core.rules import State
from core.rules.text import check_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.blocks import SourceDocument
    from core.figures import Held
    from core.narrative.claims.model import Paragraph
    from core.prefill import Import, SectionProposal
    from core.report import Report
    from core.rules import Finding


def ground_of(report: Report) -> Ground:
    """What text is held against: the unit, the year and the cells that were filled."""

    def cell(key: str, aspect: str) -> Held | None:
        if report.template.find(key) is None:
            return None
        held = report.value(key, aspect)
        return held if held.filled else None

    return Ground(report.unit, report.year, cell)


def text_findings(report: Report, document: SourceDocument, found: Import, others: Sequence[Finding]) -> list[Finding]:
    """Every fault of the numbers in the text that `others` do not tell already."""
    ground = ground_of(report)
    paragraphs: list[Paragraph] = []
    allowance = Allowance()
    paragraphs += read_text("\n".join(_before_headings(document, found)), "正文", ground, allowance=allowance)
    for section in found.sections:
        where, offset = _place(report, section)
        paragraphs += read_text(section.title, where, ground, allowance=allowance)
        paragraphs += read_text(section.text, where, ground, offset, allowance=allowance)
    told = {(one.claimed, one.expected) for one in others if one.claimed}
    book = Book(paragraphs, ground)
    fresh = [*check_whole(book), *undecided(book)]
    return [one for one in fresh if not one.claimed or _plain(one) not in {_both(*pair) for pair in told}]


def _before_headings(document: SourceDocument, found: Import) -> Iterator[str]:
    """Paragraphs that stand under no heading; a page of a few sentences has none at all."""
    known = {line for section in found.sections for line in (section.title, *section.text.split("\n"))}
    for read in document.blocks:
        if found.sections and isinstance(read.block, Heading):
            return
        if isinstance(read.block, Text) and read.block.text not in known:
            yield read.block.text


def _plain(one: Finding) -> tuple[str, str]:
    return _both(one.claimed, one.expected)


def _both(claimed: str | None, expected: str | None) -> tuple[str, str]:
    """Two numbers as compared: 298.18万元 and 298.180万元 are one."""
    return _bare(claimed), _bare(expected)


def _bare(text: str | None) -> str:
    words = (text or "").removesuffix("元").removesuffix("万")
    return words.rstrip("0").rstrip(".") if "." in words else words


def with_text(findings: Sequence[Finding], fresh: Sequence[Finding]) -> list[Finding]:
    """Both lists; where text and cells tell one thing, the text's finding stays, which has the arithmetic."""
    told = {one.rule for one in fresh if one.rule == "G15"}
    turned = {(one.rule, *reversed(_plain(one))) for one in fresh if one.claimed}  # a limit seen from its other side
    return [*(one for one in findings if one.rule not in told and (one.rule, *_plain(one)) not in turned), *fresh]


def printed_only(report: Report, found: Import, findings: Sequence[Finding]) -> Iterator[Finding]:
    """A total that was printed without any of its parts can't be checked by them, nor rows without their table."""
    tables = {table.target for table in found.tables}
    for one in findings:
        table = one.place.partition(".")[0]
        if one.state is State.FAIL and one.rule == "A6" and table not in tables:
            continue
        if one.state is State.FAIL and one.rule.startswith("A") and _alone(report, one):
            yield replace(one, state=State.NOT_CHECKABLE, message="只印出了合计，没有它的各组成部分")
            continue
        yield one


def _alone(report: Report, one: Finding) -> bool:
    """Whether of all the cells a check reads, only the one it is about was printed."""
    others = [cell.partition("@") for cell in one.cells if cell != one.place]
    return bool(others) and not any(report.value(key, aspect or "actual").filled for key, _, aspect in others)


def _place(report: Report, section: SectionProposal) -> tuple[str, int]:
    """The section whose text a part of the document became, and where in it; else its own heading."""
    home = section.home or section.target
    if home:
        at = report.text(home).find(section.text) if section.text else -1
        if at >= 0:
            return home, at
    return (home or f"{section.number}{section.title[:20]}"), 0


def loose_text(found: Import) -> Iterator[Finding]:
    """The wording of a document of which no section is known; else its text goes along with the known ones."""
    if any(section.target for section in found.sections):
        return
    for section in found.sections:
        if section.text:
            yield from check_text(section.text, f"{section.number}{section.title[:20]}")


def note_text(document: SourceDocument) -> Iterator[Finding]:
    """The wording of the notes below tables: forms print their instructions there."""
    for number, read in enumerate(document.blocks):
        if isinstance(read.block, Table):
            for note in read.block.notes:
                yield from check_text(note, f"table{number}.note")
