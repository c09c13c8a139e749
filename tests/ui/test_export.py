"""The export page: what it chooses of itself, and the empty tables for colleagues; the preview looks as it would."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import Qt

from core.reading import read
from tests.publishing.invented import typed

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A report in which nothing stands against 正式."""
    return typed("hunan-2023", tmp_path_factory.mktemp("unit") / "示例县总工会2023年度.jbao")


@pytest.fixture
def finished(window, whole, tmp_path):
    path = tmp_path / whole.name
    shutil.copy(whole, path)
    window.open_file(path)
    assert not window.workspace.board.counts().blocking
    return window


def page_of(window):
    window.window.show_export()
    return window.workspace._export


def test_where_nothing_stands_against_it_the_final_state_is_chosen(finished):
    page = page_of(finished)
    assert page.final.isChecked()
    assert page._blocked.isHidden()


def test_a_draft_that_was_asked_for_stays_a_draft(finished):
    page = page_of(finished)
    page.draft.click()
    page.refresh()
    assert page.draft.isChecked()
    page.final.click()
    page.refresh()
    assert page.final.isChecked()


def test_a_mistake_makes_it_a_draft_and_mending_it_final_again(finished):
    page = page_of(finished)
    report = finished.session.report
    finished.session.do(lambda: report.type("staff.on_duty", "actual", ""))
    assert page.draft.isChecked()
    assert not page.final.isEnabled()
    assert "没有填" in page._blocked.text()
    finished.session.undo()
    assert page.final.isChecked()


@pytest.mark.parametrize("unit", ["万元", "元"])
def test_the_empty_tables_for_colleagues(finished, tmp_path, qtbot, unit):
    folder = tmp_path / "收集"
    folder.mkdir()
    finished.press(Qt.Key.Key_E, CTRL_SHIFT)
    page = finished.workspace._export
    page.folder.setText(str(folder))
    page.collecting.units[unit].click()
    with qtbot.waitSignal(page.started) as waited:
        finished.click("start-collect")
    with qtbot.waitSignal(waited.args[0].ended, timeout=60000):
        pass
    (made,) = folder.iterdir()
    assert made.name.endswith(f"收集表（{unit}）.xlsx")
    tables = [one.block for one in read(made).blocks if hasattr(one.block, "cells")]
    assert len(tables) > 5
    assert any(table.unit.endswith(unit) for table in tables)


def test_the_preview_carries_the_mark_of_a_draft_only_where_the_export_would(finished, qtbot):
    report = finished.session.report
    finished.workspace.bar.look.setChecked(True)
    pane = finished.workspace.preview
    qtbot.waitUntil(lambda: pane.ready, timeout=20000)
    assert not pane._written.publication.draft
    finished.session.do(lambda: report.type("staff.on_duty", "actual", ""))
    qtbot.waitUntil(lambda: pane.ready and pane._written.publication.draft, timeout=20000)
