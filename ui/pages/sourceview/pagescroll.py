"""Pages of any sizes under each other: where each stands, how far one can scroll, larger and smaller."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent

    from core.blocks import Box

LEAST, MOST, STEP = 1.0, 4.0, 1.25
"""Of the width of the view."""
COMFORT = 1.6
"""Pixels a point beyond which type is larger than one reads it."""
GAP = theme.space(3)


class PageScroll(QAbstractScrollArea):
    """Arranges pages and moves over them; what stands on them is drawn by whoever shows them."""

    turned = Signal(int, int)
    """The page that is looked at, from 1, and how many there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom = 1.0
        self._tops: list[float] = [0.0]
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._redraw)

    @property
    def sizes(self) -> Sequence[tuple[float, float]]:
        """The width and height of each page, in points."""
        return ()

    def _looked(self) -> None:
        """Other pages are looked at."""

    # -- arranging ------------------------------------------------------------------------

    @property
    def pages(self) -> int:
        """How many there are."""
        return len(self.sizes)

    def scale(self, page: int) -> float:
        """Logical pixels a point: every page is as wide as the view, but not blown up, times the zoom."""
        fit = (self.viewport().width() - 2 * GAP) / self.sizes[page][0]
        return min(max(fit, 0.01), COMFORT) * self.zoom

    def _size(self, page: int) -> QSize:
        width, height = self.sizes[page]
        return QSize(round(width * self.scale(page)), round(height * self.scale(page)))

    def _arrange(self) -> None:
        """Where each page stands, and how far one can scroll."""
        heights = [self._size(page).height() + GAP for page in range(self.pages)]
        self._tops = [float(GAP), *(GAP + at for at in accumulate(heights))]
        room = self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(int(self._tops[-1]) - room.height(), 0))
        down.setPageStep(room.height())
        down.setSingleStep(theme.space(12))
        wide = max((self._size(page).width() for page in range(self.pages)), default=0) + 2 * GAP
        across.setRange(0, max(wide - room.width(), 0))
        across.setPageStep(room.width())
        self._scrolled()

    def place(self, page: int) -> QRectF:
        """A page's rectangle in the viewport."""
        size = self._size(page)
        left = max((self.viewport().width() - size.width()) / 2, GAP) - self.horizontalScrollBar().value()
        return QRectF(left, self._tops[page] - self.verticalScrollBar().value(), size.width(), size.height())

    def rectangle(self, page: int, box: Box) -> QRectF:
        """A box of a page in the viewport."""
        place, scale = self.place(page), self.scale(page)
        return QRectF(
            place.left() + box.left * scale,
            place.top() + box.top * scale,
            (box.right - box.left) * scale,
            (box.bottom - box.top) * scale,
        )

    def seen(self) -> range:
        """The pages of which something is seen."""
        if not self.pages:
            return range(0)
        top = self.verticalScrollBar().value()
        first = max(bisect_right(self._tops, top) - 1, 0)
        last = bisect_right(self._tops, top + self.viewport().height())
        return range(min(first, self.pages - 1), min(max(last, first + 1), self.pages))

    @property
    def page(self) -> int:
        """The page that is looked at: the one that stands a third down the view."""
        third = self.verticalScrollBar().value() + self.viewport().height() / 3
        return min(max(bisect_right(self._tops, third) - 1, 0), max(self.pages - 1, 0))

    def _redraw(self) -> None:
        self.viewport().update()

    def _scrolled(self) -> None:
        self.viewport().update()
        if self.pages:
            self.turned.emit(self.page + 1, self.pages)
            self._looked()

    # -- by hand --------------------------------------------------------------------------

    def set_zoom(self, zoom: float) -> None:
        """Larger or smaller, what is looked at stays in sight; 1 is the width of the view."""
        zoom = min(max(zoom, LEAST), MOST)
        if zoom != self.zoom:
            self._keeping_place(lambda: setattr(self, "zoom", zoom))

    def turn(self, by: int) -> None:
        """Page on or back."""
        page = min(max(self.page + by, 0), max(self.pages - 1, 0))
        self.verticalScrollBar().setValue(int(self._tops[page]) - GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keeping_place(lambda: None)

    def _keeping_place(self, change: Callable[[], object]) -> None:
        page, total = self.page, self.pages
        size = self._tops[page + 1] - self._tops[page] if page + 1 < len(self._tops) else 1.0
        third = self.viewport().height() / 3
        share = (self.verticalScrollBar().value() + third - self._tops[page]) / size if total else 0.0
        change()
        self._arrange()
        if total:
            size = self._tops[page + 1] - self._tops[page]
            self.verticalScrollBar().setValue(int(self._tops[page] + share * size - third))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * (STEP if event.angleDelta().y() > 0 else 1 / STEP))
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        down = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.set_zoom(self.zoom * STEP)
            case Qt.Key.Key_Minus:
                self.set_zoom(self.zoom / STEP)
            case Qt.Key.Key_Home:
                down.setValue(0)
            case Qt.Key.Key_End:
                down.setValue(down.maximum())
            case Qt.Key.Key_Space:
                down.setValue(down.value() + down.pageStep() - theme.space(8))
            case _:
                super().keyPressEvent(event)
