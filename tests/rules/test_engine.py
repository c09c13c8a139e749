"""Computed cells, provisional totals, stated totals; an edit reaches what depends on it and nothing else."""

from fractions import Fraction

import pytest

from core.expressions import Expression
from core.figures import BLANK, NOT_APPLICABLE
from core.rules import State
from core.rules.judge import Judge
from tests.rules.examples import engine_of, put, tiny
from tests.template.examples import FIGURES, rule, template_from

WAN = 1_000_000


def wan(engine, name, aspect="actual"):
    number = engine.value(name, aspect).number
    return None if number is None else number / WAN


def test_totals_follow_their_parts_through_every_step():
    engine = tiny(typed={"a": "1.00", "b": "2.00", "extra": "0.50"})
    assert (wan(engine, "total"), wan(engine, "grand")) == (3, Fraction("3.5"))
    assert engine.value("share", "actual").number == Fraction(1, 2)
    moved = put(engine, {"a": "4.00"})
    assert (wan(engine, "total"), wan(engine, "grand")) == (6, Fraction("6.5"))
    assert engine.value("share", "actual").number == 2
    computed = {("total", "actual"), ("grand", "actual"), ("share", "actual")}
    assert moved.cells == {("a", "actual")} | computed


def test_a_cell_without_any_part_is_blank_and_not_zero():
    engine = tiny()
    assert engine.value("total", "actual") == BLANK
    put(engine, {"a": "1.00"})
    assert wan(engine, "total") == 1
    put(engine, {"a": ""})
    assert engine.value("total", "actual") == BLANK
    assert not engine.provisional("total", "actual")


def test_aspects_are_computed_apart():
    engine = tiny(typed={"a": "1.00", "a@prior": "7.00"})
    assert (wan(engine, "total"), wan(engine, "total", "prior")) == (1, 7)


def test_a_rate_over_zero_is_not_applicable():
    assert tiny(typed={"a": "1.00", "b": "0"}).value("share", "actual") == NOT_APPLICABLE
    assert tiny(typed={"a": "1.00"}).value("share", "actual") == BLANK
    assert tiny().value("share", "actual") == BLANK


def test_a_computed_total_has_the_envelope_of_its_parts():
    engine = tiny(typed={"a": "1.00", "b": "2.5"})
    assert engine.value("total", "actual").half_step == 5_000 + 50_000


def test_money_that_is_divided_is_rounded_half_up_to_the_fen():
    figures = FIGURES + '[[figure]]\nkey = "half"\nname = "一半"\nformula = "[a] / 2"\n'
    template = template_from(figures=figures)
    assert engine_of(template, {"a": "0.05元"}).value("half", "actual").number == 3  # half to even would give 2
    assert engine_of(template, {"a": "-0.05元"}).value("half", "actual").number == -3


# -- provisional ---------------------------------------------------------------------


def test_a_total_that_lacks_a_part_is_provisional_and_says_so_upwards():
    engine = tiny(typed={"a": "1.00"})
    assert engine.provisional("total", "actual")
    assert engine.provisional("grand", "actual")
    put(engine, {"b": "0"})
    assert not engine.provisional("total", "actual")
    assert not engine.provisional("grand", "actual")
    put(engine, {"b": "/"})
    assert not engine.provisional("total", "actual")


def test_a_commonly_absent_part_makes_nothing_provisional():
    assert not tiny(typed={"a": "1.00", "b": "2.00"}).provisional("grand", "actual")


CHECK = rule("[same] == [a] + [b]")


def test_rest_zero_makes_blanks_zero_for_totals_and_checks():
    engine = tiny(CHECK, {"a": "1.00", "same": "3.00"})
    assert engine.findings["X1"].state is State.NOT_CHECKABLE
    engine.confirmed = {("a", "actual"), ("b", "actual")}
    engine.rebuild()
    assert not engine.provisional("total", "actual")
    assert engine.value("b", "actual") == BLANK  # it is still printed blank
    assert engine.findings["X1"].state is State.FAIL
    assert engine.findings["X1"].expected == "1.00万元"


def test_rest_zero_of_a_side_without_anything():
    engine = tiny(CHECK, {"same": "3.00"})
    engine.confirmed = {("a", "actual"), ("b", "actual")}
    engine.rebuild()
    assert engine.findings["X1"].state is State.FAIL
    engine.confirmed = set()
    engine.rebuild()
    assert engine.findings["X1"].state is State.NOT_CHECKABLE


