"""Old Excel workbooks (.xls, and .et of WPS): values without their number formats."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from core.blocks import SourceDocument
from core.reading.biff import modest
from core.reading.container import container
from core.reading.sheets import Sheet, SheetCell, blocks_of_sheets
from core.reading.xlsx_formats import plain

if TYPE_CHECKING:
    from core.reading.source import Source

CELL_LIMIT = 2_000_000


def read_xls(source: Source) -> SourceDocument:
    """The blocks of the visible sheets; numbers have the decimals they need, for the format is not told."""
    try:
        return _read(source)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the library's panics are no `Exception`
            raise
        raise source.refuse("已损坏，打不开", "请用 Excel 打开修复后另存，再导入", code="damaged") from error


def _read(source: Source) -> SourceDocument:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(_workbook(source))
    except python_calamine.PasswordError as error:
        raise source.refuse("设有打开密码", "请在 Excel 中取消密码后另存，再导入", code="encrypted") from error
    sheets: list[Sheet] = []
    visible = [
        one.name
        for one in book.sheets_metadata
        if one.typ == python_calamine.SheetTypeEnum.WorkSheet
        and one.visible == python_calamine.SheetVisibleEnum.Visible
    ]
    for index, name in enumerate(visible):
        source.step(index, len(visible))
        sheets.append(_sheet(source, name, book.get_sheet_by_name(name)))
    book.close()
    return SourceDocument(source.name, "xls", blocks_of_sheets(source.name, sheets), pages=max(len(sheets), 1))


def _workbook(source: Source) -> BytesIO:
    """The workbook alone in a container that is sound: the library aborts on many a damaged one."""
    import olefile

    with olefile.OleFileIO(source.path) as found:
        name = next(name for name in ("Workbook", "Book") if found.exists(name))
        data, cells = modest(found.openstream(name).read())
    if cells > CELL_LIMIT:
        raise source.refuse("的工作表太大", "请只保留要导入的报表，另存后再导入", code="too_large")
    return BytesIO(container(name, data))


def _sheet(source: Source, name: str, found: Any) -> Sheet:
    if found.total_height * found.total_width > CELL_LIMIT:
        raise source.refuse("的工作表太大", "请只保留要导入的报表，另存后再导入", code="too_large")
    sheet = Sheet(name)
    top, left = found.start or (0, 0)
    for row, values in enumerate(found.to_python(skip_empty_area=True), start=top + 1):
        for column, value in enumerate(values, start=left + 1):
            text = _text(value)
            if text:
                sheet.cells[row, column] = SheetCell(text)
    for (first_row, first_column), (last_row, last_column) in found.merged_cell_ranges or ():
        sheet.merges[first_row + 1, first_column + 1] = (last_row + 1, last_column + 1)
    return sheet


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return plain(Decimal(str(value)))
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value).strip()
