"""A person at the keyboard: real key presses and clicks on what is seen, by the words on it, without internal calls."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QTreeView,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

PATIENCE = 60.0
PROBLEMS = 300
"""More than any report has."""


class Person:
    """Sees one window and photographs it."""

    def __init__(self, window: QWidget, album: Path) -> None:
        self.window = window
        self.album = album
        self.pictures = 0

    # -- seeing -----------------------------------------------------------------------

    def until(self, seen: Callable[[], object], what: str) -> None:
        """Wait until something is seen."""
        end = time.monotonic() + PATIENCE
        while not seen():
            assert time.monotonic() < end, f"waited for {what}"
            QTest.qWait(20)
        QTest.qWait(50)

    def sees(self, words: str) -> bool:
        """Whether the words stand anywhere in the window."""
        said = [one.text() for kind in (QLabel, QAbstractButton) for one in self._seen(kind)]
        return any(words in text for text in said)

    def _seen(self, kind: type[QWidget]) -> list[QWidget]:
        return [one for one in self.window.findChildren(kind) if one.isVisible()]

    def photograph(self, name: str) -> None:
        """Keep what is seen."""
        QTest.qWait(100)
        self.pictures += 1
        self.window.grab().save(str(self.album / f"{self.pictures:02}-{name}.png"))

    # -- doing -------------------------------------------------------------------------

    def click(self, words: str) -> None:
        """Press the button with these words on it."""
        found = [
            one
            for one in self._seen(QAbstractButton)
            if one.isEnabled() and (words in one.text() or words in one.accessibleName())
        ]
        assert found, f"no button says {words}"
        exact = [one for one in found if words in {one.text(), one.accessibleName()}]
        QTest.mouseClick((exact or found)[0], Qt.MouseButton.LeftButton)
        QTest.qWait(50)

    def press(self, name: str) -> None:
        """Press the button of that name where several say the same."""
        found = [one for one in self._seen(QAbstractButton) if one.objectName() == name]
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
        QTest.qWait(50)

    def field(self, name: str) -> QLineEdit:
        """The field of that name."""
        return next(one for one in self._seen(QLineEdit) if name in one.accessibleName())

    def write(self, name: str, text: str) -> None:
        """Click into a field and type over what stands there."""
        field = self.field(name)
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)

    def keys(self, text: str) -> None:
        """Type where the focus is, a key at a time."""
        for letter in text:
            QTest.keyClicks(self._focus(), letter)
        QTest.qWait(10)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key where the focus is."""
        QTest.keyClick(self._focus(), key, modifier)
        QTest.qWait(30)

    def _focus(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        return QApplication.focusWidget() or self.window

    def says(self, text: str) -> None:
        """Write Chinese where the focus is, the way an input method hands it over."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self._focus(), event)
        QTest.qWait(10)

    # -- tables ------------------------------------------------------------------------

    def _grid(self) -> QTableView:
        return next(one for one in self._seen(QTableView) if one.objectName() == "grid")

    def printed(self) -> list[list[str]]:
        """What the rows of the table say."""
        model = self._grid().model()
        rows, columns = range(model.rowCount()), range(model.columnCount())
        return [[str(model.index(row, column).data() or "").strip() for column in columns] for row in rows]

    def to_cell(self, words: str, right: int = 1, down: int = 0) -> None:
        """Click the cell so many to the right of the one that says the words, and below it."""
        places = [(r, c) for r, row in enumerate(self.printed()) for c, text in enumerate(row) if text == words]
        assert places, f"no cell says {words}"
        grid = self._grid()
        index = grid.model().index(places[0][0] + down, places[0][1] + right)
        grid.scrollTo(index)
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(index).center())
        QTest.qWait(20)

    def enter(self, words: str, amount: str, right: int = 1) -> None:
        """Type an amount beside the words of a row."""
        self.to_cell(words, right)
        self.keys(amount)
        self.key(Qt.Key.Key_Return)

    def add(self, code: str, *amounts: str) -> None:
        """Add a row by its code and type what stands in it, from the first cell one may type into; "" passes over."""
        self.click("增加科目")
        self.keys(code)
        self.key(Qt.Key.Key_Return)
        for amount in amounts:
            self.keys(amount)
            self.key(Qt.Key.Key_Tab)

    # -- what is still missing ----------------------------------------------------------

    def _selected(self) -> str:
        focus = self._focus()
        return focus.textCursor().selectedText() if isinstance(focus, QPlainTextEdit | QTextEdit) else ""

    def _named(self) -> str:
        """The name of what 依据 tells of; it is told a moment after one goes there."""
        self.until(lambda: len(self.explained()) > 1, "what 依据 says")
        return self.explained()[1]

    def asked(self) -> str:
        """What 依据 asks to be typed; empty where it asks nothing."""
        focus = self._focus()
        return self._named() if focus.accessibleName() == "填写这个数据" else ""

    def ready(self) -> bool:
        """Whether the bar says that nothing is missing and nothing wrong."""
        said = next(one.accessibleName() for one in self._seen(QAbstractButton) if one.objectName() == "step-审核")
        return said == "审核（通过）" or ("未填 0" in said and "错误 0" in said)

    def answer_all(self, amounts: Mapping[str, str], words: Mapping[str, str], reason: str) -> None:
        """F8 from one problem to the next, each answered where it stands: numbers by their names, texts by sections.

        What is not named is 0; a reason that a sentence asks for is always the same.
        """
        for _ in range(PROBLEMS):
            if self.ready():
                return
            self.key(Qt.Key.Key_F8)
            QTest.qWait(80)
            if self._selected().endswith("〔未填〕"):
                self.key(Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
                self.key(Qt.Key.Key_Return)
                QTest.qWait(80)
            if self._selected().startswith("〔"):
                self.says(reason)
            elif name := self.asked():
                self.keys(amounts.get(name, "0"))
                self.key(Qt.Key.Key_Return)
            elif isinstance(self._focus(), QTableView):
                pass  # a figure that stands there is looked at; it is settled by what it is held against
            else:
                self.says(words.get(self._named(), "无。"))
            QTest.qWait(80)
        raise AssertionError("there is no end of problems")

    # -- going places --------------------------------------------------------------------

    def explained(self) -> list[str]:
        """What 依据 says."""
        body = self.window.findChild(QWidget, "explanation")
        return [one.text() for one in body.findChildren(QLabel) if one.isVisible()]

    def go_to(self, words: str) -> None:
        """Click the line of the outline that says the words."""
        tree = next(one for one in self._seen(QTreeView) if one.objectName() == "outline")
        index = tree.indexAt(QPoint(5, 5))
        while index.isValid():
            if words in str(index.data()):
                tree.scrollTo(index)
                QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(index).center())
                QTest.qWait(50)
                return
            index = tree.indexBelow(index)
        tree.scrollToTop()
        raise AssertionError(f"the outline has no {words}")
