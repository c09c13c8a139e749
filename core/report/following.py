"""What follows a change besides the cells: sentences, their findings, and the shape of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.catalog import functional
from core.expressions import matches
from core.figures import BLANK
from core.narrative import PieceKind, Text, dependencies
from core.narrative.claims import Ground, check_section
from core.narrative.review import review_section
from core.report.tables import ReportTables
from core.reportfile import FigureChange
from core.rules.codes import code_findings
from core.rules.outline import missing_tables
from core.template import RowKind, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.figures import Held
    from core.narrative import Line, Span
    from core.report.views import Moved
    from core.rules import Finding
    from core.template import Section


class FollowingReport(ReportTables):
    """Keeps the findings of words and of shape in step with the cells."""

    def _load(self) -> None:
        super()._load()
        for section in self.template.sections:
            self._review(section)
        self._tables = self._structure()

    def _refresh(self, moved: Moved) -> None:
        keys = {key for key, _ in moved.cells}
        for section, shown in self._shown.items():
            if moved.rows or any(key in shown or any(_is_set(s) and matches(s, key) for s in shown) for key in keys):
                moved.sections.add(section)
        for section in moved.sections:
            before = {finding.id: finding for finding in self._wording.get(section, [])}
            self._review(section)
            after = {finding.id: finding for finding in self._wording.get(section, [])}
            for name in before.keys() | after.keys():
                if before.get(name) != after.get(name):
                    moved.findings[name] = after.get(name)
        if self._reshapes(moved):
            before, self._tables = self._tables, self._structure()
            for name in before.keys() | self._tables.keys():
                if before.get(name) != self._tables.get(name):
                    moved.findings[name] = self._tables.get(name)

    def _reshapes(self, moved: Moved) -> bool:
        """Whether the shape may differ: rows or marks moved, a cell came or went, or a word that titles may show."""
        changes = moved.change_set.changes if moved.change_set else ()
        return (
            moved.rows
            or moved.marks
            or any(
                isinstance(change, FigureChange)
                and (change.before is None or change.after is None or change.after.held.number is None)
                for change in changes
            )
        )

    def _structure(self) -> dict[str, Finding]:
        """What is wrong with the shape of the report: empty annexes, codes without a place."""
        return self._empty_tables() | self._codes()

    def _codes(self) -> dict[str, Finding]:
        """A6: rows whose code has no parent or no name; the catalogue is read only where there are such rows."""
        findings: dict[str, Finding] = {}
        for name, rows in self.engine.rows.items():
            family = self.template.dictionary.families.get(name)
            if rows and family is not None and family.rows is RowKind.FUNCTIONAL:
                found = code_findings(name, family.name, rows, functional(self.year), self.year)
                findings |= {finding.id: finding for finding in found}
        return findings

    def _empty_tables(self) -> dict[str, Finding]:
        """E10: required annexes in which nothing was filled."""
        held = {key for key, _ in self.entries}
        families = {key.split(".", 1)[0] for key in held}
        tables = [
            table for name, form in self.template.tables.items() if form.required for table in self.instances(name)
        ]
        empty = [
            (table, f"{self.table_number(table)}「{self.table_title(table)}」")
            for table in tables
            if not self._begun(table, held, families)
        ]
        return {finding.id: finding for finding in missing_tables(empty, [], Severity.ERROR)}

    def _begun(self, table: str, held: set[str], families: set[str]) -> bool:
        """Whether a table was filled: the rows that it `needs` tell, where other tables show its cells too."""
        form, instance = self.template.table(table), table.partition(":")[2]
        if form.needs:
            return any(row.startswith(f"{instance}_") if instance else row for row in self.rows(form.needs))
        keys = {reference.key for reference in self.template.figures_of_table(form.id)}
        if instance:
            return any(key.replace("$", instance) in held for key in keys)
        return any(key in held if "$" not in key else key.split(".", 1)[0] in families for key in keys)

    def _review(self, name: str) -> None:
        section = self.template.sections.get(name)
        if section is None:
            return
        spans = self.spans.get(name, [])
        self._lines.pop(name, None)
        self._shown[name] = dependencies(self.template, spans)
        empty_parent = self._is_divided(section)
        lines = self.lines(name)
        found = [] if empty_parent and not lines else review_section(section, lines, self.title(section))
        self._wording[name] = [*found, *self._claims(name, lines)]

    def _claims(self, name: str, lines: Sequence[Line]) -> list[Finding]:
        """What is wrong with the numbers that were typed; those of live statements follow their cells."""
        typed = typed_ranges(lines, self.spans.get(name, []))
        if not typed:
            return []
        read: set[str] = set()

        def cell(key: str, aspect: str) -> Held | None:
            read.add(key)
            held = self.value(key, aspect) if self.template.find(key) is not None else BLANK
            return held if held.filled else None

        text = "\n".join(line.text for line in lines)
        found = check_section(text, name, Ground(self.unit, self.year, cell))
        self._shown[name] = self._shown[name] | read
        return [one for one in found if one.place and _touches(one.place, typed)]

    def _is_divided(self, section: Section) -> bool:
        """Whether the content of a section is its tables, or stands in the sections below it."""
        below = [one for name, one in self.template.sections.items() if name.startswith(f"{section.id}.")]
        divided = bool(below) if section.level <= 1 else any(one.required for one in below)
        return divided or bool(section.tables)


def typed_ranges(lines: Sequence[Line], spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Where in a text a person typed digits; last year's, to be renewed, are not held against this year's cells."""
    ranges: list[tuple[int, int]] = []
    position = 0
    for line in lines:
        for piece in line.pieces:
            end = position + len(piece.text)
            span = spans[piece.span] if piece.span < len(spans) else None
            typed = isinstance(span, Text) and piece.kind is not PieceKind.OUTDATED
            if typed and any(map(str.isdigit, piece.text)):
                ranges.append((position, end))
            position = end
        position += 1
    return ranges


def _touches(place: str, ranges: Sequence[tuple[int, int]]) -> bool:
    start, end = map(int, place.rpartition(":")[2].split("-"))
    return any(start < other_end and end > other for other, other_end in ranges)


def _is_set(key: str) -> bool:
    return "*" in key or "?" in key
