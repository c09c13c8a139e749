"""What ways are worth: the sum of their cues, piece by piece, each piece reckoned once.

A way's cues come in pieces (cues.py): what is to be told of a few facts that many ways share, the roles of two amounts
or how far off they stand.  A piece is summed when it is first met and looked up from then on, in other paragraphs, too.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from core.narrative.claims.weighed.cues import none_cues, pieces
from core.narrative.claims.weighed.weights import read_weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.narrative.claims.weighed.facts import Piece
    from core.narrative.claims.weighed.ways import Derived

_TENTHS = 10
"""Weights have one decimal: as whole numbers they make the same sum in any order."""
_MOST = 50_000
"""So many pieces are kept of one kind; reports have a few thousand."""


class Worth:
    """Learned weights of cues by kind of way, with the pieces that were summed."""

    def __init__(self, tables: Mapping[str, Mapping[str, float]]) -> None:
        self._tables = {
            kind: {name: round(worth * _TENTHS) for name, worth in names.items()} for kind, names in tables.items()
        }
        self._known: dict[str, dict[Piece, int]] = defaultdict(dict)

    def scores(self, derived: Derived) -> list[float]:
        """What each way of an amount is worth, and last none."""
        own = [f"own {name}" for name in derived.own]
        owned: dict[str, int] = {}
        found = []
        for way in derived.ways:
            kind = way.kind
            side = kind + way.lies[0] if kind in {"sum", "net"} else kind
            score = owned.get(side)
            if score is None:
                score = owned[side] = self._sum(side, own)
            known = self._known[kind]
            for piece in pieces(derived, way):
                worth = known.get(piece)
                if worth is None:
                    if len(known) >= _MOST:
                        known.clear()
                    worth = known[piece] = self._sum(kind, piece[0](*piece[1]))
                score += worth
            found.append(score / _TENTHS)
        return [*found, self._sum("none", [*none_cues(derived), *own]) / _TENTHS]

    def _sum(self, kind: str, names: Iterable[str]) -> int:
        worth = self._tables.get(kind)
        return sum([worth.get(name, 0) for name in names]) if worth else 0


@cache
def shipped() -> Worth:
    """What the shipped weights make of ways."""
    return Worth(read_weights("ways"))


def by_kind(weights: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Weights that are named `kind/cue` as tables of their kinds."""
    tables: dict[str, dict[str, float]] = defaultdict(dict)
    for name, worth in weights.items():
        kind, _, cue = name.partition("/")
        tables[kind][cue] = worth
    return tables


__all__ = ["Worth", "by_kind", "shipped"]
