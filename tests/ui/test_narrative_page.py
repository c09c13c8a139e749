"""The narrative page under real keys: plain words and reasons are typed, live statements are whole or gone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.narrative import Ref, StatementSpan, Text
from core.report import Report
from ui.pages.narrative import NarrativePage
from ui.pages.picker import FigurePicker
from ui.pages.prosemenu import ProseMenu
from ui.session import Session

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def session(qapp):
    report = Report.scratch(["zhengti-hunan-2023"], "示例县总工会", 2023, begin=True)
    report.type("T05.total.basic", "actual", "105.58")
    report.type("T05.total.basic", "prior", "88.10")
    report.type("staff.on_duty", "actual", "19")
    opened = Session(report)
    yield opened
    opened.close()


def show(qtbot, session, section):
    page = NarrativePage(session, section)
    qtbot.addWidget(page)
    page.resize(760, 560)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.text.setFocus()
    qtbot.waitUntil(page.text.hasFocus)
    return page


@pytest.fixture
def page(qtbot, session):
    """基本支出情况: four statements, the first asking for a reason."""
    return show(qtbot, session, "zt.2.1")


@pytest.fixture
def free(qtbot, session):
    """存在的问题: no statement."""
    return show(qtbot, session, "zt.7")


def put(page, position, end=None):
    cursor = page.text.textCursor()
    cursor.setPosition(position)
    if end is not None:
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    page.text.setTextCursor(cursor)


def words(page):
    return page.text.toPlainText()


def write(page, text):
    """Keys with Chinese text, as an input method's plain commits arrive."""
    for character in text:
        QApplication.sendEvent(page.text, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character))


def commit(page, text):
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(page.text, event)


def slot_at(page):
    return page.text.guard().slots[0]


def test_the_text_stands_as_it_will_be_printed(page, session):
    assert words(page) == session.report.text("zt.2.1")
    assert page.heading.text() == "（一）基本支出情况"
    assert page.text.spans() == session.report.spans["zt.2.1"]


def test_plain_words_are_one_change_once_typing_rests(qtbot, free, session):
    free.idle.setInterval(50)
    with qtbot.waitSignal(session.moved):
        write(free, "预算编制不细。")
    assert session.report.spans["zt.7"] == [Text("预算编制不细。")]
    session.undo()
    assert words(free) == ""
    session.redo()
    assert words(free) == "预算编制不细。"


def test_typing_commits_when_the_focus_leaves(qtbot, free, session):
    write(free, "无。")
    free.count.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    free.insert.setFocus()
    qtbot.waitUntil(lambda: not free.pending)
    assert session.report.text("zt.7") == "无。"
    assert "2 字" in free.count.text()


