"""Printed lines into paragraphs: by how full a line is, by indentation and by the pitch of the lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from core.blocks import Evidence
from core.reading.joining import SENTENCE_END, join
from core.reading.numbering import split_number
from core.reading.raw import RawParagraph
from core.wrapped import first_token, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.reading.pdf_lines import Line

_PAGE_NUMBER = re.compile(
    r"^(?:[-—–－·]*\s*\d{1,4}\s*[-—–－·]*|第?\s*\d{1,4}\s*页?\s*[/，,]?\s*(?:共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})$"
)
MARGIN = 0.12  # of the page's height, where page numbers and running heads stand
_REPEATED = 3
_ENOUGH = 3
_LONG = 30  # of a line's width, from which it tells of the type area
_NARROW = 0.75  # of the width between like margins: these lines are short, not full


@dataclass(frozen=True, slots=True)
class Measure:
    """The type area of a page size: its edges, the pitch of its lines, its font size, and whether paragraphs indent."""

    left: float
    right: float
    pitch: float
    size: float
    indented: bool


def without_running(lines: Sequence[Line], heights: dict[int, float]) -> list[Line]:
    """Without page numbers and heads or feet that repeat."""
    marginal = [line for line in lines if _in_margin(line, heights[line.page])]
    counts = Counter(_shape(line) for line in marginal)
    gone = {
        (line.page, line.number)
        for line in marginal
        if _PAGE_NUMBER.match(line.text)
        or (counts[_shape(line)] >= _REPEATED and counts[_shape(line)] * 2 > len(heights))
    }
    return [line for line in lines if (line.page, line.number) not in gone]


def _in_margin(line: Line, height: float) -> bool:
    return line.box.bottom < MARGIN * height or line.box.top > (1 - MARGIN) * height


def _shape(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.box.top / 4)


def measure(lines: Sequence[Line], page_width: float) -> Measure:
    """The type area, learned from lines of one page size; where few end alike, the margins are taken to be alike."""
    long = [line for line in lines if len(line.text) >= _LONG or width(line.text) >= _LONG] or list(lines)
    rights = sorted(line.box.right for line in long)
    size = Counter(round(line.size, 1) for line in long).most_common(1)[0][0]
    lefts = Counter(round(line.box.left) for line in lines)
    left = _common_left(lefts)
    pitches = Counter(
        round(b.box.bottom - a.box.bottom)
        for a, b in pairwise(lines)
        if a.page == b.page and 0 < b.box.bottom - a.box.bottom < 4 * size
    )
    pitch = float(pitches.most_common(1)[0][0]) if pitches else 2 * size
    indents = sum(count for x, count in lefts.items() if 1.5 * size <= x - left <= 2.6 * size)
    right = rights[int(len(rights) * 0.95)]
    alike = sum(1 for one in rights if abs(one - right) <= 1.2 * size)
    if alike < _ENOUGH or right < _NARROW * (page_width - left):
        right = max(right, page_width - left - 0.5 * size)
    return Measure(left, right, pitch, size, indents >= max(2, 0.1 * len(lines)))


def _common_left(lefts: Counter[int]) -> float:
    """The leftmost edge that several lines share."""
    enough = max(2, 0.05 * sum(lefts.values()))
    shared = [x for x, count in lefts.items() if count + lefts.get(x + 1, 0) >= enough]
    return float(min(shared or lefts))


def paragraphs(lines: Sequence[Line], areas: dict[int, Measure], breaks: set[int]) -> list[list[Line]]:
    """Lines grouped into paragraphs; `areas` by page, `breaks` are indices that begin anew (after a table)."""
    groups: list[list[Line]] = []
    for index, line in enumerate(lines):
        if groups and index not in breaks and _goes_on(groups[-1], line, areas[line.page]):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _goes_on(group: Sequence[Line], line: Line, area: Measure) -> bool:
    before = group[-1]
    if abs(before.size - line.size) > 0.15 * max(before.size, line.size):
        return False
    if before.page == line.page and line.box.bottom - before.box.bottom > 1.25 * area.pitch + 1:
        return False
    number = split_number(line.text)
    if number is not None and number.level <= 2:
        return False
    if _is_centred_pair(before, line, area):
        return number is None
    if not _is_full(before, line, area):
        return False
    indent = line.box.left - area.left
    if area.indented:
        return indent < area.size and not (number and before.text[-1] in SENTENCE_END)
    return indent < 4 * area.size and number is None


def _is_centred_pair(before: Line, line: Line, area: Measure) -> bool:
    """A centred heading, large or of a whole part, and its second line."""
    if before.page != line.page:
        return False
    number = split_number(before.text)
    heads = before.size >= 1.15 * area.size or (number is not None and number.style == "part")
    return (
        heads
        and abs(before.middle - line.middle) <= area.size
        and width(before.text) * before.size / 2 > 0.5 * (area.right - area.left)
    )


def _is_full(line: Line, following: Line, area: Measure) -> bool:
    """Whether the next line's first word would not have fitted any more."""
    room = area.right - line.box.right
    return room < width(first_token(following.text)) * area.size / 2 + 0.6 * area.size


def raw_paragraph(group: Sequence[Line], area: Measure, page_width: float, file: str) -> RawParagraph:
    """A paragraph with the place of each of its lines."""
    parts = [(line.text, Evidence(file, page=line.page, line=line.number, box=line.box)) for line in group]
    whole = join(parts)
    return RawParagraph(whole.text, parts[0][1], whole.segments, title=_is_title(group, area, page_width))


def _is_title(group: Sequence[Line], area: Measure, page_width: float) -> bool:
    """Large and centred."""
    return all(
        line.size >= 1.15 * area.size and abs(line.middle - page_width / 2) <= 0.06 * page_width for line in group
    )


def measures(lines: Sequence[Line], widths: dict[int, float]) -> dict[int, Measure]:
    """The type area of each page, learned from all pages of its width."""
    by_width: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_width[round(widths[line.page])].append(line)
    learned = {size: measure(group, size) for size, group in by_width.items()}
    return {page: learned[round(size)] for page, size in widths.items() if round(size) in learned}
