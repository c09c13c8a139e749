"""Where in a paragraph each number stands: its sentence, its bracket, and the phrase before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.narrative.claims.scan import Quantity, Stray

_MARKS = re.compile("[（），：；。！？]")
_HARD = set("，：；。！？")
_SENTENCE = set("。！？")
_STATEMENT = set("；。！？")
_REACH = 160
"""No phrase is longer; what has no punctuation for so long is no prose."""


class Placed(NamedTuple):
    """A number in its surroundings.

    text[begin:start] is the phrase that leads to it; a bracket without numbers belongs to the
    phrase, one with numbers ends it.  `bracket` counts the bracket it stands in (0 for none),
    `outer` the one around that; `part` counts what ；and 。 divide, `sentence` what 。 divides.
    """

    number: Quantity | Stray
    begin: int
    bracket: int
    outer: int
    part: int
    sentence: int


@dataclass(slots=True)
class _Frame:
    begin: int
    bracket: int
    numbers: bool = False


def place(text: str, numbers: Sequence[Quantity | Stray], start: int = 0) -> list[Placed]:
    """Surroundings of each number, in one pass over the text."""
    reader = _Reader(start)
    placed: list[Placed] = []
    position = start
    for number in numbers:
        for mark in _MARKS.finditer(text, position, number.start):
            reader.step(mark[0], mark.start())
        placed.append(reader.place(number))
        position = max(position, number.end)
    return placed


class _Reader:
    """The state of the pass."""

    def __init__(self, start: int) -> None:
        self.frames = [_Frame(start, 0)]
        self.brackets = 0
        self.part = 0
        self.sentence = 0

    def step(self, char: str, position: int) -> None:
        top = self.frames[-1]
        if char == "（":
            self.brackets += 1
            self.frames.append(_Frame(position + 1, self.brackets))
        elif char == "）" and len(self.frames) > 1:
            self._close(position)
        elif char in _HARD:
            top.begin = position + 1
            if len(self.frames) == 1:
                self.part += char in _STATEMENT
                self.sentence += char in _SENTENCE

    def _close(self, position: int) -> None:
        closed = self.frames.pop()
        if closed.numbers:
            self.frames[-1].begin = position + 1

    def place(self, number: Quantity | Stray) -> Placed:
        top = self.frames[-1]
        outer = self.frames[-2].bracket if len(self.frames) > 1 else 0
        begin = max(top.begin, number.start - _REACH)
        placed = Placed(number, begin, top.bracket, outer, self.part, self.sentence)
        for frame in self.frames:
            frame.numbers = True
        top.begin = number.end
        return placed
