"""What a clerk does to a report, each as one change set: values, totals, text, rows, reasons."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from core.errors import FigureError
from core.figures import BLANK, Held, Kind, parse
from core.narrative import dump
from core.report.changing import ChangingReport
from core.report.views import EMPTY, REASON, REST_ZERO
from core.reportfile import Change, Entry, FigureChange, MarkChange, Origin, RowChange, SectionChange
from core.template import RowKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.narrative import Span
    from core.report.views import Moved
    from core.rules import CellId
    from core.template import Figure


class EditingReport(ChangingReport):
    """Edits by what they mean."""

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
        return f"{parent if above else 'p'}_{os.urandom(4).hex()}"

    def row_changes(self, family: str, row: str) -> list[Change]:
        """The changes that make a row exist; a 项 brings its 款 and 类 along."""
        codes = [row]
        if self.template.named(family).rows is RowKind.FUNCTIONAL:
            codes = [row[:digits] for digits in (3, 5, 7) if digits < len(row)] + [row]
        return [self.row_change(family, code) for code in codes if (family, code) not in self.positions]

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

    def declare_empty(self, table: str, *, declared: bool = True) -> Moved:
        """本表无数据: nothing of what a table shows happened; its cells are zero, its statement is printed below it.

        Raises FigureError where the form has no such statement, or the table holds a number that is not zero.
        """
        name = f"{self.table_number(table)}「{self.table_title(table)}」"
        if declared and not self.may_be_empty(table):
            raise FigureError(f"{name}不能声明为空表", "没有发生的格子填 0，或确认空着的都是零")
        if declared and self.has_amounts(table):
            raise FigureError(f"{name}里有数，不能声明为空表", "请先删去表里的数")
        return self.set_mark(
            EMPTY + table, "1" if declared else "", what=f"{'声明' if declared else '撤销声明'}本表无数据：{name}"
        )

    def set_mark(self, name: str, value: str, *, what: str) -> Moved:
        """Set or clear (empty) a named fact."""
        return self.apply(what, [MarkChange(name, self.marks.get(name), value or None)])
