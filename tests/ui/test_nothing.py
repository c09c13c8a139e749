"""本表无数据 with a click and a key: declared, printed, taken back; offered only where it is true."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from core.report import Report
from ui.pages import TablePage
from ui.session import Session

SENTENCE = "没有政府性基金预算财政拨款收入和支出"


@pytest.fixture
def session(qapp):
    opened = Session(Report.scratch(["juesuan-hunan-2023"], "示例县总工会", 2023, begin=True))
    yield opened
    opened.close()


def shown(qtbot, session, table):
    page = TablePage(session, table)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    qtbot.waitExposed(page)
    return page


def click(page):
    QTest.mouseClick(page.nothing.box, Qt.MouseButton.LeftButton, pos=QPoint(8, page.nothing.box.height() // 2))


def test_the_printed_sentence_is_shown_before_and_after(qtbot, session):
    page = shown(qtbot, session, "T07")
    assert page.nothing.isVisible()
    assert page.nothing.sentence.text().startswith("勾选后，表下印：")
    assert SENTENCE in page.nothing.sentence.text()
    click(page)
    assert session.report.declared_empty("T07")
    assert page.nothing.sentence.text().startswith("表下印：")
    assert any(SENTENCE in note for note in session.report.table_notes("T07"))


def test_it_is_one_change_that_undo_takes_back(qtbot, session):
    page = shown(qtbot, session, "T07")
    page.nothing.box.setFocus()
    QTest.keyClick(page.nothing.box, Qt.Key.Key_Space)
    assert "本表无数据" in session.can_undo
    session.undo()
    assert not session.report.declared_empty("T07")
    assert not page.nothing.box.isChecked()
    session.redo()
    assert page.nothing.box.isChecked()
    click(page)
    assert not session.report.declared_empty("T07")


def test_a_table_with_a_number_is_not_offered(qtbot, session):
    report = session.report
    page = shown(qtbot, session, "T07")
    report.apply("行", report.row_changes("T07", "2082201"))
    report.type("T07.2082201.income", "actual", "1.50")
    assert not page.nothing.box.isEnabled()
    assert page.nothing.sentence.text() == ""


def test_a_number_typed_afterwards_is_told_and_can_be_settled(qtbot, session):
    report = session.report
    page = shown(qtbot, session, "T09")
    click(page)
    report.type("T09.reception", "actual", "4.33")
    assert "表里填了数" in page.nothing.sentence.text()
    assert page.nothing.box.isEnabled()
    click(page)
    assert not report.declared_empty("T09")


def test_other_tables_have_no_such_line(qtbot, session):
    assert not shown(qtbot, session, "T01").nothing.isVisible()
