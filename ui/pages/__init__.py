"""The pages the clerk works in: a table, a section of text, the review of an import."""

from ui.pages.narrative import NarrativePage
from ui.pages.table import TablePage

__all__ = ["NarrativePage", "TablePage"]
