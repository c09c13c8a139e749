"""What each source was taken for: kind of report, year, unit and region, each with the words that say so.

Year, unit and kind can be changed, the region with the kind; the source is then understood anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QSpinBox, QWidget

from core.prefill import kind_said, region_said, unit_said, year_said
from ui import theme
from ui.pages.sourceview import Part, Spot
from ui.widgets.choice import Choice
from ui.widgets.controls import Button, column, frame, label, row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from core.blocks import SourceDocument
    from core.prefill import Import, Mention
    from core.template import Pack

_UNKNOWN = "认不出，请选择"
_ASIDE = {"kind": "原文没有写明，按大纲和表样判断", "unit": "原文没有写出全称", "region": "原文没有写明，按表样判断"}


@dataclass(slots=True)
class _Facts:
    """What is known of one file."""

    document: SourceDocument
    unit: str
    year: int
    kind: str
    """The id of the pack it reads like; empty for none."""
    fixed: bool
    """A report file says it all itself."""
    spots: dict[str, Spot] = field(default_factory=dict)
    """What says year, kind, unit and region."""


class _Proof(Button):
    """A fact or the words that say it, cut where there is no room for all; a click frames the words."""

    def __init__(self, name: str, clicked: Callable[[], None]) -> None:
        super().__init__("", role="link", name=f"source-{name}-proof", clicked=clicked)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.space(12))

    def say(self, words: str, tip: str) -> None:
        """Show other words; `tip` says it whole."""
        self._words = words
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = self.width() - theme.space(3)
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))


class SourceFacts(QWidget):
    """The two lines under the name of the file that is shown."""

    asked = Signal()
    """Another year or kind was chosen: read the files again."""
    looked_at = Signal(object)
    """The Spot that says something about the file."""

    def __init__(self, packs: Sequence[Pack], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._packs = {pack.id: pack for pack in packs}
        self._facts: dict[str, _Facts] = {}
        self.years: dict[str, int] = {}
        """The fiscal year of each file, as chosen or read."""
        self.kinds: dict[str, str] = {}
        """The kind that the person chose for a file, where it is another than the one read."""
        self.units: dict[str, str] = {}
        """The unit likewise."""
        self._file = ""
        self.year = _year_field()
        self.unit = QLineEdit()
        self.unit.setObjectName("source-unit")
        self.unit.setAccessibleName("原文件的单位")
        self.unit.setPlaceholderText("单位全称")
        self.unit.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.kind = Choice()
        self.kind.setObjectName("source-kind")
        self.kind.setAccessibleName("原文件是哪种报告")
        self.kind.setToolTip("认错了报告，在这里改，按选定的报告重新读一遍")
        self.kind.setMinimumContentsLength(8)
        self.kind.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.proofs = {
            name: _Proof(name, lambda name=name: self._look(name))  # type: ignore[misc]
            for name in ("year", "kind", "unit", "region")
        }
        self._build()
        self.year.editingFinished.connect(self._year_changed)
        self.unit.editingFinished.connect(self._unit_changed)
        self.kind.activated.connect(self._kind_changed)

    def _build(self) -> None:
        host = frame("bar")
        row(self, gap=0).addWidget(host)
        lines = column(host, margin=1, gap=0)
        first, second = row(margin=2, across=0, gap=2), row(margin=2, across=0, gap=1)
        first.addWidget(label("读作", "secondary"))
        first.addWidget(self.year)
        first.addWidget(self.unit, 4)
        first.addWidget(self.kind, 5)
        second.addWidget(label("依据", "secondary"))
        for name, share in (("year", 3), ("kind", 3), ("unit", 3), ("region", 2)):
            second.addWidget(self.proofs[name], share)
        lines.addLayout(first)
        lines.addLayout(second)

    # -- showing ------------------------------------------------------------------

    def set_sources(self, documents: Sequence[SourceDocument], found: Import) -> None:
        """The files and what was understood of them."""
        known = {document.file: document for document in documents}
        for one in found.documents:
            before = self._facts.get(one.source)
            kind, unit = (before.kind, before.unit) if before else (one.report, one.unit)
            self.years.setdefault(one.source, one.year)
            if one.source in known:
                facts = _Facts(known[one.source], unit, one.year, kind, one.kind == "jbao")
                facts.spots = self._spots_of(facts)
                self._facts[one.source] = facts
        self.show_file(self._file or (documents[0].file if documents else ""))

    @property
    def spots(self) -> list[Spot]:
        """All that says something about a file."""
        return [spot for facts in self._facts.values() for spot in facts.spots.values()]

    def show_file(self, file: str) -> None:
        """Tell about one of the files."""
        self._file = file
        facts = self._facts.get(file)
        if facts is None:
            return
        self.year.setValue(self.years[file])
        self.year.setEnabled(not facts.fixed)
        self.unit.setText(self._unit_of(facts))
        self.unit.setCursorPosition(0)
        self.unit.setToolTip(f"{self._unit_of(facts)}　单位认错了，在这里改，按新的单位重新读一遍")
        self.unit.setEnabled(not facts.fixed)
        self._offer_kinds(facts)
        self._tell("year", "年度", facts, "原文没有写明年度，请核对")
        self._tell("kind", "报告", facts, _ASIDE["kind"])
        self._tell("unit", "单位", facts, _ASIDE["unit"])
        pack = self._packs.get(self._kind_of(facts))
        self._tell("region", "地区", facts, _ASIDE["region"], pack.region if pack else "未知")

    def _tell(self, name: str, title: str, facts: _Facts, aside: str, value: str = "") -> None:
        spot = facts.spots.get(name)
        proof = f"依据「{spot.words}」" if spot else aside
        shown = value or (f"「{spot.words}」" if spot else aside)
        self.proofs[name].say(f"{title} {shown}", f"{title}{f' {value}' if value else ''}：{proof}")
        self.proofs[name].setEnabled(spot is not None)

    def _offer_kinds(self, facts: _Facts) -> None:
        """The kinds to choose from: those of this report first, then what else is known."""
        kind = self._kind_of(facts)
        self.kind.clear()
        if not kind:
            self.kind.addItem(_UNKNOWN, "")
        for pack in self._offered():
            self.kind.addItem(pack.title, pack.id)
        self.kind.setCurrentIndex(max(self.kind.findData(kind), 0))
        self.kind.setEnabled(not facts.fixed)

    def _offered(self) -> list[Pack]:
        from core.template import known

        for pack in known():
            self._packs.setdefault(pack.id, pack)
        return list(self._packs.values())

    def _kind_of(self, facts: _Facts) -> str:
        return self.kinds.get(facts.document.file, facts.kind)

    def _unit_of(self, facts: _Facts) -> str:
        return self.units.get(facts.document.file, facts.unit)

    def _spots_of(self, facts: _Facts) -> dict[str, Spot]:
        pack = self._packs.get(self._kind_of(facts))
        said = {
            "year": year_said(facts.document, self.years.get(facts.document.file, facts.year)),
            "kind": kind_said(facts.document, pack) if pack else None,
            "unit": unit_said(facts.document, self._unit_of(facts)),
            "region": region_said(facts.document, pack.region) if pack else None,
        }
        return {name: self._spot(mention) for name, mention in said.items() if mention is not None}

    def _spot(self, said: Mention) -> Spot:
        return Spot(self, (Part(said.evidence, said.quote),), said.quote)

    # -- choosing -----------------------------------------------------------------

    def _look(self, name: str) -> None:
        facts = self._facts.get(self._file)
        if facts is not None and name in facts.spots:
            self.looked_at.emit(facts.spots[name])

    def _year_changed(self) -> None:
        if self._file in self.years and self.year.value() != self.years[self._file]:
            self.years[self._file] = self.year.value()
            self.asked.emit()

    def _unit_changed(self) -> None:
        facts, said = self._facts.get(self._file), self.unit.text().strip()
        if facts is None or said == self._unit_of(facts):
            return
        self.units.pop(self._file, None)
        if said and said != facts.unit:
            self.units[self._file] = said
        self.asked.emit()

    def _kind_changed(self) -> None:
        facts, chosen = self._facts.get(self._file), self.kind.currentData()
        if facts is None or not chosen or chosen == self._kind_of(facts):
            return
        self.kinds.pop(self._file, None)
        if chosen != facts.kind:
            self.kinds[self._file] = chosen
        self.asked.emit()


def _year_field() -> QSpinBox:
    year = QSpinBox()
    year.setObjectName("source-year")
    year.setAccessibleName("原文件的年度")
    year.setToolTip("读错了年度，在这里改，按新的年度重新读一遍")
    year.setRange(2000, 2100)
    year.setSuffix(" 年度")
    year.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    year.setKeyboardTracking(False)
    return year
