"""The floor for start-up: a main window with nothing in it, that leaves after its first paint.

Built by the same spec; it quits the way the real window does when JUEBAO_EXIT_AFTER_PAINT is set.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class _Watch(QObject):
    """Quits once the window has painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, window.close)
            QTimer.singleShot(0, app.quit)
        return False


app = QApplication(sys.argv)
app.setStyle("Fusion")
window = QMainWindow()
window.resize(1200, 800)
watch = _Watch(window)
window.show()
window.windowHandle().installEventFilter(watch)
sys.exit(app.exec())
