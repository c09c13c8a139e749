"""The cover and the contents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.publishing.pdf import style as look
from core.publishing.pdf.page import Link, Page

if TYPE_CHECKING:
    from core.blocks import Publication
    from core.publishing.pdf.ink import Pen, SetLine
    from core.publishing.pdf.page import Anchor
    from core.publishing.pdf.style import TextStyle

_TITLE_TOP = 0.22  # of the text area
_FOOT = 0.80
_HEADING = "目　录"
_NUMBER_ROOM = 2.5  # characters kept free for the page number
_STEP = 7.0  # points from dot to dot; dots of all lines stand below each other
_GAP = 5.0


def cover(publication: Publication, pen: Pen) -> Page:
    """Title, unit and date, centred on an upright page."""
    frame = look.PORTRAIT
    page = Page(frame)
    title = pen.set_balanced(publication.title, look.COVER_TITLE, frame.width)
    page.lines(title, frame.left, frame.top + _TITLE_TOP * frame.height, look.COVER_TITLE)
    foot = "\n".join(part for part in (publication.unit, publication.date) if part)
    lines = pen.set_balanced(foot, look.COVER_LINE, frame.width) if foot else []
    page.lines(lines, frame.left, frame.top + _FOOT * frame.height, look.COVER_LINE)
    return page


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line or more of the contents."""

    anchor: Anchor
    number: int
    lines: list[SetLine]
    style: TextStyle


def contents(pages: list[Page], pen: Pen) -> list[Page]:
    """The contents of a report whose pages follow the cover and the contents itself.

    How many pages the contents take does not depend on the numbers in it, so one
    pass counts them and a second one knows every number.
    """
    listed = [(anchor, at) for at, page in enumerate(pages) for anchor in page.anchors if anchor.listed]
    if not listed:
        return []
    top = min(anchor.level for anchor, _ in listed)
    entries = [_entry(anchor, at, top, pen) for anchor, at in listed]
    count = len(_paginate(entries))
    return [_draw(part, pen, first=number == 0, offset=1 + count) for number, part in enumerate(_paginate(entries))]


def _entry(anchor: Anchor, at: int, top: int, pen: Pen) -> _Entry:
    style = look.CONTENTS_PART if anchor.level == top and top < 3 else look.CONTENTS_ENTRY
    indent = min(anchor.level - top, 2) * style.size
    width = look.PORTRAIT.width - _NUMBER_ROOM * style.size - indent
    lines = pen.set(anchor.title, style, width)
    shifted = [replace(line, x=line.x + indent) for line in lines]
    return _Entry(anchor, at + 1, shifted, style)


def _paginate(entries: list[_Entry]) -> list[list[_Entry]]:
    """The entries page by page; the first page carries the heading."""
    pages: list[list[_Entry]] = [[]]
    room = look.PORTRAIT.height - _head_height()
    for entry in entries:
        height = len(entry.lines) * entry.style.leading
        if height > room and pages[-1]:
            pages.append([])
            room = look.PORTRAIT.height
        pages[-1].append(entry)
        room -= height
    return pages


def _head_height() -> float:
    return look.CONTENTS_TITLE.leading + look.CONTENTS_ENTRY.leading


def _draw(entries: list[_Entry], pen: Pen, *, first: bool, offset: int) -> Page:
    frame = look.PORTRAIT
    page = Page(frame)
    y = frame.top
    if first:
        page.lines(pen.set(_HEADING, look.CONTENTS_TITLE, frame.width, "center"), frame.left, y, look.CONTENTS_TITLE)
        y += _head_height()
    for entry in entries:
        top = y
        y = page.lines(entry.lines, frame.left, y, entry.style)
        _draw_number(page, entry, y - entry.style.leading, entry.number + offset, pen)
        page.links.append(Link(entry.anchor.key, frame.left, top, frame.right, y))
    return page


def _draw_number(page: Page, entry: _Entry, top: float, number: int, pen: Pen) -> None:
    """Dots from the end of the entry to its page number, in one line with the entry's last line."""
    frame, style = page.frame, look.CONTENTS_ENTRY
    baseline = top + entry.style.baseline
    shown = pen.set(str(number), style, frame.width, "right")[0]
    last = entry.lines[-1]
    begin, end = last.x + last.width + _GAP, frame.width - shown.width - _GAP
    dots = int((frame.width - begin) // _STEP) - int((frame.width - end) // _STEP)
    if dots > 2:
        x = frame.right - _STEP * (int((frame.width - end) // _STEP) + dots)
        page.text(pen.leader(dots, style, _STEP), x, baseline)
    page.text(shown, frame.left, baseline)
