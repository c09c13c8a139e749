"""Which number of a relation is wrong: the one that the others, told elsewhere too, leave no room for.

32.0万元…，下降1.17% do not go together.  Where the parts of that change make 30.2万元, and the percentage is right of
it, it is not the percentage that is wrong.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from core.figures import Kind
from core.narrative.claims.model import Amount, Rate
from core.narrative.claims.say import ERROR, amount_text, finding
from core.narrative.claims.told import written
from core.narrative.claims.weighed.saying import step_of, wrong_amount
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
_MADE_BY = frozenset({"sum", "net", "gap", "flow"})
_LIKELY = 0.25
"""So likely a way must be that makes another number of an amount, unless a slip of the pen does as well."""
_PERCENT = re.compile(r"(-?[\d.]+)%")
_PRINTED = re.compile(r"([\d.]+)\D*")
_STOCK = re.compile(r"结[余转]|余额|剩余|期末|年末|年底")
_SLIPS = frozenset({"moved", "one"})
_DIGITS = 3
"""A number of so many digits at least is told by two that changed places."""
_ROUGH = 0.03
"""A percentage tells an amount within so much of it, to tell one that others make."""
_AROUND = 4
_BESIDE = 16
"""A percentage of a change stands so near behind it."""
_SMALL = 0.5


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
        if at is None or one.severity is not ERROR:
            continue
        instead = None
        if isinstance(row.numbers[at], Rate) and one.rule in _OF_RATES:
            instead = _behind_rate(ratios, amounts, at, one)
        elif isinstance(row.numbers[at], Amount) and one.rule in _OF_CHANGES:
            instead = _behind_change(amounts, at, one)
        if instead is not None:
            blamed.places.add(one.place)
            if instead.place == one.place or instead.place not in spoken:
                spoken.add(instead.place)
                blamed.findings.append(instead)
    return blamed


# -- a percentage that is right of another amount ---------------------------------------------------


def _behind_rate(ratios: Ratios, amounts: Amounts, at: int, one: Finding) -> Finding | None:
    """The amount that a percentage is right of, if it is what others make of it."""
    due = _PERCENT.fullmatch((one.expected or "").replace(" ", ""))
    near = ratios.near_of(at)
    if due is None or near is None or not near.size:
        return None
    size = abs(float(due[1])) / 100
    step = 0.5 * 10.0 ** -(len(due[1].partition(".")[2]) + 2)
    found = [
        cure
        for pair in near.pairs()
        if abs(pair.value - size) <= step and not pair.turned
        for cure in _cures(near, amounts, pair)
    ]
    return found[0] if len({cure.place for cure in found}) == 1 else None


def _cures(near: Near, amounts: Amounts, pair: Pair) -> Iterator[Finding]:
    """What either amount of a pair may be instead, so that the percentage is right."""
    for target in (pair.part, pair.whole):
        derived = amounts.at(target)
        bounds = _range(near, pair, target)
        if derived is None or bounds is None or amounts.holds(derived):
            continue
        low, high = bounds
        if not low <= derived.size <= high and (high - low) / high < _ROUGH:
            surely = near.reading.rate.held.decimals > 0
            made = list(_made(amounts, derived, low, high, surely=surely))
            if not made and surely and not _swapped(near, pair):
                made = list(_slips(near, derived, pair, bounds))
            yield from made


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
        likely = (surely and share > _LIKELY) or slip(printed, str(steps)).partition(" ")[0] in _SLIPS
        if likely and low - derived.step <= way.value <= high + derived.step:
            yield wrong_amount(derived, way, steps)
            return


def _swapped(near: Near, pair: Pair) -> bool:
    """Whether a slip of the pen in the percentage itself tells as much."""
    decimals = near.reading.rate.held.decimals
    one, other = (f"{size * 100:.{decimals}f}" for size in (near.size, pair.value))
    return slip(one, other).partition(" ")[0] in _SLIPS


def _slips(near: Near, derived: Derived, pair: Pair, bounds: tuple[float, float]) -> Iterator[Finding]:
    """What two digits that changed places, or a point that moved, made an amount of, between two bounds."""
    text = str(round(derived.size / derived.unit))
    if len(text) < _DIGITS:
        return
    low, high = bounds[0] - derived.step, bounds[1] + derived.step
    fits = {steps for steps in _slipped(text) if low <= steps * derived.unit <= high}
    if len(fits) == 1:
        yield _told(near, derived, pair, fits.pop())


def _slipped(text: str) -> Iterator[int]:
    for first in range(len(text) - 1):
        if text[first] != text[first + 1]:
            yield int(text[:first] + text[first + 1] + text[first] + text[first + 2 :])
    for times in (10, 100):
        yield int(text) * times
        yield round(int(text) / times)


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
    return "C24" if _STOCK.search(derived.lead) else "C2"


# -- a change that is right of another amount -------------------------------------------------------


def _behind_change(amounts: Amounts, at: int, told: Finding) -> Finding | None:
    """22.17亿元，比上年18.39亿元增加2.88亿元，增长15.66%: change and percentage agree, so the total is wrong."""
    row, derived = amounts.row, amounts.at(at)
    rate = row.numbers[at + 1] if at + 1 < len(row.numbers) else None
    if derived is None or not isinstance(rate, Rate) or rate.start - derived.amount.end > _BESIDE:
        return None
    due = _PRINTED.fullmatch((told.expected or "").replace(",", ""))
    if due is None or not rate.held.decimals:
        return None
    size, half = abs(float(rate.ratio)), float(rate.held.half_step)
    near = [*derived.before[-_AROUND:], *derived.behind[:_AROUND]]
    for one, other in combinations(near, 2):
        gap = abs(row.values[one] - row.values[other])
        if abs(gap / derived.unit - _steps(derived, due[1])) > _SMALL:
            continue
        if any(abs(gap / row.values[place] - size) <= half * 1.01 for place in (one, other)):
            continue  # the percentage is of the difference that the two amounts make
        based = [place for place in (one, other) if _is_of(derived, row.values[place], size, half)]
        if len(based) == 1:
            return _end(amounts, derived, based[0], other if based[0] == one else one)
        for base in (one, other):
            if (meant := _meant(derived, base, near, size, half)) is not None:
                return meant
    return None


def _meant(change: Derived, base: int, near: Sequence[int], size: float, half: float) -> Finding | None:
    """50万元，其中…30万元；比上年的59万元减少19万元，下降15.25%: the amount whose difference the percentage is of."""
    values, amount = change.row.values, change.amount
    fits = {
        round(gap / change.unit): place
        for place in near
        if (gap := abs(values[place] - values[base])) and abs(gap / values[base] - size) <= half * 1.01
    }
    if len(fits) != 1 or round(change.size / change.unit) in fits:
        return None
    ((steps, place),) = fits.items()
    first, second = sorted((place, base), key=lambda at: -values[at])
    claimed, due = written(amount), written(amount, steps * step_of(amount))
    terms = f"{amount_text(change.row.amount(first))} − {amount_text(change.row.amount(second))}"
    return finding(
        "C2", ERROR, amount.paragraph, (amount.start, amount.end),
        f"{terms} = {due}，文中为 {claimed}", "核对各数后改正", claimed=claimed, expected=due,
    )  # fmt: skip


def _is_of(change: Derived, base: float, size: float, half: float) -> bool:
    """Whether a percentage is what a change is of an amount."""
    return abs(change.size / base - size) <= half * 1.01 + change.step / base


def _steps(derived: Derived, text: str) -> float:
    return float(text) * 10.0**derived.amount.held.decimals


def _end(amounts: Amounts, change: Derived, base: int, other: int) -> Finding | None:
    """The finding of an amount that a change does not lead to from the other one."""
    derived = amounts.at(other)
    if derived is None or amounts.holds(derived):
        return None
    values = amounts.row.values
    grows = derived.size > values[base]
    due = values[base] + change.size if grows else values[base] - change.size
    amount = derived.amount
    if due <= 0 or amount.kind is Kind.SCORE:
        return None
    claimed, right = written(amount), written(amount, round(due / derived.unit) * step_of(amount))
    terms = f"{amount_text(amounts.row.amount(base))} {'+' if grows else '−'} {amount_text(change.amount)}"
    return finding(
        "C24" if _STOCK.search(derived.lead) else "C2", ERROR, amount.paragraph, (amount.start, amount.end),
        f"{terms} = {right}，文中为 {claimed}", "核对各数后改正", claimed=claimed, expected=right,
    )  # fmt: skip


__all__ = ["Blamed", "blame"]
