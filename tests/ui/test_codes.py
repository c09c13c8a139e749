"""Tables whose rows are codes: adding by code, name or initials, with what comes along, pasting, removing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from core.report import Report
from ui.pages import TablePage
from ui.pages.codepicker import CodePicker
from ui.session import Session


@pytest.fixture
def accounts(qtbot):
    session = Session(Report.scratch(["juesuan-hubei-2023"], "示例县总工会", 2023, begin=True))
    yield session
    session.runner.wait()
    session.close()


@pytest.fixture
def page(accounts, qtbot):
    made = TablePage(accounts, "T05")
    qtbot.addWidget(made)
    made.resize(780, 500)
    made.show()
    qtbot.waitExposed(made)
    made.grid.setFocus()
    return made


def waiting(page):
    return next(row for row in range(page.model.rowCount()) if page.model.codes_at(row, 0))


def picker(page):
    return page.grid.findChild(CodePicker)


@pytest.mark.parametrize(
    ("typed", "code"), [("2012901", "2012901"), ("群众团体 行政运行", "2012901"), ("qztt xzyx", "2012901")]
)
def test_a_row_is_added_by_code_name_or_initials(page, qtbot, typed, code):
    page.grid.go((waiting(page), 0))
    qtbot.keyClick(page.grid, Qt.Key.Key_F2)
    box = picker(page).words
    qtbot.keyClicks(box, typed) if typed.isascii() else box.setText(typed)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    report = page.session.report
    assert report.rows("T05") == ["201", "20129", code]
    assert report.rows("T03") == report.rows("T02") == report.rows("T05")
    assert page.model.cell(*page.grid.position).key == f"T05.{code}.basic"
    assert "支出决算表" in page.note.text


def test_the_first_key_typed_begins_the_search(page, qtbot):
    page.grid.go((waiting(page), 0))
    qtbot.keyClick(page.grid, "2")
    assert picker(page).words.text() == "2"
    qtbot.keyClick(picker(page).words, Qt.Key.Key_Escape)
    assert page.session.report.rows("T05") == []


def test_totals_follow_what_is_typed_below(page):
    page.model.add_code("T05", "2012901")
    page.model.add_code("T05", "2012902")
    report = page.session.report
    report.type("T05.2012901.basic", "actual", "51.32")
    report.type("T05.2012902.project", "actual", "202.24")
    shown = {
        key: page.model.index(*page.model.find(key, "actual")).data() for key in ("T05.201.total", "T05.total.total")
    }
    assert shown == {"T05.201.total": "253.56", "T05.total.total": "253.56"}


def test_a_block_with_codes_becomes_rows_in_one_step(page):
    QGuiApplication.clipboard().setText(
        "合计\t\t61.42\t61.42\t\n201\t一般公共服务支出\t51.32\t51.32\t\n2012901\t行政运行\t51.32\t51.32\t\n"
        "2080505\t养老保险\t10.10\t10.10\t\n"
    )
    page.grid.go((waiting(page), 0))
    page.grid.paste()
    report = page.session.report
    assert report.rows("T05") == ["201", "20129", "2012901", "208", "20805", "2080505"]
    assert page.model.index(*page.model.find("T05.total.total", "actual")).data() == "61.42"
    page.session.undo()
    assert report.rows("T05") == report.rows("T03") == []


def test_removing_an_item_takes_its_empty_parents_along(page):
    page.model.add_code("T05", "2012901")
    page.model.add_code("T05", "2080505")
    page.session.report.type("T05.2080505.basic", "actual", "10")
    row = page.model.find("T05.2080505.basic", "actual")[0]
    assert page.model.remove_row(row)
    assert page.session.report.rows("T05") == ["201", "20129", "2012901"]
    page.session.undo()
    assert "2080505" in page.session.report.rows("T05")


def test_the_cursor_begins_where_one_can_type(page):
    assert page.model.editable(*page.grid.position)


def test_no_number_and_no_code_is_cut_off(accounts, qtbot):
    made = TablePage(accounts, "T06")
    qtbot.addWidget(made)
    made.resize(640, 500)
    made.show()
    column = next(c for c in range(made.model.columnCount()) if made.model.index(3, c).data() == "30101")
    assert made.grid.columnWidth(column) >= made.grid.fontMetrics().horizontalAdvance("30101")
    accounts.report.type("T06.30101", "actual", "123456789012.34")
    place = made.model.find("T06.30101", "actual")
    assert made.grid.columnWidth(place[1]) > made.grid.fontMetrics().horizontalAdvance("123,456,789,012.34")
