"""Tables of a source onto the tables of a pack: rows by their labels, columns by their headers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from core.blocks import Evidence, ReadBlock, Table
from core.figures import BLANK, Held, Kind
from core.prefill.fitting import Fit, TableContext, best_fit
from core.prefill.fold import compact
from core.prefill.grid import Grid, of_table
from core.prefill.meaning import is_closed, meant
from core.prefill.model import Confidence, Mention, Reading, TableProposal, Unplaced, Yield
from core.prefill.seeking import Seeker
from core.prefill.spreading import spread
from core.reading.numbering import split_number
from core.rules.nothing import denies
from core.template import Figure, RowKind, SheetCell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NUMBERLIKE = re.compile(r"[-+]?[\d,]+(?:\.\d+)?%?")
_CODE = re.compile(r"\d{2,7}")
_CODES = (3, 5, 7)
_WORDS = re.compile(r"[\u4e00-\u9fff]")
_MANY = 400


@dataclass(slots=True)
class _Taken:
    out: Yield = field(default_factory=Yield)
    used: set[tuple[int, int]] = field(default_factory=set)


def read_table(read: ReadBlock, context: TableContext) -> tuple[TableProposal, Yield]:
    """What a table is and what its cells hold."""
    table = read.block
    assert isinstance(table, Table)
    source = of_table(table)
    fit = best_fit(table, source, context)
    cells = tuple(tuple(cell.text if cell else "" for cell in row) for row in table.cells)
    taken = _Taken()
    if fit is not None:
        _Reader(read, source, fit, context, taken).read()
    _rest(read, source, table, taken, fit)
    none = any(denies(note) for note in table.notes)
    target, layout, whole = (fit.form.id, fit.layout, fit.whole) if fit else ("", "", False)
    return TableProposal(table.title or table.number, target, read.evidence.page, cells, layout, whole, none), taken.out


# -- what the cells hold -------------------------------------------------------------


class _Reader:
    """Reads the figure cells of a fitted form out of the source."""

    def __init__(self, read: ReadBlock, source: Grid, fit: Fit, context: TableContext, taken: _Taken) -> None:
        self.block, self.source, self.fit, self.context, self.taken = read, source, fit, context, taken
        table = read.block
        self.unit = table.unit if isinstance(table, Table) and table.unit else fit.form.unit or "万元"
        self.seek = Seeker(source, fit, context)
        self._names: Counter[str] = Counter()

    def read(self) -> None:
        """Every figure cell of the form, row by row."""
        self.instance = self.seek.instance()
        for r, figures in enumerate(self.fit.figures):
            if any(cell.family for _, cell in figures):
                self._growing(r, figures)
            else:
                self._fixed(r, figures)

    def _fixed(self, r: int, figures: Sequence[tuple[int, SheetCell]]) -> None:
        left = len(self.fit.grid.labels(r)) > 1 or (len(figures) == 1 and self.fit.grid.labels(r))
        for c, cell in figures:
            place = self.seek.beside(r, c) if left else self.seek.below(r, c, self.seek.row(r, c))
            of_row = "$" in cell.key
            if place is not None and (self.instance or not of_row):
                self._take(cell, place, self.instance if of_row else "")

    def _growing(self, r: int, figures: Sequence[tuple[int, SheetCell]]) -> None:
        """The rows between what is fixed above and below are the rows of the family."""
        before = [row for row in self.fit.rows[:r] if row is not None]
        after = [row for row in self.fit.rows[r + 1 :] if row is not None]
        rows = range(max(before) + 1 if before else 0, min(after) if after else self.source.height)
        heads = self.fit.grid.headers_of(r, [c for c, _ in figures])
        places = {row: [(cell, self.seek.below(r, c, row, heads.get(c))) for c, cell in figures] for row in rows}
        if self._functional(figures):
            for row in rows:
                self._coded(row, places[row])
            return
        said = spread(self.source, places, self._choices)
        for row in rows:
            label = self._label(places[row])
            name = (split.rest if (split := split_number(label)) else label).strip("… ")
            if not name:
                continue
            name = self._own_name(compact(name))
            for cell, place in places[row]:
                if place is not None:
                    words = said.get((row, cell.key), "")
                    self._take(cell, place, name, joined=bool(words) or place[0] < row, words=words)

    def _choices(self, cell: SheetCell) -> Sequence[str]:
        return self._figure(cell.key).choices

    def _own_name(self, name: str) -> str:
        """The name of a row within its table: two rows may be called the same, they are two none the less."""
        self._names[name] += 1
        return name if self._names[name] == 1 else f"{name}（{self._names[name]}）"

    def _functional(self, figures: Sequence[tuple[int, SheetCell]]) -> bool:
        family = next((cell.family for _, cell in figures), "")
        return self.context.template.named(family).rows is RowKind.FUNCTIONAL

    def _coded(self, row: int, places: Sequence[tuple[SheetCell, tuple[int, int] | None]]) -> None:
        """A row of 支出功能分类: its code is in one of its cells, or split over three (类, 款, 项)."""
        found = [(c, compact(self.source.text(row, c))) for c in self.source.owners(row)]
        digits = [(c, text) for c, text in found if _CODE.fullmatch(text)]
        code = "".join(text for c, text in digits if c < 3) if digits and len(digits[0][1]) < 7 else ""
        code = code if len(code) in _CODES else (digits[0][1] if digits else "")
        if len(code) not in _CODES:
            return
        name = next((text for _, text in found if _WORDS.search(text)), code)
        self.taken.used |= {(row, c) for c, text in digits if text in code and c < 3}
        for cell, place in places:
            if place is not None:
                self._take(cell, place, name, code)

    def _label(self, places: Sequence[tuple[SheetCell, tuple[int, int] | None]]) -> str:
        """The text of the cell that names the row; the first cell where the form has no header above it."""
        family = next((cell.family for cell, _ in places), "")
        label = self.context.template.named(family).label
        for cell, place in places:
            if cell.key.endswith(f".{label}") and place is not None:
                return self.source.text(*place)
        row = next((place[0] for _, place in places if place is not None), None)
        first = next(iter(self.source.owners(row)), None) if row is not None else None
        text = self.source.text(row, first) if row is not None and first is not None else ""
        if row is not None and first is not None and text and not _is_number(text):
            self.taken.used.add((row, first))
            return text
        return ""

    def _take(
        self,
        cell: SheetCell,
        place: tuple[int, int],
        name: str,
        code: str = "",
        *,
        joined: bool = False,
        words: str = "",
    ) -> None:
        """Take a cell's value; one `joined` with rows above (一级指标) speaks for all of them, by `words` if given."""
        text = words or self.source.text(*place).strip()
        if place in self.taken.used and not (joined and not self._figure(cell.key).kind.numeric):
            return
        self.taken.used.add(place)
        if not text or is_closed(text):
            return
        figure = self._figure(cell.key)
        held, doubt = meant(text, figure, self._unit_of(figure))
        if held is None:
            self.taken.out.unplaced.append(
                Unplaced(text, f"「{figure.name}」这一格不是数字", _evidence(self.block, place))
            )
        elif held != BLANK:
            reading = self._reading(cell, place, text, held, name, code)
            self.taken.out.readings.append(reading._replace(confidence="uncertain", why=doubt) if doubt else reading)

    def _figure(self, key: str) -> Figure:
        return self.context.template.figure(key.replace("$", "p_00000000"))

    def _unit_of(self, figure: Figure) -> str:
        return self.unit if figure.kind is Kind.MONEY else figure.unit

    def _reading(self, cell: SheetCell, place: tuple[int, int], text: str, held: Held, name: str, code: str) -> Reading:
        prior = cell.aspect == "prior"
        form = self.fit.form
        family = (cell.family or cell.key.partition(".")[0]) if name else ""
        nested = family and self.context.template.named(family).parent
        sure: Confidence = "certain" if self.fit.score >= 1.2 else "likely"
        return Reading(
            key=cell.key,
            aspect="actual" if prior else cell.aspect,
            year=self.context.year - prior,
            held=held,
            mention=Mention(text, _evidence(self.block, place), form.id),
            confidence=sure,
            why=f"{form.number or '表'}对应行列",
            family=family,
            row_name=name,
            listing=f"table{self.context.serial}" if family and not code else "",
            row_id=code,
            within=(nested, self.instance) if nested else None,
        )


