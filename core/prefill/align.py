"""The best pairing of two lists that keeps their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def align(rows: int, columns: int, score: Callable[[int, int], float]) -> list[int | None]:
    """For each row the column it is paired with, or None; pairs never cross and their scores sum to the most.

    Scores at or below 0 never pair.  Takes rows x columns steps.
    """
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    pairs: dict[tuple[int, int], float] = {}
    for r in range(rows - 1, -1, -1):
        for c in range(columns - 1, -1, -1):
            skip = max(best[r + 1][c], best[r][c + 1])
            value = score(r, c)
            if value > 0 and value + best[r + 1][c + 1] >= skip:
                pairs[r, c] = value
                skip = value + best[r + 1][c + 1]
            best[r][c] = skip
    return _walk(rows, columns, best, pairs)


def _walk(rows: int, columns: int, best: list[list[float]], pairs: dict[tuple[int, int], float]) -> list[int | None]:
    found: list[int | None] = [None] * rows
    r = c = 0
    while r < rows and c < columns:
        value = pairs.get((r, c))
        if value is not None and best[r][c] == value + best[r + 1][c + 1]:
            found[r] = c
            r, c = r + 1, c + 1
        elif best[r][c] == best[r + 1][c]:
            r += 1
        else:
            c += 1
    return found
