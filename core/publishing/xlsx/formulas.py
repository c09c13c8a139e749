"""Which totals become live formulas, and how they are written.

A total becomes a formula when every figure it is made of stands in the workbook
and their printed values add up to the printed total.  Where they add up to
something else the total is the stated number, with a note.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from core.publishing.xlsx.names import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.blocks import CellPlace

_MOST_ARGUMENTS = 200  # Excel takes 255
_STATED = "此处为上报合计数"


@dataclass(frozen=True, slots=True)
class Spot:
    """A figure in a sheet: `row` and `column` from 1; `empty` tells that the cell holds nothing at all."""

    sheet: str
    row: int
    column: int
    place: CellPlace
    unit: str
    empty: bool

    @property
    def value(self) -> Decimal:
        """What the cell adds to a sum."""
        return self.place.number if self.place.number is not None else Decimal(0)

    @property
    def is_text(self) -> bool:
        """The cell holds a text such as / (不适用), which only SUM passes over."""
        return self.place.number is None and not self.empty


@dataclass(frozen=True, slots=True)
class Live:
    """What a total's cell holds: a formula, or the number with a note; both empty for the bare number."""

    formula: str = ""
    note: str = ""


class FormulaPlan:
    """Decides for each total of a workbook; positions of figures are known before anything is written."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        self._spots: dict[tuple[str, str], list[Spot]] = {}
        self._uses: dict[Spot, tuple[Spot, ...]] = {}
        for spot in spots:
            self._spots.setdefault((spot.place.key, spot.place.aspect), []).append(spot)

    def decide(self, total: Spot) -> Live:
        """The formula of `total`, or the note that says why there is none."""
        place = total.place
        if place.number is None:
            return Live()
        terms = self._terms(total)
        if not terms:
            return Live(note=_STATED) if place.stated else Live()
        exact = sum((sign * spot.value for sign, spot in terms), Decimal(0))
        computed = exact.quantize(Decimal(1).scaleb(-place.decimals), ROUND_HALF_UP)
        if computed != place.number:
            return Live(note=_difference(place, computed, len(terms)))
        formula = formula_text(total.sheet, terms)
        if not formula or self._circular(total, terms):
            return Live()
        self._uses[total] = tuple(spot for _, spot in terms)
        finer = any(spot.place.decimals > place.decimals for _, spot in terms)
        return Live(f"=ROUND({formula},{place.decimals})" if finer else f"={formula}")

    def _terms(self, total: Spot) -> list[tuple[int, Spot]]:
        """The signed operands of `total`, or none when one of them is not in the workbook."""
        terms = []
        for sign, key, aspect in total.place.formula:
            spot = self._find(key, aspect, total)
            if spot is None or sign not in (1, -1):
                return []
            terms.append((sign, spot))
        return terms

    def _find(self, key: str, aspect: str, total: Spot) -> Spot | None:
        """The cell that shows a figure in the total's unit, best in the total's own sheet."""
        found = [
            spot
            for spot in self._spots.get((key, aspect), ())
            if spot != total and (spot.unit, spot.place.suffix) == (total.unit, total.place.suffix)
        ]
        found.sort(key=lambda spot: (spot.sheet != total.sheet, spot.place.number is None))
        return found[0] if found else None

    def _circular(self, total: Spot, terms: Sequence[tuple[int, Spot]]) -> bool:
        seen: set[Spot] = set()
        queue = [spot for _, spot in terms]
        while queue:
            spot = queue.pop()
            if spot == total:
                return True
            if spot not in seen:
                seen.add(spot)
                queue.extend(self._uses.get(spot, ()))
        return False


def _difference(place: CellPlace, computed: Decimal, parts: int) -> str:
    """The note on a total that the printed parts do not add up to."""
    shown = f"按公式计算为 {computed + 0:f}{place.suffix}"
    if place.stated:
        return f"{shown}，{_STATED}"
    envelope = Decimal(parts + 1) / 2 * Decimal(1).scaleb(-place.decimals)
    within = place.number is not None and abs(computed - place.number) <= envelope
    return f"{shown}，差额为各项四舍五入的尾差" if within else f"{shown}，与此处数不一致"


def formula_text(sheet: str, terms: Sequence[tuple[int, Spot]]) -> str:
    """The sum without its equals sign, B5+B6-C7 or SUM(B5:B9)-SUM(C7); empty when it is too long."""
    plus = _arguments(sheet, [spot for sign, spot in terms if sign > 0])
    minus = _arguments(sheet, [spot for sign, spot in terms if sign < 0])
    if len(plus) > _MOST_ARGUMENTS or len(minus) > _MOST_ARGUMENTS:
        return ""
    ranges = any(":" in argument for argument in (*plus, *minus))
    if ranges or len(terms) > 4 or any(spot.is_text for _, spot in terms):
        parts = [f"SUM({','.join(plus)})" if plus else "", f"SUM({','.join(minus)})" if minus else ""]
        return "-".join(parts) if minus else parts[0]
    text = "".join(("+" if sign > 0 else "-") + _reference(sheet, spot) for sign, spot in terms)
    return text.removeprefix("+")


def _arguments(sheet: str, spots: Sequence[Spot]) -> list[str]:
    """The references, three or more neighbours in a row or column written as one range."""
    arguments: list[str] = []
    start = 0
    while start < len(spots):
        end = max(_run(spots, start, 1, 0), _run(spots, start, 0, 1))
        if end - start >= 3:
            arguments.append(_reference(sheet, spots[start]) + ":" + _coordinate(spots[end - 1]))
        else:
            end = start + 1
            arguments.append(_reference(sheet, spots[start]))
        start = end
    return arguments


def _run(spots: Sequence[Spot], start: int, down: int, right: int) -> int:
    """The end of the run of neighbours that begins at `start`."""
    end = start + 1
    while end < len(spots):
        before, spot = spots[end - 1], spots[end]
        if (spot.sheet, spot.row, spot.column) != (before.sheet, before.row + down, before.column + right):
            break
        end += 1
    return end


def _reference(sheet: str, spot: Spot) -> str:
    return _coordinate(spot) if spot.sheet == sheet else f"{quoted(spot.sheet)}!{_coordinate(spot)}"


def _coordinate(spot: Spot) -> str:
    return f"{column_letters(spot.column)}{spot.row}"


def column_letters(column: int) -> str:
    """A for 1, AA for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
