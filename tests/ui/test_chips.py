"""Figures in a text: passed over in one step, removed whole, opened by a double click, chosen by @ or {."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from core.narrative import Ref, Text
from core.report import Report
from tests.ui.prose import CTRL, SHIFT, K, compose, put, show, words, write
from ui.pages.chips import chips_of
from ui.pages.marks import tip_at
from ui.pages.picker import FigurePicker
from ui.session import Session


@pytest.fixture
def session(qapp):
    report = Report.scratch(["zhengti-hunan-2023"], "示例县总工会", 2023, begin=True)
    report.type("T05.total.basic", "actual", "105.58")
    report.type("T05.total.basic", "prior", "88.10")
    report.type("staff.on_duty", "actual", "19")
    report.set_section("zt.7", [Text("共有"), Ref("staff.on_duty"), Text("在岗。")])
    opened = Session(report)
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot, session):
    """共有〔19人〕在岗。"""
    return show(qtbot, session, "zt.7")


@pytest.fixture
def live(qtbot, session):
    """Sentences with figures in them."""
    return show(qtbot, session, "zt.2.1")


def at(page):
    return page.text.textCursor().position()


def test_arrow_keys_pass_over_a_figure_as_one_character(page):
    put(page, 2)
    QTest.keyClick(page.text, K.Key_Right)
    assert at(page) == 5
    QTest.keyClick(page.text, K.Key_Left)
    assert at(page) == 2
    QTest.keyClick(page.text, K.Key_Right, SHIFT)
    assert page.text.textCursor().selectedText() == "19人"


def test_arrow_keys_pass_over_a_figure_within_a_sentence(live):
    start = words(live).index("105.58")
    put(live, start)
    QTest.keyClick(live.text, K.Key_Right)
    assert at(live) == start + len("105.58")
    QTest.keyClick(live.text, K.Key_Right)
    assert at(live) == start + len("105.58") + 1
    QTest.keyClick(live.text, K.Key_Left)
    QTest.keyClick(live.text, K.Key_Left)
    assert at(live) == start


def test_lines_and_words_never_leave_the_cursor_within_a_figure(live):
    put(live, 0)
    for key, modifier in [(K.Key_Down, Qt.KeyboardModifier.NoModifier)] * 6 + [(K.Key_Right, CTRL)] * 30:
        QTest.keyClick(live.text, key, modifier)
        block = live.text.textCursor().block()
        assert not [c for c in chips_of(block, live.text.atoms) if c.start < at(live) < c.end]


def test_backspace_and_delete_remove_a_figure_whole(page, session):
    put(page, 5)
    QTest.keyClick(page.text, K.Key_Backspace)
    assert words(page) == "共有在岗。"
    QTest.keyClick(page.text, K.Key_Z, CTRL)
    assert words(page) == "共有19人在岗。"
    put(page, 2)
    QTest.keyClick(page.text, K.Key_Delete)
    page.flush()
    assert session.report.spans["zt.7"] == [Text("共有在岗。")]


def test_a_click_within_a_figure_puts_the_cursor_at_its_edge_and_tells_it(qtbot, page, session):
    cursor = page.text.textCursor()
    cursor.setPosition(3)
    with qtbot.waitSignal(session.selected) as told:
        qtbot.mouseClick(
            page.text.viewport(), Qt.MouseButton.LeftButton, pos=page.text.cursorRect(cursor).center() + QPoint(2, 0)
        )
    assert at(page) in {2, 5}
    assert told.args[0].key == "staff.on_duty"


def test_a_double_click_goes_to_the_cell(qtbot, live, session):
    cursor = live.text.textCursor()
    cursor.setPosition(words(live).index("105.58") + 2)
    live.text.setTextCursor(cursor)
    live.text.ensureCursorVisible()
    with qtbot.waitSignal(session.place_requested) as asked:
        qtbot.mouseDClick(live.text.viewport(), Qt.MouseButton.LeftButton, pos=live.text.cursorRect(cursor).center())
    assert asked.args == ["T05.total.basic@actual"]


def test_a_double_click_on_words_selects_them(qtbot, page):
    cursor = page.text.textCursor()
    cursor.setPosition(6)
    qtbot.mouseDClick(page.text.viewport(), Qt.MouseButton.LeftButton, pos=page.text.cursorRect(cursor).center())
    assert page.text.textCursor().hasSelection()


def test_the_key_of_the_remedies_goes_to_the_cell_too(qtbot, page, session):
    from PySide6.QtWidgets import QMenu

    put(page, 5)
    QTest.keyClick(page.text, K.Key_Period, CTRL)
    menu = page.findChild(QMenu, "remedies")
    qtbot.waitUntil(menu.isVisible)
    assert "实有在职" in menu.activeAction().text()
    with qtbot.waitSignal(session.place_requested) as asked:
        QTest.keyClick(menu, K.Key_Return)
    assert asked.args == ["staff.on_duty@actual"]


def test_hovering_shows_the_cell(page):
    assert "实有在职" in tip_at(page, 3)


@pytest.mark.parametrize("sign", ["@", "{"])
def test_a_sign_chooses_a_figure_by_its_initials(qtbot, page, session, sign):
    put(page, len(words(page)))
    QTest.keyClicks(page.text, sign)
    picker = page.findChild(FigurePicker)
    qtbot.waitUntil(picker.isVisible)
    QTest.keyClicks(picker.words, "syzz")
    assert "实有在职" in picker.model.index(0, 0).data()
    QTest.keyClick(picker.words, K.Key_Return)
    assert session.report.spans["zt.7"][-1] == Ref("staff.on_duty")


@pytest.mark.parametrize("sign", ["@", "{"])
def test_escape_leaves_the_sign(page, sign):
    QTest.keyClicks(page.text, sign)
    QTest.keyClick(page.findChild(FigurePicker).words, K.Key_Escape)
    assert words(page).startswith(sign)


def test_typing_at_the_edges_of_a_figure_is_plain_words(page, session):
    put(page, 5)
    write(page, "全部")
    put(page, 2)
    write(page, "职工")
    page.flush()
    assert session.report.spans["zt.7"] == [Text("共有职工"), Ref("staff.on_duty"), Text("全部在岗。")]


def test_an_input_method_composes_at_the_edge_of_a_figure(page, session):
    put(page, 5)
    compose(page, "quan")
    assert page.text.composing
    assert words(page) == "共有19人在岗。"
