"""A source shown as pages: a PDF as it is, everything else laid out, with the evidence of what was read marked."""

from ui.pages.sourceview.paper import Paper, Part, Spot, Where
from ui.pages.sourceview.view import PagesView

__all__ = ["PagesView", "Paper", "Part", "Spot", "Where"]
