"""What a percentage is of, by the roles of all amounts near it: C2, C8, C11, G9, G10.

Every pair of amounts near a percentage has traits (traits.py): which is a budget, which stands right before it, which
the words name, which the percentages beside it are of.  What each trait is worth was learned from labelled texts
(resources/rules/ratios.json, build/accuracy/learn.py) and tells how likely a pair is meant.  What the likeliest pair
makes and what is printed are then weighed as right and as slip (verdict.py).
"""

from __future__ import annotations

import re
from functools import cached_property
from math import log
from typing import TYPE_CHECKING, NamedTuple

from core.narrative.claims.told import taken
from core.narrative.claims.weighed.fitting import fits, is_other_side
from core.narrative.claims.weighed.odds import groups_of, weigh
from core.narrative.claims.weighed.operands import Row, read_rate
from core.narrative.claims.weighed.otherwise import otherwise, turned
from core.narrative.claims.weighed.telling import opposed, wrong_ratio
from core.narrative.claims.weighed.traits import Near, Pair, beside, reckon
from core.narrative.claims.weighed.verdict import chance, far_signs, slip_signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from core.narrative.claims.told import Told
    from core.narrative.claims.weighed.odds import Likely
    from core.narrative.claims.weighed.verdict import Signs
    from core.rules import Finding

_MOST = 40
_WRONG, _WRONG_BESIDE = 0.55, 0.8
"""So likely wrong, a percentage is told; beside another fault, which may be what is wrong."""
_SURE = 0.9
"""So likely, what this reading makes of it outweighs what another made."""
_TURNED = 0.7
_RIGHT, _LIKELY = 0.05, 0.75
"""So unlikely wrong, and so likely of a pair that makes it, another reading is not to speak of it."""
_EXACT = 0.02
_UNMEANT, _SOME, _UNLIKELY_PAIR = 0.12, 0.1, 0.05
_DUE = re.compile(r"([+-]?[\d.]+)%")
_UNLIKELY = 0.03
_LEAST = 1e-4
_BOUNDS = (0.01, 0.05, 0.2, 0.5, 3.0)
_SAME = 1e-9
_OVER, _TINY = 1.5, 0.02
_RATES = {"C2", "C8", "C11", "G9", "G10"}
_SHUT = re.compile(
    r"(?:低于|高于|≥|≤|超过|不足|未达|达不到|不到|达到|[目标完成]值|%至|[降升增高少加减长][至到为]|[×*]|"
    r"(?:计划|预计|拟|力争|要求)[压增减下提][^，。；\d]|[药耗材]占比|"
    r"(?:上年|去年|20\d\d年)(?:同期)?的?|结余率为?)$|(?:最[高低]|平均)[^，。；]{0,4}$"
)
"""Before a percentage that a standard, another year or another number has."""
_NO_RATE = re.compile(r"[≥≤]$|最[高低][^，。；]{0,2}$")
_ALONE = re.compile(
    r"满意|覆盖|合格|及格|知晓|参与|普及|入学|优良|达标|准确|及时|完好|巩固|就业|认可|信息化|数字化|回访|床位"
)
_UNREAD = re.compile(r"\d[万亿元](?!人|名|个|户|件)")
"""2098.4万: an amount that was not read."""
_LEAD = 14


_OF_SHARES = frozenset({"C8", "C9"})


class Doubt(NamedTuple):
    """What a percentage would be if it is wrong: the pair that it should be of, and the signs for it."""

    pair: Pair
    signs: Signs


class Weighed(NamedTuple):
    """A percentage with the amounts near it, the pairs of them, and those that make it as it is printed."""

    near: Near
    pairs: list[Pair]
    made: list[Pair]


