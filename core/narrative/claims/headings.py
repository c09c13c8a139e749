"""Under which headings a paragraph stands: 二、 over （二） over 2."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.narrative.claims.model import Paragraph

_LEVELS = (
    re.compile(r"第[一二三四五六七八九十]+(?:部分|章)"),
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"（[一二三四五六七八九十]{1,3}）"),
    re.compile(r"\d{1,2}[.、．](?!\d)"),
    re.compile(r"（\d{1,2}）"),
)
ITEM = re.compile(
    r"[，；。）](?:\d{1,2}、|\d{1,2}[.．](?!\d)|（(?:\d{1,2}|[一二三四五六七八九十]{1,3})）|[①-⑳]|[一二三四五六七八九十]{1,3}、)"
)
"""Where a numbered item begins within a line."""
_BEGINS = frozenset("第（一二三四五六七八九十0123456789")
_ENDS = re.compile(r"[。：；]")
_LONGEST = 40


def level_of(text: str) -> int:
    """How deep the number at a text's beginning is: 1 for 二、, 2 for （二）; -1 where there is none."""
    return _level(text[:_NUMBERED]) if text[:1] in _BEGINS else -1


_NUMBERED = 12


@lru_cache(maxsize=1024)
def _level(text: str) -> int:
    for level, pattern in enumerate(_LEVELS):
        if pattern.match(text) is not None:
            return level
    return -1


def head_of(text: str) -> str:
    """What a heading says of what stands under it."""
    return _ENDS.split(text[:_LONGEST])[0]


def headings(paragraphs: Iterable[Paragraph]) -> dict[Paragraph, tuple[str, ...]]:
    """The headings over each paragraph of a document, the highest first."""
    over: dict[int, str] = {}
    found: dict[Paragraph, tuple[str, ...]] = {}
    for paragraph in paragraphs:
        level = level_of(paragraph.text.text)
        if level >= 0:
            over = {one: text for one, text in over.items() if one < level}
        found[paragraph] = tuple(over.values())
        if level >= 0:
            over[level] = head_of(paragraph.text.text)
    return found
