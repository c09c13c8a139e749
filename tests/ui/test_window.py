from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPushButton

from ui import theme
from ui.panes.tally import Standing
from ui.session import Selection
from ui.windows import crash
from ui.windows.finder import entries, match

NO, SHIFT, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(window, report_path, qtbot):
    window.open_file(report_path)
    qtbot.waitExposed(window.window)
    return window


def test_it_opens_where_something_is_left_to_do(opened):
    assert opened.shown == "zt.1.1"
    assert opened.workspace.outline.view.currentIndex().data().endswith("基本情况")


def test_f8_goes_to_the_mistake_and_explains_it(opened):
    opened.window.next_problem()
    assert opened.shown == "zt.2.1"
    assert any("105.78" in text for text in opened.workspace.explain.texts())


def test_the_bar_counts_with_every_edit_and_undo(opened):
    step = opened.workspace.bar.steps["审核"]
    before = step.text()
    report = opened.session.report
    opened.session.do(lambda: report.type("T06.public_total", "actual", "10.22"))
    assert step.text() != before
    assert opened.workspace.bar.saved.text().startswith("已保存 ")
    opened.window.undo()
    assert step.text() == before
    assert opened.workspace.bar.redo.isEnabled()
    opened.window.redo()
    assert step.text() != before


def test_undo_is_named(opened):
    report = opened.session.report
    opened.session.do(lambda: report.type("staff.on_duty", "actual", "12"))
    assert "在职" in opened.workspace.bar.undo.toolTip()
    opened.click("undo")
    assert not report.value("staff.on_duty").filled


def test_a_refusal_is_shown_and_can_be_closed(opened):
    report = opened.session.report
    opened.session.do(lambda: report.type("staff.on_duty", "actual", "不知道"))
    assert opened.notice.text.endswith("。")
    opened.click("close-notice")
    assert opened.notice.isHidden()


def test_finding_a_figure_and_jumping_to_it(opened, qtbot):
    opened.window.search()
    box = opened.workspace.bar.search
    box._entries = entries(opened.workspace.board)  # offscreen, the focus may come late
    committed = QInputMethodEvent()
    committed.setCommitString("实有在职")
    QApplication.sendEvent(box, committed)
    assert box.results.isVisible()
    with qtbot.waitSignal(opened.session.selected, check_params_cb=lambda chosen: chosen.key == "staff.on_duty"):
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert opened.shown == "zt.base_data"
    assert box.results.isHidden()


def test_search_knows_text_numbers_and_nothing(opened):
    found = entries(opened.workspace.board)
    assert match(found, "基金 预算")
    assert match(found, "10.42")[0].place == "T06.public_total@actual"
    assert match(found, "没有这样的词") == []
    assert match(found, "  ") == []


def test_the_explanation_folds_in_a_narrow_window(opened, qtbot):
    qtbot.waitUntil(lambda: opened.workspace.explain.isVisible())
    opened.window.resize(1100, 700)
    qtbot.waitUntil(lambda: not opened.workspace.explain.isVisible())
    opened.workspace.bar.panel.setChecked(True)
    assert opened.workspace.explain.isVisible()
    opened.window.resize(1366, 768)
    qtbot.waitUntil(lambda: opened.workspace.explain.isVisible())


def test_it_fits_the_small_screen(opened):
    assert opened.window.minimumSizeHint().width() <= 1366
    assert opened.window.minimumSizeHint().height() <= 700
    for page in ("导出", "打印", "录入"):
        opened.workspace.go(page)
        assert opened.window.minimumSizeHint().width() <= 1366


def test_sizes_and_folds_are_remembered(opened):
    opened.workspace.problems.set_open(False)
    opened.workspace._across.setSizes([330, 700, 336])
    sizes = opened.workspace._across.sizes()
    path = opened.session.report.file.path
    opened.close_report()
    opened.open_file(path)
    assert not opened.workspace.problems.opened
    assert opened.workspace._across.sizes()[0] == pytest.approx(sizes[0], abs=3)


