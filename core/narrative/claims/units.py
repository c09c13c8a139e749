"""Slips of the unit (C7): an amount that fits what is said of it only in another unit is taken as it was meant.

One slip would make every sum, share and rate wrong that the amount stands in; it is found where one of them is
right, to the digit, in the other unit, and told once.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from core.figures import Agreement, Held, Kind, Num, State
from core.figures.held import UNITS
from core.figures.tolerance import agree_rate
from core.narrative.claims.balances import misses as balance_misses
from core.narrative.claims.explained import explained
from core.narrative.claims.model import Balance, Completion, Listing, Product, Share, Slip
from core.narrative.claims.names import aliases
from core.narrative.claims.say import ERROR, amount_text, finding, num, rate_num, total_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from core.narrative.claims.model import Amount, Claim, Paragraph, Rate
    from core.rules import Finding

_LADDER = ("元", "万元", "亿元")
_MOST_PARTS = 60
_SMALL = 10_000


def mend_units(paragraph: Paragraph) -> None:
    """Give the amounts that were written in a wrong unit the one that was meant; `paragraph.slips` tells which."""
    for claim in paragraph.claims:
        found = _slip(claim)
        if found is not None:
            _mend(paragraph, *found)
    for amount in paragraph.amounts:
        if _among_larger(amount):
            _mend(paragraph, amount, "万元")


def _mend(paragraph: Paragraph, amount: Amount, unit: str) -> None:
    paragraph.slips.append(Slip(amount, amount.held))
    printed = amount.number / UNITS[amount.held.unit]
    amount.held = Held(State.VALUE, printed * UNITS[unit], "", unit, amount.held.decimals)


def _slip(claim: Claim) -> tuple[Amount, str] | None:
    """The one amount of a claim that makes it right in the unit of the others."""
    if isinstance(claim, Product) and explained(claim):
        return None
    if isinstance(claim, Listing) and any(_is_factor(part) for part in claim.parts):
        return None
    amounts, fails = _test(claim)
    if len(amounts) < 2 or not fails(amounts[0], amounts[0].number):
        return None
    units = {one.held.unit for one in amounts} | ({"元"} if isinstance(claim, Product) else set())
    if units == {"万元"} and isinstance(claim, Listing):
        larger = claim.head.number * _SMALL
        return (claim.head, "亿元") if claim.head.number and not fails(claim.head, larger) else None
    if len(units) < 2 or not units <= set(_LADDER):
        return None
    found = [
        (one, unit)
        for one in amounts
        for unit in units - {one.held.unit}
        if one.number and not fails(one, one.number / UNITS[one.held.unit] * UNITS[unit])
    ]
    if isinstance(claim, Product):
        wrong = claim.total if claim.total.number < claim.each.number and claim.total.held.unit == "元" else claim.each
        found = [one for one in found if one[0] is wrong]
        return found[0] if len(found) == 1 else None
    others = [one for one in amounts[0].paragraph.amounts if one.kind is Kind.MONEY and one not in amounts]
    beside = {one.held.unit for one in others}
    if len(others) > 1 == len(beside):  # all others of the paragraph tell which of two is the odd one
        odd = [(one, unit) for one, unit in found if unit in beside]
        if len(odd) == 1:
            return odd[0]
    uniform = [(one, unit) for one, unit in found if all(other is one or other.held.unit == unit for other in amounts)]
    small = [(one, unit) for one, unit in found if one.held.unit == "元" and unit == "万元"]
    best = uniform if len(uniform) == 1 else small
    return best[0] if len(best) == 1 else None


def _is_factor(part: Amount) -> bool:
    """2400亩×50元: what is multiplied is no part of a sum."""
    return part.paragraph.text.text[part.start - 1 : part.start] in {"×", "*"}


def _test(claim: Claim) -> tuple[list[Amount], Callable[[Amount, Fraction], bool]]:
    """The money of a claim, and whether the claim fails with another number in the place of one amount."""
    match claim:
        case Listing() if len(claim.parts) <= _MOST_PARTS and claim.head.kind is Kind.MONEY:
            return _exact([claim.head, *claim.parts]), _sum_misses(claim)
        case Completion() if claim.actual is not None and len(claim.budgets) == 1:
            return _exact([claim.actual, *claim.budgets]), _ratio(claim.rate, claim.actual, claim.budgets[0])
        case Share() if claim.part is not None and claim.heads and not claim.whole:
            return _exact([claim.part, claim.heads[0]]), _ratio(claim.rate, claim.part, claim.heads[0])
        case Product():
            return _exact([claim.total, claim.each]), lambda one, number: _product_misses(claim, one, number)
        case Balance():
            amounts = [claim.closing, *(one for one, _ in claim.flows)]
            return _exact(amounts), lambda one, number: balance_misses(claim, one, number)
        case _:
            return [], lambda _one, _number: False


def _exact(amounts: list[Amount]) -> list[Amount]:
    return amounts if all(one.kind is Kind.MONEY for one in amounts) else []


def _sum_misses(listing: Listing) -> Callable[[Amount, Fraction], bool]:
    """The parts are added once, however many of them are tried in another unit."""
    head, parts = listing.head, total_of(listing.parts)
    gap = parts.value - head.number

    def fails(amount: Amount, number: Fraction) -> bool:
        moved = number - amount.number
        left = gap - moved if amount is head else gap + moved
        return left != 0 and abs(left) > parts.env + num(head).env

    return fails


def _ratio(rate: Rate, part: Amount, whole: Amount) -> Callable[[Amount, Fraction], bool]:
    def fails(amount: Amount, number: Fraction) -> bool:
        one, other = (_with(it, number) if it is amount else num(it) for it in (part, whole))
        if not other.value:
            return False
        verdict = agree_rate(rate_num(rate), one / other, rate.held.decimals)
        if number != amount.number and verdict is Agreement.NEAR:
            return False  # in that unit only its last digit is off, in its own it is off ten thousandfold
        return verdict is not Agreement.EQUAL

    return fails


def _with(amount: Amount, number: Fraction) -> Num:
    """An amount told in another unit; its last digit is then another one, too."""
    return Num(number, num(amount).env * number / amount.number if amount.number else Fraction(0))


def _product_misses(product: Product, amount: Amount, number: Fraction) -> bool:
    each, total = (number if amount is one else one.number for one in (product.each, product.total))
    slack = num(product.total).env + product.count.number * num(product.each).env
    return abs(product.count.number * each - total) > slack


def _among_larger(amount: Amount) -> bool:
    """Whether a main figure is told with 角 and 分 but less than a man's pay, where all around it is told in 万元."""
    held = amount.held
    if amount.kind is not Kind.MONEY or held.unit != "元" or held.decimals != 2 or not amount.own or amount.rough:
        return False
    if amount.name not in aliases().cells or amount.number >= _SMALL * UNITS["元"]:
        return False
    others = [one for one in amount.paragraph.amounts if one.kind is Kind.MONEY and one is not amount]
    main = [one for one in others if one.name in aliases().cells]
    return len(main) > 1 and all(one.held.unit == "万元" for one in others)


def check_units(paragraph: Paragraph) -> Iterator[Finding]:
    """C7, once for each slip."""
    for slip in paragraph.slips:
        amount, unit = slip.amount, slip.amount.held.unit
        text = amount_text(amount)
        name = amount.name or "数额"
        yield finding(
            "C7", ERROR, paragraph, (amount.start, amount.end),
            f"单位写成了{slip.held.unit}：按{text}{unit}，{name}与前后的数才对得上", f"把{slip.held.unit}改为{unit}",
            claimed=f"{text}{slip.held.unit}", expected=f"{text}{unit}",
        )  # fmt: skip
