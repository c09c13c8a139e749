"""What one action of the clerk changes: the unit of commit, undo and history.

A change is logical, never SQL: a figure's cell, a section's spans, a row the
clerk added, or a mark (a reason given for a warning, 其余为零, 本单位无 ...), each
with what stood before and what stands after.  None means absent.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.figures import Held


class Origin(StrEnum):
    """Where a held value came from."""

    TYPED = "typed"
    IMPORTED = "imported"
    CARRIED_OVER = "carried_over"
    COMPUTED = "computed"
    STATED = "stated"
    """Given for a computed cell: an approved or imported total that is printed instead of the sum."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell's content in the file; `evidence` is the id of the stored evidence it was imported from."""

    held: Held
    origin: Origin = Origin.TYPED
    evidence: int | None = None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One cell: `key` without aspect, `aspect` is prior, initial_budget, final_budget, actual or target."""

    key: str
    aspect: str
    before: Entry | None
    after: Entry | None


@dataclass(frozen=True, slots=True)
class SectionChange:
    """One narrative section; `before` and `after` are its spans as JSON text."""

    section: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a growing table (project.p_1a2b3c4d): its position, or None where it does not exist."""

    family: str
    row: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class MarkChange:
    """A named fact about the report, such as reason:X12 or rest_zero:base_data."""

    name: str
    before: str | None
    after: str | None


Change = FigureChange | SectionChange | RowChange | MarkChange


def inverse(change: Change) -> Change:
    """The change that takes `change` back."""
    match change:
        case FigureChange():
            return FigureChange(change.key, change.aspect, change.after, change.before)
        case SectionChange():
            return SectionChange(change.section, change.after, change.before)
        case RowChange():
            return RowChange(change.family, change.row, change.after, change.before)
        case MarkChange():
            return MarkChange(change.name, change.after, change.before)


@dataclass(frozen=True, slots=True)
class StoredEvidence:
    """Where an imported value was read, kept with the file for good.

    `quote` is the exact piece of the source; `year` the fiscal year the source says it is of.
    """

    source: str
    quote: str
    page: int | None = None
    line: int | None = None
    cell: str = ""
    year: int | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class PacksChange:
    """The packs a file carried before and after, each as "id version"; `ReportFile.packs` has their text."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """A committed action: `at` is local ISO time with offset, `who` the account, `what` its Chinese name.

    `undone` tells that it was taken back (it may be redone until a new edit).
    `packs` is given where the packs changed with it: whoever holds a template
    made from them makes it anew.  `barrier` marks 撤销到此为止.
    """

    id: int
    at: str
    who: str
    what: str
    changes: tuple[Change, ...]
    undone: bool = False
    packs: PacksChange | None = None
    barrier: bool = False
