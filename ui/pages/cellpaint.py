"""How a cell of a table is drawn: ground, origin bar, text, finding mark, ring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF

from core.reportfile import Origin
from core.template import CellRole
from ui import theme
from ui.models import face
from ui.models.entry import is_spare

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from core.template import Figure, SheetCell
    from ui.models.sheet import SheetModel

PAD = theme.space(2)
CORNER = 6
HIDDEN = "###"
_DASH = 5
"""Pixels of a dash, and of the gap after it."""
BARS = {Origin.IMPORTED: "imported", Origin.CARRIED_OVER: "carried", Origin.STATED: "stated"}


@dataclass(frozen=True, slots=True)
class Look:
    """Everything a cell is drawn from, colours as tokens; kept until the cell changes."""

    text: str
    narrow: bool
    """Whether it shows ### rather than a part of its number."""
    bold: bool
    flags: int
    ink: str
    ground: str
    bar: str
    severity: str


def look_of(model: SheetModel, row: int, column: int) -> Look | None:
    """How the cell at a position looks now; None where a merged cell covers it."""
    cell = model.cell(row, column)
    if cell is None:
        return None
    figure, view = model.figure_at(row, column), model.view_of(cell)
    draft = model.draft(row, column) is not None
    return Look(
        text=face.display(model, cell, row, column),
        narrow=figure is not None and figure.kind.numeric and not is_spare(cell) and not draft,
        bold=cell.role is CellRole.HEADER,
        flags=flags_of(figure, face.aligned(model, cell, row, column)),
        ink=ink(cell, draft=draft, unfilled=view is not None and view.provisional),
        ground=face.ground(model, cell, row, column) or "panel",
        bar=BARS.get(view.origin, "") if view is not None and view.origin is not None else "",
        severity=face.severity(model, cell, row, column),
    )


def flags_of(figure: Figure | None, alignment: int) -> int:
    """How its text is laid out: numbers on one line, words wrapped."""
    if figure is not None and figure.kind.numeric:
        return alignment | int(Qt.TextFlag.TextSingleLine)
    return alignment | int(Qt.TextFlag.TextWordWrap)


def height_of(text: str, font: QFont, width: int) -> int:
    """How high a cell must be for its text."""
    room = QRect(0, 0, max(width - 1 - 2 * PAD, 24), 10_000)  # a pixel of the column is the grid's line
    lines = QFontMetrics(font).boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height()
    return max(theme.ROW, lines + theme.space(2))


def fitting(text: str, font: QFont, width: int) -> str:
    """The number, or ### where it would be cut off."""
    return text if QFontMetrics(font).horizontalAdvance(text) <= width else HIDDEN


def paint_ground(painter: QPainter, rect: QRect, token: str, *, selected: bool) -> None:
    """The cell's paper."""
    painter.fillRect(rect, theme.current().color("selected" if selected else token))


def paint_origin(painter: QPainter, rect: QRect, token: str) -> None:
    """The bar at the left edge that tells where a value came from, by its colour and by its kind.

    Imported: one bar; carried over: in dashes; stated beside the computed number: two lines.
    """
    color = theme.current().color(token)
    bar = QRect(rect.left(), rect.top(), theme.MARK, rect.height())
    match token:
        case "carried":
            for top in range(bar.top() + 1, bar.bottom(), 2 * _DASH):
                painter.fillRect(QRect(bar.left(), top, bar.width(), min(_DASH, bar.bottom() - top)), color)
        case "stated":
            for left in (bar.left(), bar.right()):
                painter.fillRect(QRect(left, bar.top(), 1, bar.height()), color)
        case _:
            painter.fillRect(bar, color)


def paint_text(painter: QPainter, rect: QRect, text: str, font: QFont, flags: int, token: str) -> None:
    """The cell's text within its padding."""
    painter.setFont(font)
    painter.setPen(theme.current().color(token))
    painter.drawText(rect.adjusted(PAD, 0, -PAD, 0), flags, text)


def paint_severity(painter: QPainter, rect: QRect, severity: str) -> None:
    """A corner in the colour of the finding, and a mark in it: never the colour alone."""
    color = theme.current().color(severity)
    right, top = rect.right() + 1.0, float(rect.top())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    if severity == "error":
        painter.drawPolygon(
            QPolygonF([QPointF(right - CORNER - 2, top), QPointF(right, top), QPointF(right, top + CORNER + 2)])
        )
    else:
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(right - CORNER / 2 - 2, top + 2),
                    QPointF(right - CORNER - 3, top + 2 + CORNER),
                    QPointF(right - 1, top + 2 + CORNER),
                ]
            )
        )
    painter.restore()


def paint_ring(painter: QPainter, rect: QRect, *, focused: bool) -> None:
    """The frame of the current cell."""
    pen = QPen(theme.current().color("accent" if focused else "secondary"), theme.RING)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -1, -1))


def ink(cell: SheetCell, *, draft: bool, unfilled: bool) -> str:
    """The colour token of a cell's text."""
    if draft:
        return "error"
    return "secondary" if unfilled or cell.role is CellRole.CLOSED or is_spare(cell) else "text"
