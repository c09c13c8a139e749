"""Figures that stay in the file while no pack of it shows them, and are out of play meanwhile.

Without the nine tables a unit types their few totals (DESIGN.md §4).  When the tables are taken out of a file
that has them filled in, what nobody can see any more is set aside: kept, listed by `show`, carried to next year's
file, but read by no formula and no check, and the totals that it made are typed in its place.  Only what a shown
figure that cannot be typed is made from stays in play.  When the tables come back, so does what was aside, and the
totals that nobody changed go.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.expressions import matches
from core.rules import Engine
from core.rules.graph import build
from core.template import TOTAL
from core.template.statement import parse_statement, references

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from core.figures import Held
    from core.rules import CellId
    from core.template import Template

ASIDE = "aside"
"""The mark that holds an Aside."""


@dataclass(frozen=True, slots=True)
class Aside:
    """The plain `keys` and the whole `families` of rows out of play, and the `totals` typed in their place."""

    keys: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    totals: tuple[CellId, ...] = ()

    @classmethod
    def load(cls, text: str | None) -> Aside:
        """From the mark's value; nothing from None."""
        found = json.loads(text) if text else {}
        return cls(
            frozenset(found.get("keys", ())),
            frozenset(found.get("families", ())),
            tuple((key, aspect) for key, aspect in found.get("totals", ())),
        )

    def dump(self) -> str | None:
        """The mark's value; None where nothing is aside."""
        if not (self.keys or self.families):
            return None
        held = {"keys": sorted(self.keys), "families": sorted(self.families), "totals": sorted(self.totals)}
        return json.dumps(held, ensure_ascii=False)

    def holds(self, key: str) -> bool:
        """Whether a figure is out of play."""
        if key in self.keys:
            return True
        family, _, rest = key.partition(".")
        return family in self.families and rest.partition(".")[0] != TOTAL


class Shown:
    """What the packs of a template place anywhere: in tables, sentences and charts, or read from a section."""

    def __init__(self, template: Template) -> None:
        keys = {*self._placed(template), *self._said(template)}
        self._plain = {key for key in keys if not _is_set(key)}
        self._sets = sorted(keys - self._plain)
        tables = template.tables.values()
        self.families = {row.each for table in tables for row in table.rows if row.each}
        self.families |= {table.per for table in tables if table.per}

    def __contains__(self, key: str) -> bool:
        if key not in self._plain and any(matches(pattern, key) for pattern in self._sets):
            self._plain.add(key)
        return key in self._plain

    @staticmethod
    def _placed(template: Template) -> Iterator[str]:
        for table in template.tables:
            yield from (reference.key.replace("$", "*") for reference in template.figures_of_table(table))

    @staticmethod
    def _said(template: Template) -> Iterator[str]:
        for form in template.statements.values():
            for variant in form.variants:
                found = references(parse_statement(variant.text))
                yield from (reference.key.replace("$", "*") for reference in found)
        for chart in template.charts.values():
            yield from (key.partition("@")[0] for _, drawn in chart.series for key in drawn)
        for section in template.sections.values():
            yield from (key.partition("@")[0] for key in section.reads.values())


def _is_set(key: str) -> bool:
    return "*" in key or "?" in key


def set_aside(
    template: Template, given: Mapping[CellId, Held], rows: Mapping[str, Sequence[str]]
) -> tuple[Aside, dict[CellId, Held]]:
    """What is out of play under a template, and the totals to be typed in its place."""
    shown, whole = Shown(template), Engine(template)
    whole.load(given, rows)
    inputs = _inputs(template, whole, rows)
    seen = [cell for cell in inputs if cell in whole.computed and cell[0] in shown]
    totals = [cell for cell in seen if template.may_type(cell[0])]
    parts = {key for cell in totals for key in _hidden_parts(whole, inputs, cell, shown)}
    fixed = (cell for cell in seen if not template.may_type(cell[0]))
    needed = {key for cell in fixed for key in _hidden_parts(whole, inputs, cell, shown)} - parts
    hidden = {key for key, _ in given if key not in shown and key not in needed}
    families = _families(template, shown, rows, needed)
    plain = {key for key in hidden if template.split(key)[0] is None or template.split(key)[1] == TOTAL}
    aside = Aside(frozenset(plain), frozenset(families))
    typed = _typed_instead(whole, _without(template, aside, given, rows), totals)
    return Aside(aside.keys, aside.families, tuple(sorted(typed))), typed


def _families(template: Template, shown: Shown, rows: Mapping[str, Sequence[str]], needed: Collection[str]) -> set[str]:
    """The families with rows that no table lists, and that nothing which cannot be typed is made from."""
    used = {key.partition(".")[0] for key in needed if template.split(key)[1] != TOTAL}
    return {family for family, ids in rows.items() if ids and family not in shown.families and family not in used}


def _inputs(template: Template, engine: Engine, rows: Mapping[str, Sequence[str]]) -> dict[CellId, frozenset[CellId]]:
    """What each computed cell reads; parts stand before wholes."""
    keys = [*template.base_keys]
    for family, ids in rows.items():
        keys += [key for row in ids for key in template.row_keys(family, row)]
    graph = build({key: template.figure(key) for key in keys}, engine.expand)
    return {node.cell: node.inputs for node in sorted(graph.nodes.values(), key=lambda node: node.rank)}


def _hidden_parts(
    engine: Engine, inputs: Mapping[CellId, frozenset[CellId]], total: CellId, shown: Shown
) -> Iterator[str]:
    """The given cells below a total that nobody can reach any more; what is shown is kept by whoever fills it in."""
    waiting, seen = [*inputs[total]], {total}
    while waiting:
        cell = waiting.pop()
        if cell in seen or cell[0] in shown:
            continue
        seen.add(cell)
        if cell in engine.given:
            yield cell[0]
        waiting += inputs.get(cell, ())


def _without(
    template: Template, aside: Aside, given: Mapping[CellId, Held], rows: Mapping[str, Sequence[str]]
) -> Engine:
    engine = Engine(template)
    engine.load(*in_play(aside, given, rows))
    return engine


def _typed_instead(whole: Engine, rest: Engine, totals: Iterable[CellId]) -> dict[CellId, Held]:
    """The totals that the rest no longer gives, parts before wholes, so that a sum of typed totals is computed."""
    typed: dict[CellId, Held] = {}
    for cell in totals:
        held = whole.value(*cell)
        if cell not in whole.given and rest.value(*cell).number != held.number:
            typed[cell] = rest.given[cell] = held
            rest.update({cell})
    return typed


def in_play(
    aside: Aside, given: Mapping[CellId, Held], rows: Mapping[str, Sequence[str]]
) -> tuple[dict[CellId, Held], dict[str, Sequence[str]]]:
    """Cells and rows without those that are aside."""
    return (
        {cell: held for cell, held in given.items() if not aside.holds(cell[0])},
        {family: ids for family, ids in rows.items() if family not in aside.families},
    )
