"""Words over all sections: find and replace; last year's text beside this year's."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.narrative import Ref, Text
from ui.models.lastyear import compared
from ui.pages import NarrativePage


@pytest.fixture
def opened(window, report_path, qtbot):
    window.open_file(report_path)
    report = window.session.report
    for section, words in (("zt.7", "存在的问题：预算编制不够细。"), ("zt.8", "细化预算编制。")):
        window.session.do(lambda section=section, words=words: report.set_section(section, [Text(words)]))
    return window


def test_words_are_found_and_gone_to(opened, qtbot):
    opened.window.replace_words()
    bar = opened.workspace.replacing
    bar.words.setText("预算编制")
    assert bar.told.text() == "找到 2 处"
    bar.next()
    assert opened.shown == "zt.7"
    bar.next()
    assert opened.shown == "zt.8"


def test_replacing_is_one_change_and_leaves_figures_alone(opened):
    report = opened.session.report
    opened.window.replace_words()
    bar = opened.workspace.replacing
    bar.words.setText("预算编制")
    bar.other.setText("预算管理")
    bar.replace_all()
    assert report.text("zt.7") == "存在的问题：预算管理不够细。"
    assert "已替换 2 处" in bar.told.text()
    opened.session.undo()
    assert "预算编制" in report.text("zt.7")
    assert "预算编制" in report.text("zt.8")
    bar.words.setText("105.58")
    bar.other.setText("1")
    bar.replace_all()
    assert "105.58" in report.text("zt.2.1")
    assert "没有改" in bar.told.text()


def test_words_across_texts_are_replaced_and_undone_together(opened):
    report = opened.session.report
    report.set_section("zt.7", [Text("问题："), Text("2023年", old="2023年"), Text("预算", "zt.x"), Text("编制不细。")])
    opened.window.replace_words()
    bar = opened.workspace.replacing
    bar.words.setText("2023年预算编制")
    bar.other.setText("预算管理")
    bar.replace_all()
    assert report.text("zt.7") == "问题：预算管理不细。"
    assert bar.told.text() == "已替换 1 处"
    opened.session.undo()
    assert report.text("zt.7") == "问题：2023年预算编制不细。"


def test_words_that_reach_into_a_computed_figure_are_left(opened):
    report = opened.session.report
    report.type("staff.on_duty", "actual", "19")
    report.set_section("zt.7", [Text("共有"), Ref("staff.on_duty"), Text("。")])
    opened.window.replace_words()
    bar = opened.workspace.replacing
    bar.words.setText("有19人")
    bar.other.setText("有20人")
    bar.replace_all()
    assert report.text("zt.7") == "共有19人。"
    assert "1 处在由数据生成的句子里，没有改" in bar.told.text()


def test_replacing_one_by_one(opened, qtbot):
    report = opened.session.report
    opened.window.replace_words()
    bar = opened.workspace.replacing
    bar.words.setText("预算编制")
    bar.other.setText("预算管理")
    opened.click("replace-one")
    assert opened.shown == "zt.7"
    assert "预算编制" in report.text("zt.7")
    opened.click("replace-one")
    assert "预算管理" in report.text("zt.7")
    assert opened.shown == "zt.8"
    assert "预算编制" in report.text("zt.8")
    opened.click("replace-one")
    assert "预算管理" in report.text("zt.8")
    opened.session.undo()
    assert "预算编制" in report.text("zt.8")
    assert "预算管理" in report.text("zt.7")


@pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_H])
def test_the_keys_of_the_text_find_in_all_text(opened, qtbot, key):
    opened.session.jump("zt.7")
    page = opened.workspace.pages.currentWidget()
    page.text.setFocus()
    page.show_place("zt.7:0-5")
    QTest.keyClick(page.text, key, Qt.KeyboardModifier.ControlModifier)
    bar = opened.workspace.replacing
    assert bar.isVisible()
    assert bar.words.text() == "存在的问题"
    assert bar.words.hasFocus()
    QTest.keyClick(bar.words, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_differences_to_last_year():
    found = compared("在职人员13人，退休6人。", "在职人员12人，退休6人。")
    assert "".join(one.text for one in found) == "在职人员13人，退休6人。"
    assert [one.text for one in found if not one.same] == ["13"]


def test_differences_keep_paragraphs():
    old, new = "第一段。\n支出12.50万元。\n删去的。", "新增的。\n第一段。\n支出13.60万元。"
    found = compared(old, new)
    assert "".join(one.text for one in found) == old
    assert [one.text for one in found if not one.same] == ["12.50", "\n删去的。"]


def test_a_file_begun_from_last_years_has_its_words_beside(opened):
    from ui.models.lastyear import last_year

    report = opened.session.report
    report.apply("从 示例县总工会2023年度.jbao 开始", [_change(report, "zt.8", "去年的措施。")])
    report.set_section("zt.8", [Text("今年的措施。")])
    assert last_year(report, "zt.8") == "去年的措施。"


def test_last_year_stands_beside_the_text(opened, qtbot):
    report = opened.session.report
    report.apply("导入 去年.docx", [_change(report, "zt.7", "去年的问题：进度偏慢。")])
    report.set_section("zt.7", [Text("今年的问题：进度偏慢。")])
    page = NarrativePage(opened.session, "zt.7")
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    page.beside.click()
    assert page.old.toPlainText() == "去年的问题：进度偏慢。"
    page.beside.click()
    assert not page.old.isVisible()


def test_without_last_year_it_says_how_to_get_it(opened, qtbot):
    page = NarrativePage(opened.session, "zt.7")
    qtbot.addWidget(page)
    page.show()
    page.beside.click()
    assert "导入" in page.old.toPlainText()


def _change(report, section, words):
    from core.narrative import dump
    from core.reportfile import SectionChange

    held = report.spans.get(section)
    return SectionChange(section, dump(held) if held else None, dump([Text(words)]))


def test_a_page_that_is_not_seen_waits_and_takes_nothing_back(opened, qtbot):
    """Its words are the report's when it is seen again, whatever happened meanwhile and however large the window is."""
    report = opened.session.report
    opened.session.jump("zt.7")
    page = opened.workspace.pages.currentWidget()
    QTest.keyClicks(page.text, "1")
    opened.session.jump("zt.base_data")
    typed = report.text("zt.7")
    opened.session.undo()
    held = report.text("zt.7")
    assert page.text.toPlainText() == typed != held
    opened.window.resize(opened.window.width() - 200, opened.window.height())
    opened.session.jump("zt.7")
    qtbot.wait(10)
    assert page.text.toPlainText() == held == report.text("zt.7")
    assert opened.session.can_redo is not None
