"""The grid of a table page: a table view with the hands of a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ui.models.entry import is_spare
from ui.pages import block, moves
from ui.pages.celldelegate import CellDelegate, Step
from ui.pages.codepicker import CodePicker
from ui.pages.gridlayout import SheetLayout

if TYPE_CHECKING:
    from PySide6.QtCore import QItemSelectionRange
    from PySide6.QtGui import QFocusEvent

    from ui.models.entry import Position
    from ui.models.sheet import SheetModel

_CTRL = Qt.KeyboardModifier.ControlModifier
AnyIndex = QModelIndex | QPersistentModelIndex
_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class SheetView(SheetLayout):
    """A sheet one types into, or its rows that stand still above."""

    picked = Signal(object)
    """The (row, column) of the cell now current."""
    chosen = Signal()
    """The selection changed."""
    told = Signal(str)
    """One sentence for the bar under the table; empty takes the last one back."""

    ring: Position | None = None
    """The current cell, which is drawn in a ring."""

    def __init__(self, model: SheetModel, parent: QWidget | None = None, *, header: bool = False) -> None:
        super().__init__(model, parent, header=header)
        self._tab_column: int | None = None
        self._kept: Position | None = None
        self.cells = CellDelegate(model, self)
        self.setItemDelegate(self.cells)
        model.modelAboutToBeReset.connect(self._keep)
        self.cells.finished.connect(self._finished)
        self.cells.left.connect(self.step)
        self.cells.given_up.connect(self._given_up)
        self.lay()

    def _keep(self) -> None:
        self._kept = self.position

    def lay(self) -> None:
        """The same, and the current cell stays where it was."""
        super().lay()
        if self._kept is not None and not self.header:
            self.go((min(self._kept[0], self.sheet.rowCount() - 1), self._kept[1]))
            self._kept = None

    # -- the current cell -----------------------------------------------------------

    @property
    def position(self) -> Position | None:
        """The current cell; None before there is one."""
        index = self.currentIndex()
        return self.sheet.anchor(index.row(), index.column()) if index.isValid() else None

    def go(self, place: Position) -> None:
        """Make a cell current and show it."""
        index = self.sheet.index(*self.sheet.anchor(*place))
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def step(self, step: Step) -> None:
        """Go on from the current cell."""
        here = self.position
        if here is None:
            return
        match step:
            case Step.NEXT | Step.BACK:
                self._tab_column = here[1] if self._tab_column is None else self._tab_column
                self.go(moves.following(self.sheet, here, back=step is Step.BACK))
            case Step.DOWN | Step.UP:
                self._enter(here, up=step is Step.UP)
            case Step.LEFT | Step.RIGHT:
                places = [(here[0], c) for c in range(self.sheet.columnCount()) if self.sheet.cell(here[0], c)]
                at = places.index(here) + (1 if step is Step.RIGHT else -1)
                self.go(places[min(max(at, 0), len(places) - 1)])
            case Step.STAY:
                pass

    def _enter(self, here: Position, *, up: bool) -> None:
        """Enter after a run of Tab goes back to the column where the run began."""
        column, self._tab_column = self._tab_column, None
        start = here if column is None else self.sheet.anchor(here[0], column)
        self.go(moves.below(self.sheet, start, up=up))

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        place = self.position
        self._draw_ring()
        self.ring = place
        self._draw_ring()
        draft = self.sheet.draft(*place) if place is not None else None
        self.told.emit(draft.reason if draft is not None else "")
        if place is not None:
            self.picked.emit(place)

    def _draw_ring(self) -> None:
        """Paint the current cell's place again, and nothing else."""
        if self.ring is not None:
            self.viewport().update(self.visualRect(self.sheet.index(*self.ring)))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt's own would paint the whole table again for the ring of one cell."""
        if self.position is None:
            super().focusInEvent(event)
            places = self.sheet.editables()
            if places:
                self.go(places[0])
        takes_text = bool(self.sheet.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, takes_text)
        self._draw_ring()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The same."""
        self._draw_ring()

    # -- editing ------------------------------------------------------------------

    def edit(self, index: QModelIndex, trigger: object = None, event: QEvent | None = None) -> bool:  # type: ignore[override]
        """Remember whether typing opened the editor; a cell that cannot be typed into says why."""
        typed = QAbstractItemView.EditTrigger.AnyKeyPressed
        place = self.sheet.anchor(index.row(), index.column()) if index.isValid() else None
        if place is not None and place != (index.row(), index.column()):
            index = self.sheet.index(*place)
        if self.sheet.codes_at(index.row(), index.column()):
            return self._asks_code(trigger, event) and self._pick_code(index, event)
        if trigger is None and not self.sheet.editable(index.row(), index.column()):
            self._say_why(index)
            return False
        if trigger is None:
            self.cells.replacing = False
            super().edit(index)
            return True
        self.cells.replacing = trigger == typed
        opened = bool(super().edit(index, trigger, event))  # type: ignore[call-overload]
        if not opened and trigger != QAbstractItemView.EditTrigger.NoEditTriggers and self._asks(event):
            self._say_why(index)
        return opened

    def _asks_code(self, trigger: object, event: QEvent | None) -> bool:
        triggers = QAbstractItemView.EditTrigger
        if trigger == triggers.AnyKeyPressed:
            return isinstance(event, QInputMethodEvent) or self._asks(event)
        return trigger in {None, triggers.EditKeyPressed, triggers.DoubleClicked}

    def _pick_code(self, index: QModelIndex, event: QEvent | None) -> bool:
        """Choose a code to add as a row; what was typed begins the search."""
        family = self.sheet.codes_at(index.row(), index.column())
        typed = event.text() if isinstance(event, QKeyEvent) and event.key() != Qt.Key.Key_F2 else ""
        picker = CodePicker(self.sheet.report, family, typed, self)
        picker.chosen.connect(lambda code: self._add_code(family, code))
        picker.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))
        if isinstance(event, QInputMethodEvent):
            QCoreApplication.sendEvent(picker.words, event)
        return True

    def ask_code(self, family: str) -> None:
        """Go to the row that waits for a code, and ask for it."""
        for row in range(self.sheet.rowCount()):
            if self.sheet.codes_at(row, 0) == family:
                self.go((row, 0))
                self.edit(self.sheet.index(row, 0))
                return

    def _add_code(self, family: str, code: str) -> None:
        also = self.sheet.add_code(family, code)
        for place in self.sheet.editables():
            cell, figure = self.sheet.cell(*place), self.sheet.figure_at(*place)
            plain = figure is not None and figure.formula is None
            if plain and cell is not None and cell.key.startswith(f"{family}.{code}."):
                self.go(place)
                self.setFocus()
                break
        self.sheet.noted.emit(also)

    def _asks(self, event: QEvent | None) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        return event.key() == Qt.Key.Key_F2 or bool(event.text().strip() and event.text().isprintable())

    def _say_why(self, index: QModelIndex) -> None:
        cell = self.sheet.cell(index.row(), index.column())
        view = self.sheet.view_of(cell) if cell else None
        if view is None or view.editable:
            return
        if view.figure.formula is not None:
            self.told.emit(f"{view.label}是计算得出的，请填写它的组成各项；批复数不同的，右键填写上报合计。")
        elif self.sheet.report.file.read_only:
            self.told.emit("这份文件是以只读方式打开的，不能填写。")

    def _finished(self, index: QModelIndex, text: str, step: Step) -> None:
        place = (index.row(), index.column())
        self.told.emit("")
        self.sheet.enter({place: text})
        if self.position is None:
            self.go(place)
        self.step(step)

    def _given_up(self, index: QModelIndex) -> None:
        self.sheet.stating = None
        self.told.emit("")
        if index.isValid():
            self.sheet.drop_draft(index.row(), index.column())

    def state_total(self) -> None:
        """Open the editor over a computed cell, to give the total as approved."""
        place = self.position
        cell = self.sheet.cell(*place) if place else None
        if place is None or cell is None or not cell.key:
            return
        self.sheet.stating = (cell.key, cell.aspect)
        self.edit(self.sheet.index(*place))

    def closeEditor(self, editor: QWidget, hint: object) -> None:
        super().closeEditor(editor, hint)  # type: ignore[arg-type]
        if hint == self.cells.EndEditHint.RevertModelCache:
            self.sheet.stating = None

    # -- keys ------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self._sequence(event) or self._walk(event) or self._jump(event)):
            if event.key() not in {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt}:
                self._tab_column = None if event.key() in _ARROWS else self._tab_column
            super().keyPressEvent(event)

    def _sequence(self, event: QKeyEvent) -> bool:
        """Copy, cut, paste, delete, and rows by key; whether it was one of them."""
        standard = QKeySequence.StandardKey
        for keys, act in (
            (standard.Copy, self.copy),
            (standard.Cut, self.cut),
            (standard.Paste, self.paste),
        ):
            if event.matches(keys):
                act()
                return True
        if event.modifiers() & _CTRL and event.key() in {Qt.Key.Key_D, Qt.Key.Key_R}:
            down = event.key() == Qt.Key.Key_D
            self.fill(int(down), int(not down))
            return True
        if event.key() == Qt.Key.Key_Delete:
            self.sheet.clear(self.selected())
            return True
        if event.key() == Qt.Key.Key_Backspace and self.position is not None:
            self.edit(self.currentIndex())
            return True
        if event.key() == Qt.Key.Key_Minus and event.modifiers() & _CTRL:
            return self.position is not None and self.sheet.remove_row(self.position[0])
        if event.key() == Qt.Key.Key_Escape and self.position is not None:
            self.told.emit("")
            return self.sheet.drop_draft(*self.position)
        return False

    def _walk(self, event: QKeyEvent) -> bool:
        """Enter and Tab; whether it was one of them."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.step(Step.UP if shift else Step.DOWN)
            case Qt.Key.Key_Tab:
                self.step(Step.NEXT)
            case Qt.Key.Key_Backtab:
                self.step(Step.BACK)
            case _:
                return False
        return True

    def _jump(self, event: QKeyEvent) -> bool:
        """Ctrl+arrows, Home and End, with Shift as the other end of the selection; whether it was one of them."""
        here = self.position
        ctrl = bool(event.modifiers() & _CTRL)
        if here is None:
            return False
        if event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            end = moves.table_end if ctrl else moves.row_end
            target = end(self.sheet, here, first=event.key() == Qt.Key.Key_Home)
        elif ctrl and event.key() in _ARROWS:
            target = moves.edge(self.sheet, here, *_ARROWS[Qt.Key(event.key())])
        else:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._extend(here, target)
        else:
            self.go(target)
        return True

    def _extend(self, here: Position, target: Position) -> None:
        """Select from where the selection began to a cell, which becomes the current one."""
        now = self._block()
        corner = (now.top() + now.bottom() - here[0], now.left() + now.right() - here[1]) if now is not None else here
        block = QItemSelection(self.sheet.index(*corner), self.sheet.index(*target))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(block, flags.ClearAndSelect)
        self.selectionModel().setCurrentIndex(self.sheet.index(*target), flags.NoUpdate)
        self.scrollTo(self.sheet.index(*target))

    def focusNextPrevChild(self, forward: bool) -> bool:
        return False

    # -- blocks ------------------------------------------------------------------------

    def selected(self) -> list[Position]:
        """The selected cells, merged ones once, in reading order."""
        places = {self.sheet.anchor(index.row(), index.column()) for index in self.selectedIndexes()}
        return sorted(places)

    def copy(self) -> None:
        """The selected block onto the clipboard."""
        text = block.copied(self.sheet, [(index.row(), index.column()) for index in self.selectedIndexes()])
        if text:
            QGuiApplication.clipboard().setText(text)

    def cut(self) -> None:
        """Copy, then empty."""
        self.copy()
        self.sheet.clear(self.selected())

    def paste(self) -> None:
        """The clipboard's block from the first cell of the selection on, as one change."""
        here = self._first()
        if here is not None:
            self.told.emit(block.paste(self.sheet, here, self.selected(), QGuiApplication.clipboard().mimeData()))

    def _first(self) -> Position | None:
        """The first cell of a selected block: after Shift and arrows the current cell is its other end."""
        block = self._block()
        return self.sheet.anchor(block.top(), block.left()) if block is not None else self.position

    def _block(self) -> QItemSelectionRange | None:
        """What is selected, where it is one block with the current cell in it."""
        chosen = self.selectionModel().selection()
        block = chosen.at(0) if chosen.size() == 1 else None
        return block if block is not None and block.contains(self.currentIndex()) else None

    def fill(self, down: int, right: int) -> None:
        """Ctrl+D, Ctrl+R: the first of the selection into the rest; a cell alone takes the one before it."""
        texts = block.filled(self.sheet, self.selected(), down, right)
        if texts:
            self.told.emit(block.told(self.sheet.enter(texts, f"填充 {len(texts)} 格"), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel show the table larger or smaller."""
        if event.modifiers() & _CTRL:
            self.sheet.session.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def spare_row(self) -> int | None:
        """The first row that waits for data."""
        for row in range(self.sheet.rowCount()):
            cell = self.sheet.at(row, 0)
            if cell is not None and is_spare(cell):
                return row
        return None
