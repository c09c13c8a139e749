"""A snapshot beside the report with clicks and keys: seen by page, by cell, whole; brought back piece by piece."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from core.narrative import Text
from core.report import Report
from ui.windows.snapshot import SnapshotPage

PACK = "zhengti-hunan-2023"


@pytest.fixture
def shown(qtbot, window, tmp_path):
    path = tmp_path / "a.jbao"
    report = Report.create(path, [PACK], "示例县总工会", 2023)
    report.type("staff.on_duty", "actual", "16")
    report.type("T09.reception", "actual", "4.33")
    report.set_section("zt.7", [Text("预算编制不够细。\n绩效指标偏少。")])
    report.close()
    window.open_file(path)
    qtbot.waitExposed(window.window)
    report = window.session.report
    window.session.do(lambda: report.type("staff.on_duty", "actual", "18"))
    window.session.do(lambda: report.type("T09.reception", "actual", ""))
    window.session.do(lambda: report.set_section("zt.7", [Text("预算编制较粗。\n绩效指标偏少。")]))
    window.window.show_history()
    history = window.workspace._history
    qtbot.mouseClick(history.compare, Qt.MouseButton.LeftButton)
    page = window.workspace.pages.currentWidget()
    assert isinstance(page, SnapshotPage)
    return window, page


def lines(page):
    model = page.model
    return [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]


def select(page, words):
    row = next(number for number, line in enumerate(lines(page)) if any(words in text for text in line))
    page.list.selectRow(row)
    return row


def press(qtbot, button):
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def tinted(reader):
    found, block = [], reader.document().begin()
    while block.isValid():
        fragments = [piece.fragment() for piece in block]
        found += [one.text() for one in fragments if one.charFormat().fontUnderline()]
        block = block.next()
    return "".join(found)


def test_then_and_now_stand_side_by_side(shown):
    _, page = shown
    assert page.told.text() == "有 3 处不同"
    told = [line[2:] for line in lines(page)]
    assert ["16", "18"] in told
    assert ["4.33", "空"] in told
    select(page, "预算编制")
    assert page.then.toPlainText() == "预算编制不够细。\n绩效指标偏少。"
    assert page.now.toPlainText() == "预算编制较粗。\n绩效指标偏少。"
    assert "绩效指标偏少" not in tinted(page.then)
    assert "不够细" in tinted(page.then)
    assert "较粗" in tinted(page.now)


def test_it_narrows_by_page_and_by_words(qtbot, shown):
    _, page = shown
    page.words.setFocus()
    QTest.keyClicks(page.words, "4.33")
    assert len(lines(page)) == 1
    page.words.clear()
    page.page.setCurrentIndex(page.page.findData("zt.7"))
    page.page.activated.emit(page.page.currentIndex())
    assert [line[1] for line in lines(page)] == ["文字"]


def test_a_cell_is_brought_back_and_undo_takes_it_away(qtbot, shown):
    window, page = shown
    report = window.session.report
    select(page, "18")
    press(qtbot, page.one)
    assert report.value("staff.on_duty").number == 16
    assert page.told.text() == "有 2 处不同"
    assert "从快照恢复" in window.session.can_undo
    window.session.undo()
    assert report.value("staff.on_duty").number == 18
    assert page.told.text() == "有 3 处不同"


def test_several_lines_are_one_change(qtbot, shown):
    window, page = shown
    page.list.selectAll()
    press(qtbot, page.one)
    assert page.told.text() == "与现在的内容相同"
    window.session.undo()
    assert page.told.text() == "有 3 处不同"


def test_a_whole_page_is_brought_back(qtbot, shown):
    window, page = shown
    report = window.session.report
    select(page, "预算编制")
    press(qtbot, page.whole)
    assert report.text("zt.7").startswith("预算编制不够细")
    assert report.value("staff.on_duty").number == 18


def test_all_is_brought_back(qtbot, shown):
    window, page = shown
    press(qtbot, page.every)
    assert window.session.report.value("T09.reception").filled
    assert page.told.text() == "与现在的内容相同"
    assert not page.every.isEnabled()


def test_enter_is_not_needed_and_a_double_click_goes_there(qtbot, shown):
    window, page = shown
    row = select(page, "预算编制")
    point = page.list.visualRect(page.model.index(row, 1)).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert window.shown == "zt.7"


def test_back_to_the_history(qtbot, shown):
    window, page = shown
    press(qtbot, page.findChild(QPushButton, "leave-snapshot"))
    assert window.workspace.pages.currentWidget() is window.workspace._history


def test_another_set_of_packs_is_told_and_brought_back(qtbot, shown):
    from core.template import load_pack

    window, page = shown
    path = page.snapshots.currentData()
    report = window.session.report
    report.set_packs([load_pack("zhengti-hubei-2023")])
    window.workspace.show_snapshot(path)
    fresh = window.workspace.pages.currentWidget()
    assert "报表包也不同" in fresh.told.text()
    press(qtbot, fresh.every)
    assert [pack.id for pack in window.session.report.template.packs] == [PACK]
