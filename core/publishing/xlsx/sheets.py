"""What every sheet has in common: text that stays text, heights, and the printed page."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from core.errors import PublishingError
from core.publishing.files import printable

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.worksheet import Worksheet

    from core.publishing.xlsx.styles import Look

_LONGEST_TEXT = 32767
_HIGHEST_ROW = 409.0
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
_CM = 1 / 2.54


def put_text(sheet: Worksheet, row: int, column: int, text: str, look: Look) -> SheetCell:
    """Write `text` as text, whatever it begins with; an empty text leaves an empty, styled cell."""
    cell = cast("SheetCell", sheet.cell(row, column))
    cell.style = look.name
    text = printable(text)
    if not text:
        return cell
    if len(text) > _LONGEST_TEXT:
        raise PublishingError(
            f"工作表“{sheet.title}”第{row}行的文字超过 {_LONGEST_TEXT} 字，Excel 单元格放不下",
            "请把这段文字分成几段，或只导出 Word、PDF",
        )
    cell.value = text
    cell.data_type = "s"  # openpyxl takes a leading = for a formula and #N/A for an error
    if text.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True  # editing the cell in Excel must not make it a formula either
    return cell


def set_height(sheet: Worksheet, row: int, points: float) -> None:
    """Set a row's height within what Excel allows."""
    sheet.row_dimensions[row].height = min(points, _HIGHEST_ROW)


def merge(sheet: Worksheet, row: int, column: int, rows: int, cols: int) -> None:
    """Merge a block of cells and give all of them the style of the first, so that its borders close."""
    if rows == 1 and cols == 1:
        return
    style = sheet.cell(row, column).style
    for each in range(row, row + rows):
        for other in range(column, column + cols):
            if (each, other) != (row, column):  # naming a style anew would drop the first cell's number format
                sheet.cell(each, other).style = style
    sheet.merged_cells.add(f"{sheet.cell(row, column).coordinate}:{_corner(sheet, row + rows - 1, column + cols - 1)}")


def _corner(sheet: Worksheet, row: int, column: int) -> str:
    return str(sheet.cell(row, column).coordinate)


def set_page(sheet: Worksheet, *, landscape: bool, draft: bool, one_page: bool = False) -> None:
    """A4, one page wide (and high, where asked for), centred, page numbers below, 草稿 above where it is a draft."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 1 if one_page else 0
    sheet.print_options.horizontalCentered = True
    side = 1.5 * _CM
    sheet.page_margins = PageMargins(left=side, right=side, top=2 * _CM, bottom=1.8 * _CM, header=_CM, footer=0.8 * _CM)
    _centre(sheet.oddFooter, "第 &P 页，共 &N 页", 9, "000000")
    if draft:
        _centre(sheet.oddHeader, "草  稿", 12, "7F7F7F")


def _centre(item: HeaderFooterItem | None, text: str, size: int, colour: str) -> None:
    if item is not None:
        item.center.text, item.center.size, item.center.color = text, size, colour
