"""Blocks pasted from Excel, WPS, Word and browsers into a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from core.report import Report
from ui.models.clipboard import from_html, from_text, to_text
from ui.models.face import Role
from ui.pages.table import TablePage
from ui.session import Session

ASPECTS = ("prior", "final_budget", "actual")


@pytest.fixture
def session(qapp):
    opened = Session(Report.scratch(["zhengti-hunan-2023"], "示例县总工会", 2023, begin=True))
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot, session):
    made = TablePage(session, "zt.base_data")
    qtbot.addWidget(made)
    made.resize(900, 640)
    made.show()
    qtbot.waitExposed(made)
    return made


def paste(qtbot, page, place, *, text="", html=""):
    mime = QMimeData()
    if text:
        mime.setText(text)
    if html:
        mime.setHtml(html)
    QGuiApplication.clipboard().setMimeData(mime)
    page.show_place(place)
    qtbot.keyClick(page.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def row(session, key):
    return [session.report.value(key, aspect).number for aspect in ASPECTS]


def test_lines_and_tabs_go_from_cell_to_cell(qtbot, page, session):
    with qtbot.waitSignal(session.moved):
        paste(qtbot, page, "T09.abroad@prior", text="1.5\t2\t1,234.50\r\n３\t\t4\r\n")
    assert row(session, "T09.abroad") == [1_500_000, 2_000_000, 1_234_500_000]
    assert row(session, "T09.reception") == [3_000_000, None, 4_000_000]
    session.undo()
    assert row(session, "T09.abroad") == row(session, "T09.reception") == [None] * 3


def test_a_block_of_the_same_form_keeps_its_places(qtbot, page, session):
    paste(qtbot, page, "T09.abroad@prior", text="1\t\t2\t\t3\t\n")
    assert row(session, "T09.abroad") == [1_000_000, 2_000_000, 3_000_000]


def test_merged_cells_of_a_web_table_keep_their_places(qtbot, page, session):
    html = "<table><tr><td colspan=2>1</td><td colspan='2'>2</td><td colspan=2>3.00</td></tr></table>"
    paste(qtbot, page, "T09.abroad@prior", text="garbled", html=f"<html><body>{html}</body></html>")
    assert row(session, "T09.abroad") == [1_000_000, 2_000_000, 3_000_000]


def test_computed_and_closed_cells_are_left_and_said(qtbot, page, session):
    session.report.type("T09.vehicle_running", "actual", "5")
    paste(qtbot, page, "T09.total@actual", text="100\n99\n1\n2\n")
    assert session.report.value("T09.vehicle").number == 3_000_000
    assert session.report.value("T09.vehicle_purchase").number == 1_000_000
    assert session.report.value("T09.vehicle_running").number == 2_000_000
    assert "2 格是计算得出或不能填的" in page.note.text


def test_what_cannot_be_read_stays_marked_and_the_rest_goes_in(qtbot, page, session):
    paste(qtbot, page, "T09.abroad@prior", text="1\tx2y\t3")
    assert row(session, "T09.abroad") == [1_000_000, None, 3_000_000]
    index = page.model.index(*page.model.find("T09.abroad", "final_budget"))
    assert index.data() == "x2y"
    assert index.data(Role.DRAFT).reason
    assert "1 格看不懂" in page.note.text
    session.report.type("T09.abroad", "final_budget", "2")
    assert index.data() == "2.00"


def test_one_value_fills_the_selection(qtbot, page, session):
    page.show_place("T09.abroad@prior")
    qtbot.keyClick(page.grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page.grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QGuiApplication.clipboard().setText("0")
    qtbot.keyClick(page.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert row(session, "T09.abroad") == [0, 0, 0]


def test_names_and_amounts_make_rows_in_one_change(qtbot, page, session):
    page.grid.go((page.grid.spare_row(), 0))
    QGuiApplication.clipboard().setText("甲项目\t1\t2\t3")
    qtbot.keyClick(page.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (identity,) = session.report.rows("project")
    assert session.report.value(f"project.{identity}.name").text == "甲项目"
    assert row(session, f"project.{identity}.amount") == [1_000_000, 2_000_000, 3_000_000]
    session.undo()
    assert session.report.rows("project") == []


def test_a_block_into_several_spare_rows(qtbot, session):
    made = TablePage(session, "zt.disclosure")
    qtbot.addWidget(made)
    made.grid.go((1, 0))
    QGuiApplication.clipboard().setText("001\t甲\t是\n002\t乙\t否\n")
    made.grid.paste()
    names = [session.report.value(f"disclosure.{r}.unit_name").text for r in session.report.rows("disclosure")]
    assert names == ["甲", "乙"]


def test_too_large_a_block_is_cut_at_the_table(qtbot, page, session):
    paste(qtbot, page, "form.phone@actual", text="1\t2\t3\n4\t5\t6\n")
    assert session.report.value("form.phone").text == "1"
    assert "超出了表格" in page.note.text


def test_quoted_cells_hold_line_breaks():
    assert from_text('a\t"b\nc"\t"d""e"\r\nf\r\n') == [["a", "b\nc", 'd"e'], ["f"]]


def test_a_fragment_without_a_table_is_no_block():
    assert from_html("<b>12</b>") == []
    assert from_html("<table><tr><th>a<td>b<br>c</table><table><tr><td>z</table>") == [["a", "b\nc"]]


def test_spanned_rows_leave_blanks():
    html = "<table><tr><td rowspan=2>a<td>b</tr><tr><td>c</tr></table>"
    assert from_html(html) == [["a", "b"], ["", "c"]]


@given(st.text(max_size=300))
def test_any_fragment_is_read_or_left(text):
    assert isinstance(from_html("<table>" + text), list)
    assert isinstance(from_text(text), list)


_CELL = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)


@given(st.lists(st.lists(_CELL, min_size=2, max_size=2), min_size=1, max_size=5))
def test_what_is_copied_can_be_pasted(block):
    assert from_text(to_text(block)) == block
