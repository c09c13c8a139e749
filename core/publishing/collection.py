"""The tables of a report as blank forms, to be filled by colleagues in Excel and read back by an import."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.blocks import PlacedBlock, Publication, Table
from core.publishing.compose import compose
from core.report import Report
from core.reportfile import Change, Entry, FigureChange, Origin, ReportFile, RowChange
from core.template import RowKind, Template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.template import TableForm
    from core.template.model import LayoutRow

SPARE_ROWS = 8
"""Empty rows of a table by codes that has none yet."""

_MONEY = "万元"


def collection_form(report: Report, *, report_id: str = "", unit: str = _MONEY) -> list[Publication]:
    """One publication for each report of the file, or the one named: its tables, with the rows it has and no numbers.

    `unit` is what colleagues write amounts in (万元 or 元); it is printed above the tables, and
    the import goes by it.  Tables that name their unit in their own cells keep it.
    """
    blank = _emptied(report)
    try:
        return [_only_tables(publication, unit) for publication in compose(blank, report_id=report_id)]
    finally:
        blank.close()


def _only_tables(publication: Publication, unit: str) -> Publication:
    tables = (placed for placed in publication.blocks if isinstance(placed.block, Table))
    blocks = tuple(_in_unit(placed, unit) for placed in tables)
    return Publication(publication.title, publication.unit, publication.year, blocks, contents=False)


def _in_unit(placed: PlacedBlock, unit: str) -> PlacedBlock:
    table = placed.block
    assert isinstance(table, Table)
    said = any(cell is not None and _MONEY in cell.text for row in table.cells for cell in row)
    return placed if table.unit != _MONEY or said else replace(placed, block=replace(table, unit=unit))


def _emptied(report: Report) -> Report:
    """The same forms and rows without a value but the names of the rows."""
    file = ReportFile.memory(unit=report.unit, year=report.year, region=report.file.region, packs=report.file.packs)
    template = Template(report.template.dictionary, report.template.packs, report.year)
    template.tables = {name: _roomy(form, report) for name, form in template.tables.items()}
    blank = Report(file, template)
    changes = list(_rows(report))
    if changes:
        blank.apply("空表", changes)
    return blank


def _roomy(form: TableForm, report: Report) -> TableForm:
    """A form with empty rows for the codes that a unit spends on, where it has none yet."""
    return replace(
        form, rows=tuple(replace(row, least=SPARE_ROWS) if _grows(row, report) else row for row in form.rows)
    )


def _grows(row: LayoutRow, report: Report) -> bool:
    return bool(row.each) and report.template.named(row.each).rows is RowKind.FUNCTIONAL and not report.rows(row.each)


def _rows(report: Report) -> Iterator[Change]:
    for (family, row), place in report.positions.items():
        yield RowChange(family, row, None, place)
        form = report.template.named(family)
        held = report.value(f"{family}.{row}.{form.label}") if form.rows is RowKind.ADDED and form.label else None
        if held is not None and held.filled:
            yield FigureChange(f"{family}.{row}.{form.label}", "actual", None, Entry(held, Origin.TYPED))
