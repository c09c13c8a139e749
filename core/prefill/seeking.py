"""Where in a source's table a cell of the fitted form stands: by labels and headers, never by position alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.prefill.fold import compact
from core.prefill.grid import alike, header_words

if TYPE_CHECKING:
    from core.prefill.fitting import Fit, TableContext
    from core.prefill.grid import Grid

_LEAST = 0.7
_SAME = 0.9
_COUNTS = {"行次", "栏次", "行号", "序号"}


class Seeker:
    """Finds the places of a form's cells in the source it was fitted to."""

    def __init__(self, source: Grid, fit: Fit, context: TableContext) -> None:
        self.source, self.fit, self.context = source, fit, context
        self._columns: dict[tuple[int, str], list[int]] = {}
        self._headed: dict[tuple[int, int], tuple[int, int] | None] = {}
        self._called: dict[tuple[int, str], list[int]] = {}

    def instance(self) -> str:
        """The name of the row that a table per row is printed for."""
        per = self.fit.form.per
        key = f"{per}.$.{self.context.template.named(per).label}" if per else ""
        place = self.fit.sheet.find(key, "actual") if key else None
        found = self.beside(*place) if place else None
        return compact(self.source.text(*found)) if found else ""

    def row(self, r: int, c: int) -> int | None:
        """The source row of a form row: by its label, or the one as far below its header."""
        if self.fit.grid.labels(r):
            return self.fit.rows[r]
        header = self.fit.grid.header_of(r, c)
        above = self.fit.rows[header[0]] if header else None
        return above + (r - header[0]) if header and above is not None else None

    def beside(self, r: int, c: int) -> tuple[int, int] | None:
        """The cell to the right of the same label: under the same header where there is one, else the next."""
        row = self.fit.rows[r]
        label, ordinal = self.fit.grid.named(r, c)
        if row is None or not label:
            return None
        column = self._best_column(row, label, ordinal)
        if column is None:
            return None
        header = self.fit.grid.header_of(r, c)
        above = self.fit.rows[header[0]] if header else None
        if header is not None and above is not None and above < row:
            return self._under(row, column, above, self.fit.grid.label_at(*header))
        return self._next(row, column)

    def _next(self, row: int, column: int) -> tuple[int, int] | None:
        """The cell to the right of a place; the number of the row, which other forms print there, is passed over."""
        place = self.source.right_of(row, column)
        while place is not None and self._counts_rows(place):
            place = self.source.right_of(*place)
        return place

    def _counts_rows(self, place: tuple[int, int]) -> bool:
        header = self.source.header_of(*place)
        return header is not None and compact(self.source.text(*header)) in _COUNTS

    def _under(self, row: int, column: int, above: int, header: str) -> tuple[int, int] | None:
        """The first cell behind a label that stands under a header, the next cell where no such header is printed."""
        label = self.source.owner(row, column)
        columns = self._columns_called(above, header)
        places = [self.source.owner(row, right) for right in columns if right > column]
        if not places:
            return self._next(row, column)
        return next((place for place in places if place != label), None)  # a label may reach under a header

    def _columns_called(self, row: int, header: str) -> list[int]:
        """The columns that a row of the source heads by the same words."""
        if (row, header) not in self._called:
            wanted, year = header_words(header, self.context.year), self.context.year
            self._called[row, header] = [
                column
                for column in self.source.owners(row)
                if alike(wanted, header_words(self.source.text(row, column), year)) >= _SAME
            ]
        return self._called[row, header]

    def below(self, r: int, c: int, row: int | None, header: tuple[int, int] | None = None) -> tuple[int, int] | None:
        """The cell of a source row under the same header as in the form."""
        header = header or self.fit.grid.header_of(r, c)
        if row is None or header is None or row >= self.source.height:
            return None
        if header not in self._headed:
            self._headed[header] = self._head(header)
        head = self._headed[header]
        return self.source.owner(row, head[1]) if head is not None and head[0] < row else None

    def _head(self, header: tuple[int, int]) -> tuple[int, int] | None:
        """Where the source prints a header of the form."""
        above = self.fit.rows[header[0]]
        if above is None:
            return None
        column = self._best_column(above, *self.fit.grid.named(*header))
        return (above, column) if column is not None else None

    def _best_column(self, row: int, words: str, ordinal: int = 0) -> int | None:
        """The column of a label in a row of the source; of several that are alike the one at the same place."""
        if (row, words) not in self._columns:
            self._columns[row, words] = self._alike_in(row, words)
        columns = self._columns[row, words]
        return columns[min(ordinal, len(columns) - 1)] if columns else None

    def _alike_in(self, row: int, words: str) -> list[int]:
        """The columns of a row of the source that are most like a label."""
        wanted = header_words(words, self.context.year)
        likes = [
            (alike(wanted, header_words(self.source.text(row, c), self.context.year)), c)
            for c in self.source.owners(row)
        ]
        best = max((like for like, _ in likes), default=0.0)
        return [c for like, c in likes if like == best and like >= _LEAST]
