"""What waits until a window has been seen for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class _Watch(QObject):
    """While Qt handles that the window system shows a window (Expose), the window and its children are painted.

    A request for an update that comes before paints nothing.
    """

    def __init__(self, window: QWindow, do: Callable[[], object]) -> None:
        super().__init__(window)
        self._do = do
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Expose and isinstance(watched, QWindow) and watched.isExposed():
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._do)
            self.deleteLater()
        return False


def then(widget: QWidget, do: Callable[[], object]) -> None:
    """Do something once the window of a widget is painted: soon where it is already, or where it is not to be shown."""
    window = widget.window().windowHandle()
    if widget.isVisible() and not window.isExposed():
        _Watch(window, do)
    else:
        QTimer.singleShot(0, do)
