"""Every control has a name for screen readers and is reached by keyboard; every action has keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)

from core.narrative.renewal import as_draft
from core.report import Report
from core.reportfile import StoredEvidence
from ui.pages.prosemenu import ProseMenu
from ui.widgets.picker import Picker
from ui.windows.actions import ENTRIES

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
SOURCE = next((Path(__file__).resolve().parents[2] / "resources" / "samples").glob("*.docx"))
DRAFT = "2023年我会有会员3200人。\n慰问困难职工12户，支出1.50万元。"
PAGES = ("start", "new", "help", "zt.base_data", "zt.2.1", "导出", "打印")


@pytest.fixture
def at(window, report_path, qtbot):
    """Goes to a place and gives the window that it is in: the main one, a list that stands over it, a dialog."""

    def go(place: str) -> QWidget:
        shown = _show(window, place, report_path, qtbot) if place != "start" else None
        return shown or window.window

    return go


def _show(window, place, report_path, qtbot) -> QWidget | None:
    if place == "new":
        window.window.show_new()
        return None
    window.open_file(report_path)
    qtbot.waitExposed(window.window)
    if place in {"help", "history", "checklist", "packs"}:
        getattr(window.window, f"show_{place}")()
    elif place in {"导出", "打印"}:
        window.workspace.go(place)
    elif place in MORE:
        return MORE[place](window, qtbot)
    else:
        window.session.jump(place)
    return None


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


def _review(window, qtbot) -> None:
    """What was read from last year's file, beside it."""
    from ui.pages import ReviewPage

    window.window.take([SOURCE])
    workspace = window.workspace
    qtbot.waitUntil(lambda: isinstance(workspace.pages.currentWidget(), ReviewPage), timeout=30000)


def _beginning(window, _qtbot) -> None:
    """A file that waits for its first project."""
    path = window.session.report.file.path.with_name("项目.jbao")
    Report.create(path, ["xiangmu-mof-2020"], "示例县总工会", 2023).close()
    window.window.close_report()
    window.open_file(path)


def _codes(window, _qtbot) -> QWidget:
    """A table by codes, and the list that is typed into for another."""
    path = window.session.report.file.path.with_name("决算.jbao")
    Report.create(path, ["juesuan-hubei-2023"], "示例县总工会", 2023).close()
    window.window.close_report()
    window.open_file(path)
    window.session.jump("T05")
    page = window.workspace.pages.currentWidget()
    page.add_row("T05")
    return page.grid.findChild(Picker)


def _figures(window, _qtbot) -> QWidget:
    """The list of figures that @ opens."""
    window.session.jump("zt.7")
    page = window.workspace.pages.currentWidget()
    page.pick_figure()
    return page.findChild(Picker)


def _draft(window, _qtbot) -> None:
    """Words of last year that ask to be renewed, and a paragraph that its sentences do not take."""
    report = window.session.report
    window.session.do(lambda: report.set_section("zt.7", as_draft(DRAFT, 2023)))
    window.session.jump("zt.7")


def _keeping(window, qtbot) -> None:
    """The field for the reason why words may stay."""
    _draft(window, qtbot)
    page = window.workspace.pages.currentWidget()
    page.keeping.ask(next(one for one in window.session.report.findings() if one.place.startswith("zt.7:")))


def _last_year(window, _qtbot) -> None:
    """Last year's text beside this year's."""
    window.session.jump("zt.2.1")
    page = window.workspace.pages.currentWidget()
    next(one for one in page.findChildren(QAbstractButton) if one.text() == "上年文字").click()


def _notice(window, _qtbot) -> None:
    """A message with what can be done about it, and work under way."""
    window.notice.tell("有人正在用这份文件", "error", {"只读打开": lambda: None})
    window.job.show()


def _about(window, _qtbot) -> None:
    window.window.show_help()
    window.click("show-about")


