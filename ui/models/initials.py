"""Finding names by the initials of their pinyin: gwjdf finds 公务接待费.

GB 2312 holds its 3,755 everyday characters in the order of their pinyin, so the initial follows from the code; no table
of readings is shipped.  The few characters of this trade that are read in two ways have both.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
"""The first character of each letter in the order of GB 2312."""
_LETTERS = "abcdefghjklmnopqrstwxyz"
_STARTS = [character.encode("gb2312") for character in _FIRST]
_END = b"\xd8\xa1"
"""From here on characters stand by their radicals."""
_BOTH = {
    "会": "hk", "行": "xh", "调": "dt", "长": "cz", "重": "zc", "率": "ls", "给": "gj", "系": "xj", "降": "jx",
    "参": "cs", "便": "bp", "传": "cz", "校": "xj", "区": "qo", "车": "cj", "单": "ds", "殡": "b", "藏": "cz",
}  # fmt: skip
NO_MATCH = 9


@lru_cache(maxsize=8192)
def letters(name: str) -> tuple[str, ...]:
    """For each letter, digit and Chinese character of a name the letters it may be typed as; empty where any may be."""
    return tuple(_letters(one) for one in name if one.isalnum())


def _letters(one: str) -> str:
    if one.isascii():
        return one.lower()
    if one in _BOTH:
        return _BOTH[one]
    code = one.encode("gb2312", "ignore")
    if not _STARTS[0] <= code < _END:
        return ""
    return _LETTERS[bisect_right(_STARTS, code) - 1]


def rank(name: str, word: str) -> int:
    """How well a word meets a name, 0 best: its beginning, its words, its initials; NO_MATCH not at all."""
    if word in name:
        return 0 if name.startswith(word) else 1
    typed = word.lower()
    if not (typed.isascii() and typed.isalnum()):
        return NO_MATCH
    spelled = letters(name)
    for start in range(len(spelled) - len(typed) + 1):
        if all(not may or one in may for one, may in zip(typed, spelled[start:], strict=False)):
            return 2 if start == 0 else 3
    return NO_MATCH
