"""Imports and what comes between: other packs while a file is read or reviewed, a second file, odd things dropped."""

from __future__ import annotations

import pytest

from core.report import Report
from core.template import load_pack

PACK, TABLES, HUBEI = "zhengti-hunan-2023", "juesuan-hunan-2023", "juesuan-hubei-2023"


@pytest.fixture
def opened(qtbot, window, tmp_path):
    path = tmp_path / "a.jbao"
    Report.create(path, [TABLES, PACK], "示例县总工会", 2024).close()
    window.open_file(path)
    qtbot.waitExposed(window.window)
    return window


def source(tmp_path, name, staff):
    path = tmp_path / name
    text = f"一、部门（单位）基本情况\n2024年末，编制数12人，实有在职人员{staff}人。\n"
    path.write_text(text, encoding="utf-8")
    return path


def review(opened):
    return opened.workspace.review


def wait_for_review(opened, qtbot, file):
    def shown():
        now = review(opened)
        return now is not None and [one.file for one in now.documents] == [file]

    qtbot.waitUntil(shown, timeout=20000)


def test_a_file_that_was_being_read_when_the_packs_changed_is_understood_for_the_new_forms(opened, tmp_path, qtbot):
    opened.window.take([source(tmp_path, "甲.txt", 10)])
    report = opened.session.report
    opened.session.do(lambda: report.set_packs([load_pack(PACK)]))
    wait_for_review(opened, qtbot, "甲.txt")
    assert review(opened).session is opened.session
    assert opened.workspace.pages.currentWidget() is review(opened)


def test_a_review_begins_anew_when_undo_changes_the_packs_below_it(opened, tmp_path, qtbot):
    report = opened.session.report
    opened.session.do(lambda: report.set_packs([load_pack(PACK)]))
    opened.window.take([source(tmp_path, "甲.txt", 10)])
    wait_for_review(opened, qtbot, "甲.txt")
    before = review(opened)
    opened.window.undo()
    assert [pack.id for pack in report.template.packs] == [TABLES, PACK]
    qtbot.waitUntil(lambda: review(opened) is not None and review(opened) is not before, timeout=20000)
    review(opened).model.decide(review(opened).offers.take_all)
    opened.click("import")
    qtbot.waitUntil(lambda: review(opened) is None)
    assert report.value("staff.on_duty").number == 10


def test_a_second_file_waits_until_the_first_is_decided(opened, tmp_path, qtbot):
    opened.window.take([source(tmp_path, "甲.txt", 10)])
    wait_for_review(opened, qtbot, "甲.txt")
    first = review(opened)
    opened.window.take([source(tmp_path, "乙.txt", 11)])
    qtbot.waitUntil(lambda: "轮到它" in opened.notice.text, timeout=20000)
    assert review(opened) is first
    first.finished.emit(None)
    wait_for_review(opened, qtbot, "乙.txt")


def test_what_is_dropped_beside_a_report_file_is_not_passed_over_in_silence(opened, tmp_path):
    own = opened.session.report.file.path
    opened.window.take([own, source(tmp_path, "甲.txt", 10)])
    assert "没有读取 甲.txt" in opened.notice.text


@pytest.mark.parametrize("name", ["文件夹", "包.zip", "空.docx", "程序.exe"])
def test_odd_things_end_in_a_sentence(opened, tmp_path, qtbot, name):
    path = tmp_path / name
    if "." in name:
        path.write_bytes(
            b"PK\x05\x06" + bytes(18) if name.endswith(".zip") else b"" if "空" in name else b"MZ" + bytes(200)
        )
    else:
        path.mkdir()
    opened.notice.hide()
    opened.window.take([path])
    qtbot.waitUntil(lambda: opened.notice.isVisible() and name in opened.notice.text, timeout=20000)
    assert review(opened) is None


def test_closing_while_a_file_is_read_leaves_nothing_behind(opened, tmp_path, qtbot):
    path = opened.session.report.file.path
    before = path.read_bytes()
    opened.window.take([source(tmp_path, "甲.txt", 10)])
    opened.window.close_report()
    qtbot.wait(300)
    assert opened.window.session is None
    Report.open(path).close()  # the lock is gone
    assert path.read_bytes() == before
