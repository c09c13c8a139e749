"""What stands above and below a table: its number, title, unit, 部门 line and notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.blocks import Cell, Evidence, Heading, Paragraph, ReadBlock, Table
from core.reading.joining import strip
from core.reading.numbering import split_number

_ABOVE = 5  # lines looked at above a table
_CAPTION_LIMIT = 60
_NOTE_LIMIT = 200

_UNIT = re.compile(
    r"[（(]?\s*(?:金\s*额\s*)?单\s*位\s*[:：]\s*((?:人民币)?(?:万元|亿元|千元|元|%|人|个|㎡|平方米))\s*[）)]?"
)
_NUMBER = re.compile(
    r"(公开\s*\d{1,2}\s*表|附\s*[件表]\s*[\d一二三四五六七八九十]{0,3}(?:[-—]\d)?|表\s*\d{1,2}(?:-\d)?)\s*[:：]?"
)
_OWNER_START = re.compile(r"^(公开|编制|填报|预算|主管)?\s*(部\s*门|单\s*位)\s*(（单位）|\(单位\)|名称)?\s*[:：]")
_FILLED_IN = re.compile(r"(填报|编制|填表)\s*(日期|时间|人)\s*[:：]")
_TITLE_END = re.compile(r"(表|表格|明细|一览|清单|目录)\s*(（[^）]*）|\([^)]*\))?$")
_NOTE = re.compile(r"^(注|备\s*注|说\s*明)\s*\d?\s*[:：]\s*\S")


@dataclass(frozen=True, slots=True)
class Caption:
    """What one or several lines say about the table they stand at."""

    title: str = ""
    number: str = ""
    unit: str = ""
    owner: str = ""

    def __bool__(self) -> bool:
        return bool(self.title or self.number or self.unit or self.owner)

    def under(self, other: Caption) -> Caption:
        """Both together; `self` stands nearer to the table and goes first."""
        return Caption(
            self.title or other.title, self.number or other.number, self.unit or other.unit, self.owner or other.owner
        )


def caption_of(line: str) -> Caption:
    """What a single line says; empty where it is no caption."""
    text = strip(line)
    if not text or len(text) > _CAPTION_LIMIT or text.endswith(("。", "；", "，")):
        return Caption()
    unit_match = _UNIT.search(text)
    unit = unit_match.group(1).removeprefix("人民币") if unit_match else ""
    rest = strip(_UNIT.sub(" ", text))
    number_match = _NUMBER.match(rest) or _NUMBER.search(rest) if _may_hold_number(rest) else None
    number = re.sub(r"\s", "", number_match.group(1)) if number_match else ""
    if number_match:
        rest = strip(rest[: number_match.start()] + " " + rest[number_match.end() :])
        if rest and number == "附件":
            return Caption()  # 附件：自评表 is a list of what is attached
    owner = _owner(rest)
    title = rest if not owner and _is_title(rest) else ""
    return Caption(title, number, unit, owner)


def is_draft_mark(text: str) -> bool:
    """草稿, as the program itself marks what is not final."""
    return strip(text) == "草稿"


def _may_hold_number(text: str) -> bool:
    """公开03表 may stand anywhere in a caption; 附件1 and 表1 only begin one."""
    return re.match(r"附\s*[件表]|表\s*\d", text) is not None or re.search(r"公开\s*\d{1,2}\s*表", text) is not None


def _owner(text: str) -> str:
    start = _OWNER_START.match(text)
    if start is None:
        return ""
    rest = re.split(r"\s{2,}|填报|编制日期|年度[:：]|\d{4}年", text[start.end() :].strip(), maxsplit=1)[0]
    return strip(rest)


def _is_title(text: str) -> bool:
    if not text or len(text) > 45 or re.search(r"[：:。；]", text) or split_number(text):
        return False
    return _TITLE_END.search(text) is not None


def _says_only_this(line: str) -> bool:
    return bool(caption_of(line)) or _FILLED_IN.match(strip(line)) is not None


# -- rows of the grid that are captions -----------------------------------------


def lift_title_rows(read: ReadBlock, limit: int = 4) -> ReadBlock:
    """Take title, unit and owner rows off the top of the grid into the table's own fields."""
    table = read.block
    assert isinstance(table, Table)
    caption = Caption(table.title, table.number, table.unit, table.owner)
    taken = 0
    while taken < min(limit, len(table.cells) - 1) and table.width > 1:
        found = _row_caption(table.cells[taken], table.width)
        if not found or (found.title and caption.title):
            break
        caption = caption.under(found)
        taken += 1
    if not taken:
        return read
    cells = {(row - taken, column): evidence for (row, column), evidence in read.cells.items() if row >= taken}
    lifted = finished_table(table.cells[taken:], table.widths)
    return replace(read, block=with_caption(replace(lifted, notes=table.notes), caption), cells=cells)


def _row_caption(row: Sequence[Cell | None], width: int) -> Caption:
    """What a row says when it holds nothing but caption texts."""
    filled = [cell for cell in row if cell is not None and not is_draft_mark(cell.text) and strip(cell.text)]
    if not filled or len(filled) > 3 or any(cell.rows > 1 for cell in filled):
        return Caption()
    result = Caption()
    for cell in filled:
        found = caption_of(cell.text)
        if not found or (found.title and (len(filled) > 1 or (cell.cols == 1 and width > 3 and row[0] is not cell))):
            return Caption()
        result = result.under(found)
    return result


def with_caption(table: Table, caption: Caption) -> Table:
    """The table with these fields."""
    return replace(table, title=caption.title, number=caption.number, unit=caption.unit, owner=caption.owner)


# -- lines above and below --------------------------------------------------------


