"""F1 opens the manual where it speaks of what has the focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextBrowser

from core.figures import State
from ui.windows import topics
from ui.windows.help import HelpPage


@pytest.fixture
def opened(window, report_path, qtbot):
    window.open_file(report_path)
    qtbot.waitExposed(window.window)
    return window


def headings():
    page = HelpPage()
    return {page.contents.item(number).text().strip("　") for number in range(page.contents.count())}


def test_every_topic_is_a_heading_of_the_manual(qapp):
    named = {*topics._FIELDS.values(), *topics._PLACES.values(), topics.FIRST}
    named |= {"像 Excel 一样填", "灰底的格子", "空着、零、不适用，是三回事", "数怎么写"}
    assert named <= headings()


def press_f1(opened):
    QTest.keyClick(QApplication.focusWidget() or opened.window, Qt.Key.Key_F1)
    QApplication.processEvents()
    page = opened.window.frames.currentWidget()
    assert isinstance(page, HelpPage)
    return page


def first_cell(model, topic):
    """A position of the table on which the manual has this to say."""
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            if model.figure_at(row, column) is None or not model.cell(row, column).key:
                continue
            blank = model.view_of(model.cell(row, column)).held.state is State.BLANK
            kind = "数怎么写" if not blank else "空着、零、不适用，是三回事"
            if topic == (kind if model.editable(row, column) else "灰底的格子"):
                return row, column
    raise AssertionError(topic)


@pytest.mark.parametrize("topic", ["数怎么写", "空着、零、不适用，是三回事", "灰底的格子"])
def test_f1_in_a_cell_opens_what_it_is(opened, topic):
    opened.window.session.report.type("T03.total.basic", "actual", "12.30")
    opened.window.session.jump("zt.base_data")
    QApplication.processEvents()
    grid = opened.workspace.pages.currentWidget().grid
    grid.setCurrentIndex(grid.model().index(*first_cell(grid.model(), topic)))
    grid.setFocus()
    QApplication.processEvents()
    page = press_f1(opened)
    assert page.topic == topic
    text = page.findChild(QTextBrowser, "manual")
    first = text.cursorForPosition(text.viewport().rect().topLeft()).block()
    while not first.text().strip():
        first = first.next()
    assert topic in first.text()


def test_f1_on_the_other_pages(opened):
    for show, topic in (("show_export", "六、导出与打印"), ("show_print", "六、导出与打印")):
        getattr(opened.window, show)()
        opened.workspace.pages.currentWidget().setFocus()
        QApplication.processEvents()
        assert press_f1(opened).topic == topic
        opened.click("leave-help")


def test_the_contents_lead_to_their_places(opened):
    opened.window.show_help()
    page = opened.window.frames.currentWidget()
    bar = page.findChild(QTextBrowser, "manual").verticalScrollBar()
    places = []
    for number in range(page.contents.count()):
        page.contents.setCurrentRow(number)
        places.append(bar.value())
    assert places == sorted(places)
    assert places[-1] > places[0]


def test_no_picture_is_wider_than_the_page(opened):
    opened.window.show_help()
    text = opened.window.frames.currentWidget().findChild(QTextBrowser, "manual")
    assert text.document().idealWidth() <= text.viewport().width()
    assert not text.horizontalScrollBar().isVisible()
    assert isinstance(text.document(), QTextDocument)
