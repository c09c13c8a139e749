"""How far each page of the report is: its state and what is filled of what is to be filled."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from core.figures import State
from core.narrative import PieceKind
from core.report import EMPTY, REST_ZERO
from core.template import Severity
from ui.panes.board import UNFILLED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.panes.board import Board
    from ui.panes.places import Spot


class Standing(StrEnum):
    """The states of a page; the value is what a screen reader says."""

    COMPLETE = "已填完"
    PARTIAL = "填写中"
    WARNING = "有提醒"
    ERROR = "有错误"
    EMPTY = "未填"
    NOT_APPLICABLE = "可不填"
    CHECKING = "正在审核"


@dataclass(frozen=True, slots=True)
class Tally:
    """The state of one page with its counts; `total` is 0 where nothing is counted."""

    standing: Standing = Standing.EMPTY
    filled: int = 0
    total: int = 0
    left: bool = field(default=False, compare=False)
    """Whether something is left to fill in, whatever the checks find."""

    @property
    def share(self) -> float:
        """The filled share, 0 to 1."""
        return self.filled / self.total if self.total else 0.0


def tally(board: Board, spot: Spot) -> Tally:
    """Count one page."""
    return _table(board, spot) if spot.kind == "table" else _section(board, spot)


def together(parts: Sequence[Tally]) -> Tally:
    """The state of a heading from what stands under it."""
    standings = {part.standing for part in parts}
    filled, total = sum(part.filled for part in parts), sum(part.total for part in parts)
    left = any(part.left for part in parts)
    for worst in (Standing.ERROR, Standing.CHECKING, Standing.WARNING, Standing.PARTIAL):
        if worst in standings:
            return Tally(worst, filled, total, left)
    asked = standings - {Standing.NOT_APPLICABLE}
    if len(asked) > 1:
        return Tally(Standing.PARTIAL, filled, total, left)
    return Tally(asked.pop() if asked else Standing.NOT_APPLICABLE, filled, total, left)


def _table(board: Board, spot: Spot) -> Tally:
    report = board.session.report
    filled = total = 0
    for key, aspect in board.places.cells(spot.id):
        held = report.value(key, aspect)
        blank = held.state is State.BLANK
        filled += not blank
        total += not (blank and report.template.figure(key).optional)
    form = report.template.table(spot.id)
    complete = filled >= total or REST_ZERO + spot.id in report.marks
    if EMPTY + spot.id in report.marks:
        return Tally(_standing(board, spot, complete=True))
    if not filled:
        empty = Standing.EMPTY if form.required else Standing.NOT_APPLICABLE
        return Tally(empty, filled, total, left=form.required)
    return Tally(_standing(board, spot, complete), filled, total, left=not complete)


def _section(board: Board, spot: Spot) -> Tally:
    report = board.session.report
    pieces = [piece for line in report.lines(spot.id) for piece in line.pieces]
    if not pieces:
        required = report.template.sections[spot.id].required
        return Tally(Standing.EMPTY if required else Standing.NOT_APPLICABLE, left=required)
    missing = sum(piece.kind is PieceKind.MISSING for piece in pieces)
    outdated = sum(piece.kind is PieceKind.OUTDATED for piece in pieces)
    filled = sum(piece.kind in {PieceKind.FIGURE, PieceKind.REASON} for piece in pieces)
    if missing and not filled and not outdated:
        return Tally(Standing.EMPTY, 0, missing, left=True)
    lacking = missing + outdated
    return Tally(_standing(board, spot, lacking == 0), filled, filled + lacking, left=lacking > 0)


def _standing(board: Board, spot: Spot, complete: bool) -> Standing:
    if board.checking:
        return Standing.CHECKING
    asking = [finding for finding in board.of(spot) if finding.open and finding.rule not in UNFILLED]
    if any(finding.severity is Severity.ERROR for finding in asking):
        return Standing.ERROR
    if any(finding.severity is Severity.WARNING for finding in asking):
        return Standing.WARNING
    return Standing.COMPLETE if complete else Standing.PARTIAL
