"""A report is seen before it is checked: until then the window says so, soon after it shows what was found."""

from __future__ import annotations

import pytest

from core.narrative import Text
from core.report import Report
from ui.app import make_window
from ui.panes.tally import Standing
from ui.windows.memory import Memory

SECTION_WORDS = "收入总计833.46万元，比上年增加10.00万元，增长5.00%；支出XX万元。"


@pytest.fixture
def worded(report_path):
    report = Report.open(report_path)
    name = next(one.id for one in report.template.sections.values() if not one.tables)
    report.set_section(name, [Text(SECTION_WORDS)])
    report.close()
    return report_path, name


@pytest.fixture
def unseen(qtbot, worded):
    """The window with its report, not shown yet."""
    made = make_window([str(worded[0])])
    qtbot.addWidget(made)
    yield made
    made.close()


def plain(path):
    """The findings of a report that is checked at once."""
    report = Report.open(path, read_only=True)
    found = {finding.id: finding for finding in report.findings()}
    report.close()
    return found


def state(window, section):
    model = window.workspace.outline.model
    spot = next(spot for spot in model.spots() if spot.id == section)
    node = model._by_spot[spot]
    return node.own.standing


def test_until_it_is_checked_the_window_says_so(unseen, worded):
    workspace = unseen.workspace
    assert workspace.board.checking
    assert workspace.problems._title.text() == "正在审核…"
    assert workspace.problems.nothing.text() == "正在审核…"
    assert "正在审核" in workspace.bar.steps["审核"].text()
    assert state(unseen, worded[1]) is Standing.CHECKING
    standings = {node.own.standing for node in workspace.outline.model._nodes if node.spot}
    assert standings <= {Standing.CHECKING, Standing.EMPTY, Standing.NOT_APPLICABLE}
    assert workspace.problems.model.rowCount() == 0


def test_once_it_is_seen_the_check_follows_by_itself(qtbot, unseen, worded):
    unseen.show()
    qtbot.waitUntil(lambda: not unseen.workspace.board.checking)
    board = unseen.workspace.board
    assert board.findings == plain(worded[0])
    assert "E3" in {finding.rule for finding in board.findings.values()}
    assert unseen.workspace.problems._title.text().startswith("问题 ")
    assert "正在审核" not in unseen.workspace.bar.steps["审核"].text()
    assert Standing.CHECKING not in {node.tally.standing for node in unseen.workspace.outline.model._nodes}
    assert unseen.workspace.bar._saved_at == ""


def test_the_problems_are_those_of_a_report_checked_at_once(qtbot, unseen, worded):
    unseen.show()
    qtbot.waitUntil(lambda: not unseen.workspace.board.checking)
    model = unseen.workspace.problems.model
    shown = [model.finding(number).id for number in range(model.rowCount())]
    model.set_group(None)
    assert shown == [model.finding(number).id for number in range(model.rowCount())]
    assert any(name.startswith("E3=") for name in shown)


def test_it_opens_on_the_page_that_a_checked_report_would(qtbot, unseen):
    first = unseen.workspace.pages.spot
    unseen.show()
    qtbot.waitUntil(lambda: not unseen.workspace.board.checking)
    assert first == unseen.workspace.outline.model.unfinished()


def test_a_table_shows_what_the_check_finds_at_its_cells(qtbot, unseen):
    from ui.models.sheetmarks import Marks

    workspace = unseen.workspace
    table = next(spot for spot in workspace.outline.model.spots() if spot.kind == "table")
    workspace.pages.show_spot(table)
    model = workspace.pages.page(table).grid.model()
    assert model._marks._standing == {}
    unseen.show()
    qtbot.waitUntil(lambda: not workspace.board.checking)
    assert model._marks._standing == Marks(unseen.session.report, model._places)._standing


def test_the_step_of_checking_waits_for_the_check(unseen):
    unseen.workspace.go("审核")
    assert not unseen.workspace.board.checking


def test_the_card_of_a_report_that_was_closed_at_once_counts_all(unseen, worded):
    counts = Report.open(worded[0], read_only=True)
    errors = sum(one.open and one.severity == "error" for one in counts.findings())
    counts.close()
    assert errors
    unseen.workspace.remember()
    card = Memory().recent()[0]
    assert card.errors + unseen.workspace.board.counts().unfilled >= 1
    assert card.errors == unseen.workspace.board.counts().error
    assert not unseen.workspace.board.checking


def test_a_report_opened_in_a_window_that_is_seen_is_checked_too(qtbot, window, worded):
    window.open_file(worded[0])
    qtbot.waitUntil(lambda: not window.workspace.board.checking)
