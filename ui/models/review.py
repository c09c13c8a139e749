"""The offers of an import as a tree: sections, and under each what was read for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush

from ui import icons, theme
from ui.models import cells
from ui.models.offers import Offer, Verdict, where

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.prefill import Proposal, SectionProposal
    from ui.models.offers import Offers

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
OFFER = int(Qt.ItemDataRole.UserRole) + 1

CONFIDENCE = {"certain": "确定", "likely": "较可靠", "uncertain": "存疑", "": ""}
_SURE_ICONS = {
    "certain": ("circle-check", "ok"),
    "likely": ("circle", "secondary"),
    "uncertain": ("circle-help", "warning"),
}
_VERDICT_ICONS = {
    Verdict.OPEN: ("circle-dashed", "secondary"),
    Verdict.TAKEN: ("check", "ok"),
    Verdict.REFUSED: ("x", "secondary"),
    Verdict.HELD: ("check", "secondary"),
    Verdict.EVIDENCE: ("quote", "secondary"),
}
_QUIET = {Verdict.REFUSED, Verdict.HELD, Verdict.EVIDENCE}


class Column(IntEnum):
    """The columns."""

    VERDICT = 0
    NAME = 1
    ASPECT = 2
    VALUE = 3
    SURE = 4
    QUOTE = 5


TITLES = ("状态", "数据项", "口径和年度", "值", "把握", "原文")


_OTHERS = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """An offered value in words; `others` are further quotes with their places, `now` what the cell holds."""

    name: str
    value: str
    aspect: str
    sure: str
    where: str
    others: tuple[tuple[str, str], ...]
    now: str


class ReviewModel(QAbstractItemModel):
    """Shows an Offers; decisions go through it so that views follow."""

    decided = Signal()

    def __init__(self, offers: Offers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.offers = offers
        self.report = offers.report

    # -- shape ------------------------------------------------------------------

    def index(self, row: int, column: int, parent: AnyIndex = _NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, child: AnyIndex = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        group = child.internalId() if child.isValid() else 0
        return self.createIndex(int(group) - 1, 0, 0) if group else QModelIndex()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self.offers.groups)
        if parent.internalId() or parent.column():
            return 0
        return len(self.offers.groups[parent.row()].offers)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return len(TITLES)

    def offer(self, index: AnyIndex) -> Offer | None:
        """The offer of a row; None for a section."""
        group = index.internalId() if index.isValid() else 0
        return self.offers.groups[int(group) - 1].offers[index.row()] if group else None

    def index_of(self, offer: Offer) -> QModelIndex:
        """Where an offer stands."""
        for number, group in enumerate(self.offers.groups):
            for row, one in enumerate(group.offers):
                if one is offer:
                    return self.index(row, 0, self.index(number, 0))
        return QModelIndex()

    # -- reading ------------------------------------------------------------------

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        offer = self.offer(index)
        if role == OFFER:
            return offer
        if offer is None:
            return self._group(index, role)
        return self._of(offer, Column(index.column()), role)

    def _group(self, index: AnyIndex, role: int) -> Any:
        group = self.offers.groups[index.row()]
        if index.column() == 0 and role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            taken = sum(offer.verdict is Verdict.TAKEN for offer in group.offers)
            return f"{group.title}　{taken}/{len(group.offers)}"
        return None

    def _of(self, offer: Offer, column: Column, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.words(offer, column)
            case Qt.ItemDataRole.DecorationRole:
                return self._icon(offer, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self.tip(offer)
            case Qt.ItemDataRole.AccessibleTextRole:
                return "，".join(filter(None, (self.words(offer, one) for one in Column)))
            case Qt.ItemDataRole.TextAlignmentRole:
                number = offer.proposal is None or offer.proposal.held.number is not None
                right = column is Column.VALUE and number
                side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ForegroundRole:
                quiet = offer.verdict in _QUIET or column is Column.QUOTE
                return QBrush(theme.current().color("secondary" if quiet else "text"))
        return None

    def words(self, offer: Offer, column: Column) -> str:
        """What a column says."""
        if offer.proposal is not None:
            return self._value_words(offer, offer.proposal, column)
        return self._text_words(offer, offer.section, column) if offer.section is not None else ""

    def _value_words(self, offer: Offer, proposal: Proposal, column: Column) -> str:
        match column:
            case Column.VERDICT:
                torn = bool(offer.rivals) and all(one.verdict is Verdict.OPEN for one in [offer, *offer.rivals])
                return "冲突" if torn else offer.verdict.value
            case Column.NAME:
                return self.name(proposal)
            case Column.ASPECT:
                return f"{cells.ASPECTS.get(proposal.aspect, '')} {proposal.year}"
            case Column.VALUE:
                return self.value(proposal)
            case Column.SURE:
                return CONFIDENCE[proposal.confidence]
            case Column.QUOTE:
                return " ".join(proposal.quote.split())

    def _text_words(self, offer: Offer, section: SectionProposal, column: Column) -> str:
        match column:
            case Column.VERDICT:
                return offer.verdict.value
            case Column.NAME:
                return "文字"
            case Column.ASPECT:
                return f"{section.year} 年"
            case Column.VALUE:
                return f"{sum(len(draft.text.strip()) for draft in section.spans)} 字"
            case Column.SURE:
                return ""
            case Column.QUOTE:
                return " ".join("".join(draft.text for draft in section.spans).split())[:120]

    def name(self, proposal: Proposal) -> str:
        """A value's name without the words its aspect column says."""
        for word in ("上年", "年初预算", "全年预算", "目标"):
            if proposal.label.startswith(word) and proposal.aspect != "actual":
                return proposal.label.removeprefix(word)
        return proposal.label

    def value(self, proposal: Proposal) -> str:
        """A value as its table would print it, with its unit."""
        figure = self.report.template.find(proposal.key)
        if figure is None:
            return proposal.held.text
        text = cells.printed_held(self.report, figure, proposal.held)
        unit, _ = cells.print_form(self.report, figure)
        return text if proposal.held.number is None or unit == "%" else f"{text} {unit}".rstrip()

    def facts(self, offer: Offer) -> Facts:
        """Everything about an offered value, in words."""
        proposal = offer.proposal
        assert proposal is not None
        others = tuple((" ".join(one.quote.split()), where(one.evidence)) for one in proposal.others[:_OTHERS])
        return Facts(
            self.name(proposal),
            self.value(proposal),
            f"{cells.ASPECTS.get(proposal.aspect, '')} {proposal.year}",
            CONFIDENCE[proposal.confidence],
            where(proposal.evidence),
            others,
            self._now(offer, proposal),
        )

    def _now(self, offer: Offer, proposal: Proposal) -> str:
        """What stands in the cell now."""
        if proposal.target is None:
            return "这份报告里没有它的格子，只作依据"
        if proposal.target not in self.report.entries:
            return ""
        view = self.report.cell(*proposal.target)
        same = offer.verdict is Verdict.HELD
        return f"现有 {cells.with_unit(self.report, view)}{'' if same else '，接受后被替换'}"

    def tip(self, offer: Offer) -> str:
        """The whole quote, why it was read so, and what stands in the cell now."""
        if offer.proposal is None:
            return offer.section.text[:600] if offer.section else ""
        facts = self.facts(offer)
        lines = [f"{facts.name}　{facts.value}", f"「{offer.proposal.quote}」", offer.proposal.why]
        lines += [f"另见「{quote}」" for quote, _ in facts.others]
        return "\n".join(filter(None, [*lines, facts.now]))

    def _icon(self, offer: Offer, column: Column) -> object:
        if column is Column.VERDICT:
            return icons.icon(*_VERDICT_ICONS[offer.verdict])
        if column is Column.SURE and offer.confidence:
            return icons.icon(*_SURE_ICONS[offer.confidence])
        return None

    # -- deciding ------------------------------------------------------------------

    def decide(self, act: Callable[[], object]) -> None:
        """Do something to the offers, and let every view follow."""
        act()
        for number, group in enumerate(self.offers.groups):
            parent = self.index(number, 0)
            self.dataChanged.emit(parent, parent)
            if group.offers:
                last = self.index(len(group.offers) - 1, len(TITLES) - 1, parent)
                self.dataChanged.emit(self.index(0, 0, parent), last)
        self.decided.emit()


class OpenOnly(QSortFilterProxyModel):
    """The same tree, all of it or what is still to be decided."""

    def __init__(self, model: ReviewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model_ = model
        self.only_open = False
        self.setSourceModel(model)
        self.setRecursiveFilteringEnabled(True)
        self.setDynamicSortFilter(False)

    def show_open(self, only: bool) -> None:
        """Whether decided offers are left out; what one decides while looking stays where it is."""
        self.only_open = only
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: AnyIndex) -> bool:
        offer = self.model_.offer(self.model_.index(row, 0, parent))
        return offer is not None and (not self.only_open or offer.verdict is Verdict.OPEN)
