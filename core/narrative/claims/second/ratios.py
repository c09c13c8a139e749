"""What a percentage is of, by the roles of all amounts near it: C2, C8, C11, G9, G10.

Every pair of amounts near a percentage has traits (pairs.py): which is a budget, which stands right before it, which the
words name, which the percentages beside it are of. What each trait is worth was learned from labelled texts
(resources/rules/ratios.toml, build/accuracy/ratios.py), and tells how likely a pair is meant. A percentage is wrong where
what its likely pair makes, and such a slip as people make, are likelier than the pairs that make it as it is printed.
"""

from __future__ import annotations

import re
from functools import cache
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from core.narrative.claims.closed import slipped
from core.narrative.claims.say import amount_text, bare, num
from core.narrative.claims.second.operands import Row, read_rate
from core.narrative.claims.second.fitting import fits
from core.narrative.claims.second.otherwise import otherwise, turned
from core.narrative.claims.second.pairs import Near, Pair, beside
from core.narrative.claims.second.told import taken, wrong_rate
from core.paths import resource
from core.template.toml import TomlFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.figures import Num
    from core.narrative.claims.model import Rate
    from core.narrative.claims.second.pairs import Beside
    from core.narrative.claims.second.told import Told
    from core.rules import Finding

_MOST = 40
_WRONG = 0.1
"""Of so many percentages one is wrong."""
_ODDS = 1.0
"""From here on a percentage is told as wrong."""
_SURE = 4.0
"""From here on one without decimals that no two amounts make."""
_MISTAKES = {"both": 0.15, "one": 0.04, "copied": 0.05, "near": 0.05, "slip": 0.03, "scale": 0.03}
"""How often a wrong percentage is made of the same two amounts, of one of them, is that of another, or a slip."""
_HALF = 0.5
_UNLIKELY = 1e-5
_NEAR = 0.005
_SHUT = re.compile(r"(?:低于|高于|≥|≤|超过|不足|未达|达不到|不到|达到|%至|(?:[降升增高少加减长])[至到为]|[×*]|(?:上年|去年|20\d\d年)(?:同期)?的?)$|(?:最[高低]|平均)[^，。；]{0,4}$")
_ALONE = re.compile(r"满意|覆盖|合格|及格|知晓|参与|普及|入学|优良|达标|准确|及时|完好|巩固|就业|认可|信息化|数字化|回访")
_UNREAD = re.compile(r"\d[万亿元](?!人|名|个|户|件)")
"""2098.4万: an amount that was not read."""
_LEAD = 14


class Likely(NamedTuple):
    """A pair and how likely it is meant."""

    pair: Pair
    share: float


@cache
def _weights() -> dict[str, dict[str, float]]:
    """What each trait is worth, by kind, way and side (`plan.of.part`)."""
    path = resource("rules", "ratios.toml")
    data = TomlFile(path.name, path.read_text(encoding="utf-8")).data
    return {f"{kind}.{side}": worth for kind, sides in data.items() for side, worth in sides.items()}


def check_ratios(told: Told) -> Iterator[Finding]:
    """Every percentage that is not what its likely pair makes."""
    if not told.rates or not 1 < len(told.amounts) or len(told.amounts) + len(told.rates) > _MOST:
        return
    row = Row(told)
    nears = [Near(row, read_rate(row, rate)) for rate in told.rates]
    pairs = [near.pairs() for near in nears]
    made = [
        [pair for pair in own if near.makes(pair, abs(float(near.reading.rate.ratio)), float(near.reading.rate.held.half_step))]
        for near, own in zip(nears, pairs, strict=True)
    ]
    for at, near in enumerate(nears):
        rate = near.reading.rate
        if not rate.ratio or not pairs[at] or (near.reading.kind == "bare" and made[at]) or _is_told(told, rate) or _is_shut(told, near):
            continue
        likely, none = weigh(near, pairs[at], beside(nears, made, at))
        others = [float(one.ratio) for one in told.rates if one is not rate]
        meant = _judge(near, likely, none, {id(pair) for pair in made[at]}, others)
        if meant is not None and fits(near, meant) and not turned(near) and (made[at] or not otherwise(told, near)):
            yield from _wrong(near, meant)


def weigh(near: Near, pairs: Sequence[Pair], others: Beside) -> tuple[list[Likely], float]:
    """How likely each pair is meant, and none of them."""
    worth, kind = _weights(), near.reading.kind
    sides: dict[tuple[str, str], dict[int, float]] = {}
    for how in {pair.how for pair in pairs}:
        for side in ("part", "whole"):
            told = worth.get(f"{kind}.{how}_{side}", {})
            sides[how, side] = {index: sum(told.get(name, 0) for name in names) for index, names in near.traits.items()}
    scores = []
    for pair in pairs:
        told = worth.get(f"{kind}.{pair.how}", {})
        score = sides[pair.how, "part"][pair.part] + sides[pair.how, "whole"][pair.whole] + told.get("always", 0)
        scores.append(score + sum(told.get(name, 0) for name in near.traits_of(pair, others)))
    alone = worth.get(f"{kind}.none", {})
    none = sum(alone.get(name, 0) for name in near.nothing())
    most = max(none, *scores)
    weights = [exp(score - most) for score in scores]
    total = sum(weights) + exp(none - most)
    likely = [Likely(pair, weight / total) for pair, weight in zip(pairs, weights, strict=True)]
    return likely, exp(none - most) / total


