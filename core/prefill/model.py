"""What an import offers: proposals with their evidence, sections, tables, relations, and what was left over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from core.reportfile import Origin

if TYPE_CHECKING:
    from core.blocks import Evidence
    from core.figures import Held
    from core.narrative import Span
    from core.rules import CellId

Confidence = Literal["certain", "likely", "uncertain"]
RelationKind = Literal["change", "share", "completion"]


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """A source file: `kind` is of the file (txt, docx), `report` the pack it reads like, `year` its own fiscal year."""

    source: str
    kind: str
    report: str
    unit: str
    year: int


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a value was read: the exact words and where they stand.

    `lead` are the words just before them: in a paragraph that says 0万元 three times they tell which is meant.
    """

    quote: str
    evidence: Evidence
    section: str = ""
    lead: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a growing table that a proposal belongs to; `name` is what the source calls it."""

    family: str
    id: str
    name: str


class Proposal(NamedTuple):
    """One value for one cell; a tuple, for there are many.

    `aspect` and `year` say what the value is; `target` is the cell of the file that it would
    fill, None where the file has no such cell.  `others` are further places with the same value.  A `derived` one
    is stated nowhere: it follows from another value and a stated change.
    """

    key: str
    label: str
    aspect: str
    year: int
    held: Held
    quote: str
    evidence: Evidence
    section: str = ""
    confidence: Confidence = "likely"
    why: str = ""
    target: CellId | None = None
    origin: Origin = Origin.IMPORTED
    row: Row | None = None
    others: tuple[Mention, ...] = ()
    lead: str = ""
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A stretch of a section's text: `span` as offered, `text` as printed in the source.

    A number that was read as a figure is offered as that figure (`row` and `year` are its own); `parts` are what a
    sentence of the pack falls back to where it would print other words than the source.
    """

    span: Span
    text: str
    row: Row | None = None
    year: int = 0
    parts: tuple[Draft, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionProposal:
    """A heading with its own text; `target` is the section of the pack, `home` the one its text belongs to.

    `number` is as printed, `level` that of the target where there is one; `spans` are the drafts of `text`,
    `places` the lines and paragraphs where heading and text stand.  `ready` is last year's text as this year's draft
    where the source itself knows it: our own file, whose sentences need not be recognised.
    """

    number: str
    level: int
    title: str
    target: str
    text: str
    source: str
    year: int
    home: str = ""
    spans: tuple[Draft, ...] = ()
    places: tuple[Evidence, ...] = ()
    ready: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class TableProposal:
    """A table of the source; `target` is the form it was recognised as, `layout` the row set that fits.

    `whole` tells that the rows of the form are there: what such a table prints blank is blank, not forgotten;
    `none` that a line below it says that it has no data.
    """

    title: str
    target: str
    page: int | None
    cells: tuple[tuple[str, ...], ...]
    layout: str = ""
    whole: bool = False
    none: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A stated change, share or completion: it follows from figures and is checked, not kept.

    `value` is as printed, without a sign; `falls` tells a decrease; `key` is the figure it speaks of.
    """

    relation: RelationKind
    quote: str
    year: int
    value: str
    unit: str
    key: str = ""
    falls: bool = False
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Different values of one cell in the sources."""

    key: str
    aspect: str
    candidates: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A number that was read and has no cell; `why` is a short Chinese sentence."""

    quote: str
    why: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Import:
    """Everything that was understood of the sources, for a report file of `year`."""

    year: int
    unit: str
    documents: tuple[SourceInfo, ...]
    proposals: tuple[Proposal, ...] = ()
    sections: tuple[SectionProposal, ...] = ()
    tables: tuple[TableProposal, ...] = ()
    relations: tuple[Relation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()


# -- on the way there ---------------------------------------------------------


class Reading(NamedTuple):
    """One value as read, before it is known which cell of the file it fills; a tuple, for there are many.

    `aspect` is that of the source's own year.  A row's key holds `$` for the row, whose name is
    `row_name`; `listing` names the enumeration it stood in (two rows of one listing are two things),
    `serial` the block; `row_id` is given where the source itself names the row (a 科目编码).
    A row nested `within` another, (family, name), has `$_$` in its key.  `start` and `end` are where the number
    stands in the text of its paragraph, both 0 in a table.
    """

    key: str
    aspect: str
    year: int
    held: Held
    mention: Mention
    confidence: Confidence
    why: str
    family: str = ""
    row_name: str = ""
    listing: str = ""
    serial: int = 0
    row_id: str = ""
    within: tuple[str, str] | None = None
    start: int = 0
    end: int = 0
    derived: bool = False


@dataclass(slots=True)
class Yield:
    """What reading one piece of a source gives; pieces are added up."""

    readings: list[Reading] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

    def add(self, other: Yield) -> None:
        """Take over what another piece gave."""
        self.readings += other.readings
        self.relations += other.relations
        self.unplaced += other.unplaced
