"""A table form with its growing rows laid out: the one grid that views, writers and readers share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from core.template.layout import is_above, is_left

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from core.expressions import Expression
    from core.template.model import CellRole, LayoutCell, LayoutRow, TableForm


class SheetCell(NamedTuple):
    """One cell of a laid-out table; a tuple, for there are many.

    `key` is empty for words; `family` and `row` are set in a growing row (`row` is empty in
    a spare row that no data stands in yet, whose `text` is a word of the form); `rows` and
    `cols` above 1 mean a merged cell, `boxes`, `merge` and `centred` are as in the layout.
    """

    role: CellRole
    text: str = ""
    key: str = ""
    aspect: str = "actual"
    rows: int = 1
    cols: int = 1
    family: str = ""
    row: str = ""
    boxes: bool = False
    merge: bool = False
    centred: bool = False


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
    instance: str = "",
    keeps: Callable[[Expression, str], bool] = lambda _where, _row: True,
) -> Sheet:
    """Lay a form out: `rows` gives a family's row ids, `words` fills {year} and {unit} into labels.

    `row_words` gives the {code} and {name} of a growing row.  `instance` is the row that a form
    with `per` is printed for; without one it is laid out blank.  `keeps` tells whether the `where` of
    a growing line holds for a row.
    """
    chosen = layout or (form.layouts[0] if form.layouts else "")
    laid = [
        one
        for line in form.rows
        if not line.sets or chosen in line.sets
        for one in _laid(line, form, lambda line: _ids(line, form, rows, instance, keeps), instance)
    ]
    merged = _merge([one.line.cells for one in laid])
    cells = tuple(
        tuple(_cell(cell, one, c, words, row_words) for c, cell in enumerate(row))
        for one, row in zip(laid, merged, strict=True)
    )
    header = 0
    for one in laid:
        if not one.line.header:
            break
        header += 1
    return Sheet(form, cells, header)


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row as laid out: `family` and `identity` say what `$` is; `words` stand in a spare row."""

    line: LayoutRow
    family: str = ""
    identity: str = ""
    words: tuple[str, ...] = ()

    @property
    def grows(self) -> bool:
        return bool(self.line.each)


def _ids(
    line: LayoutRow,
    form: TableForm,
    rows: Callable[[str], Sequence[str]],
    instance: str,
    keeps: Callable[[Expression, str], bool],
) -> list[str]:
    """The rows that a growing line lists."""
    ids = list(rows(line.each))
    if form.per:  # the rows nested in the one that the table is printed for
        ids = [identity for identity in ids if instance and identity.startswith(f"{instance}_")]
    where = line.where
    return [identity for identity in ids if where is None or keeps(where, identity)]


def _laid(
    line: LayoutRow, form: TableForm, listed: Callable[[LayoutRow], Sequence[str]], instance: str
) -> Iterator[_Laid]:
    if not line.each:
        yield _Laid(line, form.per, instance)
        return
    ids = listed(line)
    yield from (_Laid(line, line.each, identity) for identity in ids)
    spare = line.spare if line.keeps_spare or not ids else ()
    yield from (_Laid(line, line.each, words=words) for words in spare)
    for _ in range(line.least - len(ids) - len(spare)):
        yield _Laid(line, line.each)


def _cell(
    cell: LayoutCell | None,
    laid: _Laid,
    column: int,
    words: Callable[[str], str],
    row_words: Callable[[str, str], Mapping[str, str]],
) -> SheetCell | None:
    if cell is None:
        return None
    if laid.grows and not laid.identity:
        text = laid.words[column] if column < len(laid.words) else ""
        return _made(cell, text, family=laid.family)
    text = cell.text
    if laid.grows and "{" in text:
        for name, word in row_words(laid.family, laid.identity).items():
            text = text.replace(f"{{{name}}}", word)
    blank = "$" in cell.key and not laid.identity
    return _made(
        cell,
        words(text),
        key="" if blank else cell.key.replace("$", laid.identity),
        family=laid.family if laid.grows or blank else "",
        row=laid.identity if laid.grows else "",
    )


def _made(cell: LayoutCell, text: str, key: str = "", family: str = "", row: str = "") -> SheetCell:
    """A cell that looks as the layout says."""
    return SheetCell(
        role=cell.role,
        text=text,
        key=key,
        aspect=cell.aspect,
        rows=cell.rows,
        cols=cell.cols,
        family=family,
        row=row,
        boxes=cell.boxes,
        merge=cell.merge,
        centred=cell.centred,
    )


def _merge(grid: Sequence[Sequence[LayoutCell | None]]) -> list[list[LayoutCell | None]]:
    """Turn `<` and `^` placeholders into spans of the cell they continue."""
    spans: dict[tuple[int, int], list[int]] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(grid):
        for c, cell in enumerate(row):
            if is_left(cell) and c:
                beside = (r, c - 1)
            elif is_above(cell) and r:
                beside = (r - 1, c)
            else:
                continue
            top, left = owner[r, c] = owner.get(beside, beside)
            span = spans.setdefault((top, left), [1, 1])
            span[0], span[1] = max(span[0], r - top + 1), max(span[1], c - left + 1)
    return [
        [None if (r, c) in owner else _spanned(cell, spans.get((r, c))) for c, cell in enumerate(row)]
        for r, row in enumerate(grid)
    ]


def _spanned(cell: LayoutCell | None, span: list[int] | None) -> LayoutCell | None:
    return cell if cell is None or span is None else replace(cell, rows=span[0], cols=span[1])
