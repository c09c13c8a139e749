from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from ui.app import make_window
from ui.widgets.card import Card
from ui.windows import asking
from ui.windows.memory import KEPT, Memory, Recent
from ui.windows.new import NewPage

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("openpyxl", "reportlab", "docx", "pypdfium2", "sqlite_utils", "pdfplumber", "PySide6.QtNetwork")
JUDGES = ("core.narrative.claims.check", "core.narrative.claims.reader")


def drop(window, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    actions, button, no = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), actions, data, button, no)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    hint = window._drop.isVisible()
    window.dropEvent(QDropEvent(QPointF(5, 5), actions, data, button, no))
    return hint


def test_the_three_actions_come_first_with_last_year_leading(window):
    names = [card.objectName() for card in window.start.findChildren(Card)]
    assert names == ["from-last-year", "new", "open"]


def test_a_dropped_report_file_opens(window, report_path):
    assert drop(window.window, report_path)
    assert window.session.report.unit == "示例县总工会"
    assert not window._drop.isVisible()
    assert "示例县总工会 2024 年度" in window.windowTitle()


def test_a_dropped_old_report_leads_to_a_new_file(window, tmp_path, qtbot):
    source = tmp_path / "示例县总工会2023年度部门整体支出绩效自评报告.txt"
    lines = ["2023年度部门整体支出绩效自评报告", "一、部门（单位）基本情况", "2023年末，编制数12人，在职10人。"]
    source.write_text("\n".join(lines), encoding="utf-8")
    drop(window.window, source)
    qtbot.waitUntil(lambda: isinstance(window.frames.currentWidget(), NewPage), timeout=10000)
    page = window.frames.currentWidget()
    assert page.year.value() == 2024
    assert page.recognised.documents
    proof = page.findChild(QLabel, "year-proof").text()
    assert "去年的文件是 2023 年度的" in proof
    assert "「2023年度部门整体支出绩效自评报告」" in proof


def test_what_cannot_be_read_is_one_sentence(window, tmp_path, qtbot):
    source = tmp_path / "坏的.pdf"
    source.write_bytes(b"%PDF-1.4 nothing")
    drop(window.window, source)
    qtbot.waitUntil(lambda: bool(window.notice.text), timeout=10000)
    assert "坏的.pdf" in window.notice.text
    assert window.session is None


def test_a_file_that_is_no_report_leaves_the_open_one(window, report_path, tmp_path):
    window.open_file(report_path)
    wrong = tmp_path / "wrong.jbao"
    wrong.write_bytes(b"hello")
    window.open_file(wrong)
    assert "不是填报文件" in window.notice.text
    assert window.session.report.file.path == report_path


def test_a_file_open_elsewhere_can_be_read(window, report_path):
    from core.report import Report

    other = Report.open(report_path)
    window.open_file(report_path)
    assert window.session is None
    button = next(b for b in window.notice.findChildren(QPushButton) if b.text())
    assert button.text() == "只读打开"
    button.click()
    assert window.session.report.file.read_only
    other.close()


def test_a_new_report_is_made_where_it_was_wished(window, tmp_path, qtbot):
    window.click("new")
    page = window.frames.currentWidget()
    page.findChild(QLineEdit, "unit").setText("示例县教育局")
    window.click("create")
    assert page.wrong.text() == "请至少选择一种报告"
    page.packs["zhengti-hunan-2023"].setChecked(True)
    path = tmp_path / "new.jbao"
    page.path.setText(str(path))
    window.click("create")
    assert path.is_file()
    assert window.session.report.unit == "示例县教育局"
    assert window.memory.packs == ("zhengti-hunan-2023",)


@pytest.mark.parametrize(
    ("name", "says"),
    [("there.jbao", "已经有了"), ("nowhere/x.jbao", "没有"), ("x.txt", ".jbao")],
)
def test_a_place_that_does_not_do_is_told(window, tmp_path, name, says):
    (tmp_path / "there.jbao").write_bytes(b"")
    window.show_new()
    page = window.frames.currentWidget()
    page.unit.setText("示例县教育局")
    page.packs["zhengti-hunan-2023"].setChecked(True)
    page.path.setText(str(tmp_path / name))
    window.click("create")
    assert says in page.wrong.text()


