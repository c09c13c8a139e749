"""报表包 with clicks: what a file makes is changed, told beforehand, and taken back with one undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from core.report import Report
from core.template import load_pack, read_pack, shipped
from ui.windows.packs import PacksPage

PACK, TABLES, HUBEI = "zhengti-hunan-2023", "juesuan-hunan-2023", "juesuan-hubei-2023"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def opened(qtbot, window, tmp_path):
    path = tmp_path / "a.jbao"
    report = Report.create(path, [TABLES, PACK], "示例县总工会", 2023)
    report.apply("行", report.row_changes("T03", "2012901"))
    report.type("T03.2012901.basic", "actual", "62.63")
    report.type("staff.on_duty", "actual", "16")
    report.close()
    window.open_file(path)
    qtbot.waitExposed(window.window)
    return window


def page(opened) -> PacksPage:
    QTest.keyClick(opened.window, Qt.Key.Key_B, CTRL | SHIFT)
    found = opened.workspace.pages.currentWidget()
    assert isinstance(found, PacksPage)
    return found


def tick(shown, name):
    """Click the box where its mark is: the words beside it may be wider than the window."""
    box = shown.boxes[name]
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))


def told(shown):
    return " ".join(one.text() for one in shown.findChildren(QLabel))


def names(opened):
    return [pack.id for pack in opened.session.report.template.packs]


def test_it_lists_what_the_file_makes_and_what_fits_its_year(opened):
    shown = page(opened)
    ticked = [name for name, box in shown.boxes.items() if box.isChecked()]
    assert ticked == [TABLES, PACK]
    assert HUBEI in shown.boxes
    assert set(shown.boxes) == {pack.id for pack in shipped() if 2023 in pack.years}
    assert len(shown.boxes) < len(shipped())
    assert not shown.apply.isEnabled()
    assert "没有变化" in told(shown)


def test_taking_one_out_is_told_done_and_undone(qtbot, opened):
    shown = page(opened)
    tick(shown, TABLES)
    assert "不再显示" in told(shown)
    assert "支出决算表" in told(shown)
    assert "合计改为直接填写" in told(shown)
    assert names(opened) == [TABLES, PACK]
    qtbot.mouseClick(shown.apply, Qt.MouseButton.LeftButton)
    assert names(opened) == [PACK]
    report = opened.session.report
    assert report.value("T03.total.basic").number == 62_63_0000
    assert "去掉报表包" in opened.notice.text
    before = opened.workspace
    opened.window.undo()
    assert names(opened) == [TABLES, PACK]
    assert opened.workspace is not before
    assert report.rows("T03") == ["201", "20129", "2012901"]


def test_the_panes_are_those_of_the_new_forms(qtbot, opened):
    def listed():
        model = opened.workspace.outline.model
        found, waiting = [], [model.index(row, 0) for row in range(model.rowCount())]
        while waiting:
            index = waiting.pop()
            found.append(index.data())
            waiting += [model.index(row, 0, index) for row in range(model.rowCount(index))]
        return " ".join(filter(None, found))

    assert "收入决算表" in listed()
    shown = page(opened)
    tick(shown, TABLES)
    qtbot.mouseClick(shown.apply, Qt.MouseButton.LeftButton)
    assert "收入决算表" not in listed()
    opened.session.do(lambda: opened.session.report.type("T03.total.basic", "actual", "70.00"))
    assert opened.workspace.board.findings.keys() == {one.id for one in opened.session.report.findings()}


def test_another_province_takes_the_place_of_the_first(qtbot, opened):
    shown = page(opened)
    tick(shown, HUBEI)
    assert not shown.boxes[TABLES].isChecked()
    assert [pack.id for pack in shown.wanted()] == [HUBEI, PACK]
    qtbot.mouseClick(shown.apply, Qt.MouseButton.LeftButton)
    assert names(opened) == [HUBEI, PACK]
    assert opened.session.report.value("T03.2012901.basic").number == 62_63_0000


def test_nothing_ticked_is_refused_in_place(opened):
    shown = page(opened)
    for box in shown.boxes.values():
        if box.isChecked():
            box.click()
    assert not shown.apply.isEnabled()
    assert shown.wrong.isVisible()
    assert "至少" in shown.wrong.text()


def test_a_newer_version_is_offered_and_taken(qtbot, window, tmp_path):
    newest = load_pack(PACK)
    texts = {**newest.source}
    texts["pack.toml"] = texts["pack.toml"].replace(f'version = "{newest.version}"', 'version = "0.1.0"')
    path = tmp_path / "old.jbao"
    report = Report.create(path, [PACK], "示例县总工会", 2023)
    report.set_packs([read_pack(PACK, texts)])
    report.close()
    window.open_file(path)
    shown = page(window)
    assert list(shown.renewals) == [PACK]
    shown.renewals[PACK].click()
    assert "换成新版" in told(shown)
    qtbot.mouseClick(shown.apply, Qt.MouseButton.LeftButton)
    assert window.session.report.template.packs[0].version == newest.version


def test_the_page_is_left_without_a_change(qtbot, opened):
    shown = page(opened)
    tick(shown, TABLES)
    qtbot.mouseClick(shown.findChild(QPushButton, "leave-packs"), Qt.MouseButton.LeftButton)
    assert names(opened) == [TABLES, PACK]
    assert opened.workspace.pages.currentWidget() is not shown


def test_text_on_the_page_is_not_written_into_the_other_form(qtbot, opened):
    """The page that was open when the packs changed must not commit what it showed."""
    report = opened.session.report
    opened.workspace.show_place("zt.1.1")
    before = dict(report.file.load().sections)
    shown = page(opened)
    tick(shown, HUBEI)
    qtbot.mouseClick(shown.apply, Qt.MouseButton.LeftButton)
    count = len(report.file.history())
    opened.workspace.show_place("js.text.overall")
    opened.window.undo()
    qtbot.wait(50)
    assert report.file.load().sections == before
    assert len(report.file.history()) == count


def test_an_import_under_review_comes_first(opened):
    from core.prefill.model import Import
    from ui.pages import ReviewPage

    opened.workspace.show_review(ReviewPage(opened.session, Import(2023, "示例县总工会", ()), ()))
    opened.window.show_packs()
    assert not isinstance(opened.workspace.pages.currentWidget(), PacksPage)
    assert "先导入或放弃" in opened.notice.text


def test_keys_that_have_not_rested_when_the_packs_go_are_let_go_with_their_page(qtbot, opened):
    """Undo takes the packs back within the pause in which the paragraph would have been read."""
    report = opened.session.report
    opened.session.do(lambda: report.set_packs([load_pack(HUBEI)]))
    opened.workspace.show_place("js.text.overall")
    old = opened.workspace.pages.currentWidget()
    old.live.timer.start()
    old.caret.timer.start()
    opened.session.do(report.undo)
    assert names(opened) == [TABLES, PACK]
    assert not old.live.timer.isActive()
    assert not old.caret.timer.isActive()
    qtbot.wait(250)  # longer than the pause
