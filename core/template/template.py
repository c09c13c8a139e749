"""The dictionary and the packs of one report file, seen as one template."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from core.errors import TemplateError
from core.expressions import Expression, Reference, compile_expression, matches
from core.template.model import (
    CellRole,
    ChartForm,
    Dictionary,
    Family,
    Figure,
    Pack,
    RowKind,
    RuleForm,
    Section,
    StatementForm,
    TableForm,
)
from core.template.statement import Each, parse_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

T = TypeVar("T")
TOTAL = "total"
_SAMPLE_ROW = "p_00000000"
_ITEM_DIGITS = 7
_MOST = 1 << 15
"""So many figures are kept resolved: the rows of many imports pass by one template, no report has as many."""


class Template:
    """Figures, outline, tables, statements and rules of the packs that a file carries."""

    def __init__(self, figures: Dictionary, packs: Sequence[Pack], year: int | None = None) -> None:
        """Join the packs for a fiscal year; raises TemplateError where two of them use one id."""
        self.dictionary = figures
        self.year = year or (packs[0].years[0] if packs else 0)
        self.packs = tuple(packs)
        self.sections: dict[str, Section] = {}
        self.tables: dict[str, TableForm] = {}
        self.statements: dict[str, StatementForm] = {}
        self.charts: dict[str, ChartForm] = {}
        self.rules: list[RuleForm] = []
        self.guards: dict[str, str] = {}
        self.typed: set[str] = set()
        for pack in packs:
            self._join(pack)
        self._figures: dict[str, Figure | None] = {}
        self._common: dict[tuple[str, str], dict[str, Any]] = {}
        """What the figures of a field have in common in all rows, by family and field."""
        self._row_words: dict[str, dict[str, str]] = {}

    def _join(self, pack: Pack) -> None:
        _add(self.sections, {section.id: section for section in pack.sections}, pack.id)
        _add(self.tables, pack.tables, pack.id)
        _add(self.statements, pack.statements, pack.id)
        _add(self.charts, pack.charts, pack.id)
        self.rules += self._new_rules(pack)
        self.guards.update(pack.guards)
        self.typed.update(pack.typed)

    def _new_rules(self, pack: Pack) -> list[RuleForm]:
        """The pack's rules that no other pack brought; one of the same id that checks something else keeps both."""
        checks = {(rule.id, rule.check.text) for rule in self.rules}
        names = {(rule.id, rule.variant) for rule in self.rules}
        fresh = [rule for rule in pack.rules if (rule.id, rule.check.text) not in checks]
        return [
            replace(rule, variant=f"{rule.variant or 'all'}.{pack.id}") if (rule.id, rule.variant) in names else rule
            for rule in fresh
        ]

    # -- figures ------------------------------------------------------------

    def find(self, key: str) -> Figure | None:
        """The figure of a key, with families' rows resolved; None where the dictionary has none."""
        known = self._figures  # once: another thread may begin a new one
        if key not in known:
            if len(known) >= _MOST:
                known = self._figures = {}
            known[key] = self._resolve(key)
        return known[key]

    def figure(self, key: str) -> Figure:
        """The figure of a key.  Raises TemplateError for an unknown one."""
        figure = self.find(key)
        if figure is None:
            raise TemplateError(f"没有数据项「{key}」", "请核对键名，docs/数据项.md 列出全部")
        return figure

    def _resolve(self, key: str) -> Figure | None:
        if key in self.dictionary.figures:
            return self.dictionary.figures[key]
        family, row, field = self.split(key)
        if family is None or field not in family.figures:
            return None
        relative = family.figures[field]
        formula, across = _row_formulas(family, relative, row, field)
        when = relative.when and relative.when.of_row(row)
        rule = relative.rule or ("A6" if formula and not relative.default else "")
        common = self._common.get((family.key, field))
        if common is None:
            common = self._common[family.key, field] = {
                one.name: getattr(relative, one.name) for one in fields(relative)
            }
        return Figure(**common | {"key": key, "formula": formula, "when": when, "rule": rule, "across": across})

    def may_compute(self, key: str) -> bool:
        """Whether a figure may have a formula, told without resolving it."""
        own = self.dictionary.figures.get(key)
        if own is not None:
            return own.formula is not None
        family, _, field = self.split(key)
        relative = family.figures.get(field) if family is not None else None
        if family is None or relative is None:
            return False
        return relative.formula is not None or (family.rows is RowKind.FUNCTIONAL and relative.kind.numeric)

    def split(self, key: str) -> tuple[Family | None, str, str]:
        """(family, row, field) of a family's key, else (None, "", "")."""
        parts = key.split(".", 2)
        family = self.dictionary.families.get(parts[0]) if len(parts) == 3 else None
        return (family, parts[1], parts[2]) if family else (None, "", "")

    def below(self, key: str) -> str:
        """The set of cells that a 类, 款 or total row sums, as a formula names it; empty for any other key."""
        family, row, field = self.split(key)
        return children(family, row, field) if family is not None else ""

    def may_type(self, key: str) -> bool:
        """Whether a pack lets this computed figure be typed while its parts are absent."""
        return key in self.typed or any(matches(pattern, key) for pattern in self._typed_sets)

    @cached_property
    def _typed_sets(self) -> tuple[str, ...]:
        return tuple(key for key in self.typed if "*" in key or "?" in key)

    def row_words(self, family: str, row: str) -> dict[str, str]:
        """The code, name and full path (类、款、项) of a functional row; nothing for rows the clerk added."""
        if self.named(family).rows is not RowKind.FUNCTIONAL or row == TOTAL:
            return {}
        if row not in self._row_words:
            from core.catalog import functional

            catalog = functional(self.year)
            self._row_words[row] = {
                "code": row,
                "name": catalog.name(row) or row,
                "path": catalog.full_name(row) or row,
            }
        return self._row_words[row]

    def named(self, key: str) -> Family:
        """The family of that key.  Raises TemplateError."""
        family = self.dictionary.families.get(key)
        if family is None:
            raise TemplateError(f"没有可增行的表「{key}」", "请核对名称")
        return family

    @cached_property
    def base_keys(self) -> tuple[str, ...]:
        """Every key that exists without a row being added, the total rows of families included."""
        totals = [
            f"{family.key}.{TOTAL}.{field}"
            for family in self.dictionary.families.values()
            if family.rows is RowKind.FUNCTIONAL
            for field, figure in family.figures.items()
            if figure.kind.numeric
        ]
        return (*self.dictionary.figures, *totals)

    def nested(self, family: str) -> list[Family]:
        """The families whose rows belong to rows of this one."""
        return [one for one in self.dictionary.families.values() if one.parent == family]

    def table(self, name: str) -> TableForm:
        """The form of a printed table, with or without the row it is printed for (zt.project_self:p_1a2b3c4d)."""
        return self.tables[name.partition(":")[0]]

    def row_keys(self, family: str, row: str) -> list[str]:
        """The keys of one row of a family."""
        return [f"{family}.{row}.{field}" for field in self.named(family).figures]

    # -- outline ------------------------------------------------------------

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The text rule sets the packs ask for."""
        return tuple(dict.fromkeys(word for pack in self.packs for word in pack.words))

    @cached_property
    def item_lists(self) -> dict[str, str]:
        """The sections that list every 项 of a table, and that table: the codes of 名词解释."""
        return {
            form.section: part.family
            for form in self.statements.values()
            for variant in form.variants
            if len(parts := parse_statement(variant.text)) == 1
            for part in parts
            if isinstance(part, Each) and part.digits == _ITEM_DIGITS
        }

    def pack_of_section(self, section: str) -> Pack:
        """The pack whose outline holds the section."""
        for pack in self.packs:
            if any(one.id == section for one in pack.sections):
                return pack
        raise TemplateError(f"没有「{section}」这一节", "请核对节名")

    def figures_of_table(self, table: str) -> Iterator[Reference]:
        """The figures a table places, with `$` for rows that repeat."""
        return placed(self.tables[table])


def _add(held: dict[str, T], added: Mapping[str, T], pack: str) -> None:
    clash = set(held) & set(added)
    if clash:
        raise TemplateError(f"报表包 {pack} 与另一个包都用了「{min(clash)}」", "请给其中一个换名")
    held.update(added)


def _row_formulas(family: Family, figure: Figure, row: str, field: str) -> tuple[Expression | None, Expression | None]:
    """A row's formula, and the one across its columns where the formula sums the rows below.

    A 类, 款 or total row sums its children where there are any, else it runs across.
    """
    across = figure.formula and figure.formula.of_row(row)
    below = children(family, row, field) if figure.kind.numeric else ""
    if across and below:
        return compile_expression(f"sum({below}) if count({below}) > 0 else {across.text}"), across
    if below:
        return compile_expression(f"sum({below})"), None
    return across, None


def children(family: Family, row: str, field: str) -> str:
    """The set of a row's children; empty for a 项, which is typed, and for rows that are no codes."""
    if family.rows is not RowKind.FUNCTIONAL:
        return ""
    if row == TOTAL:
        return f"[{family.key}.???.{field}]"
    if row.isdigit() and len(row) < 7:
        return f"[{family.key}.{row}??.{field}]"
    return ""


def placed(table: TableForm) -> Iterator[Reference]:
    """The figures a table places, with `$` for rows that repeat."""
    for row in table.rows:
        for cell in row.cells:
            if cell is not None and cell.role is CellRole.FIGURE:
                yield Reference(cell.key, cell.aspect)
