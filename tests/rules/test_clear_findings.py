"""What a clerk gets wrong most often is one clear finding at its cell, in the report and through the doors."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from core.commands import run
from core.report import Report
from core.reportfile import RowChange
from core.rules import State

UNIT, YEAR = "示例县总工会", 2023
SELF, TABLES = "zhengti-hunan-2023", "juesuan-hunan-2023"
ONE, TWO, THREE = (f"indicator.p_0000000{number}" for number in (1, 2, 3))
PROJECT = "project.p_00000009"
OF_PROJECT = "pindicator.p_00000009_00000001"


@dataclass(frozen=True)
class Case:
    """`typed` until all is right, then `wrong`: one finding of `rule` more, at `place`, that says `words`."""

    pack: str
    typed: dict[str, str]
    wrong: dict[str, str]
    rule: str
    severity: str
    place: str
    words: str


WEIGHTS = {
    f"{ONE}.level1": "产出指标",
    f"{TWO}.level1": "效益指标",
    f"{THREE}.level1": "满意度指标",
    f"{ONE}.weight": "50",
    f"{TWO}.weight": "30",
    f"{THREE}.weight": "10",
}
ITEM = {"T03.2012901.basic": "20.00", "T05.2012901.basic": "10.00"}
CASES = {
    "weights that do not add up to 100": Case(
        SELF,
        WEIGHTS,
        {f"{ONE}.weight": "40"},
        "G1",
        "error",
        "selfeval.weight@actual",
        "绩效指标分值合计 90.00 应等于 100，差 10.00。调整各指标的分值；预算执行率占 10 分",
    ),
    "weights of one level against the fixed ones": Case(
        SELF,
        WEIGHTS,
        {f"{TWO}.weight": "20", f"{ONE}.weight": "60"},
        "G1",
        "error",
        f"{TWO}.weight@actual",
        "效益指标的分值合计 20 应等于 30，差 10.00。按规定的分值调整；当地另有规定的写一句说明",
    ),
    "weights of a project": Case(
        SELF,
        {f"{PROJECT}.name": "帮扶", f"{OF_PROJECT}.weight": "90"},
        {f"{OF_PROJECT}.weight": "80"},
        "G1",
        "error",
        f"{PROJECT}.weight@actual",
        "帮扶分值合计 90.00 应等于 100，差 10.00。调整各指标的分值；预算执行率占 10 分",
    ),
    "a score above its weight": Case(
        SELF,
        {f"{ONE}.level3": "竞赛场次", f"{ONE}.weight": "10", f"{ONE}.score": "10"},
        {f"{ONE}.score": "12"},
        "G4",
        "error",
        f"{ONE}.score@actual",
        "竞赛场次得分 12.00 应不大于 竞赛场次分值 10.00，差 2.00。得分最多等于分值",
    ),
    "a score of a project above its weight": Case(
        SELF,
        {f"{OF_PROJECT}.level3": "体检人数", f"{OF_PROJECT}.weight": "10", f"{OF_PROJECT}.score": "10"},
        {f"{OF_PROJECT}.score": "10.5"},
        "G4",
        "error",
        f"{OF_PROJECT}.score@actual",
        "体检人数得分 10.50 应不大于 体检人数分值 10.00，差 0.50。得分最多等于分值",
    ),
    "a class that 一般公共预算 does not pay": Case(
        TABLES,
        ITEM,
        {"T05.2230105.basic": "5.00"},
        "A16",
        "warning",
        "T05.2230105.total@actual",
        "一般公共预算财政拨款支出决算表里有 2230105：223 类国有资本经营预算支出不由一般公共预算财政拨款安排。"
        "核对科目和资金来源；确有的请写明说明",
    ),
    "a class that 政府性基金 does not pay": Case(
        TABLES,
        {"T07.2290804.project": "5.00"},
        {"T07.2012902.project": "5.00"},
        "A16",
        "warning",
        "T07.2012902.total@actual",
        "政府性基金预算财政拨款收入支出决算表里有 2012902：201 类一般公共服务支出不由政府性基金预算财政拨款安排。"
        "核对科目和资金来源；确有的请写明说明",
    ),
    "a negative amount": Case(
        TABLES,
        ITEM,
        {"T05.2012901.project": "-4.28"},
        "A12",
        "warning",
        "T05.2012901.project@actual",
        "行政运行一般公共预算项目支出 -4.28 是负数。冲销、收回等原因造成的负数请写明说明",
    ),
    "a negative score": Case(
        SELF,
        {f"{ONE}.level3": "竞赛场次", f"{ONE}.weight": "10", f"{ONE}.score": "0"},
        {f"{ONE}.score": "-1"},
        "G4",
        "error",
        f"{ONE}.score@actual",
        "竞赛场次得分 -1.00 应不小于 0，差 1.00。得分最少是 0 分",
    ),
}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "a.jbao"


def told(findings, rule):
    return {(one["place"], one["severity"], one["message"]) for one in findings if one["rule"] == rule}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_report_tells_it_at_the_cell(case, file):
    report = Report.create(file, [case.pack], UNIT, YEAR)

    def enter(typed):
        for key, text in typed.items():
            family, row, _ = report.template.split(key)
            if family is not None:
                report.apply("增加行", report.row_changes(family.key, row))
            report.set_figures({(key, "actual"): report.read(key, text)})

    def found():
        return {
            (one.place, one.severity.value, f"{one.message}。{one.remedy}")
            for one in report.findings()
            if one.rule == case.rule and one.state is State.FAIL
        }

    enter(case.typed)
    before = found()
    enter(case.wrong)
    assert (case.place, case.severity, case.words) in found() - before
    report.close()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_doors_tell_it_at_the_cell(case, file, capsys):
    def door(*arguments):
        capsys.readouterr()
        status = run([*map(str, arguments), "--json"])
        return status, json.loads(capsys.readouterr().out)

    assert door("new", file, "--template", case.pack, "--unit", UNIT, "--year", YEAR)[0] == 0
    assert door("set", file, *(f"{key}={text}" for key, text in case.typed.items()))[0] == 0
    _, before = door("check", file)
    _, answer = door("set", file, *(f"{key}={text}" for key, text in case.wrong.items()))
    status, after = door("check", file)
    fresh = told(after["findings"], case.rule) - told(before["findings"], case.rule)
    assert (case.place, case.severity, case.words) in fresh
    assert answer["findings"][case.severity] == after["counts"][case.severity]
    assert status == 1


def test_an_item_without_its_parents_is_told_at_the_item(file, capsys):
    """The doors and the window bring 款 and 类 along, so the row is put there by a change of its own."""
    report = Report.create(file, [TABLES], UNIT, YEAR)
    report.apply("增加科目", [RowChange("T05", "2012901", None, 0)])
    report.close()
    run(["check", str(file), "--json"])
    found = told(json.loads(capsys.readouterr().out)["findings"], "A6")
    assert found == {
        (
            "T05.2012901.total@actual",
            "error",
            "一般公共预算财政拨款支出决算表里 2012901 没有上级科目 201、20129。补上它的类、款行",
        )
    }


def test_a_code_of_no_known_parent_is_told_at_both(file, capsys):
    run(["new", str(file), "--template", TABLES, "--unit", UNIT, "--year", str(YEAR)])
    run(["set", str(file), "T05.2018801.basic=3"])
    capsys.readouterr()
    run(["check", str(file), "--json"])
    found = told(json.loads(capsys.readouterr().out)["findings"], "A6")
    assert {place for place, _, _ in found} == {"T05.20188.total@actual", "T05.2018801.total@actual"}


def test_a_stated_total_makes_its_row(file, capsys):
    """A 类 or a project of which only the sum is known stands in the table and is added up."""
    run(["new", str(file), "--template", f"{TABLES},{SELF}", "--unit", UNIT, "--year", str(YEAR)])
    run(["set", str(file), "T05.201.total=3", "project.p_00000001.amount=2"])
    capsys.readouterr()
    run(["show", str(file), "T05.total.total", "--json"])
    (figure,) = [one for one in json.loads(capsys.readouterr().out)["figures"] if one["aspect"] == "actual"]
    assert figure["value"] == "3.00"
    report = Report.open(file, read_only=True)
    assert report.rows("project") == ["p_00000001"]
    report.close()


def test_a_record_settles_an_adjusted_opening_balance(file, capsys):
    """D1 is an error until the adjustment is written down; an ordinary error never goes by words."""
    report = Report.create(file, [TABLES], UNIT, YEAR)
    report.type("T01.closing_balance", "prior", "7.25")
    report.type("T01.opening_balance", "actual", "5.00")
    report.type("T01.general_budget_income", "actual", "9.00")
    report.type("T04.general_budget_income", "actual", "8.00")

    def of(identity):
        (one,) = [one for one in report.findings() if one.id == identity]
        return one.rule, one.severity.value, one.open

    assert of("X20") == ("D1", "error", True)
    assert of("X06/general") == ("B3", "error", True)
    report.give_reason("X20", "财政收回存量资金2.25万元")
    report.give_reason("X06/general", "无")
    assert of("X20") == ("D1", "warning", False)
    assert of("X06/general") == ("B3", "error", True)
    report.close()
    run(["check", str(file), "--json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [one["severity"] for one in found if one["rule"] == "D1"] == ["warning"]


def test_packs_with_one_id_and_another_check_show_the_id_of_the_rule(file, capsys):
    """X18 of the tables and of the self-evaluation read other cells: both run, both are B10 to people."""
    report = Report.create(file, [TABLES, SELF], UNIT, YEAR)
    both = {name for name in report.engine.findings if name.startswith("X18")}
    assert both == {"X18", f"X18/all.{SELF}"}
    report.type("T04.total_expenditure.total", "actual", "94.25")
    report.type("T03.total.total", "actual", "93.93")
    report.type("T01.total_expenditure", "actual", "93.93")
    assert {report.engine.findings[name].rule for name in both} == {"B10"}
    report.close()
    run(["check", str(file), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert len([one for one in found["findings"] if one["rule"] == "B10"]) == 2
    ids = {one["rule"] for one in [*found["findings"], *found["not_checked"]]}
    assert all(one[0] in "ABCDEFGH" and one[1:].isdigit() for one in ids if one != "X16")
