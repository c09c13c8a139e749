"""Printing: the very PDF that is exported, page by page onto the printer."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QFrame

from core.pdfium import LOCK
from ui import theme
from ui.widgets.controls import Button, column, frame, label, row
from ui.windows.writing import Order, write

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ui.panes.board import Board
    from ui.runner import Job, Progress

_DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72


class PrintPage(QFrame):
    """What will be printed, and the button that opens the system's print dialog."""

    started = Signal(object)

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self._session = board.session
        self.setProperty("role", "surface")
        self._state = label("", "secondary", wrap=True)
        card = frame("card")
        card.setMaximumWidth(theme.space(180))
        outer = row(self, margin=6)
        outer.addWidget(card, 20, Qt.AlignmentFlag.AlignTop)
        outer.addStretch(1)
        layout = column(card, margin=6, gap=3)
        layout.addWidget(label("打印", "title"))
        layout.addWidget(label("打印的就是导出的 PDF，版式完全一样。", "secondary", wrap=True))
        layout.addWidget(self._state)
        self.button = Button("打印…", icon="printer", role="primary", name="print", clicked=self.ask)
        layout.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        board.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        blocked = self._board.counts().why_blocked
        self._state.setText(f"{blocked}，将打印带「草稿」字样的稿子。" if blocked else "没有错误，将打印正式稿。")

    def ask(self) -> None:
        """Choose a printer, then print through the runner."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_to(printer)

    def print_to(self, printer: QPrinter) -> None:
        """Print on a chosen printer."""
        report, draft = self._session.report, self._board.counts().blocking > 0
        folder = Path(tempfile.mkdtemp(prefix="juebao-print-"))
        work = self._session.do(lambda: write(report, Order(folder, ("pdf",), draft=draft)))
        if work is None:
            return

        def run(progress: Progress) -> None:
            paths = work(progress).paths
            _paint(paths, printer, progress)
            for path in paths:
                path.unlink(missing_ok=True)
            folder.rmdir()

        job: Job = self._session.runner.start(run, title="正在打印…", failed=self._fail)
        self.started.emit(job)

    def _fail(self, error: Exception) -> None:
        self._session.refused.emit(getattr(error, "line", f"没有打印成：{error}"))


def _paint(paths: list[Path], printer: QPrinter, progress: Progress) -> None:
    import pypdfium2

    printer.setFullPage(True)
    painter = QPainter(printer)
    first = True
    for path in paths:
        with LOCK:
            document = pypdfium2.PdfDocument(str(path))
            pages = len(document)
        for number in _chosen(printer, pages):
            progress.step(f"正在打印第 {number + 1} 页", number, pages)
            if not first:
                printer.newPage()
            first = False
            with LOCK:
                bitmap = document[number].render(scale=_DOTS_PER_INCH / _POINTS_PER_INCH, prefer_bgrx=True)
                _page(painter, bitmap)
        with LOCK:
            document.close()
    painter.end()


def _chosen(printer: QPrinter, pages: int) -> range:
    """The pages of the range chosen in the dialog; all where none was."""
    first, last = printer.fromPage(), printer.toPage()
    return range(max(first, 1) - 1, min(last, pages)) if last else range(pages)


def _page(painter: QPainter, bitmap: Any) -> None:
    image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
    painter.drawImage(painter.viewport(), image)
