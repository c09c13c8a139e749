"""The functions a formula may call; a blank cell reaches them as None."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from core.expressions.values import Nothing, Undefined, Value
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


def _sum_where(values: Arguments) -> Num:
    """sumif(AMOUNTS, "name", NAMES): the sum of the amounts whose own name is that one; sets of the same rows."""
    rows = (len(values) - 1) // 2
    amounts, wanted, names = values[:rows], values[rows], values[rows + 1 :]
    return _sum([amount for name, amount in zip(names, amounts, strict=False) if name == wanted])


def _rate(values: Arguments) -> Num:
    """Part / whole; undefined where the whole is 0, nothing at all while it is blank."""
    if values[1] is None:
        raise Nothing("the denominator is blank")
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


_QUANTITY = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>[%‰℃㎡²a-zA-Z\u4e00-\u9fff（）()/]*)"
)
_DATES = ("年", "月", "日", "号", "时", "点")
_SIGNS = {
    "≤": ("≤", "<", "＜", "不超过", "不高于", "不大于", "不多于", "小于", "低于", "控制在", "以内", "之内", "以下"),
    "≥": ("≥", ">", "＞", "不低于", "不少于", "不小于", "大于", "高于", "超过", "以上", "至少"),
    "=": ("=", "＝", "等于"),
}
_LIMITS = sorted(((word, sign) for sign, words in _SIGNS.items() for word in words), key=lambda one: -len(one[0]))
"""Longest first: 不低于 holds 低于."""
_TAIL = re.compile(r"(?:以上|以下|以内|之内|内)$")


def _quantity(values: Arguments) -> re.Match[str] | None:
    """The one quantity of a text; None where it has none, several, or a date."""
    text = values[0].replace("％", "%") if values and isinstance(values[0], str) else ""
    found = list(_QUANTITY.finditer(text))
    if len(found) != 1 or found[0]["unit"].startswith(_DATES):
        return None
    return found[0]


def _in_text(values: Arguments) -> Num:
    """The number that a text such as ≥95% or 291户次 states."""
    found = _quantity(values)
    if found is None:
        raise Nothing("the text states no number")
    return Num(Fraction(found["number"].replace(",", "")))


def _unit(values: Arguments) -> str:
    """The unit behind the number of a text; empty where there is none."""
    found = _quantity(values)
    if found is None:
        return ""
    return _TAIL.sub("", found["unit"])


def _limit(values: Arguments) -> str:
    """≥, ≤ or = where a text says which side its number is a limit of, else empty."""
    text = values[0] if values and isinstance(values[0], str) else ""
    return next((sign for word, sign in _LIMITS if word in text), "")


FUNCTIONS: dict[str, Callable[[Arguments], Value]] = {
    "sum": _sum,
    "min": _least,
    "max": _greatest,
    "abs": _absolute,
    "filled": _filled,
    "count": _count,
    "rate": _rate,
    "sumif": _sum_where,
    "round": _round,
    "url": _url,
    "number": _in_text,
    "unit": _unit,
    "limit": _limit,
}

ARITIES = {"abs": 1, "rate": 2, "round": 2, "number": 1, "unit": 1, "limit": 1}
"""How many single cells or numbers these take; the others take any number, sets among them."""
