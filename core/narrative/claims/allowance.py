"""How many numbers of a document are read as prose: beyond what any report tells, they are left and that is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.narrative.claims.numerals import AMOUNT

if TYPE_CHECKING:
    from core.narrative.claims.model import Paragraph

_MOST = 18_000
"""So many numbers of one document are read, some 0.15 ms each: some 150 pages as dense as the densest sample (2,277 on
19 pages).  A megabyte of nothing but numbers has up to 250,000.
"""
_MOST_AT_ONCE = 500
"""A paragraph with more numbers is a table that lost its lines, and no prose."""
_NUMBERS = re.compile(r"\d[\d.,]*")


class Allowance:
    """What may still be read of a document; spent from its beginning on."""

    def __init__(self) -> None:
        self.left = _MOST

    def take(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph may be read; then it is spent."""
        text = paragraph.text.text
        many = max(len(_NUMBERS.findall(text)), len(AMOUNT.findall(text)))
        if many > min(self.left, _MOST_AT_ONCE):
            return False
        self.left -= many
        return True


__all__ = ["Allowance"]
