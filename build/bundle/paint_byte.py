"""For measuring only: writes one byte to standard output once the window has painted.

A runtime hook of PyInstaller, in the bundles that `make.sh timed` builds and in no other.  The window system tells that
the window is seen (Expose), and while Qt handles that, the main window and all its children are painted and put on the
screen.  A request for an update that comes before paints nothing.
"""

from __future__ import annotations

# Hooks and the program share one namespace in a bundle: names here must be no others.
import os

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QMainWindow

_exec = QApplication.exec


class _PaintByte(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.Expose and isinstance(watched, QWindow) and watched.isExposed():
            watched.removeEventFilter(self)
            # Comes right after the event at hand, and before the timer by which the program leaves.
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            os.write(1, b".")
        return super().event(event)


def _watched_exec(*_: object) -> int:
    window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMainWindow))
    watch = _PaintByte()
    window.windowHandle().installEventFilter(watch)
    return _exec()


QApplication.exec = _watched_exec  # type: ignore[assignment, method-assign]
