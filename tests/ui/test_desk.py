"""Several reports at once: a window each, with its own lock; one file stands in one window only."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from core.errors import LockedError
from core.report import Report
from ui import single
from ui.models.offers import Verdict
from ui.windows import asking
from ui.windows import desk as desks
from ui.windows.main import MainWindow
from ui.windows.memory import Memory

CTRL = Qt.KeyboardModifier.ControlModifier


def made(folder, name, year=2024):
    path = folder / f"{name}{year}年度.jbao"
    Report.create(path, ["zhengti-hunan-2023"], name, year).close()
    return path


@pytest.fixture
def files(tmp_path):
    return [made(tmp_path, name) for name in ("甲县总工会", "乙县总工会", "丙县总工会")]


@pytest.fixture
def first(qtbot):
    window = MainWindow(Memory())
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.desk.quit()


def settle():
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


def drop(window, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    actions, no = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(50, 50), actions, mime, Qt.MouseButton.LeftButton, no))


def press(qtbot, window, key):
    """A key with Ctrl in the window that has the focus."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, key, CTRL)


def windows():
    return sum(isinstance(one, MainWindow) for one in QApplication.topLevelWidgets())


def units(first):
    return [window.session.report.unit for window in first.desk.reports()]


def test_a_second_report_stands_in_a_window_of_its_own(first, files):
    first.open_file(files[0])
    first.open_file(files[1])
    assert units(first) == ["甲县总工会", "乙县总工会"]
    one, two = first.desk.windows
    assert one.session is not two.session
    assert two.isVisible()
    assert "乙县总工会" in two.windowTitle()
    one.session.do(lambda: one.session.report.type("staff.on_duty", "actual", "12"))
    assert not two.session.report.value("staff.on_duty").filled
    two.undo()
    assert one.session.report.value("staff.on_duty").filled


def test_each_holds_its_own_lock_until_it_is_closed(first, files):
    first.open_file(files[0])
    first.open_file(files[1])
    for path in files[:2]:
        with pytest.raises(LockedError):
            Report.open(path)
    first.desk.windows[1].close()
    Report.open(files[1]).close()
    with pytest.raises(LockedError):
        Report.open(files[0])


def test_a_file_that_is_open_comes_to_the_front(first, files, tmp_path):
    first.open_file(files[0])
    first.open_file(files[1])
    two = first.desk.windows[1]
    two.open_file(files[0])
    assert len(first.desk.windows) == 2
    assert first.notice.text == two.notice.text == ""
    link = tmp_path / "同一个.jbao"
    link.symlink_to(files[1])
    first.open_file(link)
    assert len(first.desk.windows) == 2


def test_several_files_dropped_at_once_are_all_opened(first, files):
    drop(first, *files)
    assert units(first) == ["甲县总工会", "乙县总工会", "丙县总工会"]


def test_a_second_start_hands_its_file_to_the_window_that_has_it(first, files):
    first.open_file(files[0])
    first.desk.called([files[1]])
    assert len(first.desk.windows) == 2
    first.desk.windows[1].showMinimized()
    first.desk.called([files[1]])
    assert len(first.desk.windows) == 2
    assert not first.desk.windows[1].isMinimized()
    first.desk.called([])
    assert len(first.desk.windows) == 2


def test_a_real_second_start_opens_its_file_here_and_ends(qtbot, first, files):
    """What a double click on a file does while the program runs."""
    first.open_file(files[0])
    door = single.Door(first)
    door.asked.connect(first.desk.called)
    assert door.open()
    code = "import sys; from ui.app import run; sys.exit(run(sys.argv[1:]))"
    root = Path(__file__).resolve().parents[2]
    for path in (files[1], files[0], files[1]):
        caller = subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=root)
        qtbot.waitUntil(lambda caller=caller: caller.poll() is not None, timeout=20000)
        assert caller.returncode == 0
        qtbot.waitUntil(lambda path=path: first.desk.showing(path) is not None)
    assert units(first) == ["甲县总工会", "乙县总工会"]
    door.close()


def test_ctrl_w_closes_the_window_and_the_last_goes_back_to_the_start_page(qtbot, first, files):
    first.open_file(files[0])
    first.open_file(files[1])
    two = first.desk.windows[1]
    press(qtbot, two, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: len(first.desk.windows) == 1)
    press(qtbot, first, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: first.session is None)
    assert first.isVisible()
    assert first.frames.currentWidget() is first.start