def test_rest_zero_reaches_the_rows_of_a_growing_table():
    engine = tiny(typed={"item.p_1.amount": "1.00"}, rows={"item": ["p_1", "p_2"]})
    assert engine.provisional("items", "actual")
    engine.confirmed = {("item.$.amount", "actual")}
    engine.rebuild()
    assert not engine.provisional("items", "actual")


def test_rest_zero_of_this_year_says_nothing_of_last_year():
    engine = tiny(CHECK, {"a": "1.00", "same": "3.00"})
    engine.confirmed = {("a", "prior"), ("b", "prior")}
    engine.rebuild()
    assert engine.provisional("total", "actual")
    assert engine.findings["X1"].state is State.NOT_CHECKABLE


# -- computed and stated -----------------------------------------------------------------


STATED = "A5=total@actual"


def test_a_stated_total_is_printed_beside_the_computed_one():
    engine = tiny(typed={"a": "76.19", "b": "3.78", "total": "79.98"})
    assert wan(engine, "total") == Fraction("79.98")
    assert engine.computed["total", "actual"].number == Fraction("79.97") * WAN
    assert wan(engine, "grand") == Fraction("79.98")  # what stands above adds what is printed
    finding = engine.findings[STATED]
    assert (finding.state, finding.severity, finding.rounding) == (State.FAIL, "hint", True)
    assert finding.message.startswith("尾差：合计 79.98 应等于 甲 76.19 + 乙 3.78 = 79.97")


def test_a_stated_total_outside_the_envelope_is_an_error_at_that_cell():
    finding = tiny(typed={"a": "1.00", "b": "2.00", "total": "9.00"}).findings[STATED]
    assert (finding.state, finding.severity) == (State.FAIL, "error")
    assert finding.place == "total@actual"
    assert (finding.claimed, finding.expected) == ("9.00万元", "3.00万元")


def test_the_check_of_a_stated_total_comes_and_goes_with_it():
    engine = tiny(typed={"a": "1.00", "b": "2.00"})
    assert STATED not in engine.findings
    moved = put(engine, {"total": "3.00"})
    assert moved.findings[STATED].state is State.PASS
    moved = put(engine, {"a": "5.00"})
    assert moved.findings[STATED].state is State.FAIL
    moved = put(engine, {"total": ""})
    assert moved.findings == {STATED: None}
    assert STATED not in engine.findings
    assert wan(engine, "total") == 7
    assert STATED not in put(engine, {"a": "6.00"}).findings


def test_a_typed_total_without_parts_is_not_held_against_nothing():
    finding = tiny(typed={"total": "9.00"}).findings[STATED]
    assert (finding.state, finding.message) == (State.NOT_APPLICABLE, "没有填组成各项")


def test_a_typed_total_with_some_parts_is_not_yet_checkable():
    finding = tiny(typed={"total": "9.00", "a": "1.00"}).findings[STATED]
    assert (finding.state, finding.message) == (State.NOT_CHECKABLE, "缺少 乙")


def test_a_guard_names_the_rule_a_stated_total_answers_to():
    engine = tiny('[guard]\n"total" = "C23"', {"total": "1"})
    assert "C23=total@actual" in engine.findings


def test_a_stated_rate_is_shown_as_a_quotient():
    finding = tiny(typed={"a": "1.00", "b": "2.00", "share": "90%"}).findings["A6=share@actual"]
    assert finding.message == "比率 90.00% 应等于 甲 1.00 ÷ 乙 2.00 = 50.00%，差 40.00个百分点"


# -- given values -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "rule_id"),
    [
        ("a", "-1.00", "A12"),
        ("item.p_1.amount", "-1.00", "A12"),
        ("people", "-3", "A12"),
        ("a", "163.546", "A13"),
        ("a@prior", "15.875", "A13"),
    ],
)
def test_signs_and_decimals_are_watched(name, text, rule_id):
    found = tiny(typed={name: text}, rows={"item": ["p_1"]}).findings
    place = name if "@" in name else f"{name}@actual"
    finding = found[f"{rule_id}={place}"]
    assert (finding.state, finding.severity, finding.place) == (State.FAIL, "warning", place)
    assert finding.remedy


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a", "0"),
        ("a", "0.000"),
        ("a", "1.50"),
        ("a", "1469871.11元"),
        ("a", "/"),
        ("share", "25.4999%"),
        ("note", "-1x"),
    ],
)
def test_what_is_in_order_gives_no_such_finding(name, text):
    found = tiny(typed={name: text}).findings
    assert [one for one in found if one.startswith("A1")] == []


