"""Amounts in Chinese numerals: 三万五千元, 叁万元, 一百二十万元."""

from __future__ import annotations

import re

_DIGITS = dict(
    zip("〇零一二两三四五六七八九壹贰叁肆伍陆柒捌玖", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, *range(1, 10)), strict=True)
)
_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}
_ANY = "".join(_DIGITS) + "".join(_SCALES) + "".join(_GROUPS)
AMOUNT = re.compile(
    rf"(?<![{_ANY}第数几上成\d.])(?P<number>[{''.join(_DIGITS)}十拾][{_ANY}]{{0,15}})(?P<more>余|多)?元整?"
    r"(?!月|旦|宝|素|件|化|区|县|市|老)"
)
"""百万元以上 and 二元化 are words: an amount begins with a digit or 十 and has a scale."""


def numeral(text: str) -> int | None:
    """三万五千 as 35000; None for what is no number or has no scale (三元 may be a name)."""
    if not any(char in _SCALES or char in _GROUPS for char in text):
        return None
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SCALES:
            section += (digit or 1) * _SCALES[char]
            digit = 0
        else:
            group = section + digit
            total = (total + group) * _GROUPS[char] if char == "亿" else total + group * _GROUPS[char]
            section = digit = 0
    return total + section + digit
