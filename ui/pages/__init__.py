"""The pages the clerk works in: a table, a section of text, the review of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.pages.narrative import NarrativePage
from ui.pages.table import TablePage

if TYPE_CHECKING:
    from ui.pages.review import ReviewPage

__all__ = ["NarrativePage", "ReviewPage", "TablePage"]


def __getattr__(name: str) -> Any:
    """ReviewPage loads the readers of prose, so it is imported by the first import only."""
    if name != "ReviewPage":
        raise AttributeError(name)
    from ui.pages.review import ReviewPage

    return ReviewPage
