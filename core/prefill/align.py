"""The best pairing of two lists that keeps their order, and which of many words are like a word at all."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


def align(rows: int, columns: int, scores: Mapping[tuple[int, int], float]) -> list[int | None]:
    """For each row the column it is paired with, or None; pairs never cross and their scores sum to the most.

    Only what stands in `scores` and is above 0 pairs.  Takes columns steps for each row that stands there.
    """
    known: dict[int, dict[int, float]] = defaultdict(dict)
    for (row, column), value in scores.items():
        if value > 0:
            known[row][column] = value
    best = [[0.0] * (columns + 1)] * (rows + 1)
    for r in range(rows - 1, -1, -1):
        best[r] = _row(known[r], best[r + 1]) if r in known else best[r + 1]
    return _walk(rows, columns, best, known)


def _row(scores: Mapping[int, float], below: list[float]) -> list[float]:
    """The best sums from a row on, by the column they begin at, given those of the next row.

    They never grow from column to column, so a pair only changes those before it that are less.
    """
    sums = below.copy()
    for column, score in scores.items():
        most = score + below[column + 1]
        while column >= 0 and sums[column] < most:
            sums[column] = most
            column -= 1
    return sums


def _walk(
    rows: int, columns: int, best: list[list[float]], scores: Mapping[int, Mapping[int, float]]
) -> list[int | None]:
    found: list[int | None] = [None] * rows
    r = c = 0
    while r < rows and c < columns:
        value = scores[r].get(c) if r in scores else None
        if value is not None and best[r][c] == value + best[r + 1][c + 1]:
            found[r] = c
            r, c = r + 1, c + 1
        elif best[r][c] == best[r + 1][c]:
            r += 1
        else:
            c += 1
    return found


class Pool:
    """Words to be asked for those like another: only what shares enough neighbouring characters is compared.

    Words are like each other as far as they share pairs of `core`, or where one core holds the other.
    """

    def __init__(
        self, words: Iterable[str], alike: Callable[[str, str], float], least: float, core: Callable[[str], str] = str
    ) -> None:
        self._alike, self._least, self._core = alike, least, core
        self._sizes: dict[str, int] = {}
        self._holding: dict[str, list[str]] = {}
        for word in dict.fromkeys(words):
            held = pairs(core(word))
            self._sizes[word] = len(held)
            for pair in held:
                self._holding.setdefault(pair, []).append(word)

    def like(self, word: str) -> dict[str, float]:
        """The words at least so much alike, and how much."""
        likes = ((other, self._alike(word, other)) for other in self._near(word))
        return {other: like for other, like in likes if like >= self._least}

    def _near(self, word: str) -> list[str]:
        """The words that share so many pairs with a word that they may be like it."""
        own = pairs(self._core(word))
        shared: dict[str, int] = {}
        for pair in own:
            for other in self._holding.get(pair, ()):
                shared[other] = shared.get(other, 0) + 1
        size, sizes, least = len(own), self._sizes, self._least
        return [
            other
            for other, count in shared.items()
            if 2 * count / (size + sizes[other]) >= least or count == size or count == sizes[other]
        ]


@lru_cache(maxsize=1 << 14)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a word; a single character is its own."""
    return frozenset(text[place : place + 2] for place in range(len(text) - 1)) or frozenset((text,))
