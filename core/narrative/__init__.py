"""Narrative sections: spans, sentences made from figures, and last year's words to be renewed."""

from core.narrative.pieces import Line, Piece, PieceKind
from core.narrative.render import MISSING, NO_CHANGE, UNLIKE, Facts, Renderer, dependencies, money_unit
from core.narrative.spans import Ref, Span, StatementSpan, Text, dump, load, merge

__all__ = [
    "MISSING",
    "NO_CHANGE",
    "UNLIKE",
    "Facts",
    "Line",
    "Piece",
    "PieceKind",
    "Ref",
    "Renderer",
    "Span",
    "StatementSpan",
    "Text",
    "dependencies",
    "dump",
    "load",
    "merge",
    "money_unit",
]