def attach_captions(blocks: Sequence[ReadBlock]) -> tuple[ReadBlock, ...]:
    """Take the caption lines above and the notes below each table into the table.

    A numbered heading above a table stays a heading and also gives the title when
    nothing else does.
    """
    result: list[ReadBlock] = []
    for read in blocks:
        if isinstance(read.block, Table):
            read = lift_title_rows(read)
            result.append(_with_lines_above(read, result))
        elif isinstance(read.block, Paragraph) and result and _is_note(read.block.text, result[-1]):
            result[-1] = _with_note(result[-1], read.block.text)
        else:
            result.append(read)
    return tuple(result)


def _with_lines_above(read: ReadBlock, before: list[ReadBlock]) -> ReadBlock:
    table = read.block
    assert isinstance(table, Table)
    caption = Caption(table.title, table.number, table.unit, table.owner)
    for _ in range(_ABOVE):
        above = before[-1].block if before else None
        if not isinstance(above, Paragraph) or not _says_only_this(above.text):
            break
        found = caption_of(above.text)
        if found.title and caption.title:
            break
        caption = caption.under(found)
        before.pop()
    if not caption.title:
        caption = caption.under(_from_heading(before))
    return replace(read, block=with_caption(table, caption))


def _from_heading(before: Sequence[ReadBlock]) -> Caption:
    above = before[-1].block if before else None
    if isinstance(above, Heading) and above.level and _TITLE_END.search(above.text):
        return Caption(title=above.text)
    return Caption()


def _is_note(text: str, before: ReadBlock) -> bool:
    if not isinstance(before.block, Table) or len(text) > _NOTE_LIMIT:
        return False
    number = split_number(text)
    if number is not None:
        return _goes_on(number.rest, before.block.notes, number.printed)
    return _NOTE.match(text) is not None or "本表" in text or text.startswith("本套报表")


def _goes_on(text: str, notes: Sequence[str], printed: str) -> bool:
    """Whether a numbered line is the next of a list of notes: 备注：1.…, then 2.…"""
    digits = re.search(r"\d+", printed)
    if not notes or not digits or not text:
        return False
    last = re.search(r"(?:^|[:：])\s*(\d+)\s*[.．、]", notes[-1])
    return last is not None and int(digits[0]) == int(last[1]) + 1


def _with_note(read: ReadBlock, note: str) -> ReadBlock:
    assert isinstance(read.block, Table)
    return replace(read, block=replace(read.block, notes=(*read.block.notes, note)))


# -- the header -------------------------------------------------------------------

_FIGURE = re.compile(r"^[-—]?[\d,，]+(\.\d+)?%?$")
_HEADER_LIMIT = 6

Rows = Sequence[Sequence[Cell | None]]


def count_header_rows(cells: Rows) -> int:
    """How many rows are the header: the first, what its merged cells cover or divide, and a row of column numbers."""
    if not cells:
        return 1
    bottom = _bottom(cells, 1)
    while bottom < min(_HEADER_LIMIT, len(cells)) and _divides(cells, bottom):
        bottom = _bottom(cells, bottom + 1)
    if bottom < len(cells) and _is_column_numbers(cells[bottom]):
        bottom += 1
    return min(bottom, len(cells))


def _bottom(cells: Rows, count: int) -> int:
    """The first row that no merged cell of the first `count` rows reaches."""
    reach = [index + cell.rows for index, row in enumerate(cells[:count]) for cell in row if cell is not None]
    return max([count, *(row for row in reach if row <= _HEADER_LIMIT)])


def _divides(cells: Rows, row: int) -> bool:
    """Whether a row names the parts of the wide cells above it."""
    texts = [_plain(cell) for cell in cells[row] if cell is not None]
    if sum(map(bool, texts)) < 2 or any(_FIGURE.match(text) for text in texts):
        return False
    if _is_label(cells[row - 1][0]) and _is_label(cells[row][0]):
        return False  # a form: label under label
    above = [(index, cell) for index in range(row) for cell in cells[index] if cell is not None]
    return any(cell.cols > 1 and index + cell.rows == row for index, cell in above)


def _is_label(cell: Cell | None) -> bool:
    return cell is not None and cell.rows == cell.cols == 1 and _plain(cell) != ""


def _is_column_numbers(row: Sequence[Cell | None]) -> bool:
    """栏次 1 2 3, or 1 2 3 alone."""
    texts = [text for text in (_plain(cell) for cell in row if cell is not None) if text]
    if texts and texts[0] in ("栏次", "栏号"):
        return True
    return len(texts) >= 3 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _plain(cell: Cell) -> str:
    return re.sub(r"\s", "", cell.text)


def finished_table(cells: Rows, widths: tuple[float, ...] = ()) -> Table:
    """A table with its header rows counted and marked."""
    header = count_header_rows(cells)
    marked = tuple([_marked(row, index < header) for index, row in enumerate(cells)])
    return Table(marked, header_rows=header, widths=widths)


def _marked(row: Sequence[Cell | None], header: bool) -> tuple[Cell | None, ...]:
    """A row whose cells are all of the header, or all of the body, as most are already."""
    return tuple([cell if cell is None or cell.header == header else replace(cell, header=header) for cell in row])


def cell_name(row: int, column: int) -> str:
    """How a cell of a Word, text or PDF table is named: R2C3, counted from 1."""
    return f"R{row + 1}C{column + 1}"


def cell_evidence(cells: Rows, base: Evidence) -> dict[tuple[int, int], Evidence]:
    """A place for each cell, named by its row and column."""
    file, page, number, _, box = base
    return {
        (row, column): Evidence(file, page, number, cell_name(row, column), box)
        for row, line in enumerate(cells)
        for column, cell in enumerate(line)
        if cell is not None
    }
