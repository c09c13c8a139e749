"""Rendered text in pieces: each knows what it is and which figure it shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.blocks import Mark


class PieceKind(StrEnum):
    """What a piece of rendered text is."""

    WORDS = "words"
    FIGURE = "figure"
    DERIVED = "derived"
    """A change, share or comparison word: follows from figures."""
    REASON = "reason"
    MISSING = "missing"
    OUTDATED = "outdated"
    """A number or year of last year's text, still to be renewed or confirmed."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of rendered text; `span` is the index of its span, `key` the figure or the reason's name."""

    text: str
    kind: PieceKind = PieceKind.WORDS
    key: str = ""
    aspect: str = "actual"
    span: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One rendered paragraph."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Its text."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Where its figures stand in the text, without their units."""
        marks, position = [], 0
        for piece in self.pieces:
            if piece.kind is PieceKind.FIGURE:
                marks.append(Mark(position, position + len(piece.text), piece.key, piece.aspect))
            position += len(piece.text)
        return tuple(marks)
