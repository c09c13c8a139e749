"""What a report holds and how it is read: the file's contents, the computed cells, the text of its sections."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.figures import BLANK, State, parse
from core.narrative import Facts, Line, Renderer, Span, load
from core.report.aside import ASIDE, Aside, in_play
from core.report.views import EMPTY, REASON, REST_ZERO, CellView, Moved, fill, urgency
from core.reportfile import Entry, Origin
from core.rules import Engine
from core.template import RowKind, Section, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.figures import Held
    from core.narrative.claims import Contradictions, Paragraph
    from core.reportfile import ReportFile, StoredEvidence
    from core.rules import CellId, Finding
    from core.template import Template


class Settled:
    """The cells as sentences show them: a blank one of a table whose rest is zero is a zero."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def value(self, key: str, aspect: str) -> Held:
        """The effective value of a cell."""
        held = self._engine.value(key, aspect)
        if held.state is not State.BLANK or not self._engine.is_confirmed((key, aspect)):
            return held
        figure = self._engine.template.figure(key)
        return parse("0", figure.kind, figure.unit) if figure.kind.numeric else held

    def expand(self, pattern: str) -> Sequence[str]:
        """The existing keys of a set."""
        return self._engine.expand(pattern)


class ReportState:
    """The ground floor of a report: everything that is read, nothing that is changed."""

    def __init__(self, file: ReportFile, template: Template) -> None:
        """Load everything the file holds; see `create`, `open` and `scratch`."""
        self.file = file
        self.template = template
        self.listeners: list[Callable[[Moved], None]] = []
        self._load()

    def _load(self) -> None:
        contents = self.file.load()
        self._unit: str | None = None
        self.entries: dict[CellId, Entry] = dict(contents.figures)
        self.spans: dict[str, list[Span]] = {name: load(text) for name, text in contents.sections.items()}
        self.marks: dict[str, str] = dict(contents.marks)
        self.positions: dict[tuple[str, str], int] = dict(contents.positions)
        self.aside = Aside.load(self.marks.get(ASIDE))
        self.engine = Engine(self.template)
        self.engine.confirmed = self._confirmed()
        given = {cell: entry.held for cell, entry in self.entries.items()}
        rows = {family: self._ordered(family, list(ids)) for family, ids in contents.rows.items()}
        self.engine.load(*in_play(self.aside, given, rows), judge=False)
        self._lines: dict[str, list[Line]] = {}
        self._shown: dict[str, set[str]] = {}
        self._wording: dict[str, list[Finding]] = {}
        self._tables: dict[str, Finding] = {}
        self._paragraphs: dict[str, list[Paragraph]] = {}
        self._contradictions: Contradictions | None = None

    @property
    def year(self) -> int:
        """The fiscal year of the report."""
        return self.file.year

    @property
    def unit(self) -> str:
        """The unit's full name."""
        if self._unit is None:
            self._unit = self.file.unit
        return self._unit

    def value(self, key: str, aspect: str = "actual") -> Held:
        """The effective value of a cell; of one that is aside, what the file holds."""
        entry = self.entries.get((key, aspect)) if self.aside.holds(key) else None
        return entry.held if entry else self.engine.value(key, aspect)

    def drawn(self, key: str, aspect: str = "actual") -> Held:
        """The value that a drawing shows.

        Last year's total with parts of it blank is none: no table prints them, so nobody would see what it lacks.
        """
        if aspect == "prior" and self.engine.provisional(key, aspect):
            return BLANK
        return Settled(self.engine).value(key, aspect)

    def cell(self, key: str, aspect: str = "actual") -> CellView:
        """Everything about a cell.  Raises TemplateError for an unknown key."""
        figure = self.template.figure(key)
        given = self.entries.get((key, aspect))
        computed = self.engine.computed.get((key, aspect))
        origin = given.origin if given else Origin.COMPUTED if computed else None
        if given and computed and not figure.default:
            origin = Origin.STATED
        return CellView(
            key,
            aspect,
            figure,
            self.engine.label(key, aspect),
            self.value(key, aspect),
            given,
            computed,
            origin,
            self.engine.provisional(key, aspect),
            self.can_type(key, aspect),
        )

    def can_type(self, key: str, aspect: str = "actual") -> bool:
        """Whether a value may be typed: over a computed cell only where the pack allows it and its parts are absent."""
        figure = self.template.figure(key)
        if self.file.read_only or aspect not in figure.aspects:
            return False
        if figure.formula is None or figure.default:
            return True
        free = figure.when is not None or self.template.may_type(key)
        return free and (key, aspect) not in self.engine.computed

    def rows(self, family: str) -> list[str]:
        """The ids of the rows of a growing table, in order."""
        return self.engine.rows.get(family, [])

    def renderer(self, section: str = "") -> Renderer:
        """A renderer with the print unit of the section's pack."""
        pack = self.template.pack_of_section(section) if section else self.template.packs[0]
        facts = Facts(self.unit, self.year, pack.unit, pack.decimals)
        return Renderer(self.template, Settled(self.engine), self.rows, facts)

    def lines(self, section: str) -> list[Line]:
        """The section's paragraphs as they will be printed."""
        if section not in self._lines:
            self._lines[section] = self.renderer(section).lines(self.spans.get(section, []))
        return self._lines[section]

    def text(self, section: str) -> str:
        """The section's text, paragraphs joined by line breaks."""
        return "\n".join(line.text for line in self.lines(section))

    def title(self, section: Section) -> str:
        """A section's heading text with year and unit filled in."""
        return fill(section.title, self.unit, self.year)

    def findings_so_far(self) -> list[Finding]:
        """What was found until now, with the reasons given; failures first.  Nothing while the report is unchecked."""
        found = [*self.engine.findings.values(), *(f for many in self._wording.values() for f in many)]
        found += self._tables.values()
        if self._contradictions is not None:
            found += self._contradictions.findings.values()
        return sorted((self.with_reason(finding) for finding in found), key=urgency)

    def with_reason(self, finding: Finding) -> Finding:
        """The finding with what the clerk wrote about it."""
        reason = self.marks.get(REASON + finding.id, "")
        if not reason:
            return finding
        # What a written record settles no longer stands in the way of printing.
        severity = Severity.WARNING if finding.excusable else finding.severity
        return replace(finding, reason=reason, severity=severity)

    def evidence(self, key: str, aspect: str = "actual") -> StoredEvidence | None:
        """Where an imported value was read."""
        entry = self.entries.get((key, aspect))
        return self.file.evidence(entry.evidence) if entry and entry.evidence is not None else None

    def _ordered(self, family: str, rows: list[str]) -> list[str]:
        """Codes stand in the order of the classification, added rows in that of their adding."""
        return sorted(rows) if self.template.named(family).rows is RowKind.FUNCTIONAL else rows

    def _confirmed(self) -> set[CellId]:
        names = [name.removeprefix(kind) for kind in (REST_ZERO, EMPTY) for name in self.marks if name.startswith(kind)]
        tables = [name.partition(":") for name in names]
        return {
            (self._of_row(key, table, row), aspect)
            for table, _, row in tables
            if table in self.template.tables
            for key, aspect in (reference.at("actual") for reference in self.template.figures_of_table(table))
        }

    def _of_row(self, key: str, table: str, row: str) -> str:
        """A key of a table that is printed for a row, with that row in it."""
        family = self.template.tables[table].per
        return key.replace(f"{family}.$.", f"{family}.{row}.") if row else key
