"""A laid-out table as a Qt model: reads a report's sheet, writes through one change set an action."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from core.figures import BLANK
from core.template import CellRole
from ui.models import coded, face
from ui.models.entry import Draft, Reader, is_coded, is_spare, layout_sheet, spare_key, typed_change
from ui.models.sheetmarks import Marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.report import CellView, Moved
    from core.rules import CellId, Finding
    from core.template import Figure, SheetCell
    from ui.models.entry import Position, Reading
    from ui.session import Session

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_SHOWN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_TYPED = _SHOWN | Qt.ItemFlag.ItemIsEditable
MANY = 100
"""Changed cells above which the whole table is told of at once."""


class SheetModel(QAbstractTableModel):
    """The cells of one table of the session's report."""

    told = Signal(str)
    """One sentence about what was left out of a paste or cannot be typed; empty takes it back."""

    noted = Signal(str)
    """One sentence about what was done besides."""

    def __init__(self, session: Session, table: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.report = session.report
        self.table = table
        self.sheet = layout_sheet(self.report, table)
        self.drafts: dict[CellId, Draft] = {}
        self.stating: CellId | None = None
        self.zoom = session.zoom
        self._views: dict[CellId, CellView] = {}
        self._places = self._placed()
        self._marks = Marks(self.report, self._places)
        session.moved.connect(self._moved)

    # -- shape ------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.sheet.cells)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() or not self.sheet.cells else len(self.sheet.cells[0])

    def cell(self, row: int, column: int) -> SheetCell | None:
        """The cell at a position; None where a merged cell covers it."""
        return self.sheet.cells[row][column]

    def at(self, row: int, column: int) -> SheetCell | None:
        """The cell at a position or the merged one that covers it."""
        anchor = self.anchor(row, column)
        return self.sheet.cells[anchor[0]][anchor[1]]

    def anchor(self, row: int, column: int) -> Position:
        """The position of the cell that covers a position."""
        return self._anchors.get((row, column), (row, column))

    def find(self, key: str, aspect: str) -> Position | None:
        """Where a cell stands."""
        return self._places.get((key, aspect))

    def view_of(self, cell: SheetCell) -> CellView | None:
        """The cell's value; None for words and spare rows."""
        if not cell.key:
            return None
        place = (cell.key, cell.aspect)
        if place not in self._views:
            self._views[place] = self.report.cell(*place)
        return self._views[place]

    def figure_at(self, row: int, column: int) -> Figure | None:
        """The figure a position takes, also in a spare row."""
        cell = self.cell(row, column)
        if cell is None or cell.role is not CellRole.FIGURE:
            return None
        if cell.key:
            return self.report.template.figure(cell.key)
        target = spare_key(self.report, self.table, cell.family, column, "p_00000000")
        return self.report.template.figure(target[0]) if target else None

    def editable(self, row: int, column: int) -> bool:
        """Whether a value may be typed here."""
        cell = self.cell(row, column)
        if self.codes_at(row, column):
            return True
        if cell is None or cell.role is not CellRole.FIGURE:
            return False
        if is_spare(cell):
            return not self.report.file.read_only and self.figure_at(row, column) is not None
        return (cell.key, cell.aspect) == self.stating or self.report.can_type(cell.key, cell.aspect)

    def codes_at(self, row: int, column: int) -> str:
        """The family whose rows are added here by a code; empty elsewhere."""
        cell = self.cell(row, column)
        waits = cell is not None and cell.role is CellRole.LABEL and is_spare(cell) and is_coded(self.report, cell)
        return cell.family if waits and cell is not None and not self.report.file.read_only else ""

    def editables(self) -> list[Position]:
        """Every position that can be typed into, in reading order."""
        return [(r, c) for r in range(self.rowCount()) for c in range(self.columnCount()) if self.editable(r, c)]

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _TYPED if self.editable(index.row(), index.column()) else _SHOWN

    # -- reading ------------------------------------------------------------------

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        read = face.READERS.get(role)
        return read(self, cell, index.row(), index.column()) if cell is not None and read else None

    def findings(self, cell: SheetCell) -> list[Finding]:
        """The open findings at a cell."""
        return self._marks.at((cell.key, cell.aspect)) if cell.key else []

    def draft(self, row: int, column: int) -> Draft | None:
        """The unreadable text that stands at a position."""
        cell = self.cell(row, column) if self.drafts else None
        return self.drafts.get(_place(cell, row, column))

    # -- writing ------------------------------------------------------------------

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        self.enter({(index.row(), index.column()): str(value)})
        return True

    def fault(self, row: int, column: int, text: str) -> str:
        """Why a text cannot be taken here; empty where it can."""
        reading = Reader(self.report, self.table, self.sheet).read({(row, column): text}) if not self.stating else None
        if reading is None:
            return self._stated_fault(row, column, text)
        return next((draft.reason for draft in reading.drafts.values()), "")

    def _stated_fault(self, row: int, column: int, text: str) -> str:
        figure = self.figure_at(row, column)
        reader = Reader(self.report, self.table, self.sheet)
        return reader.fault(figure.key, text) if figure else ""

    def enter(self, texts: Mapping[Position, str], what: str = "") -> Reading | None:
        """Type texts into cells as one change set; what cannot be read becomes a draft that stays in its cell."""
        if self.stating is not None and len(texts) == 1:
            self._state(next(iter(texts.values())))
            return None
        reading = Reader(self.report, self.table, self.sheet).read(texts)
        mended = {cell for cell in reading.cells if self.drafts.pop(cell, None) is not None}
        self.drafts.update(reading.drafts)
        self._tell(mended | reading.drafts.keys())
        if reading.changes:
            self.session.do(lambda: self.report.apply(what or self._what(reading), reading.changes))
        return reading

    def _what(self, reading: Reading) -> str:
        first = self.report.engine.label(*reading.cells[0]) if reading.cells else ""
        if reading.new_rows and len(reading.cells) == 1:
            key = reading.cells[0][0].split(".")[0]
            return f"增加{self.report.template.named(key).name}"
        return f"填写{first}等 {len(reading.cells)} 项" if len(reading.cells) > 1 else f"填写{first}"

    def _state(self, text: str) -> None:
        cell, self.stating = self.stating, None
        if cell is None or not text.strip():
            return
        self.session.do(lambda: self.report.state_total(*cell, self.report.read(cell[0], text)))

    def drop_total(self, key: str, aspect: str) -> None:
        """Go back to the computed value."""
        self.session.do(lambda: self.report.state_total(key, aspect, None))

    def clear(self, positions: Iterable[Position]) -> None:
        """Empty what is typed at the positions, as one change set; drafts go too."""
        gone: set[CellId] = set()
        changes = []
        for row, column in positions:
            cell = self.cell(row, column)
            place = _place(cell, row, column)
            if self.drafts.pop(place, None) is not None:
                gone.add(place)
            if cell is not None and cell.key and self.editable(row, column) and place in self.report.entries:
                changes.append(typed_change(self.report, place, BLANK))
        self._tell(gone)
        if changes:
            first = self.report.engine.label(changes[0].key, changes[0].aspect)
            what = f"清除{first}等 {len(changes)} 项" if len(changes) > 1 else f"清除{first}"
            self.session.do(lambda: self.report.apply(what, changes))

    def drop_draft(self, row: int, column: int) -> bool:
        """Take an unreadable text out of its cell again; whether there was one."""
        cell = self.cell(row, column)
        place = _place(cell, row, column)
        if self.drafts.pop(place, None) is None:
            return False
        self._tell({place})
        return True

    def remove_row(self, row: int) -> bool:
        """Remove a row the clerk added; whether there is one here."""
        cell = self.at(row, 0)
        if cell is None or not cell.family or not cell.row or self.report.file.read_only:
            return False
        family, identity = cell.family, cell.row
        if is_coded(self.report, cell):
            self.session.do(lambda: self.report.apply("删除科目", coded.removing(self.report, family, identity)))
        else:
            self.session.do(lambda: self.report.remove_row(family, identity))
        return True

    def add_code(self, family: str, code: str) -> str:
        """Add an item of the classification, here and where the same spending is shown too, and tell where."""
        changes, also = coded.adding(self.report, family, code)
        done = self.session.do(lambda: self.report.apply(f"增加科目 {code}", changes))
        names = "、".join(self.report.template.named(name).name for name in also)
        return f"已同时加到{names}。" if done is not None and names else ""

    # -- following ------------------------------------------------------------------

    def _placed(self) -> dict[CellId, Position]:
        places: dict[CellId, Position] = {}
        self._anchors: dict[Position, Position] = {}
        for r, row in enumerate(self.sheet.cells):
            for c, cell in enumerate(row):
                if cell is None:
                    continue
                if cell.key:
                    places.setdefault((cell.key, cell.aspect), (r, c))
                for other in product(range(r, r + cell.rows), range(c, c + cell.cols)):
                    self._anchors[other] = (r, c)
        return places

    def _moved(self, moved: Moved) -> None:
        self._views.clear()
        chosen = any(line.where is not None for line in self.sheet.form.rows)
        if (moved.rows or moved.marks or chosen) and layout_sheet(self.report, self.table).cells != self.sheet.cells:
            self._relay()
            return
        changed = set(moved.cells)
        for cell in changed & self.drafts.keys():
            del self.drafts[cell]
        changed |= self._marks.take(moved.findings)
        if moved.marks:  # a reason given or taken back settles a finding without changing it
            changed |= self._marks.renew()
        self._tell(changed)

    def _relay(self) -> None:
        self.beginResetModel()
        self.sheet = layout_sheet(self.report, self.table)
        self.drafts = {cell: draft for cell, draft in self.drafts.items() if cell[0]}
        self._places = self._placed()
        self._marks = Marks(self.report, self._places)
        self.endResetModel()

    def _tell(self, changed: Iterable[CellId]) -> None:
        changed = list(changed)
        if len(changed) > MANY and self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            return
        for cell in changed:
            place = self._places.get(cell)
            if place is None and not cell[0]:
                row, _, column = cell[1].partition(":")
                place = (int(row), int(column))
            if place is not None and place[0] < self.rowCount():
                index = self.index(*place)
                self.dataChanged.emit(index, index)


def _place(cell: SheetCell | None, row: int, column: int) -> CellId:
    """The cell of a figure; a spare row's cells have none yet and go by their position."""
    return (cell.key, cell.aspect) if cell is not None and cell.key else ("", f"{row}:{column}")
