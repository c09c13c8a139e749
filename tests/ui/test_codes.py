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


# -- fill, zoom, last year -------------------------------------------------------------


def test_fill_down_and_right(page, qtbot):
    for code in ("2012901", "2012902", "2012999"):
        page.model.add_code("T05", code)
    report = page.session.report
    report.type("T05.2012901.basic", "actual", "5")
    first, last = (page.model.find(f"T05.{code}.basic", "actual") for code in ("2012901", "2012999"))
    page.grid.go(first)
    selection = page.grid.selectionModel()
    for row in range(first[0], last[0] + 1):
        selection.select(page.model.index(row, first[1]), selection.SelectionFlag.Select)
    qtbot.keyClick(page.grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [page.model.index(*page.model.find(f"T05.{c}.basic", "actual")).data() for c in ("2012902", "2012999")] == [
        "5.00"
    ] * 2
    page.grid.go((first[0], first[1] + 1))
    qtbot.keyClick(page.grid, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert page.model.index(*page.model.find("T05.2012901.project", "actual")).data() == "5.00"
    page.session.undo()
    page.session.undo()
    assert not report.value("T05.2012902.basic").filled


def test_zoom_makes_rows_higher_and_cuts_nothing(page):
    page.model.add_code("T05", "2012901")
    page.session.report.type("T05.2012901.basic", "actual", "123456.78")
    place = page.model.find("T05.2012901.basic", "actual")
    before = page.grid.rowHeight(place[0]), page.grid.columnWidth(place[1])
    page.session.set_zoom(1.5)
    assert page.grid.rowHeight(place[0]) > before[0]
    assert page.grid.columnWidth(place[1]) >= before[1]
    assert [page.head.columnWidth(c) for c in range(5)] == [page.grid.columnWidth(c) for c in range(5)]
    page.session.set_zoom(9)
    assert page.session.zoom == 2.0


def test_last_year_stands_beside_and_can_be_typed(page, qtbot):
    page.model.add_code("T05", "2012901")
    page.session.report.type("T05.2012901.basic", "actual", "51.32")
    place = page.model.find("T05.2012901.basic", "actual")
    page.beside.click()
    page.grid.go(place)
    compared = page.compare.compared
    assert page.compare.isVisible()
    assert compared.setData(compared.index(place[0], 0), "48.10")
    assert [compared.index(place[0], column).data() for column in range(3)] == ["48.10", "+3.22", "+6.69%"]
    assert page.compare.rowHeight(place[0]) == page.grid.rowHeight(place[0])


def test_the_models_keep_qts_rules(page, qtmodeltester):
    page.model.add_code("T05", "2012901")
    qtmodeltester.check(page.model)
    qtmodeltester.check(page.compare.compared)
