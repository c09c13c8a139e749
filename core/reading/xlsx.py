"""Excel workbooks (.xlsx): each sheet as tables, or as text where it holds one column of lines.

Read from the XML itself: the numbers are shown as Excel shows them, merged cells
are kept, and a sheet that claims a million columns costs nothing.  Hidden sheets,
rows and columns are left out.  Evidence is 工作表!B7.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

from core.blocks import SourceDocument
from core.reading.sheets import Sheet, SheetCell, blocks_of_sheets
from core.reading.xlsx_formats import Formats
from core.reading.ziparchive import open_archive, open_part, parse, read_part, stream

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from core.reading.source import Source

CELL_LIMIT = 100_000
COLUMN_LIMIT = 16_384
MERGE_LIMIT = 5_000
_REFERENCE = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")
_BOOLEAN = {"1": "是", "0": "否"}


def read_xlsx(source: Source) -> SourceDocument:
    """The blocks of the visible sheets."""
    with open_archive(source) as archive:
        book = _Book(source, archive)
        sheets = []
        names = book.sheets()
        for index, (name, part) in enumerate(names):
            source.step(index, len(names))
            if part in archive.namelist():
                sheets.append(book.read(name, part))
    source.step(1, 1)
    return SourceDocument(source.name, "xlsx", blocks_of_sheets(source.name, sheets), pages=max(len(sheets), 1))


def local(element: Any) -> str:
    """The name without its namespace: transitional and strict files differ only there."""
    return str(element.tag).rpartition("}")[2]


def inside(element: Any, name: str) -> Iterator[Any]:
    """The descendants of this name."""
    return (one for one in element.iter("{*}" + name))


class _Book:
    """A workbook: its shared texts and formats, read once."""

    def __init__(self, source: Source, archive: zipfile.ZipFile) -> None:
        self._source = source
        self._archive = archive
        self._cells = 0
        self._root = self._parsed("xl/workbook.xml")
        self._texts = self._shared_texts()
        styles = self._parsed("xl/styles.xml")
        self._formats = Formats(styles, uses_1904=self._uses_1904())

    def _parsed(self, name: str) -> Any:
        data = read_part(self._source, self._archive, name)
        return None if data is None else parse(data)

    def _uses_1904(self) -> bool:
        found = () if self._root is None else inside(self._root, "workbookPr")
        return any(one.get("date1904") in ("1", "true") for one in found)

    def sheets(self) -> list[tuple[str, str]]:
        """Name and part of each visible worksheet, in the order of the tabs."""
        relations = self._parsed("xl/_rels/workbook.xml.rels")
        if self._root is None or relations is None:
            raise self._source.refuse("不是完整的 Excel 工作簿", "请用 Excel 打开后另存再导入", code="damaged")
        targets = {one.get("Id"): one for one in relations}
        result = []
        for sheet in inside(self._root, "sheet"):
            key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
            relation = targets.get(key)
            if sheet.get("state", "visible") != "visible" or relation is None:
                continue
            if str(relation.get("Type", "")).endswith("/worksheet"):
                target = posixpath.normpath(posixpath.join("/xl", str(relation.get("Target", ""))))
                result.append((str(sheet.get("name", "")), target.lstrip("/")))
        return result

    def _shared_texts(self) -> list[str]:
        name = "xl/sharedStrings.xml"
        if name not in self._archive.namelist():
            return []
        with open_part(self._source, self._archive, name) as file:
            return [_rich_text(item) for item in stream(file, ("{*}si",))]

    def read(self, name: str, part: str) -> Sheet:
        """One worksheet."""
        sheet = Sheet(name)
        with open_part(self._source, self._archive, part) as file:
            for element in stream(file, ("{*}col", "{*}row", "{*}mergeCell")):
                kind = local(element)
                if kind == "col" and element.get("hidden") in ("1", "true"):
                    first, last = _whole(element.get("min")), min(_whole(element.get("max")), COLUMN_LIMIT)
                    sheet.hidden_columns.update(range(first, last + 1))
                elif kind == "row":
                    self._row(element, sheet)
                elif kind == "mergeCell":
                    _merge(str(element.get("ref", "")), sheet)
        return sheet

    def _row(self, row: Any, sheet: Sheet) -> None:
        number = _whole(row.get("r")) or sheet.last_row + 1
        sheet.last_row = number
        if row.get("hidden") in ("1", "true"):
            sheet.hidden_rows.add(number)
        column = 0
        for cell in inside(row, "c"):
            match = _REFERENCE.match(str(cell.get("r", "")))
            column = column_number(match.group(1)) if match else column + 1
            text = self._text(cell)
            style = _whole(cell.get("s"))
            if text:
                sheet.cells[number, column] = SheetCell(text, self._formats.align(style))
                self._count()

    def _count(self) -> None:
        self._cells += 1
        if self._cells > CELL_LIMIT:
            raise self._source.refuse(
                f"的单元格超过 {CELL_LIMIT:,} 个", "请只保留要导入的报表，另存后再导入", code="too_large"
            )

    def _text(self, cell: Any) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _rich_text(cell)
        found = next((one.text for one in cell if local(one) == "v"), None) or ""
        if kind == "s":
            index = _whole(found, -1)
            return self._texts[index] if 0 <= index < len(self._texts) else ""
        if kind == "b":
            return _BOOLEAN.get(found, found)
        if kind in ("str", "e", "d"):
            return str(found)
        return self._formats.show(str(found), _whole(cell.get("s")))


def _rich_text(item: Any) -> str:
    """The text of runs, without the phonetic hints."""
    texts = (one for one in inside(item, "t") if local(one.getparent()) != "rPh")
    return "".join(one.text or "" for one in texts).strip()


def _whole(text: Any, default: int = 0) -> int:
    try:
        return min(int(text), 20_000_000)
    except (TypeError, ValueError):
        return default


def _merge(reference: str, sheet: Sheet) -> None:
    first, _, last = reference.partition(":")
    a, b = _REFERENCE.match(first), _REFERENCE.match(last)
    if a and b and len(sheet.merges) < MERGE_LIMIT:
        top, left = int(a.group(2)), column_number(a.group(1))
        sheet.merges[top, left] = (int(b.group(2)), column_number(b.group(1)))


def column_number(letters: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
