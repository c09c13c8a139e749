from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from core.figures import parse
from core.figures.held import Kind
from core.reportfile import Entry, FigureChange, Origin, StoredEvidence
from ui.panes.board import Board
from ui.panes.explain import ExplainPane
from ui.panes.facts import about
from ui.session import Selection


@pytest.fixture
def pane(scratch, qtbot):
    made = ExplainPane(Board(scratch))
    qtbot.addWidget(made)
    made.show()
    return made


def fill(session, *figures):
    for key, aspect, text in figures:
        session.do(lambda key=key, aspect=aspect, text=text: session.report.type(key, aspect, text))


def test_nothing_selected_says_what_the_pane_is_for(pane):
    assert any("选中一个数据" in text for text in pane.texts())


def test_a_figure_stands_against_last_year(scratch, pane):
    fill(scratch, ("T05.total.basic", "prior", "48.10"), ("T05.total.basic", "actual", "51.32"))
    scratch.select(Selection("T05.total.basic"))
    texts = pane.texts()
    assert "51.32 万元" in texts
    assert "48.10 万元（+3.22，+6.69%）" in texts
    assert "录入" in texts


def test_a_zero_last_year_has_no_percent(scratch, pane):
    fill(scratch, ("T05.total.basic", "prior", "0"), ("T05.total.basic", "actual", "1"))
    scratch.select(Selection("T05.total.basic"))
    assert "0.00 万元（+1.00）" in pane.texts()


def test_it_follows_the_edit_of_what_it_explains(scratch, pane):
    scratch.select(Selection("staff.on_duty"))
    assert "未填" in pane.texts()
    fill(scratch, ("staff.on_duty", "actual", "12"))
    assert "12 人" in pane.texts()


def test_a_figure_that_no_table_shows_is_typed_here(scratch, pane, qtbot):
    scratch.select(Selection("procurement.sme"))
    pane.texts()
    entry = pane.findChild(QLineEdit, "typed-here")
    qtbot.keyClicks(entry, "3.5")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert scratch.report.value("procurement.sme").number == 3500000


def test_checks_are_listed_with_their_state(scratch, pane):
    fill(scratch, *((key, "actual", text) for key, text in (("staff.establishment", "12"), ("staff.on_duty", "14"))))
    scratch.select(Selection("staff.control_rate"))
    assert any("G10" in text for text in pane.texts())


def test_a_stated_total_stands_beside_the_sum_and_one_button_drops_it(scratch, pane, qtbot):
    fill(scratch, ("T09.reception", "actual", "1.20"), ("T09.abroad", "actual", "0"))
    report = scratch.report
    held = parse("1.50", Kind.MONEY, "万元")
    scratch.do(lambda: report.state_total("T09.total", "actual", held))
    scratch.select(Selection("T09.total"))
    assert "1.50 万元" in pane.texts()
    assert "1.20 万元" in pane.texts()
    qtbot.mouseClick(pane.findChild(QPushButton, "adopt"), Qt.MouseButton.LeftButton)
    assert report.value("T09.total").number == 1200000
    assert scratch.can_undo.startswith("采用计算数")


def test_an_imported_value_shows_its_words_and_page(scratch, pane):
    report = scratch.report
    held = parse("51.32", Kind.MONEY, "万元")

    def changes():
        number = report.file.add_evidence(StoredEvidence("2023年公开报告.docx", "行政运行51.32万元", page=6))
        return [FigureChange("T05.total.basic", "actual", None, Entry(held, Origin.IMPORTED, number))]

    scratch.do(lambda: report.apply("导入", [], changes))
    scratch.select(Selection("T05.total.basic"))
    assert "2023年公开报告.docx 第 6 页" in pane.texts()
    assert "「行政运行51.32万元」" in pane.texts()


def test_a_section_shows_its_hint(scratch):
    facts = about(Board(scratch), Selection(section="zt.1.1", statement="zt.staff"))
    assert facts.meaning
    assert facts.pairs[0][1].startswith("人员情况")


@pytest.mark.parametrize("selection", [Selection("no.such"), Selection(section="no.such"), Selection()])
def test_what_the_report_does_not_know_is_not_explained(scratch, selection):
    assert about(Board(scratch), selection) is None


def test_nothing_is_explained_once_the_report_is_closed(scratch, pane, qtbot):
    scratch.select(Selection("staff.on_duty"))
    scratch.close()
    qtbot.wait(20)
    assert scratch.open is False
