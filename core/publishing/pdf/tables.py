"""A table with what stands around it: number, title, owner and unit above, notes below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.publishing.pdf import style as look
from core.publishing.pdf.columns import Plan, plans
from core.publishing.pdf.grid import Grid, cut, draw_rows, lay_grid, split_tall_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.blocks import CellPlace, Table
    from core.publishing.pdf.ink import Pen, SetLine
    from core.publishing.pdf.page import Flow, Page
    from core.publishing.pdf.style import Frame, Justify, TextStyle

_FEWEST_ROWS = 2  # that may stand below the header at the foot of a page
_AFTER = 14.0
_BEFORE = 6.0
_HEADER_SHARE = 0.5  # of the page: a higher header is not repeated
_APPENDIX = "附"
_SMALLEST = 9.0  # points: type is not set smaller only to save a page,
_SMALLEST_FIGURES = look.TABLE_SIZES[-1]  # unless the form wants its figures on one


@dataclass(frozen=True, slots=True)
class _Above:
    """Lines above the grid: each is (style, lines side by side)."""

    lines: tuple[tuple[TextStyle, tuple[SetLine, ...]], ...]

    @property
    def height(self) -> float:
        return sum(style.leading for style, _ in self.lines)

    def draw(self, page: Page, x: float, top: float) -> float:
        """Draw them; returns the y below."""
        for style, lines in self.lines:
            for line in lines:
                page.text(line, x, top + style.baseline)
            top += style.leading
        return top


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table ready for the page."""

    title: str
    listed: bool
    above: _Above
    again: _Above
    grid: Grid
    notes: tuple[SetLine, ...]
    frame: Frame
    limit: float  # what the headings that stay with it leave of a page
    keeps: bool = False

    @property
    def landscape(self) -> bool:
        return self.frame is look.LANDSCAPE

    @property
    def height(self) -> float:
        """All of it on one page."""
        return self.above.height + self.grid.height(0, len(self.grid.heights)) + self._notes_height

    @property
    def _notes_height(self) -> float:
        return len(self.notes) * look.TABLE_NOTE.leading + (_BEFORE / 2 if self.notes else 0.0)

    def need(self, frame: Frame) -> float:
        if self.height <= self.limit:
            return self.height
        grid = self.grid
        begun = self.above.height + grid.height(0, min(grid.header + _FEWEST_ROWS, len(grid.heights)))
        return min(begun, frame.height)

    def place(self, flow: Flow) -> None:
        grid, frame = self.grid, flow.frame
        if self.title:
            flow.anchor(self.title, 3, listed=self.listed)
        header = grid.height(0, grid.header)
        full = frame.height - self.again.height - header
        repeat = header <= frame.height * _HEADER_SHARE
        if not repeat:
            full += header
        split_tall_rows(grid, full - max(self.above.height - self.again.height, 0.0))
        pieces = cut(grid, flow.room - self.above.height - header, full)
        for number, (start, end) in enumerate(pieces):
            if number:
                flow.fresh()
            above = self.again if number else self.above
            flow.y = above.draw(flow.page, frame.left, flow.y)
            rows = self._rows(start, end, header=number == 0 or repeat)
            for first, last in rows:
                flow.y = draw_rows(grid, flow.page, frame.left, flow.y, first, last)
        self._place_notes(flow)

    def _rows(self, start: int, end: int, *, header: bool) -> list[tuple[int, int]]:
        """The stretches of rows on a page; the header joins the first rows of the table."""
        if not header or not self.grid.header:
            return [(start, end)]
        if start == self.grid.header:
            return [(0, end)]
        return [(0, self.grid.header), (start, end)]

    def _place_notes(self, flow: Flow) -> None:
        flow.y += _BEFORE / 2 if self.notes else 0.0
        for line in self.notes:
            if flow.room < look.TABLE_NOTE.leading:
                flow.fresh()
            flow.y = flow.page.lines([line], flow.frame.left, flow.y, look.TABLE_NOTE)
        flow.y += _AFTER


