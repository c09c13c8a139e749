"""Checks: the dependency graph, computed cells, findings."""

from core.rules.engine import Changed, Engine
from core.rules.finding import Finding, State, counts
from core.rules.graph import CellId
from core.rules.wording import ASPECT_NAMES, printed

__all__ = ["ASPECT_NAMES", "CellId", "Changed", "Engine", "Finding", "State", "counts", "printed"]
