"""The state of a page as a small sign: filled disc, ring with the filled share, triangle, cross, dashed ring, dots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.panes.tally import Standing, Tally

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

SIZE = 12.0


def paint_badge(painter: QPainter, rect: QRectF, state: Tally) -> None:
    """Paint the sign of a Tally in the middle of `rect`."""
    box = QRectF(0, 0, SIZE, SIZE)
    box.moveCenter(rect.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _SIGNS[state.standing](painter, box, state)
    painter.restore()


def _disc(painter: QPainter, box: QRectF, _state: Tally) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_color("ok"))
    painter.drawEllipse(box.adjusted(1.5, 1.5, -1.5, -1.5))


def _share(painter: QPainter, box: QRectF, state: Tally) -> None:
    painter.setPen(QPen(_color("line"), 2))
    ring = box.adjusted(1.5, 1.5, -1.5, -1.5)
    painter.drawEllipse(ring)
    painter.setPen(QPen(_color("accent"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawArc(ring, 90 * 16, -round(max(state.share, 0.08) * 360 * 16))


def _triangle(painter: QPainter, box: QRectF, _state: Tally) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_color("warning"))
    top = QPointF(box.center().x(), box.top() + 1)
    painter.drawPolygon(QPolygonF([top, box.bottomRight() - QPointF(0.5, 1), box.bottomLeft() + QPointF(0.5, -1)]))


def _cross(painter: QPainter, box: QRectF, _state: Tally) -> None:
    painter.setPen(QPen(_color("error"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    inner = box.adjusted(2, 2, -2, -2)
    painter.drawLine(inner.topLeft(), inner.bottomRight())
    painter.drawLine(inner.topRight(), inner.bottomLeft())


def _ring(painter: QPainter, box: QRectF, _state: Tally) -> None:
    painter.setPen(QPen(_color("secondary"), 1.2))
    painter.drawEllipse(box.adjusted(1.5, 1.5, -1.5, -1.5))


def _dashed(painter: QPainter, box: QRectF, _state: Tally) -> None:
    pen = QPen(_color("secondary"), 1.2)
    pen.setDashPattern([1.6, 2.0])
    painter.setPen(pen)
    painter.drawEllipse(box.adjusted(1.5, 1.5, -1.5, -1.5))


def _dots(painter: QPainter, box: QRectF, _state: Tally) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_color("secondary"))
    for step in (-1, 0, 1):
        painter.drawEllipse(box.center() + QPointF(step * 3.5, 0), 1.1, 1.1)


def _color(token: str) -> QColor:
    return theme.current().color(token)


class Badge(QWidget):
    """The sign on its own."""

    def __init__(self, state: Tally) -> None:
        super().__init__()
        self._state = state
        self.setFixedSize(theme.ICON, theme.ICON)
        self.setAccessibleName(str(state.standing))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), self._state)
        painter.end()


_SIGNS: dict[Standing, Callable[[QPainter, QRectF, Tally], None]] = {
    Standing.COMPLETE: _disc,
    Standing.PARTIAL: _share,
    Standing.WARNING: _triangle,
    Standing.ERROR: _cross,
    Standing.EMPTY: _ring,
    Standing.NOT_APPLICABLE: _dashed,
    Standing.CHECKING: _dots,
}
