"""Readings into proposals: repetitions become evidence, contradictions conflicts, every value gets its cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.figures import Agreement, Held, Num, agree_same
from core.prefill.model import Confidence, Conflict, Mention, Proposal, Reading, Row
from core.prefill.placing import Place, places
from core.prefill.rows import with_rows
from core.rules import ASPECT_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.template import Template

_RANK: dict[Confidence, int] = {"uncertain": 0, "likely": 1, "certain": 2}


@dataclass(slots=True)
class _Value:
    """One value of one cell with every place that states it."""

    first: Reading
    row: Row | None
    confidence: Confidence
    others: list[Mention]


Keyed = dict[int, tuple[str, Row | None]]
"""The key and row that each reading, by its identity, was found to be of."""


def gather(readings: Sequence[Reading], year: int, template: Template) -> tuple[list[Proposal], list[Conflict], Keyed]:
    """The proposals for a file of `year`, in the order of the sources, the conflicts among them, the keys."""
    cells: dict[tuple[str, str, int], list[_Value]] = {}
    known = with_rows(readings)
    keyed = {id(before): (after.key, row) for before, (after, row) in zip(readings, known, strict=True)}
    for reading, row in _named(known, template):
        values = cells.setdefault((reading.key, reading.aspect, reading.year), [])
        _join(values, reading, row, name=_is_name(reading, row, template))
    proposals: list[Proposal] = []
    conflicts: list[Conflict] = []
    for values in cells.values():
        found = [_proposals(value, year, template, torn=len(values) > 1) for value in values]
        proposals += [proposal for many in found for proposal in many]
        if len(values) > 1:
            candidates = tuple(many[0] for many in found if many)
            conflicts.append(Conflict(candidates[0].key, candidates[0].aspect, candidates))
    return proposals, conflicts, keyed


def _named(found: Sequence[tuple[Reading, Row | None]], template: Template) -> Iterator[tuple[Reading, Row | None]]:
    """Each row's name as a reading of its own, before the row's first value."""
    seen = {reading.key for reading, _ in found}
    for reading, row in found:
        if row is not None:
            key = f"{row.family}.{row.id}.{template.named(row.family).label}"
            if row.name and not key.endswith(".") and key not in seen:
                seen.add(key)
                words = Held.words(row.name)
                yield reading._replace(key=key, aspect="actual", held=words, why="名称取自原文", listing=""), row
        yield reading, row


def _is_name(reading: Reading, row: Row | None, template: Template) -> bool:
    return row is not None and reading.key.endswith(f".{template.named(row.family).label}")


def _join(values: list[_Value], reading: Reading, row: Row | None, *, name: bool) -> None:
    """Add a reading to the value it repeats; two names of one row are no contradiction."""
    for value in values:
        if name or _equal(value.first.held, reading.held):
            if _RANK[reading.confidence] > _RANK[value.confidence]:
                value.confidence = reading.confidence
            if reading.mention != value.first.mention:
                value.others.append(reading.mention)
            return
    values.append(_Value(reading, row, reading.confidence, []))


def _equal(one: Held, other: Held) -> bool:
    if one.number is None or other.number is None:
        return (one.state, one.text) == (other.state, other.text)
    return agree_same(Num.of(one), Num.of(other)) is Agreement.EQUAL


def _proposals(value: _Value, year: int, template: Template, *, torn: bool) -> list[Proposal]:
    first = value.first
    return [
        _proposal(value, place, template, torn=torn)
        for place in places(first.key, first.aspect, first.year, year, template)
    ]


def _proposal(value: _Value, place: Place, template: Template, *, torn: bool) -> Proposal:
    first = value.first
    confidence: Confidence = "uncertain" if torn else value.confidence
    if _RANK[confidence] > _RANK[place.most]:
        confidence = place.most
    why = "；".join(part for part in (first.why, place.why, "来源中有不同的数" if torn else "") if part)
    return Proposal(
        key=place.key,
        label=_label(place, value.row, template),
        aspect=place.aspect,
        year=place.year,
        held=first.held,
        quote=first.mention.quote,
        evidence=first.mention.evidence,
        section=first.mention.section,
        confidence=confidence,
        why=why,
        target=place.target,
        origin=place.origin,
        row=value.row,
        others=tuple(value.others),
        derived=first.derived,
        lead=first.mention.lead,
    )


def _label(place: Place, row: Row | None, template: Template) -> str:
    name = template.figure(place.key).name
    return f"{ASPECT_NAMES.get(place.aspect, '')}{row.name if row else ''}{name}"
