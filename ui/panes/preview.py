"""The pages as they will be printed, beside the form: follows the cursor, redrawn after each edit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from core.errors import JuebaoError
from ui import theme
from ui.panes import previewwork
from ui.panes.previewsheet import PreviewSheet
from ui.session import Selection
from ui.widgets.controls import Button, column, frame, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from core.blocks import Publication
    from core.report import Moved
    from ui.panes.board import Board
    from ui.panes.places import Spot
    from ui.panes.previewwork import Drawn, Spotted, Written
    from ui.runner import Progress

PAUSE_MS = 120
"""So long edits must rest before the pages are written anew."""
LEAST, MOST, STEP = 0.5, 3.0, 1.25
_NEAR = 3.0


@dataclass(frozen=True, slots=True)
class Shown:
    """What one job made: the pages, and the one that is seen."""

    written: Written
    page: int
    drawn: Drawn


class PreviewPane(QWidget):
    """Asks for pages only while it is seen; a click on a number jumps to its cell."""

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._session = board.session
        self._selection = Selection()
        self._spot = ""
        self._written: Written | None = None
        self._setting = previewwork.new_setting()
        self._page = 0
        self._zoom = 1.0
        self._busy = self._dirty = self._stale = False
        self.setObjectName("preview")
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self.sheet = PreviewSheet()
        self.sheet.clicked.connect(self._clicked)
        self.sheet.turned.connect(self.turn)
        self.number = label("", "secondary", name="preview-page")
        self.area = QScrollArea()
        self._build()
        self._session.moved.connect(self._moved)
        self._session.selected.connect(self.follow)
        theme.hub().changed.connect(self.sheet.update)

    def _build(self) -> None:
        layout = column(self, gap=0)
        head = frame("panel")
        line = row(head, margin=3, across=1, gap=1)
        line.addWidget(label("预览", "strong"))
        line.addStretch()
        line.addWidget(Button("上一页", role="tab", name="preview-back", clicked=partial(self.turn, -1)))
        line.addWidget(Button("下一页", role="tab", name="preview-on", clicked=partial(self.turn, 1)))
        line.addWidget(self.number)
        for text, spoken, factor in (("−", "缩小预览", 1 / STEP), ("＋", "放大预览", STEP)):
            button = Button(text, role="tab", name=spoken, clicked=partial(self.zoom, factor))
            button.setAccessibleName(spoken)
            button.setToolTip(spoken)
            line.addWidget(button)
        layout.addWidget(head)
        self.area.setWidget(self.sheet)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAccessibleName("预览的页面")
        layout.addWidget(self.area, 1)

    @property
    def ready(self) -> bool:
        """Whether pages are seen and none are being made."""
        return self._written is not None and not self._busy and not self._pause.isActive()

    # -- following --------------------------------------------------------------------

    def _moved(self, moved: Moved) -> None:
        if moved.change_set is None:
            return
        self._stale = True
        if self.isVisible():
            self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._written is None or self._stale:
            self._pause.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._written is not None and self.isVisible():
            self._pause.start()

    def show_spot(self, spot: Spot | None) -> None:
        """Follow the page of the form."""
        if spot is not None and spot.kind != "figure" and spot.id != self._spot:
            self._spot = spot.id
            self._go_where_the_cursor_is()

    def follow(self, selection: Selection) -> None:
        """Follow the cell or section of the cursor."""
        self._selection = selection
        self._go_where_the_cursor_is()

    def _go_where_the_cursor_is(self) -> None:
        if not self.isVisible():
            return
        page = self._wanted()
        if page is None:
            self._pause.start()  # perhaps it is in another report of the file
        elif page != self._page:
            self._page = page
            self.refresh()
        else:
            self._mark()

    def _wanted(self) -> int | None:
        """The page of the cursor."""
        if self._written is None:
            return None
        found = self._spotted()
        return found.page if found else self._written.starts.get(self._spot)

    def _spotted(self) -> Spotted | None:
        """The selected number, first where the form shows it."""
        if self._written is None or not self._selection.key:
            return None
        place = self._selection.place
        found = [one for one in self._written.numbers or () if one.place == place]
        begins = self._written.starts.get(self._spot, 0)
        return next((one for one in found if one.page >= begins), found[0] if found else None)

    # -- writing and drawing -------------------------------------------------------------

    def refresh(self) -> None:
        """Write the pages anew where something changed, and draw the one that is seen."""
        if not self._session.open:
            return
        if self._busy:
            self._dirty = True
            return
        publication = self._publication() if self._needs_pages() else None
        if publication is None and self._written is None:
            self.number.setText("没有可预览的内容")
            return
        self._busy, self._dirty, self._stale = True, False, self._stale and publication is None
        held, wanted, width = self._written, self._page, self._pixels()
        spot = self._spot

        def work(_progress: Progress) -> Shown:
            written, page = held, wanted
            if publication is not None:
                written = previewwork.write(publication, self._setting)
                previewwork.locate(written)
                page = written.starts.get(spot, page) if held is None else page
            assert written is not None
            page = min(page, written.pages - 1)
            return Shown(written, page, previewwork.draw(written.data, page, width))

        job = self._session.runner.start(work, done=self._done, failed=self._failed)
        job.cancelled.connect(self._over)

    def _needs_pages(self) -> bool:
        known = self._written is not None and (self._spot in self._written.starts or not self._spot)
        return self._stale or not known

    def _publication(self) -> Publication | None:
        """The report that prints the page of the form, else the first."""
        from core.publishing import compose

        report = self._session.report
        draft = self._board.counts().blocking > 0  # as the export would be now
        made = self._session.do(lambda: compose(report, audience="filing", draft=draft)) or []
        holds = (one for one in made if any(placed.section == self._spot for placed in one.blocks))
        return next(holds, made[0] if made else None)

    def _pixels(self) -> int:
        room = self.area.viewport().width() - theme.space(4)
        return max(round(room * self._zoom * self.devicePixelRatioF()), 50)

    def _done(self, shown: Shown) -> None:
        fresh = shown.written is not self._written
        self._written, self._page = shown.written, shown.page
        self.sheet.show_page(shown.drawn, self.devicePixelRatioF())
        self.number.setText(f"{shown.page + 1} / {shown.written.pages}")
        self._mark()
        self._over()
        wanted = self._wanted() if fresh else None
        if wanted is not None and wanted != self._page and not self._busy:
            self._page = wanted
            self.refresh()

    def _failed(self, error: Exception) -> None:
        self._over()
        if not isinstance(error, JuebaoError):
            raise error
        self.number.setText(error.line)

    def _over(self) -> None:
        self._busy = False
        if self._dirty:
            self.refresh()

    def _mark(self) -> None:
        found = self._spotted()
        self.sheet.mark(found.box if found is not None and found.page == self._page else None)
        if found is not None and found.page == self._page:
            middle = self.sheet.middle(found.box)
            self.area.ensureVisible(*middle, theme.space(10), theme.space(20))

    # -- by hand -----------------------------------------------------------------------------

    def turn(self, by: int) -> None:
        """Page on or back."""
        if self._written is not None and 0 <= self._page + by < self._written.pages:
            self._page += by
            self.refresh()

    def zoom(self, factor: float) -> None:
        """Larger or smaller."""
        self._zoom = min(max(self._zoom * factor, LEAST), MOST)
        self.refresh()

    def _clicked(self, x: float, y: float) -> None:
        near = [one for one in (self._written.numbers or () if self._written else ()) if one.page == self._page]
        for one in near:
            left, top, right, bottom = one.box
            if left - _NEAR <= x <= right + _NEAR and top - _NEAR <= y <= bottom + _NEAR:
                self._session.jump(one.place)
                return