class Ratios:
    """The percentages of a paragraph, each with the pairs of amounts near it; reckoned when first asked."""

    def __init__(self, told: Told, weights: Mapping[str, Mapping[str, float]] | None = None) -> None:
        self._told, self._weights = told, weights
        self._known: dict[int, Weighed] = {}
        self._likely: dict[int, tuple[list[Likely], float]] = {}
        self._wrong: set[int] = set()
        """Where the percentages begin that another reading calls wrong: they tell nothing of those beside them."""
        rates = told.every_rate
        self.rates = rates if len(told.amounts) > 1 and len(told.amounts) + len(rates) <= _MOST else []

    @cached_property
    def row(self) -> Row:
        """The numbers of the paragraph."""
        return Row(self._told)

    def _at(self, at: int) -> Weighed:
        """One percentage with its pairs; looked at once."""
        known = self._known.get(at)
        if known is None:
            near = Near(self.row, read_rate(self.row, self.rates[at]))
            pairs = near.pairs()
            self._told.weighed += len(pairs)
            made = [pair for pair in pairs if near.makes(pair, near.size, near.half)]
            known = self._known[at] = Weighed(near, pairs, made)
        return known

    @cached_property
    def _nears(self) -> list[Near]:
        return [self._at(at).near for at in range(len(self.rates))]

    @cached_property
    def _made(self) -> list[list[Pair]]:
        """The pairs that make each percentage as it is printed."""
        return [[] if one.start in self._wrong else self._at(at).made for at, one in enumerate(self.rates)]

    def near_of(self, place: int) -> Near | None:
        """The percentage at a place of the row with the amounts near it, where it is weighed."""
        return next((near for near in self._nears if near.at == place), None)

    def rated(self) -> dict[int, int]:
        """The places of amounts that percentages are right of, with their decimals: 1, or 2 and more."""
        found: dict[int, int] = {}
        for at, rate in enumerate(self.rates):
            decimals = min(rate.held.decimals, 2)
            if (plain := self._told.plain.get(rate.start)) is not None:
                places = (self.row.place.get(one.start) for one in plain if one.paragraph is self._told.paragraph)
                found |= {place: 2 for place in places if place is not None}
                continue
            made = self._at(at).made
            for place in {place for pair in made if decimals or _is_exact(pair) for place in (pair.part, pair.whole)}:
                found[place] = max(found.get(place, 1), decimals)
        return found

    def judge(self, findings: Sequence[Finding]) -> tuple[set[str], list[Finding]]:
        """What is wrong of all percentages, and the places that another reading is wrong of or need not speak of."""
        told = self._told
        spoken = {one.place: one for one in findings}
        self._wrong = {
            one.start
            for one in self.rates
            if (other := spoken.get(told.paragraph.place(one.start, one.end))) is not None and other.rule in _OF_SHARES
        }
        silent: set[str] = set()
        left: list[Finding] = []
        for at, rate in enumerate(self.rates):
            place = told.paragraph.place(rate.start, rate.end)
            if not rate.ratio or rate.start in told.plain:
                continue
            other = spoken.get(place)
            if other is not None and other.rule not in _RATES:
                continue
            if other is None and (word := self._wrong_word(at)) is not None:
                left.append(word)
                continue
            odds, pair = self._worst(at)
            if other is None:
                least = _WRONG_BESIDE if findings or left else _WRONG
                if pair is not None and odds > least and not taken(told, rate):
                    left += wrong_ratio(self._at(at).near, pair)
            elif pair is not None and odds > _SURE:
                found = list(wrong_ratio(self._at(at).near, pair))
                if found and found[0].expected != other.expected:
                    silent.add(place)
                    left += found
            elif _NO_RATE.search(_lead(self._at(at).near)) or self._is_right(at, odds, other):
                silent.add(place)
        return silent, left

    def _worst(self, at: int) -> tuple[float, Pair | None]:
        """How likely a percentage is wrong, and the pair that it should be of then."""
        near = self._at(at).near
        if _is_shut(near) or turned(near) or (not self._at(at).made and otherwise(self._told, near)):
            return 0.0, None
        if any(_is_exact(pair) for pair in self._at(at).made) and self._fits(at) > _EXACT:
            return 0.0, None
        if any(_is_said(near, pair) for pair in self._at(at).made):
            return 0.0, None
        doubts = [(chance("rate", one.signs), one) for one in self.doubts(at)]
        if not doubts:
            return 0.0, None
        odds, doubt = max(doubts, key=_chance_of)
        least = _SURE if "unfit" in doubt.signs else _WRONG_BESIDE if "another name" in doubt.signs else 0.0
        return (odds, doubt.pair) if odds > least else (0.0, None)

    def _wrong_word(self, at: int) -> Finding | None:
        """5.2万元，上年4.7万元，同比下降10.64%: by so much, only not in that direction (C4)."""
        near = self._at(at).near
        if near.reading.rate.ratio < 0:
            return None  # 增减幅依次为19.44%、-17.00%
        if near.reading.kind != "grow" or not any(pair.turned for pair in self._at(at).made) or self._told.directed:
            return None
        likely = self._weighed(at)[0]
        made = {id(pair) for pair in self._at(at).made}
        turned = sum(one.share for one in likely if one.pair.turned and id(one.pair) in made)
        best = max(likely, key=lambda one: one.share)
        if turned <= _TURNED or id(best.pair) not in made or not best.pair.turned:
            return None
        return opposed(near, best.pair)

    def would_make(self, place: int, value: float) -> bool:
        """Whether a percentage that no amount at a place makes would be right of another number there."""
        values = self.row.values
        for near, pairs in self.unmade if value > 0 else ():
            for pair in pairs:
                if place in {pair.part, pair.whole}:
                    one, other = (value if at == place else values[at] for at in (pair.part, pair.whole))
                    due = reckon(one, other, pair.how, falls=near.reading.falls)
                    if due is not None and abs(abs(due) - near.size) <= near.half:
                        return True
        return False

    @cached_property
    def unmade(self) -> list[tuple[Near, list[Pair]]]:
        """The percentages with decimals that no two amounts make, with the pairs that do not."""
        open_ones = [
            at
            for at, rate in enumerate(self.rates)
            if rate.held.decimals and rate.start not in self._told.plain and not self._at(at).made
        ]
        return [(self._at(at).near, self._at(at).pairs) for at in open_ones]

    def _is_right(self, at: int, odds: float, other: Finding) -> bool:
        """Whether a percentage is likely right, or what another reading makes of it is of a pair that is not meant."""
        made = self._fits(at)
        if odds < _RIGHT and made > _LIKELY:
            return True
        if odds < _SOME and made > _WRONG and self.rates[at].held.decimals:
            return True
        due = _DUE.fullmatch(other.expected or "")
        if odds >= _UNMEANT or due is None or other.rule == "G10":
            return False
        size, step = abs(float(due[1])) / 100, 0.01**1.5
        shares = [one.share for one in self._weighed(at)[0] if abs(one.pair.value - size) < step]
        if not shares and size == 1 and other.rule in {"C8", "C11"}:
            return True  # of itself
        return bool(shares) and sum(shares) < _UNLIKELY_PAIR

    def _weighed(self, at: int) -> tuple[list[Likely], float]:
        """How likely each pair of a percentage is meant, and none; weighed once."""
        known = self._likely.get(at)
        if known is None:
            near, pairs, _ = self._at(at)
            others = beside(self._nears, self._made, at) if pairs else None
            known = self._likely[at] = weigh(near, pairs, others, self._weights) if others else ([], 1.0)
        return known

    def _fits(self, at: int) -> float:
        """How likely one of the pairs is meant that make a percentage as it is printed."""
        right = {id(pair) for pair in self._at(at).made}
        return sum(one.share for one in self._weighed(at)[0] if id(one.pair) in right) if right else 0.0

    def doubts(self, at: int) -> Iterator[Doubt]:
        """What a percentage would be that is not as its likely pairs make it, the likeliest first."""
        near, pairs, made = self._at(at)
        if not pairs:
            return
        likely, none = self._weighed(at)
        right = {id(pair) for pair in made}
        fitting = [one for one in likely if id(one.pair) in right]
        for rank, (share, group) in enumerate(groups_of(likely, right)[:2]):
            pair = max(group, key=lambda one: one.share).pair
            printed, due = _texts(near, pair)
            if share < _UNLIKELY or printed == due or is_other_side(near, pair):
                continue
            signs = self._signs(near, pair, made) | slip_signs(printed, due) | far_signs(near.size, pair.value, _BOUNDS)
            fits_now = sum(one.share for one in fitting)
            signs |= {"share": log(share), "fit": log(fits_now + _LEAST), "none": log(none + _LEAST)}
            operands = {place for one in group for place in (one.pair.part, one.pair.whole)}
            common = max((len({one.pair.part, one.pair.whole} & operands) for one in fitting), default=0)
            signs |= {f"rank {rank}": 1, f"common {common}": 1, f"pairs {min(len(pairs) // 10, 4)}": 1}
            yield Doubt(pair, signs)

    def _is_named(self, near: Near, pair: Pair) -> bool:
        """Whether both amounts of a pair have the name that a percentage is told of."""
        return all(not {"sub=2", "sub=3"}.isdisjoint(near.traits[place]) for place in (pair.part, pair.whole))

    def _signs(self, near: Near, pair: Pair, made: Sequence[Pair]) -> Signs:
        kind, decimals = near.reading.kind, min(near.reading.rate.held.decimals, 2)
        signs: Signs = {"always": 1, f"kind {kind}": 1, f"how {pair.how}": 1, f"{kind} {pair.how}": 1}
        signs |= {f"decimals {decimals}": 1, f"row {min(near.reading.row[1], 3)}": 1}
        others = [abs(float(one.ratio)) for one in self.rates if one is not near.reading.rate]
        allowed = fits(near, pair)
        told = {
            "made": bool(made),
            "made by name": any(self._is_named(near, one) for one in made),
            "shut": _is_shut(near),
            f"fits {kind}": allowed,
            "another name": bool(near.reading.of) and "of=0" in near.traits[pair.whole],
            "unfit": not allowed,
            "turned round": turned(near),
            "otherwise": not made and otherwise(self._told, near),
            "no rate": _NO_RATE.search(_lead(near)) is not None,
            "falls": pair.turned,
            "complement": any(abs(one + pair.value - 1) < near.half for one in others),
            "copied": any(abs(one - near.size) < _SAME for one in others),
            "elsewhere": any(abs(one - pair.value) < near.half for one in others),
            "all": near.size == 1,
            "over": pair.value > _OVER,
            "tiny": pair.value < _TINY,
        }
        return signs | {name: 1.0 for name, so in told.items() if so}


