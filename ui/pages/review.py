"""The review of an import: the source's pages, beside them what was read from them; nothing is taken unseen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.prefill import Unplaced
from ui import theme
from ui.models.offers import Offer, Offers, Verdict
from ui.models.review import OFFER, OpenOnly, ReviewModel
from ui.pages.offertree import OfferTree
from ui.pages.reviewbars import ALL, LEFT, OPEN, TORN, ReviewFoot, ReviewTop
from ui.pages.reviewparts import Parts, understand_anew
from ui.pages.source import SourcePanel, paper_of
from ui.pages.sourcefacts import SourceFacts
from ui.session import Selection

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtCore import QByteArray

    from core.blocks import SourceDocument
    from core.prefill import Import
    from ui.pages.leftover import ConflictList, UnplacedList
    from ui.pages.offercard import OfferCard
    from ui.pages.sourceview import Spot
    from ui.runner import Job
    from ui.session import Session


class ReviewPage(QWidget):
    """Decides over the proposals of one import."""

    finished = Signal(object)
    """The Moved, once what was accepted is in the report; None where the import was left."""
    started = Signal(object)
    """A Job under way: reading a source again as another report or of another year."""

    def __init__(
        self,
        session: Session,
        found: Import,
        documents: Sequence[SourceDocument],
        paths: Sequence[Path] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.documents = tuple(documents)
        self.paths = tuple(paths)
        self.setObjectName("review-page")
        theme.role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        here = dict(enumerate(paths))
        self.facts = SourceFacts(session.report.template.packs, self)
        papers = [paper_of(document, here.get(number)) for number, document in enumerate(documents)]
        self.source = SourcePanel(papers, session.runner, self.facts)
        self.tree = OfferTree(self)
        self.stack = QStackedWidget(self)
        self.right = QSplitter(Qt.Orientation.Vertical, self)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.top, self.foot = ReviewTop(self), ReviewFoot(self)
        self._parts: Parts | None = None
        self._job: Job | None = None
        self._remembered: QByteArray | None = None
        self._build()
        self._fill(found)
        self._connect()
        QTimer.singleShot(0, self, self._begin)

    # -- parts ------------------------------------------------------------------

    @property
    def parts(self) -> Parts:
        """What shows the import."""
        assert self._parts is not None
        return self._parts

    @property
    def model(self) -> ReviewModel:
        """The offers as a tree."""
        return self.parts.model

    @property
    def offers(self) -> Offers:
        """The offers and what was decided."""
        return self.parts.model.offers

    @property
    def shown(self) -> OpenOnly:
        """The offers that are listed."""
        return self.parts.shown

    @property
    def conflicts(self) -> ConflictList:
        """The values that stand against each other."""
        return self.parts.conflicts

    @property
    def unplaced(self) -> UnplacedList:
        """What found no place."""
        return self.parts.unplaced

    @property
    def card(self) -> OfferCard:
        """The current offer in full."""
        return self.parts.card

    def _build(self) -> None:
        self.stack.addWidget(self.tree)
        self.right.addWidget(self.stack)
        self.right.setChildrenCollapsible(False)
        self.right.setStretchFactor(0, 1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.source)
        self.split.addWidget(self.right)
        self.source.setMinimumWidth(theme.space(80))
        self.right.setMinimumWidth(theme.space(90))
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.top)
        whole.addWidget(self.split, 1)
        whole.addWidget(self.foot)

    def _fill(self, found: Import) -> None:
        """Show an import, in the place of the one before."""
        old = self._parts
        parts = Parts.of(self.session.report, found, self)
        self._parts = parts
        self.tree.setModel(parts.shown)
        self.tree.arrange()
        for page in (parts.conflicts, parts.unplaced):
            self.stack.addWidget(page)
        self.right.addWidget(parts.card)
        self.right.setStretchFactor(1, 0)
        parts.conflicts.looked_at.connect(self._look)
        parts.unplaced.looked_at.connect(lambda left: self.source.show_spot(parts.spots.of(left)))
        parts.model.decided.connect(self._tell)
        self.facts.set_sources(self.documents, found)
        if old is not None:
            old.drop()
        self._tell()

    def _all_spots(self) -> list[Spot]:
        return [*self.parts.spots.all, *self.facts.spots]

    def _decide_all(self, name: str) -> None:
        acts = {"all": self.offers.take_all, "sure": self.offers.take_sure, "none": self.offers.take_none}
        self.model.decide(acts[name])

    def _connect(self) -> None:
        self.tree.toggled.connect(lambda: self.model.decide(lambda: self.offers.toggle(self.selected())))
        self.tree.refused.connect(lambda: self.model.decide(lambda: self.offers.refuse(self.selected())))
        self.tree.next_asked.connect(self.go_next)
        self.tree.looked_at.connect(self._look)
        self.tree.doubleClicked.connect(lambda: self.tree.toggled.emit())
        self.source.picked.connect(self._picked)
        self.source.turned_to.connect(self.facts.show_file)
        self.facts.asked.connect(self.read_again)
        self.facts.looked_at.connect(self.source.show_spot)
        self.top.filters.idClicked.connect(self.show_part)
        self.foot.decided.connect(self._decide_all)
        self.foot.left.connect(lambda: self.finished.emit(None))
        self.foot.go.clicked.connect(self.take_over)
        self.finished.connect(lambda _moved: self._leave())

    def _begin(self) -> None:
        """Half of the width for the pages unless it was changed; the cursor on the first offer that is not decided."""
        if self._remembered is None or not self.split.restoreState(self._remembered):
            left = self.width() * 9 // 20
            self.split.setSizes([left, self.width() - left])
        self.right.setSizes([self.height(), theme.space(36)])
        self.setFocusProxy(self.tree)
        self.source.start(self._all_spots())
        self._show_first()

    def _show_first(self) -> None:
        first = next(iter(self.offers.all()), None)
        open_ones = [offer for offer in self.offers.all() if offer.verdict is Verdict.OPEN]
        self.show_offer(open_ones[0] if open_ones else first)

    def restore(self, state: QByteArray) -> None:
        """The width of the pages as it was left last time; called before the page is shown."""
        self._remembered = state if not state.isEmpty() else None

    def _leave(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self.source.stop()

    # -- showing ------------------------------------------------------------------

    def _tell(self) -> None:
        count = self.offers.tally()
        self.top.tell(count, torn=bool(self.offers.conflicts()))
        self.foot.tell(count)

    def show_part(self, number: int) -> None:
        """List everything, what is open, the conflicts, or what found no place."""
        self.top.filters.button(number).setChecked(True)
        if number in {ALL, OPEN}:
            self.shown.show_open(number == OPEN)
            self.tree.arrange()
        self.stack.setCurrentWidget({TORN: self.conflicts, LEFT: self.unplaced}.get(number, self.tree))
        self.card.setVisible(number != LEFT)

    def _look(self, offer: Offer | None) -> None:
        if offer is None:
            return
        self.source.show_spot(self.parts.spots.of(offer))
        self.card.show_offer(offer)
        target = offer.proposal.target if offer.proposal is not None else None
        if target is not None and self.session.report.template.find(target[0]):
            self.session.select(Selection(*target))

    def _picked(self, spot: Spot) -> None:
        """Evidence was clicked: its proposal becomes the current one."""
        if isinstance(spot.owner, Offer):
            if not self.model_index(spot.owner).isValid():
                self.show_part(ALL)
            self.stack.setCurrentWidget(self.tree)
            self.show_offer(spot.owner)
            self.tree.setFocus()
        elif isinstance(spot.owner, Unplaced):
            self.show_part(LEFT)
            self.unplaced.show_left(spot.owner)

    def selected(self) -> list[Offer]:
        """The offers one has selected, those of a whole section where its line is."""
        found: dict[int, Offer] = {}
        for index in self.tree.selectionModel().selectedRows():
            offer = index.data(OFFER)
            many = [offer] if offer is not None else self.offers.groups[self.shown.mapToSource(index).row()].offers
            found.update({id(one): one for one in many})
        return list(found.values())

    def model_index(self, offer: Offer) -> QModelIndex:
        """Where an offer is listed; invalid where it is not."""
        return self.shown.mapFromSource(self.model.index_of(offer))

    def show_offer(self, offer: Offer | None) -> None:
        """Put the cursor on an offer."""
        index = self.model_index(offer) if offer is not None else QModelIndex()
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

    # -- another year, another kind ---------------------------------------------------

    def read_again(self) -> None:
        """Understand the sources anew, as of the years, units and reports that the person chose."""
        if self._job is not None:
            self._job.cancel()
        report = self.session.report
        chosen = dict(self.facts.years), dict(self.facts.kinds), dict(self.facts.units)
        work = partial(understand_anew, self.documents, report.template.packs, report.year, report.unit, *chosen)
        self._job = self.session.runner.start(work, title="正在按所选重新读取…", done=self._read_anew)
        self.started.emit(self._job)

    def _read_anew(self, found: Import) -> None:
        self._fill(found)
        self.show_part(ALL)
        self.source.set_spots(self._all_spots())
        self._show_first()

    # -- importing ------------------------------------------------------------------

    def take_over(self) -> None:
        """Import what was accepted."""
        moved = self.session.do(self.offers.accept)
        if moved is not None:
            self.finished.emit(moved)
