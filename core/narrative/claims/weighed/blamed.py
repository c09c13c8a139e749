"""Which number of a relation is wrong: the one that the others, told elsewhere too, leave no room for.

32.0万元…，下降1.17% do not go together.  Where the parts of that change make 30.2万元, and the percentage is right of
it, it is not the percentage that is wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from core.narrative.claims.model import Amount, Rate
from core.narrative.claims.say import ERROR, HINT, amount_text, finding, percent
from core.narrative.claims.told import written
from core.narrative.claims.weighed.ends import STOCK, behind_change, changed, ends_beside, slips_of
from core.narrative.claims.weighed.saying import either, step_of, wrong_amount
from core.narrative.claims.weighed.verdict import slip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.narrative.claims.weighed.amounts import Amounts
    from core.narrative.claims.weighed.ratios import Ratios
    from core.narrative.claims.weighed.traits import Near, Pair
    from core.narrative.claims.weighed.ways import Derived
    from core.rules import Finding

_OF_RATES = frozenset({"C2", "C8", "C11", "G2"})
_OF_CHANGES = frozenset({"C2", "G11", "C18"})
_PLANS = frozenset({"plan", "planlike"})
_MADE_BY = frozenset({"sum", "net", "gap", "flow"})
_LIKELY = 0.25
"""So likely a way must be that makes another number of an amount, unless a slip of the pen does as well."""
_PERCENT = re.compile(r"(-?[\d.]+)%")
_SLIPS = frozenset({"moved", "one"})
_DIGITS = 3
"""A number of so many digits at least is told by two that changed places."""
_ROUGH = 0.03
"""A percentage tells an amount within so much of it, to tell one that others make."""
_FINE = 30
"""A number of so many steps of its last digit at least is told by a percentage."""


class Blamed(NamedTuple):
    """The places of findings that blame the wrong number, and the findings of the right one."""

    places: set[str]
    findings: list[Finding]


def blame(ratios: Ratios, amounts: Amounts, findings: Sequence[Finding]) -> Blamed:
    """Of the findings of one paragraph those that another number is the cause of, and what is told of it instead."""
    row, told = ratios.row, ratios.row.told
    at_place = {told.paragraph.place(one.start, one.end): at for at, one in enumerate(row.numbers)}
    spoken = {one.place for one in findings}
    blamed = Blamed(set(), [])
    for one in findings:
        at = at_place.get(one.place)
        if at is None or one.severity is HINT:
            continue
        instead = None
        if isinstance(row.numbers[at], Rate) and one.rule in _OF_RATES:
            near = _is_near(row.numbers[at], one)
            instead = None if near else _behind_rate(ratios, amounts, at, one)
            instead = instead or _or_amount(ratios, amounts, at, one)
        elif isinstance(row.numbers[at], Amount) and one.rule in _OF_CHANGES:
            instead = behind_change(amounts, at, one)
        if instead is not None:
            blamed.places.add(one.place)
            if instead.place == one.place or instead.place not in spoken:
                spoken.add(instead.place)
                blamed.findings.append(instead)
    for instead in ends_beside(amounts):
        if instead.place not in spoken:
            spoken.add(instead.place)
            blamed.findings.append(instead)
    return blamed


def _is_near(number: Amount | Rate, one: Finding) -> bool:
    """6.6% for 6.7%: one step of its last digit off, a percentage is rounded amiss, and of no other amount."""
    due = _due(one)
    if due is None or not isinstance(number, Rate):
        return False
    step = 10.0 ** -(number.held.decimals + 2)
    return abs(abs(float(number.ratio)) - due[0]) < 1.5 * step


def _due(one: Finding) -> tuple[float, float] | None:
    """What a percentage should be, with half a step of its last digit."""
    due = _PERCENT.fullmatch((one.expected or "").replace(" ", ""))
    return (abs(float(due[1])) / 100, 0.5 * 10.0 ** -(len(due[1].partition(".")[2]) + 2)) if due else None


# -- a percentage that is right of another amount ---------------------------------------------------


def _behind_rate(ratios: Ratios, amounts: Amounts, at: int, one: Finding) -> Finding | None:
    """The amount that a percentage is right of, if it is what others make of it."""
    near, due = ratios.near_of(at), _due(one)
    if due is None or near is None or not near.size:
        return None
    size, step = due
    found = [
        (cure, pair)
        for pair in near.pairs()
        if not pair.turned and (abs(pair.value - size) <= step or _is_at(near, pair))
        for cure in _cures(near, ratios, amounts, pair)
    ]
    if len({cure.place for cure, _ in found}) != 1:
        return None
    cure, pair = found[0]
    rate = near.reading.rate
    printed = percent(rate.ratio, rate.held.decimals)
    return either(cure, printed, f"{pair.value * 100:.{rate.held.decimals or 1}f}%")


def _or_amount(ratios: Ratios, amounts: Amounts, at: int, one: Finding) -> Finding | None:
    """The finding of a percentage, with the one amount that a slip of the pen made of what it would be right of."""
    near, due = ratios.near_of(at), _due(one)
    if near is None or due is None or not near.size or not near.reading.rate.held.decimals:
        return None
    size, step = due
    fits: set[tuple[int, int]] = set()
    for pair in near.pairs():
        if not pair.turned and abs(pair.value - size) <= step:
            for target in (pair.part, pair.whole):
                fits |= {(target, steps) for steps in _slipped_into(near, amounts, pair, target)}
    if len(fits) != 1:
        return None
    target, steps = fits.pop()
    amount = near.row.amount(target)
    return either(one, written(amount), written(amount, steps * step_of(amount)))


def _slipped_into(near: Near, amounts: Amounts, pair: Pair, target: int) -> set[int]:
    """In steps of its last digit, what one digit or two that changed places made an amount of a pair of."""
    derived, bounds = amounts.at(target), _range(near, pair, target)
    if derived is None or bounds is None or amounts.holds(derived) or amounts.is_twin(derived):
        return set()
    low, high = bounds
    return {steps for steps in changed(derived) if low <= steps * derived.unit <= high}


def _is_at(near: Near, pair: Pair) -> bool:
    """Whether a pair is a change right before a percentage and an outcome before that: whatever was made of it."""
    row = near.row
    moved = pair.how == "moved" and pair.part == near.at - 1 and pair.whole < pair.part
    return moved and _PLANS.isdisjoint(row.roles(pair.whole)) and row.sentence[pair.whole] == row.sentence[pair.part]


def _cures(near: Near, ratios: Ratios, amounts: Amounts, pair: Pair) -> Iterator[Finding]:
    """What either amount of a pair may be instead, so that the percentage is right."""
    for target in (pair.part, pair.whole):
        derived = amounts.at(target)
        bounds = _range(near, pair, target)
        if (
            derived is None
            or bounds is None
            or amounts.holds(derived)
            or amounts.is_twin(derived)
            or derived.step * _FINE > bounds[1]
        ):
            continue
        low, high = bounds
        if (unit := _in_unit(near, derived, bounds)) is not None:
            yield unit
        elif not low <= derived.size <= high and (high - low) / high < _ROUGH:
            surely = near.reading.rate.held.decimals > 0
            made = list(_made(amounts, derived, low, high, surely=surely))
            made = made or list(_agreed(near, ratios, derived, pair, bounds))
            if not made and surely and not _swapped(near, pair):
                made = list(_slips(near, derived, pair, bounds))
            yield from made


_UNITS = ("元", "万元", "亿元")


def _in_unit(near: Near, derived: Derived, bounds: tuple[float, float]) -> Finding | None:
    """减少766亿元，负增长0.94%: the amount that a percentage is right of in another unit (C7)."""
    amount, low, high = derived.amount, *bounds
    unit = amount.held.unit
    for step, times in ((-1, 1e-4), (1, 1e4)):
        order = _UNITS.index(unit) + step if unit in _UNITS else -1
        if 0 <= order < len(_UNITS) and low <= derived.size * times <= high and near.reading.rate.held.decimals:
            text, due = amount_text(amount), f"{amount_text(amount)}{_UNITS[order]}"
            share = near.reading.rate.paragraph.quote(near.reading.rate.start, near.reading.rate.end)
            return finding(
                "C7", ERROR, amount.paragraph, (amount.start, amount.end),
                f"单位写成了{unit}：与 {share} 相合的是 {due}", f"把{unit}改为{_UNITS[order]}",
                claimed=f"{text}{unit}", expected=due,
            )  # fmt: skip
    return None


def _range(near: Near, pair: Pair, target: int) -> tuple[float, float] | None:
    """Between what an amount lies if the percentage is right of it and the other one."""
    ends = [_solved(near, pair, target, size) for size in (near.size - near.half, near.size + near.half)]
    if any(end is None or end <= 0 for end in ends):
        return None
    low, high = sorted(end for end in ends if end is not None)
    return low, high


def _solved(near: Near, pair: Pair, target: int, ratio: float) -> float | None:
    other = near.row.values[pair.whole if target == pair.part else pair.part]
    sign = -1 if near.reading.falls else 1
    if ratio <= 0 or (sign < 0 and ratio >= 1):
        return None
    if pair.how == "of":
        return other * ratio if target == pair.part else other / ratio
    if pair.how == "grew":
        return other * (1 + sign * ratio) if target == pair.part else other / (1 + sign * ratio)
    return other * ratio / (1 + sign * ratio) if target == pair.part else other / ratio + sign * other


def _made(amounts: Amounts, derived: Derived, low: float, high: float, *, surely: bool) -> Iterator[Finding]:
    """What others make of an amount, between two bounds; those of a whole percentage take a slip of the pen as well."""
    printed = str(round(derived.size / derived.unit))
    for way, share in zip(derived.ways, amounts.shares_of(derived), strict=False):
        if way.kind not in _MADE_BY or derived.allows(way):
            continue
        steps = round(way.value / derived.unit)
        changes = "moved" in derived.row.roles(derived.at) and all(derived.row.is_change(place) for place in way.terms)
        likely = (surely and (share > _LIKELY or changes)) or slip(printed, str(steps)).partition(" ")[0] in _SLIPS
        if likely and low - derived.step <= way.value <= high + derived.step:
            yield wrong_amount(derived, way, steps)
            return


def _agreed(near: Near, ratios: Ratios, derived: Derived, pair: Pair, bounds: tuple[float, float]) -> Iterator[Finding]:
    """占18.86%，…，增长9.03%: what a slip made an amount of that no percentage at it is right of."""
    fits: set[int] = set()
    for other, pairs in ratios.unmade:
        for one in pairs if other is not near else ():
            theirs = _range(other, one, derived.at) if derived.at in {one.part, one.whole} and not one.turned else None
            if theirs is not None:
                low, high = max(bounds[0], theirs[0]), min(bounds[1], theirs[1])
                fits |= {steps for steps in changed(derived) if low <= steps * derived.unit <= high}
    if len(fits) == 1:
        yield _told(near, derived, pair, fits.pop())


def _swapped(near: Near, pair: Pair) -> bool:
    """Whether a slip of the pen in the percentage itself tells as much."""
    decimals = near.reading.rate.held.decimals
    one, other = (f"{size * 100:.{decimals}f}" for size in (near.size, pair.value))
    moved_point = any(abs(pair.value - near.size * times) <= near.half * times for times in (0.01, 0.1, 10, 100))
    how = slip(one, other).partition(" ")[0]
    return moved_point or how == "moved" or (how == "one" and len(one) > _DIGITS + 1)  # 4.8 and 4.7 are no such slip


def _slips(near: Near, derived: Derived, pair: Pair, bounds: tuple[float, float]) -> Iterator[Finding]:
    """What two digits that changed places, or a point that moved, made an amount of, between two bounds."""
    text = str(round(derived.size / derived.unit))
    if len(text) < _DIGITS:
        return
    low, high = bounds[0] - derived.step, bounds[1] + derived.step
    fits = {steps for steps in slips_of(derived) if low <= steps * derived.unit <= high}
    if len(fits) == 1:
        yield _told(near, derived, pair, fits.pop())


def _told(near: Near, derived: Derived, pair: Pair, steps: int) -> Finding:
    """The finding of an amount that would make a percentage as it is printed."""
    amount, rate = derived.amount, near.reading.rate
    claimed, due = written(amount), written(amount, steps * step_of(amount))
    at_part = derived.at == pair.part
    other = amount_text(near.row.amount(pair.whole if at_part else pair.part))
    fixed = due.removesuffix(amount.held.unit)
    part, whole = (fixed, other) if at_part else (other, fixed)
    if pair.how == "moved":
        whole = f"（{whole} {'+' if near.reading.falls else '−'} {part}）"
    elif pair.how == "grew":
        part = f"（{whole} − {part}）" if near.reading.falls else f"（{part} − {whole}）"
    return finding(
        _rule(derived, pair), ERROR, amount.paragraph, (amount.start, amount.end),
        f"{part} ÷ {whole} = {rate.paragraph.quote(rate.start, rate.end)}，文中为 {claimed}", "核对各数后改正",
        claimed=claimed, expected=due,
    )  # fmt: skip


def _rule(derived: Derived, pair: Pair) -> str:
    if pair.how == "of":
        return "C8"
    if derived.at == pair.part and pair.how == "moved":
        return "C2"
    return "C24" if STOCK.search(derived.lead) else "C2"


__all__ = ["Blamed", "blame"]
