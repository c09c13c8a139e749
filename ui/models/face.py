"""What each cell of a table answers to each of Qt's roles."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush

from core.figures import Kind
from core.template import CellRole, Severity
from ui import theme
from ui.models import cells
from ui.models.entry import is_spare

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.template import SheetCell
    from ui.models.sheet import SheetModel


class Role(IntEnum):
    """What the delegate asks beside Qt's own roles."""

    CELL = Qt.ItemDataRole.UserRole + 1
    """The SheetCell."""
    VIEW = Qt.ItemDataRole.UserRole + 2
    """The CellView; None for words and spare rows."""
    DRAFT = Qt.ItemDataRole.UserRole + 3
    """A Draft that could not be read; None mostly."""
    SEVERITY = Qt.ItemDataRole.UserRole + 4
    """"error" or "warning" where a finding stands at the cell, else empty."""
    FIGURE = Qt.ItemDataRole.UserRole + 5
    """The Figure, also in a spare row; None for words."""


def display(model: SheetModel, cell: SheetCell, row: int, column: int) -> str:
    """The text in the cell."""
    draft = model.draft(row, column)
    if draft is not None:
        return draft.text
    view = model.view_of(cell)
    if view is not None:
        return cells.printed(model.report, view)
    return cell.text or (placeholder(model, row, column) if is_spare(cell) else "")


def _edit(model: SheetModel, cell: SheetCell, row: int, column: int) -> str:
    draft = model.draft(row, column)
    if draft is not None:
        return draft.text
    view = model.view_of(cell)
    return cells.as_held(model.report, view) if view else cell.text


def placeholder(model: SheetModel, row: int, column: int) -> str:
    """What a spare row says in its first cell."""
    cell = model.cell(row, column)
    if cell is None or not is_spare(cell) or not _first_spare(model, row):
        return ""
    if model.codes_at(row, column):
        return "＋ 增加科目：输入编码、名称或拼音首字母"
    first = next((c for c in range(model.columnCount()) if model.editable(row, c)), -1)
    return "＋ 新增" if column == first else ""


def _first_spare(model: SheetModel, row: int) -> bool:
    above = model.at(row - 1, 0) if row else None
    return above is None or not is_spare(above)


def _tip(model: SheetModel, cell: SheetCell, row: int, column: int) -> str:
    view = model.view_of(cell)
    draft = model.draft(row, column)
    if view is None:
        return draft.reason if draft else ""
    return cells.tip(model.report, view, model.findings(cell), draft.reason if draft else "")


def _spoken(model: SheetModel, cell: SheetCell, row: int, column: int) -> str:
    view = model.view_of(cell)
    draft = model.draft(row, column)
    if view is None:
        return display(model, cell, row, column)
    return cells.spoken(model.report, view, draft.reason if draft else "")


def aligned(model: SheetModel, cell: SheetCell, row: int, column: int) -> int:
    """Where its text stands: numbers right, words left, headers in the middle."""
    centre = Qt.AlignmentFlag.AlignVCenter
    figure = model.figure_at(row, column)
    if cell.role in {CellRole.HEADER, CellRole.CLOSED}:
        return int(Qt.AlignmentFlag.AlignCenter)
    if figure is None or figure.kind is Kind.TEXT or model.draft(row, column):
        return int(Qt.AlignmentFlag.AlignLeft | centre)
    return int((Qt.AlignmentFlag.AlignRight if figure.kind.numeric else Qt.AlignmentFlag.AlignHCenter) | centre)


def _ground(model: SheetModel, cell: SheetCell, row: int, column: int) -> QBrush | None:
    token = ground(model, cell, row, column)
    return QBrush(theme.current().color(token)) if token else None


def ground(model: SheetModel, cell: SheetCell, row: int, column: int) -> str:
    """The colour token of the cell's ground; empty for plain paper."""
    if model.draft(row, column):
        return "error_ground"
    if cell.role is CellRole.FIGURE:
        return "" if model.editable(row, column) else "computed"
    return "surface"


def _ink(model: SheetModel, cell: SheetCell, row: int, column: int) -> QBrush:
    quiet = cell.role is CellRole.CLOSED or (is_spare(cell) and not model.draft(row, column))
    return QBrush(theme.current().color("secondary" if quiet else "text"))


def severity(model: SheetModel, cell: SheetCell, _row: int, _column: int) -> str:
    """The worst finding at the cell, error or warning; empty where there is none."""
    severities = {finding.severity for finding in model.findings(cell)}
    if Severity.ERROR in severities:
        return "error"
    return "warning" if Severity.WARNING in severities else ""


READERS: dict[int, Callable[[SheetModel, SheetCell, int, int], Any]] = {
    int(Qt.ItemDataRole.DisplayRole): display,
    int(Qt.ItemDataRole.EditRole): _edit,
    int(Qt.ItemDataRole.ToolTipRole): _tip,
    int(Qt.ItemDataRole.AccessibleTextRole): _spoken,
    int(Qt.ItemDataRole.TextAlignmentRole): aligned,
    int(Qt.ItemDataRole.BackgroundRole): _ground,
    int(Qt.ItemDataRole.ForegroundRole): _ink,
    int(Role.CELL): lambda _model, cell, _row, _column: cell,
    int(Role.VIEW): lambda model, cell, _row, _column: model.view_of(cell),
    int(Role.DRAFT): lambda model, _cell, row, column: model.draft(row, column),
    int(Role.SEVERITY): severity,
    int(Role.FIGURE): lambda model, _cell, row, column: model.figure_at(row, column),
}
