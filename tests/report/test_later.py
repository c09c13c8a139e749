"""A report that is checked after it is seen: nothing is lost, nothing said to be checked that is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.narrative import Text
from core.paths import resource
from core.report import Report
from tests.report.test_contradictions import LINES, SECTIONS, TEXTS

SAMPLE = resource("samples", "示例县总工会2024年度部门整体支出绩效自评.jbao")
PACK = "juesuan-hubei-2023"


@pytest.fixture
def path(tmp_path):
    """A report with a gap and a contradiction in its words."""
    made = Report.create(tmp_path / "a.jbao", [PACK], "示例县总工会", 2023)
    sections = list(made.template.sections)
    made.set_section(sections[-1], [Text(f"{LINES[3]}\n支出XX万元。")])
    made.set_section(sections[-2], [Text(LINES[4])])
    made.close()
    return tmp_path / "a.jbao"


@pytest.fixture
def later(path):
    report = Report.open(path, later=True)
    yield report
    report.close()


def of(report):
    return {finding.id: finding for finding in report.findings_so_far()}


def plainly(path):
    report = Report.open(path, read_only=True)
    assert not report.unchecked
    found = of(report)
    report.close()
    return found


def test_the_findings_come_with_catching_up(path, later):
    told = []
    assert of(later) == {}
    later.listeners.append(told.append)
    assert later.unchecked
    later.catch_up()
    assert not later.unchecked
    (moved,) = told
    assert moved.change_set is None
    assert {"E3", "C3", "E7"} <= {finding.rule for finding in moved.findings.values()}
    assert moved.findings == of(later) == plainly(path)
    later.catch_up()
    assert len(told) == 1


def test_who_asks_for_all_findings_gets_all(path, later):
    assert {finding.id: finding for finding in later.findings()} == plainly(path)
    assert not later.unchecked


def test_a_change_catches_up_first_and_tells_both(later):
    told = []
    later.listeners.append(told.append)
    later.type("T05.total.basic", "actual", "105.58")
    assert [moved.change_set is None for moved in told] == [True, False]
    assert not later.unchecked


@pytest.mark.parametrize("way", ["undo", "redo"])
def test_undo_and_redo_do_so_too(path, way):
    report = Report.open(path)
    report.undo() if way == "redo" else None
    report.close()
    report = Report.open(path, later=True)
    getattr(report, way)()
    assert not report.unchecked
    after = of(report)
    report.close()
    assert after == plainly(path)


def test_an_opened_sample_is_the_same_either_way():
    report = Report.open(SAMPLE, read_only=True, later=True)
    cells = {cell: report.value(*cell) for cell in report.engine.computed}
    report.catch_up()
    assert cells == {cell: report.value(*cell) for cell in report.engine.computed}
    assert of(report) == plainly(SAMPLE)
    report.close()


@given(words=st.dictionaries(st.sampled_from(SECTIONS), TEXTS, min_size=1), caught=st.booleans())
@settings(max_examples=15, deadline=None)
def test_reviewed_now_or_later_makes_no_difference(tmp_path_factory, words, caught):
    from tests.report.examples import on_disk, opened

    path = tmp_path_factory.mktemp("later") / "a.jbao"
    report = on_disk(path)
    for section, text in words.items():
        report.set_section(section, [Text(text)])
    report.close()
    report = opened(path)
    expected = of(report)
    report.close()
    report = opened(path, later=True)
    if caught:
        report.catch_up()
    assert {finding.id: finding for finding in report.findings()} == expected
    report.close()
