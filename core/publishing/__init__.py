"""Report to blocks, blocks to files.  Writers are imported only by the action that needs them."""

from core.publishing.collection import collection_form
from core.publishing.compose import Audience, compose, headings

__all__ = ["Audience", "collection_form", "compose", "headings"]
