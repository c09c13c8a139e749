"""What typing or pasting into a table changes: texts by position become one change set."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from core.errors import JuebaoError
from core.figures import BLANK
from core.report import LAYOUT
from core.reportfile import Entry, FigureChange, Origin, RowChange
from core.template import CellRole, RowKind, Sheet, build_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.figures import Held
    from core.report import Report
    from core.reportfile import Change
    from core.rules import CellId
    from core.template import LayoutRow, SheetCell

Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that could not be read, with the reason; it stays in its cell until it is mended or dropped."""

    text: str
    reason: str


@dataclass(slots=True)
class Reading:
    """Texts read against their cells: `changes` to apply, `drafts` that could not be read, `closed` cells skipped."""

    changes: list[Change] = field(default_factory=list)
    drafts: dict[CellId, Draft] = field(default_factory=dict)
    cells: list[CellId] = field(default_factory=list)
    closed: int = 0
    new_rows: int = 0


def layout_sheet(report: Report, table: str) -> Sheet:
    """The table as the page shows it: as printed, with spare rows to type into behind each growing list.

    The rows that the form itself begins with its words (产出指标 数量指标) stay below those that were added, until
    a row has these words; after the last of them stands one without.
    """
    form, instance = report.template.table(table), table.partition(":")[2]
    rows = tuple(_with_spares(report, line, instance) for line in form.rows)
    sheet = build_sheet(
        replace(form, rows=rows),
        report.rows,
        lambda text: report.words(text, table),
        report.marks.get(LAYOUT + form.id, ""),
        report.template.row_words,
        instance,
        report.row_holds,
    )
    return replace(sheet, cells=tuple(_with_room(report, row) for row in sheet.cells))


def _with_spares(report: Report, line: LayoutRow, instance: str) -> LayoutRow:
    if not line.each or report.file.read_only:
        return line
    here = rows_here(report, line, instance)
    taken = {_begun(report, line, row) for row in here}
    spare = tuple(words for words in line.spare if _words(line, words) not in taken)
    if not here:
        spare = line.spare
    return replace(line, least=max(line.least, len(here) + len(spare) + 1), spare=spare, keeps_spare=True)


def _words(line: LayoutRow, words: Sequence[str]) -> tuple[str, ...]:
    """The words of a spare row that stand in cells of their own."""
    pairs = zip(line.cells, words, strict=False)
    return tuple(word for cell, word in pairs if cell is not None and cell.role is CellRole.FIGURE)


def _begun(report: Report, line: LayoutRow, row: str) -> tuple[str, ...]:
    """What a row says in the cells for which the form has words."""
    count = max((len(_words(line, words)) for words in line.spare), default=0)
    cells = [cell for cell in line.cells if cell is not None and cell.role is CellRole.FIGURE][:count]
    return tuple(report.value(cell.key.replace("$", row), cell.aspect).text for cell in cells)


def rows_here(report: Report, line: LayoutRow, instance: str) -> list[str]:
    """The rows of its family that a growing line shows: all, those of its choice, those within the table's row."""
    nested = instance and report.template.named(line.each).parent
    rows = [row for row in report.rows(line.each) if not nested or row.startswith(f"{instance}_")]
    return [row for row in rows if line.where is None or report.row_holds(line.where, row)]


def is_coded(report: Report, cell: SheetCell) -> bool:
    """Whether rows like this one's are added by a code of the classification."""
    return bool(cell.family) and report.template.named(cell.family).rows is RowKind.FUNCTIONAL


def _with_room(report: Report, row: tuple[SheetCell | None, ...]) -> tuple[SheetCell | None, ...]:
    """A spare row for a code has its words across code and name."""
    first = row[0] if row else None
    if first is None or not is_spare(first) or not is_coded(report, first):
        return row
    labels = next((at for at, cell in enumerate(row) if cell is None or cell.role is not CellRole.LABEL), len(row))
    return (first._replace(cols=labels), *(None,) * (labels - 1), *row[labels:])


def spare_key(report: Report, table: str, family: str, column: int, identity: str) -> CellId | None:
    """The cell that a spare row's column would be for a new row; None where it is not a figure."""
    if report.template.named(family).rows is not RowKind.ADDED:
        return None
    for line in report.template.table(table).rows:
        cell = line.cells[column] if line.each == family and column < len(line.cells) else None
        if cell is not None and cell.role is CellRole.FIGURE:
            return cell.key.replace("$", identity), cell.aspect
    return None


def is_spare(cell: SheetCell) -> bool:
    """Whether the cell belongs to a row that no data stands in yet."""
    return bool(cell.family) and not cell.row