def _evidence(read: ReadBlock, place: tuple[int, int]) -> Evidence:
    return read.cells.get(place, read.evidence)


def _rest(read: ReadBlock, source: Grid, table: Table, taken: _Taken, fit: Fit | None) -> None:
    """Numbers nobody took; row numbers and codes that the form itself prints are none."""
    why = "这一格在表样里没有对应的位置" if fit else "认不出是哪张表"
    left = [place for place in _numbers(source, table.header_rows) if place not in taken.used]
    if left and fit:
        printed = {compact(cell.text) for row in fit.sheet.cells for cell in row if cell}
        left = [place for place in left if compact(source.text(*place)) not in printed]
    for place in left[:_MANY]:
        taken.out.unplaced.append(Unplaced(source.text(*place).strip(), why, _evidence(read, place)))
    if len(left) > _MANY:
        taken.out.unplaced.append(Unplaced(table.title, f"{why}，还有 {len(left) - _MANY} 个数", read.evidence))


def _numbers(source: Grid, header: int) -> Iterator[tuple[int, int]]:
    for r in range(header, source.height):
        for c in source.owners(r):
            if _is_number(source.text(r, c)):
                yield r, c


@lru_cache(maxsize=1 << 13)
def _is_number(text: str) -> bool:
    return _NUMBERLIKE.fullmatch(compact(text)) is not None
