"""What each offer of an import rests on in the sources, for the pages that show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.pages.sourceview.paper import Part, Spot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.prefill import Unplaced
    from ui.models.offers import Offer
    from ui.models.review import ReviewModel


class Spots:
    """The spots of all offers and of what found no place, and the way back and forth."""

    def __init__(self, model: ReviewModel, unplaced: Iterable[Unplaced]) -> None:
        self._by_owner: dict[int, Spot] = {}
        for offer in model.offers.all():
            self._add(offer, _offered(offer), _words(model, offer), flowing=offer.section is not None)
        for left in unplaced:
            if left.evidence is not None:
                self._add(left, (Part(left.evidence, left.quote),), f"未归位：{left.why}")

    def _add(self, owner: object, parts: tuple[Part, ...], words: str, *, flowing: bool = False) -> None:
        if parts:
            self._by_owner[id(owner)] = Spot(owner, parts, words, flowing)

    @property
    def all(self) -> list[Spot]:
        """All of them."""
        return list(self._by_owner.values())

    def of(self, owner: object) -> Spot | None:
        """The spot of an Offer or Unplaced; None where it has none."""
        return self._by_owner.get(id(owner))


def _offered(offer: Offer) -> tuple[Part, ...]:
    """Where a value stands, first of all where it was read; or all lines of a text."""
    if offer.section is not None:
        return tuple(Part(place) for place in offer.section.places)
    proposal = offer.proposal
    if proposal is None:
        return ()
    others = (Part(one.evidence, one.quote, one.lead) for one in proposal.others)
    return tuple(dict.fromkeys([Part(proposal.evidence, proposal.quote, proposal.lead), *others]))


def _words(model: ReviewModel, offer: Offer) -> str:
    if offer.section is not None:
        return f"文字：{offer.section.title}"
    proposal = offer.proposal
    return f"{model.name(proposal)}　{model.value(proposal)}" if proposal is not None else ""