def test_last_years_own_file_begins_this_years(window, report_path, tmp_path, monkeypatch):
    monkeypatch.setattr(asking, "last_year_files", lambda *_: [report_path])
    window.click("from-last-year")
    page = window.frames.currentWidget()
    assert (page.unit.text(), page.year.value()) == ("示例县总工会", 2025)
    assert page.packs["zhengti-hunan-2023"].isChecked()
    page.path.setText(str(tmp_path / "2025.jbao"))
    window.click("create")
    assert window.session.report.value("T05.total.basic", "prior").filled


def test_closing_a_report_puts_its_card_on_the_start_page(window, report_path):
    window.open_file(report_path)
    window.close_report()
    first = Memory().recent()[0]
    assert (first.unit, first.year, first.there) == ("示例县总工会", 2024, True)
    assert first.errors > 0
    cards = [card for card in window.start.findChildren(Card) if card.objectName() == "recent"]
    cards[0].click()
    assert window.session.report.file.path == report_path


# -- what is remembered ------------------------------------------------------------


def test_the_list_keeps_each_file_once_newest_first():
    memory = Memory()
    for number in range(KEPT + 3):
        memory.add_recent(Recent(f"/{number}.jbao", "单位", 2024))
    memory.add_recent(Recent("/5.jbao", "单位", 2024))
    paths = [entry.path for entry in Memory().recent()]
    assert paths[0] == "/5.jbao"
    assert len(paths) == len(set(paths)) == KEPT
    memory.forget("/5.jbao")
    assert Memory().recent()[0].path != "/5.jbao"


def test_a_damaged_list_is_an_empty_one():
    memory = Memory()
    memory._settings.setValue("recent", '[{"path": 1, "who": 2}')
    assert memory.recent() == []
    memory._settings.setValue("recent", '[{"path": "a", "who": 2}]')
    assert memory.recent() == []


# -- starting ------------------------------------------------------------------------


def run(code, **environment):
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_start_page_loads_nothing_heavy():
    code = f"import sys; from ui.app import run; run([]); print([m for m in {HEAVY!r} if m in sys.modules])"
    done = run(code, JUEBAO_EXIT_AFTER_PAINT="1")
    assert done.stdout.strip() == "[]", done.stderr
    assert done.stderr == ""


def test_a_report_is_shown_before_what_judges_prose_is_loaded(report_path):
    code = (
        "import os, sys; from ui.app import make_application, make_window; app = make_application();"
        f"window = make_window([{str(report_path)!r}]); window.show(); read = window.workspace is not None;"
        f"print(read, [m for m in {JUDGES!r} if m in sys.modules], flush=True); os._exit(0)"
    )
    assert run(code).stdout.strip() == "True []"


def test_it_quits_after_the_first_paint_with_a_file_open(report_path):
    code = f"import sys; from ui.app import run; sys.exit(run([{str(report_path)!r}]))"
    done = run(code, JUEBAO_EXIT_AFTER_PAINT="1")
    assert (done.returncode, done.stderr) == (0, "")


def test_fcitx_is_asked_for_as_ibus():
    code = "import os; from ui.app import make_application; make_application(); print(os.environ['QT_IM_MODULE'])"
    assert run(code, QT_IM_MODULE="fcitx").stdout.strip() == "ibus"


def test_qt_speaks_chinese():
    code = (
        "from ui.app import make_application; a = make_application();"
        "from PySide6.QtCore import QCoreApplication as c; print(c.translate('QPlatformTheme', 'Cancel'))"
    )
    assert run(code).stdout.strip() == "取消"


def test_another_pyside_is_refused(monkeypatch):
    import PySide6

    from ui.app import make_application

    monkeypatch.setattr(PySide6, "__version__", "6.12.0")
    with pytest.raises(SystemExit, match=r"6\.9\.3"):
        make_application()


