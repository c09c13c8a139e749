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


def test_every_other_page_can_be_shown_and_left(window, path):
    window.open_file(path)
    for show in ("show_export", "show_print", "show_history", "show_checklist", "show_packs", "next_problem"):
        getattr(window.window, show)()
        window.workspace.go("录入")
        assert page(window).objectName() == "beginning"


def test_read_only_it_offers_nothing(window, path):
    window.open_file(path, read_only=True)
    assert not window.window.findChild(QPushButton, "add-project").isEnabled()
