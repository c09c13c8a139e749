"""A source without pages of its own (Word, Excel, text), laid out as pages to read: headings, paragraphs, tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from core.blocks import Box, Heading, PageBreak, Paragraph, Table
from core.errors import Cancelled
from ui import fonts, theme
from ui.pages.sourceview.paper import occurrences
from ui.pages.sourceview.pdfpaper import PIXELS
from ui.pages.sourceview.rows import Rows
from ui.pages.sourceview.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFont

    from core.blocks import Evidence, ReadBlock, SourceDocument
    from ui.pages.sourceview.paper import Part, Stopped, Where

PAPER = (540.0, 764.0)
_MARGIN = 44.0
_ROOM = PAPER[0] - 2 * _MARGIN
_FOOT = PAPER[1] - _MARGIN
_TEXT, _CELL, _NOTE = 13, 10, 9
_SHEETS = {"xlsx", "xls"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines or rows [first, last) of a block, standing on a page at `top`."""

    block: int
    page: int
    top: float
    first: int
    last: int
    what: Words | Rows


def _bold(font: QFont) -> QFont:
    font.setBold(True)
    return font


@dataclass(frozen=True, slots=True)
class Fonts:
    """The typefaces, loaded on the window's thread, where alone they may be loaded."""

    text: QFont
    cell: QFont
    strong: QFont
    note: QFont
    headings: tuple[QFont, ...]

    @classmethod
    def load(cls) -> Fonts:
        """All of them."""
        return cls(
            fonts.narrative(_TEXT),
            fonts.narrative(_CELL),
            fonts.interface(_CELL + 2, bold=True),
            fonts.interface(_NOTE),
            (fonts.heading(0, _TEXT + 5), *(_bold(fonts.heading(level, _TEXT)) for level in range(1, 5))),
        )


