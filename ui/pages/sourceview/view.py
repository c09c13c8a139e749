"""The pages of a source under each other; what proposals rest on is marked, the current one framed and followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QFrame, QToolTip, QWidget

from ui import theme
from ui.pages.sourceview import marking
from ui.pages.sourceview.desk import Desk, Sheaf
from ui.pages.sourceview.pagescroll import GAP, PageScroll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from core.blocks import Box
    from ui.pages.sourceview.paper import Paper, Spot
    from ui.runner import Runner

_PAUSE_MS = 30
_AHEAD = 1
"""So many pages before and after those that are seen are drawn too."""


class PagesView(PageScroll):
    """Shows one source at a time; only what is seen is drawn."""

    picked = Signal(object)
    """The Spot whose evidence was clicked."""
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
        self._sheaves: dict[int, Sheaf] = {}
        self._shown: Paper | None = None
        self._spots: Sequence[Spot] = ()
        self._told = ""
        self._goal = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE_MS)
        self._rest.timeout.connect(self._ask)
        self.desk.opened.connect(self._opened)
        self.desk.drawn.connect(self._drawn)
        self.desk.failed.connect(self._fail)
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

    @property
    def sizes(self) -> Sequence[tuple[float, float]]:
        return self.sheaf.paper.sizes if self.sheaf else ()

    def _looked(self) -> None:
        self._rest.start()

    # -- drawing --------------------------------------------------------------------------

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

    def spot_at(self, point: QPoint) -> Spot | None:
        """What was read at a point: the smallest frame there, else the running text."""
        hits = [
            (spot.flowing, area.width() * area.height(), index, spot)
            for page in self.seen()
            for index, (spot, where) in enumerate(self.sheaf.marks.get(page, ()) if self.sheaf else ())
            if (area := self.rectangle(*where).adjusted(-2, -2, 2, 2)).contains(point)
        ]
        return min(hits, key=lambda hit: hit[:3])[3] if hits else None

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._rest.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and spot is not None:
            self.picked.emit(spot)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.spot_at(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self.spot_at(event.pos())
            QToolTip.showText(event.globalPos(), spot.words if spot else "", self)
            return True
        return super().viewportEvent(event)
