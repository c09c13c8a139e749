"""Where a source says of which year it is: the words behind `year_of`, to be shown beside the choice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.blocks import Heading, Paragraph, Table
from core.prefill.model import Mention

if TYPE_CHECKING:
    from core.blocks import ReadBlock, SourceDocument

_AROUND = 24
_MARKS = "，。；：、（）()》《“”"


def year_said(document: SourceDocument, year: int) -> Mention | None:
    """The place that speaks most plainly for a fiscal year: a title, a heading, a table's title, then any text.

    None where only the file's name tells it, or nothing.
    """
    wanted = re.compile(rf"{'[ 　]*'.join(str(year))}[ 　]*年")
    ranked = sorted(enumerate(document.blocks), key=lambda item: (_rank(item[1]), item[0]))
    for _, read in ranked:
        text = _text(read)
        found = wanted.search(text)
        if found is None:
            continue
        short = len(text) <= 2 * _AROUND
        start, end = (0, len(text)) if short else (_clause(text, found.start()), found.end() + _AROUND)
        return Mention(" ".join(text[start:end].split()), read.at(found.start()))
    return None


def _clause(text: str, place: int) -> int:
    """Where the words around a place begin: behind the last mark before it, not far back."""
    return max(place - _AROUND, 0, *(text.rfind(mark, 0, place) + 1 for mark in _MARKS))


def _rank(read: ReadBlock) -> int:
    block = read.block
    if isinstance(block, Heading):
        return min(block.level, 1)
    return 2 if isinstance(block, Table) else 3


def _text(read: ReadBlock) -> str:
    match read.block:
        case Heading(text=text) | Paragraph(text=text):
            return text
        case Table(title=title):
            return title
    return ""
