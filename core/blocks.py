"""What a document is made of, whether it was read or is about to be published.

A block holds content only.  Where the content came from (`ReadBlock`) or which
figure each printed number is (`PlacedBlock`) is wrapped around it, so one kind
of document serves readers, prefill, the preview and every writer.

Coordinates are points from the top left of the page; pages, lines and
paragraphs count from 1; character ranges are half open, table positions are
(row, column) from 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

Align = Literal["left", "center", "right"]
Role = Literal["body", "note", "caption", "signature", "date"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading.

    `level` 0 is the document's title, 1 is 一、 2 is （一） 3 is 1. 4 is （1）; `number`
    is printed as it stands with its punctuation ("一、"), `text` follows it.
    """

    level: int
    text: str
    number: str = ""

    @property
    def line(self) -> str:
        """The heading as printed."""
        return f"{self.number}{self.text}"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text, its hard line breaks already joined."""

    text: str
    role: Role = "body"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; `rows` and `cols` above 1 mean a merged cell."""

    text: str = ""
    rows: int = 1
    cols: int = 1
    align: Align = "left"
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a full grid; a position covered by a merged cell is None.

    `number` is the printed label (公开03表, 附件1), `unit` the printed amount unit
    (万元, 元 or empty), `owner` the printed 部门 line, `widths` relative column widths;
    `one_page` asks for smaller type and closer rows rather than a second page.
    """

    cells: tuple[tuple[Cell | None, ...], ...]
    title: str = ""
    number: str = ""
    unit: str = ""
    owner: str = ""
    header_rows: int = 1
    notes: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    landscape: bool = False
    one_page: bool = False

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((len(row) for row in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of a few figures: `values` by series, each as long as `labels`."""

    kind: Literal["bar", "pie"]
    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[Decimal, ...]], ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Table | Chart | PageBreak


# -- read -------------------------------------------------------------------


class Box(NamedTuple):
    """A rectangle on a page, in points from the page's top left.  Pages have thousands, so no dataclass."""

    left: float
    top: float
    right: float
    bottom: float


class Evidence(NamedTuple):
    """Where a block or cell was read: file name, page, line or paragraph, cell (B3); a tuple, for there are many."""

    file: str
    page: int | None = None
    line: int | None = None
    cell: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """The part [start, end) of a block's text that stood on one source line."""

    start: int
    end: int
    evidence: Evidence


_NO_CELLS: Mapping[tuple[int, int], Evidence] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A block with the place it was read from."""

    block: Block
    evidence: Evidence
    segments: tuple[Segment, ...] = ()
    cells: Mapping[tuple[int, int], Evidence] = field(default_factory=lambda: _NO_CELLS)

    def at(self, position: int) -> Evidence:
        """The evidence of one character of the text, or of the whole block."""
        for segment in self.segments:
            if segment.start <= position < segment.end:
                return segment.evidence
        return self.evidence


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file as read: `kind` is txt, docx, pdf, xlsx ..., `pages` counts pages (1 where there are none)."""

    file: str
    kind: str
    blocks: tuple[ReadBlock, ...]
    pages: int = 1


# -- published --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mark:
    """The part [start, end) of a text that prints one figure.

    `key` is without its aspect; `end` excludes the unit.
    """

    start: int
    end: int
    key: str
    aspect: str = "actual"


@dataclass(frozen=True, slots=True)
class CellPlace:
    """What a table cell shows.

    `number` is the printed value in the table's unit (None for text and blank
    cells), `decimals` its printed decimals, `suffix` what is printed after it (%),
    `formula` the sum it is, as ((sign, key, aspect), ...) over cells of the same workbook, empty where it is no sum;
    `stated` tells that the printed total was stated and differs from the sum.
    """

    key: str
    aspect: str = "actual"
    number: Decimal | None = None
    decimals: int = 2
    suffix: str = ""
    formula: tuple[tuple[int, str, str], ...] = ()
    stated: bool = False


_NO_PLACES: Mapping[tuple[int, int], CellPlace] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block with the section or table it belongs to and the figures it prints.

    `private` marks what the public edition (公开版) leaves out.
    """

    block: Block
    section: str = ""
    marks: tuple[Mark, ...] = ()
    cells: Mapping[tuple[int, int], CellPlace] = field(default_factory=lambda: _NO_PLACES)
    private: bool = False


@dataclass(frozen=True, slots=True)
class Publication:
    """One report ready for a writer.

    `title` may hold a line break where it should wrap on the cover; `draft` asks for
    a 草稿 mark on every page; `contents` for a contents page.
    """

    title: str
    unit: str
    year: int
    blocks: tuple[PlacedBlock, ...]
    date: str = ""
    draft: bool = False
    contents: bool = True
