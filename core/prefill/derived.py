"""Last year's figures that follow from this year's and the stated change: offered, never certain."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from core.figures import Held, parse
from core.figures.held import UNITS, Kind
from core.prefill.model import Mention, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.prefill.model import Relation
    from core.template import Template

_LAST_YEAR = re.compile(r"上年|去年|上一年|同期")


def derived(readings: Sequence[Reading], relations: Sequence[Relation], template: Template) -> list[Reading]:
    """Last year's amounts: this year's less the change that the text gives against last year.

    Only where this year's amount is stated once and alike, and all changes of it come to one amount.
    """
    now: dict[tuple[str, int], list[Reading]] = defaultdict(list)
    for one in readings:
        if one.aspect == "actual" and one.held.number is not None and "$" not in one.key:
            now[one.key, one.year].append(one)
    once = {place: many[0] for place, many in now.items() if len({one.held.number for one in many}) == 1}
    found: dict[tuple[str, int], list[Reading]] = defaultdict(list)
    for relation in relations:
        stated = once.get((relation.key, relation.year))
        if stated is not None and _against_last_year(relation):
            for one in _less(stated, relation, template):
                found[one.key, one.year].append(one)
    return [many[0] for many in found.values() if len({one.held.number for one in many}) == 1]


def _against_last_year(relation: Relation) -> bool:
    last = _LAST_YEAR.search(relation.quote) or f"{relation.year - 1}年" in relation.quote
    return relation.relation == "change" and relation.unit in UNITS and bool(last)


def _less(stated: Reading, relation: Relation, template: Template) -> Iterator[Reading]:
    figure = template.find(stated.key)
    if figure is None or figure.kind is not Kind.MONEY or "prior" not in figure.aspects or relation.evidence is None:
        return
    change = parse(relation.value, Kind.MONEY, relation.unit)
    if stated.held.number is None or change.number is None or relation.unit != stated.held.unit:
        return  # another unit is more often a slip than meant
    before = stated.held.number + (change.number if relation.falls else -change.number)
    if before < 0:
        return
    unit = stated.held.unit
    decimals = max(stated.held.decimals, change.decimals)
    yield Reading(
        key=stated.key,
        aspect="actual",
        year=relation.year - 1,
        held=Held.money(before, unit, decimals),
        mention=Mention(relation.quote, relation.evidence, stated.mention.section),
        confidence="likely",
        why=f"推算：本年数{'加上减少' if relation.falls else '减去增加'}的 {relation.value}{relation.unit}",
        derived=True,
    )