def lay_table(
    table: Table, places: Mapping[tuple[int, int], CellPlace], pen: Pen, *, listed: bool = True, reserve: float = 0.0
) -> LaidTable:
    """Decide size, columns and page, and set everything but the page breaks.

    A table a little too high for one page is set closer and smaller until it fits; `reserve`
    is the height of the headings above it on that page.
    """
    best: LaidTable | None = None
    smallest = _SMALLEST_FIGURES if table.one_page else _SMALLEST
    pads = look.CLOSE_PADS if table.one_page else look.ROW_PADS
    for plan in plans(table, pen):
        laid = _lay(table, places, plan, pen, listed=listed, reserve=reserve)
        if _press(laid, pads):
            return laid
        best = best or laid
        if plan.size <= smallest or not _may_fit(laid, smallest, pads[-1]):
            break
    assert best is not None, "there is a plan for every table"
    best.grid.pad_rows(look.ROW_PADS[0])
    return best


def _lay(
    table: Table, places: Mapping[tuple[int, int], CellPlace], plan: Plan, pen: Pen, *, listed: bool, reserve: float
) -> LaidTable:
    frame = look.LANDSCAPE if plan.landscape else look.PORTRAIT
    notes = tuple(line for note in table.notes for line in pen.set(note, look.TABLE_NOTE, frame.width, "justify"))
    title = f"{table.number} {table.title}".strip().replace("\n", "") if table.title else ""
    above, again = _above(table, pen, frame.width), _again(table, pen, frame.width)
    return LaidTable(
        title, listed, above, again, lay_grid(table, places, plan, pen), notes, frame, frame.height - reserve
    )


def _press(laid: LaidTable, pads: Sequence[float]) -> bool:
    """Whether the table fits one page with one of the paddings; the largest that does is kept."""
    for pad in pads:
        laid.grid.pad_rows(pad)
        if laid.height <= laid.limit:
            return True
    return False


def _may_fit(laid: LaidTable, smallest: float, pad: float) -> bool:
    """Whether the table would fit one page if no cell took a second line of the smallest type."""
    row = smallest * look.TABLE_LEADING + 2 * pad
    return laid.above.height + len(laid.grid.heights) * row <= laid.limit


def _above(table: Table, pen: Pen, width: float) -> _Above:
    """What stands above the grid on the table's first page."""
    lines: list[tuple[TextStyle, tuple[SetLine, ...]]] = []
    is_appendix = table.number.startswith(_APPENDIX)
    if table.number and is_appendix:
        lines += _stacked(pen, table.number, look.TABLE_NUMBER, width, "left")
    if table.title:
        lines += [(look.TABLE_TITLE, (line,)) for line in pen.set_balanced(table.title, look.TABLE_TITLE, width)]
    if table.number and not is_appendix:
        lines += _stacked(pen, table.number, look.TABLE_LINE, width, "right")
    return _Above((*lines, *_owner_and_unit(table, pen, width, _owner(table.owner))))


def _owner(owner: str) -> str:
    """The 部门 line, with its label unless it has one of its own (编制单位：…)."""
    return owner if not owner or "：" in owner else f"部门：{owner}"


def _again(table: Table, pen: Pen, width: float) -> _Above:
    """What stands above the grid where the table goes on."""
    return _Above(_owner_and_unit(table, pen, width, f"{table.number}（续）" if table.number else "续表"))


def _owner_and_unit(
    table: Table, pen: Pen, width: float, left: str
) -> tuple[tuple[TextStyle, tuple[SetLine, ...]], ...]:
    """The line directly above the grid."""
    style = look.TABLE_LINE
    right = table.unit if "：" in table.unit else f"金额单位：{table.unit}" if table.unit else ""
    if not left and not right:
        return ()
    taken = pen.width(right, style) + style.size if right else 0.0
    sides = [pen.set(left, style, width - taken)] if left else []
    sides += [pen.set(right, style, width, "right")] if right else []
    rows = max(len(side) for side in sides)
    return tuple((style, tuple(side[at - rows] for side in sides if at >= rows - len(side))) for at in range(rows))


def _stacked(
    pen: Pen, text: str, style: TextStyle, width: float, align: Justify
) -> list[tuple[TextStyle, tuple[SetLine, ...]]]:
    return [(style, (line,)) for line in pen.set(text, style, width, align)]
