"""Rows that the form itself begins with words: they are typed into where they stand and take their words along."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from core.report import Report
from ui.pages import TablePage
from ui.session import Session

LEVEL1, LEVEL2, LEVEL3 = 0, 1, 2


@pytest.fixture
def report(qtbot):
    session = Session(Report.scratch(["zhengti-hunan-2023"], "示例县总工会", 2024, begin=True))
    yield session
    session.runner.wait()
    session.close()


@pytest.fixture
def page(report, qtbot):
    made = TablePage(report, "zt.overall_self")
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitExposed(made)
    made.grid.setFocus()
    return made


def shown(page, row):
    return [page.model.index(row, column).data() for column in (LEVEL1, LEVEL2, LEVEL3)]


def line(page, *words):
    return next(row for row in range(page.model.rowCount()) if shown(page, row)[: len(words)] == list(words))


def type_at(qtbot, page, row, column, text):
    page.grid.go((row, column))
    qtbot.keyClicks(page.grid, text[0])
    editor = page.grid.focusWidget() if page.grid.focusWidget() is not page.grid else page.focusWidget()
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def levels(session):
    rows = session.report.rows("indicator")
    return [tuple(session.report.value(f"indicator.{row}.level{n}").text for n in (1, 2, 3)) for row in rows]


def test_the_words_of_the_form_are_seen(page):
    assert line(page, "产出指标", "质量指标") > line(page, "产出指标", "数量指标")


def test_a_row_takes_its_words_along_in_one_change(qtbot, page, report):
    type_at(qtbot, page, line(page, "产出指标", "质量指标"), LEVEL3, "pass rate")
    assert levels(report) == [("产出指标", "质量指标", "pass rate")]
    report.undo()
    assert levels(report) == []


def test_the_other_rows_of_the_form_stay(qtbot, page, report):
    before = [shown(page, row) for row in range(page.model.rowCount())]
    type_at(qtbot, page, line(page, "产出指标", "质量指标"), LEVEL3, "pass rate")
    after = [shown(page, row) for row in range(page.model.rowCount())]
    assert sorted(str(row[:2]) for row in before) == sorted(str(row[:2]) for row in after)
    assert ["产出指标", "质量指标", "pass rate"] in after
    assert ["产出指标", "数量指标", ""] in after


def test_a_word_that_is_typed_over_counts(page, report):
    row = line(page, "产出指标", "质量指标")
    page.model.enter({(row, LEVEL2): "时效指标", (row, LEVEL3): "pass rate"})
    assert levels(report) == [("产出指标", "时效指标", "pass rate")]


def test_rows_stand_in_the_order_of_the_form(qtbot, page, report):
    type_at(qtbot, page, line(page, "效益指标", "社会效益指标"), LEVEL3, "late")
    type_at(qtbot, page, line(page, "产出指标", "数量指标"), LEVEL3, "early")
    assert [names[2] for names in levels(report)] == ["early", "late"]
    report.undo()
    assert [names[2] for names in levels(report)] == ["late"]


def test_printing_leaves_the_unused_rows_out(qtbot, page, report):
    type_at(qtbot, page, line(page, "产出指标", "质量指标"), LEVEL3, "pass rate")
    printed = [cell.text for row in report.report.sheet("zt.overall_self").cells for cell in row if cell is not None]
    assert "数量指标" not in printed
