"""The middle of the window: one page at a time, each made when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.panes.places import Spot, cell_of
from ui.session import Selection

if TYPE_CHECKING:
    from core.report import Moved
    from ui.pages import NarrativePage, TablePage
    from ui.panes.board import Board


class PageStack(QStackedWidget):
    """Finds the page of a place, makes it, and shows the place; `shown` carries its Spot or None."""

    shown = Signal(object)

    def __init__(self, board: Board) -> None:
        super().__init__()
        self.setObjectName("pages")
        self._board = board
        self._pages: dict[Spot, TablePage | NarrativePage] = {}
        self._last: Spot | None = None
        self._passing: list[QWidget] = []
        self.currentChanged.connect(lambda _: self._passed())
        board.session.moved.connect(self._moved)
        if self._first() is None:
            self.show_passing(self._beginning())

    def show_place(self, place: str) -> None:
        """Jump to a place; one that no page shows is only explained."""
        spot = self._board.places.locate(place)
        if spot is None:
            return
        cell = cell_of(place)
        if spot.kind != "figure":
            self.show_spot(spot)
            within = self._board.places.inside(spot.id, cell) if cell and spot.kind == "section" else place
            if within not in {spot.id, f"{spot.id}:0-0"}:
                self._pages[spot].show_place(within)
        if cell is not None:
            self._board.session.select(Selection(*cell))

    def show_spot(self, spot: Spot) -> None:
        """Show a page."""
        if spot not in self._pages:
            self._pages[spot] = self._make(spot)
            self.addWidget(self._pages[spot])
        self.flush()
        self._last = spot
        self.setCurrentWidget(self._pages[spot])
        self._board.session.select(self._pages[spot].selection())
        self.shown.emit(spot)

    def _moved(self, moved: Moved) -> None:
        """Pages of rows that went go with them."""
        if not moved.rows:
            return
        known = set(self._board.session.report.table_ids())
        for spot in [spot for spot in self._pages if spot.kind == "table" and spot.id not in known]:
            page = self._pages.pop(spot)
            if spot == self._last:
                self._last = None
                self._show_first()
            self.drop(page)
        if self._last is None and self._first() is not None:
            self._show_first()

    def _show_first(self) -> None:
        """A page that was made already, else the first there is."""
        spot = next(iter(self._pages), None) or self._first()
        if spot is not None:
            self.show_spot(spot)
        else:
            self.show_passing(self._beginning())

    def _first(self) -> Spot | None:
        """The first page of the report; None while its forms wait for a row that they are printed for."""
        report = self._board.session.report
        sections = (Spot("section", name) for name in report.template.sections)
        return next(sections, None) or next((Spot("table", name) for name in report.table_ids()), None)

    def _beginning(self) -> QWidget:
        from ui.pages.beginning import BeginningPage

        return BeginningPage(self._board.session)

    @property
    def spot(self) -> Spot | None:
        """The page of the report that was shown last."""
        return self._last

    @property
    def explained(self) -> bool:
        """Whether 依据 has something to say of what is in sight: a page of the report, or the source of a value."""
        shown: QWidget | None = self.currentWidget()
        return shown in self._pages.values() or (shown is not None and shown.objectName() == "source-shown")

    def selection(self) -> Selection:
        """What is selected in it."""
        page = self._pages.get(self._last) if self._last else None
        return page.selection() if page is not None else Selection()

    def show_last(self) -> None:
        """Go back to the page one was typing in."""
        if self._last is not None:
            self.show_spot(self._last)
        else:
            self._show_first()

    def show_other(self, page: QWidget) -> None:
        """Show a page that is no part of the report (export, print, import review)."""
        self.flush()
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self.setCurrentWidget(page)
        self.shown.emit(None)

    def show_passing(self, page: QWidget) -> None:
        """Show such a page once: it is thrown away when another is shown."""
        self.show_other(page)
        self._passing.append(page)

    def _passed(self) -> None:
        gone = [page for page in self._passing if page is not self.currentWidget()]
        self._passing = [page for page in self._passing if page not in gone]
        for page in gone:
            self.drop(page)

    def flush(self) -> None:
        """Commit what is being typed in the page that is shown."""
        page = self._pages.get(self._last) if self._last else None
        if page is not None and page is self.currentWidget():
            page.flush()

    def forsake(self) -> None:
        """These pages are of forms that the file no longer has: what stands in them must not be committed."""
        for page in self._pages.values():
            page.forsake()

    def drop(self, page: QWidget) -> None:
        """Take such a page away again."""
        self.removeWidget(page)
        page.deleteLater()

    def page(self, spot: Spot) -> QWidget | None:
        """The page of a spot where it has been made."""
        return self._pages.get(spot)

    def _make(self, spot: Spot) -> TablePage | NarrativePage:
        from ui import pages

        session = self._board.session
        return pages.TablePage(session, spot.id) if spot.kind == "table" else pages.NarrativePage(session, spot.id)
