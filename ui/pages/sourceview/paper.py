"""What the view asks of a source: how large its pages are, a picture of one, and where evidence stands on it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from core.blocks import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from core.blocks import Evidence

Stopped = Callable[[], bool]
Where = tuple[int, Box]
"""A page, from 0, and a rectangle on it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of evidence: the words `quote` (behind the words `lead`) where it stands, or all of the line or cell."""

    evidence: Evidence
    quote: str = ""
    lead: str = ""


@dataclass(eq=False, slots=True)
class Spot:
    """What one proposal rests on.  `flowing` is running text, marked at the margin instead of framed."""

    owner: object
    parts: tuple[Part, ...]
    words: str = ""
    """What it was read as, shown where one points at it."""
    flowing: bool = False


class Paper(Protocol):
    """One source.  `open`, `draw` and `boxes` are called on a worker thread, everything else on the window's."""

    file: str
    sizes: list[tuple[float, float]]
    """Width and height of each page in points; empty until it was opened."""

    def open(self, stopped: Stopped) -> None:
        """Learn the pages.  Raises a JuebaoError where the file is gone or damaged."""

    def draw(self, page: int, scale: float, stopped: Stopped) -> QImage | None:
        """A page, `scale` pixels a point; None where it was stopped."""

    def home(self, part: Part) -> int | None:
        """The page on which a part begins; None where it is not in this source."""

    def boxes(self, part: Part) -> list[Where]:
        """The rectangles of a part: one for each of its lines."""

    def close(self) -> None:
        """Let the file go."""


def folded(text: str) -> tuple[str, list[int]]:
    """A text without spaces and with one form for each character, and where each of its characters came from."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for one in unicodedata.normalize("NFKC", sign):
            if not one.isspace():
                signs.append(one)
                places.append(place)
    return "".join(signs), places


def occurrences(text: str, quote: str, lead: str = "") -> list[tuple[int, int]]:
    """Every [start, end) at which a quote stands in a text, whatever its spaces and the width of its characters.

    Only those behind the words `lead`, where there are any.
    """
    words, places = folded(text)
    wanted, before = folded(quote)[0], folded(lead)[0]
    found: list[tuple[int, int]] = []
    start = words.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        found.append((start, end))
        start = words.find(wanted, end)
    led = [(start, end) for start, end in found if before and words.endswith(before, 0, start)]
    return [(places[start], places[end - 1] + 1) for start, end in led or found]


def around(boxes: Sequence[Box]) -> Box:
    """The rectangle around several."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
