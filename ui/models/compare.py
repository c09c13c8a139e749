"""Last year beside a table: for the column of the cursor the value of last year, the change and its percent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.figures import Kind
from core.figures.show import in_unit, round_half_up, to_decimal
from ui import theme
from ui.models import cells

if TYPE_CHECKING:
    from core.figures import Held
    from core.report import CellView, Moved
    from ui.models.sheet import SheetModel

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
TITLES = ("上年数", "增减", "增减%")
PRIOR = "prior"


def differences(view: CellView, base: Held) -> tuple[str, str]:
    """The change and its percent, from the numbers as printed; empty where there is nothing to compare."""
    figure = view.figure
    if view.held.number is None or base.number is None or figure.kind not in {Kind.MONEY, Kind.COUNT}:
        return "", ""
    decimals = figure.decimals if figure.kind is Kind.MONEY else 0
    now = round_half_up(in_unit(view.held, figure.unit), decimals)
    then = round_half_up(in_unit(base, figure.unit), decimals)
    percent = f"{to_decimal((now - then) / abs(then) * 100, 2):+}%" if then else ""
    return f"{to_decimal(now - then, decimals):+,}", percent


class CompareModel(QAbstractTableModel):
    """As many rows as the sheet; last year's number can be typed where the form takes it."""

    def __init__(self, sheet: SheetModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._report = sheet.report
        self._column = -1
        self.name = ""
        sheet.modelAboutToBeReset.connect(self.beginResetModel)
        sheet.modelReset.connect(self.endResetModel)
        sheet.session.moved.connect(self._moved)

    def follow(self, column: int) -> None:
        """Compare another column of the sheet, where it has figures of this year."""
        views = [view for row in range(self.rowCount()) if (view := self._view(row, column)) is not None]
        if column != self._column and views:
            self._column = column
            name = views[0].label.split(" · ")[-1]
            self.name = name
            self.tell()

    def _moved(self, moved: Moved) -> None:
        if moved.cells:
            self.tell()

    def tell(self) -> None:
        """Every cell may differ."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(TITLES) - 1))

    def _view(self, row: int, column: int) -> CellView | None:
        """This year's cell of a row in a column; None where last year has none beside it."""
        cell = self._sheet.cell(row, column) if 0 <= column < self._sheet.columnCount() else None
        view = self._sheet.view_of(cell) if cell is not None else None
        if view is None or not view.figure.kind.numeric or view.aspect == PRIOR:
            return None
        return view if PRIOR in view.figure.aspects else None

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._sheet.rowCount()

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        return TITLES[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        made = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        view = self._view(index.row(), self._column)
        types = index.column() == 0 and view is not None and self._report.can_type(view.key, PRIOR)
        return made | Qt.ItemFlag.ItemIsEditable if types else made

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        view = self._view(index.row(), self._column) if index.isValid() else None
        match role:
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.DisplayRole if view is not None:
                return self._text(view, index.column())
            case Qt.ItemDataRole.EditRole if view is not None:
                return cells.as_held(self._report, self._report.cell(view.key, PRIOR))
            case Qt.ItemDataRole.AccessibleTextRole if view is not None:
                return f"{view.label}{TITLES[index.column()]} {self._text(view, index.column())}"
            case Qt.ItemDataRole.ForegroundRole:
                return theme.current().color("text" if index.column() == 0 else "secondary")
        return None

    def _text(self, view: CellView, column: int) -> str:
        base = self._report.value(view.key, PRIOR)
        if column == 0:
            return cells.printed_held(self._report, view.figure, base)
        return differences(view, base)[column - 1]

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        view = self._view(index.row(), self._column)
        if role != Qt.ItemDataRole.EditRole or view is None:
            return False
        key = view.key
        return self._sheet.session.do(lambda: self._report.type(key, PRIOR, str(value))) is not None
