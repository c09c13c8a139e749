"""Printed numbers of headings: 一、 （一） 1. （1）."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """1…99 in Chinese numerals, as headings are numbered."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def printed_number(level: int, ordinal: int) -> str:
    """The number of the n-th heading of a level, with its punctuation (GB/T 9704-2012, 7.3.3)."""
    match level:
        case 1:
            return f"{chinese(ordinal)}、"
        case 2:
            return f"（{chinese(ordinal)}）"
        case 3:
            return f"{ordinal}."
    return f"（{ordinal}）"