class Reader:
    """Reads texts into the cells of one sheet."""

    def __init__(self, report: Report, table: str, sheet: Sheet) -> None:
        self.report = report
        self.table = table
        self.sheet = sheet
        self.reading = Reading()
        self._new: dict[int, str] = {}
        self._added: dict[str, int] = {}
        self._texts: Mapping[Position, str] = {}

    def read(self, texts: Mapping[Position, str]) -> Reading:
        """Everything the texts change; blank texts in spare rows add nothing."""
        self._texts = texts
        for position, text in sorted(texts.items()):
            self._one(position, text)
        return self.reading

    def _one(self, position: Position, text: str) -> None:
        cell = self.sheet.cells[position[0]][position[1]]
        if cell is None or cell.role is not CellRole.FIGURE:
            self.reading.closed += bool(text.strip())
            return
        if is_spare(cell):
            self._spare(position, cell, text)
        elif self.report.can_type(cell.key, cell.aspect):
            self._take((cell.key, cell.aspect), text)
        else:
            self.reading.closed += bool(text.strip())

    def _spare(self, position: Position, cell: SheetCell, text: str) -> None:
        target = spare_key(self.report, self.table, cell.family, position[1], self._new.get(position[0], "p_00000000"))
        if not text.strip() or target is None:
            return
        if self.fault(target[0], text):
            self.reading.drafts["", f"{position[0]}:{position[1]}"] = Draft(text, self.fault(target[0], text))
            return
        identity = self._new.get(position[0]) or self._add_row(position[0], cell.family)
        self._take((target[0].replace("p_00000000", identity), target[1]), text)

    def _add_row(self, line: int, family: str) -> str:
        instance = self.table.partition(":")[2]
        identity = self.report.new_row(family, instance if self.report.template.named(family).parent else "")
        first = self.report.row_change(family, identity)
        count = self._added.get(family, 0)
        self._added[family] = count + 1
        behind = (first.after or 0) + count
        later = self._later(line, family) if not count else []
        if later:
            places = [self.report.positions[family, row] for row in later]
            moved = zip([identity, *later], [None, *places], [*places, behind], strict=True)
            self.reading.changes += [RowChange(family, row, before, after) for row, before, after in moved]
        else:
            self.reading.changes.append(RowChange(family, identity, None, behind))
        self.reading.new_rows += 1
        self._new[line] = identity
        self._begin(line, family, identity)
        return identity

    def _later(self, line: int, family: str) -> list[str]:
        """The rows that stand behind one typed here: in the form's own order of its words, where it has any."""
        form, instance = self.report.template.table(self.table), self.table.partition(":")[2]
        laid = [one for one in form.rows if one.each == family and one.spare]
        words = tuple(cell.text for cell in self.sheet.cells[line] if cell is not None and cell.text)
        for one in laid:
            order = [_words(one, spare) for spare in one.spare]
            if words in order:
                here = rows_here(self.report, one, instance)
                ranks = [_begun(self.report, one, row) for row in here]
                at = next(
                    (n for n, said in enumerate(ranks) if said in order and order.index(said) > order.index(words)),
                    len(here),
                )
                every = self.report.rows(family)
                return every[every.index(here[at]) :] if at < len(here) else []
        return []

    def _begin(self, line: int, family: str, identity: str) -> None:
        """A row typed where the form has words takes them along, but where something else was typed over them."""
        for column, cell in enumerate(self.sheet.cells[line]):
            if cell is None or not cell.text or cell.role is not CellRole.FIGURE or (line, column) in self._texts:
                continue
            target = spare_key(self.report, self.table, family, column, identity)
            if target is not None:
                self._put(target, cell.text)

    def fault(self, key: str, text: str) -> str:
        """Why a text cannot be read for a key; empty where it can."""
        try:
            self.report.read(key, text)
        except JuebaoError as error:
            return error.line
        return ""

    def _take(self, cell: CellId, text: str) -> None:
        try:
            held = self.report.read(cell[0], text)
        except JuebaoError as error:
            self.reading.drafts[cell] = Draft(text, error.line)
            return
        self.reading.cells.append(cell)
        self._change(typed_change(self.report, cell, held))

    def _put(self, cell: CellId, text: str) -> None:
        self._change(typed_change(self.report, cell, self.report.read(cell[0], text)))

    def _change(self, change: FigureChange) -> None:
        if change.before != change.after:
            self.reading.changes.append(change)


def typed_change(report: Report, cell: CellId, held: Held) -> FigureChange:
    """The change that gives a cell a typed value; BLANK empties it."""
    after = None if held == BLANK else Entry(held, Origin.TYPED)
    return FigureChange(cell[0], cell[1], report.entries.get(cell), after)
