"""Every control has a name for screen readers and is reached by keyboard; every action has keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)

from core.report import Report
from core.reportfile import StoredEvidence
from ui.windows.actions import ENTRIES

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
SOURCE = next((Path(__file__).resolve().parents[2] / "resources" / "samples").glob("*.docx"))
PAGES = ("start", "new", "help", "zt.base_data", "zt.2.1", "导出", "打印")


@pytest.fixture
def at(window, report_path, qtbot):
    def go(place: str) -> QWidget:
        if place != "start":
            _show(window, place, report_path, qtbot)
        return window.window

    return go


def _show(window, place, report_path, qtbot) -> None:
    if place == "new":
        window.window.show_new()
        return
    window.open_file(report_path)
    qtbot.waitExposed(window.window)
    if place in {"help", "history", "checklist", "packs"}:
        getattr(window.window, f"show_{place}")()
    elif place in {"导出", "打印"}:
        window.workspace.go(place)
    elif place in MORE:
        MORE[place](window, qtbot)
    else:
        window.session.jump(place)


def _preview(window, qtbot) -> None:
    window.workspace.bar.look.setChecked(True)
    qtbot.waitUntil(lambda: window.workspace.preview.ready, timeout=20000)


def _typed_here(window, qtbot) -> None:
    """The field of 依据 for what no table shows."""
    path = window.session.report.file.path.with_name("决算.jbao")
    Report.create(path, ["juesuan-hubei-2023"], "示例县总工会", 2023).close()
    window.window.close_report()
    window.open_file(path)
    window.session.jump("staff.establishment@actual")
    qtbot.wait(50)
    assert window.workspace.explain.asks


def _beside(window, _qtbot) -> None:
    """Last year beside a table."""
    window.session.jump("zt.base_data")
    window.workspace.pages.currentWidget().beside.setChecked(True)


def _source(window, qtbot) -> None:
    """The page of an imported file, months later."""
    window.workspace.show_source(SOURCE, StoredEvidence(SOURCE.name, "总工会", line=1))
    page = window.workspace.pages.currentWidget()
    qtbot.waitUntil(lambda: page.panel is not None, timeout=20000)


MORE = {
    "snapshot": lambda window, _: window.workspace.show_snapshot(),
    "replace": lambda window, _: window.window.replace_words(),
    "preview": _preview,
    "source": _source,
    "typed-here": _typed_here,
    "beside": _beside,
}
PLACES = (*PAGES, "history", "checklist", "packs", *MORE)


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


def _by_arrows(control: QWidget) -> bool:
    """A radio button that is not the chosen one of its group: Tab goes to that one, the arrows go on from it."""
    group = control.group() if isinstance(control, QRadioButton) else None
    chosen = group.checkedButton() if group is not None else None
    return chosen is not None and chosen is not control and bool(chosen.focusPolicy() & Qt.FocusPolicy.TabFocus)


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
        if not control.isEnabled() or control.focusPolicy() == Qt.FocusPolicy.NoFocus or _by_arrows(control):
            continue
        assert control in reachable or control.focusProxy() in reachable, (type(control), control.objectName())


@pytest.mark.parametrize("place", PLACES)
def test_buttons_take_the_focus(at, place):
    unreachable = [
        one.objectName() or one.text()
        for one in controls(at(place))
        if isinstance(one, QAbstractButton)
        and one.isEnabled()
        and not (one.focusPolicy() & Qt.FocusPolicy.TabFocus or _by_arrows(one))
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


def test_a_field_leaves_the_windows_keys_to_the_window(window, report_path, qtbot):
    """Under X11 a field takes Ctrl+E for the end of its line and Ctrl+K to delete up to it."""
    window.open_file(report_path)
    window.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window.window)
    taken = []

    class Greedy(QLineEdit):
        def event(self, event: QEvent) -> bool:
            if event.type() == QEvent.Type.ShortcutOverride:
                taken.append(event.key())
                event.accept()
                return True
            return super().event(event)

    field = Greedy(window.window)
    field.show()
    field.setFocus()
    for name, seen in (("export", False), ("find", False), ("undo", True)):
        keys = window.window.actions_[name].shortcuts()[0][0]
        asks = QKeyEvent(QEvent.Type.ShortcutOverride, keys.key(), keys.keyboardModifiers())
        asks.ignore()  # as Qt asks it
        QApplication.sendEvent(field, asks)
        assert asks.isAccepted() is seen, name
    assert taken == [Qt.Key.Key_Z]
