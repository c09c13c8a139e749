"""Last year's numbers in a draft: seen, typed over, kept and renewed with real keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.narrative import Text
from core.narrative.renewal import as_draft
from core.report import Report
from ui import theme
from ui.models.replacing import replace_all, replaceable
from ui.pages.narrative import NarrativePage
from ui.pages.prosemenu import ProseMenu
from ui.panes.board import Board, Group, group_of
from ui.panes.places import Spot
from ui.panes.tally import Standing, tally
from ui.session import Session

SECTION = "zt.7"
WORDS = "2023年我会有会员3200人。\n慰问困难职工12户，支出1.50万元。"


@pytest.fixture
def session(qapp):
    report = Report.scratch(["zhengti-hunan-2023"], "示例县总工会", 2024, begin=True)
    report.set_section(SECTION, as_draft(WORDS, 2023))
    opened = Session(report)
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot, session):
    made = NarrativePage(session, SECTION)
    qtbot.addWidget(made)
    made.resize(760, 560)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.text.setFocus()
    qtbot.waitUntil(made.text.hasFocus)
    return made


def marked(session):
    return [span.text for span in session.report.spans[SECTION] if isinstance(span, Text) and span.outdated]


def write(page, text):
    for character in text:
        QApplication.sendEvent(page.text, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character))


def ground(page, words):
    """The ground behind some words."""
    brush = page.text.document().find(words).charFormat().background()
    return "" if brush.style() is Qt.BrushStyle.NoBrush else brush.color().name()


def put(page, words, offset):
    cursor = page.text.document().find(words)
    cursor.setPosition(cursor.selectionStart() + offset)
    page.text.setTextCursor(cursor)


def test_they_are_highlighted_counted_and_unchanged_by_looking(page, session):
    assert page.renewing.isVisible()
    assert page.renewing.told.text() == "去年的文字，还有 4 处数字和年份要更新"
    assert ground(page, "3200人").lower() == theme.current().warning_ground.lower()
    assert ground(page, "我会有") == ""
    page.flush()
    assert not page.pending
    assert session.can_undo == session.report.file.history()[0].what


def test_typing_over_the_selected_one_settles_it(qtbot, page, session):
    qtbot.mouseClick(page.renewing.next, Qt.MouseButton.LeftButton)
    assert page.text.textCursor().selectedText() == "2023年"
    qtbot.mouseClick(page.renewing.next, Qt.MouseButton.LeftButton)
    assert page.text.textCursor().selectedText() == "3200人"
    write(page, "3300人")
    qtbot.waitUntil(lambda: page.renewing.told.text() == "去年的文字，还有 3 处数字和年份要更新")
    assert ground(page, "3300人") == ""
    page.flush()
    assert marked(session) == ["2023年", "12户", "1.50万元"]
    assert "会员3300人" in session.report.text(SECTION)


def test_one_digit_changed_takes_the_mark_off_the_whole_number_and_undo_puts_it_back(page, session):
    put(page, "3200人", 2)
    QTest.keyClick(page.text, Qt.Key.Key_Backspace)
    assert ground(page, "300人") == ""
    page.flush()
    assert marked(session) == ["2023年", "12户", "1.50万元"]
    QTest.keyClick(page.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert marked(session) == ["2023年", "3200人", "12户", "1.50万元"]
    assert ground(page, "3200人") != ""


def test_words_beside_a_number_leave_it_marked(page, session):
    put(page, "3200人", 0)
    write(page, "约")
    put(page, "3200人", 5)
    write(page, "左右")
    page.flush()
    assert "会员约3200人左右。" in session.report.text(SECTION)
    assert marked(session) == ["2023年", "3200人", "12户", "1.50万元"]


def test_a_paragraph_broken_within_a_number_is_an_edit_of_it(page, session):
    put(page, "3200人", 2)
    QTest.keyClick(page.text, Qt.Key.Key_Return)
    page.flush()
    assert marked(session) == ["2023年", "12户", "1.50万元"]


def test_what_stays_is_confirmed_one_by_one_or_all(qtbot, page, session):
    bar = page.renewing
    qtbot.mouseClick(bar.keep_one, Qt.MouseButton.LeftButton)
    assert marked(session) == ["3200人", "12户", "1.50万元"]
    assert page.text.textCursor().selectedText() == "3200人"
    qtbot.mouseClick(bar.keep_one, Qt.MouseButton.LeftButton)
    assert marked(session) == ["12户", "1.50万元"]
    qtbot.mouseClick(bar.keep_rest, Qt.MouseButton.LeftButton)
    assert marked(session) == []
    assert not bar.isVisible()
    assert session.report.text(SECTION) == WORDS
    session.undo()
    assert marked(session) == ["12户", "1.50万元"]
    assert bar.isVisible()


def test_the_years_move_on_together(qtbot, page, session):
    qtbot.mouseClick(page.renewing.years, Qt.MouseButton.LeftButton)
    assert session.report.text(SECTION).startswith("2024年我会")
    assert marked(session) == ["3200人", "12户", "1.50万元"]
    assert not page.renewing.years.isVisible()


def test_the_menu_settles_the_one_under_it(page, session):
    cursor = page.text.document().find("2023年")
    cursor.setPosition(cursor.selectionStart() + 1)
    menu = ProseMenu(page).build(page.text.cursorRect(cursor).center())
    names = [action.text() for action in menu.actions()]
    assert "改为2024年" in names
    assert "今年不变" in names
    next(action for action in menu.actions() if action.text() == "改为2024年").trigger()
    assert marked(session) == ["3200人", "12户", "1.50万元"]


def test_each_is_work_to_do_and_the_outline_counts_it(page, session):
    board = Board(session)
    found = [one for one in board.findings.values() if one.rule == "E17"]
    assert {group_of(one) for one in found} == {Group.UNFILLED}
    assert board.counts().blocking >= len(found) == 4
    assert tally(board, Spot("section", SECTION)).total == 4
    assert tally(board, Spot("section", SECTION)).standing is Standing.PARTIAL
    page.renewing.keep_all()
    assert tally(board, Spot("section", SECTION)).standing is Standing.COMPLETE


def test_find_and_replace_goes_across_a_mark(page, session):
    assert replaceable(session.report, "2023年我会") == 1
    replace_all(session.report, "2023年我会", "2024年我会")
    assert session.report.text(SECTION).startswith("2024年我会有会员3200人")
    assert marked(session) == ["3200人", "12户", "1.50万元"]


def test_keys_go_from_one_to_the_next_and_keep_it(page, session):
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(page.text, Qt.Key.Key_F7)
    assert page.text.textCursor().selectedText() == "2023年"
    QTest.keyClick(page.text, Qt.Key.Key_F7)
    assert page.text.textCursor().selectedText() == "3200人"
    QTest.keyClick(page.text, Qt.Key.Key_F7, shift)
    assert page.text.textCursor().selectedText() == "2023年"
    QTest.keyClick(page.text, Qt.Key.Key_F7)
    QTest.keyClick(page.text, Qt.Key.Key_Return, ctrl)
    assert marked(session) == ["2023年", "12户", "1.50万元"]
    assert page.text.textCursor().selectedText() == "12户"
    session.undo()
    assert marked(session) == ["2023年", "3200人", "12户", "1.50万元"]


def test_a_digit_typed_beside_a_number_makes_it_another(page, session):
    put(page, "12户", 0)
    write(page, "3")
    page.flush()
    assert marked(session) == ["2023年", "3200人", "1.50万元"]
    assert session.report.text(SECTION).endswith("慰问困难职工312户，支出1.50万元。")


def test_the_key_of_the_remedies_renews_a_year(qtbot, page, session):
    from PySide6.QtWidgets import QMenu

    QTest.keyClick(page.text, Qt.Key.Key_F7)
    QTest.keyClick(page.text, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    menu = page.findChild(QMenu, "remedies")
    qtbot.waitUntil(menu.isVisible)
    assert menu.activeAction().text() == "改为2024年"
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert session.report.text(SECTION).startswith("2024年我会")
    assert marked(session) == ["3200人", "12户", "1.50万元"]
