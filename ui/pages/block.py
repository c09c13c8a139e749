"""Copying and pasting blocks of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from core.template import CellRole
from ui.models import cells
from ui.models.clipboard import block_of, to_text
from ui.models.codepaste import begins_with_codes, paste_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData

    from core.report import CellView
    from ui.models.entry import Position, Reading
    from ui.models.sheet import SheetModel


def copied(model: SheetModel, places: Sequence[Position]) -> str:
    """The block that holds the places, as tab-separated text; positions outside the selection are blank."""
    if not places:
        return ""
    anchors = {model.anchor(*place) for place in places}
    top, left = min(row for row, _ in places), min(column for _, column in places)
    bottom, right = max(row for row, _ in places), max(column for _, column in places)
    rows = [
        [_text(model, (row, column)) if (row, column) in anchors else "" for column in range(left, right + 1)]
        for row in range(top, bottom + 1)
    ]
    return to_text(rows)


def _text(model: SheetModel, place: Position) -> str:
    cell = model.cell(*place)
    if cell is None:
        return ""
    view = model.view_of(cell)
    return cells.printed(model.report, view, thousands=False) if view else cell.text


def paste(model: SheetModel, here: Position, selected: Sequence[Position], mime: QMimeData) -> str:
    """Enter the clipboard's block from `here` on; what was left out, as one sentence."""
    block = block_of(mime)
    if not block:
        return "剪贴板里没有可以粘贴的文字或表格。"
    family = model.codes_at(*here)
    if family and begins_with_codes(model.report, block):
        pasted = model.session.do(lambda: paste_rows(model.report, model.table, family, block))
        return pasted.told if pasted else ""
    if len(block) == 1 and len(block[0]) == 1:
        texts = dict.fromkeys(selected or [here], block[0][0])
        outside = 0
    else:
        texts, outside = placed(model, here, block)
    reading = model.enter(texts, f"粘贴 {len(texts)} 格")
    return told(reading, outside)


def placed(model: SheetModel, here: Position, block: Sequence[Sequence[str]]) -> tuple[dict[Position, str], int]:
    """Where each text of a block goes, and how many fall outside the table.

    A block copied from the same form has blanks under merged cells and is laid position by
    position; any other is laid from cell to cell, as if merged cells were single ones.
    """
    direct = _direct(model, here, block)
    return direct if direct is not None else _stepping(model, here, block)


def _direct(
    model: SheetModel, here: Position, block: Sequence[Sequence[str]]
) -> tuple[dict[Position, str], int] | None:
    texts: dict[Position, str] = {}
    outside = 0
    for r, row in enumerate(block):
        for c, text in enumerate(row):
            place = here[0] + r, here[1] + c
            if not _within(model, place):
                outside += bool(text.strip())
            elif model.cell(*place) is not None:
                texts[place] = text
            elif text.strip():
                return None
    return texts, outside


def _stepping(model: SheetModel, here: Position, block: Sequence[Sequence[str]]) -> tuple[dict[Position, str], int]:
    texts: dict[Position, str] = {}
    outside = 0
    for r, row in enumerate(block):
        line = here[0] + r
        anchors = [c for c in range(here[1], model.columnCount()) if _within(model, (line, c)) and model.cell(line, c)]
        texts.update({(line, column): text for column, text in zip(anchors, row, strict=False)})
        outside += sum(bool(text.strip()) for text in row[len(anchors) :])
    return texts, outside


def _within(model: SheetModel, place: Position) -> bool:
    return place[0] < model.rowCount() and place[1] < model.columnCount()


def told(reading: Reading | None, outside: int) -> str:
    """What was entered and what was left out, where anything was."""
    if reading is None:
        return ""
    parts = [f"已粘贴 {len(reading.cells)} 格"]
    if reading.drafts:
        parts.append(f"{len(reading.drafts)} 格看不懂，已标红留在原处")
    if reading.closed:
        parts.append(f"{reading.closed} 格是计算得出或不能填的，没有改动")
    if outside:
        parts.append(f"{outside} 格超出了表格")
    return "，".join(parts) + "。" if len(parts) > 1 else ""


def filled(model: SheetModel, selected: Sequence[Position], down: int, right: int) -> dict[Position, str]:
    """What a fill enters: in each column (row) of the selection the topmost (leftmost) text into the others."""
    if len(selected) == 1:
        row, column = selected[0]
        source = model.anchor(row - down, column - right) if row >= down and column >= right else None
        return {selected[0]: _held(model, source)} if source else {}
    lines: dict[int, list[Position]] = {}
    for place in selected:
        lines.setdefault(place[1] if down else place[0], []).append(place)
    return {place: _held(model, first) for first, *others in lines.values() for place in others}


def _held(model: SheetModel, place: Position) -> str:
    return str(model.index(*place).data(Qt.ItemDataRole.EditRole) or "")


def summary(model: SheetModel, places: Sequence[Position]) -> str:
    """Count, sum and average of the selected numbers, for the line under the table."""
    views = [model.view_of(cell) for place in places if (cell := model.cell(*place)) and cell.role is CellRole.FIGURE]
    numbers: list[CellView] = [view for view in views if view is not None and view.held.number is not None]
    if len(numbers) < 2:
        return ""
    if len({(view.figure.kind, view.figure.unit) for view in numbers}) > 1:
        return f"计数 {len(numbers)}"
    return cells.sums(model.report, numbers)
