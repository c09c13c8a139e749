"""Whether everything that a pack names exists, told with file, line and id where it does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.errors import TemplateError
from core.expressions import Expression, Reference, matches, parse_reference
from core.template.pack import SHARED
from core.template.statement import Each, parse_statement, references
from core.template.template import Template, placed

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from core.template.model import Dictionary, LayoutCell, Pack, TableForm

_SAMPLE_ROW = "p_00000000"


def validate(pack: Pack, figures: Dictionary) -> None:
    """Check that everything a pack names exists.  Raises TemplateError naming file, line, id and what is missing."""
    template = Template(figures, [pack])
    for owner, reference in _named(pack):
        if not _exists(template, reference):
            raise _unknown(pack, owner, f"数据项「{reference}」", reference)
    for owner, what, name, known in _linked(pack, figures):
        if name not in known:
            raise _unknown(pack, owner, f"{what}「{name}」")
    for table in pack.tables.values():
        _check_rows(pack, table, template)


def _unknown(pack: Pack, owner: str, what: str, reference: Reference | None = None) -> TemplateError:
    file, line = _where(pack, owner, reference)
    return TemplateError(f"{file} 第 {line} 行「{owner}」用到不存在的{what}", "请核对名称")


def _check_rows(pack: Pack, table: TableForm, template: Template) -> None:
    """What `$` and `each` mean in a table, and what its cells look like."""
    for row in table.rows:
        parent = template.dictionary.families[row.each].parent if row.each else ""
        if table.per and row.each and parent != table.per:
            raise _misplaced(pack, table, None, f"按「{table.per}」逐行印的表，each 只能是它下一级的表")
    for row in table.rows:
        for cell in row.cells:
            if cell is not None and cell.key:
                _check_cell(pack, table, row.each or table.per, cell, template)


def _check_cell(pack: Pack, table: TableForm, family: str, cell: LayoutCell, template: Template) -> None:
    reference = Reference(cell.key, cell.aspect)
    if "$" in cell.key and cell.key.partition(".")[0] != family:
        raise _misplaced(pack, table, reference, f"的「{cell.key}」里，$ 不是这一行的行")
    figure = template.find(cell.key.replace("$", _SAMPLE_ROW))
    if cell.boxes and (figure is None or not figure.choices):
        raise _misplaced(pack, table, reference, f"的「{cell.key}」没有可选项，不能印成方框")


def _misplaced(pack: Pack, table: TableForm, reference: Reference | None, what: str) -> TemplateError:
    file, line = _where(pack, table.id, reference)
    return TemplateError(f"{file} 第 {line} 行「{table.id}」{what}", "请核对 per、each 和键")


def _linked(pack: Pack, figures: Dictionary) -> Iterator[tuple[str, str, str, Container[str]]]:
    """What a pack names besides figures: (the id of what names it, what it is, its name, those that exist)."""
    for owner, family in _families(pack):
        if family:
            yield owner, "可增行的表", family, figures.families
    for section in pack.sections:
        yield from ((section.id, "句子", statement, pack.statements) for statement in section.statements)
    sections = {section.id for section in pack.sections}
    yield from ((form.id, "节", form.section, sections) for form in pack.statements.values())
    for report in pack.reports:
        yield from ((report.id, "表", table, pack.tables) for table in report.tables)


def _families(pack: Pack) -> Iterator[tuple[str, str]]:
    yield from ((rule.id, rule.each) for rule in pack.rules)
    yield from ((section.id, section.output) for section in pack.sections)
    for form in pack.statements.values():
        yield form.id, form.each
        for variant in form.variants:
            yield from ((form.id, part.family) for part in parse_statement(variant.text) if isinstance(part, Each))
    for table in pack.tables.values():
        yield from ((table.id, family) for family in (table.per, table.needs))
        yield from ((table.id, row.each) for row in table.rows)


def _named(pack: Pack) -> Iterator[tuple[str, Reference]]:
    """Every figure a pack names, with the id of what names it."""
    for rule in pack.rules:
        yield from _of_expressions(rule.id, rule.check, rule.when)
    for form in pack.statements.values():
        for variant in form.variants:
            yield from ((form.id, reference) for reference in references(parse_statement(variant.text)))
            yield from _of_expressions(form.id, variant.when)
    for table in pack.tables.values():
        yield from ((table.id, reference) for reference in placed(table))
    for section in pack.sections:
        keys = [*section.reads.values(), *([section.none] if section.none else [])]
        yield from ((section.id, Reference(key.partition("@")[0], key.partition("@")[2])) for key in keys)
    for chart in pack.charts.values():
        for _, drawn in chart.series:
            yield from ((chart.id, parse_reference(key)) for key in drawn)
    for key in (*pack.guards, *pack.typed):
        yield key, Reference(key)


def _of_expressions(owner: str, *expressions: Expression | None) -> Iterator[tuple[str, Reference]]:
    for expression in expressions:
        yield from ((owner, reference) for reference in (expression.references if expression else ()))


def _exists(template: Template, reference: Reference) -> bool:
    key = reference.key.replace("$", _SAMPLE_ROW)
    if not reference.is_set:
        figure = template.find(key)
        return figure is not None and (not reference.aspect or reference.aspect in figure.aspects)
    family = template.dictionary.families.get(key.split(".")[0])
    if family is not None:
        return key.split(".")[-1] in family.figures or any(matches(key.split(".")[-1], f) for f in family.figures)
    return any(matches(key, known) for known in template.dictionary.figures)


def _where(pack: Pack, owner: str, reference: Reference | None = None) -> tuple[str, int]:
    """The file and line on which a reference stands, or the id of what names it."""
    wanted = [re.compile(rf'\s*(?:id\s*=\s*)?"{re.escape(owner)}"')]
    if reference is not None:
        texts = [str(reference), *([reference.key] if reference.aspect == "actual" else [])]
        wanted = [re.compile(rf"(?<![\w.*?$]){re.escape(text)}(?![\w.*?$@])") for text in texts] + wanted
    for pattern in wanted:
        for name, text in pack.source.items():
            for number, line in enumerate(text.splitlines(), 1):
                if pattern.search(line):
                    return name if name.startswith(SHARED) else f"{pack.id}/{name}", number
    return pack.id, 1
