"""The tables of a report as they will be printed: laid out, named, numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.expressions import compile_expression
from core.report.state import ReportState
from core.report.views import EMPTY, LAYOUT, fill
from core.template import build_sheet

if TYPE_CHECKING:
    from core.expressions import Expression
    from core.template import Pack, Sheet


class ReportTables(ReportState):
    """Reading the tables."""

    def sheet(self, table: str) -> Sheet:
        """A table laid out with its rows and its chosen layout; `table` may name the row it is printed for."""
        name, _, instance = table.partition(":")
        layout = self.marks.get(LAYOUT + name, "")
        row_words = self.template.row_words
        return build_sheet(
            self.template.tables[name],
            self.rows,
            lambda text: self.words(text, table),
            layout,
            row_words,
            instance,
            self.row_holds,
        )

    def row_holds(self, where: Expression, row: str) -> bool:
        """Whether a condition on the rows of a family holds for one."""
        return compile_expression(where.text.replace("$", row)).holds(self.engine)

    def words(self, text: str, table: str = "") -> str:
        """A title or label with {year}, {unit} and, in a table per row, that row's {name} filled in."""
        form = self.template.table(table) if table else None
        instance = table.partition(":")[2]
        if form is not None and form.per and "{name}" in text:
            text = text.replace("{name}", self.row_name(form.per, instance) if instance else "").replace("（）", "")
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

    def may_be_empty(self, table: str) -> bool:
        """Whether a table can be declared empty: its form has a statement for it."""
        return bool(self.template.table(table).empty)

    def declared_empty(self, table: str) -> bool:
        """Whether the clerk declared that a table has no data (本表无数据)."""
        return EMPTY + table in self.marks

    def has_amounts(self, table: str) -> bool:
        """Whether a table shows a number that is not zero."""
        shown = (cell for row in self.sheet(table).cells for cell in row if cell is not None and cell.key)
        return any(self.value(cell.key, cell.aspect).number for cell in shown)

    def table_notes(self, table: str) -> list[str]:
        """The lines printed below a table; a table declared empty that is empty says so in the last one."""
        form = self.template.table(table)
        notes = [*form.notes]
        if self.declared_empty(table) and not self.has_amounts(table):
            notes.append(form.empty)
        return [self.words(note, table) for note in notes]

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
