"""Every control has a name for screen readers and is reached by keyboard; every action has keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.windows.actions import ENTRIES

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
PAGES = ("start", "new", "help", "zt.base_data", "zt.2.1", "导出", "打印")
PLACES = (*PAGES, "history", "checklist", "packs", "snapshot", "preview", "replace")


@pytest.fixture
def at(window, report_path, qtbot):
    def go(place: str) -> QWidget:
        if place == "start":
            return window.window
        if place == "new":
            window.window.show_new()
            return window.window
        window.open_file(report_path)
        qtbot.waitExposed(window.window)
        match place:
            case "help":
                window.window.show_help()
            case "导出" | "打印":
                window.workspace.go(place)
            case "history" | "checklist" | "packs":
                getattr(window.window, f"show_{place}")()
            case "snapshot":
                window.workspace.show_snapshot()
            case "preview":
                window.workspace.bar.look.setChecked(True)
                qtbot.waitUntil(lambda: window.workspace.preview.ready, timeout=20000)
            case "replace":
                window.window.replace_words()
            case _:
                window.session.jump(place)
        return window.window

    return go


def controls(root: QWidget) -> list[QWidget]:
    """What can be seen and used, without the inner parts of other controls."""
    found = [one for kind in CONTROLS for one in root.findChildren(kind) if one.isVisible()]
    inner = (QComboBox, QAbstractSpinBox, QLineEdit, QAbstractItemView)
    return [one for one in dict.fromkeys(found) if not _within(one, inner)]


def _within(widget: QWidget, kinds: tuple[type, ...]) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, kinds):
            return True
        parent = parent.parentWidget()
    return False


@pytest.mark.parametrize("place", PLACES)
def test_every_control_has_a_name(at, place):
    nameless = [
        (type(one).__name__, one.objectName())
        for one in controls(at(place))
        if not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()))
    ]
    assert nameless == []


@pytest.mark.parametrize("place", PLACES)
def test_every_control_is_reached_by_tab_or_pane(at, place, qtbot):
    """Tab walks the focus chain; what keeps Tab for itself (a table) is left by F6."""
    window = at(place)
    chain, one = [], window
    for _ in range(2000):
        one = one.nextInFocusChain()
        if one in chain:
            break
        chain.append(one)
    reachable = {one for one in chain if one.focusPolicy() & Qt.FocusPolicy.TabFocus}
    for control in controls(window):
        if not control.isEnabled() or control.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        assert control in reachable or control.focusProxy() in reachable, (type(control), control.objectName())


@pytest.mark.parametrize("place", PLACES)
def test_buttons_take_the_focus(at, place):
    unreachable = [
        one.objectName() or one.text()
        for one in controls(at(place))
        if isinstance(one, QAbstractButton) and one.isEnabled() and not one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert unreachable == []


def test_every_action_has_keys_and_none_has_anothers(window):
    keys = [key for entry in ENTRIES for key in entry.keys]
    assert len(keys) == len(set(keys))
    assert all(entry.keys for entry in ENTRIES)
    assert set(window.window.actions_) == {entry.name for entry in ENTRIES}


def test_every_action_can_be_done_without_a_mouse(window, report_path, qtbot, monkeypatch):
    """Each action is triggered by its own keys, sent to the window that has the focus."""
    window.open_file(report_path)
    window.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window.window)
    done = []
    for entry in ENTRIES:
        action = window.window.actions_[entry.name]
        action.triggered.disconnect()
        action.triggered.connect(lambda _=False, name=entry.name: done.append(name))
    for entry in ENTRIES:
        keys = window.window.actions_[entry.name].shortcuts()[0][0]
        qtbot.keyClick(window.window, keys.key(), keys.keyboardModifiers())
    missed = {entry.name for entry in ENTRIES} - set(done)
    assert missed <= {"undo", "redo", "help"}, missed
