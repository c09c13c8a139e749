"""What the text of a table's cell means for the figure it stands in: numbers, boxes, 无, and slips of the keyboard."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from core.errors import FigureError
from core.figures import BLANK, NOT_APPLICABLE, Held, Kind, parse
from core.prefill.fold import compact
from core.prefill.nothing import zero

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.template import Figure

_CLOSED = {"—", "——", "———", "-", "--", "–", "/"}
_BOX = re.compile("[□☐☑√■☒]")
_NONE = re.compile(r"无[\u4e00-\u9fff]{0,6}|没有|不适用|不涉及")
_MISPRINT = re.compile(r"(\d+(?:\.\d+)?)[&$#]")
"""A percent sign that the neighbouring key made."""


def is_closed(text: str) -> bool:
    """Whether a cell is crossed out: nothing is meant to stand there."""
    return compact(text) in _CLOSED


def meant(text: str, figure: Figure, unit: str) -> tuple[Held | None, str]:
    """What a text means in a cell, None where nothing; with the doubt about it where it was misprinted."""
    if figure.choices and _BOX.search(text):
        chosen = ticked(text, figure.choices)
        return Held.words(chosen[0]) if len(chosen) == 1 else None if chosen else BLANK, ""
    if not figure.kind.numeric and figure.kind is not Kind.DATE:
        return Held.words(text), ""
    plain = compact(text)
    if figure.kind.numeric and _NONE.fullmatch(plain):
        return NOT_APPLICABLE if figure.kind is Kind.RATE else zero(figure), ""
    misprint = figure.kind is Kind.RATE and _MISPRINT.fullmatch(plain)
    try:
        held = parse(misprint[1] + "%" if misprint else text, figure.kind, unit)
    except FigureError:
        return None, ""
    return held, f"「{text}」疑为「{misprint[1]}%」" if misprint else ""


def ticked(text: str, choices: Sequence[str]) -> list[str]:
    """The choices whose box is ticked; boxes stand all before or all behind their choices."""
    words = "|".join(map(re.escape, sorted(choices, key=len, reverse=True)))
    marks = [one[0] for one in re.finditer(f"{_BOX.pattern}|{words}", text)]
    if marks and _BOX.fullmatch(marks[0]) is None:
        marks.reverse()
    return [word for box, word in itertools.pairwise(marks) if box in "☑√■☒" and word in choices]
