"""What each source was taken for: its report and fiscal year with the words that say so; the year can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QSpinBox, QWidget

from core.prefill import year_said
from ui import theme
from ui.pages.sourceview import Part, Spot
from ui.widgets.controls import Button, Elided, frame, label, row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from core.blocks import SourceDocument
    from core.prefill import Import
    from core.template import Pack


class _Proof(Button):
    """The words that say the year, cut where there is no room for all; a click frames them."""

    def __init__(self, clicked: Callable[[], None]) -> None:
        super().__init__("", role="link", name="source-proof", clicked=clicked)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.space(20))

    def say(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.setToolTip(words)
        self.setAccessibleName(words)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = self.width() - theme.space(3)
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))


class SourceYears(QWidget):
    """The line under the name of the file that is shown."""

    asked = Signal(str, int)
    """Read this file as one of that fiscal year."""
    looked_at = Signal(object)
    """The Spot that says the year."""

    def __init__(self, packs: Sequence[Pack], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = {pack.id: pack.title for pack in packs}
        self._kinds: dict[str, str] = {}
        self._fixed: set[str] = set()
        self.chosen: dict[str, int] = {}
        self._file = ""
        self.spots: dict[str, Spot] = {}
        """What says the year, by file."""
        self.year = QSpinBox()
        self.year.setObjectName("source-year")
        self.year.setAccessibleName("原文件的年度")
        self.year.setToolTip("读错了年度，在这里改，按新的年度重新读一遍")
        self.year.setRange(2000, 2100)
        self.year.setSuffix(" 年度")
        self.year.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.year.setKeyboardTracking(False)
        self.kind = Elided("", "secondary", name="source-kind")
        self.proof = _Proof(self._look)
        line = row(self, gap=0)
        host = frame("bar")
        line.addWidget(host)
        inner = row(host, margin=3, across=1, gap=2)
        inner.addWidget(label("读作", "secondary"))
        inner.addWidget(self.year)
        inner.addWidget(self.kind)
        inner.addWidget(self.proof, 1)
        self.year.editingFinished.connect(self._changed)

    def set_sources(self, documents: Sequence[SourceDocument], found: Import) -> None:
        """The files and what was understood of them."""
        self._kinds = {one.source: self._titles.get(one.report, "") for one in found.documents}
        self._fixed = {one.source for one in found.documents if one.kind == "jbao"}  # a report file knows its year
        for one in found.documents:
            self.chosen.setdefault(one.source, one.year)
        self.spots = {one.file: spot for one in documents if (spot := self._said(one)) is not None}
        self.show_file(self._file or (documents[0].file if documents else ""))

    def show_file(self, file: str) -> None:
        """Tell about one of the files."""
        self._file = file
        if file not in self.chosen:
            return
        self.year.setValue(self.chosen[file])
        self.year.setEnabled(file not in self._fixed)
        self.kind.say(self._kinds.get(file, ""))
        spot = self.spots.get(file)
        words = f"依据「{spot.words}」" if spot else "原文没有写明年度，请核对"
        self.proof.say(words)
        self.proof.setEnabled(spot is not None)

    def _said(self, document: SourceDocument) -> Spot | None:
        said = year_said(document, self.chosen.get(document.file, 0))
        return Spot(self, (Part(said.evidence, said.quote),), said.quote) if said else None

    def _look(self) -> None:
        if self._file in self.spots:
            self.looked_at.emit(self.spots[self._file])

    def _changed(self) -> None:
        if self._file in self.chosen and self.year.value() != self.chosen[self._file]:
            self.chosen[self._file] = self.year.value()
            self.asked.emit(self._file, self.year.value())
