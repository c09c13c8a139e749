"""What shows one Import in the review: its offers, its conflicts, what found no place, the current one in full."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ui.models.offers import Offers
from ui.models.review import OpenOnly, ReviewModel
from ui.pages.leftover import ConflictList, UnplacedList
from ui.pages.offercard import OfferCard
from ui.pages.spots import Spots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from core.blocks import SourceDocument
    from core.prefill import Import
    from core.report import Report
    from ui.runner import Progress


@dataclass(slots=True)
class Parts:
    """What shows one Import; another year or kind of a source makes them anew."""

    model: ReviewModel
    shown: OpenOnly
    conflicts: ConflictList
    unplaced: UnplacedList
    card: OfferCard
    spots: Spots

    @classmethod
    def of(cls, report: Report, found: Import, parent: QWidget) -> Parts:
        """The parts for an import into a report."""
        model = ReviewModel(Offers(report, found), parent)
        return cls(
            model,
            OpenOnly(model, parent),
            ConflictList(model, parent),
            UnplacedList(found.unplaced, parent),
            OfferCard(model, parent),
            Spots(model, found.unplaced),
        )

    def drop(self) -> None:
        """Let go what was shown."""
        for widget in (self.conflicts, self.unplaced, self.card):
            widget.setParent(None)
            widget.deleteLater()
        self.shown.deleteLater()
        self.model.deleteLater()


def understand_anew(
    documents: Sequence[SourceDocument],
    packs: Any,
    year: int,
    unit: str,
    years: dict[str, int],
    kinds: dict[str, str],
    units: dict[str, str],
    progress: Progress,
) -> Import:
    """The sources understood again, on a worker, as of the years, units and reports that the person chose."""
    from core.prefill import understand
    from core.template import Template, dictionary

    tell = partial(progress.step, "正在找出数据和文字")
    template = Template(dictionary(), packs)
    return understand(
        documents,
        template,
        year,
        unit=unit,
        years=years,
        kinds=kinds,
        units=units,
        progress=tell,
        cancelled=lambda: progress.stopped,
    )
