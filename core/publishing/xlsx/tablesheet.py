"""One table on one sheet, in the layout of the official tables.

Rows: the title, the number (公开03表) on the right, 部门 and 金额单位, the header, the
body, the notes.  A row that has nothing to say is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.comments import Comment

from core.publishing.xlsx.formulas import FormulaPlan, Spot, column_letters
from core.publishing.xlsx.measure import (
    LANDSCAPE,
    PORTRAIT,
    column_widths,
    line_count,
    owned_cells,
    row_lines,
    span_within,
    text_width,
)
from core.publishing.xlsx.sheets import merge, put_text, set_height, set_page
from core.publishing.xlsx.styles import DRAFT, HEADER, LABEL_LEFT, LABEL_RIGHT, NOTE, NUMBER, TEXT, TITLE, number_format

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from openpyxl.worksheet.worksheet import Worksheet

    from core.blocks import Cell, CellPlace, PlacedBlock, Table

_MOST_DIGITS = 15  # what a number in Excel holds exactly
_HEIGHT = TEXT["left"].height
_ROW_PADDING = 6.0
_MOST_ROWS = 50  # on one page: more could not be read
_AROUND = 90.0  # points of the title and the lines above and below the table
_LANDSCAPE_SHAPE = 3.6  # points of height to a character of width: the paper within its margins
_PORTRAIT_SHAPE = 7.8
_STEP = 6.0
_WIDEST = 1.8


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A table with the sheet it is to fill; rows and columns count from 1."""

    name: str
    placed: PlacedBlock
    table: Table
    draft: bool = False

    @property
    def number_row(self) -> int:
        """The row of 公开03表 (and of 草稿), or 0."""
        return 1 + bool(self.table.title) if self.table.number or self.draft else 0

    @property
    def owner_row(self) -> int:
        """The row of 部门 and 金额单位, or 0."""
        if not (self.table.owner or self.table.unit):
            return 0
        return 1 + bool(self.table.title) + bool(self.number_row)

    @property
    def first(self) -> int:
        """The sheet row of the table's first row."""
        return max(1 + bool(self.table.title), self.number_row + 1, self.owner_row + 1)

    @property
    def one_page(self) -> bool:
        """Whether the sheet is printed on one page."""
        return self.table.one_page and len(self.table.cells) <= _MOST_ROWS

    @property
    def width(self) -> int:
        return max(self.table.width, 1)

    def place(self, row: int, column: int) -> CellPlace | None:
        """The figure shown at a table position, where the sheet can hold it as a number."""
        place = self.placed.cells.get((row, column))
        if place is None or place.number is None:
            return place
        return place if len(place.number.as_tuple().digits) <= _MOST_DIGITS else None

    def spots(self) -> Iterator[Spot]:
        """Every figure with the cell it will stand in."""
        first = self.first
        for row, column, cell in owned_cells(self.table):
            place = self.place(row, column)
            if place is not None:
                empty = place.number is None and not cell.text
                yield Spot(self.name, first + row, column + 1, place, self.table.unit, empty)


def write_table(sheet: Worksheet, layout: TableSheet, spots: Iterable[Spot], plan: FormulaPlan) -> dict[str, Decimal]:
    """Fill `sheet`, whose figures are `spots`; returns the values of its formula cells by coordinate."""
    fixed = {position for position, place in layout.placed.cells.items() if place.number is not None}
    widths = _widths(layout, fixed)
    for index, width in enumerate(widths or [20.0], start=1):
        sheet.column_dimensions[column_letters(index)].width = round(width, 2)
    _write_above(sheet, layout, widths)
    values = _write_cells(sheet, layout, spots, plan)
    for row, lines in enumerate(row_lines(layout.table, widths)):
        set_height(sheet, layout.first + row, lines * _HEIGHT + _ROW_PADDING)
    last = _write_notes(sheet, layout, sum(widths))
    _set_print(sheet, layout, last)
    return values


def _widths(layout: TableSheet, fixed: set[tuple[int, int]]) -> list[float]:
    """The widths of the columns; a high table that is to stand on one page is laid out as wide as that page.

    Excel makes such a sheet smaller until it fits, and would leave the sides of the page empty.
    """
    table = layout.table
    page = LANDSCAPE if table.landscape else PORTRAIT
    widest = page * _WIDEST if layout.one_page else page
    while True:
        widths = column_widths(table, fixed, page)
        height = sum(row_lines(table, widths)) * _HEIGHT + len(table.cells) * _ROW_PADDING + _AROUND
        if page >= widest or height <= page * (_LANDSCAPE_SHAPE if table.landscape else _PORTRAIT_SHAPE):
            return widths
        page += _STEP


