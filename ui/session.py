"""One open report as the window sees it: edits go in, what moved comes out.

Pages and panes hold a Session and nothing else.  Every edit runs through `do`, so that a
refusal becomes one sentence instead of an exception; everything that shows figures listens
to `moved` and redraws only what is named in it.  Money crosses signals as objects or text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from core.errors import JuebaoError
from ui.runner import Progress, Runner

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.report import Moved, Report

T = TypeVar("T")

PUBLISH_PAUSE_MS = 2000
"""How long typing must rest before a working copy is published to its share."""

ZOOMS = (0.7, 2.0)
ZOOM_STEP = 0.1


@dataclass(frozen=True, slots=True)
class Selection:
    """What the explanation pane explains: a cell, or a place in a section (with its statement's id)."""

    key: str = ""
    aspect: str = "actual"
    section: str = ""
    statement: str = ""

    @property
    def place(self) -> str:
        """The place as findings write it; empty where nothing is selected."""
        if self.key:
            return f"{self.key}@{self.aspect}"
        return f"{self.section}:0-0" if self.section else ""


class Session(QObject):
    """Wraps one open Report for the GUI thread."""

    moved = Signal(object)
    """A core.report.Moved after every edit, undo and redo."""
    repacked = Signal(str)
    """The file carries other packs, in the place of `moved`: whatever shows it is made anew.  Says what was done."""
    refused = Signal(str)
    """One Chinese sentence: what was refused and what to do."""
    saved = Signal(str)
    """HH:MM:SS, once the edit is where the clerk keeps the file."""
    place_requested = Signal(str)
    """Jump to KEY@ASPECT, SECTION:START-END, or the bare id of a table or section."""
    zoomed = Signal(float)
    """Tables and text are shown larger or smaller."""
    history_requested = Signal(str, str)
    """Show the history of a cell: key, aspect."""
    words_requested = Signal(str)
    """Find and replace words over all narrative, these to begin with."""
    selected = Signal(object)
    """A Selection, for the explanation pane."""

    def __init__(self, report: Report, parent: QObject | None = None, *, runner: Runner | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self._runner = runner or Runner(self)
        self.zoom = 1.0
        self.open = True
        """Whether the report can be read: views that wait for a quiet moment ask before they look."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PUBLISH_PAUSE_MS)
        self._pause.timeout.connect(self._publish)
        report.listeners.append(self._heard)

    @property
    def report(self) -> Report:
        """The open report, for reading; change it inside `do` only."""
        return self._report

    @property
    def runner(self) -> Runner:
        """Where long work runs."""
        return self._runner

    @property
    def can_undo(self) -> str | None:
        """The name of what undo takes back."""
        return self._report.file.can_undo

    @property
    def can_redo(self) -> str | None:
        """The name of what redo brings back."""
        return self._report.file.can_redo

    def do(self, edit: Callable[[], T]) -> T | None:
        """Run an edit and return what it returns; None where it was refused, and `refused` says why."""
        try:
            return edit()
        except JuebaoError as error:
            self.refused.emit(error.line)
            return None

    def undo(self) -> Moved | None:
        """Take the last change set back."""
        return self.do(self._report.undo)

    def redo(self) -> Moved | None:
        """Do the last undone change set again."""
        return self.do(self._report.redo)

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller by so many steps."""
        self.set_zoom(self.zoom + steps * ZOOM_STEP)

    def set_zoom(self, zoom: float) -> None:
        """Show tables and text larger or smaller, within bounds."""
        zoom = round(min(max(zoom, ZOOMS[0]), ZOOMS[1]), 2)
        if zoom != self.zoom:
            self.zoom = zoom
            self.zoomed.emit(zoom)

    def catch_up(self) -> None:
        """Have the report checked, which was left until it is seen."""
        if self.open:
            self._report.catch_up()

    def select(self, selection: Selection) -> None:
        """Tell the explanation pane what is selected."""
        self.selected.emit(selection)

    def jump(self, place: str) -> None:
        """Ask the window to show a place."""
        self.place_requested.emit(place)

    def close(self) -> str:
        """Stop listening and close the file; returns what went wrong with writing it back, empty where nothing did."""
        self._leave()
        try:
            self._report.close()
        except JuebaoError as error:
            return error.line
        return ""

    def successor(self) -> Session:
        """A session for the same report with other packs: the views of this one hear nothing more."""
        self._leave()
        made = Session(self._report, self.parent(), runner=self._runner)
        made.zoom = self.zoom
        if self._report.file.unpublished:
            made._pause.start()
        return made

    def _leave(self) -> None:
        self._pause.stop()
        self.open = False
        if self._heard in self._report.listeners:
            self._report.listeners.remove(self._heard)

    def _heard(self, moved: Moved) -> None:
        done = moved.change_set
        if done is not None and done.packs is not None:
            self.repacked.emit(f"已{'撤销：' if done.undone else ''}{done.what}。数据和文字都还在文件里。")
        else:
            self.moved.emit(moved)
        if done is None:
            return
        if self._report.file.unpublished:
            self._pause.start()
        else:
            self._tell_saved()

    def _tell_saved(self) -> None:
        self.saved.emit(datetime.now().strftime("%H:%M:%S"))

    def _publish(self) -> None:
        file = self._report.file

        def work(_progress: Progress) -> bool:
            return file.publish()

        self._runner.start(work, done=lambda _: self._tell_saved(), failed=self._not_published)

    def _not_published(self, error: Exception) -> None:
        self.refused.emit(error.line if isinstance(error, JuebaoError) else f"没有写回原处：{error}")
