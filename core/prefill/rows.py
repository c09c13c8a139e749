"""Rows of growing tables out of names: one row for one thing, however its name was varied."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.figures import Agreement, Held, Num, agree_same, agree_sum
from core.prefill.model import Reading, Row
from core.prefill.naming import alike, row_id

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(slots=True)
class _Group:
    """One thing: its first name, all names, the units of its fields, its amounts, the lists it stood in."""

    name: str
    names: set[str] = field(default_factory=set)
    units: dict[str, str] = field(default_factory=dict)
    amounts: dict[tuple[str, str, int], Num] = field(default_factory=dict)
    listings: set[str] = field(default_factory=set)
    serials: dict[tuple[str, str, int], int] = field(default_factory=dict)


def with_rows(readings: Sequence[Reading]) -> list[tuple[Reading, Row | None]]:
    """Each reading with its row; `$` in its key becomes the row's id."""
    groups: dict[tuple[str, str], list[_Group]] = {}
    found: list[tuple[Reading, Row | None]] = []
    for reading in listed_sums(readings):
        if not reading.family:
            found.append((reading, None))
            continue
        if reading.row_id:
            row = Row(reading.family, reading.row_id, reading.row_name)
            found.append((reading._replace(key=reading.key.replace("$", row.id)), row))
            continue
        above = _above(groups, reading)
        group = _group(groups.setdefault((reading.family, above), []), reading)
        own = row_id(reading.family, group.name)
        row = Row(reading.family, f"{above}_{own[2:]}" if above else own, group.name)
        found.append((reading._replace(key=reading.key.replace("$_$" if above else "$", row.id)), row))
    return found


def _above(groups: dict[tuple[str, str], list[_Group]], reading: Reading) -> str:
    """The id of the row that a nested row belongs to; empty for any other."""
    if reading.within is None:
        return ""
    family, name = reading.within
    words = Held.words(name)
    parent = reading._replace(key=f"{family}.$._", held=words, family=family, row_name=name, listing="", within=None)
    return row_id(family, _group(groups.setdefault((family, ""), []), parent).name)


def _group(groups: list[_Group], reading: Reading) -> _Group:
    """The group a reading belongs to, made where there is none yet."""
    name, field_name = reading.row_name, reading.key.rsplit(".", 1)[-1]
    unit = reading.held.unit
    for group in groups:
        if name in group.names and group.units.get(field_name, unit) == unit and not _other_event(group, reading):
            break
        if reading.listing and reading.listing not in group.listings and _same_amount(group, reading):
            break
    else:
        group = _Group(_free_name(groups, name, unit))
        groups.append(group)
    group.names.add(name)
    group.units.setdefault(field_name, unit)
    group.amounts.setdefault((field_name, reading.aspect, reading.year), Num.of(reading.held))
    group.serials.setdefault((field_name, reading.aspect, reading.year), reading.serial)
    if reading.listing:
        group.listings.add(reading.listing)
    return group


def _free_name(groups: Sequence[_Group], name: str, unit: str) -> str:
    """The name, with its unit or an ordinal where another thing already has it."""
    taken = [group.name for group in groups]
    if name not in taken:
        return name
    same = any(name in group.names and unit in group.units.values() for group in groups)
    of_unit = [f"{name}（{unit}）"] if unit and not same else []
    names = [*of_unit, *(f"{name}（{count}）" for count in range(2, len(groups) + 3))]
    return next(one for one in names if one not in taken)


def _other_event(group: _Group, reading: Reading) -> bool:
    """Whether one paragraph gives the name another number: two events, not one told twice."""
    place = (reading.key.rsplit(".", 1)[-1], reading.aspect, reading.year)
    known = group.amounts.get(place)
    if known is None or group.serials[place] != reading.serial or not reading.serial:
        return False
    return agree_same(known, Num.of(reading.held)) is not Agreement.EQUAL


def _same_amount(group: _Group, reading: Reading) -> bool:
    """Whether a differently named item of another list is the same thing: its amount is equal and its name alike."""
    field_name = reading.key.rsplit(".", 1)[-1]
    known = group.amounts.get((field_name, reading.aspect, reading.year))
    if known is None or reading.held.number is None or not group.listings:
        return False
    same = agree_same(known, Num.of(reading.held)) is Agreement.EQUAL
    return same and any(alike(name, reading.row_name) for name in group.names)


def listed_sums(readings: Sequence[Reading]) -> list[Reading]:
    """The items of a list whose amounts add up to a stated total are certain."""
    lists: dict[tuple[str, str, int], list[Num]] = {}
    for one in readings:
        if one.listing and one.key.endswith(".amount"):
            lists.setdefault((one.listing, one.aspect, one.year), []).append(Num.of(one.held))
    proven = {place for place, parts in lists.items() if len(parts) > 1 and _has_total(place, parts, readings)}
    return [
        one._replace(confidence="certain", why=f"{one.why}，各项之和等于总数")
        if (one.listing, one.aspect, one.year) in proven and one.confidence == "likely" and one.held.number is not None
        else one
        for one in readings
    ]


def _has_total(place: tuple[str, str, int], parts: Sequence[Num], readings: Sequence[Reading]) -> bool:
    total = sum(parts[1:], parts[0])
    family = next((one.family for one in readings if one.listing == place[0]), "")
    return any(
        agree_sum(Num.of(one.held), total) is not Agreement.WRONG
        for one in readings
        if not one.family and one.key.endswith(f".{family}") and (one.aspect, one.year) == place[1:] and one.held.number
    )
