"""Numbers that stand in a row: 分别为3万元、2万元和1万元，占60%、30%和10%."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.narrative.claims import words
from core.narrative.claims.names import canonical, clean, generic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.narrative.claims.model import Amount
    from core.narrative.claims.scan import Quantity

_JOINED = re.compile(r"、|和|与|及|以及|、?以及")
_APART = re.compile(r"、|和|与|及")
_EACH = re.compile(r"(?:分别|依次)(?:为|是|占|达到?|增长|下降|完成|安排|支出)*$")


@dataclass(slots=True, eq=False)
class Run:
    """`length` numbers of one kind in a row; `amounts` fills up while they are read."""

    length: int
    amounts: list[Amount]
    each: bool = False
    """Said to be of several things, 分别."""


def runs_of(text: str, numbers: Sequence[Quantity]) -> dict[int, tuple[Run, int]]:
    """For the start of each number in a row of two or more: its row, and its place in it."""
    found: dict[int, tuple[Run, int]] = {}
    row: list[Quantity] = []
    for one in numbers:
        if row and row[-1].kind is one.kind and _JOINED.fullmatch(text, row[-1].end, one.start):
            row.append(one)
            continue
        _keep(row, found)
        row = [one]
    _keep(row, found)
    return found


def _keep(row: list[Quantity], found: dict[int, tuple[Run, int]]) -> None:
    if len(row) > 1:
        run = Run(len(row), [])
        found.update({one.start: (run, place) for place, one in enumerate(row)})


def names_of(phrase: str, run: Run) -> list[tuple[str, int]]:
    """The names and years (0 for none) that the words before a row give to its numbers; empty where they do not."""
    said = _EACH.search(phrase)
    run.each = said is not None
    parts = _APART.split(phrase[: said.start()]) if said else []
    if len(parts) != run.length:
        return []
    names = []
    for part in parts:
        years = words.YEAR.findall(part)
        name = canonical(clean(part))
        names.append(("" if generic(name) else name, int(years[-1]) if years else 0))
    return names


def without_each(phrase: str) -> str:
    """占比分别为 as 占比为."""
    return phrase.replace("分别", "").replace("依次", "")
