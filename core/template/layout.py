"""The layout language of tables: a row is a list of short strings.

    "支出总额"            a label                "*编制数"   a header label
    "=T05.total.basic"    a figure (@actual)     "=staff.on_duty@prior"
    "<"                   joins the cell to its left, "^" to the one above
    "!——"                 a closed cell that prints ——
    "=project.$.kind|boxes"     a choice printed as boxes, ☑ on the chosen one
    "=indicator.$.level1|merge" printed once over neighbouring rows that say the same
    "=indicator.$.value|center" printed in the middle of the cell

A row with `each = "project"` repeats for the rows of that family, `$` in its
keys is the row; `least` is the number of rows printed at least, `spare` are the words printed
while there is no row; `where` takes only the rows for which it holds (`[goal.$.level1] == "满意度"`);
`sets` limits a row to some layouts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import ExpressionError
from core.expressions import parse_reference
from core.template.model import CellRole, LayoutCell, LayoutRow

if TYPE_CHECKING:
    from core.template.toml import Item


def read_rows(item: Item) -> tuple[LayoutRow, ...]:
    """All `[[table.row]]` of a table, with the merges resolved.  Raises TemplateError."""
    rows: list[LayoutRow] = []
    width = 0
    for part in item.items("row"):
        texts = part.texts("cells")
        width = width or len(texts)
        if len(texts) != width:
            raise part.error(f"第 {len(rows) + 1} 行有 {len(texts)} 格，应为 {width} 格", "合并的格子用 < 或 ^ 占位")
        header = part.flag("header")
        cells = tuple(_cell(text, header, part) for text in texts)
        spare = tuple(tuple(words.split()) for words in part.texts("spare"))
        if any(len(words) > width for words in spare):
            raise part.error("spare 的一行比 cells 长", "每行的词用空格分开，从第一格写起")
        each = part.text("each", "")
        where = part.expression("where")
        if not each and (spare or where or any(cell is not None and cell.merge for cell in cells)):
            raise part.error("spare、where 和 |merge 只用于有 each 的行")
        rows.append(LayoutRow(cells, each, part.texts("sets"), header, part.whole("least", 0), spare, where))
        part.done()
    if not rows:
        raise item.error("没有行", "请用 [[table.row]] 写出每一行")
    return tuple(rows)


_LEFT = LayoutCell(CellRole.CLOSED, "<")
_ABOVE = LayoutCell(CellRole.CLOSED, "^")


def _cell(text: str, header: bool, item: Item) -> LayoutCell | None:
    if text == "<":
        return _LEFT
    if text == "^":
        return _ABOVE
    if text.startswith("="):
        key, _, look = text[1:].partition("|")
        if look not in {"", "boxes", "merge", "center"}:
            raise item.error(f"「{text}」的「{look}」不存在", "可用 boxes、merge、center")
        try:
            reference = parse_reference(key)
        except ExpressionError as error:
            raise item.error(error.message, error.remedy) from error
        return LayoutCell(
            CellRole.FIGURE,
            key=reference.key,
            aspect=reference.aspect or "actual",
            boxes=look == "boxes",
            merge=look == "merge",
            centred=look in {"merge", "center"},
        )
    if text.startswith("!"):
        return LayoutCell(CellRole.CLOSED, text[1:])
    if text.startswith("*"):
        return LayoutCell(CellRole.HEADER, text[1:])
    return LayoutCell(CellRole.HEADER if header else CellRole.LABEL, text)


def is_left(cell: LayoutCell | None) -> bool:
    """Whether the cell only continues the one to its left."""
    return cell is _LEFT


def is_above(cell: LayoutCell | None) -> bool:
    """Whether the cell only continues the one above."""
    return cell is _ABOVE