def _is_exact(pair: Pair) -> bool:
    """Whether two amounts make a whole percentage to the digit, other than all and half."""
    size = pair.value * 100
    return abs(size - round(size)) < _SAME and round(size) not in {0, 50, 100}


def _is_said(near: Near, pair: Pair) -> bool:
    """完成预算3808万元的133.3%: whether a percentage is of the amount right before it, as it says."""
    said = near.told_before() in {"的", "的比例为", "的比重为"} and near.reading.rate.held.decimals > 0
    return said and pair.how == "of" and pair.whole == near.at - 1


def _chance_of(doubt: tuple[float, Doubt]) -> float:
    return doubt[0]


def _texts(near: Near, pair: Pair) -> tuple[str, str]:
    """A percentage as it is printed, and as it would be."""
    decimals = near.reading.rate.held.decimals
    return f"{near.size * 100:.{decimals}f}", f"{pair.value * 100:.{decimals}f}"


def _lead(near: Near) -> str:
    start = near.reading.rate.start
    return near.row.text[max(start - _LEAD, 0) : start]


def _is_shut(near: Near) -> bool:
    """满意率, 最高81.3%, 低于100%, 占全部的100%: no amounts told make it."""
    rate, kind = near.reading.rate, near.reading.kind
    lead, text = _lead(near), near.row.text
    if (
        _SHUT.search(lead)
        or _UNREAD.search(near.told_before())
        or text.startswith(("至", "—", "-", "~"), rate.end)
        or (kind == "share" and abs(rate.ratio) == 1)
    ):
        return True
    return kind in {"plan", "rate", "bare"} and _ALONE.search(lead) is not None


__all__ = ["Ratios"]
