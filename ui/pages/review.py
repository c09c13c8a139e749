"""The review of an import: the source on the left, what was read from it on the right, nothing taken unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.models.offers import Offer, Offers, Verdict
from ui.models.review import OFFER, Column, OpenOnly, ReviewModel
from ui.pages.leftover import ConflictList, UnplacedList
from ui.pages.source import SourceView
from ui.session import Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from core.blocks import Evidence, SourceDocument
    from core.prefill import Import
    from ui.session import Session

AnyIndex = QModelIndex | QPersistentModelIndex
ALL, OPEN, TORN, LEFT = range(4)
_WIDTHS = {Column.VERDICT: 25, Column.ASPECT: 24, Column.VALUE: 24, Column.SURE: 23}
"""In steps of the grid; the name and the quote share what is left."""
_ROOM_FOR_QUOTES = theme.space(150)
"""A narrower tree leaves the quotes to the source beside it."""


class OfferTree(QTreeView):
    """Space accepts, Delete refuses, Enter goes to the next uncertain one."""

    toggled = Signal()
    refused = Signal()
    next_asked = Signal()
    looked_at = Signal(object)
    """The Offer now current."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("offers")
        self.setAccessibleName("导入的数据和文字")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformRowHeights(True)
        self.setIndentation(theme.space(3))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(
            f"QTreeView {{ show-decoration-selected: 1; }} QTreeView::item {{ padding: 0 {theme.space(1)}px; }}"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Space:
                self.toggled.emit()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.refused.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.next_asked.emit()
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnHidden(Column.QUOTE, self.viewport().width() < _ROOM_FOR_QUOTES)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        self.looked_at.emit(current.data(OFFER) if current.isValid() else None)


class ReviewPage(QWidget):
    """Decides over the proposals of one import."""

    finished = Signal(object)
    """The Moved, once what was accepted is in the report; None where the import was left."""

    def __init__(
        self, session: Session, found: Import, documents: Sequence[SourceDocument], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("review-page")
        theme.role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = ReviewModel(Offers(session.report, found), self)
        self.offers = self.model.offers
        self.shown = OpenOnly(self.model, self)
        self.source = SourceView(documents, self)
        self.tree = OfferTree(self)
        self.conflicts = ConflictList(self.model, self)
        self.unplaced = UnplacedList(found.unplaced, self)
        self._build()
        self._connect()
        self._tell()
        QTimer.singleShot(0, self, self._begin)

    # -- parts ------------------------------------------------------------------

    def _build(self) -> None:
        self.stack = QStackedWidget(self)
        self.tree.setModel(self.shown)
        for page in (self.tree, self.conflicts, self.unplaced):
            self.stack.addWidget(page)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.source)
        self.split.addWidget(right)
        self.source.setMinimumWidth(theme.space(60))
        self.split.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._top())
        whole.addWidget(self.split, 1)
        whole.addWidget(self._bottom())
        self._columns()

    def _top(self) -> QFrame:
        """How far one is, which also chooses what is listed."""
        bar = QFrame(self)
        theme.role(bar, "bar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(theme.space(4), theme.space(2), theme.space(4), theme.space(2))
        line.setSpacing(theme.space(1))
        title = QLabel("核对导入的内容", bar)
        theme.role(title, "section")
        line.addWidget(title)
        line.addSpacing(theme.space(4))
        self.taken = QLabel(bar)
        self.taken.setObjectName("taken")
        theme.role(self.taken, "ok")
        line.addWidget(self.taken)
        line.addStretch(1)
        self.filters = QButtonGroup(self)
        for number in (ALL, OPEN, TORN, LEFT):
            button = QPushButton(bar)
            button.setCheckable(True)
            theme.role(button, "tab")
            self.filters.addButton(button, number)
            line.addWidget(button)
        self.filters.button(ALL).setChecked(True)
        return bar

    def _bottom(self) -> QFrame:
        bar = QFrame(self)
        theme.role(bar, "foot")
        line = QHBoxLayout(bar)
        line.setContentsMargins(theme.space(4), theme.space(2), theme.space(4), theme.space(2))
        line.setSpacing(theme.space(2))
        for name, text, act in (
            ("all", "全部接受", self.offers.take_all),
            ("sure", "只接受确定的", self.offers.take_sure),
            ("none", "全不接受", self.offers.take_none),
        ):
            button = QPushButton(text, bar)
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, act=act: self.model.decide(act))
            line.addWidget(button)
        keys = QLabel("空格 接受　Delete 不要　回车 下一条待定", bar)
        theme.role(keys, "id")
        line.addWidget(keys)
        line.addStretch(1)
        cancel = QPushButton("取消", bar)
        cancel.clicked.connect(lambda: self.finished.emit(None))
        self.go = QPushButton(bar)
        self.go.setObjectName("import")
        theme.role(self.go, "primary")
        line.addWidget(cancel)
        line.addWidget(self.go)
        return bar

    def _columns(self) -> None:
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(theme.space(16))
        for column in Column:
            share = _WIDTHS.get(column)
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(column, mode.Interactive if share else mode.Stretch)
            header.resizeSection(column, theme.space(share or 16))
        self.tree.expandAll()
        for row in range(self.shown.rowCount()):
            self.tree.setFirstColumnSpanned(row, QModelIndex(), True)

    def _connect(self) -> None:
        self.tree.toggled.connect(lambda: self.model.decide(lambda: self.offers.toggle(self.selected())))
        self.tree.refused.connect(lambda: self.model.decide(lambda: self.offers.refuse(self.selected())))
        self.tree.next_asked.connect(self.go_next)
        self.tree.looked_at.connect(self._look)
        self.tree.doubleClicked.connect(lambda: self.tree.toggled.emit())
        self.conflicts.looked_at.connect(self._look)
        self.unplaced.looked_at.connect(self.source.show_quote)
        self.model.decided.connect(self._tell)
        self.filters.idClicked.connect(self.show_part)
        self.go.clicked.connect(self.take_over)

    def _begin(self) -> None:
        """A third of the width for the source; the cursor on the first offer that is not decided."""
        self.split.setSizes([self.width() // 3, self.width() - self.width() // 3])
        self.setFocusProxy(self.tree)
        first = next(iter(self.offers.all()), None)
        open_ones = [offer for offer in self.offers.all() if offer.verdict is Verdict.OPEN]
        self.show_offer(open_ones[0] if open_ones else first)

    # -- showing ------------------------------------------------------------------

    def _tell(self) -> None:
        count = self.offers.tally()
        self.taken.setText(f"已接受 {count.taken}")
        texts = {ALL: "全部", OPEN: f"待定 {count.open}", TORN: f"冲突 {count.torn}", LEFT: f"未归位 {count.left}"}
        for number, text in texts.items():
            self.filters.button(number).setText(text)
        self.filters.button(TORN).setEnabled(bool(self.offers.conflicts()))
        self.filters.button(LEFT).setEnabled(bool(count.left))
        self.go.setText(f"导入 {count.taken} 项")
        self.go.setEnabled(bool(count.taken))

    def show_part(self, number: int) -> None:
        """List everything, what is open, the conflicts, or what found no place."""
        self.filters.button(number).setChecked(True)
        if number in {ALL, OPEN}:
            self.shown.show_open(number == OPEN)
            self._columns()
        self.stack.setCurrentIndex({TORN: 1, LEFT: 2}.get(number, 0))

    def _look(self, offer: Offer | None) -> None:
        if offer is None:
            return
        if offer.proposal is not None:
            self.source.show_quote(offer.proposal.evidence, offer.proposal.quote)
            target = offer.proposal.target
            if target is not None and self.session.report.template.find(target[0]):
                self.session.select(Selection(*target))
        elif offer.section is not None:
            first = next((draft.text for draft in offer.section.spans if draft.text.strip()), "")
            self.source.show_quote(None, first.strip().split("\n")[0][:40])

    def selected(self) -> list[Offer]:
        """The offers one has selected, those of a whole section where its line is."""
        found: dict[int, Offer] = {}
        for index in self.tree.selectionModel().selectedRows():
            offer = index.data(OFFER)
            many = [offer] if offer is not None else self.offers.groups[self.shown.mapToSource(index).row()].offers
            found.update({id(one): one for one in many})
        return list(found.values())

    def show_offer(self, offer: Offer | None) -> None:
        """Put the cursor on an offer."""
        if offer is None:
            return
        index = self.shown.mapFromSource(self.model.index_of(offer))
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def go_next(self) -> None:
        """The next offer that is still open, those in doubt as well as the rest; round to the first at the end."""
        every = self.offers.all()
        here = self.tree.currentIndex().data(OFFER)
        start = next((at for at, one in enumerate(every) if one is here), -1) + 1
        following = [*every[start:], *every[:start]]
        self.show_offer(next((one for one in following if one.verdict is Verdict.OPEN), None))

    def show_place(self, place: str) -> None:
        """Show what is offered for KEY@ASPECT."""
        key, _, aspect = place.partition("@")
        for offer in self.offers.all():
            if offer.proposal is not None and offer.proposal.target == (key, aspect or "actual"):
                self.show_offer(offer)
                return

    def show_evidence(self, evidence: Evidence, quote: str) -> None:
        """Highlight a piece of the source."""
        self.source.show_quote(evidence, quote)

    # -- importing ------------------------------------------------------------------

    def take_over(self) -> None:
        """Import what was accepted."""
        moved = self.session.do(self.offers.accept)
        if moved is not None:
            self.finished.emit(moved)
