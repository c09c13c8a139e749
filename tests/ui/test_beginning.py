"""A file whose only form is printed once for each project: it opens, begins with one, and loses the last one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from core.report import Report

PACK = "xiangmu-mof-2020"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "项目.jbao"
    Report.create(path, [PACK], "示例县总工会", 2023).close()
    return path


def page(window):
    return window.workspace.pages.currentWidget()


def test_it_opens_without_a_page_and_begins_with_a_click(qtbot, window, path):
    window.open_file(path)
    assert page(window).objectName() == "beginning"
    qtbot.mouseClick(window.window.findChild(QPushButton, "add-project"), Qt.MouseButton.LeftButton)
    assert page(window).objectName() == "table-page"
    assert len(window.session.report.rows("project")) == 1
    window.window.undo()
    assert page(window).objectName() == "beginning"
    window.window.redo()
    assert page(window).objectName() == "table-page"


def test_a_report_without_a_page_is_not_finished(window, path):
    window.open_file(path)
    assert window.workspace.board.counts().blocking == 1
    told = [one.message for one in window.session.report.findings() if one.rule == "E10"]
    assert told == ["还没有项目，报告里一张表也没有"]
    window.session.do(lambda: window.session.report.add_row("project"))
    assert told[0] not in [one.message for one in window.session.report.findings()]
    window.session.undo()
    assert window.workspace.board.counts().blocking == 1


def test_every_other_page_can_be_shown_and_left(window, path):
    window.open_file(path)
    for show in ("show_export", "show_print", "show_history", "show_checklist", "show_packs", "next_problem"):
        getattr(window.window, show)()
        window.workspace.go("录入")
        assert page(window).objectName() == "beginning"


def test_read_only_it_offers_nothing(window, path):
    window.open_file(path, read_only=True)
    assert not window.window.findChild(QPushButton, "add-project").isEnabled()


def test_one_more_project_is_added_beside_the_first_and_taken_out_again(window, path):
    """No table lists the projects: the page of one adds the next, and its menu removes it."""
    window.open_file(path)
    window.window.findChild(QPushButton, "add-project").click()
    first = page(window)
    next(one for one in first.findChildren(QPushButton) if one.text() == "增加项目").click()
    report = window.session.report
    assert len(report.rows("project")) == 2
    assert page(window).table == f"xm.self:{report.rows('project')[1]}"
    menu = page(window).menu()
    next(one for one in menu.actions() if one.text() == "删除这个项目").trigger()
    assert len(report.rows("project")) == 1
    assert page(window) is first
    menu = first.menu()
    next(one for one in menu.actions() if one.text() == "删除这个项目").trigger()
    assert page(window).objectName() == "beginning"
    window.window.undo()
    assert page(window).objectName() == "table-page"


def test_projects_that_a_table_lists_are_added_there_only(qtbot, window, tmp_path):
    path = tmp_path / "整体.jbao"
    made = Report.create(path, ["zhengti-hunan-2023"], "示例县总工会", 2023)
    made.add_row("project", {}, row="p_11111111")
    table = next(name for name in made.table_ids() if name.endswith(":p_11111111"))
    made.close()
    window.open_file(path)
    window.workspace.show_place(table)
    assert page(window).table == table
    assert "增加项目" not in [one.text() for one in page(window).findChildren(QPushButton)]
    assert "删除这个项目" not in [one.text() for one in page(window).menu().actions()]
