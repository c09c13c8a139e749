"""Text made comparable: one width, one kind of bracket, no spaces; every character remembers where it stood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_CANONICAL = {
    "(": "（", ")": "）", ":": "：", ";": "；", "!": "！", "?": "？", "﹪": "%", "−": "-", "－": "-", "–": "-",
    "〈": "《", "〉": "》", "﹙": "（", "﹚": "）", "﹐": "，", "﹔": "；", "﹕": "：", "\u200b": "", "\ufeff": "",
}  # fmt: skip
_KEPT = set("，：；（）！？")
_WIDE = "".join(char for code in range(0xFF01, 0xFF5F) if (char := chr(code)) not in _KEPT)
_FOLDED = re.compile(rf"[\s\u00ad,{_WIDE}{re.escape(''.join(_CANONICAL))}]")
"""Whatever may not stay as it is; most texts have none of it."""


@lru_cache(maxsize=4096)
def _one(char: str) -> str:
    if char in _CANONICAL:
        return _CANONICAL[char]
    if char in _WIDE:
        return chr(ord(char) - 0xFEE0)
    return "" if char.isspace() or char == "\u00ad" else char


def _is_figure(char: str) -> bool:
    return char.isascii() and char.isalnum()


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is the folded text, `places` the position in `source` of each of its characters."""

    text: str
    source: str
    places: tuple[int, ...]

    def quote(self, start: int, end: int) -> str:
        """The exact words of the source behind text[start:end]."""
        if start >= end:
            return ""
        return self.source[self.places[start] : self.places[end - 1] + 1]

    def place(self, position: int) -> int:
        """Where in the source a character of the text stands."""
        return self.places[position] if position < len(self.places) else len(self.source)


@lru_cache(maxsize=2048)
def fold(source: str) -> Folded:
    """Fold `source`; a space stays only between two digits or letters, a line break nowhere: it may cut a number."""
    if _FOLDED.search(source) is None:
        return Folded(source, source, tuple(range(len(source))))
    chars: list[str] = []
    places: list[int] = []
    gap = broken = False
    for place, raw in enumerate(source):
        char = _one(raw)
        if not char:
            gap, broken = True, broken or raw == "\n"
            continue
        if gap and not broken and chars and _is_figure(chars[-1]) and _is_figure(char):
            chars.append(" ")
            places.append(place - 1)
        gap = broken = False
        if char == "," and not _in_number(source, place):
            char = "，"
        chars.append(char)
        places.append(place)
    return Folded("".join(chars), source, tuple(places))


def _in_number(source: str, place: int) -> bool:
    """Whether a comma parts thousands, on the next line too: 投入2,⏎845.00万元."""
    return source[place - 1 : place].isdigit() and _THOUSANDS.match(source, place + 1) is not None


_THOUSANDS = re.compile(r"(?:\s*\n\s*)?\d{3}")


def unbroken(words: str) -> str:
    """Words of the source in one line."""
    return _BREAK.sub("", words) if "\n" in words else words


_BREAK = re.compile(r"\s*\n\s*")


def compact(text: str) -> str:
    """The folded text alone."""
    return _short(text) if len(text) <= _SHORT else fold(text).text


_SHORT = 80


@lru_cache(maxsize=1 << 14)
def _short(text: str) -> str:
    """Labels of tables and headings come again and again."""
    return fold(text).text
