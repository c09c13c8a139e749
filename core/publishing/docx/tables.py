"""A table with the lines above and below it: title, number, 部门 and 金额单位, notes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.blocks import Cell, PlacedBlock, Table
from core.publishing.docx.markup import paragraph, run, twips
from core.publishing.xlsx.measure import column_widths, row_lines, span_within, wrapped_count

if TYPE_CHECKING:
    from collections.abc import Sequence

PORTRAIT_WIDTH = 442.0
LANDSCAPE_WIDTH = 717.0
_PORTRAIT_HEIGHT = 610.0  # that a table and its lines may take, of 638: a line of another font may break elsewhere
_HEADING = 97.0  # of it, where a part begins above the table
_LANDSCAPE_HEIGHT = 448.0
_ABOVE = (28.0, 18.0, 18.0)  # title, number, 部门 and 金额单位
_ANNEX = 10.0  # by which the number of an annex is higher
_NOTE = 18.0
_LINE = 1.2  # of the size
_CLOSE_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
_TEXT_SIZES = (10.5, 10.0, 9.5, 9.0)
_USUAL_LINE = 14.5  # of 宋体 at the usual size
_SIDES = 8.5  # left and right of a cell's text
_CLOSE_PADS = ((30, 15), (4,))  # twips above and below the text of a cell; close rows only when small type is too high
_SIZE = 10.5
_SMALLEST_SIZE = 6.5
_ROW_HEIGHT = 380
_KEPT_WHOLE = 12  # rows; a table so short is not torn by a page end
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", "{pad}"), ("left", 85), ("bottom", "{pad}"), ("right", 85))
)
_APPENDIX = "附"
_KEEP = "<w:keepNext/>"


def table_xml(placed: PlacedBlock, table: Table, first: str = "", mark: str = "", *, headed: bool = False) -> str:
    """The table with its lines; `first` are paragraph properties for its first line (a page break).

    `mark` goes into its title: what the contents lead to; `headed` tells that a heading stands above it.
    """
    return "".join(_above(table, first, mark)) + grid_xml(placed, table, headed=headed) + "".join(_below(table))


def _above(table: Table, first: str, mark: str) -> list[str]:
    width = LANDSCAPE_WIDTH if table.landscape else PORTRAIT_WIDTH
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{twips(width)}"/></w:tabs>'
    lines: list[tuple[str, str, str]] = []
    annex = table.number.startswith(_APPENDIX)
    if annex:
        lines.append(("AnnexNumber", run(table.number), ""))
    if table.title:
        lines.append(("TableTitle", run(table.title) + mark, ""))
    if table.number and not annex:
        lines.append(("TableLine", run(f"\t{table.number}"), tab))
    if table.owner or table.unit:
        text = labelled("部门", table.owner) + (f"\t{labelled('金额单位', table.unit)}" if table.unit else "")
        lines.append(("TableLine", run(text), tab))
    if first and not lines:
        lines.append(("Spacer", "", ""))
    return [
        paragraph(style, content, (first if index == 0 else "") + properties)
        for index, (style, content, properties) in enumerate(lines)
    ]


def labelled(label: str, text: str) -> str:
    """部门：text, unless the text brings its own label."""
    return text if not text or "：" in text else f"{label}：{text}"


def _below(table: Table) -> list[str]:
    """The notes, and a spacer: two tables without a paragraph between them would become one."""
    return [paragraph("TableNote", run(note)) for note in table.notes] + [paragraph("TableEnd", "")]


@dataclass(frozen=True, slots=True)
class _Look:
    """How a grid is set: type size and column widths in points, room above and below each text in twips."""

    size: float
    widths: tuple[float, ...]
    pad: int
    height: int  # twips; the least of a row, 0 where the lines alone make it


def _look(table: Table, numbers: set[tuple[int, int]], *, headed: bool) -> _Look:
    """The usual size, or the largest with which the table stands on one page; type of text stays readable."""
    page = LANDSCAPE_WIDTH if table.landscape else PORTRAIT_WIDTH
    room = _LANDSCAPE_HEIGHT if table.landscape else _PORTRAIT_HEIGHT
    room -= _HEADING if headed else 0.0
    annex = _ANNEX if table.number.startswith(_APPENDIX) else 0.0
    room -= sum(_ABOVE) + annex + _NOTE * sum(wrapped_count(note, page / (_SIZE / 2)) for note in table.notes)
    usual = _sized(table, numbers, page, _SIZE)
    if sum(max(count * _USUAL_LINE + 3.5, 19.5) for count in _lines(table, usual)) <= room:
        return usual
    looks = [_sized(table, numbers, page, size) for size in (_CLOSE_SIZES if table.one_page else _TEXT_SIZES)]
    heights = [sum(_lines(table, look)) * _line(look.size) for look in looks]
    for pads in _CLOSE_PADS:
        for look, lines in zip(looks, heights, strict=True):
            for pad in pads:
                if lines + len(table.cells) * (pad / 10 + 0.5) <= room:
                    return replace(look, pad=pad, height=0)
    return usual


def _lines(table: Table, look: _Look) -> list[int]:
    """The lines of text in each row; cells have margins of their own."""
    return row_lines(table, [(width - _SIDES) / (look.size / 2) + 2 for width in look.widths], wrapped_count)


def _line(size: float) -> float:
    """The height of a line where the rows are to be close."""
    return size * _LINE


def _sized(table: Table, numbers: set[tuple[int, int]], page: float, wanted: float) -> _Look:
    """Columns for a type size, which is smaller where numbers need it."""
    widths = column_widths(table, numbers, page / (wanted / 2))
    whole = sum(widths) or 1.0
    size = max(_SMALLEST_SIZE, min(wanted, int(page / whole * 4) / 2))  # half points
    return _Look(size, tuple(width / whole * page for width in widths), _CLOSE_PADS[0][0], _ROW_HEIGHT)


def grid_xml(placed: PlacedBlock, table: Table, *, headed: bool = False) -> str:
    """The w:tbl itself; `headed` tells that a heading takes room above it."""
    numbers = {position for position, place in placed.cells.items() if place.number is not None}
    look = _look(table, numbers, headed=headed)
    columns = [twips(width) for width in look.widths]
    margins = _MARGINS.format(pad=look.pad)
    properties = (
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    rows = "".join(_row(table, row, columns, numbers, look) for row in range(len(table.cells)))
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _row(table: Table, row: int, columns: Sequence[int], numbers: set[tuple[int, int]], look: _Look) -> str:
    header = row < table.header_rows
    last = row == len(table.cells) - 1
    keep = header or (len(table.cells) <= _KEPT_WHOLE and (not last or bool(table.notes)))
    height = f'<w:trHeight w:val="{look.height}" w:hRule="atLeast"/>' if look.height else ""
    properties = f"<w:cantSplit/>{height}{'<w:tblHeader/>' if header else ''}"
    cells, column = "", 0
    while column < len(columns):
        cell, start = _owner(table, row, column)
        cols = span_within(table, start, column, cell)[1]
        merge = "" if cell.rows <= 1 else f'<w:vMerge w:val="{"restart" if start == row else "continue"}"/>'
        is_number = (start, column) in numbers
        align = "right" if is_number else "center" if cell.header or header else cell.align
        style = "TableHead" if cell.header or header else "TableText"
        text = cell.text if start == row else ""
        frame = (sum(columns[column : column + cols]), cols, merge)
        cells += _cell(text, style, align, frame, look, keep=keep)
        column += cols
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _owner(table: Table, row: int, column: int) -> tuple[Cell, int]:
    """The cell that covers a position in its first column, with its row; an empty cell where nothing does."""
    for start in range(row, -1, -1):
        cells = table.cells[start]
        cell = cells[column] if column < len(cells) else None
        if cell is not None:
            return (cell, start) if start + cell.rows > row else (Cell(), row)
    return Cell(), row


def _cell(text: str, style: str, align: str, frame: tuple[int, int, str], look: _Look, *, keep: bool) -> str:
    """One w:tc; `frame` is its width, its columns and its vertical merge."""
    width, cols, merge = frame
    span = f'<w:gridSpan w:val="{cols}"/>' if cols > 1 else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/>'
    content = run(text) if text else ""
    if look.size != _SIZE:
        content = content.replace("</w:rPr>", f'<w:sz w:val="{round(look.size * 2)}"/></w:rPr>')
    line = "" if look.height else f'<w:spacing w:line="{twips(_line(look.size))}" w:lineRule="exact"/>'
    around = (_KEEP if keep else "") + line + f'<w:jc w:val="{align}"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(style, content, around)}</w:tc>"
