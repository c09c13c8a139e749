"""The pages of a source under each other; what proposals rest on is marked, the current one framed and followed."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from ui import theme
from ui.pages.sourceview import marking
from ui.pages.sourceview.desk import Desk, Sheaf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from core.blocks import Box
    from ui.pages.sourceview.paper import Paper, Spot
    from ui.runner import Runner

LEAST, MOST, STEP = 1.0, 4.0, 1.25
"""Of the width of the view."""
COMFORT = 1.6
"""Pixels a point beyond which type is larger than one reads it."""
GAP = theme.space(3)
_PAUSE_MS = 30
_AHEAD = 1
"""So many pages before and after those that are seen are drawn too."""


class PagesView(QAbstractScrollArea):
    """Shows one source at a time; only what is seen is drawn."""

    picked = Signal(object)
    """The Spot whose evidence was clicked."""
    turned = Signal(int, int)
    """The page that is looked at, from 1, and how many there are."""
    failed = Signal(object, str)

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("source")
        self.setAccessibleName("原文")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.desk = Desk(runner, self)
        self.sheaf: Sheaf | None = None
        self.current: Spot | None = None
        self.zoom = 1.0
        self._sheaves: dict[int, Sheaf] = {}
        self._shown: Paper | None = None
        self._spots: Sequence[Spot] = ()
        self._tops: list[float] = [0.0]
        self._told = ""
        self._goal = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE_MS)
        self._rest.timeout.connect(self._ask)
        self.desk.opened.connect(self._opened)
        self.desk.drawn.connect(self._drawn)
        self.desk.failed.connect(self._fail)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._redraw)
        theme.hub().changed.connect(self._redraw)

    # -- what is shown --------------------------------------------------------------------

    def show_paper(self, paper: Paper, spots: Sequence[Spot]) -> None:
        """Show a source, opened now if it was not before."""
        if paper is self._shown:
            return
        self._shown, self._spots = paper, spots
        self.sheaf = self._sheaves.get(id(paper))
        self._told = "" if self.sheaf else f"正在打开 {paper.file} …"
        if self.sheaf is None:
            self.desk.open(paper, spots)
        self._arrange()
        self._follow()

    def set_spots(self, spots: Sequence[Spot]) -> None:
        """Other proposals for the same sources."""
        self._spots = spots
        self.current = None
        for sheaf in self._sheaves.values():
            self.desk.open(sheaf.paper, spots, sheaf)

    def show_spot(self, spot: Spot | None) -> None:
        """Frame a spot and scroll to it."""
        self.current = spot
        self._goal = spot is not None
        self._follow()
        self.viewport().update()

    def stop(self) -> None:
        """Before it goes: end the work and let the files go."""
        self._rest.stop()
        self.desk.stop([sheaf.paper for sheaf in self._sheaves.values()])

    def _opened(self, sheaf: Sheaf) -> None:
        self._sheaves[id(sheaf.paper)] = sheaf
        if sheaf.paper is self._shown:
            self.sheaf, self._told = sheaf, ""
            self._arrange()
            self._follow()

    def _fail(self, paper: Paper, why: str) -> None:
        if paper is self._shown:
            self._told = why
            self.viewport().update()
        self.failed.emit(paper, why)

    # -- arranging ------------------------------------------------------------------------

    @property
    def pages(self) -> int:
        """How many there are."""
        return len(self.sheaf.paper.sizes) if self.sheaf else 0

    def scale(self, page: int) -> float:
        """Logical pixels a point: every page is as wide as the view, but not blown up, times the zoom."""
        assert self.sheaf is not None
        fit = (self.viewport().width() - 2 * GAP) / self.sheaf.paper.sizes[page][0]
        return min(max(fit, 0.01), COMFORT) * self.zoom

    def _size(self, page: int) -> QSize:
        assert self.sheaf is not None
        width, height = self.sheaf.paper.sizes[page]
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

    # -- drawing --------------------------------------------------------------------------

    def _redraw(self) -> None:
        self.viewport().update()

    def _scrolled(self) -> None:
        self.viewport().update()
        if self.pages:
            self.turned.emit(self.page + 1, self.pages)
            self._rest.start()

    def _ask(self) -> None:
        """Have drawn what is seen, then its neighbours."""
        if self.sheaf is None or not self.isVisible():
            return
        seen = self.seen()
        near = [*seen, *range(seen.stop, seen.stop + _AHEAD), *range(seen.start - _AHEAD, seen.start)]
        ratio = self.devicePixelRatioF()
        sheaf = self.sheaf
        self.desk.want((sheaf, page, self.scale(page) * ratio) for page in near if 0 <= page < self.pages)

    def _drawn(self, page: int) -> None:
        if self._goal and self.current is not None and self._boxes(self.current):
            self._goal = False
            self._centre()
        self.viewport().update()
        if page in self.seen():
            self._rest.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.current().color("surface"))
        if self._told or self.sheaf is None:
            painter.setPen(theme.current().color("secondary"))
            painter.drawText(
                self.viewport().rect().adjusted(GAP, GAP, -GAP, -GAP),
                int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap),
                self._told,
            )
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for page in self.seen():
                self._paint(painter, page)
        painter.end()

    def _paint(self, painter: QPainter, page: int) -> None:
        assert self.sheaf is not None
        place = self.place(page)
        held = self.sheaf.pictures.get(page)
        if held is None:
            marking.blank(painter, place, page + 1)
        else:
            painter.drawPixmap(place, held[1], QRectF(held[1].rect()))
        marking.edge(painter, place)
        marks = self.sheaf.marks.get(page, ())
        areas = [(spot, self.rectangle(*where)) for spot, where in marks]
        marking.bars(painter, areas, self.current)
        marking.tint(painter, [one for one in areas if one[0] is not self.current])
        own = [area for spot, area in areas if spot is self.current]
        if self.current is not None and own:
            marking.frame(painter, place, own, flowing=self.current.flowing)

    # -- following ------------------------------------------------------------------------

    def _boxes(self, spot: Spot) -> list[tuple[int, Box]]:
        if self.sheaf is None:
            return []
        return [where for marks in self.sheaf.marks.values() for one, where in marks if one is spot]

    def _follow(self) -> None:
        """Scroll to the current spot: to its page first, to the place itself once that is known."""
        if self.sheaf is None or self.current is None:
            return
        if self._boxes(self.current):
            self._goal = False
            self._centre()
            return
        homes = [page for part in self.current.parts if (page := self.sheaf.paper.home(part)) is not None]
        if not homes:
            return
        box = self.current.parts[0].evidence.box
        down = box.top * self.scale(homes[0]) if box is not None else 0.0
        self.verticalScrollBar().setValue(int(self._tops[homes[0]] + down - self.viewport().height() / 3))
        self._rest.start()

    def _centre(self) -> None:
        """The first rectangle of the current spot stands a third down, unless all of it is seen well already."""
        assert self.current is not None
        first = min(self._boxes(self.current), key=lambda where: (where[0], where[1].top))
        area = self.rectangle(*first)
        room = self.viewport().rect()
        if area.top() < room.height() * 0.1 or area.bottom() > room.height() * 0.8:
            bar = self.verticalScrollBar()
            bar.setValue(int(bar.value() + area.top() - room.height() / 3))
        if area.left() < 0 or area.right() > room.width():
            bar = self.horizontalScrollBar()
            bar.setValue(int(bar.value() + area.center().x() - room.width() / 2))

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

    def spot_at(self, point: QPoint) -> Spot | None:
        """What was read at a point: the smallest frame there, else the running text."""
        hits = [
            (spot.flowing, area.width() * area.height(), index, spot)
            for page in self.seen()
            for index, (spot, where) in enumerate(self.sheaf.marks.get(page, ()) if self.sheaf else ())
            if (area := self.rectangle(*where).adjusted(-2, -2, 2, 2)).contains(point)
        ]
        return min(hits, key=lambda hit: hit[:3])[3] if hits else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keeping_place(lambda: None)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._rest.start()

    def _keeping_place(self, change: object) -> None:
        page, total = self.page, self.pages
        size = self._tops[page + 1] - self._tops[page] if page + 1 < len(self._tops) else 1.0
        third = self.viewport().height() / 3
        share = (self.verticalScrollBar().value() + third - self._tops[page]) / size if total else 0.0
        change()  # type: ignore[operator]
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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and spot is not None:
            self.picked.emit(spot)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.spot_at(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

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

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self.spot_at(event.pos())
            QToolTip.showText(event.globalPos(), spot.words if spot else "", self)
            return True
        return super().viewportEvent(event)
