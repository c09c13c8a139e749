"""A section's page under a person's hands, for the tests of the narrative."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from ui.pages.narrative import NarrativePage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.session import Session

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def show(qtbot: QtBot, session: Session, section: str) -> NarrativePage:
    page = NarrativePage(session, section)
    qtbot.addWidget(page)
    page.resize(760, 560)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.text.setFocus()
    qtbot.waitUntil(page.text.hasFocus)
    return page


def put(page: NarrativePage, position: int, end: int | None = None) -> None:
    cursor = page.text.textCursor()
    cursor.setPosition(position)
    if end is not None:
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    page.text.setTextCursor(cursor)


def words(page: NarrativePage) -> str:
    return page.text.toPlainText()


def write(page: NarrativePage, text: str) -> None:
    """Keys with Chinese text, as an input method's plain commits arrive."""
    for character in text:
        QApplication.sendEvent(page.text, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character))


def compose(page: NarrativePage, text: str) -> None:
    """Letters that an input method has not turned into words yet."""
    QApplication.sendEvent(page.text, QInputMethodEvent(text, []))


def commit(page: NarrativePage, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(page.text, event)


def underlined(page: NarrativePage) -> list[str]:
    """The words that are underlined, as they stand."""
    return [selection.cursor.selectedText() for selection in page.text.extraSelections()]
