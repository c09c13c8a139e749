from __future__ import annotations

import pytest

from ui.panes.board import Board
from ui.panes.outline import OutlinePane
from ui.panes.outline_model import SPOT, TALLY, OutlineModel
from ui.panes.places import Places, Spot
from ui.panes.tally import Standing, Tally, together

TABLE = Spot("table", "zt.base_data")
STAFF = Spot("section", "zt.1.1")


@pytest.fixture
def board(scratch):
    return Board(scratch)


@pytest.fixture
def model(board, qtbot):
    return OutlineModel(board)


def state(model, spot):
    return model.find(spot).data(TALLY)


def type_all(session, **values):
    for key, text in values.items():
        session.do(lambda key=key, text=text: session.report.type(f"staff.{key}", "actual", text))


def test_the_model_is_a_sound_model(model, qtmodeltester):
    qtmodeltester.check(model)


def test_lines_stand_in_printed_order_with_numbers(model):
    first = model.index(0, 0)
    assert first.data() == "文字说明"
    assert model.index(0, 0, first).data().startswith("一、")
    assert model.index(1, 0).data() == "附表"


def test_an_empty_report_is_empty_and_not_wrong(model):
    standings = {state(model, spot).standing for spot in model.spots()}
    assert standings <= {Standing.EMPTY, Standing.NOT_APPLICABLE}


def test_badges_follow_an_edit(scratch, model):
    type_all(scratch, establishment="12", on_duty="10")
    assert state(model, STAFF) == Tally(Standing.PARTIAL, 2, 3)
    type_all(scratch, retired="3")
    assert state(model, STAFF).standing is Standing.COMPLETE
    assert state(model, TABLE).filled >= 2


def test_a_warning_and_an_error_show_and_go(scratch, model):
    type_all(scratch, establishment="12", on_duty="14")
    assert state(model, TABLE).standing is Standing.WARNING
    scratch.undo()
    assert state(model, TABLE).standing is Standing.PARTIAL


def test_only_lines_that_changed_are_told(scratch, model):
    told = []
    model.dataChanged.connect(lambda top, _bottom: told.append(top.data(SPOT)))
    type_all(scratch, retired="3")
    assert STAFF in told
    assert TABLE not in told


def test_the_difference_equals_a_fresh_look(scratch, board, model):
    type_all(scratch, establishment="12", on_duty="14")
    scratch.do(lambda: scratch.report.add_row("project"))
    scratch.do(lambda: scratch.report.give_reason("G10", "省里统一招录"))
    scratch.undo()
    fresh = OutlineModel(Board(scratch))
    assert [state(model, spot) for spot in model.spots()] == [state(fresh, spot) for spot in fresh.spots()]
    assert board.findings == Board(scratch).findings


def test_a_heading_is_as_bad_as_its_worst_part():
    parts = [Tally(Standing.COMPLETE, 2, 2), Tally(Standing.ERROR, 1, 4)]
    assert together(parts) == Tally(Standing.ERROR, 3, 6)
    assert together([Tally(Standing.NOT_APPLICABLE), Tally(Standing.COMPLETE, 1, 1)]).standing is Standing.COMPLETE
    assert together([Tally(Standing.EMPTY, 0, 1), Tally(Standing.COMPLETE, 1, 1)]).standing is Standing.PARTIAL


def test_choosing_a_line_asks_for_its_page_and_showing_one_does_not(board, qtbot):
    pane = OutlinePane(board)
    qtbot.addWidget(pane)
    with qtbot.assertNotEmitted(pane.chosen):
        pane.show_spot(TABLE)
    assert pane.view.currentIndex().data(SPOT) == TABLE
    with qtbot.waitSignal(pane.chosen) as waited:
        pane.view.setCurrentIndex(pane.model.find(STAFF))
    assert waited.args == [STAFF]


def test_a_screen_reader_hears_the_state(model):
    from PySide6.QtCore import Qt

    spoken = model.find(STAFF).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "未填" in spoken
    assert "0/3" in spoken


def test_places_know_where_a_figure_is_shown(scratch):
    places = Places(scratch.report)
    assert places.locate("staff.on_duty@actual") == TABLE
    assert places.locate("T05.total.basic@actual").kind == "section"
    assert places.locate("zt.1.1:3-5") == STAFF
    assert places.locate("no.such") is None
    assert places.locate("procurement.sme@actual").kind == "figure"
