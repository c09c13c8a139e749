"""Amounts that are not what they most likely follow from: sums, gaps, products, what is left, the same told again.

Every way an amount may follow from others of its paragraph (ways.py) has cues (cues.py); what each cue is worth was
learned from labelled texts (resources/rules/ways.json, build/accuracy/learn.py) and tells how likely a way is meant.
What the likeliest way makes and what is printed are then weighed as right and as slip (verdict.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cache, cached_property
from math import log
from typing import TYPE_CHECKING, NamedTuple

from core.narrative.claims.say import amount_text
from core.narrative.claims.told import written
from core.narrative.claims.weighed.cues import cues, none_cues
from core.narrative.claims.weighed.held import PLANNED, is_none, is_whole
from core.narrative.claims.weighed.pieces import Worth, by_kind, shipped
from core.narrative.claims.weighed.saying import wrong_amount
from core.narrative.claims.weighed.settled import says, settle
from core.narrative.claims.weighed.shares import shares
from core.narrative.claims.weighed.turns import may_be_wrong, turn_of, wrong_turn
from core.narrative.claims.weighed.verdict import Signs, chance, crossed, far, slip
from core.narrative.claims.weighed.ways import Derived
from core.narrative.claims.weighed.weights import read_weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from core.narrative.claims.weighed.ratios import Ratios
    from core.narrative.claims.weighed.settled import Settled
    from core.narrative.claims.weighed.turns import Turn
    from core.narrative.claims.weighed.ways import Way
    from core.rules import Finding

_MOST = 40
"""More numbers than a paragraph has: a table told as text, which others read."""
_LONG = 1000
"""A number of so many steps of its last digit is made by no chance."""
_SOME = 100
_SETTLES = frozenset({"gap", "times", "each", "flow"})
"""Ways that settle a long number that they make."""
_FIRM = frozenset({"sum", "net", "flow", "times"})
_LOOSE = frozenset({"close", "many", "same"})
"""Ways that say little of their terms."""
_OF_AMOUNTS = frozenset({"C2", "C3", "C18", "C19", "C21", "C22", "C23", "C24", "G11", "G12"})
_DOUBTED, _SURE = 0.3, 0.8
_FOLLOWS = 0.2
_EXACT = 0.1
"""So likely a way that makes a long number, no other sum is wrong."""
_OF_TURNS, _OF_SUMS = frozenset({"C4", "C13"}), frozenset({"C22", "C23", "C21"})
_NUMBER = re.compile(r"[\d.]+")
_LARGE, _WRONG_SAME = 0.25, 0.9
_WRONG, _WRONG_BESIDE = 0.65, 0.9
"""So likely wrong, an amount is told; beside another fault, which may be what is wrong."""
_FAR, _OFF = 0.6, 9.9
_LIKELY, _UNLIKELY = 0.5, 0.005
_DUES = 5
"""So many numbers an amount may be instead are weighed."""
_BOUNDS = (0.005, 0.02, 0.06, 0.12, 0.3)
_SHARES = (0.02, 0.06, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95)
_FITS = (0.0005, 0.01, 0.05, 0.2, 0.5)
_NONES = (0.02, 0.1, 0.3, 0.6)
_CROSSED = (
    *(("kind", name) for name in ("off", "slip", "share", "fit", "none", "used", "terms", "rated", "terms rated")),
    *(("kind", name) for name in ("told", "place", "says", "due told", "by told")),
    *(("share", name) for name in ("slip", "off", "fit", "none", "told", "used", "rated", "place", "rank", "many")),
    *(("slip", name) for name in ("off", "used", "rank", "due told")),
    ("used", "terms"),
)
"""What is said of two together."""
_LEAST = 1e-4
_ABOUT = re.compile(r"尾差|四舍五入|误差|等[。；，）]|主要")
_AROUND = 30
_BEHIND = 12


@cache
def way_weights() -> dict[str, float]:
    """What each cue is worth, by `kind/cue`, those of the amount itself by `kind/own cue`."""
    return {f"{kind}/{name}": worth for kind, names in read_weights("ways").items() for name, worth in names.items()}


def choices(derived: Derived) -> list[list[str]]:
    """The cues of every way, and last those of none."""
    own = derived.own
    found = []
    for way in derived.ways:
        side = way.lies[0] if way.kind in {"sum", "net"} else ""
        found.append(
            [
                *(f"{way.kind}/{name}" for name in cues(derived, way)),
                *(f"{way.kind}{side}/own {name}" for name in own),
            ]
        )
    found.append([*(f"none/{name}" for name in none_cues(derived)), *(f"none/own {name}" for name in own)])
    return found


class Suspect(NamedTuple):
    """An amount that may be wrong: what it would be (`due`, in steps of its last digit), by which way, the signs."""

    derived: Derived
    way: Way
    due: int
    signs: Signs


class Amounts:
    """The amounts of a paragraph with what they may follow from."""

    def __init__(self, ratios: Ratios, weights: Mapping[str, float] | None = None) -> None:
        self.row, self._rated, self._would_make = ratios.row, ratios.rated(), ratios.would_make
        row = self.row
        self._worth = shipped() if weights is None else Worth(by_kind(weights))
        self._known: dict[int, list[float]] = {}
        places = range(len(row.numbers)) if 1 < len(row.numbers) <= _MOST else ()
        self.each = [Derived(row, place) for place in places if row.is_amount(place) and row.values[place] > 0]

    @cached_property
    def _settled(self) -> Settled:
        """What the numbers alone settle."""
        return settle(self.row, self._rated)

    @property
    def _used(self) -> dict[int, int]:
        """The places of amounts that others are made of: 2 where a long number is, which is no chance, else 1."""
        return self._settled.used

    @cached_property
    def _twins(self) -> dict[tuple[float, str], int]:
        """How often each amount is told."""
        found: dict[tuple[float, str], int] = defaultdict(int)
        for derived in self.each:
            found[derived.size, derived.amount.held.unit] += 1
        return found

    def at(self, place: int) -> Derived | None:
        """The amount at a place, where one is weighed."""
        return next((one for one in self.each if one.at == place), None)

    def is_twin(self, derived: Derived) -> bool:
        """Whether an amount is told more than once."""
        return self._twins[derived.size, derived.amount.held.unit] > 1

    def judge(self, findings: Sequence[Finding]) -> tuple[set[str], list[Finding]]:
        """What is wrong of all amounts but those told already, and the places that another reading is wrong of.

        One that is made of a wrong one is no fault of its own: the likeliest comes first and speaks for its terms.
        """
        ranked = sorted(((chance("amount", one.signs), one) for one in self.suspects()), key=_by_chance)
        ranked = [(odds, one) for odds, one in ranked if odds >= _DOUBTED and not self._is_held(one)]
        silent = set(self._silent(findings, ranked))
        kept = [one for one in findings if one.place not in silent]
        starts = {_first_of(one.place) for one in kept}
        spoken = {place for place, one in enumerate(self.row.numbers) if self._source(one.start) in starts}
        left: list[Finding] = []
        for odds, one in ranked:
            places = {one.derived.at, *one.way.terms}
            if odds >= self._least(one, beside=bool(kept or left)) and places.isdisjoint(spoken):
                spoken |= places
                left.append(wrong_amount(one.derived, one.way, one.due))
        if not any(one.rule in _OF_TURNS for one in (*kept, *left)):
            left += self._turned(spoken)
        return silent, left

    def _least(self, suspect: Suspect, *, beside: bool) -> float:
        """How likely wrong an amount must be to be told."""
        due = suspect.due * suspect.derived.unit
        large = abs(due - suspect.derived.size) > _LARGE * max(due, suspect.derived.size)
        if beside or (large and suspect.way.kind == "sum"):
            return _WRONG_BESIDE
        return _WRONG_SAME if suspect.way.kind == "same" else _WRONG

    def _turned(self, spoken: set[int]) -> Iterator[Finding]:
        """The words of direction that go against the amounts of their difference."""
        for derived in self.each:
            if derived.at in spoken or not may_be_wrong(derived):
                continue
            if (turn := self._turn(derived)) is not None and turn.said != turn.due:
                yield wrong_turn(derived, turn)
                return

    def _turn(self, derived: Derived) -> Turn | None:
        if not any(way.kind == "gap" and derived.allows(way) for way in derived.ways):
            return None
        return turn_of(derived, self.shares_of(derived))

    def _source(self, start: int) -> int:
        """Where a place of the paragraph is in its section."""
        return _first_of(self.row.told.paragraph.place(start, start + 1))

    def _silent(self, findings: Sequence[Finding], ranked: Sequence[tuple[float, Suspect]]) -> Iterator[str]:
        """The places where all that other readings call wrong is right for this one, or another number."""
        place_of = self.row.told.paragraph.place
        told = {place_of(one.amount.start, one.amount.end): one for one in self.each}
        verdicts: dict[str, list[bool]] = defaultdict(list)
        for one in findings:
            if one.place in told:
                verdicts[one.place].append(self._is_right(told[one.place], one, ranked))
        yield from (place for place, right in verdicts.items() if all(right))

    def _is_right(self, derived: Derived, one: Finding, ranked: Sequence[tuple[float, Suspect]]) -> bool:
        """Whether an amount that another reading calls wrong adds up, or differs from one that holds as well."""
        if one.rule in _OF_TURNS:
            return self._is_turned(derived, one)
        if one.rule == "C3":
            others = [other for other in self.each if written(other.amount) == one.expected]
            return bool(others) and all(self.holds(each) for each in (derived, *others))
        if one.rule in _OF_SUMS and derived.at in self._settled.totals:
            return True
        if one.rule == "C24" and derived.at in self._settled.listed and self.row.is_inner(derived.at):
            return True
        return one.rule in _OF_AMOUNTS and self._is_other(derived, one, ranked)

    def _is_turned(self, derived: Derived, one: Finding) -> bool:
        """Whether a word that another reading calls wrong goes with the difference that an amount is, or with none."""
        if " -" in one.message:
            return True  # 亏损减少: of what is below nothing, less is more
        turn = self._turn(derived)
        if turn is not None:
            return turn.said == turn.due
        row = self.row
        if one.rule != "C13" or amount_text(derived.amount) in one.message:
            return False
        return not any(
            way.kind == "gap"
            and derived.allows(way)
            and any(not PLANNED.isdisjoint(row.roles(place)) or row.is_earlier(place) for place in way.terms)
            for way in derived.ways
        )

    def _is_other(self, derived: Derived, one: Finding, ranked: Sequence[tuple[float, Suspect]]) -> bool:
        """Whether an amount that another reading calls wrong is likely right, or should surely be another number."""
        odds, best = next(((odds, other) for odds, other in ranked if other.derived is derived), (0.0, None))
        if best is None or odds < _DOUBTED:
            if one.rule == "C24" and not any(
                way.kind == "flow" and derived.makes(way, derived.size) and is_whole(self.row, derived, way)
                for way in derived.ways
            ):
                return False  # what came less what went, without what there was before
            if one.rule == "C18" and derived.size < _SOME * derived.unit:
                return False  # so small a number many make
            long = derived.size >= _LONG * derived.unit
            return self._fits(derived) >= (_EXACT if long and one.rule in _OF_SUMS else _LIKELY)
        due = _NUMBER.search(wrong_amount(derived, best.way, best.due).expected or "")
        told = _NUMBER.search((one.expected or "").replace(",", ""))
        return odds >= _SURE and (due is None or told is None or float(due[0]) != float(told[0]))

    def _is_held(self, suspect: Suspect) -> bool:
        """Whether a number that likely follows from an amount holds, or the way to another is none."""
        derived = suspect.derived
        if is_none(self.row, derived, suspect.way, suspect.due * derived.unit):
            return True
        return any(
            one is not derived
            and one.size >= _LONG * one.unit
            and any(derived.at in other.terms and other.kind in _FIRM and one.allows(other) for other in one.ways)
            and self._fits(one) >= _LIKELY
            and any(
                derived.at in other.terms and one.allows(other) and share >= _LIKELY / 2
                for share, other in zip(self.shares_of(one), one.ways, strict=False)
            )
            for one in self.each
        )

    def holds(self, derived: Derived) -> bool:
        """Whether another number of the paragraph rests on an amount, or it follows from others."""
        return derived.at in self._used or derived.at in self._rated or self._fits(derived) >= _LIKELY

    def _fits(self, derived: Derived) -> float:
        """How likely one of the ways is meant that make an amount as it is printed."""
        made = [derived.makes(way, derived.size) for way in derived.ways]
        if not any(made):
            return 0.0
        return sum(share for share, holds in zip(self.shares_of(derived), made, strict=False) if holds)

    def shares_of(self, derived: Derived) -> list[float]:
        """How likely each way is meant, and last none."""
        known = self._known.get(derived.at)
        if known is None:
            known = self._known[derived.at] = shares(self._worth.scores(derived))
        return known

    def suspects(self) -> Iterator[Suspect]:
        """What each amount would be that is not what it likely follows from, the likeliest first."""
        for derived in self.each:
            if derived.at in self._settled.places or not says(self.row, derived.at):
                continue
            allowed = [derived.allows(way) for way in derived.ways]
            if self._may_be_wrong(derived, allowed):
                yield from self._suspects(derived, allowed)

    def _may_be_wrong(self, derived: Derived, allowed: Sequence[bool]) -> bool:
        """Whether anything but what is printed is near, and nothing settles it."""
        long = derived.size >= _LONG * derived.unit
        settled = long and any(holds and way.kind in _SETTLES for way, holds in zip(derived.ways, allowed, strict=True))
        return not settled and any(
            not holds
            and (
                abs(way.value - derived.size) < _FAR * max(way.value, derived.size)
                or way.value > _OFF * derived.size
                or derived.size > _OFF * way.value
            )
            for way, holds in zip(derived.ways, allowed, strict=True)
        )

    def _suspects(self, derived: Derived, allowed: Sequence[bool]) -> Iterator[Suspect]:
        likely = self.shares_of(derived)
        fits = [share for share, holds in zip(likely, allowed, strict=False) if holds]
        if derived.size >= _LONG * derived.unit and any(share > _LIKELY for share in fits):
            return
        groups: dict[int, list[int]] = defaultdict(list)
        for index, (way, holds) in enumerate(zip(derived.ways, allowed, strict=True)):
            if not holds:
                groups[round(way.value / derived.unit)].append(index)
        ranked = sorted(((sum(likely[at] for at in group), due, group) for due, group in groups.items()), reverse=True)
        for rank, (share, due, group) in enumerate(ranked[:_DUES]):
            if share < _UNLIKELY or due <= 0:
                continue
            again = [at for at in group if derived.ways[at].kind == "same"]
            way = derived.ways[max(again or group, key=lambda at: likely[at])]
            kinds = self._kinds(derived, way, due) | {
                "rank": str(rank),
                "share": str(bisect_left(_SHARES, share)),
                "fit": str(bisect_left(_FITS, sum(fits))),
                "none": str(bisect_left(_NONES, likely[-1])),
            }
            sizes = {"share": log(share), "fit": log(sum(fits) + _LEAST), "none": log(likely[-1] + _LEAST)}
            yield Suspect(derived, way, due, {**sizes, **crossed(kinds, _CROSSED)})

    def _kinds(self, derived: Derived, way: Way, due: int) -> dict[str, str]:
        """What is to be said of an amount that may be another number, by what it is said about."""
        printed, at, unit = round(derived.size / derived.unit), derived.at, derived.unit
        used = [self._used.get(term, 0) for term in way.terms]
        by = abs(printed - due)
        told = {round(one.size / unit) for one in self.each if one.amount.kind is derived.amount.kind}
        own = set(derived.own)
        around = max(derived.amount.start - _AROUND, 0)
        return {
            "kind": way.kind,
            "slip": slip(str(printed), str(due)),
            "off": str(far(printed, due, _BOUNDS)),
            "by": str(min(by, 3)),
            "round": str(len(str(by).rstrip("0")) == 1),
            "used": str(self._used.get(at, 0)),
            "terms": f"{max(used, default=0)}{min(used, default=0)}",
            "rated": str(self._rated.get(at, 0)),
            "terms rated": str(min(sum(term in self._rated for term in way.terms), 2)),
            "told": str(min(self._twins[derived.size, derived.amount.held.unit], 3)),
            "due told": str(due in told),
            "by told": str(by in told),
            "many": str(min(len(self.each) // 3, 4)),
            "place": "last" if max(way.terms) < at else "first" if min(way.terms) > at else "amid",
            "agrees": str(self._would_make(at, due * unit)),
            "unit": str(derived.is_unit_slip(way.value)),
            "total": str(any(name[0] == "T" and name not in {"T0", "T1"} for name in own)),
            "says": "".join(name for name in ("G", "L", "each", "moved") if name in own),
            "about": str(_ABOUT.search(self.row.text, around, derived.amount.end + _BEHIND) is not None),
        }


def _by_chance(ranked: tuple[float, Suspect]) -> float:
    """The likeliest first; of the numbers of one relation rather the one that the words call what follows."""
    odds, one = ranked
    words = one.derived.own
    follows = (one.way.kind == "gap" and not {"G", "L", "moved"}.isdisjoint(words)) or (
        one.way.kind in {"sum", "net"} and any(word[0] == "T" for word in words)
    )
    return -odds - (_FOLLOWS if follows else 0.0)


def _first_of(place: str) -> int:
    """Where a place begins: 1:30-36."""
    return int(place.rpartition(":")[2].partition("-")[0])


__all__ = ["Amounts", "Suspect", "choices", "way_weights"]
