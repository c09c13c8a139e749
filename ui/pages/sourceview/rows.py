"""A table on laid-out pages: how wide its columns and how high its rows are, and how it is drawn."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPen

from core.blocks import Box
from ui import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QFont, QPainter

    from core.blocks import Cell, Table

_PAD = 3.0
_NARROW, _WIDE = 24.0, 150.0
_JUDGED = 200
"""So many rows tell how wide the columns are."""
_ASKED = 500
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
_WRAP = int(Qt.TextFlag.TextWrapAnywhere) | int(Qt.AlignmentFlag.AlignVCenter)


class Rows:
    """A table as cells with their place, in points from its own top left; `left` is where it stands on the page."""

    def __init__(
        self, table: Table, font: QFont, left: float, room: float, check: Callable[[], None] = lambda: None
    ) -> None:
        """Measure every row; `check` is asked now and then and may raise Cancelled."""
        self.table = table
        self.font = font
        self.left = left
        self._metrics = QFontMetricsF(font)
        self._line = self._metrics.height()
        self.edges = [0.0, *accumulate(self._widths(room))]
        self.heights: list[float] = []
        for r in range(len(table.cells)):
            if r % _ASKED == 0:
                check()
            self.heights.append(self._height(r))
        self.tops = [0.0, *accumulate(self.heights)]

    @property
    def width(self) -> float:
        """Of the whole table."""
        return self.edges[-1]

    # -- measuring --------------------------------------------------------------------

    def _widths(self, room: float) -> list[float]:
        """Each column as wide as its words ask for, within bounds, and all together as wide as there is room."""
        wanted = [_NARROW] * max(self.table.width, 1)
        for row in self.table.cells[:_JUDGED]:
            for c, cell in enumerate(row):
                if cell is not None and cell.cols == 1 and cell.text:
                    line = max(cell.text.split("\n"), key=len)
                    wanted[c] = max(wanted[c], min(self._metrics.horizontalAdvance(line) + 2 * _PAD + 2, _WIDE))
        total = sum(wanted)
        if total <= room:
            return [width * room / total for width in wanted]
        spare = total - _NARROW * len(wanted)
        factor = max(room - _NARROW * len(wanted), 0.0) / spare if spare else 0.0
        return [_NARROW + (width - _NARROW) * factor for width in wanted]

    def _height(self, r: int) -> float:
        heights = [self._lines(cell, self._across(c, cell)) for c, cell in self._cells(r) if cell.rows == 1]
        return max(heights, default=1) * self._line + 2 * _PAD

    def _lines(self, cell: Cell, width: float) -> int:
        room = max(width - 2 * _PAD, 1.0)
        return sum(
            1 if len(line) * self._line <= room else -int(-self._metrics.horizontalAdvance(line) // room) or 1
            for line in cell.text.split("\n")
        )

    def _cells(self, r: int) -> Iterator[tuple[int, Cell]]:
        return ((c, cell) for c, cell in enumerate(self.table.cells[r]) if cell is not None)

    def _across(self, c: int, cell: Cell) -> float:
        return self.edges[min(c + cell.cols, len(self.edges) - 1)] - self.edges[c]

    # -- where ------------------------------------------------------------------------

    def fit(self, first: int, room: float) -> int:
        """The row after the last that fits, counted from `first`; one at least."""
        return max(bisect_right(self.tops, self.tops[first] + room + 0.01) - 1, first + 1)

    def box(self, r: int, c: int, first: int, last: int) -> Box | None:
        """A cell, as far as it stands in rows [first, last), from the top of `first`."""
        cell = self.table.cells[r][c] if r < len(self.table.cells) and c < len(self.table.cells[r]) else None
        if cell is None:
            return None
        top, bottom = max(r, first), min(r + cell.rows, last)
        if top >= bottom:
            return None
        base = self.tops[first]
        left = self.left + self.edges[c]
        return Box(left, self.tops[top] - base, left + self._across(c, cell), self.tops[bottom] - base)

    # -- drawing ----------------------------------------------------------------------

    def draw(self, painter: QPainter, first: int, last: int, top: float) -> None:
        """Rows [first, last), the first of them at `top`."""
        painter.setFont(self.font)
        lines, ink = QPen(theme.LIGHT.color("secondary"), 0.5), theme.LIGHT.color("text")
        for r in self._begun(first, last):
            for c, cell in self._cells(r):
                box = self.box(r, c, first, last)
                if box is None:
                    continue
                area = QRectF(QPointF(box.left, box.top + top), QPointF(box.right, box.bottom + top))
                align = _right(cell)
                if cell.header:
                    painter.fillRect(area, theme.LIGHT.color("surface"))
                painter.setPen(lines)
                painter.drawRect(area)
                painter.setPen(ink)
                painter.drawText(area.adjusted(_PAD, 0, -_PAD, 0), _WRAP | int(align), cell.text)

    def _begun(self, first: int, last: int) -> Iterator[int]:
        """The rows in which a cell begins that reaches into [first, last)."""
        for r in range(max(first - 60, 0), last):
            if r >= first or any(r + cell.rows > first for _, cell in self._cells(r)):
                yield r


def _right(cell: Cell) -> Qt.AlignmentFlag:
    """Numbers stand at the right, as they are read in a column."""
    plain = cell.text.strip().replace(",", "").replace(".", "", 1).removeprefix("-").removesuffix("%")
    return _ALIGN["right" if plain.isdigit() and cell.align == "left" else cell.align]
