"""What two sections tell differently is a finding of the open report, and follows every edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from core.narrative import Text
from tests.report.examples import in_memory, on_disk, opened

if TYPE_CHECKING:
    from core.report import Report

SECTIONS = ["1", "2", "3", "4"]
LINES = [
    "2023年度机关运行经费支出48.20万元，比上年增加2.60万元，增长5.70%，主要原因是人员增加。",
    "机关运行经费支出42.80万元，比上年增加2.60万元。",
    "机关运行经费支出48.20万元，与2022年相比增加6.20万元。",
    "收入总计833.46万元，支出总计833.46万元。",
    "收入总计838.46万元。",
    "共有车辆2辆。",
    "",
]
TEXTS = st.lists(st.sampled_from(LINES), max_size=3).map("\n".join)


def c3(report: Report) -> dict[str, tuple[str, str | None, str | None]]:
    return {one.id: (one.place, one.claimed, one.expected) for one in report.findings() if one.rule == "C3"}


def test_a_contradiction_comes_stays_and_goes_with_undo():
    report = in_memory()
    report.set_section("1", [Text(LINES[3])])
    moved = report.set_section("4", [Text(LINES[4])])
    (found,) = [one for one in moved.findings.values() if one is not None]
    assert (found.rule, found.severity, found.claimed, found.expected) == ("C3", "error", "838.46万元", "833.46万元")
    assert found.place == "4:4-12"
    assert LINES[3][:11] in found.message
    assert report.undo().findings[found.id] is None
    assert c3(report) == {}
    report.redo()
    assert report.set_section("1", [Text(LINES[5])]).findings[found.id] is None
    assert c3(report) == {}


def test_one_change_with_two_sizes_is_found_between_sections():
    report = in_memory()
    report.set_section("2", [Text(LINES[0])])
    report.set_section("3", [Text(LINES[2])])
    assert [one[1:] for one in c3(report).values()] == [("2.60万元", "6.20万元")]


def test_live_sentences_follow_their_cells_and_are_not_blamed():
    report = in_memory()
    report.type("a", "actual", "2.00")
    report.set_section("4", [Text("甲支出3.00万元。")])
    assert c3(report) == {}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SECTIONS), TEXTS), max_size=8))
def test_after_any_edits_all_is_as_if_read_anew(edits):
    report = in_memory()
    seen: dict[str, object] = {}
    for section, text in edits:
        for name, finding in report.set_section(section, [Text(text)] if text else []).findings.items():
            if finding is None:
                seen.pop(name, None)
            elif finding.rule == "C3":
                seen[name] = finding
    fresh = in_memory()
    for section in SECTIONS:
        fresh.set_section(section, report.spans.get(section, []))
    assert c3(report) == c3(fresh)
    assert set(seen) == set(c3(report))


def test_it_is_there_again_after_reopening(tmp_path):
    path = tmp_path / "a.jbao"
    report = on_disk(path)
    report.set_section("1", [Text(LINES[3])])
    report.set_section("4", [Text(LINES[4])])
    before = c3(report)
    report.close()
    again = opened(path)
    assert before
    assert c3(again) == before
    again.close()
