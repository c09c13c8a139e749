"""A person at the keyboard: real key presses and clicks on what is seen, by the words on it, without internal calls."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTreeView, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE = 60.0


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
