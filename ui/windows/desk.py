"""All windows of the program: one report in each, so that two can be compared side by side.

Each window has its own session, file lock and background work; the desk knows which report stands where.
A file that is open already comes to the front instead of being refused by its own lock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.windows.actions import KeysFirst
from ui.windows.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ui.windows.main import MainWindow

MOST = 8
"""So many reports may be open at once: the program stays at 200 MiB with eight of the shipped sample (15 MiB each)."""


class Desk(QObject):
    """Makes windows, finds them, and lets them go."""

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__()
        self.memory = memory or Memory()
        self.windows: list[MainWindow] = []
        self._spawned: set[MainWindow] = set()
        app = QApplication.instance()
        self._keys = KeysFirst(app, self) if isinstance(app, QApplication) else None

    # -- windows -----------------------------------------------------------------------

    def enter(self, window: MainWindow) -> None:
        """A window was made."""
        self.windows.append(window)

    def spawn(self, beside: MainWindow) -> MainWindow:
        """One more window, a step down and to the right of another."""
        from ui.windows.main import MainWindow

        made = MainWindow(self.memory, self)
        self._spawned.add(made)
        if not beside.isMaximized():
            made.resize(beside.size())
            step = theme.space(6)
            made.move(beside.pos() + QPoint(step, step))
            made.show()
        else:
            made.showMaximized()
        return made

    def leave(self, window: MainWindow) -> None:
        """A window was closed; what it held is freed."""
        if window in self.windows:
            self.windows.remove(window)
        if window in self._spawned:
            self._spawned.discard(window)
            window.deleteLater()

    @property
    def full(self) -> bool:
        """Whether no further report can be opened."""
        return sum(window.session is not None for window in self.windows) >= MOST

    def reports(self) -> list[MainWindow]:
        """The windows with a report, in the order in which they were opened."""
        return [window for window in self.windows if window.session is not None]

    # -- finding -----------------------------------------------------------------------

    def showing(self, path: Path) -> MainWindow | None:
        """The window in which a file is open."""
        return next((one for one in self.reports() if one.session and _same(one.session.report.file.path, path)), None)

    def front(self) -> MainWindow:
        """The window worked in last."""
        return next((window for window in self.windows if window.isActiveWindow()), self.windows[-1])

    def bring(self, window: MainWindow) -> None:
        """A window comes to the front."""
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def next(self, window: MainWindow) -> None:
        """The window after this one comes to the front."""
        if len(self.windows) > 1:
            self.bring(self.windows[(self.windows.index(window) + 1) % len(self.windows)])

    # -- from outside --------------------------------------------------------------------

    def called(self, files: Sequence[Path]) -> None:
        """A second start: come forward and take its files."""
        window = self.front()
        self.bring(window)
        if files:
            window.take(files)

    def quit(self) -> bool:
        """Close all windows; False where one stays open because its file could not be written back."""
        closed = [window.close() for window in self.windows[::-1]]  # one that stays does not keep the others open
        return all(closed)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()
