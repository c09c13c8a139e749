"""Numbers in prose: read into claims, and the claims held against the cells and each other."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.narrative.claims.book import Book
    from core.narrative.claims.check import check_paragraphs, check_section, check_whole, check_writing, read_text
    from core.narrative.claims.contradictions import Contradictions
    from core.narrative.claims.model import Ground, Paragraph
    from core.narrative.claims.prose import Prose

__all__ = [
    "Book",
    "Contradictions",
    "Ground",
    "Paragraph",
    "Prose",
    "check_paragraphs",
    "check_section",
    "check_whole",
    "check_writing",
    "read_text",
]

_HOMES = {
    "Book": "book",
    "Contradictions": "contradictions",
    "Ground": "model",
    "Paragraph": "model",
    "Prose": "prose",
}


def __getattr__(name: str) -> Any:
    """Fifty modules judge; who only folds or scans words, as a page does before it is seen, does not load them."""
    if name not in __all__:
        raise AttributeError(name)
    found = getattr(import_module(f"{__name__}.{_HOMES.get(name, 'check')}"), name)
    globals()[name] = found
    return found
