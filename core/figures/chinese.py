"""Chinese numerals: 十二, 一百零五."""

from __future__ import annotations

_DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))


def chinese_value(text: str) -> int | None:
    """十二 as 12; None for what is no number below a thousand."""
    total = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            return None
    return (total + digit) or None
