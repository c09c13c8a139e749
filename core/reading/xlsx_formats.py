"""Numbers of an Excel cell as Excel prints them: decimals, thousands, percent, dates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.blocks import Align

_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;(#,##0)",
    39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
}  # fmt: skip
_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_ALIGN: dict[str, Align] = {"center": "center", "centerContinuous": "center", "right": "right"}
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[[^\]]*\]')
_PLACES = re.compile(r"[#0?][#0?,]*(?:\.([#0?]*))?")
_DATE_LETTERS = re.compile(r"[ymdYMD年月日]")


class Formats:
    """The cell formats of a workbook, by the index that cells carry."""

    def __init__(self, styles: Any, *, uses_1904: bool = False) -> None:
        self._codes: dict[int, str] = dict(_BUILT_IN)
        self._cells: list[tuple[int, Align]] = []
        self._epoch = date(1904, 1, 1) if uses_1904 else date(1899, 12, 30)
        if styles is None:
            return
        for one in styles.iter("{*}numFmt"):
            self._codes[_whole(one.get("numFmtId"))] = str(one.get("formatCode", ""))
        for group in styles.iter("{*}cellXfs"):
            for one in group.iterchildren("{*}xf"):
                alignment = next(one.iter("{*}alignment"), None)
                align = "" if alignment is None else str(alignment.get("horizontal", ""))
                self._cells.append((_whole(one.get("numFmtId")), _ALIGN.get(align, "left")))

    def align(self, style: int) -> Align:
        """The alignment a style asks for."""
        return self._cells[style][1] if style < len(self._cells) else "left"

    def show(self, value: str, style: int) -> str:
        """A stored number as printed; text that is no number is given back."""
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value
        if not number.is_finite() or abs(number.adjusted()) > 300:
            return value
        index = self._cells[style][0] if style < len(self._cells) else 0
        code = self._codes.get(index, "General")
        if index in _BUILT_IN_DATES or is_date_format(code):
            return self._date(number)
        return show_number(number, code)

    def _date(self, number: Decimal) -> str:
        if not 0 < number < 100_000:
            return plain(number)
        day = self._epoch + timedelta(days=int(number))
        return f"{day.year}年{day.month}月{day.day}日"


def _whole(text: Any) -> int:
    try:
        return int(text)
    except (TypeError, ValueError):
        return 0


@lru_cache(maxsize=256)
def is_date_format(code: str) -> bool:
    """Whether a format prints a date; letters in quotes and colours do not count."""
    bare = _LITERAL.sub("", code.partition(";")[0])
    return bool(_DATE_LETTERS.search(bare)) and "General" not in bare and not re.search(r"[#0?]", bare)


def plain(number: Decimal) -> str:
    """A number in General format: at most eleven digits, no trailing zeros, no float noise."""
    if number == 0:
        return "0"
    places = max(0, 10 - max(number.adjusted(), 0))
    rounded = number.quantize(Decimal(1).scaleb(-min(places, 15)), ROUND_HALF_UP) if abs(number) < 10**15 else number
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show_number(number: Decimal, code: str) -> str:
    """A number in a format such as `#,##0.00;-#,##0.00;"-"`, with the literals that belong to it."""
    section, signed = _section(code, number)
    bare = _LITERAL.sub(lambda match: match.group(1) or match.group(2) or "", section)
    if "General" in bare or bare.strip() in ("", "@"):
        return plain(number) if section or not code else ""
    match = _PLACES.search(bare)
    if match is None:
        return bare.strip()
    percent = "%" in _LITERAL.sub("", section)  # a quoted % only stands behind the number
    shown = number * 100 if percent else number
    shown = shown if signed else abs(shown)
    thousands = match.group().split(".")[0].endswith(",") or re.search(r",+$", match.group())
    shown = shown / 1000 if thousands else shown
    text = _digits(shown, match)
    return (bare[: match.start()] + text + bare[match.end() :]).strip()


def _section(code: str, number: Decimal) -> tuple[str, bool]:
    """The part of the format for this sign, and whether the sign is still to be printed."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    if len(sections) > 2 and number == 0:
        return sections[2], True
    if len(sections) > 1 and number < 0:
        return sections[1], False
    return sections[0], True


def _digits(number: Decimal, match: re.Match[str]) -> str:
    decimals = match.group(1) or ""
    step = Decimal(1).scaleb(-min(len(decimals), 15))
    if abs(number) >= 10**15:
        return plain(number)
    rounded = number.quantize(step, ROUND_HALF_UP)
    text = f"{rounded + 0:,f}" if "," in match.group().rstrip(",") else f"{rounded + 0:f}"
    if rounded == 0:
        text = text.lstrip("-")
    optional = len(decimals) - len(decimals.rstrip("#"))
    while optional and text.endswith("0") and "." in text:
        text, optional = text[:-1], optional - 1
    return text.rstrip(".") if "." in text and not decimals.strip("#") else text
