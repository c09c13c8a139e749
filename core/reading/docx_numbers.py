"""Automatic list numbers of a .docx, printed as Word prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from core.reading.docx_text import W, child, number, value

_DIGITS = "〇一二三四五六七八九"
_PLACEHOLDER = re.compile(r"%([1-9])")
_CHINESE = (
    "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "japaneseDigitalTenThousand", "koreanCounting",
)  # fmt: skip
_STEMS = {"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥"}
_ENCLOSED = {"decimalEnclosedCircle": 0x2460, "decimalEnclosedCircleChinese": 0x2460, "decimalEnclosedParen": 0x2474,
             "decimalEnclosedFullstop": 0x2488}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    spaced: bool = False


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Any) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for element in () if root is None else root.iterfind(f"{{{W}}}abstractNum"):
            levels = {number(one, "ilvl"): _level(one) for one in element.iterfind(f"{{{W}}}lvl")}
            self._abstract[value(element, "abstractNumId")] = levels
        for element in () if root is None else root.iterfind(f"{{{W}}}num"):
            self._add_list(element)

    def _add_list(self, element: Any) -> None:
        num_id = value(element, "numId")
        abstract = value(child(element, "abstractNumId"))
        starts: dict[int, int] = {}
        for override in element.iterfind(f"{{{W}}}lvlOverride"):
            level = number(override, "ilvl")
            if child(override, "lvl") is not None:  # a list with its own look counts for itself
                own = dict(self._abstract.get(abstract, {})) | {level: _level(child(override, "lvl"))}
                abstract = f"{num_id}*"
                self._abstract[abstract] = own
            if child(override, "startOverride") is not None:
                starts[level] = number(child(override, "startOverride"), default=1)
        self._lists[num_id] = abstract
        self._overrides[num_id] = starts

    def next(self, num_id: str, level: int) -> str:
        """Count the next paragraph of a list; its printed number, empty for bullets."""
        abstract = self._lists.get(num_id, "")
        levels = self._abstract.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        start = self._overrides[num_id].pop(level, None)
        if start is not None:
            counts[level] = start
        else:
            counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return _printed(levels, counts, level)


def _level(element: Any) -> _Level:
    form = value(child(element, "numFmt")) or "decimal"
    text = value(child(element, "lvlText"))
    suffix = value(child(element, "suff")) or "tab"
    start = child(element, "start")
    return _Level(number(start, default=1) if start is not None else 1, form, text, suffix != "nothing")


def _printed(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    own = levels[level]
    if own.format in ("bullet", "none") and "%" not in own.text:
        return ""

    def one(match: re.Match[str]) -> str:
        index = int(match.group(1)) - 1
        shown = levels.get(index, own)
        return format_number(counts.get(index, shown.start), shown.format)

    text = _PLACEHOLDER.sub(one, own.text)
    return text + " " if own.spaced and text[-1:].isascii() else text


def chinese(count: int) -> str:
    """12 as 十二; up to 999."""
    if count < 10:
        return _DIGITS[count]
    hundreds, rest = divmod(count, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def format_number(count: int, form: str) -> str:
    """A count in one of Word's number formats; decimal for those that reports never use."""
    if form in _CHINESE and 0 <= count < 1000:
        return chinese(count)
    if form in _STEMS and 1 <= count <= len(_STEMS[form]):
        return _STEMS[form][count - 1]
    if form in _ENCLOSED and 1 <= count <= 20:
        return chr(_ENCLOSED[form] + count - 1)
    if form in ("lowerLetter", "upperLetter") and count >= 1:
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 1 <= count < 4000:
        roman = _roman(count)
        return roman.lower() if form == "lowerRoman" else roman
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    pairs = zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
                ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"), strict=True)  # fmt: skip
    text = ""
    for size, letters in pairs:
        text += letters * (count // size)
        count %= size
    return text
