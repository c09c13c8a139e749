"""Where in a paragraph each number stands; see core.narrative.claims.clauses."""

from core.narrative.claims.clauses import Placed, place

__all__ = ["Placed", "place"]
