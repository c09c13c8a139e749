"""The charts of all publications on one sheet: each beside the small table it is drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.chart import BarChart, PieChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.title import Title, title_maker
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, ParagraphProperties

from core.publishing.pdf.chart_shapes import PALETTE
from core.publishing.xlsx.formulas import column_letters
from core.publishing.xlsx.measure import text_width
from core.publishing.xlsx.sheets import put_text, set_page
from core.publishing.xlsx.styles import CAPTION, HEADER, NUMBER, TEXT, number_format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from core.blocks import Chart

_COLOURS = tuple(colour.lstrip("#") for colour in PALETTE)  # those of the drawing on screen, in PDF and in Word
_ROWS_OF_A_CHART = 17


def write_charts(sheet: Worksheet, charts: Sequence[Chart], *, draft: bool) -> None:
    """Fill `sheet`: data on the left, the native chart on the right of it."""
    columns = 1 + max(len(chart.series) for chart in charts)
    labels = max((text_width(label) for chart in charts for label in chart.labels), default=0)
    sheet.column_dimensions["A"].width = max(16, min(labels + 2, 40))
    for column in range(2, columns + 1):
        sheet.column_dimensions[column_letters(column)].width = 16
    row = 1
    for chart in charts:
        end = _write_data(sheet, row, chart)
        sheet.add_chart(_native(sheet, row, chart), f"{column_letters(columns + 2)}{row}")
        row = max(end + 2, row + _ROWS_OF_A_CHART)
    set_page(sheet, landscape=True, draft=draft)


def _write_data(sheet: Worksheet, row: int, chart: Chart) -> int:
    """The title, the header and the numbers of one chart; returns the last row."""
    put_text(sheet, row, 1, f"{chart.title}（{chart.unit}）" if chart.unit else chart.title, CAPTION)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=1 + len(chart.series))
    sheet.row_dimensions[row].height = 36
    put_text(sheet, row + 1, 1, "项目", HEADER)
    for column, (name, values) in enumerate(chart.series, start=2):
        put_text(sheet, row + 1, column, name, HEADER)
        for index, value in enumerate(values, start=row + 2):
            cell = sheet.cell(index, column, value + 0)
            cell.style = NUMBER.name
            exponent = value.as_tuple().exponent
            decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
            cell.number_format = number_format(decimals, "", thousands=False)
    for index, label in enumerate(chart.labels, start=row + 2):
        put_text(sheet, index, 1, label, TEXT["left"])
    return row + 1 + len(chart.labels)


def _native(sheet: Worksheet, row: int, chart: Chart) -> BarChart | PieChart:
    last = row + 1 + len(chart.labels)
    native = _pie() if chart.kind == "pie" else _bars(chart)
    series = 1 if chart.kind == "pie" else len(chart.series)
    data = Reference(sheet, min_col=2, max_col=1 + series, min_row=row + 1, max_row=last)
    native.add_data(data, titles_from_data=True)
    native.set_categories(Reference(sheet, min_col=1, min_row=row + 2, max_row=last))
    native.title = _title(chart.title)
    native.width, native.height = 17, 8
    if isinstance(native, PieChart):
        _colour_points(native, len(chart.labels))
    else:
        for index, each in enumerate(native.series):
            each.graphicalProperties.solidFill = _COLOURS[index % len(_COLOURS)]
    return native


def _title(text: str) -> Title:
    """A chart title of 12 points that leaves the drawing its room."""
    title = title_maker(text)
    title.overlay = False
    looks = CharacterProperties(sz=1200, b=True)
    for paragraph in title.tx.rich.p if title.tx and title.tx.rich else ():
        paragraph.pPr = ParagraphProperties(defRPr=looks)
        for run in paragraph.r or ():
            run.rPr = looks
    return title


def _bars(chart: Chart) -> BarChart:
    bars = BarChart()
    bars.type = "col"
    bars.gapWidth = 60
    bars.x_axis.delete = False
    bars.y_axis.delete = False
    bars.y_axis.title = chart.unit or None
    bars.y_axis.number_format = "General"
    if all(value >= 0 for _, series in chart.series for value in series):
        bars.y_axis.scaling.min = 0  # left to itself an office program begins where the bars differ
    bars.y_axis.majorGridlines = ChartLines(GraphicalProperties(ln=LineProperties(solidFill="D9D9D9")))
    bars.dataLabels = _labels(value=True)
    if len(chart.series) == 1:
        bars.legend = None
    else:
        bars.legend = Legend(legendPos="b")
    return bars


def _pie() -> PieChart:
    pie = PieChart()
    pie.dataLabels = _labels(percent=True)
    pie.legend = Legend(legendPos="r")
    pie.layout = Layout(ManualLayout(x=0.1, y=0.2, w=0.5, h=0.7))
    return pie


def _labels(*, value: bool = False, percent: bool = False) -> DataLabelList:
    return DataLabelList(
        showVal=value, showPercent=percent, showSerName=False, showCatName=False, showLegendKey=False,
        showLeaderLines=False,
    )  # fmt: skip


def _colour_points(pie: PieChart, count: int) -> None:
    for index in range(count):
        point = DataPoint(idx=index)
        point.graphicalProperties.solidFill = _COLOURS[index % len(_COLOURS)]
        pie.series[0].dPt.append(point)
