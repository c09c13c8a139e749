"""Which cell of the report file a value fills: year Y goes to actual in a Y file and to prior in a Y+1 file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from core.figures import Kind
from core.reportfile import Origin
from core.template import TOTAL, Figure, Template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.prefill.model import Confidence
    from core.rules import CellId

OPENING = {
    "T01.closing_balance": "T01.opening_balance",
    "T04.closing_balance.general": "T04.opening_general",
    "T04.closing_balance.fund": "T04.opening_fund",
    "T04.closing_balance.capital": "T04.opening_capital",
}
"""Last year's closing balance is this year's opening balance (rules.md D1); tables by 科目 do so row by row."""
_CARRIED = ("staff.", "org.")


class Place(NamedTuple):
    """Where a value goes: the key and aspect it is shown under, the cell it fills, how it came there."""

    key: str
    aspect: str
    year: int
    target: CellId | None
    origin: Origin = Origin.IMPORTED
    most: Confidence = "certain"
    why: str = ""


def places(key: str, aspect: str, year: int, file_year: int, template: Template) -> Iterator[Place]:
    """The places of a value in a file of `file_year`; `aspect` (actual, a budget, target) is that of its own `year`."""
    figure = template.figure(key)
    if year == file_year:
        yield Place(key, aspect, year, (key, aspect) if aspect in figure.aspects else None)
    elif year == file_year - 1 and aspect == "target" and figure.carry:
        yield Place(key, "target", file_year, (key, "target"), Origin.CARRIED_OVER, "likely", "沿用上年")
    elif year == file_year - 1 and "prior" not in figure.aspects and aspect == "actual" and _of_the_year(figure):
        yield Place(key, "actual", year, None, why="上年的完成情况，只作依据")
    elif year == file_year - 1 and "prior" not in figure.aspects and aspect == "actual":
        yield Place(key, "actual", file_year, (key, "actual"), Origin.CARRIED_OVER, "likely", "沿用上年")
    elif year == file_year - 1 and aspect == "actual":
        yield Place(key, "prior", year, (key, "prior"))
        yield from _carried(key, file_year, figure, template)
    elif year == file_year - 1 and aspect == "target":
        yield Place(key, "prior", year, None, why="上年的目标，不是完成数，只作依据")
    else:
        yield Place(key, aspect, year, None, why="本文件没有这一年这一口径的格子，只作依据")


def _of_the_year(figure: Figure) -> bool:
    """Whether a value belongs to its own year alone: what was achieved, dates, and what the dictionary says."""
    if figure.kind is Kind.DATE and not figure.carry:
        return True
    return figure.carry is False or "target" in figure.aspects or (figure.formula is not None and not figure.carry)


def _carried(key: str, file_year: int, figure: Figure, template: Template) -> Iterator[Place]:
    family, row, _ = template.split(key)
    words = family is not None and row != TOTAL and not figure.kind.numeric
    if words or (key.startswith(_CARRIED) and figure.formula is None):
        yield Place(key, "actual", file_year, (key, "actual"), Origin.CARRIED_OVER, "likely", "沿用上年")
    opening = opening_of(key)
    if opening and template.find(opening) is not None:
        yield Place(
            opening, "actual", file_year, (opening, "actual"), Origin.CARRIED_OVER, "likely", "上年年末即本年年初"
        )


def opening_of(key: str) -> str:
    """The opening balance that a closing balance becomes a year later; empty for any other figure."""
    if key in OPENING:
        return OPENING[key]
    parts = key.split(".")
    if len(parts) == 3 and parts[0] in {"T07", "T08"} and parts[2] == "closing":
        return f"{parts[0]}.{parts[1]}.opening"
    return ""
