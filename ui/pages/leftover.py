"""What an import could not settle by itself: values that stand against each other, and numbers without a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHeaderView,
    QLabel,
    QRadioButton,
    QScrollArea,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.models import cells
from ui.models.offers import Offer, Verdict, where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.blocks import Evidence
    from core.prefill import Unplaced
    from ui.models.review import ReviewModel

_LEFT = int(Qt.ItemDataRole.UserRole) + 1


def _short(evidence: Evidence | None) -> str:
    """The place without the file, which the pages beside show."""
    return where(evidence).partition("，")[2] or where(evidence)


_MODES = (
    QHeaderView.ResizeMode.Stretch,
    QHeaderView.ResizeMode.ResizeToContents,
    QHeaderView.ResizeMode.ResizeToContents,
)


class ConflictList(QScrollArea):
    """A card for each cell with several values: both quotes side by side, one to choose."""

    looked_at = Signal(object)

    def __init__(self, model: ReviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAccessibleName("冲突")
        self._model = model
        self._radios: list[tuple[Offer, QRadioButton]] = []
        inner = QWidget(self)
        theme.role(inner, "plain")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(theme.space(4), theme.space(4), theme.space(4), theme.space(4))
        self._column.setSpacing(theme.space(3))
        for many in model.offers.conflicts():
            self._column.addWidget(self._card(many))
        self._column.addStretch(1)
        self.setWidget(inner)
        model.decided.connect(self._follow)
        self._follow()

    def _card(self, many: Sequence[Offer]) -> QFrame:
        card = QFrame(self)
        theme.role(card, "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(theme.space(3), theme.space(3), theme.space(3), theme.space(3))
        grid.setSpacing(theme.space(2))
        first = many[0].proposal
        if first is not None:
            name = f"{self._model.name(first)} · {cells.ASPECTS.get(first.aspect, '')}（{first.year}）"
            title = QLabel(name, card)
            theme.role(title, "strong")
            grid.addWidget(title, 0, 0, 1, len(many))
        group = QButtonGroup(card)
        for column, offer in enumerate(many):
            self._side(grid, column, offer, group, card)
            grid.setColumnStretch(column, 1)
        return card

    def _side(self, grid: QGridLayout, column: int, offer: Offer, group: QButtonGroup, card: QFrame) -> None:
        proposal = offer.proposal
        if proposal is None:
            return
        radio = QRadioButton(self._model.value(proposal), card)
        radio.setAccessibleName(f"{self._model.value(proposal)}，{proposal.quote}")
        radio.clicked.connect(lambda _=False, offer=offer: self._choose(offer))
        group.addButton(radio)
        quote = QLabel(f"「{proposal.quote}」", card)
        quote.setWordWrap(True)
        place = QLabel(where(proposal.evidence), card)
        place.setWordWrap(True)
        theme.role(place, "id")
        for row, widget in enumerate((radio, quote, place), start=1):
            grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)
        self._radios.append((offer, radio))

    def _choose(self, offer: Offer) -> None:
        self._model.decide(lambda: self._model.offers.take(offer))
        self.looked_at.emit(offer)

    def _follow(self) -> None:
        for offer, radio in self._radios:
            group = radio.group()
            group.setExclusive(False)
            radio.setChecked(offer.verdict is Verdict.TAKEN)
            group.setExclusive(True)

    def choose(self, offer: Offer) -> None:
        """Press an offer's button."""
        next(radio for one, radio in self._radios if one is offer).click()


class UnplacedList(QTreeView):
    """Numbers that were read and have no cell, with the reason."""

    looked_at = Signal(object)
    """The Unplaced now current."""

    def __init__(self, unplaced: Sequence[Unplaced], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("未归位")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self._items = QStandardItemModel(0, 3, self)
        self._items.setHorizontalHeaderLabels(["原文", "为什么没有归位", "位置"])
        for one in unplaced:
            row = [QStandardItem(" ".join(text.split())) for text in (one.quote, one.why, _short(one.evidence))]
            row[0].setData(one, _LEFT)
            row[0].setData(one.quote, Qt.ItemDataRole.ToolTipRole)
            self._items.appendRow(row)
        self.setModel(self._items)
        self.header().setStretchLastSection(False)
        for column, mode in enumerate(_MODES):
            self.header().setSectionResizeMode(column, mode)
        self.header().setMaximumSectionSize(theme.space(90))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        super().currentChanged(current, previous)
        first = current.siblingAtColumn(0)
        if first.isValid():
            self.looked_at.emit(first.data(_LEFT))

    def show_left(self, left: Unplaced) -> None:
        """Put the cursor on one."""
        for number in range(self._items.rowCount()):
            index = self._items.index(number, 0)
            if index.data(_LEFT) is left:
                self.setCurrentIndex(index)
                self.scrollTo(index)
