"""For measuring only: writes one byte to standard output once the window has painted.

A runtime hook of PyInstaller, in the bundles that `make.sh timed` builds and in no other.  The window system tells that
the window is seen (Expose), and while Qt handles that, the main window and all its children are painted and put on the
screen.  A request for an update that comes before paints nothing.
"""

from __future__ import annotations

# Hooks and the program share one namespace in a bundle: names here must be no others.
import os

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow

_exec = QApplication.exec


class _PaintByte(QObject):
    """Watches the main window and what it is to the window system."""

    painted = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if isinstance(watched, QMainWindow):
            self.painted = self.painted or event.type() == QEvent.Type.Paint
        elif event.type() in {QEvent.Type.Expose, QEvent.Type.Paint}:
            # Here and now, because nothing that is queued is sure to run before the program leaves.
            watched.event(event)
            if self.painted:
                watched.removeEventFilter(self)
                os.write(1, b".")
            return True
        return False


def _watched_exec(*_: object) -> int:
    window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMainWindow))
    watch = _PaintByte()
    window.installEventFilter(watch)
    window.windowHandle().installEventFilter(watch)
    return _exec()


QApplication.exec = _watched_exec  # type: ignore[assignment, method-assign]
