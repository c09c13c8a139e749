"""A paragraph of a file before it is known what it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.blocks import Evidence, ReadBlock, Segment
from core.reading.joining import strip

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class RawParagraph:
    """A paragraph before it is known what it is.

    `level` is the level of a heading style, `title` tells that it looks like a title
    (centred, large, or of a title style).
    """

    text: str
    evidence: Evidence
    segments: tuple[Segment, ...] = ()
    level: int | None = None
    title: bool = False


Raw = RawParagraph | ReadBlock


def glued(lines: Sequence[RawParagraph]) -> RawParagraph:
    """One paragraph of several, each keeping its place."""
    text = ""
    segments: list[Segment] = []
    for line in lines:
        piece = strip(line.text)
        parts = line.segments or (Segment(0, len(piece), line.evidence),)
        segments += [replace(part, start=part.start + len(text), end=part.end + len(text)) for part in parts]
        text += piece
    return replace(lines[0], text=text, segments=tuple(segments))
