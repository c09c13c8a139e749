"""A new report: which unit, which year, which reports, and where the file goes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from ui import theme
from ui.widgets.choice import Choice
from ui.widgets.controls import Button, Elided, column, empty, frame, label, row
from ui.windows import asking

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from core.template import Pack
    from ui.windows.importing import Recognised
    from ui.windows.memory import Memory

_WIDTH = theme.space(180)
_EVERYWHERE = "全国"
"""The region of forms that hold in all of them."""
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]+')


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person asked for; `sources` are the files of last year it begins with."""

    path: Path
    packs: tuple[str, ...]
    unit: str
    year: int
    sources: tuple[Path, ...] = ()


class NewPage(QFrame):
    """The form, inline, its buttons always in sight; `wished` carries a Wish that is complete."""

    wished = Signal(object)
    left = Signal()
    last_year = Signal()
    """Begin with a file of last year instead."""

    def __init__(self, memory: Memory, recognised: Recognised | None = None) -> None:
        super().__init__()
        self._memory = memory
        self.recognised = recognised
        self._sources = recognised.paths if recognised else ()
        self.unit = QLineEdit()
        self.year = QSpinBox()
        self.region = Choice()
        self.path = QLineEdit()
        self.packs: dict[str, QCheckBox] = {}
        self.wrong = label("", "error", wrap=True, name="wrong")
        self.foreseen = label("", "warning", wrap=True, name="year-outside")
        """That a chosen form was not made for the year: it may be filled all the same."""
        self._build()
        self._guess()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.unit.setFocus()

    # -- building --------------------------------------------------------------------

    def _build(self) -> None:
        host = frame("surface")
        outer = row(host, margin=8)
        card = frame("card")
        card.setMaximumWidth(_WIDTH)
        outer.addStretch(1)
        outer.addWidget(card, 20, Qt.AlignmentFlag.AlignTop)
        outer.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(host)
        whole = column(self, gap=0)
        whole.addWidget(scroll, 1)
        whole.addWidget(self._foot())
        layout = column(card, margin=6, gap=4)
        layout.addWidget(label("用去年的文件开始" if self._sources else "新建填报文件", "title"))
        if self._sources:
            layout.addWidget(label("先建好今年的文件，再读取去年的数，由您逐项确认。", "secondary", wrap=True))
        layout.addLayout(self._form())

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setSpacing(theme.space(3))
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.unit.setObjectName("unit")
        self.unit.setPlaceholderText("单位全称，如 示例县总工会")
        self.unit.textEdited.connect(self._suggest)
        self.year.setObjectName("year")
        self.year.setRange(2000, 2100)
        self.year.setSuffix(" 年度")
        self.year.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.year.setValue(date.today().year - 1)
        self.year.valueChanged.connect(self._suggest)
        self.year.valueChanged.connect(self._offer)
        self.path.setObjectName("path")
        self.path.textEdited.connect(lambda: self.path.setProperty("chosen", True))
        for name, text, field in (("单位名称", "单位名称", self.unit), ("年度", "报告的决算年度", self.year)):
            field.setAccessibleName(text)
            form.addRow(label(name), field)
        if self.recognised is not None and self.recognised.documents:
            form.addRow(label(""), label(_proof(self.recognised), "secondary", wrap=True, name="year-proof"))
        self._list_regions()
        form.addRow(label("地区"), self.region)
        self._offers = column(gap=1)
        offers = column(gap=2)
        offers.addLayout(self._offers)
        offers.addWidget(self.foreseen)
        form.addRow(label("报告"), offers)
        form.addRow(label("去年的文件"), self._source())
        where = row(gap=2)
        self.path.setAccessibleName("保存位置")
        where.addWidget(self.path, 1)
        where.addWidget(Button("选择…", name="choose-path", clicked=self._choose))
        form.addRow(label("保存到"), where)
        return form

    def _list_regions(self) -> None:
        """All regions with forms of their own; those of the whole country go with each."""
        self.region.setObjectName("region")
        self.region.setAccessibleName("地区")
        self.region.addItem("全部地区", "")
        for name in dict.fromkeys(pack.region for pack in _known() if pack.region != _EVERYWHERE):
            self.region.addItem(name, name)
        if self.recognised is None:
            self.region.setCurrentIndex(max(self.region.findData(self._memory.word("region")), 0))
        self.region.setMinimumWidth(theme.space(40))
        self.region.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.region.activated.connect(lambda _: self._offer())

    def _source(self) -> QHBoxLayout:
        """Which file of last year it begins with, and the way to one."""
        line = row(gap=2)
        names = "、".join(path.name for path in self._sources)
        line.addWidget(Elided(names or "没有选，从空白的表和文字开始", "" if names else "secondary"), 1)
        text = "换一个…" if self._sources else "选择…"
        choose = Button(text, name="choose-last-year", clicked=self.last_year.emit)
        choose.setAccessibleName(f"去年的文件：{text}")
        line.addWidget(choose)
        return line

    def _foot(self) -> QFrame:
        """The buttons, as wide as the card above them, and what is still missing."""
        foot = frame("foot")
        across = row(foot, margin=8, across=2)
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        across.addStretch(1)
        across.addWidget(inner, 20)
        across.addStretch(1)
        line = row(inner, gap=2)
        self.create_button = Button(
            "开始" if self._sources else "新建", role="primary", name="create", clicked=self._wish
        )
        self.create_button.setDefault(True)
        line.addWidget(self.create_button)
        line.addWidget(Button("返回", name="back", clicked=self.left.emit))
        line.addWidget(self.wrong, 1)
        self.wrong.hide()
        line.addStretch()
        return foot

    def _offer(self) -> None:
        """List the packs, those for the year first and ticked."""
        ticked = {name for name, box in self.packs.items() if box.isChecked()} or set(self._memory.packs)
        empty(self._offers)
        self.packs = {}
        region = self.region.currentData()
        packs = [pack for pack in _known() if not region or pack.region in {region, _EVERYWHERE}]
        fitting = [pack for pack in packs if self.year.value() in pack.years]
        for pack in [*fitting, *(pack for pack in packs if pack not in fitting)]:
            box = QCheckBox(_title(pack))
            box.setChecked(pack.id in ticked)
            box.toggled.connect(self._foresee)
            self.packs[pack.id] = box
            self._offers.addWidget(box)
        self._foresee()

    def _foresee(self) -> None:
        """Say which of the chosen forms were not made for the year."""
        year = self.year.value()
        told = [pack.outside(year) for pack in _known() if pack.id in self.packs and self.packs[pack.id].isChecked()]
        told = [f"{words}。" for words in told if words]
        self.foreseen.setText("\n".join(told))
        self.foreseen.setVisible(bool(told))

    # -- filling in ---------------------------------------------------------------------

    def _guess(self) -> None:
        known = self.recognised
        self.unit.setText(self._memory.word("unit"))
        self.unit.selectAll()
        if known is not None:
            self.unit.setText(known.unit)
            self.year.setValue(known.year + 1 if known.year else self.year.value())
        self._offer()
        wanted = known.pack.split(",") if known and known.pack else []
        for name, box in self.packs.items() if wanted else ():
            box.setChecked(name in wanted)
        self._suggest()

    def _suggest(self) -> None:
        if self.path.property("chosen"):
            return
        unit = _FORBIDDEN.sub("", self.unit.text()) or "填报"
        self.path.setText(str(Path(self._memory.place("reports")) / f"{unit}{self.year.value()}年度.jbao"))

    def _choose(self) -> None:
        chosen = asking.new_file(self, self.path.text())
        if chosen is not None:
            self.path.setProperty("chosen", True)
            self.path.setText(str(chosen))

    def _wish(self) -> None:
        problem = self._problem()
        self.wrong.setText(problem)
        self.wrong.setVisible(bool(problem))
        if problem:
            return
        path = Path(self.path.text().strip())
        self._memory.remember_place("reports", path.parent)
        packs = tuple(name for name, box in self.packs.items() if box.isChecked())
        self._memory.packs = packs
        self._memory.remember_word("unit", self.unit.text().strip())
        self._memory.remember_word("region", self.region.currentData())
        self.wished.emit(Wish(path, packs, self.unit.text().strip(), self.year.value(), self._sources))

    def _problem(self) -> str:
        """What is still missing; empty where nothing is."""
        path = Path(self.path.text().strip())
        if not self.unit.text().strip():
            return "请填写单位名称"
        if not any(box.isChecked() for box in self.packs.values()):
            return "请至少选择一种报告"
        if path.suffix.lower() != ".jbao" or not path.is_absolute():
            return "请选择保存位置，文件名以 .jbao 结尾"
        if path.exists():
            return f"{path.name} 已经有了，请换一个文件名，或返回后打开它"
        return "" if path.parent.is_dir() else f"没有 {path.parent} 这个文件夹，请另选位置"


def _known() -> list[Pack]:
    from core.template import known

    return known()


def _title(pack: Pack) -> str:
    years = (
        f"{pack.years[0]}—{pack.years[-1]} 年" if len(pack.years) > 1 else "".join(f"{year} 年" for year in pack.years)
    )
    return f"{pack.title}　{years}"


def _proof(known: Recognised) -> str:
    """Why this year: what the source is of, and the words that say so."""
    if not known.said:
        return "去年的文件没有写明年度，请核对上面的年度和下面的报告"
    return f"去年的文件是 {known.year} 年度的：{known.said}。今年填下一个年度，不对可以改"
