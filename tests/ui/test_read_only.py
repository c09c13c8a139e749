"""A file that is open for reading: every key, button and menu of every page is tried, and nothing changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from core.narrative import Text
from core.report import Report
from ui.pages.prosemenu import ProseMenu
from ui.windows import asking

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
PLAIN = (Qt.Key.Key_5, Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space, Qt.Key.Key_Escape)
WITH_CTRL = (*"VXDRZYH", "+", "-", ".")


@pytest.fixture
def shown(window, tmp_path, qtbot, monkeypatch):
    path = tmp_path / "a.jbao"
    report = Report.create(path, ["juesuan-hunan-2023", "zhengti-hunan-2023"], "示例县总工会", 2023)
    report.apply("行", report.row_changes("T03", "2012901"))
    report.type("T03.2012901.basic", "actual", "62.63")
    report.set_section("zt.7", [Text("去年的问题 5.00万元。")])
    report.close()
    for name in ("report_file", "copy_file"):
        monkeypatch.setattr(asking, name, lambda *_: None)
    monkeypatch.setattr(asking, "source_files", lambda *_: [])
    window.open_file(path, read_only=True)
    qtbot.waitExposed(window.window)
    QGuiApplication.clipboard().setText("1\t2\n3\t4")
    before = path.read_bytes()
    yield window
    window.close_report()
    assert path.read_bytes() == before


def state(report):
    return report.file.load(), dict(report.entries), dict(report.engine.computed), len(report.file.history())


def close_popup():
    QApplication.processEvents()
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
        QApplication.processEvents()


def click_all(host):
    for button in host.findChildren(QAbstractButton):
        try:
            if button.isVisible() and button.isEnabled():
                button.click()
                close_popup()
        except RuntimeError:  # went with the page that an earlier one closed
            continue


def press_all(target):
    for key in PLAIN:
        QTest.keyClick(target, key)
    for letter in WITH_CTRL:
        QTest.keyClick(target, letter, CTRL)
    QTest.keyClick(target, Qt.Key.Key_Return, ALT)
    close_popup()


def trigger_all(menu):
    for action in menu.actions():
        if action.isEnabled() and action.menu() is None:
            action.trigger()
            close_popup()
    menu.deleteLater()


def test_no_key_button_or_menu_of_a_page_changes_anything(shown):
    space, report = shown.workspace, shown.session.report
    before = state(report)
    for spot in [one for one in space.outline.model.spots() if one.kind in {"table", "section"}]:
        space.pages.show_spot(spot)
        page = space.pages.currentWidget()
        if spot.kind == "table":
            for place in [(r, 1) for r in range(0, page.model.rowCount(), 4)]:
                page.grid.go(place)
                press_all(page.grid)
            trigger_all(page.menu())
        else:
            page.text.selectAll()
            press_all(page.text)
            trigger_all(ProseMenu(page).build(page.text.rect().center()))
        click_all(page)
        assert state(report) == before, spot


def test_no_other_page_changes_anything(shown):
    window, space, report = shown.window, shown.workspace, shown.session.report
    before = state(report)
    for name in ("show_history", "show_checklist", "show_packs", "undo", "redo", "save_as"):
        getattr(window, name)()
        click_all(space.pages.currentWidget())
        assert state(report) == before, name
    space.replacing.begin("去年")
    for field in space.replacing.findChildren(QLineEdit):
        field.setText("今年")
    for pane in (space.replacing, space.explain, space.problems):
        click_all(pane)
        assert state(report) == before, pane


def test_an_import_is_read_but_not_taken(shown, tmp_path, qtbot):
    path = tmp_path / "甲.txt"
    path.write_text("一、部门（单位）基本情况\n2023年末，编制数12人，实有在职人员10人。\n", encoding="utf-8")
    before = state(shown.session.report)
    shown.window.take([path])
    qtbot.waitUntil(lambda: shown.workspace.review is not None or shown.notice.isVisible(), timeout=20000)
    if shown.workspace.review is not None:
        shown.workspace.review.model.decide(shown.workspace.review.offers.take_all)
        click_all(shown.workspace.review)
    assert state(shown.session.report) == before
