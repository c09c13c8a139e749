"""How far a document is read a second time: what costs more than any report does is read once.

The second reading holds the numbers of a paragraph against each other in every way they may belong together.  That is
half a millisecond for a paragraph of a report and up to a tenth of a second for one that is crammed with numbers, of
which a megabyte would take minutes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.narrative.claims.model import Paragraph
    from core.narrative.claims.told import Told

_MOST = 50_000
"""So much effort (of some 20 µs) the second reading of one document takes, about 1.1 s: that of 500 paragraphs with a
doubtful number in each, 140 pages of nothing but numbers in prose, or 410 pages as dense as the densest sample (2,277
on 19 pages).  The most of a labelled text is 2,117.  What stands behind it in a document is read once only.
"""
_NUMBER, _PAIRS = 6, 3
"""What a number costs, and so many pairs of numbers cost one."""
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
_UNIT = re.compile(r"(?<=\d)[\u4e00-\u9fff]+?(?=[^\u4e00-\u9fff]|$)|(?<=\d)(?:[万亿]?元|[人批]?次|[\u4e00-\u9fff])")
_WORDS = re.compile(r"[\u4e00-\u9fff]")
_TABLES = ((30, 3), (16, 1))
"""From so many numbers on, with fewer characters of words for each, a line is a row of a table."""


class Effort:
    """What the second reading of one document may still cost; spent from its beginning on."""

    def __init__(self) -> None:
        self.left = _MOST

    def spend(self, paragraph: Paragraph) -> None:
        """A paragraph was read a second time."""
        self.left -= paragraph.effort


def spent(paragraphs: Iterable[Paragraph]) -> bool:
    """Whether reading the paragraphs of a document a second time took all the effort it may take."""
    return sum(one.effort for one in paragraphs) >= _MOST


def effort_of(told: Told) -> int:
    """What it cost to read a paragraph a second time: by its numbers, and the ways that were weighed."""
    many = len(told.amounts) + len(told.rates)
    return _NUMBER * many + many * many // _PAIRS + told.weighed


def is_table(text: str) -> bool:
    """Whether hardly a word stands between the numbers: a row that lost its cells, and nothing to read by.

    No labelled text has so many numbers with so few words; the shortest have one character for each of 13.
    """
    many = len(_NUMBERS.findall(text))
    if many < _TABLES[-1][0]:
        return False
    words = len(_WORDS.findall(_UNIT.sub("", text)))
    return any(many >= least and words < few * many for least, few in _TABLES)


__all__ = ["Effort", "effort_of", "is_table", "spent"]