def _write_above(sheet: Worksheet, layout: TableSheet, widths: list[float]) -> None:
    table, width = layout.table, layout.width
    if table.title:
        put_text(sheet, 1, 1, table.title, TITLE)
        merge(sheet, 1, 1, 1, width)
        lines = line_count(table.title, sum(widths) * 11 / TITLE.size)
        set_height(sheet, 1, lines * TITLE.height + 10)
    if layout.number_row:
        _write_pair(
            sheet, layout.number_row, widths, ("草稿" if layout.draft else "", table.number), draft=layout.draft
        )
    if layout.owner_row:
        _write_pair(sheet, layout.owner_row, widths, (labelled("部门", table.owner), labelled("金额单位", table.unit)))


def labelled(label: str, text: str) -> str:
    """部门：text, unless the text brings its own label."""
    return text if not text or "：" in text else f"{label}：{text}"


def _write_pair(
    sheet: Worksheet, row: int, widths: list[float], texts: tuple[str, str], *, draft: bool = False
) -> None:
    """A text on the left and one on the right of the same row, each merged over the columns it needs."""
    width, (left, right) = max(len(widths), 1), texts
    split = _split(widths, right) if right else width
    left_look = DRAFT if draft else LABEL_LEFT
    if split == 0:  # one column only: the right text has the row, the left one is put before it
        put_text(sheet, row, 1, f"{left}　{right}".strip("　"), LABEL_RIGHT)
    else:
        put_text(sheet, row, 1, left, left_look)
        merge(sheet, row, 1, 1, split)
        if right:
            put_text(sheet, row, split + 1, right, LABEL_RIGHT)
            merge(sheet, row, split + 1, 1, width - split)
    set_height(sheet, row, LABEL_LEFT.height + 2)


def _split(widths: list[float], right: str) -> int:
    """How many columns the left text gets when the right one takes no more than it needs."""
    split = len(widths) - 1
    while split > 1 and sum(widths[split:]) < text_width(right) + 2:
        split -= 1
    return split


def _write_cells(sheet: Worksheet, layout: TableSheet, spots: Iterable[Spot], plan: FormulaPlan) -> dict[str, Decimal]:
    values: dict[str, Decimal] = {}
    first, head_rows = layout.first, layout.table.header_rows
    decided = {(spot.row, spot.column): spot for spot in spots}
    for row, column, cell in owned_cells(layout.table):
        at = (first + row, column + 1)
        spot = decided.get(at)
        if spot is None or spot.place.number is None:
            header = cell.header or row < head_rows
            put_text(sheet, *at, cell.text, HEADER if header else TEXT[cell.align])
        elif _write_number(sheet, spot, cell, plan):
            values[f"{column_letters(at[1])}{at[0]}"] = spot.place.number + 0
        rows, cols = span_within(layout.table, row, column, cell)
        merge(sheet, *at, rows, cols)
    _box_gaps(sheet, layout)
    return values


def _write_number(sheet: Worksheet, spot: Spot, cell: Cell, plan: FormulaPlan) -> bool:
    """Write a figure; True when its cell holds a formula."""
    place, live = spot.place, plan.decide(spot)
    target = sheet.cell(spot.row, spot.column)
    target.style = NUMBER.name
    target.number_format = number_format(place.decimals, place.suffix, thousands="," in cell.text)
    if live.formula:
        target.value = live.formula
        return True
    target.value = place.number + 0 if place.number is not None else None  # + 0 drops the sign of -0.00
    if live.note:
        target.comment = Comment(live.note, "决报", height=60, width=220)
    return False


def _box_gaps(sheet: Worksheet, layout: TableSheet) -> None:
    """Rows shorter than the table get empty, bordered cells."""
    for row, cells in enumerate(layout.table.cells):
        for column in range(len(cells), layout.table.width):
            put_text(sheet, layout.first + row, column + 1, "", TEXT["left"])


def _write_notes(sheet: Worksheet, layout: TableSheet, width: float) -> int:
    """The notes below the table; returns the last row used."""
    row = layout.first + len(layout.table.cells) - 1
    for note in layout.table.notes:
        row += 1
        put_text(sheet, row, 1, note, NOTE)
        merge(sheet, row, 1, 1, layout.width)
        set_height(sheet, row, line_count(note, width) * NOTE.height + 3)
    return max(row, 1)


def _set_print(sheet: Worksheet, layout: TableSheet, last: int) -> None:
    set_page(sheet, landscape=layout.table.landscape, draft=layout.draft, one_page=layout.one_page)
    head_end = layout.first + layout.table.header_rows - 1
    if layout.table.header_rows and head_end < last:
        sheet.print_title_rows = f"{layout.first}:{head_end}"
        sheet.freeze_panes = f"A{head_end + 1}"
    sheet.print_area = f"A1:{column_letters(layout.width)}{last}"