def test_a_figure_that_may_be_negative_is_left_alone():
    figures = FIGURES + '[[figure]]\nkey = "balance"\nname = "结余"\nsigned = true\n'
    assert "A12=balance@actual" not in engine_of(template_from(figures=figures), {"balance": "-1.00"}).findings


def test_such_a_finding_goes_with_its_cause():
    engine = tiny(typed={"a": "-1.00"})
    moved = put(engine, {"a": "1.00"})
    assert moved.findings["A12=a@actual"] is None
    assert "A12=a@actual" not in engine.findings
    assert put(engine, {"a": "-2.00"}).findings["A12=a@actual"].message == "甲 -2.00 是负数"


# -- nothing else ------------------------------------------------------------------------


def counted(monkeypatch, owner, name):
    calls = []
    original = getattr(owner, name)

    def wrapper(self, *args, **kwargs):
        calls.append(self if owner is Expression else args[0])
        return original(self, *args, **kwargs)

    monkeypatch.setattr(owner, name, wrapper)
    return calls


RULES = rule("[a] == [b]") + rule("[same] == [total]", id='"X2"') + rule("[people] > 0", id='"X3"')


def test_an_edit_evaluates_only_what_depends_on_it(monkeypatch):
    engine = tiny(RULES, {"a": "1.00", "b": "2.00", "people": "3"})
    evaluated = counted(monkeypatch, Expression, "evaluate")
    judged = counted(monkeypatch, Judge, "judge")
    put(engine, {"extra": "1.00"})
    assert [one.text for one in evaluated] == ["[total] + [extra]"]
    assert judged == []
    evaluated.clear()
    put(engine, {"people": "4"})
    assert [check.id for check in judged] == ["X3"]
    assert all("people" in one.text or one.text in {"_r0", "0"} for one in evaluated)
    judged.clear()
    put(engine, {"a": "5.00"})
    assert sorted(check.id for check in judged) == ["X1", "X2"]
    computed = [one.text for one in evaluated if one.text in {"[a] + [b]", "[total] + [extra]", "rate([a], [b])"}]
    assert sorted(computed) == ["[a] + [b]", "[total] + [extra]", "rate([a], [b])"]  # each once


def test_what_did_not_move_is_not_told():
    engine = tiny(RULES, {"a": "1.00", "b": "2.00", "people": "3"})
    moved = put(engine, {"people": "4"})
    assert moved.cells == {("people", "actual")}
    assert moved.findings.keys() == {"X3"}  # its sentence names the number
    moved = put(engine, {"people": "4"})
    assert moved.findings == {}


def test_an_edit_stops_where_a_value_stays():
    """A stated total is what stands above reads, so a part below it moves nothing further up."""
    engine = tiny(typed={"a": "1.00", "b": "2.00", "total": "9.00"})
    moved = put(engine, {"a": "2.00"})
    assert ("grand", "actual") not in moved.cells


def test_parts_and_total_typed_at_once_are_seen_together():
    engine = tiny()
    moved = put(engine, {"total": "3.00", "a": "1.00", "b": "2.00"})
    assert moved.findings[STATED].state is State.PASS


def test_a_renamed_row_is_called_by_its_new_name():
    engine = tiny(
        rule("[same] == sum([item.*.amount])"),
        {"same": "9.00", "item.p_1.name": "体检", "item.p_1.amount": "-1.00"},
        {"item": ["p_1"]},
    )
    moved = put(engine, {"item.p_1.name": "慰问"})
    assert "慰问金额" in moved.findings["X1"].message
    assert "慰问金额" in moved.findings["A12=item.p_1.amount@actual"].message


def test_rows_that_come_and_go_change_their_totals_and_checks():
    engine = tiny(rule("[item.$.amount] <= [a]", each='"item"'), {"a": "1.00"})
    assert "X1:p_1" not in engine.findings
    engine.rows["item"] = ["p_1"]
    engine.given["item.p_1.amount", "actual"] = engine.given["a", "actual"]
    changed = engine.rebuild()
    assert changed.findings["X1:p_1"].state is State.PASS
    assert ("items", "actual") in changed.cells
    engine.rows["item"] = []
    del engine.given["item.p_1.amount", "actual"]
    changed = engine.rebuild()
    assert changed.findings["X1:p_1"] is None
    assert engine.value("items", "actual") == BLANK
