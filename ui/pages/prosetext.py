"""The editor of a section: plain words and reasons are typed, live statements are whole or gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent, QTextCursor

from ui.pages.chips import chip_after, chip_before, chip_beside, passed
from ui.pages.prosebase import NOT_HERE, ProseBase

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget


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
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_COMMANDS = _CONTROL | _ALT | Qt.KeyboardModifier.MetaModifier
_FIGURES = frozenset("@{")
"""Typing one of these chooses a figure."""
_ASKS = {
    "Ctrl+F": "find",
    "Ctrl+H": "replace",
    "Ctrl+.": "remedy",
    "Alt+Return": "remedy",
    "Alt+Enter": "remedy",
    "F7": "next-old",
    "Shift+F7": "previous-old",
    "Ctrl+Return": "keep-old",
    "Ctrl+Enter": "keep-old",
}
"""Keys that the page answers; they go before the window's where text has the focus."""
_DELETES = {
    _SETS.DeleteStartOfWord: QTextCursor.MoveOperation.PreviousWord,
    _SETS.DeleteEndOfWord: QTextCursor.MoveOperation.NextWord,
    _SETS.DeleteEndOfLine: QTextCursor.MoveOperation.EndOfBlock,
}


class ProseText(ProseBase):
    """The keys, the input method and the mouse of the editor."""

    answers = frozenset(_ASKS)
    """The keys that stay with the text before the window's (ui/windows/actions.py)."""
    undone = Signal()
    redone = Signal()
    asked_figure = Signal(str)
    """@ or { was typed: choose a figure to put in."""
    asked = Signal(str)
    """What one of the page's keys asks for."""
    hovered = Signal()
    """The mouse moved over the text without a button."""
    opened = Signal(object)
    """A chip was double-clicked: its Run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        """Whether an input method is at work; the text must not be rewritten under it."""
        self.viewport().setMouseTracking(True)

    # -- keys ------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text and text.isprintable() and not event.modifiers() & _COMMANDS and text not in _FIGURES:
            self._character(event)
        elif any(event.matches(walk) for walk in _WALKS):
            before = self.textCursor().position()
            super().keyPressEvent(event)
            passed(self, before)
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
        if event.text() in _FIGURES:
            self.asked_figure.emit(event.text())
            return True
        wanted = _ASKS.get(QKeySequence(event.keyCombination()).toString())
        if wanted:
            self.asked.emit(wanted)
        return bool(wanted)

    def event(self, event: QEvent) -> bool:
        """The page's keys are not the window's while text is written."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and QKeySequence(event.keyCombination()).toString() in _ASKS
        ):
            event.accept()
            return True
        return super().event(event)

    def _delete(self, event: QKeyEvent) -> bool:
        cursor = self.textCursor()
        back = event.key() == Qt.Key.Key_Backspace
        if not back and event.key() != Qt.Key.Key_Delete and not any(event.matches(keys) for keys in _DELETES):
            return False
        if not cursor.hasSelection():
            move = next((operation for keys, operation in _DELETES.items() if event.matches(keys)), None)
            single = QTextCursor.MoveOperation.PreviousCharacter if back else QTextCursor.MoveOperation.NextCharacter
            chip = (chip_before if back else chip_after)(self, cursor.position())
            cursor.movePosition(move or single, QTextCursor.MoveMode.KeepAnchor)
            if chip is not None and chip.whole:
                cursor = self.stretch_cursor(chip.start, chip.end)
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
        from ui.models.pasting import from_rtf, words

        text = words(source.html() if source.hasHtml() else "", source.text() if source.hasText() else "")
        if not text and source.hasFormat("text/rtf"):
            text = from_rtf(bytes(source.data("text/rtf").data()).decode("latin-1"))
        if text:
            self.put(text)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasHtml() or source.hasFormat("text/rtf")

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
            self.tell(NOT_HERE)
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
        slot = guard.holding(cursor.selectionStart(), cursor.selectionEnd())
        if slot is not None and slot.asks:
            cursor.setPosition(min(slot.start + 1, slot.end))
            self.setTextCursor(cursor)
            return True
        if cursor.hasSelection():
            return self.free_selection()
        return guard.can_type(cursor.position())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is written stays in sight when a note appears below it."""
        super().resizeEvent(event)
        if self.hasFocus():
            self.ensureCursorVisible()

    # -- mouse and focus ------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A selection is not dragged: a statement would be torn out of its place."""
        cursor = self.textCursor()
        if cursor.hasSelection() and event.button() is Qt.MouseButton.LeftButton:
            cursor.clearSelection()
            self.setTextCursor(cursor)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons():
            self.hovered.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A chip opens its cell; words are selected as everywhere."""
        chip = chip_beside(self, self.cursorForPosition(event.position().toPoint()).position())
        if chip is not None and chip.run.key:
            self.opened.emit(chip.run)
        else:
            super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        cursor = self.textCursor()
        if event.button() is Qt.MouseButton.LeftButton and not cursor.hasSelection():
            passed(self, -1)
            cursor = self.textCursor()
            slot = self.guard().slot(cursor.position())
            if slot is not None and slot.asks:
                self.setTextCursor(self.stretch_cursor(slot.start, slot.end))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()
