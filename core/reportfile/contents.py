"""What a report file holds, as values: the packs, the contents, and how two contents differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.reportfile.changes import Change, Entry, FigureChange, MarkChange, RowChange, SectionChange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class StoredPack:
    """A pack as the file carries it: the text of each of its TOML files by name.

    `language` is the version of the pack language in which they are written.
    """

    id: str
    version: str
    language: int
    files: Mapping[str, str]


@dataclass(slots=True)
class Contents:
    """All that the clerk can change.

    `figures` by (key, aspect), `sections` as spans in JSON by section id, `rows`
    the row ids of each family in order with `positions` as stored by
    (family, row), `marks` by name.
    """

    figures: dict[tuple[str, str], Entry] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    rows: dict[str, list[str]] = field(default_factory=dict)
    positions: dict[tuple[str, str], int] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)


def difference(old: Contents, new: Contents) -> tuple[Change, ...]:
    """The changes that lead from `old` to `new`; empty where both hold the same."""
    return (*_rows(old, new), *_figures(old, new), *_sections(old, new), *_marks(old, new))


def _figures(old: Contents, new: Contents) -> Iterator[Change]:
    for place in sorted(old.figures.keys() | new.figures.keys()):
        before, after = old.figures.get(place), new.figures.get(place)
        if before != after:
            yield FigureChange(*place, before, after)


def _sections(old: Contents, new: Contents) -> Iterator[Change]:
    for section in sorted(old.sections.keys() | new.sections.keys()):
        before, after = old.sections.get(section), new.sections.get(section)
        if before != after:
            yield SectionChange(section, before, after)


def _rows(old: Contents, new: Contents) -> Iterator[Change]:
    for place in sorted(old.positions.keys() | new.positions.keys()):
        before, after = old.positions.get(place), new.positions.get(place)
        if before != after:
            yield RowChange(*place, before, after)


def _marks(old: Contents, new: Contents) -> Iterator[Change]:
    for name in sorted(old.marks.keys() | new.marks.keys()):
        before, after = old.marks.get(name), new.marks.get(name)
        if before != after:
            yield MarkChange(name, before, after)