def test_a_statement_cannot_be_typed_into(page, session):
    before = words(page)
    put(page, before.index("基本支出") + 2)
    write(page, "x")
    qt_delete = QKeyEvent(QEvent.Type.KeyPress, K.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
    QApplication.sendEvent(page.text, qt_delete)
    commit(page, "中")
    assert words(page) == before
    assert "由数据生成" in page.note.text
    assert not page.pending


def test_backspace_selects_the_statement_and_then_removes_it(page, session):
    end = words(page).index("\n")
    put(page, end)
    QTest.keyClick(page.text, K.Key_Backspace)
    assert page.text.textCursor().selectedText() == words(page)[:end]
    assert not page.pending
    QTest.keyClick(page.text, K.Key_Backspace)
    page.flush()
    assert session.report.spans["zt.2.1"][0] == StatementSpan("zt.basic_personnel")
    session.undo()
    assert session.report.spans["zt.2.1"][0] == StatementSpan("zt.basic_total")
    assert words(page) == session.report.text("zt.2.1")


def test_delete_before_a_statement_works_alike(page):
    put(page, 0)
    QTest.keyClick(page.text, K.Key_Delete)
    assert page.text.textCursor().selectedText().startswith("2023年度一般公共预算基本支出")


def test_a_reason_is_written_in_its_place(page, session):
    slot = slot_at(page)
    assert words(page)[slot.start : slot.end] == "〔基本支出变动的主要原因〕"
    put(page, slot.start, slot.end)
    write(page, "人员增加")
    assert "主要原因是人员增加。" in words(page)
    QTest.keyClick(page.text, K.Key_Return)
    assert session.report.spans["zt.2.1"][0].reason("basic") == "人员增加"
    assert "主要原因是人员增加。" in session.report.text("zt.2.1")
    session.undo()
    assert "〔基本支出变动的主要原因〕" in words(page)


def test_a_click_on_a_placeholder_selects_it(qtbot, page):
    slot = slot_at(page)
    cursor = page.text.textCursor()
    cursor.setPosition(slot.start + 3)
    point = page.text.cursorRect(cursor).center()
    qtbot.mouseClick(page.text.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert page.text.textCursor().selectedText() == "〔基本支出变动的主要原因〕"


def test_an_emptied_reason_asks_again(page, session):
    slot = slot_at(page)
    put(page, slot.start, slot.end)
    write(page, "甲")
    QTest.keyClick(page.text, K.Key_Backspace)
    assert "〔基本支出变动的主要原因〕" in words(page)
    write(page, "乙")
    page.flush()
    assert session.report.spans["zt.2.1"][0].reason("basic") == "乙"


def test_a_reason_survives_a_changed_figure(page, session):
    slot = slot_at(page)
    put(page, slot.start, slot.end)
    write(page, "人员增加")
    page.flush()
    put(page, slot.start + 2)
    session.report.type("T05.total.basic", "actual", "1105.58")
    assert "1105.58万元" in words(page)
    at = page.text.textCursor().position()
    assert words(page)[at - 2 : at] == "人员"


def test_enter_between_statements_makes_a_paragraph(page, session):
    end = words(page).index("\n")
    put(page, end)
    QTest.keyClick(page.text, K.Key_Return)
    write(page, "另外，资产管理规范。")
    page.flush()
    spans = session.report.spans["zt.2.1"]
    assert spans[0] == StatementSpan("zt.basic_total")
    assert spans[1] == Text("\n另外，资产管理规范。\n")
    assert spans[2] == StatementSpan("zt.basic_personnel")


def test_words_after_a_statement_in_its_paragraph(page, session):
    end = words(page).index("\n")
    put(page, end)
    write(page, "其中无新增项目。")
    page.flush()
    assert session.report.spans["zt.2.1"][1] == Text("其中无新增项目。\n")
    assert "其中无新增项目。" in session.report.text("zt.2.1")


def test_a_selection_that_cuts_a_statement_is_not_typed_over(page):
    before = words(page)
    put(page, 5, before.index("\n") + 4)
    write(page, "x")
    assert words(page) == before
    QTest.keyClick(page.text, K.Key_Delete)
    assert words(page) == before
    cursor = page.text.textCursor()
    assert cursor.selectionStart() == 0
    assert cursor.selectionEnd() == before.index("\n", before.index("\n") + 1)


def test_paste_takes_words_only(page, free, session):
    mime = QMimeData()
    mime.setHtml("<p style='text-indent:2em'><b>第一段</b><o:p></o:p></p><p>第二段</p>")
    mime.setText("　　第一段\r\n　　第二段\r\n")
    QGuiApplication.clipboard().setMimeData(mime)
    free.text.setFocus()
    QTest.keyClick(free.text, K.Key_V, CTRL)
    free.flush()
    assert session.report.spans["zt.7"] == [Text("第一段\n第二段")]
    put(page, 4)
    QTest.keyClick(page.text, K.Key_V, CTRL)
    assert not page.pending


def test_an_input_method_composes_and_commits(free, session):
    QApplication.sendEvent(free.text, QInputMethodEvent("yusuan", []))
    assert free.text.composing
    assert words(free) == ""
    commit(free, "预算")
    assert words(free) == "预算"
    assert not free.text.composing


def test_an_input_method_writes_a_reason_over_its_placeholder(page, session):
    slot = slot_at(page)
    put(page, slot.start, slot.end)
    QApplication.sendEvent(page.text, QInputMethodEvent("ren", []))
    assert "〔基本支出变动的主要原因〕" in words(page)
    commit(page, "人员")
    assert "主要原因是人员。" in words(page)
    page.flush()
    assert session.report.spans["zt.2.1"][0].reason("basic") == "人员"


def test_composing_is_not_interrupted_by_the_idle_commit(qtbot, free, session):
    write(free, "甲")
    QApplication.sendEvent(free.text, QInputMethodEvent("yi", []))
    free.idle.setInterval(30)
    free.idle.start()
    qtbot.wait(80)
    assert free.pending
    commit(free, "乙")
    qtbot.waitUntil(lambda: not free.pending)
    assert session.report.text("zt.7") == "甲乙"


def test_a_statement_becomes_words_and_comes_alive_again(page, session):
    menu = ProseMenu(page)
    before = words(page)
    menu.to_words(page.text.guard().at(0).atom)
    span = session.report.spans["zt.2.1"][0]
    assert isinstance(span, Text)
    assert span.was == "zt.basic_total"
    assert words(page) == before
    put(page, 4)
    write(page, "全")
    page.flush()
    assert session.report.spans["zt.2.1"][0].text.startswith("2023全年度")
    assert session.report.spans["zt.2.1"][0].was == "zt.basic_total"
    menu.revive("zt.basic_total")
    assert session.report.spans["zt.2.1"][0] == StatementSpan("zt.basic_total")
    assert words(page) == before


def test_the_menu_offers_what_can_be_done(page):
    cursor = page.text.textCursor()
    cursor.setPosition(3)
    point = page.text.cursorRect(cursor).center()
    texts = {action.text() for action in ProseMenu(page).build(point).actions()}
    assert {"改为普通文字", "删除这句话", "插入数据…"} <= texts


def test_a_removed_statement_is_offered_for_insertion(page, session):
    menu = ProseMenu(page)
    menu.remove(page.text.guard().at(0).atom)
    assert menu.missing() == ["zt.basic_total"]
    put(page, 0)
    menu.insert("zt.basic_total")
    assert session.report.spans["zt.2.1"][0] == StatementSpan("zt.basic_total")


def test_at_chooses_a_figure_by_name(qtbot, free, session):
    write(free, "共有")
    QTest.keyClicks(free.text, "@")
    picker = free.findChild(FigurePicker)
    qtbot.waitUntil(picker.isVisible)
    picker.words.setText("实有在职")
    QTest.keyClick(picker.words, K.Key_Return)
    assert session.report.spans["zt.7"] == [Text("共有"), Ref("staff.on_duty")]
    assert words(free) == "共有19人"
    write(free, "。")
    free.flush()
    assert session.report.text("zt.7") == "共有19人。"
    session.report.type("staff.on_duty", "actual", "20")
    assert words(free) == "共有20人。"


def test_escape_leaves_an_at_sign(qtbot, free, session):
    QTest.keyClicks(free.text, "@")
    picker = free.findChild(FigurePicker)
    QTest.keyClick(picker.words, K.Key_Escape)
    assert words(free) == "@"


def test_the_selected_figure_is_told(qtbot, page, session):
    with qtbot.waitSignal(session.selected) as told:
        put(page, words(page).index("105.58") + 2)
    assert told.args[0].key == "T05.total.basic"
    assert told.args[0].statement == "zt.basic_total"
    assert told.args[0].section == "zt.2.1"


def test_a_place_is_shown(page, session):
    start = session.report.text("zt.2.1").index("人员经费")
    page.show_place(f"zt.2.1:{start}-{start + 4}")
    assert page.text.textCursor().selectedText() == "人员经费"


def test_places_count_printed_paragraphs_only(free, session):
    write(free, "甲")
    QTest.keyClick(free.text, K.Key_Return)
    QTest.keyClick(free.text, K.Key_Return)
    write(free, "乙乙")
    free.flush()
    assert session.report.text("zt.7") == "甲\n乙乙"
    free.show_place("zt.7:2-4")
    assert free.text.textCursor().selectedText() == "乙乙"


def test_findings_are_underlined_with_their_message(page):
    quoted = {words(page)[mark.start : mark.end] for mark in page.marked}
    assert "〔基本支出变动的主要原因〕" in quoted
    assert len(page.text.extraSelections()) == len(page.marked)


def test_hovering_explains(qtbot, page):
    start = words(page).index("105.58")
    point = page.text.box(start + 1).center()
    assert "一般公共预算" in page.caret.tip(point)
    assert "105.58 万元" in page.caret.tip(point)
    assert page.caret.tip(QPoint(point.x(), page.text.viewport().height() + 200)) == ""


def test_the_mouse_at_rest_shows_it(qtbot, page, monkeypatch):
    from PySide6.QtGui import QCursor
    from PySide6.QtWidgets import QToolTip

    point = page.text.box(words(page).index("105.58") + 1).center()
    told = []
    monkeypatch.setattr(QToolTip, "showText", lambda _point, text, _widget: told.append(text))
    monkeypatch.setattr(QCursor, "pos", lambda: page.text.viewport().mapToGlobal(point))
    monkeypatch.setattr(page.text.viewport(), "underMouse", lambda: True)
    qtbot.mouseMove(page.text.viewport(), point)
    page.text.hovered.emit()
    qtbot.waitUntil(lambda: bool(told))
    assert "105.58 万元" in told[0]


def test_undo_key_takes_back_the_last_change(free, session):
    write(free, "甲")
    QTest.keyClick(free.text, K.Key_Z, CTRL)
    assert words(free) == ""
    QTest.keyClick(free.text, K.Key_Z, CTRL | SHIFT)
    assert words(free) == "甲"


def test_a_read_only_report_is_not_written(qtbot, tmp_path):
    path = tmp_path / "a.jbao"
    Report.create(path, ["zhengti-hunan-2023"], "示例县总工会", 2023).close()
    opened = Session(Report.open(path, read_only=True))
    page = show(qtbot, opened, "zt.7")
    write(page, "甲")
    commit(page, "乙")
    assert words(page) == ""
    opened.close()


@pytest.mark.parametrize("name", ["zt.1.1", "zt.1.4", "zt.2.1", "zt.2.2", "zt.3", "zt.10"])
def test_every_section_reads_back_as_it_was(qtbot, session, name):
    page = NarrativePage(session, name)
    qtbot.addWidget(page)
    assert page.text.spans() == session.report.spans.get(name, [])
    assert not page.pending
