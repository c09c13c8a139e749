"""What follows a change besides the cells: sentences, their findings, and the shape of the report."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from core.catalog import functional
from core.expressions import matches, parse_reference
from core.figures import BLANK
from core.narrative import PieceKind, StatementSpan, Text, dependencies
from core.report.tables import ReportTables
from core.report.views import Moved, fill
from core.reportfile import FigureChange
from core.rules.codes import code_findings
from core.rules.nothing import check_declared, check_nothing, subject
from core.rules.outline import missing_tables
from core.rules.terms import check_terms
from core.template import RowKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.figures import Held
    from core.narrative import Line, Span
    from core.narrative.claims import Contradictions, Ground
    from core.reportfile import ReportFile
    from core.rules import Finding
    from core.template import Section, Template


class FollowingReport(ReportTables):
    """Keeps the findings of words and of shape in step with the cells.

    Checking can be left for later (`later`): every cell is computed, but until `catch_up` the report is `unchecked`.
    Whoever asks for the findings, and every change, catches up first.
    """

    def __init__(self, file: ReportFile, template: Template, *, later: bool = False) -> None:
        """Load everything the file holds and check it, perhaps later."""
        self._later = later
        super().__init__(file, template)

    def _load(self) -> None:
        super()._load()
        self._unchecked = True
        if not self._later:
            self._check()
        self._later = False

    @property
    def unchecked(self) -> bool:
        """Whether nothing has been checked since the report was opened."""
        return self._unchecked

    def catch_up(self) -> None:
        """Do the checking that was left for later, and tell the listeners what was found."""
        if not self._unchecked:
            return
        self._check()
        moved = Moved(None, findings={finding.id: finding for finding in self.findings_so_far()})
        for listener in list(self.listeners):
            listener(moved)

    def findings(self) -> list[Finding]:
        """All findings, passed ones too, with the reasons given; failures first, by severity."""
        self.catch_up()
        return self.findings_so_far()

    def _check(self) -> None:
        self._unchecked = False
        self.engine.judge_all()
        self._tables = self._structure()
        for section in self.template.sections:
            self._review(section)
        self._between.renew(self._ground(set()))

    @property
    def _between(self) -> Contradictions:
        if self._contradictions is None:
            from core.narrative.claims import Contradictions

            self._contradictions = Contradictions(self.template.sections)
        return self._contradictions

    def _refresh(self, moved: Moved) -> None:
        keys = {key for key, _ in moved.cells}
        for section, shown in self._shown.items():
            sets = [name for name in shown if _is_set(name)]
            if moved.rows or not keys.isdisjoint(shown) or any(matches(name, key) for name in sets for key in keys):
                moved.sections.add(section)
        for section in moved.sections:
            self._lines.pop(section, None)  # a heading above asks whether there are words below it
        for section in moved.sections | self._above(moved.sections):
            before = {finding.id: finding for finding in self._wording.get(section, [])}
            self._review(section)
            after = {finding.id: finding for finding in self._wording.get(section, [])}
            for name in before.keys() | after.keys():
                if before.get(name) != after.get(name):
                    moved.findings[name] = after.get(name)
        moved.findings |= self._between.renew(self._ground(set()))
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
        return self._empty_tables() | self._declared() | self._codes()

    def _declared(self) -> dict[str, Finding]:
        """E9: tables declared empty that hold numbers."""
        found: dict[str, Finding] = {}
        for form in self.template.tables.values():
            for table in self.instances(form.id) if form.empty else ():
                if self.declared_empty(table):
                    name = f"{self.table_number(table)}「{self.table_title(table)}」"
                    filled = self.has_amounts(table)
                    found |= {one.id: one for one in check_declared(table, name, filled=filled)}
        return found

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
        found = missing_tables(empty, [], Severity.ERROR)
        return {one.id: self._may_be_declared(one) for one in [*found, *self._waiting()]}

    def _waiting(self) -> Iterator[Finding]:
        """E10: a report that has no page at all until the first row its forms are printed for."""
        if self.template.sections or self.table_ids():
            return
        forms = {form.per: form.id for form in self.template.tables.values() if form.per}
        for family, form in forms.items():
            name = self.template.named(family).name
            (one,) = missing_tables([(form, name)], [], Severity.ERROR)
            yield replace(one, message=f"还没有{name}，报告里一张表也没有", remedy=f"增加{name}，每个{name}一张表")

    def _may_be_declared(self, finding: Finding) -> Finding:
        if not self.may_be_empty(finding.place.rpartition(":")[0]):
            return finding
        return replace(finding, remedy="填写这张表；没有发生的，声明本表无数据")

    def _begun(self, table: str, held: set[str], families: set[str]) -> bool:
        """Whether a table was filled: the rows that it `needs` tell, where other tables show its cells too."""
        form, instance = self.template.table(table), table.partition(":")[2]
        if self.declared_empty(table):
            return True
        if form.needs:
            return any(row.startswith(f"{instance}_") if instance else row for row in self.rows(form.needs))
        keys = {reference.key for reference in self.template.figures_of_table(form.id)}
        if instance:
            return any(key.replace("$", instance) in held for key in keys)
        return any(key in held if "$" not in key else key.split(".", 1)[0] in families for key in keys)

    def _review(self, name: str) -> None:
        from core.narrative.review import review_section

        section = self.template.sections.get(name)
        if section is None:
            return
        spans = self.spans.get(name, [])
        self._lines.pop(name, None)
        self._shown[name] = dependencies(self.template, spans)
        empty_parent = self._is_divided(section)
        lines = self.lines(name)
        found = [] if empty_parent and not lines else review_section(section, lines, self.title(section))
        self._wording[name] = [
            *found,
            *self._claims(name, lines),
            *self._nothing(section, lines),
            *self._drawings(section),
            *self._terms(name, spans),
        ]

    def _nothing(self, section: Section, lines: Sequence[Line]) -> list[Finding]:
        """E9: whether 无… stands where there is nothing, and only there."""
        if not section.none or not lines:
            return []
        family, row, _ = self.template.split(section.none)
        keys = [f"{family.key}.{row}.{name}" for name in family.figures] if family is not None else [section.none]
        self._shown[section.id] = self._shown[section.id] | set(keys)
        numbers = [self.value(key).number for key in keys]
        has = True if self.value(section.none).number else None
        settled = self.engine.is_confirmed((section.none, "actual"))
        if not any(numbers) and (settled or numbers.count(None) < len(numbers)):
            has = False
        funds = [one for one in self.template.sections.values() if one.none]
        others = [subject(one.title) for one in funds if one.none != section.none]
        text = "\n".join(line.text for line in lines)
        return list(check_nothing(section.id, text, subject(section.title), others, has=has))

    def _drawings(self, section: Section) -> Iterator[Finding]:
        """E3: years that a drawing leaves out because some, not all, of their amounts are blank."""
        from core.narrative.review import undrawn

        for name in section.charts:
            form = self.template.charts[name]
            for year, keys in form.series if form.kind == "bar" else ():
                cells = [parse_reference(key).at("actual") for key in keys]
                self._shown[section.id] = self._shown[section.id] | {key for key, _ in cells}
                blank = [cell for cell in cells if not self.drawn(*cell).filled]
                if blank and len(blank) < len(cells):
                    names = "、".join(self.engine.label(*cell) for cell in blank)
                    title, left_out = (fill(words, self.unit, self.year) for words in (form.title, year))
                    message = f"“{title}”没有画{left_out}：{names}还没有填"
                    yield undrawn(section.id, name, message, [f"{key}@{aspect}" for key, aspect in blank])

    def _terms(self, name: str, spans: Sequence[Span]) -> list[Finding]:
        """E14: a list of 项 that was typed; the live one is made from the rows."""
        family = self.template.item_lists.get(name)
        if family is None or not spans or any(isinstance(span, StatementSpan) for span in spans):
            return []
        return list(check_terms(name, self.text(name), self.rows(family), functional(self.year)))

    def _claims(self, name: str, lines: Sequence[Line]) -> list[Finding]:
        """What is wrong with the numbers and words that were typed; those of live statements follow their cells."""
        from core.narrative.claims import Book, check_paragraphs, check_writing, read_text

        typed = typed_ranges(lines, self.spans.get(name, []))
        read: set[str] = set()
        ground = self._ground(read)
        if not typed:
            self._paragraphs.pop(name, None)
            self._between.tell(name, [], Book([], ground))
            return []
        text = "\n".join(line.text for line in lines)
        paragraphs = read_text(text, name, ground, known=self._paragraphs.get(name, ()))
        self._paragraphs[name] = paragraphs
        book = Book(paragraphs, ground)
        numbers = [(start, end) for start, end in typed if any(map(str.isdigit, text[start:end]))]
        found = check_paragraphs(paragraphs, book) if numbers else []
        self._between.tell(name, paragraphs, book, numbers)
        self._shown[name] = self._shown[name] | read
        return [
            *(one for one in found if one.place and _touches(one.place, numbers)),
            *(one for one in check_writing(paragraphs, book) if _touches(one.place, typed)),
        ]

    def _ground(self, read: set[str]) -> Ground:
        """What text is held against; the keys of the cells that are looked up are put into `read`."""
        from core.narrative.claims import Ground

        def cell(key: str, aspect: str) -> Held | None:
            read.add(key)
            held = self.value(key, aspect) if self.template.find(key) is not None else BLANK
            return held if held.filled else None

        return Ground(self.unit, self.year, cell)

    def _is_divided(self, section: Section) -> bool:
        """Whether the content of a section is its tables, or stands in the sections below it."""
        below = self._below(section)
        if section.tables or any(one.required for one in below):
            return True
        return section.level <= 1 and any(self.lines(one.id) for one in below)

    def _above(self, names: set[str]) -> set[str]:
        """The headings of the first level whose content is that of these sections."""
        sections = [one for one in self.template.sections.values() if one.level <= 1]
        return {one.id for one in sections if not names.isdisjoint(below.id for below in self._below(one))}

    def _below(self, section: Section) -> list[Section]:
        """The sections that stand under a heading: those after it that are deeper."""
        every = self.template.pack_of_section(section.id).sections
        behind = every[every.index(section) + 1 :]
        return list(itertools.takewhile(lambda one: one.level > section.level, behind))


def typed_ranges(lines: Sequence[Line], spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Where in a text a person typed; last year's numbers, to be renewed, are not held against this year's cells."""
    ranges: list[tuple[int, int]] = []
    position = 0
    for line in lines:
        for piece in line.pieces:
            end = position + len(piece.text)
            span = spans[piece.span] if piece.span < len(spans) else None
            if isinstance(span, Text) and piece.kind is not PieceKind.OUTDATED:
                ranges.append((position, end))
            position = end
        position += 1
    return ranges


def _touches(place: str, ranges: Sequence[tuple[int, int]]) -> bool:
    start, end = map(int, place.rpartition(":")[2].split("-"))
    return any(start < other_end and end > other for other, other_end in ranges)


def _is_set(key: str) -> bool:
    return "*" in key or "?" in key
