"""支出功能分类 and 支出经济分类 by fiscal year: names, parents, search, and names back to codes."""

from core.catalog.catalog import Catalog, economic, functional
from core.catalog.items import Item
from core.catalog.names import split_names

__all__ = ["Catalog", "Item", "economic", "functional", "split_names"]