class LaidPaper:
    """The blocks of one document on pages; made on the window's thread, opened on a worker."""

    def __init__(self, document: SourceDocument) -> None:
        self.file = document.file
        self.sizes: list[tuple[float, float]] = []
        self._document = document
        self._fonts = Fonts.load()
        self._pieces: list[list[Piece]] = []
        self._of_block: dict[int, list[Piece]] = {}
        self._places: dict[Evidence, int] = {}
        self._cells: dict[Evidence, tuple[int, int, int]] = {}
        self._y = 0.0

    # -- laying out ---------------------------------------------------------------------

    def open(self, stopped: Stopped) -> None:
        """Lay everything out.  Raises Cancelled."""

        def check() -> None:
            if stopped():
                raise Cancelled(f"已取消打开“{self.file}”", "")

        self._turn()
        page = 1
        for number, read in enumerate(self._document.blocks):
            check()
            if read.evidence.page is not None and read.evidence.page != page:
                page = read.evidence.page
                self._turn()
            self._remember(number, read)
            self._block(number, read, check)

    def _remember(self, number: int, read: ReadBlock) -> None:
        self._places.setdefault(read.evidence, number)
        for segment in read.segments:
            self._places.setdefault(segment.evidence, number)
        for (r, c), evidence in read.cells.items():
            self._cells.setdefault(evidence, (number, r, c))

    def _turn(self) -> None:
        """A new page, unless this one is still empty."""
        if self._pieces and not self._pieces[-1]:
            return
        self._pieces.append([])
        self.sizes.append(PAPER)
        self._y = _MARGIN

    def _block(self, number: int, read: ReadBlock, check: Callable[[], None]) -> None:
        match read.block:
            case Heading(level=level):
                self._heading(number, read.block.line, level)
            case Paragraph(text=text, role=role):
                font = self._fonts.text if role == "body" else self._fonts.note
                self._words(number, Words(text, font, _MARGIN, _ROOM, 2 * font.pixelSize() if role == "body" else 0))
            case Table():
                self._table(number, read, check)
            case PageBreak():
                self._turn()
            case _:
                pass

    def _heading(self, number: int, text: str, level: int) -> None:
        font = self._fonts.headings[min(level, len(self._fonts.headings) - 1)]
        middle = Qt.AlignmentFlag.AlignHCenter
        words = Words(text, font, _MARGIN, _ROOM, 0 if level == 0 else 2 * _TEXT)
        if level == 0:
            words.align = middle
        self._y += font.pixelSize() * 0.4
        if self._y + 3 * words.step > _FOOT:  # a heading is not left alone at the foot of a page
            self._turn()
        self._words(number, words)

    def _words(self, number: int, words: Words) -> None:
        count, first = words.lay().lineCount(), 0
        while first < count:
            fits = int((_FOOT - self._y + 0.01) // words.step)
            if fits < 1:
                self._turn()
                continue
            last = min(first + fits, count)
            self._put(Piece(number, len(self._pieces) - 1, self._y, first, last, words))
            self._y += (last - first) * words.step
            first = last
        self._y += 2

    def _table(self, number: int, read: ReadBlock, check: Callable[[], None]) -> None:
        table = read.block
        if not isinstance(table, Table) or not table.width:
            return
        self._y += 6
        self._caption(number, read, table)
        rows = Rows(table, self._fonts.cell, _MARGIN, _ROOM, check)
        first, count = 0, len(table.cells)
        while first < count:
            if rows.heights[first] > _FOOT - self._y and self._y > _MARGIN:
                self._turn()
            last = rows.fit(first, _FOOT - self._y)
            self._put(Piece(number, len(self._pieces) - 1, self._y, first, last, rows))
            self._y += rows.tops[last] - rows.tops[first]
            self._grow(rows.width)
            first = last
        for note in table.notes:
            self._words(number, Words(note, self._fonts.note, _MARGIN, _ROOM))
        self._y += 8

    def _caption(self, number: int, read: ReadBlock, table: Table) -> None:
        """What is printed over a table: the sheet's name, the title, its number, the unit of its amounts."""
        sheet = next(iter(read.cells.values())).cell.partition("!")[0] if read.cells else ""
        over = " · ".join(filter(None, [sheet if self._document.kind in _SHEETS else "", table.number]))
        below = "　".join(filter(None, [table.owner, f"单位：{table.unit}" if table.unit else ""]))
        if self._y + 90 > _FOOT:
            self._turn()
        for text, font, align in (
            (over, self._fonts.note, Qt.AlignmentFlag.AlignLeft),
            (table.title, self._fonts.strong, Qt.AlignmentFlag.AlignHCenter),
            (below, self._fonts.note, Qt.AlignmentFlag.AlignRight),
        ):
            if text:
                self._words(number, Words(text, font, _MARGIN, _ROOM, align=align))

    def _put(self, piece: Piece) -> None:
        self._pieces[-1].append(piece)
        self._of_block.setdefault(piece.block, []).append(piece)

    def _grow(self, width: float) -> None:
        """A table of many columns or a very high row makes its page larger."""
        high, wide = self.sizes[-1][1], self.sizes[-1][0]
        self.sizes[-1] = (max(wide, width + 2 * _MARGIN), max(high, self._y + _MARGIN))

    def close(self) -> None:
        """There is no file to let go: the blocks are shared with the import."""

    # -- drawing ------------------------------------------------------------------------

    def draw(self, page: int, scale: float, stopped: Stopped) -> QImage | None:
        """A page, drawn at its size on the screen."""
        width, height = self.sizes[page]
        scale = min(scale, (PIXELS / (width * height)) ** 0.5)
        image = QImage(max(round(width * scale), 1), max(round(height * scale), 1), QImage.Format.Format_RGB32)
        image.fill(QColor(Qt.GlobalColor.white))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        try:
            for piece in self._pieces[page]:
                if stopped():
                    return None
                painter.setPen(theme.LIGHT.color("text"))
                piece.what.draw(painter, piece.first, piece.last, piece.top)
        finally:
            painter.end()
        return image

    # -- where --------------------------------------------------------------------------

    def home(self, part: Part) -> int | None:
        """The page of its cell or of its first line."""
        found = self.boxes(part) if part.quote else self._whole(part)
        return found[0][0] if found else None

    def boxes(self, part: Part) -> list[Where]:
        """A cell; the lines of a quote in its paragraph; else the whole paragraph."""
        if part.evidence.file != self.file:
            return []
        if part.quote and part.evidence not in self._cells:
            block = self._places.get(part.evidence)
            near = self._quoted(block, part) if block is not None else []
            if near:
                return near
        return self._whole(part)

    def _whole(self, part: Part) -> list[Where]:
        if part.evidence.file != self.file:
            return []
        if part.evidence in self._cells:
            return self._cell(*self._cells[part.evidence])
        block = self._places.get(part.evidence)
        found: list[Where] = []
        for piece in self._of_block.get(block, []) if block is not None else []:
            found += [(piece.page, _moved(box, piece.top)) for box in _extent(piece)]
        return found

    def _cell(self, block: int, r: int, c: int) -> list[Where]:
        return [
            (piece.page, _moved(box, piece.top))
            for piece in self._of_block.get(block, [])
            if isinstance(piece.what, Rows) and (box := piece.what.box(r, c, piece.first, piece.last))
        ]

    def _quoted(self, block: int, part: Part) -> list[Where]:
        """The first place in a block where a quote stands."""
        found: list[Where] = []
        for piece in self._of_block.get(block, []):
            if isinstance(piece.what, Words):
                found += _lines(piece, piece.what, part)
            elif cell := _cell_of(piece.what, part.quote):
                return self._cell(block, *cell)
        return found


def _lines(piece: Piece, words: Words, part: Part) -> list[Where]:
    spans = occurrences(words.text, part.quote, part.lead)
    if not spans:
        return []
    layout = words.lay()
    found = []
    for number in range(piece.first, piece.last):
        box = words.box(spans[0], number, piece.top + (number - piece.first) * words.step, layout)
        if box is not None:
            found.append((piece.page, box))
    return found


def _cell_of(rows: Rows, quote: str) -> tuple[int, int] | None:
    wanted = "".join(quote.split())
    for r, row in enumerate(rows.table.cells):
        for c, cell in enumerate(row):
            if cell is not None and wanted and wanted in "".join(cell.text.split()):
                return r, c
    return None


def _extent(piece: Piece) -> list[Box]:
    """The rectangle of a piece, from its top."""
    if isinstance(piece.what, Rows):
        height = piece.what.tops[piece.last] - piece.what.tops[piece.first]
        return [Box(piece.what.left, 0.0, piece.what.left + piece.what.width, height)]
    words = piece.what
    return [Box(words.left, 0.0, words.left + words.width, (piece.last - piece.first) * words.step)]


def _moved(box: Box, by: float) -> Box:
    return Box(box.left, box.top + by, box.right, box.bottom + by)
