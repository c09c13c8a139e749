"""For measuring only: writes one byte to standard output once the window has painted.

A runtime hook of PyInstaller, in the bundles that `make.sh timed` builds and in no other.  The window paints all its
children while it handles UpdateRequest.
"""

from __future__ import annotations

# Hooks and the program share one namespace in a bundle: names here must be no others.
import os

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow

_exec = QApplication.exec


class _PaintByte(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.UpdateRequest:
            watched.removeEventFilter(self)
            # Painted here and now, because nothing that is queued is sure to run before the program leaves.
            watched.event(event)
            os.write(1, b".")
        return False


def _watched_exec(*_: object) -> int:
    window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMainWindow))
    watch = _PaintByte()
    window.installEventFilter(watch)
    return _exec()


QApplication.exec = _watched_exec  # type: ignore[assignment, method-assign]