def _is_told(told: Told, rate: Rate) -> bool:
    return taken(told, rate) or (rate.start, rate.end) in told.wrong


def _is_shut(told: Told, near: Near) -> bool:
    """满意率, 最高81.3%, 低于100%, 占全部的100%: no amounts told make it."""
    rate, kind = near.reading.rate, near.reading.kind
    text = told.paragraph.text.text
    lead = text[max(rate.start - _LEAD, 0) : rate.start]
    if _SHUT.search(lead) or _UNREAD.search(near.told_before()) or text.startswith(("至", "—", "-", "~"), rate.end) or (kind == "share" and abs(rate.ratio) == 1):
        return True
    return kind in {"plan", "rate", "bare"} and _ALONE.search(lead) is not None


def _judge(
    near: Near, likely: Sequence[Likely], none: float, right: set[int], others: Sequence[float]
) -> Pair | None:
    """The pair that is meant, where a percentage is not what it makes."""
    groups = _groups(likely, right)
    if not groups or _odds(near, likely, none, right, others) <= (_ODDS if near.reading.rate.held.decimals or right else _SURE):
        return None
    shares = {value: sum(one.share for one in group) for value, group in groups.items()}
    best = max(shares, key=lambda value: shares[value])
    chance = _chance(near.reading.rate)
    told_elsewhere = near.reading.kind == "grow" and any(abs(abs(one) - best) < chance * 2 for one in others)
    if shares[best] <= _HALF * sum(shares.values()) or told_elsewhere:
        return None
    return max(groups[best], key=lambda one: one.share).pair


def _chance(rate: Rate) -> float:
    """How likely a percentage is one of so many decimals by chance."""
    return 0.3 * 10.0 ** -(2 + min(rate.held.decimals, 2))


def _groups(likely: Sequence[Likely], right: set[int]) -> dict[float, list[Likely]]:
    """The pairs that do not make a percentage as it is printed, by what they make."""
    groups: dict[float, list[Likely]] = {}
    for one in likely:
        if id(one.pair) not in right and one.share > _UNLIKELY:
            groups.setdefault(round(one.pair.value, 6), []).append(one)
    return groups


def _odds(near: Near, likely: Sequence[Likely], none: float, right: set[int], others: Sequence[float]) -> float:
    """How much likelier it is that a percentage is wrong than that it is right."""
    chance = _chance(near.reading.rate)
    as_printed = [one for one in likely if id(one.pair) in right]
    wrong = sum(
        sum(one.share for one in group) * (chance + _mistake(near, value, group, as_printed, others))
        for value, group in _groups(likely, right).items()
    )
    fine = sum(one.share for one in as_printed) * (1 - _WRONG) + 2 * none * chance
    return _WRONG * wrong / max(fine, 1e-12)


def _mistake(
    near: Near, value: float, group: Sequence[Likely], as_printed: Sequence[Likely], others: Sequence[float]
) -> float:
    """How likely somebody prints a percentage for another, beyond chance."""
    rate = near.reading.rate
    size, decimals = abs(float(rate.ratio)), rate.held.decimals
    operands = {place for one in group for place in (one.pair.part, one.pair.whole)}
    common = max((len({one.pair.part, one.pair.whole} & operands) for one in as_printed), default=0)
    likelihood = {2: _MISTAKES["both"], 1: _MISTAKES["one"]}.get(common, 0.0)
    if any(abs(abs(one) - size) < 1e-9 for one in others):
        likelihood += _MISTAKES["copied"]
    if abs(value - size) <= _NEAR:
        likelihood += _MISTAKES["near"]
    elif slipped(f"{size * 100:.{decimals}f}", f"{value * 100:.{decimals}f}", min(decimals, 1) + 1):
        likelihood += _MISTAKES["slip"]
    if any(abs(value - size * scale) < 1e-3 * value for scale in (0.1, 10, 100)):
        likelihood += _MISTAKES["scale"]
    return likelihood


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
    if kind in {"grow", "gap"} or pair.how != "of":
        return "C2"
    if kind != "plan":
        return "C8"
    text = near.row.text
    clause = text[max(text.rfind(mark, 0, rate.start) for mark in "。；") + 1 : rate.start]
    if "控制率" not in clause[-40:]:
        return "C11"
    return "G10" if near.row.amount(pair.whole).held.unit in {"人", "名"} else "G9"


__all__ = ["check_ratios", "weigh"]