def _crash(window, _qtbot) -> QWidget:
    from ui.windows.crash import CrashDialog

    dialog = CrashDialog("ValueError: x", window.window)
    dialog.show()
    return dialog


def _read_only(window, _qtbot) -> None:
    path = window.session.report.file.path
    window.window.close_report()
    window.open_file(path, read_only=True)
    window.session.jump("zt.base_data")


MORE = {
    "review": _review,
    "beginning": _beginning,
    "codes": _codes,
    "figures": _figures,
    "draft": _draft,
    "keeping": _keeping,
    "last-year": _last_year,
    "notice": _notice,
    "about": _about,
    "crash": _crash,
    "read-only": _read_only,
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


# -- menus -----------------------------------------------------------------------------


def _of_file(window, _qtbot) -> QMenu:
    return window.workspace.bar.menu


def _of_cell(window, _qtbot) -> QMenu:
    """What can be done with a computed cell of a row, among them its total."""
    window.session.jump("zt.base_data")
    page = window.workspace.pages.currentWidget()
    page.show_place("T03.total.total@actual")
    return page.menu()


def _of_text(window, _qtbot) -> QMenu:
    window.session.jump("zt.2.1")
    page = window.workspace.pages.currentWidget()
    return ProseMenu(page).build(page.text.rect().center())


def _of_finding(window, qtbot) -> QMenu:
    """The remedies of the words under the cursor, by Ctrl+. as a clerk opens them."""
    _draft(window, qtbot)
    page = window.workspace.pages.currentWidget()
    page.text.setFocus()
    page.text.setTextCursor(page.text.document().find("3200"))
    qtbot.keyClick(page.text, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    return page.findChild(QMenu, "remedies")


MENUS = {"file": _of_file, "cell": _of_cell, "text": _of_text, "remedies": _of_finding}


def _entries(menu: QMenu) -> list[QAction]:
    return [one for one in menu.actions() if one.isVisible() and one.isEnabled() and not one.isSeparator()]


@pytest.mark.parametrize("name", MENUS)
def test_every_entry_of_a_menu_is_reached_by_the_arrows(window, report_path, qtbot, name):
    """And says what it does; what is below an entry as well."""
    window.open_file(report_path)
    qtbot.waitExposed(window.window)
    menu = MENUS[name](window, qtbot)
    waiting = [menu]
    while waiting:
        one = waiting.pop()
        one.popup(window.window.mapToGlobal(window.window.rect().center()))
        wanted = _entries(one)
        reached = set()
        for _ in range(2 * len(one.actions()) + 2):
            qtbot.keyClick(one, Qt.Key.Key_Down)
            reached.add(one.activeAction())
        assert wanted
        assert all(action.text() for action in wanted)
        assert set(wanted) == reached
        waiting += [inner for action in wanted if (inner := action.menu()) is not None]
    menu.close()


def test_the_menus_of_a_page_open_without_a_mouse(window, report_path, qtbot):
    """文件 by Space on its button; a cell's and a text's by the menu key."""
    opened: list[list[str]] = []

    def look() -> None:
        """Whoever opened the menu waits until it is closed again."""
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            opened.append([one.text() for one in _entries(menu)])
            menu.close()

    watch = QTimer(interval=20)
    watch.timeout.connect(look)
    watch.start()
    window.open_file(report_path)
    qtbot.waitExposed(window.window)
    for place in ("zt.base_data", "zt.2.1"):
        window.session.jump(place)
        page = window.workspace.pages.currentWidget()
        target = page.grid.viewport() if place == "zt.base_data" else page.text.viewport()
        here = target.rect().center()
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, here, target.mapToGlobal(here))
        QApplication.sendEvent(target, asked)
    qtbot.keyClick(window.window.findChild(QAbstractButton, "file-menu"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(opened) == 3)
    watch.stop()
    assert "向下填充" in opened[0]
    assert "插入数据…" in opened[1]
    assert "打开…" in opened[2]


# -- actions ---------------------------------------------------------------------------


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
