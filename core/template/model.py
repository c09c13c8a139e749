"""What a report is, as data: the figure dictionary and the packs that place figures.

Everything here is immutable and free of any report's values; the texts are as
written in the TOML files under resources/.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from core.figures import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from core.expressions import Expression


class Severity(StrEnum):
    """How much a failed rule matters (rules.md §0)."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Figure:
    """One owner of a key.

    `unit` and `decimals` are of print; `formula` makes it computed (its rule id, the
    check of a stated total against the sum, is `rule`); `optional` figures are commonly
    absent, so a blank one never makes a total provisional; `private` ones stay out of 公开版.
    `aliases` are names used in prose, longest wins; `terms` asks for words that must stand nearby.

    A formula with `when` computes only where that holds; elsewhere the clerk types.  One with
    `default` is only what stands there until something is typed.  `within` is how far, in the
    printed unit, a stated value may lie from the computed one, `severity` how much it matters
    beyond that.  `carry` tells whether next year's file takes the value over; None leaves it to
    the kind.  `across` is set for the rows of codes that sum the rows below them: the formula over
    their own columns, to which a stated value answers as well.
    """

    key: str
    name: str
    kind: Kind = Kind.MONEY
    unit: str = ""
    decimals: int = 2
    aspects: tuple[str, ...] = ("prior", "actual")
    aliases: tuple[str, ...] = ()
    meaning: str = ""
    source: str = ""
    formula: Expression | None = None
    rule: str = ""
    optional: bool = False
    private: bool = False
    signed: bool = False
    choices: tuple[str, ...] = ()
    when: Expression | None = None
    default: bool = False
    within: Fraction | None = None
    carry: bool | None = None
    severity: Severity = Severity.ERROR
    across: Expression | None = None


class RowKind(StrEnum):
    """What the rows of a family are."""

    ADDED = "added"
    """Rows the clerk adds; ids p_xxxxxxxx."""
    FUNCTIONAL = "functional"
    """Codes of 支出功能分类, with 款 and 类 subtotals and a `total` row."""


@dataclass(frozen=True, slots=True)
class Family:
    """Figures that repeat for every row of a growing table.

    `figures` have keys relative to the row; `label` names the figure that is the row's name.
    Rows of a family with a `parent` belong to one row of that: their ids are PARENTROW_xxxxxxxx.
    """

    key: str
    name: str
    rows: RowKind
    figures: Mapping[str, Figure]
    label: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A place of the outline.

    `level` 1 is 一、; `number` is printed; `title` may use {year} and {unit}; `aliases` are
    other titles under which it was published; `none` is the statement of an empty
    section (无…); `reads` maps words of prose to keys that they mean within this section;
    `prompts` are instructions of the official form that must not be left standing; `output` marks a section whose
    free quantities are kept as rows of the family it names.
    """

    id: str
    level: int
    number: str
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = True
    hint: str = ""
    none: str = ""
    statements: tuple[str, ...] = ()
    reads: Mapping[str, str] = field(default_factory=dict)
    prompts: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    output: str = ""
    tables: tuple[str, ...] = ()
    """Tables printed after the section's text; those of the report itself come at its end."""
    charts: tuple[str, ...] = ()
    text: str = ""
    """Words a new report starts with: definitions and the like that hold for every unit.

    Those of an optional section give way to what an import puts under the heading above it.
    """


class CellRole(StrEnum):
    """What a cell of a table's layout is."""

    LABEL = "label"
    HEADER = "header"
    FIGURE = "figure"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class LayoutCell:
    """A cell of a layout: `text` for labels, `key`/`aspect` for figures (with `$` for the row).

    A choice with `boxes` prints all its choices with a tick on the chosen one; equal texts of
    neighbouring growing rows with `merge` print as one merged cell, in its middle like one
    that is `centred`.
    """

    role: CellRole
    text: str = ""
    key: str = ""
    aspect: str = "actual"
    rows: int = 1
    cols: int = 1
    boxes: bool = False
    merge: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """A row of a layout; `each` names the family it repeats for, `sets` the layouts it belongs to.

    `spare` are the words of the rows that are printed while the family has none, a line for each.
    `where` chooses among the family's rows, so that one table may list them at several places.
    With `keeps_spare` the spare rows stand below the family's own too: on the page they are typed into.
    """

    cells: tuple[LayoutCell | None, ...]
    each: str = ""
    sets: tuple[str, ...] = ()
    header: bool = False
    least: int = 0
    spare: tuple[tuple[str, ...], ...] = ()
    where: Expression | None = None
    keeps_spare: bool = False


