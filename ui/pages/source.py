"""The sources of an import as pages: which file, which page, how large, and the pages themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme
from ui.pages.sourceview import PagesView
from ui.pages.sourceview.laid import LaidPaper
from ui.pages.sourceview.pagescroll import STEP
from ui.pages.sourceview.pdfpaper import PdfPaper
from ui.widgets.controls import Button, frame, label, row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent

    from core.blocks import SourceDocument
    from ui.pages.sourceview import Paper, Spot
    from ui.runner import Runner


def paper_of(document: SourceDocument, path: Path | None) -> Paper:
    """A PDF as it is, where the file is still there; everything else laid out from what was read."""
    if document.kind == "pdf" and path is not None and path.is_file():
        return PdfPaper(path, document.file)
    return LaidPaper(document)


class SourcePanel(QWidget):
    """Shows the papers; `picked` carries the Spot that was clicked."""

    picked = Signal(object)
    turned_to = Signal(str)
    """Another file is shown."""

    def __init__(self, papers: Sequence[Paper], runner: Runner, below: QWidget | None = None) -> None:
        super().__init__()
        self.papers = list(papers)
        self._spots: Sequence[Spot] = ()
        self.view = PagesView(runner, self)
        self.files = FileChoice(self)
        self.number = label("", "secondary", name="source-page")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        if below is not None:
            whole.addWidget(below)
        whole.addWidget(self.view, 1)
        self.view.picked.connect(self.picked)
        self.view.turned.connect(self._turned)
        self.files.currentIndexChanged.connect(self._show_file)

    def _head(self) -> QWidget:
        head = frame("bar")
        line = row(head, margin=3, across=1, gap=1)
        for paper in self.papers:
            self.files.addItem(paper.file)
            self.files.setItemData(self.files.count() - 1, paper.file, Qt.ItemDataRole.ToolTipRole)
        if len(self.papers) > 1:
            line.addWidget(self.files, 1)
        else:
            self.files.hide()
            line.addWidget(_Name(self.papers[0].file if self.papers else ""), 1)
        line.addWidget(self.number)
        for text, spoken, act in (
            ("−", "缩小原文", lambda: self.view.set_zoom(self.view.zoom / STEP)),
            ("＋", "放大原文", lambda: self.view.set_zoom(self.view.zoom * STEP)),
            ("适合宽度", "原文与窗格同宽", lambda: self.view.set_zoom(1.0)),
        ):
            button = Button(text, role="tab", name=spoken, clicked=act)
            button.setAccessibleName(spoken)
            button.setToolTip(spoken)
            line.addWidget(button)
        return head

    # -- showing --------------------------------------------------------------------------

    def start(self, spots: Sequence[Spot]) -> None:
        """Show the first file with what proposals rest on."""
        self._spots = spots
        self._show_file(self.files.currentIndex())

    def set_spots(self, spots: Sequence[Spot]) -> None:
        """Other proposals for the same files."""
        self._spots = spots
        self.view.set_spots(spots)

    def show_spot(self, spot: Spot | None) -> None:
        """Frame a spot, in its file."""
        if spot is not None and spot.parts:
            self.show_file(spot.parts[0].evidence.file)
        self.view.show_spot(spot)

    def show_file(self, file: str) -> None:
        """Turn to another file."""
        if self.papers and self.papers[self.files.currentIndex()].file != file:
            found = next((number for number, paper in enumerate(self.papers) if paper.file == file), None)
            if found is not None:
                self.files.setCurrentIndex(found)

    def stop(self) -> None:
        """Before it goes."""
        self.view.stop()

    def _show_file(self, number: int) -> None:
        if 0 <= number < len(self.papers):
            self.files.setToolTip(self.papers[number].file)
            self.view.show_paper(self.papers[number], self._spots)
            self.turned_to.emit(self.papers[number].file)

    def _turned(self, page: int, pages: int) -> None:
        self.number.setText(f"{page} / {pages}")
        self.number.setAccessibleName(f"第 {page} 页，共 {pages} 页")


class FileChoice(QComboBox):
    """The files, with the arrow that tells there are more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("原文件")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        arrow = icons.pixmap("chevron-down", "secondary", theme.ICON)
        painter = QPainter(self)
        painter.drawPixmap(self.width() - theme.ICON - theme.space(2), (self.height() - theme.ICON) // 2, arrow)
        painter.end()


class _Name(QLabel):
    """A file name that is cut in the middle where it is too long."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setMinimumWidth(theme.space(20))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.setText(self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideMiddle, self.width()))
