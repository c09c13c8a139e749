"""The pages the clerk works in: a table, a section of text, the review of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.pages.narrative import NarrativePage
    from ui.pages.review import ReviewPage
    from ui.pages.table import TablePage

__all__ = ["NarrativePage", "ReviewPage", "TablePage"]


def __getattr__(name: str) -> Any:
    """A page is imported when one of its kind is made: the first one does not wait for what only others need."""
    if name == "TablePage":
        from ui.pages.table import TablePage

        return TablePage
    if name == "NarrativePage":
        from ui.pages.narrative import NarrativePage

        return NarrativePage
    if name == "ReviewPage":
        from ui.pages.review import ReviewPage

        return ReviewPage
    raise AttributeError(name)
