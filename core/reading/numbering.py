"""Printed item numbers: 一、 （一） 1. （1） ① 第一部分, and the many ways they are typed.

Only what is printed is reported.  Whether `6、` stands where 六、 should is
decided by those who know the outline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from core.figures.chinese import chinese_value

if TYPE_CHECKING:
    from collections.abc import Callable

Style = Literal["part", "article", "chinese", "chinese_paren", "arabic", "arabic_paren", "circled"]

LEVELS: dict[Style, int] = {
    "part": 0,
    "article": 1,
    "chinese": 1,
    "chinese_paren": 2,
    "arabic": 3,
    "arabic_paren": 4,
    "circled": 5,
}


@dataclass(frozen=True, slots=True)
class Number:
    """The number a line begins with.

    `printed` is the number with its punctuation as it stands, `rest` the text after it;
    `level` is 0 for 第一部分, 1 for 一、 2 for （一） 3 for 1. 4 for （1） 5 for ①.
    """

    style: Style
    ordinal: int
    printed: str
    rest: str
    level: int


_CN_DIGITS = "〇零一二三四五六七八九十百"
_CN = f"[{_CN_DIGITS}]{{1,5}}"


def _from_code(first: int) -> Callable[[str], int | None]:
    return lambda text: ord(text) - first + 1


_Pattern = tuple[Style, re.Pattern[str], "Callable[[str], int | None]"]

# What the text begins with, 0 for any digit, and the pattern.  They are tried in this order, those alone that may begin
# as the text does: for most texts none.  A pattern's group 1 is the number, the whole match is what is printed.
_PATTERNS: tuple[tuple[str, _Pattern], ...] = (
    ("第", ("part", re.compile(rf"第\s*({_CN}|\d{{1,2}})\s*(?:部\s*分|章)[、：:]?"), chinese_value)),
    ("第", ("article", re.compile(rf"第\s*({_CN}|\d{{1,3}})\s*条[、：:]?"), chinese_value)),
    (_CN_DIGITS, ("chinese", re.compile(rf"({_CN})\s*[、．.]"), chinese_value)),
    ("（(", ("chinese_paren", re.compile(rf"[（(]\s*({_CN})\s*[）)][、．]?"), chinese_value)),
    ("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", ("chinese_paren", re.compile(r"([㈠-㈩])[、．]?"), _from_code(0x3220))),
    ("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", ("arabic", re.compile(r"([⒈-⒛])"), _from_code(0x2488))),
    ("0", ("arabic", re.compile(r"(\d{1,2})\s*[、．.]"), int)),
    ("（(", ("arabic_paren", re.compile(r"[（(]\s*(\d{1,2})\s*[）)][、．]?"), int)),
    ("0", ("arabic_paren", re.compile(r"(\d{1,2})\s*[）)][、．]?"), int)),
    ("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", ("arabic_paren", re.compile(r"([⑴-⒇])[、．]?"), _from_code(0x2474))),
    ("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", ("circled", re.compile(r"([①-⑳])[、．]?"), _from_code(0x2460))),
    # 1一般公共服务支出（类）: the dot was forgotten.
    ("0", ("arabic", re.compile(r"(\d{1,2})(?=[一-鿿]{2,15}[（(][类款][）)])"), int)),
)


@lru_cache(maxsize=1 << 12)
def _beginning_with(char: str) -> tuple[_Pattern, ...]:
    sign = "0" if char.isdecimal() else char
    return tuple(pattern for signs, pattern in _PATTERNS if sign in signs)


# After `12.` or `12、`: digits that go on a decimal number or an enumeration (1.5, 1、2月) and not an item.
_GOES_ON = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d\s*(?:年|-|—|至)")
_ENUMERATION = re.compile(r"\d{1,2}\s*[月日号]")


def _is_item(style: Style, printed: str, rest: str) -> bool:
    """Whether digits before a dot are an item number and not the head of a decimal number."""
    if style == "chinese" and printed[-1] in ".．" and rest[:1].isdigit():
        return False
    if style != "arabic" or not _GOES_ON.match(rest):
        return True
    if printed[-1] == "、":
        return not _ENUMERATION.match(rest)
    if printed[-1] in ".．":
        return bool(_YEAR.match(rest))
    return printed[-1] not in "0123456789"


def split_number(text: str) -> Number | None:
    """The number `text` begins with, or None.

    `3.65 万元` and `2023年` begin with no number; `1.2023 年我单位` is item 1.
    """
    line = text.strip()
    for style, pattern, value in _beginning_with(line[:1]):
        match = pattern.match(line)
        if match is None:
            continue
        digits = match.group(1)
        ordinal = int(digits) if digits.isascii() and digits.isdigit() else value(digits)
        after = line[match.end() :]
        if ordinal is None or not _is_item(style, match.group(), after):
            return None
        return Number(style, ordinal, match.group(), after.lstrip(), LEVELS[style])
    return None
