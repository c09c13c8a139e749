"""Where a long title breaks: where its parts meet, so that no name is torn apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

GAP = "　"
"""Stands between 第一部分 and the title after it."""
_YEAR = re.compile(r"(?<=[^\n])(?=20\d\d年度)")


def broken(title: str, fits: Callable[[str], bool]) -> str:
    """The title with a break after 第二部分 where it does not fit, and before its year where that is not enough."""
    if fits(title):
        return title
    parts = title.replace(GAP, "\n", 1).split("\n")
    return "\n".join(part if fits(part) else _YEAR.sub("\n", part, count=1) for part in parts)


__all__ = ["GAP", "broken"]
