"""Printing a held value: the one formatter of the program."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from core.figures.held import UNITS, Held, Kind, State


def round_half_up(number: Fraction, decimals: int) -> Fraction:
    """`number` rounded to `decimals`, half away from zero (ROUND_HALF_UP of the official tables)."""
    if number.denominator == 1:
        return number
    return Fraction(_scaled(number, decimals), 10**decimals)


def _scaled(number: Fraction, decimals: int) -> int:
    """`number` in units of its last printed place, rounded half away from zero; integers are quick."""
    top, bottom = number.numerator * int(10**decimals), number.denominator
    whole = (abs(top) * 2 + bottom) // (bottom * 2)
    return -whole if top < 0 else whole


def to_decimal(number: Fraction, decimals: int) -> Decimal:
    """`number` rounded half up, as a Decimal with exactly `decimals` places."""
    scaled = _scaled(number, decimals)
    digits = str(abs(scaled)).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    # Read from its digits: arithmetic would round to the context's 28 digits.
    return Decimal(f"-{text}" if scaled < 0 else text)


def in_unit(held: Held, unit: str) -> Fraction:
    """The held number counted in `unit` (万元, 元, %, or its own).  Raises ValueError without a number."""
    if held.number is None:
        raise ValueError("a blank, 不适用 or text value has no number")
    if unit in UNITS:
        return held.number / UNITS[unit]
    return held.number * 100 if unit == "%" else held.number


def show(held: Held, kind: Kind, unit: str, decimals: int, *, thousands: bool = False) -> str:
    """The printed text without its unit: 1234.50, or "" for blank, "/" for 不适用.

    `unit` is the unit of print (万元, 元, %, 人 ...) and `decimals` its places;
    counts print as many as they have.
    """
    if held.state is State.BLANK:
        return ""
    if held.state is State.NOT_APPLICABLE:
        return "/"
    if held.number is None:
        return held.text
    if kind is Kind.COUNT and held.number.denominator == 1:
        decimals = 0
    elif kind is Kind.COUNT:
        decimals = max(decimals, held.decimals)
    printed = to_decimal(in_unit(held, unit), decimals)
    if printed == 0:
        printed = abs(printed)
    return f"{printed:,}" if thousands else f"{printed:f}"


def plain(held: Held) -> str | None:
    """The value exactly as held in its own unit, as in the JSON of the doors.

    None when blank, "/" for 不适用, else digits with the given decimals ("51.32",
    "25.49"); more decimals only where a given number needs them, computed ones are rounded.
    """
    if held.state is State.BLANK:
        return None
    if held.state is State.NOT_APPLICABLE:
        return "/"
    if held.number is None:
        return held.text
    number = in_unit(held, held.unit)
    decimals = held.decimals
    while held.slack is None and decimals < 12 and round_half_up(number, decimals) != number:
        decimals += 1
    return f"{to_decimal(number, decimals):f}"
