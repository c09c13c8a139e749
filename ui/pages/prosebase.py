"""The text of a section and the only ways of changing it: plain words and reasons; live statements whole or gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from core.narrative import PieceKind
from ui import fonts
from ui.models.prose import Atoms, Run, placeholder, spans_of
from ui.pages import prosedoc
from ui.pages.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRect

    from core.narrative import Renderer, Span
    from ui.pages.guard import Slot

_NUMERIC = frozenset("0123456789.,%．，０１２３４５６７８９")
NOT_HERE = "这句话是由数据生成的：改数据请到表里，只有〔原因〕在这里写；要自己写，右键选「改为普通文字」。"


class ProseBase(QTextEdit):
    """Holds runs; tells `edited` after each change of its own, and what was refused."""

    edited = Signal()
    left = Signal()
    """What was typed is complete: the focus went elsewhere, or Enter ended a reason."""
    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.atoms = Atoms()
        self.renderer: Renderer | None = None
        self.size_ = fonts.NARRATIVE
        self.outdated = False
        """Whether numbers of last year's may be marked in it."""
        self._told = False
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # the page's menu, not Qt's own
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)

    def column(self, width: int) -> None:
        """Lay the text out in a column of a width; the scroll bar stays at the edge of the page."""
        bar = self.verticalScrollBar().sizeHint().width()
        self.setViewportMargins(0, 0, max(0, self.width() - width - bar), 0)

    # -- content ------------------------------------------------------------------

    def fill(self, runs: Sequence[Run], atoms: Atoms, renderer: Renderer) -> None:
        """Show the runs of a section."""
        self.atoms = atoms
        self.renderer = renderer
        self.outdated = any(run.outdated for run in runs)
        prosedoc.write(self.document(), runs, self.size_)

    def spans(self) -> list[Span]:
        """What stands in the editor."""
        return spans_of([stretch.run for stretch in self.stretches()], self.atoms)

    def stretches(self) -> list[prosedoc.Stretch]:
        """The runs with their places."""
        return prosedoc.stretches(self.document())

    def guard(self) -> Guard:
        """What may be edited now."""
        return Guard(self.stretches())

    def run_at(self, position: int) -> Run | None:
        """The run of one character."""
        return self.guard().at(position)

    # -- the only ways of changing the text ----------------------------------------------

    def put(self, text: str) -> bool:
        """Type or paste plain text at the cursor, over what is selected; False where it cannot stand."""
        if self.isReadOnly():
            return False
        cursor = self.textCursor()
        if self._goes_on(cursor, text):
            cursor.insertText(text)
            self._edited()
            return True
        if not self.free_selection():
            return False
        cursor = self.textCursor()
        guard = self.guard()
        position = cursor.position()
        slot = guard.slot(position)
        if slot is not None:
            run = Run(text.replace("\n", ""), slot.atom, PieceKind.REASON, slot=slot.name)
            if slot.asks:
                self.stretch_cursor(slot.start, slot.end).removeSelectedText()
                cursor.setPosition(slot.start)
        elif guard.inside(position):
            self.tell(NOT_HERE)
            return False
        else:
            run = Run(text, was=guard.was(position))
            if self.outdated and text[0] in _NUMERIC:
                prosedoc.unmark(cursor, self.size_)
        prosedoc.insert(cursor, run, self.size_)
        self.setTextCursor(cursor)
        self._edited()
        return True

    def _goes_on(self, cursor: QTextCursor, text: str) -> bool:
        """Whether text simply goes on with the run before the cursor: what every plain key stroke does."""
        if cursor.hasSelection() or "\n" in text or cursor.atBlockStart() or not prosedoc.goes_on(cursor.charFormat()):
            return False
        return not (self.outdated and text[0] in _NUMERIC)

    def erase(self, start: int, end: int) -> None:
        """Delete [start, end); a statement cut by it is selected first, whole, and deleted the second time."""
        if self.isReadOnly():
            return
        guard = self.guard()
        first, last = guard.whole(start, end)
        if (first, last) != (start, end):
            self.setTextCursor(self.stretch_cursor(first, last))
            self.tell("选中的是由数据生成的整句，再按一次删除。")
            return
        slot = guard.holding(start, end)
        if slot is not None and slot.asks:
            self.setTextCursor(self.stretch_cursor(slot.start, slot.end))
            return
        self.stretch_cursor(start, end).removeSelectedText()
        if slot is not None and (start, end) == (slot.start, slot.end):
            self._ask_again(slot)
        self._edited()

    def split(self) -> None:
        """A new paragraph at the cursor; Enter within a reason ends it."""
        cursor = self.textCursor()
        guard = self.guard()
        if cursor.hasSelection() and not self.free_selection():
            return
        if guard.inside(cursor.position()):
            if guard.slot(cursor.position()) is None:
                self.tell(NOT_HERE)
            else:
                self.left.emit()
            return
        prosedoc.insert(cursor, Run("\n"), self.size_)
        self.setTextCursor(cursor)
        self._edited()

    def free_selection(self) -> bool:
        """Take the selection out, where there is one; False where it cuts a statement."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return True
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        guard = self.guard()
        slot = guard.holding(start, end)
        if slot is not None:
            if not slot.asks:
                self.stretch_cursor(start, end).removeSelectedText()
                if (start, end) == (slot.start, slot.end):
                    self._ask_again(slot)
            return True
        if guard.whole(start, end) != (start, end):
            self.tell(NOT_HERE)
            return False
        self.stretch_cursor(start, end).removeSelectedText()
        return True

    def _ask_again(self, slot: Slot) -> None:
        """An emptied reason asks for itself again."""
        if self.renderer is None:
            return
        text = placeholder(self.renderer, self.atoms.spans[slot.atom], slot.name)
        cursor = self.textCursor()
        cursor.setPosition(slot.start)
        prosedoc.insert(cursor, Run(text, slot.atom, PieceKind.MISSING, slot=slot.name), self.size_)
        self.setTextCursor(self.stretch_cursor(slot.start, slot.start + len(text)))

    def stretch_cursor(self, start: int, end: int) -> QTextCursor:
        """A cursor that selects [start, end)."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def box(self, position: int) -> QRect:
        """Where the character at a position stands in the viewport; nowhere at the end of a line."""
        cursor = self.textCursor()
        cursor.setPosition(position)
        first = self.cursorRect(cursor)
        cursor.setPosition(min(position + 1, self.document().characterCount() - 1))
        last = self.cursorRect(cursor)
        return first.united(last) if first.top() == last.top() else first.adjusted(0, 0, first.height() // 2, 0)

    def tell(self, text: str) -> None:
        """Say what was refused; with empty text take it back."""
        if text or self._told:
            self._told = bool(text)
            self.told.emit(text)

    def _edited(self) -> None:
        if self.outdated:
            prosedoc.settle(self.textCursor().block(), self.size_)
        self.tell("")
        self.edited.emit()