@dataclass(frozen=True, slots=True)
class TableForm:
    """A printed table: `layouts` names its row sets (the first is the default).

    With `per` it is printed once for every row of that family, which `$` means in its fixed
    rows.  It counts as filled only when the family `needs` has a row in it.  One with `empty`
    may have nothing in it; that is the statement printed below it then.  `one_page` asks for smaller
    type and closer rows rather than a second page.
    """

    id: str
    title: str
    rows: tuple[LayoutRow, ...]
    number: str = ""
    unit: str = ""
    owner: str = ""
    notes: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    layouts: tuple[str, ...] = ()
    landscape: bool = False
    private: bool = False
    required: bool = True
    aliases: tuple[str, ...] = ()
    per: str = ""
    needs: str = ""
    empty: str = ""
    one_page: bool = False


@dataclass(frozen=True, slots=True)
class ChartForm:
    """A drawing: `series` are (name, keys with aspects), as many keys as `labels`."""

    id: str
    title: str
    kind: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[str, ...]], ...]
    unit: str = "万元"


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a statement, used where `when` holds (or always)."""

    text: str
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class StatementForm:
    """A sentence made from figures; the first variant whose condition holds is used."""

    id: str
    section: str
    variants: tuple[Variant, ...]
    name: str = ""
    each: str = ""


@dataclass(frozen=True, slots=True)
class RuleForm:
    """One check.  `id` is the letter and number of rules.md; `check` is a comparison or truth.

    `when` limits it (else not_applicable, with `otherwise` as the reason); `each` repeats it
    for the rows of a family, `aspects` for several aspects; `within` is a difference that the
    regulation itself allows, in the printed unit (rounding needs none).  An error with `record`
    is settled by a written record (an adjustment of an opening balance), another one never is.
    """

    id: str
    name: str
    check: Expression
    severity: Severity = Severity.ERROR
    when: Expression | None = None
    otherwise: str = ""
    each: str = ""
    aspects: tuple[str, ...] = ("actual",)
    fix: str = ""
    message: str = ""
    variant: str = ""
    within: Fraction | None = None
    record: bool = False


@dataclass(frozen=True, slots=True)
class ReportForm:
    """One report of a pack: what is printed, in order: section ids are all sections, then `tables`."""

    id: str
    title: str
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """One family of reports for a region and years."""

    id: str
    title: str
    region: str
    years: tuple[int, ...]
    version: str
    language: int
    unit: str
    decimals: int
    reports: tuple[ReportForm, ...]
    sections: tuple[Section, ...]
    tables: Mapping[str, TableForm]
    statements: Mapping[str, StatementForm]
    charts: Mapping[str, ChartForm]
    rules: tuple[RuleForm, ...]
    guards: Mapping[str, str]
    settings: Mapping[str, str]
    typed: tuple[str, ...]
    words: tuple[str, ...]
    source: Mapping[str, str]
    """The TOML text of each file, as kept in a report file."""

    def outside(self, year: int) -> str:
        """What to say of a report of a year that the forms were not made for; empty for one they were.

        It may be made all the same: next year's forms come out when the work on them has long begun.
        """
        if year in self.years:
            return ""
        first, last = min(self.years), max(self.years)
        if year > last:
            return (
                f"「{self.title}」的表样到 {last} 年度为止，还没有 {year} 年度的；"
                "可以先用它填，当年的表样有了再换（文件 › 报表包…）"
            )
        return f"「{self.title}」的表样从 {first} 年度开始，{year} 年度用的可能是另一种表样，请核对年度"


@dataclass(frozen=True, slots=True)
class Dictionary:
    """All figures and families, by key."""

    figures: Mapping[str, Figure]
    families: Mapping[str, Family]
