"""One printed page on the screen: its picture, the frame around a number, clicks in points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from ui.panes.previewwork import Box, Drawn


class PreviewSheet(QWidget):
    """One page; `clicked` in points of the page, `turned` by the wheel's keys."""

    clicked = Signal(float, float)
    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("预览")
        self.setObjectName("preview-sheet")
        self.setToolTip("点数字，到它的格子")
        self._picture = QPixmap()
        self._scale = 1.0
        self._box: Box | None = None

    def show_page(self, drawn: Drawn, ratio: float) -> None:
        """Another page."""
        image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32)
        self._picture = QPixmap.fromImage(image)
        self._picture.setDevicePixelRatio(ratio)
        self._scale = drawn.width / ratio / drawn.points[0]
        self.setFixedSize(self._picture.deviceIndependentSize().toSize())
        self.update()

    def mark(self, box: Box | None) -> None:
        """Frame a number."""
        if box != self._box:
            self._box = box
            self.update()

    def middle(self, box: Box) -> tuple[int, int]:
        """The centre of a box in this widget."""
        left, top, right, bottom = (edge * self._scale for edge in box)
        return round((left + right) / 2), round((top + bottom) / 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        if self._box is not None:
            left, top, right, bottom = (edge * self._scale for edge in self._box)
            painter.setPen(QPen(theme.LIGHT.color("accent"), theme.RING))
            painter.drawRect(QRectF(left, top, right - left, bottom - top).adjusted(-3, -2, 3, 2))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._scale and event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit(event.position().x() / self._scale, event.position().y() / self._scale)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_PageDown | Qt.Key.Key_Right:
                self.turned.emit(1)
            case Qt.Key.Key_PageUp | Qt.Key.Key_Left:
                self.turned.emit(-1)
            case _:
                super().keyPressEvent(event)
