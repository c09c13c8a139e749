"""A table form with its growing rows laid out: the one grid that views, writers and readers share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.template.layout import is_above, is_left
from core.template.model import CellRole, LayoutCell, LayoutRow, TableForm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell of a laid-out table.

    `key` is empty for words; `family` and `row` are set in a growing row (`row` is empty in
    a spare row that no data stands in yet); `rows` and `cols` above 1 mean a merged cell.
    """

    role: CellRole
    text: str = ""
    key: str = ""
    aspect: str = "actual"
    rows: int = 1
    cols: int = 1
    family: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A laid-out table; a position covered by a merged cell is None."""

    form: TableForm
    cells: tuple[tuple[SheetCell | None, ...], ...]
    header_rows: int

    def find(self, key: str, aspect: str) -> tuple[int, int] | None:
        """The position that shows a cell."""
        for r, row in enumerate(self.cells):
            for c, cell in enumerate(row):
                if cell is not None and cell.key == key and cell.aspect == aspect:
                    return r, c
        return None


def build_sheet(
    form: TableForm,
    rows: Callable[[str], Sequence[str]],
    words: Callable[[str], str],
    layout: str = "",
    row_words: Callable[[str, str], Mapping[str, str]] = lambda _family, _row: {},
) -> Sheet:
    """Lay a form out: `rows` gives a family's row ids, `words` fills {year} and {unit} into labels.

    `row_words` gives the {code} and {name} of a growing row.
    """
    chosen = layout or (form.layouts[0] if form.layouts else "")
    laid: list[tuple[LayoutRow, str]] = []
    for line in form.rows:
        if line.sets and chosen not in line.sets:
            continue
        if not line.each:
            laid.append((line, ""))
            continue
        ids = list(rows(line.each))
        laid += [(line, identity) for identity in ids]
        laid += [(line, "")] * (line.least - len(ids))
    merged = _merge([line.cells for line, _ in laid])
    cells = tuple(
        tuple(_cell(cell, line, identity, words, row_words) for cell in row)
        for (line, identity), row in zip(laid, merged, strict=True)
    )
    header = 0
    for line, _ in laid:
        if not line.header:
            break
        header += 1
    return Sheet(form, cells, header)


def _cell(
    cell: LayoutCell | None,
    line: LayoutRow,
    identity: str,
    words: Callable[[str], str],
    row_words: Callable[[str, str], Mapping[str, str]],
) -> SheetCell | None:
    if cell is None:
        return None
    spare = bool(line.each) and not identity
    text = "" if spare else cell.text
    if identity and "{" in text:
        for name, word in row_words(line.each, identity).items():
            text = text.replace(f"{{{name}}}", word)
    return SheetCell(
        role=cell.role,
        text=words(text),
        key="" if spare else cell.key.replace("$", identity),
        aspect=cell.aspect,
        rows=cell.rows,
        cols=cell.cols,
        family=line.each,
        row=identity,
    )


def _merge(grid: Sequence[Sequence[LayoutCell | None]]) -> list[list[LayoutCell | None]]:
    """Turn `<` and `^` placeholders into spans of the cell they continue."""
    spans: dict[tuple[int, int], list[int]] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(grid):
        for c, cell in enumerate(row):
            if is_left(cell) and c:
                owner[r, c] = owner[r, c - 1]
            elif is_above(cell) and r:
                owner[r, c] = owner[r - 1, c]
            else:
                owner[r, c] = (r, c)
            top, left = owner[r, c]
            span = spans.setdefault((top, left), [1, 1])
            span[0], span[1] = max(span[0], r - top + 1), max(span[1], c - left + 1)
    return [
        [_spanned(cell, spans[r, c]) if owner[r, c] == (r, c) else None for c, cell in enumerate(row)]
        for r, row in enumerate(grid)
    ]


def _spanned(cell: LayoutCell | None, span: list[int]) -> LayoutCell | None:
    if cell is None or span == [1, 1]:
        return cell
    return LayoutCell(cell.role, cell.text, cell.key, cell.aspect, span[0], span[1])