def test_reading_a_model_loses_no_references(scratch):
    from ui.panes.board import Board
    from ui.panes.problem_model import ProblemModel

    model = ProblemModel(Board(scratch))
    index = model.index(0, 0)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(1000):
        model.data(index, Qt.ItemDataRole.SizeHintRole)
        scratch.selected.emit(None)
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert abs(after[0] - before[0]) < 50
    assert abs(after[1] - before[1]) < 50


# -- started with a file -----------------------------------------------------------


def test_a_start_with_a_file_shows_it_and_notes_it_a_moment_later(qtbot, report_path):
    window = make_window([str(report_path)])
    qtbot.addWidget(window)
    assert window.session.report.file.path == report_path
    assert window.frames.currentWidget() is window.workspace
    assert Memory().recent() == []
    qtbot.waitUntil(lambda: Memory().recent() != [], timeout=5000)
    assert Memory().recent()[0].path == str(report_path)
    window.close_report()
    assert window.frames.currentWidget() is window.start
    window.close()


def test_a_start_with_a_file_that_does_not_open_tells_so_on_the_start_page(qtbot, tmp_path):
    (tmp_path / "坏.jbao").write_bytes(b"no report")
    window = make_window([str(tmp_path / "坏.jbao")])
    qtbot.addWidget(window)
    assert window.frames.currentWidget() is window.start
    assert window.notice.isVisibleTo(window)
    window.close()


def test_a_year_outside_the_forms_is_told_and_may_be_chosen(window, tmp_path):
    window.show_new()
    page = window.frames.currentWidget()
    page.packs["zhengti-hunan-2023"].setChecked(True)
    page.year.setValue(2024)
    assert page.foreseen.isHidden()
    page.year.setValue(2031)
    assert page.packs["zhengti-hunan-2023"].isChecked()
    assert "还没有 2031 年度的" in page.foreseen.text()
    page.year.setValue(2019)
    assert "从 2023 年度开始" in page.foreseen.text()
    page.packs["zhengti-hunan-2023"].setChecked(False)
    assert page.foreseen.isHidden()
    page.packs["zhengti-hunan-2023"].setChecked(True)
    page.unit.setText("示例县教育局")
    page.path.setText(str(tmp_path / "new.jbao"))
    window.click("create")
    assert window.session.report.year == 2019


def test_unit_and_region_are_remembered_and_the_region_narrows_the_forms(window, tmp_path):
    window.show_new()
    page = window.frames.currentWidget()
    assert page.unit.text() == ""
    every = set(page.packs)
    page.region.setCurrentIndex(page.region.findData("湖南"))
    page.region.activated.emit(page.region.currentIndex())
    assert set(page.packs) < every
    assert {"zhengti-hunan-2023", "xiangmu-mof-2020"} <= set(page.packs)
    assert not any("hubei" in name for name in page.packs)
    page.unit.setText("示例县教育局")
    page.packs["zhengti-hunan-2023"].setChecked(True)
    page.path.setText(str(tmp_path / "new.jbao"))
    window.click("create")
    window.window.close_report()
    window.show_new()
    page = window.frames.currentWidget()
    assert (page.unit.text(), page.region.currentText()) == ("示例县教育局", "湖南")
    assert page.unit.selectedText() == "示例县教育局"
    assert [name for name, box in page.packs.items() if box.isChecked()] == ["zhengti-hunan-2023"]


def test_the_form_begins_with_the_unit(window, qtbot):
    qtbot.waitExposed(window.window)
    window.window.activateWindow()
    window.show_new()
    qtbot.waitUntil(lambda: window.focusWidget() is window.frames.currentWidget().unit)


def test_the_form_leads_to_last_years_file(window, report_path, monkeypatch):
    monkeypatch.setattr(asking, "last_year_files", lambda *_: [report_path])
    window.show_new()
    window.click("choose-last-year")
    page = window.frames.currentWidget()
    assert page.recognised is not None
    assert page.year.value() == 2025
