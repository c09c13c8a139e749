"""The middle of the window: one page at a time, each made when it is first shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from ui.session import Selection
from ui.widgets.controls import column, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.panes.board import Board
    from ui.panes.places import Spot


class PageStack(QStackedWidget):
    """Finds the page of a place, makes it, and shows the place; `shown` carries its Spot or None."""

    shown = Signal(object)

    def __init__(self, board: Board) -> None:
        super().__init__()
        self.setObjectName("pages")
        self._board = board
        self._pages: dict[Spot, QWidget] = {}
        self._last: Spot | None = None

    def show_place(self, place: str) -> None:
        """Jump to a place; one that no page shows is only explained."""
        spot = self._board.places.locate(place)
        if spot is None:
            return
        if spot.kind == "figure":
            key, _, aspect = place.partition("@")
            self._board.session.select(Selection(key, aspect))
            return
        self.show_spot(spot)
        page = self._pages[spot]
        if place not in {spot.id, f"{spot.id}:0-0"} and hasattr(page, "show_place"):
            page.show_place(place)

    def show_spot(self, spot: Spot) -> None:
        """Show a page."""
        if spot not in self._pages:
            self._pages[spot] = self._make(spot)
            self.addWidget(self._pages[spot])
        self._last = spot
        self.setCurrentWidget(self._pages[spot])
        self.shown.emit(spot)

    def show_last(self) -> None:
        """Go back to the page one was typing in."""
        if self._last is not None:
            self.show_spot(self._last)

    def show_other(self, page: QWidget) -> None:
        """Show a page that is no part of the report (export, print, import review)."""
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self.setCurrentWidget(page)
        self.shown.emit(None)

    def drop(self, page: QWidget) -> None:
        """Take such a page away again."""
        self.removeWidget(page)
        page.deleteLater()

    def page(self, spot: Spot) -> QWidget | None:
        """The page of a spot where it has been made."""
        return self._pages.get(spot)

    def _make(self, spot: Spot) -> QWidget:
        made = page_class("TablePage" if spot.kind == "table" else "NarrativePage")
        return made(self._board.session, spot.id) if made else _Missing(self._board.places.title(spot))


def page_class(name: str) -> Callable[..., QWidget] | None:
    """A page of ui/pages, imported when it is first shown; None where it is not built."""
    found: Callable[..., QWidget] | None = getattr(import_module("ui.pages"), name, None)
    return found


class _Missing(QFrame):
    """Stands where a page is not built."""

    def __init__(self, title: str) -> None:
        super().__init__()
        layout = column(self, margin=6)
        layout.addWidget(label(title, "title", wrap=True))
        layout.addStretch()

    def show_place(self, place: str) -> None:
        """Nothing to show."""
