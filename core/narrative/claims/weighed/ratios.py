"""What a percentage is of, by the roles of all amounts near it: C2, C8, C11, G9, G10.

Every pair of amounts near a percentage has traits (traits.py): which is a budget, which stands right before it, which
the words name, which the percentages beside it are of.  What each trait is worth was learned from labelled texts
(resources/rules/ratios.toml, build/accuracy/ratios.py) and tells how likely a pair is meant.  A percentage is wrong
where what its likely pair makes, and such a slip as people make, are likelier than the pairs that make it as printed.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from core.narrative.claims.say import amount_text, bare, num
from core.narrative.claims.second.told import taken, wrong_rate
from core.narrative.claims.weighed.fitting import fits
from core.narrative.claims.weighed.odds import Printed, weigh
from core.narrative.claims.weighed.operands import Row, read_rate
from core.narrative.claims.weighed.otherwise import otherwise, turned
from core.narrative.claims.weighed.traits import Near, Pair, beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.figures import Num
    from core.narrative.claims.model import Rate
    from core.narrative.claims.second.told import Told
    from core.rules import Finding

_MOST = 40
_ODDS = 1.0
"""From here on a percentage is told as wrong."""
_SURE = 4.0
"""From here on one without decimals that no two amounts make."""
_MOSTLY = 0.5
"""So likely the pairs that make it, no slip is likelier."""
_FINE = 0.008
_LIKELY = 0.75
_CLEAR, _VERY = 0.93, 50.0
"""So likely a pair, and such odds, outweigh another reading."""
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


class Verdict(NamedTuple):
    """What is to be said of a percentage: the pair that it should be of, or that it is fine as it is."""

    meant: Pair | None
    fine: bool
    sure: bool


_NO_VERDICT = Verdict(None, fine=False, sure=False)


class Ratios:
    """The percentages of a paragraph, each with the pairs of amounts near it; reckoned when first asked."""

    def __init__(self, told: Told) -> None:
        self._told = told
        many = len(told.amounts) + len(told.rates)
        self._rates = told.rates if len(told.amounts) > 1 and many <= _MOST else []

    @cached_property
    def _nears(self) -> list[Near]:
        row = Row(self._told)
        return [Near(row, read_rate(row, rate)) for rate in self._rates]

    @cached_property
    def _pairs(self) -> list[list[Pair]]:
        return [near.pairs() for near in self._nears]

    @cached_property
    def _made(self) -> list[list[Pair]]:
        """The pairs that make each percentage as it is printed."""
        return [
            [pair for pair in pairs if near.makes(pair, near.size, near.half)]
            for near, pairs in zip(self._nears, self._pairs, strict=True)
        ]

    def check(self, places: set[str]) -> Iterator[Finding]:
        """Every percentage that is not what its likely pair makes, but for those at places spoken of."""
        told = self._told
        for at, rate in enumerate(self._rates):
            spoken = taken(told, rate) or (rate.start, rate.end) in told.wrong
            spoken = spoken or told.paragraph.place(rate.start, rate.end) in places
            if rate.ratio and not spoken and rate.start not in told.plain:
                meant = self._verdict(at, spoken=False).meant
                if meant is not None:
                    yield from _wrong(self._nears[at], meant)

    def review(self, findings: Sequence[Finding]) -> tuple[set[str], list[Finding]]:
        """The places of percentages that are wrong for one reading, though right for the likely pair, or for another.

        With what the likely pair makes of the latter.
        """
        places = {one.place: one for one in findings if one.rule in _RATES and (one.claimed or "").endswith("%")}
        fine: set[str] = set()
        better: list[Finding] = []
        for at, rate in enumerate(self._rates if places else ()):
            place = self._told.paragraph.place(rate.start, rate.end)
            if place not in places or not rate.ratio:
                continue
            verdict = self._verdict(at, spoken=True)
            if verdict.fine:
                fine.add(place)
            elif verdict.sure and verdict.meant is not None:
                found = list(_wrong(self._nears[at], verdict.meant))
                if found and found[0].expected != places[place].expected:
                    fine.add(place)
                    better += found
        return fine, better

    def _verdict(self, at: int, *, spoken: bool) -> Verdict:
        """What is to be said of a percentage, or of what another reading has spoken of it."""
        near, pairs, made = self._nears[at], self._pairs[at], self._made[at]
        if spoken and _NO_RATE.search(_lead(near)):
            return Verdict(None, fine=True, sure=False)
        if not pairs or (near.reading.kind == "bare" and made) or _is_shut(near):
            return _NO_VERDICT
        likely, none = weigh(near, pairs, beside(self._nears, self._made, at))
        others = [abs(float(one.ratio)) for one in self._rates if one is not near.reading.rate]
        printed = Printed(near, {id(pair) for pair in made}, others)
        if not spoken and printed.fits(likely) > _MOSTLY:
            return _NO_VERDICT
        odds, best = printed.odds(likely, none), max(likely, key=lambda one: one.share)
        if id(best.pair) in printed.right and best.share > _LIKELY and odds < _FINE:
            return Verdict(None, fine=True, sure=False)
        if odds <= (_ODDS if near.reading.rate.held.decimals or made else _SURE):
            return _NO_VERDICT
        meant = printed.meant(likely)
        if meant is None or not self._holds(near, meant, made):
            return _NO_VERDICT
        return Verdict(meant, fine=False, sure=best.share > _CLEAR and odds > _VERY)

    def _holds(self, near: Near, meant: Pair, made: Sequence[Pair]) -> bool:
        """Whether the roles allow it, and nothing else of the paragraph shows how the percentage came about."""
        return fits(near, meant) and not turned(near) and (bool(made) or not otherwise(self._told, near))


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


def _wrong(near: Near, pair: Pair) -> Iterator[Finding]:
    rate = near.reading.rate
    part, whole = near.row.amount(pair.part), near.row.amount(pair.whole)
    one, other = num(part), num(whole)
    upper, lower = amount_text(part), amount_text(whole)
    if pair.how == "moved":
        falls = near.reading.falls
        other = other + one if falls else other - one
        lower = f"（{lower} {'+' if falls else '−'} {upper}）"
    elif pair.how == "grew":
        upper = bare(abs(part.number - whole.number), whole.held.unit)
        one = other - one if part.number < whole.number else one - other
    ratio: Num = one / other
    yield from wrong_rate(rate, ratio, _rule(near, pair, rate), f"{upper} ÷ {lower}")


def _rule(near: Near, pair: Pair, rate: Rate) -> str:
    kind = near.reading.kind
    if kind == "grow" or (kind == "bare" and pair.how != "of"):
        return "C2"
    if kind not in {"plan", "gap"}:
        return "C8"
    text = near.row.text
    clause = text[max(text.rfind(mark, 0, rate.start) for mark in "。；") + 1 : rate.start]
    if "控制率" not in clause[-40:]:
        return "C11"
    return "G10" if near.row.amount(pair.whole).held.unit in {"人", "名"} else "G9"


__all__ = ["Ratios"]