def test_f6_walks_round_the_panes(opened, qtbot):
    seen = set()
    for _ in range(6):
        opened.window.next_pane()
        seen.add((opened.window.focusWidget() or opened.window).objectName())
    assert {"outline", "problems", "search"} <= seen


def test_changing_the_theme_keeps_what_is_open(opened):
    opened.set_theme(theme.Choice.DARK)
    assert theme.current() is theme.DARK
    assert opened.memory.theme is theme.Choice.DARK
    opened.set_theme(theme.Choice.LIGHT)


def test_the_outline_shows_the_mistake(opened):
    assert opened.badge("zt.2.1").standing is Standing.ERROR


def test_help_opens_and_leaves(opened):
    opened.show_help()
    opened.click("leave-help")
    assert opened.frames.currentWidget() is opened.workspace


def test_selecting_nothing_is_no_error(opened):
    opened.session.select(Selection())
    opened.session.jump("gibt.es.nicht")
    opened.session.jump("zt.base_data")
    assert opened.shown == "zt.base_data"


# -- export ---------------------------------------------------------------------------


def test_errors_forbid_the_final_state_and_say_why(opened):
    opened.window.show_export()
    page = opened.workspace.pages.currentWidget()
    assert not page.final.isEnabled()
    assert "个错误" in page._blocked.text()
    opened.click("see-errors")
    assert opened.shown == "zt.1.1"


def test_exporting_a_draft_writes_the_files_and_links_them(opened, tmp_path, qtbot):
    opened.window.show_export()
    page = opened.workspace.pages.currentWidget()
    page.folder.setText(str(tmp_path))
    with qtbot.waitSignal(page.started) as waited:
        opened.click("start-export")
    job = waited.args[0]
    with qtbot.waitSignal(job.ended, timeout=60000):
        assert opened.job.isVisible()
    written = sorted(path.suffix for path in tmp_path.iterdir() if "草稿" in path.name)
    assert written == [".docx", ".pdf", ".xlsx"]
    links = [button.text() for button in page.findChildren(QPushButton) if button.property("role") == "link"]
    assert any(text.endswith(".pdf") for text in links)
    assert opened.job.isHidden()


def test_a_character_without_a_glyph_is_told_after_the_export(opened, tmp_path, qtbot):
    from ui.windows.writing import Written

    opened.window.show_export()
    page = opened.workspace.pages.currentWidget()
    page._done(Written([tmp_path / "a.pdf"], ["「\U0002a6d6」没有字形"]))
    assert "没有字形" in page.findChild(type(page._blocked), "export-warning").text()


def test_a_folder_that_is_not_there_is_told(opened, tmp_path):
    opened.window.show_export()
    page = opened.workspace.pages.currentWidget()
    page.folder.setText(str(tmp_path / "nowhere"))
    page.export()
    assert "nowhere" in page.findChild(type(page._blocked), "export-error").text()


def test_printing_prints_the_pages_of_the_pdf(opened, tmp_path, qtbot):
    from PySide6.QtPrintSupport import QPrinter

    opened.window.show_print()
    page = opened.workspace.pages.currentWidget()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    with qtbot.waitSignal(page.started) as waited:
        page.print_to(printer)
    with qtbot.waitSignal(waited.args[0].finished, timeout=60000):
        pass
    assert (tmp_path / "printed.pdf").stat().st_size > 1000


# -- import ---------------------------------------------------------------------------


def test_a_review_has_the_window_to_itself_until_it_is_over(opened, tmp_path, qtbot):
    source = tmp_path / "2023年度部门整体支出绩效自评报告.txt"
    source.write_text("一、部门（单位）基本情况\n2023年末，编制数12人，实有在职人员10人。\n", encoding="utf-8")
    space = opened.workspace
    opened.window.take([source])
    qtbot.waitUntil(lambda: space.outline.isHidden(), timeout=20000)
    review = space.pages.currentWidget()
    space.show_place("zt.base_data")
    assert not space.outline.isHidden()
    space.go("录入")
    assert space.pages.currentWidget() is review
    review.finished.emit(None)
    assert not space.outline.isHidden()
    assert not space.problems.isHidden()
    assert opened.shown


