"""From 〔未填〕 in a sentence to the number: the cell is gone to by keys, and what no table shows is typed in 依据."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from core.report import Report
from ui.panes.tally import Standing, tally

K = Qt.Key
AGENCY = "agency_operating_expense"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def accounts(window, tmp_path, qtbot):
    path = tmp_path / "决算.jbao"
    report = Report.create(path, ["juesuan-hubei-2023"], "示例县总工会", 2023)
    report.type(AGENCY, "actual", "20.00")
    report.close()
    window.open_file(path)
    window.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window.window)
    return window


def menu_of(window, qtbot, section, words):
    """The menu of Ctrl+. at words of a section."""
    window.session.jump(section)
    text = window.workspace.pages.currentWidget().text
    text.setFocus()
    cursor = text.textCursor()
    cursor.setPosition(text.toPlainText().index(words) + len(words))
    text.setTextCursor(cursor)
    qtbot.keyClick(text, K.Key_Period, CTRL)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    return QApplication.activePopupWidget()


@pytest.mark.parametrize(
    ("section", "words", "name", "key", "aspect"),
    [
        ("js.about.structure", "编制数〔未填〕", "编制数", "staff.establishment", "actual"),
        # A key without a dot is a figure all the same, not the reason a sentence asks for.
        (
            "js.text.agency",
            "比年初预算数〔未填〕",
            "年初预算机关运行经费",
            "agency_operating_expense",
            "initial_budget",
        ),
    ],
)
def test_what_no_table_shows_is_typed_beside(accounts, qtbot, section, words, name, key, aspect):
    menu = menu_of(accounts, qtbot, section, words)
    assert [action.text() for action in menu.actions()] == [f"填写「{name}」"]
    qtbot.keyClick(menu, K.Key_Return)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    entry = QApplication.focusWidget()
    assert entry.objectName() == "typed-here"
    qtbot.keyClicks(entry, "15")
    qtbot.keyClick(entry, K.Key_Return)
    assert accounts.session.report.value(key, aspect).number is not None
    assert words not in accounts.workspace.pages.currentWidget().text.toPlainText()


def test_a_missing_figure_cannot_be_typed_over(accounts, qtbot):
    accounts.session.jump("js.text.agency")
    page = accounts.workspace.pages.currentWidget()
    before = page.text.toPlainText()
    cursor = page.text.textCursor()
    start = before.index("比年初预算数〔未填〕")
    cursor.setPosition(start)
    cursor.setPosition(start + len("比年初预算数〔未填〕"), cursor.MoveMode.KeepAnchor)
    page.text.setTextCursor(cursor)
    qtbot.keyClicks(page.text, "8")
    assert page.text.toPlainText() == before


def test_the_pane_opens_where_it_was_folded(accounts, qtbot):
    accounts.workspace.bar.panel.setChecked(False)
    accounts.session.jump("staff.establishment@actual")
    assert accounts.workspace.explain.isVisible()
    assert QApplication.focusWidget().objectName() == "typed-here"


def test_a_declared_table_is_done(accounts):
    spot = next(spot for spot in accounts.workspace.outline.model.spots() if spot.id == "T07")
    assert tally(accounts.workspace.board, spot).standing is Standing.EMPTY
    accounts.session.do(lambda: accounts.session.report.declare_empty("T07"))
    assert tally(accounts.workspace.board, spot).standing is Standing.COMPLETE
