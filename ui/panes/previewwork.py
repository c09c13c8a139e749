"""What the preview's worker does: write the pages, find where each number stands, draw a page.

PDFium is called under the lock; nothing here touches a widget.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from core.blocks import Heading, Paragraph, Table
from core.pdfium import LOCK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.blocks import PlacedBlock, Publication
    from core.publishing.pdf.layout import Setting

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the page's top left."""


@dataclass(frozen=True, slots=True)
class Spotted:
    """A printed number: the place it shows, its page and box."""

    place: str
    page: int
    box: Box


@dataclass(slots=True)
class Written:
    """A report as it will be printed; `starts` gives the page on which a section or table begins."""

    data: bytes
    pages: int
    publication: Publication
    starts: dict[str, int] = field(default_factory=dict)
    numbers: list[Spotted] | None = None


def new_setting() -> Setting:
    """An empty setting, for the first call of `write`."""
    from core.publishing.pdf.layout import Setting

    return Setting()


def write(publication: Publication, setting: Setting | None = None) -> Written:
    """The pages of a publication; `setting` keeps what was set for the last one."""
    import pypdfium2

    from core.publishing.pdf import render

    data, pages = render(publication, setting)
    with LOCK:
        document = pypdfium2.PdfDocument(data)
        texts = [_plain(document[number].get_textpage().get_text_bounded()) for number in range(len(document))]
        document.close()
    return Written(data, pages, publication, _starts(publication, texts))


def _plain(text: str) -> str:
    return "".join(text.split())


def _starts(publication: Publication, texts: Sequence[str]) -> dict[str, int]:
    """Headings and table titles, each found at or after the page of the one before."""
    starts: dict[str, int] = {}
    at = 2 if publication.contents and len(texts) > 2 else min(1, len(texts) - 1)
    before = ""
    for placed in publication.blocks:
        words = _plain(_title(placed))
        if placed.section in starts or not words:
            continue
        first = at + 1 if words == before else at  # tables of one form bear one title
        found = next((page for page in range(first, len(texts)) if words in texts[page]), None)
        if found is not None:
            starts[placed.section] = at = found
            before = words
    return starts


def _title(placed: PlacedBlock) -> str:
    match placed.block:
        case Heading():
            return placed.block.line
        case Table():
            return placed.block.title
        case Paragraph():
            return placed.block.text[:16]
    return ""


# -- where the numbers stand ----------------------------------------------------


def locate(written: Written) -> list[Spotted]:
    """Every number of the publication that was found on a page."""
    if written.numbers is None:
        meant = list(_meant(written.publication))
        drawn = _drawn(written.data)
        matcher = SequenceMatcher(None, [text for text, _ in meant], [text for text, _, _ in drawn], autojunk=False)
        written.numbers = [
            Spotted(meant[a + n][1], drawn[b + n][1], drawn[b + n][2])
            for a, b, size in matcher.get_matching_blocks()
            for n in range(size)
            if meant[a + n][1]
        ]
    return written.numbers


def _meant(publication: Publication) -> Iterator[tuple[str, str]]:
    """The numbers as composed, in the order in which they are drawn, with the places they show."""
    for placed in publication.blocks:
        match placed.block:
            case Heading(level=level) if level:
                yield from ((found[0], "") for found in _NUMBER.finditer(placed.block.line))
            case Paragraph():
                yield from _in_text(placed, placed.block.text)
            case Table():
                yield from _in_table(placed, placed.block)


def _in_text(placed: PlacedBlock, text: str) -> Iterator[tuple[str, str]]:
    for found in _NUMBER.finditer(text):
        mark = next((m for m in placed.marks if m.start < found.end() and found.start() < m.end), None)
        yield found[0], f"{mark.key}@{mark.aspect}" if mark else ""


def _in_table(placed: PlacedBlock, table: Table) -> Iterator[tuple[str, str]]:
    yield from ((found[0], "") for found in _NUMBER.finditer(table.title))
    for r, row in enumerate(table.cells):
        for c, cell in enumerate(row):
            place = placed.cells.get((r, c))
            for found in _NUMBER.finditer(cell.text if cell else ""):
                yield found[0], f"{place.key}@{place.aspect}" if place else ""


def _drawn(data: bytes) -> list[tuple[str, int, Box]]:
    """The numbers on the pages with their boxes."""
    import pypdfium2

    found: list[tuple[str, int, Box]] = []
    with LOCK:
        document = pypdfium2.PdfDocument(data)
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            words = text.get_text_range()
            height = page.get_height()
            found += [
                (match[0], number, _box(text, match.start(), match.end() - 1, height))
                for match in _NUMBER.finditer(words)
            ]
        document.close()
    return found


def _box(text: Any, first: int, last: int, height: float) -> Box:
    left, bottom, _, top = text.get_charbox(first)
    _, low, right, high = text.get_charbox(last)
    return left, height - max(top, high), right, height - min(bottom, low)


# -- drawing ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as pixels (BGRx), with its width and height in points."""

    pixels: bytes
    width: int
    height: int
    stride: int
    points: tuple[float, float]


def draw(data: bytes, page: int, width: int) -> Drawn:
    """A page so many pixels wide."""
    import pypdfium2

    with LOCK:
        document = pypdfium2.PdfDocument(data)
        sheet = document[page]
        size = (sheet.get_width(), sheet.get_height())
        bitmap = sheet.render(scale=width / size[0], prefer_bgrx=True)
        drawn = Drawn(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, size)
        document.close()
    return drawn
