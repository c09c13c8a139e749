"""Which form of the packs a table is: by its title, its number and the words of its rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from core.prefill.align import Pool, align
from core.prefill.fold import compact
from core.prefill.grid import Grid, alike, header_words, of_sheet
from core.report import fill
from core.template import CellRole, Sheet, SheetCell, TableForm, Template, build_sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.blocks import Table

_LEAST = 0.7
_WHOLE = 0.85
_TORN = 0.9
_LAID = 96
"""So many forms stay laid out: those of a few packs, years and units."""
_TALLEST = 1_000
"""More rows than any form has: a ledger, not a report."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A form laid over a source table: `rows` pairs rows of the form with rows of the source.

    `figures` are the columns and cells of the form's rows that hold figures.
    """

    form: TableForm
    sheet: Sheet
    grid: Grid
    figures: Sequence[Sequence[tuple[int, SheetCell]]]
    layout: str
    rows: tuple[int | None, ...]
    score: float

    @property
    def whole(self) -> bool:
        """Whether nearly every labelled row of the form that holds figures was found."""
        named = [r for r in range(len(self.rows)) if self.grid.labels(r)]
        labelled = [self.rows[r] for r in ([r for r in named if self._holds(r)] or named)]
        return bool(labelled) and sum(row is not None for row in labelled) >= _WHOLE * len(labelled)

    def _holds(self, row: int) -> bool:
        return any(
            cell is not None and cell.role is CellRole.FIGURE and not cell.family for cell in self.sheet.cells[row]
        )


@dataclass(frozen=True, slots=True)
class TableContext:
    """The source's year and unit, and the forms that are looked for."""

    forms: Forms
    year: int
    unit: str
    serial: int

    @property
    def template(self) -> Template:
        """The template whose forms they are."""
        return self.forms.template


def best_fit(table: Table, source: Grid, context: TableContext) -> Fit | None:
    """The form and layout that fit a table best, None where none does."""
    best: Fit | None = None
    if source.height > _TALLEST:
        return None
    words = _Words(source, context.year)
    titled = [(_title(table, form, context), form) for form in context.template.tables.values()]
    for bonus, form in sorted(titled, key=lambda one: -one[0]):
        if best is not None and best.score >= bonus + 1.0:
            break  # no rows, however alike, could make up for the title
        for layout in form.layouts or ("",):
            best = _fit(form, layout, words, context, _Bar(bonus, best.score if best else 0.0)) or best
    return best


class _Bar(NamedTuple):
    """What a form has to reach: `bonus` is for its title, `best` the score of the best form so far."""

    bonus: float
    best: float

    def passed(self, share: float) -> bool:
        """Whether a form fits of whose rows a share is found."""
        return (self.bonus > 0 or share >= 0.6) and share > 0.25 and share + self.bonus > self.best


def _title(table: Table, form: TableForm, context: TableContext) -> float:
    form_title = form.title.replace("（{name}）", "")
    names = [compact(fill(name, context.unit, context.year)) for name in (form_title, *form.aliases)]
    title = compact(table.title)
    row_left_out = _IN_BRACKETS.sub("", title) if form.per else title
    named = title and max(alike(one, name) for name in names for one in (title, row_left_out)) >= 0.8
    numbered = table.number and compact(table.number) == compact(form.number)
    return 1.0 * bool(named) + 0.3 * bool(numbered and (named or not title))


_IN_BRACKETS = re.compile(r"[（(].*[）)]$")


class _LaidOut(NamedTuple):
    """A form as it is printed, as a grid, the words that label its rows, and their cells that hold figures."""

    sheet: Sheet
    grid: Grid
    labels: list[list[str]]
    figures: list[list[tuple[int, SheetCell]]]


class Forms:
    """The forms of a template, laid out when first asked for: every table is held against all of them."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self._laid = lru_cache(maxsize=_LAID)(self._lay)
        self._named = {form.id for form in template.tables.values() if _names_unit(form)}

    def lay(self, form: TableForm, layout: str, unit: str, year: int) -> _LaidOut:
        """The form for a unit and a year."""
        return self._laid(form.id, layout, unit if form.id in self._named else "", year)

    def _lay(self, name: str, layout: str, unit: str, year: int) -> _LaidOut:
        form = self.template.tables[name]

        def words(text: str) -> str:
            return fill(text, unit, year)

        def ids(family: str) -> list[str]:
            return ["$_$"] if self.template.named(family).parent else ["$"]

        sheet = build_sheet(form, ids, words, layout, instance="$" if form.per else "")
        grid = of_sheet(sheet)
        labels = [[header_words(text, year) for text in grid.labels(r)] for r in range(grid.height)]
        figures = [
            [(c, one) for c, one in enumerate(row) if one is not None and one.role is CellRole.FIGURE and one.key]
            for row in sheet.cells
        ]
        return _LaidOut(sheet, grid, labels, figures)


def _names_unit(form: TableForm) -> bool:
    """Whether a form prints the unit's name among its words."""
    return any(cell is not None and "{unit}" in cell.text for row in form.rows for cell in row.cells)


class _Words:
    """The words that label the rows of a source table."""

    def __init__(self, source: Grid, year: int) -> None:
        self.rows = [[header_words(text, year) for text in source.labels(r)] for r in range(source.height)]
        self._places: dict[str, list[int]] = {}
        for r, words in enumerate(self.rows):
            for word in dict.fromkeys(words):
                self._places.setdefault(word, []).append(r)
        self._pool = Pool(self._places, alike, _LEAST)
        self._near: dict[str, set[int]] = {}

    def near(self, word: str) -> set[int]:
        """The rows that have a label like a word."""
        if word not in self._near:
            self._near[word] = {row for other in self._pool.like(word) for row in self._places[other]}
        return self._near[word]


def _fit(form: TableForm, layout: str, source: _Words, context: TableContext, bar: _Bar) -> Fit | None:
    """A form laid over a table; None where it does not reach the bar."""
    sheet, grid, known, figures = context.forms.lay(form, layout, context.unit, context.year)
    near = _near(known, source, bar)
    scores = {
        (row, column): score
        for row, columns in near.items()
        for column in columns
        if (score := _score(known[row], source.rows[column])) >= _LEAST
    }
    if not scores:
        return None
    rows = align(grid.height, len(source.rows), scores)
    share = sum(scores[r, c] for r, c in enumerate(rows) if c is not None) / grid.labelled
    return Fit(form, sheet, grid, figures, layout, tuple(rows), share + bar.bonus) if bar.passed(share) else None


def _near(known: Sequence[Sequence[str]], source: _Words, bar: _Bar) -> dict[int, set[int]]:
    """For each row of a form the rows that have a label like its own; none as soon as too few are left to pass.

    From the end: heads of columns are alike in many forms.
    """
    found: dict[int, set[int]] = {}
    labelled = left = sum(map(bool, known))
    for row in range(len(known) - 1, -1, -1):
        columns = {column for word in known[row] for column in source.near(word)}
        if columns:
            found[row] = columns
        elif known[row]:
            left -= 1
            if not bar.passed(left / labelled):
                return {}
    return found


def _score(known: Sequence[str], found: Sequence[str]) -> float:
    """How alike the labels of a form's row and of a source's are."""
    likes = [max([alike(label, text) for text in found]) for label in known]
    mean = sum(likes) / len(likes)
    if len(found) > 1:  # a label over several rows may stand on the next page
        own = [max([alike(label, text) for label in known]) for text in found]
        mean = max(mean, _TORN * sum(own) / len(own))
    return mean
