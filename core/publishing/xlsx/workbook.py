"""All sheets of a workbook, in order: the running text, the tables, the charts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from openpyxl import Workbook

from core.blocks import Chart, Publication, Table
from core.errors import PublishingError
from core.publishing.xlsx.chartsheet import write_charts
from core.publishing.xlsx.formulas import FormulaPlan
from core.publishing.xlsx.names import SheetNames
from core.publishing.xlsx.styles import register
from core.publishing.xlsx.tablesheet import TableSheet, write_table
from core.publishing.xlsx.textsheet import has_text, write_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from openpyxl.worksheet.worksheet import Worksheet

    from core.publishing.files import Steps


@dataclass(frozen=True, slots=True)
class Built:
    """A workbook with the values of its formula cells, by sheet (from 0, in order) and coordinate."""

    workbook: Workbook
    values: Mapping[int, Mapping[str, Decimal]]


def build(publications: Sequence[Publication], steps: Steps) -> Built:
    """Lay out every sheet; the places of all figures are known before the first formula is written."""
    names = SheetNames()
    texts = _text_sheets(publications, names)
    tables = _table_sheets(publications, names)
    charts = [placed.block for each in publications for placed in each.blocks if isinstance(placed.block, Chart)]
    if not (texts or tables or charts):
        raise PublishingError("没有可以导出的内容", "请先填报报表或文字说明")
    steps.total = len(texts) + len(tables) + bool(charts) + 1
    workbook = _empty_workbook()
    for name, publication in texts:
        steps.step()
        write_text(_add(workbook, name), publication)
    spots = [tuple(layout.spots()) for layout in tables]
    plan = FormulaPlan(chain.from_iterable(spots))
    values: dict[int, dict[str, Decimal]] = {}
    for layout, own in zip(tables, spots, strict=True):
        steps.step()
        sheet = _add(workbook, layout.name)
        values[len(workbook.worksheets) - 1] = write_table(sheet, layout, own, plan)
    if charts:
        steps.step()
        write_charts(_add(workbook, names.take("图表", "图表")), charts, draft=any(each.draft for each in publications))
    steps.check()
    return Built(workbook, values)


def _empty_workbook() -> Workbook:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.calculation.fullCalcOnLoad = False  # the values are in the file; Excel need not ask to save them
    workbook.calculation.calcId = 191029
    register(workbook)
    return workbook


def _add(workbook: Workbook, name: str) -> Worksheet:
    sheet: Worksheet = workbook.create_sheet(name)
    return sheet


def _text_sheets(publications: Sequence[Publication], names: SheetNames) -> list[tuple[str, Publication]]:
    with_text = [each for each in publications if has_text(each)]
    if len(with_text) == 1:
        return [(names.take("报告正文", ""), with_text[0])]
    return [(names.take(each.title.replace("\n", ""), "报告正文"), each) for each in with_text]


def _table_sheets(publications: Sequence[Publication], names: SheetNames) -> list[TableSheet]:
    sheets: list[TableSheet] = []
    for publication in publications:
        for placed in publication.blocks:
            if isinstance(placed.block, Table):
                table = placed.block
                name = names.take(table.title, table.number or f"表{len(sheets) + 1}")
                sheets.append(TableSheet(name, placed, table, publication.draft))
    return sheets