def test_ctrl_tab_goes_round_the_windows(qtbot, first, files, monkeypatch):
    for path in files:
        first.open_file(path)
    went = []
    monkeypatch.setattr(first.desk, "bring", went.append)
    for window in first.desk.windows:
        press(qtbot, window, Qt.Key.Key_Tab)
    assert went == [*first.desk.windows[1:], first]


def test_the_menu_lists_recent_files_and_windows(first, files):
    first.open_file(files[0])
    first.open_file(files[1])
    menu = first.desk.windows[1].workspace.bar.menu
    menu.aboutToShow.emit()
    inner = {action.text(): action.menu() for action in menu.actions() if action.menu()}
    named = [(one.text(), one.isChecked()) for one in inner["窗口"].actions() if one.isCheckable()]
    assert named == [("甲县总工会 2024 年度", False), ("乙县总工会 2024 年度", True)]
    recent = inner["最近的文件"].actions()
    assert [one.text() for one in recent] == ["乙县总工会 2024 年度", "甲县总工会 2024 年度"]
    recent[1].trigger()
    assert len(first.desk.windows) == 2


def test_quitting_closes_all(qtbot, first, files):
    for path in files[:2]:
        first.open_file(path)
    press(qtbot, first, Qt.Key.Key_Q)
    qtbot.waitUntil(lambda: first.desk.windows == [])
    for path in files[:2]:
        Report.open(path).close()


def test_so_many_and_no_more(first, files, monkeypatch):
    monkeypatch.setattr(desks, "MOST", 2)
    for path in files:
        first.open_file(path)
    assert units(first) == ["甲县总工会", "乙县总工会"]
    assert "请先关闭一份" in first.notice.text
    Report.open(files[2]).close()


def test_a_closed_window_frees_what_it_held(first, files):
    first.open_file(files[0])
    settle()
    held, others = [], windows()
    for _ in range(4):
        first.open_file(files[1])
        window = first.desk.windows[-1]
        held += [weakref.ref(window.session.report), weakref.ref(window.session.report.engine)]
        window.close()
        del window
        settle()
    gc.collect()
    assert [one() for one in held] == [None] * len(held)
    assert windows() == others


def test_a_new_report_made_beside_an_open_one_gets_its_own_window(qtbot, first, files, tmp_path):
    first.open_file(files[0])
    press(qtbot, first, Qt.Key.Key_N)
    page = first.frames.currentWidget()
    page.unit.setText("丁县总工会")
    page.path.setText(str(tmp_path / "丁.jbao"))
    page.path.setProperty("chosen", True)
    page.packs["zhengti-hunan-2023"].setChecked(True)
    qtbot.mouseClick(page.findChild(QPushButton, "create"), Qt.MouseButton.LeftButton)
    assert units(first) == ["甲县总工会", "丁县总工会"]
    assert first.frames.currentWidget() is first.workspace


# -- a report file as a source ---------------------------------------------------------------


def test_a_report_file_dropped_on_a_report_can_be_its_source(first, tmp_path, qtbot):
    last = made(tmp_path, "甲县总工会", 2023)
    report = Report.open(last)
    report.type("T09.reception", "actual", "4.33")
    report.close()
    first.open_file(made(tmp_path, "甲县总工会", 2024))
    drop(first, last)
    assert first.desk.showing(last) not in {None, first}
    assert "甲县总工会2023年度.jbao" in first.notice.text
    (button,) = [one for one in first.findChildren(QPushButton) if one.text() == "作为来源导入"]
    button.click()
    qtbot.waitUntil(lambda: first.workspace._review is not None, timeout=20000)
    review = first.workspace._review
    assert not review.facts.year.isEnabled()
    (offer,) = [
        one for one in review.offers.all() if one.proposal and one.proposal.target == ("T09.reception", "prior")
    ]
    assert offer.verdict is Verdict.TAKEN
    review.take_over()
    assert first.session.report.value("T09.reception", "prior").number == 4_330_000
    assert first.session.report.evidence("T09.reception", "prior").source == last.name


def test_a_report_file_that_is_chosen_to_import_is_read_not_opened(first, tmp_path, qtbot, monkeypatch):
    last = made(tmp_path, "乙县总工会", 2023)
    first.open_file(made(tmp_path, "乙县总工会", 2024))
    monkeypatch.setattr(asking, "source_files", lambda _parent, _folder: [last])
    first.ask_import()
    qtbot.waitUntil(lambda: first.workspace._review is not None, timeout=20000)
    assert first.desk.showing(last) is None
    assert [one.kind for one in first.workspace._review.offers.found.documents] == ["jbao"]
