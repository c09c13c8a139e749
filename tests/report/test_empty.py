"""本表无数据: declared, told below the table and in its section, taken back, never over numbers."""

from __future__ import annotations

import re

import pytest

from core.errors import FigureError
from core.figures import Held
from core.narrative import Text
from core.publishing import compose
from core.report import Report
from core.rules.nothing import check_nothing, denies
from core.template import Severity, shipped

NOTE = "说明：甲县总工会2023年度没有政府性基金预算财政拨款收入和支出，故本表无数据。"


@pytest.fixture
def report():
    made = Report.scratch(["juesuan-hubei-2023"], "甲县总工会", 2023, begin=True)
    yield made
    made.close()


def found(report, place, rule="E9"):
    return [one for one in report.findings() if one.rule == rule and one.open and one.place.startswith(f"{place}:")]


def spend(report):
    report.apply("增加一项", report.row_changes("T07", "2296099"))
    report.set_figures({("T07.2296099.project", "actual"): Held.money(10_000)})


def test_a_table_with_nothing_in_it_asks_until_it_is_declared_empty(report):
    assert "声明本表无数据" in found(report, "T07", "E10")[0].remedy
    assert NOTE not in report.table_notes("T07")
    moved = report.declare_empty("T07")
    assert moved.findings["E10=T07"] is None
    assert moved.change_set.what == "声明本表无数据：公开07表「政府性基金预算财政拨款收入支出决算表」"
    assert report.table_notes("T07")[-1] == NOTE
    report.undo()
    assert found(report, "T07", "E10")
    report.redo()
    report.declare_empty("T07", declared=False)
    assert found(report, "T07", "E10")


def test_numbers_are_never_declared_away(report):
    spend(report)
    with pytest.raises(FigureError, match="里有数"):
        report.declare_empty("T07")
    with pytest.raises(FigureError, match="不能声明"):
        report.declare_empty("T01")


def test_numbers_that_come_later_contradict_the_declaration(report):
    report.declare_empty("T07")
    spend(report)
    assert [one.id for one in found(report, "T07")] == ["E9=T07"]
    assert NOTE not in report.table_notes("T07")


def test_an_empty_table_is_zero_in_its_sentences(report):
    assert "〔未填〕" in report.text("js.text.sangong.total")
    moved = report.declare_empty("T09")
    assert {"js.text.sangong.total", "js.text.sangong.detail"} <= moved.sections
    assert report.text("js.text.sangong.total") == "本单位2023年度无财政拨款“三公”经费预算和支出。"
    assert "未填" not in report.text("js.text.sangong.detail")


def test_a_fall_to_nothing_is_still_told(report):
    report.type("T09.reception", "prior", "3.00")
    report.declare_empty("T09")
    assert "下降100.00%" in report.text("js.text.sangong.total")


def test_the_section_says_what_its_table_says(report):
    report.declare_empty("T07")
    assert not found(report, "js.text.fund")
    report.set_section("js.text.fund", [Text("基金收支情况见公开07表。")])
    assert "没有写明" in found(report, "js.text.fund")[0].message
    for words in ("无。", "本单位没有政府性基金预算财政拨款收支。", "政府性基金支出0.00万元。"):
        report.set_section("js.text.fund", [Text(words)])
        assert not found(report, "js.text.fund"), words
    report.set_section("js.text.fund", [Text("本单位无国有资本经营预算财政拨款支出。")])
    assert found(report, "js.text.fund")[0].quote == "无国有资本经营预算财政拨款支出"


def test_a_section_never_denies_what_its_table_holds(report):
    report.set_section("js.text.fund", [Text("本单位无政府性基金预算财政拨款收入支出。")])
    assert not found(report, "js.text.fund")
    spend(report)
    assert found(report, "js.text.fund")[0].quote == "无政府性基金预算财政拨款收入支出"


def test_an_instruction_of_the_form_is_no_statement():
    text = "无政府性基金预算财政拨款收入支出的，仍保留该表格式。"
    assert list(check_nothing("s", text, "政府性基金", [], has=True)) == []
    assert not denies(text)


def test_every_statement_of_a_pack_is_recognised_when_it_is_read():
    for pack in shipped():
        for form in pack.tables.values():
            assert not form.empty or denies(re.sub(r"\{\w+\}", "甲", form.empty)), (pack.id, form.id)


def test_a_heading_with_sections_below_it_needs_no_text_of_its_own():
    made = Report.scratch(["juesuan-shanghai-2024"], "甲市乙局", 2024, begin=True)
    assert not found(made, "js.text.matters", "E7")
    made.close()


def test_a_drawing_never_shows_a_blank_as_nothing(report):
    report.type("T01.general_budget_income", "actual", "30.00")
    report.type("T01.grand_total_expenditure", "actual", "30.00")
    assert not [one for one in report.findings() if one.id.startswith("E3=js.text.overall:js.chart1")]
    report.type("T01.grand_total_income", "prior", "20.00")
    (lacking,) = [one for one in report.findings() if one.id.startswith("E3=js.text.overall:js.chart1")]
    assert lacking.cells == ("T01.grand_total_expenditure@prior",)
    assert lacking.message.startswith("“图1　收、支总计变动情况”没有画2022年度：")
    assert lacking.severity is Severity.HINT  # the blank itself is told by the sentence that prints it
    (drawn,) = [one.block for one in compose(report)[0].blocks if getattr(one.block, "title", "").startswith("图1")]
    assert [name for name, _ in drawn.series] == ["2023年度"]
    report.type("T01.grand_total_expenditure", "prior", "")
    report.type("T01.closing_balance", "prior", "3.00")  # what is left is not what was spent
    assert report.value("T01.grand_total_expenditure", "prior").filled
    assert lacking.id in {one.id for one in report.findings() if one.open}
    report.type("T01.closing_balance", "prior", "")
    moved = report.type("T01.grand_total_expenditure", "prior", "20.00")
    assert moved.findings[lacking.id] is None
    (drawn,) = [one.block for one in compose(report)[0].blocks if getattr(one.block, "title", "").startswith("图1")]
    assert [name for name, _ in drawn.series] == ["2022年度", "2023年度"]
