"""A report beside one of its snapshots: what differs, and bringing back a cell, a section, a row or more of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.report.aside import ASIDE
from core.reportfile import Change, FigureChange, MarkChange, ReportFile, RowChange, difference
from core.template import RowKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from core.report.packing import PackingReport
    from core.report.views import Moved


@dataclass(frozen=True, slots=True)
class Comparison:
    """What leads from the report as it stands to the snapshot: `before` of each change is now, `after` is then.

    `packs` are those of the snapshot as "id version" where they are others than now.
    """

    snapshot: Path
    changes: tuple[Change, ...]
    packs: tuple[str, ...] = ()


def compare(report: PackingReport, snapshot: Path) -> Comparison:
    """Hold the report against a snapshot, which is only read.  Raises ReportFileError where it cannot be."""
    with ReportFile.open(snapshot, read_only=True) as other:
        then = other.load()
        packs = tuple(f"{pack.id} {pack.version}" for pack in other.packs)
    now = tuple(f"{pack.id} {pack.version}" for pack in report.file.packs)
    # What is aside follows from the packs: it comes back with them, never by itself.
    changes = (one for one in difference(report.file.load(), then) if not _is_aside(one))
    return Comparison(snapshot, tuple(changes), packs if packs != now else ())


def _is_aside(change: Change) -> bool:
    return isinstance(change, MarkChange) and change.name == ASIDE


def bring_back(report: PackingReport, found: Comparison, chosen: Sequence[Change], what: str) -> Moved:
    """Make the chosen places what they were in the snapshot, as one change; the others stay as they are.

    A cell of a row that is gone brings the row, a row that comes brings its cells, one that goes takes them along.
    Raises ReportFileError.
    """
    wanted = list(dict.fromkeys([*chosen, *_along(report, found, chosen)]))
    plain = [change for change in wanted if not _has_evidence(change)]
    found_in_file = [change for change in wanted if isinstance(change, FigureChange) and _has_evidence(change)]

    def with_evidence() -> list[Change]:
        if not found_in_file:
            return []
        with ReportFile.open(found.snapshot, read_only=True) as other:
            return [_evident(report, other, change) for change in found_in_file]

    return report.apply(what, plain, evidence=with_evidence)


def _has_evidence(change: Change) -> bool:
    return isinstance(change, FigureChange) and change.after is not None and change.after.evidence is not None


def _evident(report: PackingReport, other: ReportFile, change: FigureChange) -> FigureChange:
    """The change with its evidence by the number it has in the report's own file."""
    if change.after is None or change.after.evidence is None:
        return change
    number = report.file.add_evidence(other.evidence(change.after.evidence))
    return replace(change, after=replace(change.after, evidence=number))


def _along(report: PackingReport, found: Comparison, chosen: Iterable[Change]) -> Iterator[Change]:
    """The changes that the chosen ones cannot do without."""
    rows = {(one.family, one.row): one for one in found.changes if isinstance(one, RowChange)}
    for change in chosen:
        match change:
            case FigureChange(key):
                family, row, _ = report.template.split(key)
                if family is not None:
                    names = _above(row, by_code=family.rows is RowKind.FUNCTIONAL)
                    yield from (rows[family.key, name] for name in names if (family.key, name) in rows)
            case RowChange(family, row):
                prefix = f"{family}.{row}."
                yield from (
                    one for one in found.changes if isinstance(one, FigureChange) and one.key.startswith(prefix)
                )


def _above(row: str, *, by_code: bool) -> list[str]:
    """A row with those it belongs to: a 项 to its 款 and 类."""
    return [row[:digits] for digits in (3, 5, 7) if digits <= len(row)] if by_code else [row]
