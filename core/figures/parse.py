"""Reading what people type and paste into a cell."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from core.errors import FigureError
from core.figures.held import BLANK, NOT_APPLICABLE, UNITS, Held, Kind, State

_BLANK_WORDS = frozenset({""})
_NOT_APPLICABLE_WORDS = frozenset({"/", "不适用", "—", "——", "-", "--", "–", "n/a", "N/A"})
_SPACES = re.compile(r"[ \u00a0\u2009\u202f]+")
_NUMBER = re.compile(
    r"""(?P<open>\()?(?P<sign>[+-])?[¥￥]?
        (?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<fraction>\.\d*)?
        (?P<unit>[^\d.,()+-]*)(?P<close>\))?""",
    re.VERBOSE,
)
_SCALES = {"亿": "亿元", "万": "万元", "千": "千元", "百万": "百万元", "": ""}
_HALF_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_HALF_WIDTH |= dict.fromkeys(map(ord, "−–—"), "-")
"""Full-width characters only: compatibility folding would make ² and ① digits of the number."""
_MAX_DIGITS = 18
"""More digits than any budget has; longer input is a pasted account number."""


def _normal(text: str) -> str:
    """Half-width characters, one kind of minus, no spaces; line breaks and tabs inside part two numbers and stay."""
    return _SPACES.sub("", text.translate(_HALF_WIDTH).strip())


def _fault(text: str, why: str, remedy: str) -> FigureError:
    shown = text.strip()
    shown = shown if len(shown) <= 24 else shown[:23] + "…"
    return FigureError(f"「{shown}」{why}", remedy)


def parse(text: str, kind: Kind, unit: str = "", *, choices: tuple[str, ...] = ()) -> Held:
    """Read `text` as a value of `kind`; a number without a unit is in `unit`.

    Accepts thousands separators, full-width digits, spaces within a number,
    brackets or any minus for negatives, 万/亿 with or without 元.  Empty text is
    blank, `/` or — is 不适用.  Raises FigureError for anything else (NaN and 1e5
    among it), with what to type instead.
    """
    stripped = text.strip()
    if stripped in _BLANK_WORDS:
        return BLANK
    if stripped in _NOT_APPLICABLE_WORDS:
        return NOT_APPLICABLE
    if not kind.numeric:
        return _words(stripped, kind, choices)
    return _number(text, kind, unit)


@lru_cache(maxsize=4096)
def _number(text: str, kind: Kind, default: str) -> Held:
    """The amounts of a report stand in several of its tables, and 0.00 in all of them."""
    found = _NUMBER.fullmatch(_normal(text))
    if found is None or bool(found["open"]) != bool(found["close"]):
        raise _fault(text, "不是数字", "请只填数字，例如 1234.56")
    opened, sign, digits, fraction, given, _ = found.groups(default="")
    digits = digits.replace(",", "")
    if len(digits) + len(fraction) > _MAX_DIGITS:
        raise _fault(text, "位数太多", "请核对是否粘贴了账号或多个数")
    number, decimals = exact(digits + fraction)
    if sign == "-" or opened:
        number = -number
    if kind is Kind.MONEY:
        return _money(text, number, decimals, given, default)
    return _plain(text, number, decimals, given, kind, default)


def exact(digits: str) -> tuple[Fraction, int]:
    """Digits with or without a point as a number, and how many stand behind the point.

    Quicker than Fraction's own reading of a text, and each number of a document takes this way.
    """
    whole, _, part = digits.partition(".")
    return (Fraction(int(whole + part), 10 ** len(part)), len(part)) if part else (Fraction(int(whole)), 0)


def _money(text: str, number: Fraction, decimals: int, given: str, default: str) -> Held:
    unit = _SCALES.get(given, given) or default or "元"
    if unit not in UNITS:
        raise _fault(text, f"的单位「{given}」不是金额单位", "请用 元、万元 或 亿元")
    fen = in_fen(number, unit)
    if fen is None:
        raise _fault(text, "的小数位超过了分", "金额最多精确到分（0.01元）")
    return Held(State.VALUE, fen, "", unit, decimals)


def in_fen(number: Fraction, unit: str) -> Fraction | None:
    """So many of a money unit in 分; None where that is no whole number of them."""
    whole, rest = divmod(number.numerator * UNITS[unit].numerator, number.denominator)  # units are whole 分
    return None if rest else Fraction(whole)


def _plain(text: str, number: Fraction, decimals: int, given: str, kind: Kind, default: str) -> Held:
    if kind is Kind.RATE:
        if given not in {"", "%"}:
            raise _fault(text, f"的单位「{given}」不是百分号", "请填百分数，例如 98.5%")
        return Held(State.VALUE, number / 100, "", "%", decimals)
    scale = 1
    unit = given
    if kind is Kind.COUNT and given[:1] in {"万", "亿"}:
        scale = 10_000 if given[0] == "万" else 100_000_000
        unit = given[1:]
    if unit and default and unit != default and kind is Kind.SCORE:
        raise _fault(text, f"的单位「{given}」应为「{default}」", f"请以{default}填写")
    if unit and not re.fullmatch(r"[\u4e00-\u9fff²㎡m（）()/]+", unit):
        raise _fault(text, "里有不是数字的字符", "请只填数字")
    return Held(State.VALUE, number * scale, "", unit or default, 0 if scale > 1 else decimals)


_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?")


def _words(text: str, kind: Kind, choices: tuple[str, ...]) -> Held:
    if kind is Kind.DATE:
        found = _DATE.fullmatch(_normal(text))
        if found is None or not _real_date(found.groups()):
            raise _fault(text, "不是日期", "请按 2024-03-31 填写")
        parts = [part for part in found.groups() if part]
        return Held.words("-".join([parts[0], *(f"{int(part):02d}" for part in parts[1:])]))
    if kind is Kind.CHOICE and choices and text not in choices:
        raise _fault(text, "不在可选项之中", f"请选 {'、'.join(choices)}")
    return Held.words(text)


def _real_date(parts: tuple[str | None, ...]) -> bool:
    year, month, day = (int(part) if part else 1 for part in parts)
    days = (31, 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1 <= month <= 12 and 1 <= day <= days[month - 1]
