"""How evidence is marked on a page.  Paper is white in both themes, so the colours are those of the light one.

What was read is tinted and underlined; the current piece has a frame and an arrow at the edge of the page,
so that nobody needs to tell colours apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ui import fonts, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.pages.sourceview.paper import Spot

_TINT, _STRONG = 26, 60
"""Of 255: light enough to read through."""
_ARROW = theme.space(2)


def blank(painter: QPainter, place: QRectF, number: int) -> None:
    """A page that is not drawn yet."""
    painter.fillRect(place, theme.LIGHT.color("panel"))
    painter.setPen(theme.LIGHT.color("secondary"))
    painter.setFont(fonts.interface())
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), f"第 {number} 页")


def edge(painter: QPainter, place: QRectF) -> None:
    """A hairline around the page."""
    painter.setPen(QPen(theme.current().color("line"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place)


def tint(painter: QPainter, marks: Sequence[tuple[Spot, QRectF]]) -> None:
    """The values that were read: a tint and a fine underline."""
    line = _accent(150)
    once = {area.toRect().getRect(): area for spot, area in marks if not spot.flowing}  # two values of one place
    for area in once.values():
        painter.fillRect(area, _accent(_TINT))
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), line)


def bars(painter: QPainter, marks: Sequence[tuple[Spot, QRectF]], current: Spot | None) -> None:
    """Running text that was read: a bar at the margin from its first line to its last, that of the current one dark."""
    flowing = [(spot, area) for spot, area in marks if spot.flowing]
    if not flowing:
        return
    left = min(area.left() for _, area in flowing) - theme.space(3)
    for spot in dict.fromkeys(spot for spot, _ in flowing):
        own = [area for one, area in flowing if one is spot]
        top, bottom = min(map(QRectF.top, own)), max(map(QRectF.bottom, own))
        painter.fillRect(QRectF(left, top, theme.MARK, bottom - top), _accent(255 if spot is current else 70))


def frame(painter: QPainter, place: QRectF, areas: Sequence[QRectF], *, flowing: bool) -> None:
    """The current piece: framed, or shaded where it is running text, with an arrow at the page's edge."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for area in areas:
        if flowing:
            painter.fillRect(area, _accent(_TINT))
        else:
            painter.setPen(QPen(_accent(255), theme.RING))
            painter.setBrush(_accent(_STRONG))
            painter.drawRoundedRect(area.adjusted(-2, -1, 1, 1), 3, 3)
    middle = min(areas, key=QRectF.top).center().y()
    left = place.left() + 1
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_accent(255))
    painter.drawPolygon(
        QPolygonF([QPointF(left, middle - _ARROW), QPointF(left + _ARROW, middle), QPointF(left, middle + _ARROW)])
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _accent(alpha: int) -> QColor:
    color = theme.LIGHT.color("accent")
    color.setAlpha(alpha)
    return color