def test_nobody_leaves_without_knowing_that_writing_back_failed(opened, monkeypatch):
    from core.errors import ReportFileError

    close = opened.session.report.close

    def refuse() -> None:
        close()
        raise ReportFileError("没有写回 U 盘", "请从本机副本另存")

    monkeypatch.setattr(opened.session.report, "close", refuse)
    assert not opened.window.close()
    assert "没有写回 U 盘" in opened.notice.text
    assert opened.window.close()


# -- the last boundary -----------------------------------------------------------------


def test_an_unexpected_error_is_logged_and_can_be_copied(qapp, monkeypatch, qtbot, caplog):
    shown = []
    monkeypatch.setattr(crash.CrashDialog, "exec", lambda self: shown.append(self))
    monkeypatch.setattr(sys, "__excepthook__", lambda *_: None)
    crash._shown.clear()
    for _ in range(2):
        try:
            raise ZeroDivisionError("x")
        except ZeroDivisionError as error:
            text = crash.report_of(type(error), error, None)
            crash.caught(type(error), error, None)
    assert len(shown) == 1
    assert shown[0].text.toPlainText() == text
    assert "ZeroDivisionError" in caplog.text
    shown[0].copy()
    assert qapp.clipboard().text() == text
    shown[0].deleteLater()


# -- where it came from ---------------------------------------------------------------


def _import(window, path, qtbot):
    """Import a file and take everything it is sure of."""
    window.window.take([path])
    qtbot.waitUntil(lambda: window.workspace._review is not None, timeout=20000)
    review = window.workspace._review
    review.model.decide(review.offers.take_all)
    window.click("import")
    qtbot.waitUntil(lambda: window.workspace._review is None)


@pytest.fixture
def imported(opened, tmp_path, qtbot):
    source = tmp_path / "2024年度部门整体支出绩效自评报告.txt"
    source.write_text("一、部门（单位）基本情况\n2024年末，编制数12人，实有在职人员10人。\n", encoding="utf-8")
    _import(opened, source, qtbot)
    return source


def test_the_page_a_value_came_from_is_shown_as_long_as_the_file_is_there(opened, imported, qtbot):
    space = opened.workspace
    opened.session.select(Selection("staff.establishment"))
    assert any("编制数12人" in text for text in space.explain.texts())
    opened.click("open-source")
    shown = space.pages.currentWidget()
    qtbot.waitUntil(lambda: shown.panel is not None and shown.panel.view.sheaf is not None, timeout=20000)
    view = shown.panel.view
    qtbot.waitUntil(lambda: bool(view.sheaf.marks))
    assert "编制数12人" in shown.told.text()
    assert "改动" not in shown.told.text()
    assert [spot.words for spot, _ in view.sheaf.marks[0]] == ["编制数12人"]
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert space.pages.currentWidget() is not shown


def test_a_changed_source_says_so_and_a_missing_one_is_not_offered(opened, imported, qtbot):
    imported.write_text("一、部门（单位）基本情况\n另一份。\n", encoding="utf-8")
    space = opened.workspace
    opened.session.select(Selection("staff.establishment"))
    space.explain.texts()
    opened.click("open-source")
    shown = space.pages.currentWidget()
    qtbot.waitUntil(lambda: shown.panel is not None, timeout=20000)
    assert "可能改动过" in shown.told.text()
    opened.click("source-back")
    imported.unlink()
    opened.session.select(Selection("staff.on_duty"))
    assert any("实有在职人员10人" in text for text in space.explain.texts())
    assert opened.window.findChild(QPushButton, "open-source") is None
