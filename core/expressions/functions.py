"""The functions a formula may call; a blank cell reaches them as None."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from core.expressions.values import Undefined, Value
from core.figures import Num
from core.figures.show import round_half_up

Arguments = Sequence[Value | None]


def _numbers(values: Arguments) -> list[Num]:
    return [value for value in values if isinstance(value, Num)]


def _sum(values: Arguments) -> Num:
    return sum(_numbers(values), Num(Fraction(0)))


def _least(values: Arguments) -> Num:
    return min(_numbers(values), key=lambda num: num.value, default=Num(Fraction(0)))


def _greatest(values: Arguments) -> Num:
    return max(_numbers(values), key=lambda num: num.value, default=Num(Fraction(0)))


def _absolute(values: Arguments) -> Num:
    number = _sum(values[:1])
    return Num(abs(number.value), number.env)


def _filled(values: Arguments) -> bool:
    """Whether every argument holds something."""
    return bool(values) and all(value is not None for value in values)


def _count(values: Arguments) -> Num:
    return Num(Fraction(sum(value is not None for value in values)))


def _rate(values: Arguments) -> Num:
    """Part / whole; undefined where the whole is 0 or blank."""
    part, whole = (value if isinstance(value, Num) else Num(Fraction(0)) for value in values)
    if whole.value == 0:
        raise Undefined("denominator is 0")
    return part / whole


_URL = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-zA-Z]{2,}(?:[/:?#][^\s\u4e00-\u9fff]*)?")


def _url(values: Arguments) -> bool:
    """Whether the text is the address of a web page."""
    return bool(values) and isinstance(values[0], str) and _URL.fullmatch(values[0].strip()) is not None


def _round(values: Arguments) -> Num:
    """round(x, n): half up to n decimals of the inner unit."""
    number, places = _numbers(values)
    return Num(round_half_up(number.value, int(places.value)), number.env)


FUNCTIONS: dict[str, Callable[[Arguments], Value]] = {
    "sum": _sum,
    "min": _least,
    "max": _greatest,
    "abs": _absolute,
    "filled": _filled,
    "count": _count,
    "rate": _rate,
    "round": _round,
    "url": _url,
}

ARITIES = {"abs": 1, "rate": 2, "round": 2}
"""How many single cells or numbers these take; the others take any number, sets among them."""
