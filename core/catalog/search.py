"""Finding an item while the clerk types: code, name or pinyin initials.

Words parted by spaces must all match, the earlier ones also through a parent:
「qztt xzyx」 finds 行政运行 under 群众团体事务.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from core.catalog.items import Item

NO_MATCH = 9

_WIDE = str.maketrans("()", "（）")


def rank(item: Item, word: str) -> int:
    """How well one lower-case word meets an item, 0 best, NO_MATCH not at all."""
    if word.isdecimal():
        return 0 if item.code == word else 1 if item.code.startswith(word) else NO_MATCH
    tests = (
        item.name == word,
        item.name.startswith(word),
        item.initials == word,
        item.initials.startswith(word),
        word in item.name,
        word in item.initials,
    )
    return next((2 + at for at, met in enumerate(tests) if met), NO_MATCH)


def search(text: str, items: Iterable[Item], above: Callable[[Item], Sequence[Item]], limit: int) -> list[Item]:
    """The items that meet `text`, best first, at most `limit`; `above` gives an item's parents."""
    words = [_plain(word) for word in text.lower().split()]
    if not words or limit <= 0:
        return []
    *earlier, last = words
    found = []
    for item in items:
        how = rank(item, last)
        if how == NO_MATCH:
            continue
        if earlier and not _through(earlier, (item, *above(item))):
            continue
        found.append((how, len(item.name) if how > 1 else 0, item.code, item))
    found.sort(key=lambda entry: entry[:3])
    return [entry[3] for entry in found[:limit]]


def _plain(word: str) -> str:
    """The word as the catalogue writes it: letters and digits narrow, brackets wide."""
    narrow = normalize("NFKC", word)
    return narrow if narrow.isascii() else word.translate(_WIDE)


def _through(words: Iterable[str], chain: Sequence[Item]) -> bool:
    """Whether each word meets one item of the chain."""
    return all(any(rank(item, word) != NO_MATCH for item in chain) for word in words)
