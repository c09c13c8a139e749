"""The pages beside the form: they follow the cursor and each edit, and lead back to the cells."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QPoint, Qt


@pytest.fixture
def shown(window, report_path, qtbot):
    window.open_file(report_path)
    qtbot.waitExposed(window.window)
    window.session.jump("zt.2.1")
    window.workspace.bar.look.setChecked(True)
    pane = window.workspace.preview
    qtbot.waitUntil(lambda: pane._written is not None and not pane._busy, timeout=20000)
    return window, pane


def test_it_shows_the_page_of_the_section(shown):
    window, pane = shown
    assert pane._page == pane._written.starts["zt.2.1"]
    assert not window.workspace.explain.isVisible()
    assert pane.number.text() == f"{pane._page + 1} / {pane._written.pages}"


def test_an_edit_is_on_the_page_within_half_a_second(shown, qtbot):
    window, pane = shown
    report, before = window.session.report, pane._written
    started = time.perf_counter()
    window.session.do(lambda: report.type("T05.total.basic", "actual", "105.79"))
    qtbot.waitUntil(lambda: pane._written is not before and not pane._busy, timeout=5000)
    took = time.perf_counter() - started
    texts = [one for one in pane._written.numbers if one.place == "T05.total.basic@actual"]
    assert texts
    assert took < 2.0  # half a second where nothing else runs; the bench measures it


def test_a_click_on_a_number_goes_to_its_cell(shown, qtbot):
    window, pane = shown
    number = next(one for one in pane._written.numbers if one.place == "T06.personnel_total@actual")
    pane._page = number.page
    pane.refresh()
    qtbot.waitUntil(lambda: not pane._busy, timeout=5000)
    with qtbot.waitSignal(window.session.place_requested) as asked:
        qtbot.mouseClick(pane.sheet, Qt.MouseButton.LeftButton, pos=QPoint(*pane.sheet.middle(number.box)))
    assert asked.args == ["T06.personnel_total@actual"]


def test_paging_and_zooming(shown, qtbot):
    _, pane = shown
    page, width = pane._page, pane.sheet.width()
    qtbot.keyClick(pane.sheet, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: not pane._busy and pane._page == page + 1, timeout=5000)
    pane.zoom(1.25)
    qtbot.waitUntil(lambda: pane.sheet.width() > width, timeout=5000)
    pane.turn(-100)
    assert pane._page == page + 1


def test_the_explanation_takes_its_place_again(shown):
    window, pane = shown
    window.workspace.bar.panel.setChecked(True)
    assert not pane.isVisible()
    assert window.workspace.explain.isVisible()
