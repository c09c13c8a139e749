"""Paints the cells of a table and gives its editors the hands of a spreadsheet."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from core.template import CellRole
from ui import fonts, theme
from ui.models.face import Role
from ui.pages import celleditors, cellpaint

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from core.template import Figure, SheetCell
    from ui.models.entry import Position
    from ui.models.sheet import SheetModel
    from ui.pages.cellpaint import Look
    from ui.pages.grid import SheetView

AnyIndex = QModelIndex | QPersistentModelIndex


class Step(Enum):
    """Where the cursor goes once a cell is done."""

    STAY = auto()
    DOWN = auto()
    UP = auto()
    NEXT = auto()
    BACK = auto()
    LEFT = auto()
    RIGHT = auto()


_ARROWS = {
    Qt.Key.Key_Up: Step.UP,
    Qt.Key.Key_Down: Step.DOWN,
    Qt.Key.Key_Left: Step.LEFT,
    Qt.Key.Key_Right: Step.RIGHT,
}
_SHIFT = Qt.KeyboardModifier.ShiftModifier


def step_of(event: QKeyEvent, *, arrows: bool) -> Step | None:
    """The step a key asks for while a cell is edited; arrows only where typing replaced the value."""
    shift = bool(event.modifiers() & _SHIFT)
    match event.key():
        case Qt.Key.Key_Return | Qt.Key.Key_Enter:
            return None if event.modifiers() & Qt.KeyboardModifier.AltModifier else (Step.UP if shift else Step.DOWN)
        case Qt.Key.Key_Tab:
            return Step.NEXT
        case Qt.Key.Key_Backtab:
            return Step.BACK
    if arrows and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return _ARROWS.get(Qt.Key(event.key()))
    return None


class CellDelegate(QStyledItemDelegate):
    """Draws by the tokens; reads on commit, and keeps the editor open over what cannot be read."""

    finished = Signal(QModelIndex, str, Step)
    """A cell's text was accepted as readable: enter it and go on."""
    left = Signal(Step)
    """The editor was left without a change."""
    wrong = Signal(QModelIndex, str)
    """The text cannot be read, and why."""
    given_up = Signal(QModelIndex)
    """Esc: the cell is as it was."""

    def __init__(self, model: SheetModel, view: SheetView) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self.replacing = False
        """Whether the editor was opened by typing, so that arrows leave it."""
        self._looks: dict[Position, Look] = {}
        self._fonts: dict[bool, QFont] = {}
        model.dataChanged.connect(self.forget)
        model.modelReset.connect(lambda: self.forget())

    # -- painting ---------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        place = (index.row(), index.column())
        look = self._looks.get(place)
        if look is None:
            look = cellpaint.look_of(self._model, *place)
            if look is None:
                return
            self._looks[place] = look
        state = option.state  # type: ignore[attr-defined]
        rect = option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setClipRect(rect)
        cellpaint.paint_ground(painter, rect, look.ground, selected=bool(state & QStyle.StateFlag.State_Selected))
        if look.bar:
            cellpaint.paint_origin(painter, rect, look.bar)
        if look.text:
            self._paint_words(painter, rect, look)
        if look.severity:
            cellpaint.paint_severity(painter, rect, look.severity)
        if place == self._view.ring:
            cellpaint.paint_ring(painter, rect, focused=self._view.hasFocus())
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, look: Look) -> None:
        font = self._fonts.get(look.bold)
        if font is None:
            font = self._fonts[look.bold] = fonts.interface(round(fonts.BASE * self._model.zoom), bold=look.bold)
        text = cellpaint.fitting(look.text, font, rect.width() - 2 * cellpaint.PAD) if look.narrow else look.text
        cellpaint.paint_text(painter, rect, text, font, look.flags, look.ink)

    def forget(self, first: AnyIndex | None = None, last: AnyIndex | None = None) -> None:
        """Look at cells anew when they are painted next; all where none are named."""
        if first is None or last is None or first != last:
            self._looks.clear()
            self._fonts.clear()
        else:
            self._looks.pop((first.row(), first.column()), None)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(theme.space(16), theme.ROW)

    # -- editing ------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        figure: Figure | None = index.data(Role.FIGURE)
        cell: SheetCell | None = index.data(Role.CELL)
        if figure is None or cell is None or cell.role is not CellRole.FIGURE:
            return super().createEditor(parent, option, index)
        editor = celleditors.make(parent, figure, cell.cols)
        editor.setProperty("zoom", self._model.zoom)
        celleditors.dress(editor, "accent")
        if isinstance(editor, QLineEdit):  # else the cell below is painted with each key
            editor.ensurePolished()  # which takes the attribute away
            editor.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        editor.setAccessibleName(index.data(Qt.ItemDataRole.AccessibleTextRole))
        editor.setProperty("index", QPersistentModelIndex(index))
        editor.installEventFilter(self)
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        if not celleditors.touched(editor):
            celleditors.put(editor, index.data(Qt.ItemDataRole.EditRole) or "")

    def setModelData(self, editor: QWidget, model: object, index: AnyIndex) -> None:
        """The cell was left by the mouse: enter what can be read, keep the rest in the cell, marked."""
        if celleditors.touched(editor):
            self._model.enter({(index.row(), index.column()): celleditors.text_of(editor)})

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        rect = option.rect  # type: ignore[attr-defined]
        if isinstance(editor, QPlainTextEdit):
            rect.setHeight(max(rect.height(), 3 * theme.ROW))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(editor, QWidget):
            if event.key() == Qt.Key.Key_Escape:
                self._give_up(editor)
                return True
            step = step_of(event, arrows=self.replacing and not isinstance(editor, QPlainTextEdit))
            if step is not None:
                self.finish(editor, step)
                return True
            if isinstance(editor, QPlainTextEdit):
                return False
        return super().eventFilter(editor, event)

    def finish(self, editor: QWidget, step: Step) -> None:
        """Commit and go on, or stay with the reason why it cannot be read."""
        index = _index(editor)
        text = celleditors.text_of(editor)
        if celleditors.touched(editor):
            reason = self._model.fault(index.row(), index.column(), text)
            if reason:
                celleditors.dress(editor, "error")
                self.wrong.emit(index, reason)
                return
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.finished.emit(index, text, step)
            return
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.left.emit(step)

    def _give_up(self, editor: QWidget) -> None:
        index = _index(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
        self.given_up.emit(index)


def _index(editor: QWidget) -> QModelIndex:
    kept = editor.property("index")
    return kept.model().index(kept.row(), kept.column()) if kept.isValid() else QModelIndex()
