from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ui.panes.board import Board, Group
from ui.panes.problem_model import MESSAGE, REASON, ProblemModel
from ui.panes.problems import ProblemsPane

X12 = (("T05.total.basic", "105.58"), ("T06.personnel_total", "95.36"), ("T06.public_total", "10.42"))


@pytest.fixture
def board(scratch):
    return Board(scratch)


@pytest.fixture
def model(board, qtbot):
    return ProblemModel(board)


def fill(session, *figures):
    for key, text in figures:
        session.do(lambda key=key, text=text: session.report.type(key, "actual", text))


def overstaffed(session):
    fill(session, ("staff.establishment", "12"), ("staff.on_duty", "14"))


def messages(model):
    return [model.index(row, MESSAGE).data() for row in range(model.rowCount())]


def test_the_model_is_a_sound_model(scratch, model, qtmodeltester):
    fill(scratch, *X12)
    qtmodeltester.check(model)


def test_rows_come_and_go_one_by_one(scratch, model, qtbot):
    with qtbot.assertNotEmitted(model.modelReset):
        fill(scratch, *X12)
    assert any("105.58" in text and "差 0.20" in text for text in messages(model))
    with qtbot.waitSignal(model.rowsRemoved), qtbot.assertNotEmitted(model.modelReset):
        fill(scratch, ("T06.public_total", "10.22"))
    assert not any("差 0.20" in text for text in messages(model))


def test_mistakes_stand_before_what_is_only_unfilled(scratch, model):
    fill(scratch, *X12)
    assert "差 0.20" in messages(model)[0]


def test_a_blank_in_a_sentence_is_named(model):
    assert any(text.startswith("编制数还没有填") for text in messages(model))


def test_groups_hold_what_they_say(scratch, model):
    overstaffed(scratch)
    model.set_group(Group.WARNING)
    assert [model.finding(row).rule for row in range(model.rowCount())] == ["G10"]
    model.set_group(Group.UNCHECKED)
    assert model.rowCount() > 3
    model.set_group(Group.ROUNDING)
    assert model.rowCount() == 0


def test_a_warning_is_settled_by_a_line_that_stays_in_the_file(scratch, board, model):
    overstaffed(scratch)
    model.set_group(Group.WARNING)
    assert board.counts().warning == 1
    cell = model.index(0, REASON)
    assert cell.flags() & Qt.ItemFlag.ItemIsEditable
    assert model.setData(cell, "  省里统一招录，\n已报编办 ")
    assert model.index(0, REASON).data() == "省里统一招录， 已报编办"
    assert board.counts().warning == 0
    scratch.undo()
    assert board.counts().warning == 1


def test_an_error_cannot_be_explained_away(scratch, model):
    fill(scratch, *X12)
    cell = model.index(0, REASON)
    assert not cell.flags() & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(cell, "没关系")


def test_f8_goes_round(scratch, board, qtbot):
    fill(scratch, *X12)
    pane = ProblemsPane(board)
    qtbot.addWidget(pane)
    places = []
    scratch.place_requested.connect(places.append)
    pane.next()
    pane.next()
    pane.previous()
    assert places[0] == places[2] == "T05.total.basic@actual"
    pane.previous()
    assert places[3] == pane.model.finding(pane.model.rowCount() - 1).place


def test_enter_and_double_click_jump(scratch, board, qtbot):
    fill(scratch, *X12)
    pane = ProblemsPane(board)
    qtbot.addWidget(pane)
    pane.show()
    pane.view.setCurrentIndex(pane.model.index(0, MESSAGE))
    with qtbot.waitSignal(scratch.place_requested) as waited:
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert waited.args == ["T05.total.basic@actual"]
    with qtbot.waitSignal(scratch.place_requested):
        pane.view.doubleClicked.emit(pane.model.index(0, MESSAGE))


def test_it_folds_to_one_line(board, qtbot):
    pane = ProblemsPane(board)
    qtbot.addWidget(pane)
    pane.show()
    with qtbot.waitSignal(pane.folded) as waited:
        pane.toggle()
    assert waited.args == [True]
    assert pane.view.isHidden()
    pane.toggle()
    assert not pane.view.isHidden()
