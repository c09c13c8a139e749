"""Text made comparable; see core.narrative.claims.fold."""

from core.narrative.claims.fold import Folded, compact, fold

__all__ = ["Folded", "compact", "fold"]
