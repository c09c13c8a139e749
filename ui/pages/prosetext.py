"""The editor of a section: plain words and reasons are typed, live statements are whole or gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from core.narrative import PieceKind
from ui import fonts
from ui.models.prose import PLAIN, Atoms, Run, placeholder, spans_of
from ui.pages import prosedoc
from ui.pages.guard import Guard, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent

    from core.narrative import Renderer, Span

_SETS = QKeySequence.StandardKey
_WALKS = (
    _SETS.MoveToNextChar,
    _SETS.MoveToPreviousChar,
    _SETS.MoveToNextWord,
    _SETS.MoveToPreviousWord,
    _SETS.MoveToNextLine,
    _SETS.MoveToPreviousLine,
    _SETS.MoveToNextPage,
    _SETS.MoveToPreviousPage,
    _SETS.MoveToStartOfLine,
    _SETS.MoveToEndOfLine,
    _SETS.MoveToStartOfBlock,
    _SETS.MoveToEndOfBlock,
    _SETS.MoveToStartOfDocument,
    _SETS.MoveToEndOfDocument,
    _SETS.SelectNextChar,
    _SETS.SelectPreviousChar,
    _SETS.SelectNextWord,
    _SETS.SelectPreviousWord,
    _SETS.SelectNextLine,
    _SETS.SelectPreviousLine,
    _SETS.SelectNextPage,
    _SETS.SelectPreviousPage,
    _SETS.SelectStartOfLine,
    _SETS.SelectEndOfLine,
    _SETS.SelectStartOfBlock,
    _SETS.SelectEndOfBlock,
    _SETS.SelectStartOfDocument,
    _SETS.SelectEndOfDocument,
    _SETS.SelectAll,
    _SETS.Copy,
)
_DELETES = {
    _SETS.DeleteStartOfWord: QTextCursor.MoveOperation.PreviousWord,
    _SETS.DeleteEndOfWord: QTextCursor.MoveOperation.NextWord,
    _SETS.DeleteEndOfLine: QTextCursor.MoveOperation.EndOfBlock,
}
NOT_HERE = "这句话是由数据生成的：改数据请到表里，只有〔原因〕在这里写；要自己写，右键选「改为普通文字」。"


class ProseText(QTextEdit):
    """Holds runs; tells `edited` after each change of its own, and what was refused."""

    edited = Signal()
    left = Signal()
    """The focus went elsewhere."""
    told = Signal(str)
    undone = Signal()
    redone = Signal()
    asked_figure = Signal()
    """@ or Ctrl+Shift+F: choose a figure to put in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.atoms = Atoms()
        self.renderer: Renderer | None = None
        self.size_ = fonts.NARRATIVE
        self.composing = False
        """Whether an input method is at work; the text must not be rewritten under it."""
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
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
        if self.isReadOnly() or not self._free():
            return False
        cursor = self.textCursor()
        guard = self.guard()
        position = cursor.position()
        slot = guard.slot(position)
        if slot is not None:
            run = Run(text.replace("\n", ""), slot.atom, PieceKind.REASON, slot=slot.name)
            if slot.asks:
                self._select(slot.start, slot.end).removeSelectedText()
                cursor.setPosition(slot.start)
        elif guard.inside(position):
            self.told.emit(NOT_HERE)
            return False
        else:
            run = Run(text, was=guard.was(position))
        prosedoc.insert(cursor, run, self.size_)
        self.setTextCursor(cursor)
        self._edited()
        return True

    def erase(self, start: int, end: int) -> None:
        """Delete [start, end); a statement cut by it is selected first, whole, and deleted the second time."""
        if self.isReadOnly():
            return
        guard = self.guard()
        first, last = guard.whole(start, end)
        if (first, last) != (start, end):
            self.setTextCursor(self._select(first, last))
            self.told.emit("选中的是由数据生成的整句，再按一次删除。")
            return
        slot = _of(guard, start, end)
        if slot is not None and slot.asks:
            self.setTextCursor(self._select(slot.start, slot.end))
            return
        self._select(start, end).removeSelectedText()
        if slot is not None and (start, end) == (slot.start, slot.end):
            self._ask_again(slot)
        self._edited()

    def split(self) -> None:
        """A new paragraph at the cursor; Enter within a reason ends it."""
        cursor = self.textCursor()
        guard = self.guard()
        if cursor.hasSelection() and not self._free():
            return
        if guard.inside(cursor.position()):
            if guard.slot(cursor.position()) is None:
                self.told.emit(NOT_HERE)
            else:
                self.left.emit()
            return
        prosedoc.insert(cursor, Run("\n"), self.size_)
        self.setTextCursor(cursor)
        self._edited()

    def _free(self) -> bool:
        """Take the selection out, where there is one; False where it cuts a statement."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return True
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        guard = self.guard()
        slot = _of(guard, start, end)
        if slot is not None:
            if not slot.asks:
                self._select(start, end).removeSelectedText()
                if (start, end) == (slot.start, slot.end):
                    self._ask_again(slot)
            return True
        if guard.whole(start, end) != (start, end):
            self.told.emit(NOT_HERE)
            return False
        self._select(start, end).removeSelectedText()
        return True

    def _ask_again(self, slot: Slot) -> None:
        """An emptied reason asks for itself again."""
        if self.renderer is None:
            return
        text = placeholder(self.renderer, self.atoms.spans[slot.atom], slot.name)
        cursor = self.textCursor()
        cursor.setPosition(slot.start)
        prosedoc.insert(cursor, Run(text, slot.atom, PieceKind.MISSING, slot=slot.name), self.size_)
        self.setTextCursor(self._select(slot.start, slot.start + len(text)))

    def _select(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _edited(self) -> None:
        self.told.emit("")
        self.edited.emit()

    # -- keys ------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if any(event.matches(walk) for walk in _WALKS):
            super().keyPressEvent(event)
        elif not self._command(event) and not self._delete(event):
            self._character(event)

    def _command(self, event: QKeyEvent) -> bool:
        for keys, act in (
            (_SETS.Undo, self.undone.emit),
            (_SETS.Redo, self.redone.emit),
            (_SETS.Cut, self.cut),
            (_SETS.Paste, self.paste),
            (_SETS.InsertParagraphSeparator, self.split),
            (_SETS.InsertLineSeparator, self.split),
        ):
            if event.matches(keys):
                act()
                return True
        if event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
            return True
        if event.text() == "@":
            self.asked_figure.emit()
            return True
        return False

    def _delete(self, event: QKeyEvent) -> bool:
        cursor = self.textCursor()
        back = event.key() == Qt.Key.Key_Backspace
        if not back and event.key() != Qt.Key.Key_Delete and not any(event.matches(keys) for keys in _DELETES):
            return False
        if not cursor.hasSelection():
            move = next((operation for keys, operation in _DELETES.items() if event.matches(keys)), None)
            single = QTextCursor.MoveOperation.PreviousCharacter if back else QTextCursor.MoveOperation.NextCharacter
            cursor.movePosition(move or single, QTextCursor.MoveMode.KeepAnchor)
        if cursor.hasSelection():
            self.erase(cursor.selectionStart(), cursor.selectionEnd())
        return True

    def _character(self, event: QKeyEvent) -> None:
        text = event.text()
        wanted = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        held = event.modifiers() & wanted
        if text and text.isprintable() and (not held or held == wanted):
            self.put(text)
            self.ensureCursorVisible()
        else:
            event.ignore()

    def cut(self) -> None:
        """Copy, then delete."""
        self.copy()
        cursor = self.textCursor()
        if cursor.hasSelection():
            self.erase(cursor.selectionStart(), cursor.selectionEnd())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words only; the blanks that indent paragraphs elsewhere are the page's business here."""
        lines = source.text().replace("\r\n", "\n").replace("\u2029", "\n").split("\n")
        text = "\n".join(line.strip(" \t\u3000") for line in lines) if len(lines) > 1 else lines[0]
        if text:
            self.put(text.strip("\n") if len(lines) > 1 else text)

    def createMimeDataFromSelection(self) -> QMimeData:
        made = QMimeData()
        made.setText(self.textCursor().selectedText().replace("\u2029", "\n"))
        return made

    # -- input method -------------------------------------------------------------------

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Composing shows where words may stand; what is committed is put like typed text."""
        committed = event.commitString()
        composing = bool(event.preeditString())
        if (composing or committed) and not self._can_compose():
            self.told.emit(NOT_HERE)
            event.accept()
            return
        self.composing = composing
        super().inputMethodEvent(QInputMethodEvent(event.preeditString(), event.attributes()))
        if committed:
            self.put(committed)
            self.ensureCursorVisible()
        event.accept()

    def _can_compose(self) -> bool:
        if self.isReadOnly():
            return False
        cursor = self.textCursor()
        guard = self.guard()
        slot = _of(guard, cursor.selectionStart(), cursor.selectionEnd())
        if slot is not None and slot.asks:
            cursor.setPosition(min(slot.start + 1, slot.end))
            self.setTextCursor(cursor)
            return True
        if cursor.hasSelection():
            return self._free()
        return guard.can_type(cursor.position())

    # -- mouse and focus ------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A selection is not dragged: a statement would be torn out of its place."""
        cursor = self.textCursor()
        if cursor.hasSelection() and event.button() is Qt.MouseButton.LeftButton:
            cursor.clearSelection()
            self.setTextCursor(cursor)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        cursor = self.textCursor()
        if event.button() is Qt.MouseButton.LeftButton and not cursor.hasSelection():
            slot = self.guard().slot(cursor.position())
            if slot is not None and slot.asks:
                self.setTextCursor(self._select(slot.start, slot.end))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def plain_at(self, position: int) -> bool:
        """Whether the character there is plain text."""
        run = self.run_at(position)
        return run is None or run.atom == PLAIN


def _of(guard: Guard, start: int, end: int) -> Slot | None:
    """The reason that holds [start, end)."""
    for slot in guard.slots:
        if slot.start <= start and end <= slot.end:
            return slot
    return None
