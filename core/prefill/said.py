"""Where a source says of which year, kind, unit and region it is: the words to be shown beside the choice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.blocks import Heading, Paragraph, Table
from core.prefill.align import pairs
from core.prefill.fold import compact
from core.prefill.model import Mention

if TYPE_CHECKING:
    from core.blocks import ReadBlock, SourceDocument
    from core.template import Pack

_AROUND = 24
_ENOUGH = 0.7
"""So much of a pack's title is found in a heading that says what the report is."""
_GAP = "[ \u3000]*"
_FILLED_IN = re.compile(r"（[^）]*）|\{[^}]*\}(?:年度?)?")
_MARKS = "，。；：、（）()》《“”"


def year_said(document: SourceDocument, year: int) -> Mention | None:
    """The place that speaks most plainly for a fiscal year: a title, a heading, a table's title, then any text.

    None where only the file's name tells it, or nothing.
    """
    return _said(document, re.compile(rf"{_GAP.join(str(year))}{_GAP}年"))


def unit_said(document: SourceDocument, unit: str) -> Mention | None:
    """The place that names the unit most plainly; None where none does, or no unit is known."""
    return _said(document, re.compile(_GAP.join(map(re.escape, unit)))) if unit else None


def region_said(document: SourceDocument, region: str) -> Mention | None:
    """The place that names a pack's region (湖南省, 上海市) most plainly; None where it stands nowhere."""
    return _said(document, re.compile(f"{_GAP.join(map(re.escape, region))}[省市]")) if region else None


def kind_said(document: SourceDocument, pack: Pack) -> Mention | None:
    """The title or heading that says what kind of report a document is, in words like the titles of the pack."""
    names = [_FILLED_IN.sub("", compact(name)) for name in (pack.title, *(report.title for report in pack.reports))]
    kinds = [pairs(name) for name in names if name]
    headings = [read for read in document.blocks if isinstance(read.block, Heading)]
    for read in sorted(headings, key=_rank):
        text = _text(read)
        said = pairs(compact(text))
        if any(len(words & said) >= _ENOUGH * len(words) for words in kinds):
            return Mention(" ".join(text.split()), read.at(0))
    return None


def _said(document: SourceDocument, wanted: re.Pattern[str]) -> Mention | None:
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
