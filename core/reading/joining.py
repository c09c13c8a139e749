"""Printed lines back into paragraphs, and the spaces that typesetting put between characters.

Pure functions over text; widths count half a Chinese character as 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.blocks import Evidence, Segment
from core.reading.numbering import split_number
from core.wrapped import first_token, width

if TYPE_CHECKING:
    from collections.abc import Sequence

SENTENCE_END = "。！？；!?;"

_WIDE = r"　-〿㐀-鿿豈-﫿＀-￯“”‘’…—·"
_SPACE_IN_WIDE = re.compile(rf"(?<=[{_WIDE}])[ \t ]+|[ \t ]+(?=[{_WIDE}])")
_ANY_SPACE = re.compile(r"[\s\ufeff]")
_EDGE = " \t\r\n　 ﻿"


@dataclass(frozen=True, slots=True)
class Joined:
    """Text made of several source lines, each character traceable."""

    text: str
    segments: tuple[Segment, ...]


def strip(text: str) -> str:
    """Without spaces of any kind at both ends."""
    return text.strip(_EDGE)


def tidy(text: str) -> str:
    """The canonical spacing of typeset text: no space beside a Chinese character, one elsewhere.

    >>> tidy("支出 314.12 万元， 占 5%")
    '支出314.12万元，占5%'
    """
    if not _ANY_SPACE.search(text):
        return text
    return re.sub(r"[ \t ]+", " ", _SPACE_IN_WIDE.sub("", strip(text)))


def ends_sentence(text: str) -> bool:
    """Whether a paragraph may end here; closing quotes and brackets are looked through."""
    return strip(text).rstrip("”’）)》").endswith(tuple(SENTENCE_END + "：:")) or not text


def join(parts: Sequence[tuple[str, Evidence]]) -> Joined:
    """One text from lines that follow each other, with a segment for each line."""
    text = ""
    segments: list[Segment] = []
    for part, evidence in parts:
        piece = tidy(part)
        if text and piece and _needs_space(text[-1], piece[0]):
            text += " "
        segments.append(Segment(len(text), len(text) + len(piece), evidence))
        text += piece
    return Joined(text, tuple(segments))


def _needs_space(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and before.isalpha() and after.isalpha()


def join_cell(lines: Sequence[str]) -> str:
    """The text of a table cell: wrapped lines are joined, lists keep their lines."""
    if len(lines) == 1:
        return strip(lines[0])
    text = ""
    for line in map(strip, lines):
        if not line:
            continue
        if text and (text[-1] in SENTENCE_END or split_number(line)):
            text += "\n"
        elif text and _needs_space(text[-1], line[0]):
            text += " "
        text += line
    return text


# -- text files whose lines are printed lines ---------------------------------


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a text file was broken into lines: `full` is the width of a full line."""

    full: int

    def continues(self, previous: str, line: str, *, first: bool = False) -> bool:
        """Whether `line` goes on with the paragraph in which `previous` stands, as its `first` line or a later one."""
        before, after = strip(previous), strip(line)
        room = self.full - width(before) - width(tidy(first_token(after)))
        if room >= _SLACK + (_INDENT if first else 0) or split_number(after):
            return False
        # A sentence that ends at the margin: an indented first line cannot be as wide as its followers.
        return not (before[-1:] in SENTENCE_END and width(after) <= self.full - _INDENT)


_SLACK = 3
_INDENT = 4
_LONGEST_LINE = 120


def wrapping_of(lines: Sequence[str]) -> Wrapping | None:
    """The wrapping of a text file, or None where each line is a whole paragraph."""
    widths = sorted(width(strip(line)) for line in lines if strip(line))
    if len(widths) < 8 or widths[-1] > _LONGEST_LINE or any("\t" in line for line in lines):
        return None
    full = widths[int(len(widths) * 0.97)]
    near = [line for line in lines if width(strip(line)) >= full * 0.85]
    broken = [line for line in near if not ends_sentence(line)]
    if full < 30 or len(near) < 0.3 * len(widths) or len(broken) < 0.4 * len(near):
        return None
    return Wrapping(full)
