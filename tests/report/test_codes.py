"""Rows by code: a code without its parents, and one that the classification does not know, are found at their cell."""

from __future__ import annotations

from core.narrative import Text
from core.report import Report
from core.reportfile import RowChange
from core.rules import State
from core.template import Severity


def _found(report: Report) -> dict[str, Severity]:
    return {one.id: one.severity for one in report.findings() if one.rule == "A6" and one.state is State.FAIL}


def test_a_row_brings_its_parents_along() -> None:
    report = Report.scratch(["juesuan-hubei-2023"], "示例县总工会", 2023)
    report.apply("增加科目", report.row_changes("T05", "2012901"))
    assert report.rows("T05") == ["201", "20129", "2012901"]
    assert _found(report) == {}


def test_a_code_without_parents_is_an_error_until_they_come() -> None:
    report = Report.scratch(["juesuan-hubei-2023"], "示例县总工会", 2023)
    report.apply("增加科目", [RowChange("T05", "2012901", None, 0)])
    assert _found(report) == {"A6/parent=T05.2012901": Severity.ERROR}
    moved = report.apply("补上级", report.row_changes("T05", "20129"))
    assert moved.findings["A6/parent=T05.2012901"] is None
    assert _found(report) == {}


def test_an_unknown_code_is_a_warning_that_a_reason_settles() -> None:
    report = Report.scratch(["juesuan-hubei-2023"], "示例县总工会", 2023)
    report.apply("增加科目", report.row_changes("T05", "2012977"))
    assert _found(report) == {"A6/unknown=T05.2012977": Severity.WARNING}
    report.give_reason("A6/unknown=T05.2012977", "省厅当年新增的科目")
    finding = next(one for one in report.findings() if one.id == "A6/unknown=T05.2012977")
    assert not finding.open


def test_each_missing_annex_is_told_at_its_own_place_and_goes_when_it_is_begun() -> None:
    """Four and more are not drawn together in a report of one's own: each has its badge."""
    report = Report.scratch(["juesuan-hubei-2023"], "示例县总工会", 2023)
    before = {one.id for one in report.findings() if one.rule == "E10"}
    assert {f"E10=T0{number}" for number in range(1, 10)} <= before
    moved = report.type("T09.reception", "actual", "1.20")
    assert moved.findings["E10=T09"] is None
    assert "E10=T09" not in {one.id for one in report.findings()}
    undone = report.undo()
    assert undone is not None
    assert undone.findings["E10=T09"] is not None


def test_parts_that_hold_tables_or_sections_ask_for_no_text_of_their_own() -> None:
    """第二部分 is its tables and 名词解释 its lists; only what is really empty stands in the way of printing."""
    for pack in ("juesuan-hubei-2023", "juesuan-hunan-2023", "juesuan-shanghai-2024"):
        report = Report.scratch([pack], "示例县总工会", 2023, begin=True)
        empty = {one.id for one in report.findings() if one.rule == "E7"}
        assert empty.isdisjoint({"E7=js.tables", "E7=js.terms", "E7=js.text", "E7=js.about"})
        assert "E7=js.about.duty" in empty


CODES = ("2012901", "2080505")
LISTED = "1. 一般公共服务支出（类）群众团体事务（款）行政运行（项）"


def _terms(report: Report) -> list[tuple[str, str]]:
    return [(one.id.partition("=")[0], one.message) for one in report.findings() if one.rule == "E14"]


def test_a_typed_list_of_items_is_held_against_the_third_table() -> None:
    report = Report.scratch(["juesuan-hubei-2023"], "示例县总工会", 2023, begin=True)
    report.apply("增加科目", [change for code in CODES for change in report.row_changes("T03", code)][:4])
    report.apply("增加科目", report.row_changes("T03", "2080505"))
    assert _terms(report) == []  # the live list is made from the rows
    report.set_section("js.terms.codes", [Text(LISTED)])
    assert [kind for kind, _ in _terms(report)] == ["E14/less"]
    assert "2080505" in _terms(report)[0][1]
    report.set_section("js.terms.codes", [Text(f"{LISTED}\n2. 一般公共服务支出（类）财政事务（款）行政运行（项）")])
    assert sorted(kind for kind, _ in _terms(report)) == ["E14/less", "E14/more"]
    report.set_section("js.terms.codes", [Text(f"{LISTED}\n2. 社会保障和就业（类）养老（款）某某缴费（项）")])
    assert sorted(kind for kind, _ in _terms(report)) == ["E14/less", "E14/name"]
    report.remove_row("T03", "2080505")
    assert [kind for kind, _ in _terms(report)] == ["E14/name"]
