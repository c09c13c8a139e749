"""Wrong numbers are underlined while they are typed, say their arithmetic, and are put right by one key."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from core.narrative import Ref, StatementSpan, Text
from core.report import Report
from tests.ui.prose import ALT, CTRL, K, commit, compose, put, show, underlined, words, write
from ui.pages.marks import tip_at
from ui.session import Session

WRONG = "财政拨款支出93.93万元，比上年增加19.08万元，增长21%。"
SUM = "19.08 ÷ （93.93 − 19.08） = 25.49%，文中为 21%"


@pytest.fixture
def session(qapp):
    report = Report.scratch(["zhengti-hunan-2023"], "示例县总工会", 2023, begin=True)
    for key, aspect, text in (
        ("T05.total.basic", "actual", "105.58"),
        ("T05.total.basic", "prior", "88.10"),
        ("T03.total.basic", "actual", "105.58"),
    ):
        report.type(key, aspect, text)
    opened = Session(report)
    yield opened
    opened.close()


@pytest.fixture
def page(qtbot, session):
    return show(qtbot, session, "zt.7")


def menu_of(qtbot, page):
    qtbot.waitUntil(lambda: page.findChild(QMenu, "remedies") is not None)
    return page.findChild(QMenu, "remedies")


def choose(qtbot, page, words_):
    """By the keys of the menu: down to the line that says so, then Enter."""
    menu = menu_of(qtbot, page)
    qtbot.waitUntil(menu.isVisible)
    lines = [action for action in menu.actions() if not action.isSeparator()]
    assert any(words_ in action.text() for action in lines), [action.text() for action in lines]
    for _ in range(len(lines)):
        if words_ in menu.activeAction().text():
            break
        QTest.keyClick(menu, K.Key_Down)
    QTest.keyClick(menu, K.Key_Return)
    qtbot.waitUntil(lambda: not menu.isVisible())


def test_a_wrong_rate_is_underlined_while_typing_before_anything_is_committed(qtbot, page, session):
    write(page, WRONG)
    qtbot.waitUntil(lambda: underlined(page) == ["21%"])
    assert page.pending
    assert not session.report.spans.get("zt.7")
    put(page, words(page).index("21%") + 1)
    qtbot.waitUntil(page.problem.isVisible)
    assert SUM in page.problem.text
    assert "Ctrl+." in page.problem.text
    assert SUM in tip_at(page, words(page).index("21%"))


def test_the_underline_goes_with_the_mistake(qtbot, page):
    write(page, WRONG)
    qtbot.waitUntil(lambda: underlined(page) == ["21%"])
    at = words(page).index("21%")
    put(page, at, at + 2)
    QTest.keyClicks(page.text, "25.49")
    qtbot.waitUntil(lambda: underlined(page) == [])
    qtbot.waitUntil(lambda: not page.problem.isVisible())


def test_the_commit_finds_the_same(qtbot, page, session):
    write(page, WRONG)
    qtbot.waitUntil(lambda: underlined(page) == ["21%"])
    live = page.marked[0].finding
    page.flush()
    assert underlined(page) == ["21%"]
    assert page.marked[0].finding == live
    assert live in session.report.findings()


def test_only_the_edited_paragraph_is_read(qtbot, page, session, monkeypatch):
    from core.narrative.claims import reader

    session.report.set_section("zt.7", [Text("\n".join([WRONG] * 8))])
    write(page, "另")
    qtbot.waitUntil(lambda: not page.live.timer.isActive())
    read = []
    once = reader.read_paragraph
    monkeypatch.setattr(reader, "read_paragraph", lambda text, *rest: read.append(text) or once(text, *rest))
    put(page, len(words(page)))
    write(page, "还有5人。")
    qtbot.waitUntil(lambda: bool(read))
    assert read == [f"{WRONG}还有5人。"]
    assert underlined(page) == ["21%"] * 8


def test_underlines_move_with_what_is_typed_before_them(qtbot, page, session):
    session.report.set_section("zt.7", [Text(f"甲。\n{WRONG}")])
    assert underlined(page) == ["21%"]
    put(page, 0)
    write(page, "乙乙乙，")
    assert underlined(page) == ["21%"]
    put(page, 0)
    QTest.keyClick(page.text, K.Key_Return)
    assert underlined(page) == ["21%"]


def test_a_left_over_instruction_is_underlined_and_taken_out(qtbot, page, session):
    write(page, "无。（请说明本单位存在的主要问题）")
    qtbot.waitUntil(lambda: underlined(page) == ["（请说明本单位存在的主要问题）"])
    put(page, 5)
    QTest.keyClick(page.text, K.Key_Period, CTRL)
    choose(qtbot, page, "删去")
    assert session.report.text("zt.7") == "无。"
    session.undo()
    assert "请说明" in session.report.text("zt.7")


def test_wording_is_underlined_and_stays_so_with_the_commit(qtbot, page, session):
    write(page, "落实“三公经费管理规定。")
    qtbot.waitUntil(lambda: bool(underlined(page)))
    assert page.marked[0].finding.rule == "H1"
    live = underlined(page)
    page.flush()
    assert underlined(page) == live


def test_a_telephone_number_is_underlined(qtbot, page):
    write(page, "联系人电话13800000000。")
    qtbot.waitUntil(lambda: underlined(page) == ["13800000000"])


@pytest.mark.parametrize(("key", "modifier"), [(K.Key_Period, CTRL), (K.Key_Return, ALT)])
def test_one_key_puts_the_right_number(qtbot, page, session, key, modifier):
    write(page, WRONG)
    qtbot.waitUntil(lambda: underlined(page) == ["21%"])
    put(page, words(page).index("21%") + 1)
    QTest.keyClick(page.text, key, modifier)
    choose(qtbot, page, "改为 25.49%")
    assert session.report.text("zt.7") == WRONG.replace("21%", "25.49%")
    assert underlined(page) == []
    session.undo()
    assert session.report.text("zt.7") == WRONG


def test_a_wrong_figure_becomes_one_that_follows_its_cell(qtbot, page, session):
    session.report.set_section("zt.7", [Text("基本支出100.00万元，都用于运转。")])
    finding = next(mark.finding for mark in page.marked)
    assert finding.rule == "C1"
    put(page, words(page).index("100.00") + 2)
    QTest.keyClick(page.text, K.Key_Period, CTRL)
    choose(qtbot, page, "改成随表更新的数")
    span = session.report.spans["zt.7"][1]
    assert isinstance(span, Ref)
    assert session.report.text("zt.7") == "基本支出105.58万元，都用于运转。"
    assert underlined(page) == []


def test_a_wrong_sentence_becomes_a_live_one(qtbot, page, session):
    session.report.set_section("zt.7", [Text("管理规范。基本支出105.58万元，比上年增加30.00万元，增长19.84%。别的。")])
    assert underlined(page)
    put(page, page.marked[0].start + 1)
    QTest.keyClick(page.text, K.Key_Period, CTRL)
    choose(qtbot, page, "整句换成由数据生成的")
    spans = session.report.spans["zt.7"]
    assert spans[0] == Text("管理规范。")
    assert isinstance(spans[1], StatementSpan)
    assert spans[2] == Text("别的。")
    session.undo()
    assert "30.00万元" in session.report.text("zt.7")


def test_a_warning_is_kept_with_a_reason(qtbot, page, session):
    write(page, "财政拨款支出93.93万元，比上年增加19.08万元，增长25.6%。")
    qtbot.waitUntil(lambda: underlined(page) == ["25.6%"])
    put(page, words(page).index("25.6%") + 1)
    QTest.keyClick(page.text, K.Key_Period, CTRL)
    choose(qtbot, page, "保留，写上理由")
    qtbot.waitUntil(page.keeping.isVisible)
    QTest.keyClicks(page.keeping.reason, "approved")
    QTest.keyClick(page.keeping.reason, K.Key_Return)
    assert underlined(page) == []
    assert page.text.hasFocus()
    kept = next(one for one in session.report.findings() if one.reason)
    assert kept.reason == "approved"
    assert not kept.open
    put(page, len(words(page)))
    write(page, "还有5人。")
    qtbot.waitUntil(lambda: not page.live.timer.isActive())
    assert underlined(page) == []


def test_escape_leaves_the_reason(qtbot, page):
    write(page, "财政拨款支出93.93万元，比上年增加19.08万元，增长25.6%。")
    qtbot.waitUntil(lambda: bool(underlined(page)))
    page.keeping.ask(page.marked[0].finding)
    QTest.keyClick(page.keeping.reason, K.Key_Return)
    assert page.keeping.isVisible()
    QTest.keyClick(page.keeping.reason, K.Key_Escape)
    assert not page.keeping.isVisible()
    assert underlined(page) == ["25.6%"]


def test_blank_paragraphs_in_front_shift_nothing(qtbot, page, session):
    QTest.keyClick(page.text, K.Key_Return)
    QTest.keyClick(page.text, K.Key_Return)
    write(page, WRONG)
    qtbot.waitUntil(lambda: underlined(page) == ["21%"])
    put(page, words(page).index("21%") + 1)
    QTest.keyClick(page.text, K.Key_Period, CTRL)
    choose(qtbot, page, "改为 25.49%")
    assert session.report.text("zt.7") == WRONG.replace("21%", "25.49%")


def test_the_menu_of_the_mouse_offers_the_same(qtbot, page):
    from ui.pages.prosemenu import ProseMenu

    write(page, WRONG)
    qtbot.waitUntil(lambda: underlined(page) == ["21%"])
    point = page.text.box(words(page).index("21%") + 1).center()
    menu = ProseMenu(page).build(point)
    assert menu.actions()[0].text() == "改为 25.49%（文中 21%）"
    menu.actions()[0].trigger()
    assert "25.49%" in words(page)


def test_an_error_is_not_kept(qtbot, page):
    write(page, WRONG)
    qtbot.waitUntil(lambda: underlined(page) == ["21%"])
    menu = QMenu()
    page.remedies.fill(menu, words(page).index("21%") + 1)
    assert not any("保留" in action.text() for action in menu.actions())


def test_where_nothing_is_wrong_the_key_says_so(page):
    write(page, "预算编制不细。")
    QTest.keyClick(page.text, K.Key_Period, CTRL)
    assert "没有要处理的问题" in page.note.text


def test_an_input_method_is_not_disturbed(qtbot, page):
    write(page, WRONG)
    compose(page, "bijiao")
    QTest.qWait(400)
    assert page.text.composing
    assert page.live.timer.isActive()
    assert underlined(page) == []
    block = page.text.textCursor().block()
    assert block.layout().preeditAreaText() == "bijiao"
    commit(page, "比较")
    qtbot.waitUntil(lambda: underlined(page) == ["21%"])
    assert words(page) == f"{WRONG}比较"


def test_underlines_are_no_edits(qtbot, page, session):
    write(page, WRONG)
    qtbot.waitUntil(lambda: underlined(page) == ["21%"])
    assert not page.text.document().isUndoAvailable()
    assert page.text.spans() == [Text(WRONG)]
    formats = {
        made.toCharFormat().underlineStyle() for made in page.text.document().allFormats() if made.isCharFormat()
    }
    assert page.text.extraSelections()[0].format.underlineStyle() not in formats
    QTest.keyClick(page.text, K.Key_Z, CTRL)
    assert words(page) == ""
    assert session.report.spans.get("zt.7", []) == []


def test_severity_is_not_told_by_colour_alone(qtbot, page):
    write(page, WRONG)
    write(page, "另支出80.00万元，比上年增加10.00万元，增长14.4%。")
    qtbot.waitUntil(lambda: len(underlined(page)) == 2)
    styles = {mark.finding.severity: one.format.underlineStyle() for mark, one in zip(
        page.marked, page.text.extraSelections(), strict=True)}  # fmt: skip
    assert len(styles) == len(set(styles.values())) == 2


def test_a_pasted_page_waits_for_the_commit(qtbot, page, session):
    page.text.put("\n".join([WRONG] * 60))
    page.live.read()
    assert underlined(page) == []
    page.flush()
    assert underlined(page) == ["21%"] * 60


def test_a_changed_cell_is_held_against_the_words_at_once(qtbot, page, session):
    write(page, "基本支出105.58万元。")
    page.flush()
    assert underlined(page) == []
    session.report.type("T03.total.basic", "actual", "106.58")
    assert underlined(page) == ["105.58万元"]
    QApplication.processEvents()


BROKEN = "财政拨款支出93.93\n万元，比上年增加19.08万元，增长\n21%，原因是人员增加。\n另有车辆1辆。"


def test_a_sentence_over_broken_lines_is_read_and_marked_in_the_line_of_the_number(qtbot, page, session):
    session.report.set_section("zt.7", [Text(BROKEN)])
    page.flush()
    put(page, words(page).index("万元，比"))
    write(page, "多")
    QTest.keyClick(page.text, K.Key_Backspace)
    qtbot.waitUntil(lambda: not page.live.timer.isActive())
    assert "21%" in underlined(page)
    mark = next(one for one in page.marked if one.finding.rule == "C2")
    assert words(page)[mark.start : mark.end] == mark.text == mark.finding.quote == "21%"
    live = mark.finding
    page.flush()
    session.report.set_section("zt.7", [Text(BROKEN + "无。")])
    committed = next(one for one in page.marked if one.finding.rule == "C2")
    assert committed.finding.id == live.id
    assert committed.text == "21%"


def test_the_right_number_is_put_into_its_broken_line(qtbot, page, session):
    session.report.set_section("zt.7", [Text(BROKEN)])
    put(page, words(page).index("21%") + 1)
    QTest.keyClick(page.text, K.Key_Period, CTRL)
    choose(qtbot, page, "改为 25.49%")
    assert words(page) == BROKEN.replace("21%", "25.49%")
    assert "21%" not in underlined(page)


def test_an_unfinished_sentence_leaves_the_next_paragraph_as_it_was(qtbot, page, session):
    """What is being typed seems to go on below until its full stop is there; no break is told meanwhile."""
    session.report.set_section("zt.7", [Text("今年\n公务接待费1.20万元，占9%。")])
    put(page, 2)
    write(page, "有志愿者30人，")
    qtbot.waitUntil(lambda: not page.live.timer.isActive())
    assert page.live._joined == (2, {0, 1})
    assert all(mark.finding.rule != "H6" for mark in page.marked)
    write(page, "比上年多5人。")
    qtbot.waitUntil(lambda: not page.live.timer.isActive())
    assert page.live._joined == (2, {0})
    assert underlined(page) == []
