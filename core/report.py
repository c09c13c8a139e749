"""An open report.  It only routes: edit -> change set -> file -> engine, narrative -> what moved.

Every change goes through `apply` (or undo/redo): one transaction, one undo step,
one history entry, one `Moved` for the views.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from core.catalog import functional
from core.errors import FigureError, ReportFileError
from core.expressions import matches
from core.figures import BLANK, Held, Kind, parse
from core.narrative import Facts, Line, Renderer, Span, StatementSpan, Text, dependencies, dump, load
from core.narrative.review import review_section
from core.reportfile import (
    REGION_MARK,
    UNIT_MARK,
    Change,
    ChangeSet,
    Entry,
    FigureChange,
    MarkChange,
    Origin,
    ReportFile,
    RowChange,
    SectionChange,
    StoredEvidence,
    StoredPack,
)
from core.rules import CellId, Engine, Finding, State
from core.rules.codes import code_findings
from core.rules.outline import missing_tables
from core.template import (
    Figure,
    Pack,
    RowKind,
    Section,
    Severity,
    Sheet,
    Template,
    build_sheet,
    dictionary,
    load_pack,
    read_pack,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

REASON = "reason:"
REST_ZERO = "rest_zero:"
LAYOUT = "layout:"


@dataclass(frozen=True, slots=True)
class CellView:
    """Everything about one cell that a view may show.

    `held` is what is printed; `given` what the file holds, `computed` the formula's
    result; a computed cell with a given value is stated.  `provisional` totals lack parts.
    """

    key: str
    aspect: str
    figure: Figure
    label: str
    held: Held
    given: Entry | None
    computed: Held | None
    origin: Origin | None
    provisional: bool
    editable: bool


@dataclass(slots=True)
class Moved:
    """What a change moved: `cells`, `sections` whose text may differ, `findings` by id (None: gone).

    `rows` tells that rows came or went, `marks` that a named fact changed.
    """

    change_set: ChangeSet | None
    cells: set[CellId] = field(default_factory=set)
    sections: set[str] = field(default_factory=set)
    findings: dict[str, Finding | None] = field(default_factory=dict)
    rows: bool = False
    marks: bool = False


class Report:
    """One report file with its template, computed cells and findings."""

    def __init__(self, file: ReportFile, template: Template) -> None:
        """Load everything the file holds; see `create`, `open` and `scratch`."""
        self.file = file
        self.template = template
        self.listeners: list[Callable[[Moved], None]] = []
        self._load()

    def _load(self) -> None:
        contents = self.file.load()
        self.entries: dict[CellId, Entry] = dict(contents.figures)
        self.spans: dict[str, list[Span]] = {name: load(text) for name, text in contents.sections.items()}
        self.marks: dict[str, str] = dict(contents.marks)
        self.positions: dict[tuple[str, str], int] = dict(contents.positions)
        self.engine = Engine(self.template)
        self.engine.confirmed = self._confirmed()
        self.engine.load(
            {cell: entry.held for cell, entry in self.entries.items()},
            {family: self._ordered(family, list(rows)) for family, rows in contents.rows.items()},
        )
        self._lines: dict[str, list[Line]] = {}
        self._shown: dict[str, set[str]] = {}
        self._wording: dict[str, list[Finding]] = {}
        self._tables: dict[str, Finding] = {}
        for section in self.template.sections:
            self._review(section)
        self._tables = self._structure()

    # -- opening ----------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, packs: Sequence[str], unit: str, year: int) -> Report:
        """A new report file with the shipped `packs`, every statement in its place.  Raises ReportFileError."""
        loaded = [load_pack(identity) for identity in packs]
        template = Template(dictionary(), loaded, year)
        file = ReportFile.create(
            path, unit=unit, year=year, region=loaded[0].region, packs=[_stored(p) for p in loaded]
        )
        report = cls(file, template)
        report.begin()
        return report

    @classmethod
    def scratch(cls, packs: Sequence[str], unit: str, year: int, *, begin: bool = False) -> Report:
        """A report in memory, for checking a source without a file."""
        loaded = [load_pack(identity) for identity in packs]
        file = ReportFile.memory(unit=unit, year=year, region=loaded[0].region, packs=[_stored(p) for p in loaded])
        report = cls(file, Template(dictionary(), loaded, year))
        if begin:
            report.begin()
        return report

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Report:
        """Open a report file with the packs it carries.  Raises ReportFileError, LockedError, TemplateError."""
        file = ReportFile.open(path, read_only=read_only)
        try:
            packs = [_pack(stored) for stored in file.packs]
            return cls(file, Template(dictionary(), packs, file.year))
        except Exception:
            file.close()
            raise

    def begin(self) -> None:
        """Put every statement of the packs in its place, as the first change set."""
        changes: list[Change] = [
            SectionChange(section.id, None, dump(_spread(section)))
            for section in self.template.sections.values()
            if section.statements or section.text
        ]
        if changes:
            self.apply("新建报告", changes)

    def close(self) -> None:
        """Close the file."""
        self.file.close()

    @property
    def year(self) -> int:
        """The fiscal year of the report."""
        return self.file.year

    @property
    def unit(self) -> str:
        """The unit's full name."""
        return self.file.unit

    # -- reading ------------------------------------------------------------------

    def value(self, key: str, aspect: str = "actual") -> Held:
        """The effective value of a cell."""
        return self.engine.value(key, aspect)

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
            self.engine.value(key, aspect),
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
        return Renderer(self.template, self.engine, self.rows, Facts(self.unit, self.year, pack.unit, pack.decimals))

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

    def findings(self) -> list[Finding]:
        """All findings, passed ones too, with the reasons given; failures first, by severity."""
        found = [*self.engine.findings.values(), *(f for many in self._wording.values() for f in many)]
        found += self._tables.values()
        return sorted((self._with_reason(finding) for finding in found), key=_urgency)

    def _with_reason(self, finding: Finding) -> Finding:
        reason = self.marks.get(REASON + finding.id, "")
        return replace(finding, reason=reason) if reason else finding

    def sheet(self, table: str) -> Sheet:
        """A table laid out with its rows and its chosen layout; `table` may name the row it is printed for."""
        name, _, instance = table.partition(":")
        layout = self.marks.get(LAYOUT + name, "")
        row_words = self.template.row_words
        return build_sheet(
            self.template.tables[name], self.rows, lambda text: self.words(text, table), layout, row_words, instance
        )

    def words(self, text: str, table: str = "") -> str:
        """A title or label with {year}, {unit} and, in a table per row, that row's {name} filled in."""
        form = self.template.table(table) if table else None
        instance = table.partition(":")[2]
        if form is not None and form.per and "{name}" in text:
            text = text.replace("{name}", self.row_name(form.per, instance) if instance else "")
        return fill(text, self.unit, self.year)

    def row_name(self, family: str, row: str) -> str:
        """What a row is called; empty while it has no name."""
        label = self.template.named(family).label
        return self.value(f"{family}.{row}.{label}").text if label else ""

    def instances(self, table: str) -> list[str]:
        """The printed tables of a form: one for each row of the family it is printed for, else itself."""
        form = self.template.tables[table]
        return [f"{table}:{row}" for row in self.rows(form.per)] if form.per else [table]

    def table_ids(self, pack: Pack | None = None) -> list[str]:
        """Every printed table, of all packs or one, in printed order: those within sections, then those at the end."""
        packs = self.template.packs if pack is None else (pack,)
        inside = [name for one in packs for section in one.sections for name in section.tables]
        behind = [name for one in packs for form in one.reports for name in form.tables]
        return [table for name in dict.fromkeys([*inside, *behind]) for table in self.instances(name)]

    def table_title(self, table: str) -> str:
        """A table's printed title."""
        return self.words(self.template.table(table).title, table)

    def table_number(self, table: str) -> str:
        """A table's printed number; several tables of one form count: 附件3-1, 附件3-2."""
        form = self.template.table(table)
        tables = self.instances(form.id)
        if not form.number or len(tables) < 2 or table not in tables:
            return form.number
        return f"{form.number}-{tables.index(table) + 1}"

    def evidence(self, key: str, aspect: str = "actual") -> StoredEvidence | None:
        """Where an imported value was read."""
        entry = self.entries.get((key, aspect))
        return self.file.evidence(entry.evidence) if entry and entry.evidence is not None else None

    # -- editing --------------------------------------------------------------------

    def type(self, key: str, aspect: str, text: str, *, what: str = "") -> Moved:
        """Type `text` into a cell.  Raises FigureError when it cannot be read or the cell is computed."""
        return self.set_figures({(key, aspect): self.read(key, text)}, what=what)

    def read(self, key: str, text: str) -> Held:
        """What `text` means in the cell's printed unit.  Raises FigureError."""
        figure = self.template.figure(key)
        return parse(text, figure.kind, self.printed_unit(figure), choices=figure.choices)

    def printed_unit(self, figure: Figure) -> str:
        """The unit in which a figure is typed and printed."""
        return self.template.packs[0].unit if figure.kind is Kind.MONEY else figure.unit

    def set_figures(self, values: Mapping[CellId, Held], *, origin: Origin = Origin.TYPED, what: str = "") -> Moved:
        """Set several cells at once; BLANK empties one.  Raises FigureError for a computed cell."""
        for key, aspect in values:
            if not self.can_type(key, aspect):
                name = self.engine.label(key, aspect)
                raise FigureError(f"{name}是计算得出的，不能直接填写", "请填写它的组成各项")
        changes = [self._figure_change(cell, held, origin) for cell, held in values.items()]
        return self.apply(what or f"填写{self._names(values)}", changes)

    def state_total(self, key: str, aspect: str, held: Held | None) -> Moved:
        """Give a computed cell a stated total (批复数), or drop it with None."""
        change = self._figure_change((key, aspect), held or BLANK, Origin.STATED)
        return self.apply(
            f"{'采用计算数' if held is None else '填写上报合计'}：{self.engine.label(key, aspect)}", [change]
        )

    def _figure_change(self, cell: CellId, held: Held, origin: Origin, evidence: int | None = None) -> FigureChange:
        after = None if held == BLANK else Entry(held, origin, evidence)
        return FigureChange(cell[0], cell[1], self.entries.get(cell), after)

    def _names(self, cells: Iterable[CellId]) -> str:
        names = [self.engine.label(key, aspect) for key, aspect in cells]
        return f"{names[0]}等 {len(names)} 项" if len(names) > 1 else "".join(names)

    def set_section(self, section: str, spans: Sequence[Span], *, what: str = "") -> Moved:
        """Replace a section's spans."""
        before = self.spans.get(section)
        change = SectionChange(section, dump(before) if before else None, dump(spans) or None)
        return self.apply(what or f"修改文字：{self.title(self.template.sections[section])}", [change])

    def add_row(
        self, family: str, values: Mapping[str, Held] | None = None, *, row: str = "", parent: str = ""
    ) -> tuple[str, Moved]:
        """Add a row with the given fields (at @actual), of a nested family within the row `parent`; returns its id.

        Raises FigureError where a nested family's parent row is not there.
        """
        identity = row or self.new_row(family, parent)
        changes: list[Change] = [self.row_change(family, identity)]
        for name, held in (values or {}).items():
            changes.append(self._figure_change((f"{family}.{identity}.{name}", "actual"), held, Origin.TYPED))
        return identity, self.apply(f"增加{self.template.named(family).name}", changes)

    def new_row(self, family: str, parent: str = "") -> str:
        """An id for a new row.  Raises FigureError where a nested family's parent row is not there."""
        above = self.template.named(family).parent
        if above and parent not in self.rows(above):
            name, names = self.template.named(family).name, self.template.named(above).name
            raise FigureError(f"{name}要加在某个{names}下面", f"请先增加{names}，再在它的表里增加{name}")
        return f"{parent if above else 'p'}_{secrets.token_hex(4)}"

    def row_changes(self, family: str, row: str) -> list[Change]:
        """The changes that make a row exist; a 项 brings its 款 and 类 along."""
        codes = [row]
        if self.template.named(family).rows is RowKind.FUNCTIONAL:
            codes = [row[:digits] for digits in (3, 5, 7) if digits < len(row)] + [row]
        return [self.row_change(family, code) for code in codes if code not in self.rows(family)]

    def row_change(self, family: str, row: str) -> RowChange:
        """The change that appends a row."""
        taken = [position for (name, _), position in self.positions.items() if name == family]
        return RowChange(family, row, None, max(taken, default=-1) + 1)

    def remove_row(self, family: str, row: str) -> Moved:
        """Remove a row with everything in it, the rows nested in it too."""
        return self.apply(f"删除{self.template.named(family).name}", self._removal(family, row))

    def _removal(self, family: str, row: str) -> list[Change]:
        prefix = f"{family}.{row}."
        changes: list[Change] = [
            FigureChange(key, aspect, entry, None)
            for (key, aspect), entry in self.entries.items()
            if key.startswith(prefix)
        ]
        for nested in self.template.nested(family):
            within = [one for one in self.rows(nested.key) if one.startswith(f"{row}_")]
            changes += [change for one in within for change in self._removal(nested.key, one)]
        return [*changes, RowChange(family, row, self.positions[family, row], None)]

    def give_reason(self, finding: str, reason: str) -> Moved:
        """Explain a warning in one line, or take the explanation back with empty text."""
        return self.set_mark(REASON + finding, reason, what="说明提醒" if reason else "撤回说明")

    def confirm_rest_zero(self, table: str, *, confirmed: bool = True) -> Moved:
        """其余为零: the blank cells of a table are zero, so its totals are final."""
        return self.set_mark(REST_ZERO + table, "1" if confirmed else "", what="确认其余为零")

    def set_mark(self, name: str, value: str, *, what: str) -> Moved:
        """Set or clear (empty) a named fact."""
        return self.apply(what, [MarkChange(name, self.marks.get(name), value or None)])

    # -- the one way of changing ------------------------------------------------------

    def apply(
        self, what: str, changes: Sequence[Change], evidence: Callable[[], Sequence[Change]] | None = None
    ) -> Moved:
        """Commit one change set and recompute what depends on it; changes that change nothing are dropped.

        `evidence`, where given, is called inside the same transaction and returns further
        changes (an import stores its evidence first and refers to it).
        """
        if self.file.read_only:
            raise ReportFileError(f"{self.file.path.name} 是以只读方式打开的", "请关闭另一个窗口后重新打开")
        with self.file.batch():
            every = [*changes, *(evidence() if evidence else ())]
            every = [change for change in every if change.before != change.after]
            if not every:
                return Moved(None)
            committed = self.file.commit(what, every)
        return self._moved(committed, every)

    def undo(self) -> Moved | None:
        """Take the last change set back; None when there is none."""
        done = self.file.undo()
        return self._moved(done, done.changes) if done else None

    def redo(self) -> Moved | None:
        """Do the last undone change set again; None when there is none."""
        done = self.file.redo()
        return self._moved(done, done.changes) if done else None

    def restore(self, snapshot: Path) -> Moved:
        """Bring a snapshot back as one change set.  Raises ReportFileError."""
        done = self.file.restore(snapshot)
        return self._moved(done, done.changes)

    def _moved(self, change_set: ChangeSet, changes: Sequence[Change]) -> Moved:
        if change_set.packs is not None:
            return self._repacked(change_set)
        moved = Moved(change_set)
        cells: set[CellId] = set()
        for change in changes:
            match change:
                case FigureChange(key, aspect, _, after):
                    cells.add((key, aspect))
                    self._put((key, aspect), after)
                case SectionChange(section, _, spans):
                    moved.sections.add(section)
                    self.spans[section] = load(spans)
                case RowChange(family, row, _, position):
                    moved.rows = True
                    self._place(family, row, position)
                case MarkChange(name, _, value):
                    moved.marks = True
                    self._mark(name, value)
                    if name in {UNIT_MARK, REGION_MARK}:
                        moved.sections.update(self.template.sections)
        rebuilt = moved.rows or any(isinstance(c, MarkChange) and c.name.startswith(REST_ZERO) for c in changes)
        outcome = self.engine.rebuild() if rebuilt else self.engine.update(cells)
        moved.cells = cells | outcome.cells
        moved.findings = dict(outcome.findings)
        self._refresh(moved)
        for listener in list(self.listeners):
            listener(moved)
        return moved

    def _repacked(self, change_set: ChangeSet) -> Moved:
        """The packs themselves changed: everything is read anew."""
        before = set(self.entries) | set(self.engine.computed)
        self.template = Template(dictionary(), [_pack(stored) for stored in self.file.packs], self.year)
        self._load()
        cells = before | set(self.entries) | set(self.engine.computed)
        findings: dict[str, Finding | None] = {finding.id: finding for finding in self.findings()}
        moved = Moved(change_set, cells, set(self.template.sections), findings, rows=True, marks=True)
        for listener in list(self.listeners):
            listener(moved)
        return moved

    def _put(self, cell: CellId, entry: Entry | None) -> None:
        if entry is None:
            self.entries.pop(cell, None)
            self.engine.given.pop(cell, None)
        else:
            self.entries[cell] = entry
            self.engine.given[cell] = entry.held

    def _place(self, family: str, row: str, position: int | None) -> None:
        if position is None:
            self.positions.pop((family, row), None)
        else:
            self.positions[family, row] = position
        placed = sorted((place, name) for (kind, name), place in self.positions.items() if kind == family)
        self.engine.rows[family] = self._ordered(family, [name for _, name in placed])

    def _ordered(self, family: str, rows: list[str]) -> list[str]:
        """Codes stand in the order of the classification, added rows in that of their adding."""
        return sorted(rows) if self.template.named(family).rows is RowKind.FUNCTIONAL else rows

    def _mark(self, name: str, value: str | None) -> None:
        if value is None:
            self.marks.pop(name, None)
        else:
            self.marks[name] = value
        if name.startswith(REST_ZERO):
            self.engine.confirmed = self._confirmed()

    def _confirmed(self) -> set[str]:
        tables = [name.removeprefix(REST_ZERO).partition(":") for name in self.marks if name.startswith(REST_ZERO)]
        return {
            reference.key.replace(f"{self.template.tables[table].per}.$.", f"{self.template.tables[table].per}.{row}.")
            if row
            else reference.key
            for table, _, row in tables
            if table in self.template.tables
            for reference in self.template.figures_of_table(table)
        }

    # -- narrative follows --------------------------------------------------------------

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
        empty = self._structure()
        for name in empty.keys() ^ self._tables.keys():
            moved.findings[name] = empty.get(name)
        self._tables = empty

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
        self._wording[name] = [] if empty_parent and not lines else review_section(section, lines, self.title(section))

    def _is_divided(self, section: Section) -> bool:
        """Whether the text of a section stands in those below it."""
        below = [one for name, one in self.template.sections.items() if name.startswith(f"{section.id}.")]
        return bool(below) if section.level == 1 else any(one.required for one in below)


def fill(text: str, unit: str, year: int) -> str:
    """A title with {year}, {year-1} and {unit} filled in."""
    return text.replace("{year-1}", str(year - 1)).replace("{year}", str(year)).replace("{unit}", unit)


def _spread(section: Section) -> list[Span]:
    """What a section starts with: its set words, then its statements, a paragraph each."""
    spans: list[Span] = [Text(section.text)] if section.text else []
    for name in section.statements:
        spans += [Text("\n"), StatementSpan(name)] if spans else [StatementSpan(name)]
    return spans


def _is_set(key: str) -> bool:
    return "*" in key or "?" in key


_ORDER = {State.FAIL: 0, State.NOT_CHECKABLE: 1, State.NOT_APPLICABLE: 2, State.PASS: 3}


def _urgency(finding: Finding) -> tuple[int, int, str, str]:
    severity = {"error": 0, "warning": 1, "hint": 2}[finding.severity]
    return _ORDER[finding.state], severity, finding.rule, finding.id


def _stored(pack: Pack) -> StoredPack:
    return StoredPack(pack.id, pack.version, pack.language, dict(pack.source))


def _pack(stored: StoredPack) -> Pack:
    return read_pack(stored.id, stored.files)
