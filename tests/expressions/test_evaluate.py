"""What formulas mean: arithmetic, sets, aspects, blanks, envelopes."""

from fractions import Fraction

import pytest

from core.errors import ExpressionError
from core.expressions import Outcome, Reference, Undefined, compile_expression, is_key, matches, parse_reference
from core.expressions.linear import linear_terms
from tests.expressions.examples import cells, evaluate

WAN = 1_000_000


@pytest.mark.parametrize(
    ("text", "wan"),
    [
        ("[a]", "1.5"),
        ("[a] + [b]", "4"),
        ("[a] - [b]", "-1"),
        ("-[a]", "-1.5"),
        ("[a] + [b] * 2", "6.5"),
        ("([a] + [b]) * 2", "8"),
        ("[b] / 4", "0.625"),
        ("0.1 * [a]", "0.15"),
        ("sum([a], [b])", "4"),
        ("sum([t.*])", "60"),
        ("sum([t.*], [a])", "61.5"),
        ("min([t.*])", "10"),
        ("max([t.*])", "30"),
        ("min([a], [nothing])", "1.5"),
        ("abs([a] - [b])", "1"),
        ("[a] if [a] > [b] else [b]", "2.5"),
        ("[nothing]", "0"),
        ("[a] + [nothing]", "1.5"),
        ("sum([no.*])", "0"),
        ("max([no.*])", "0"),
    ],
)
def test_arithmetic(text, wan):
    typed = {"a": "1.5", "b": "2.5", "t.x": "10", "t.y": "20", "t.z": "30", "other.x": "99"}
    assert evaluate(text, typed).value == Fraction(wan) * WAN


def test_decimal_literals_are_exact():
    assert evaluate("0.1 + 0.2").value == Fraction(3, 10)
    assert evaluate("round(0.125, 2)").value == Fraction(13, 100)
    assert evaluate("round(0 - 0.125, 2)").value == Fraction(-13, 100)


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("[a] == 1500000", True),
        ("[a] < [b]", True),
        ("[a] <= [a]", True),
        ("[a] > [b]", False),
        ("[a] != [b]", True),
        ("[a] < [b] < [c]", True),
        ("[a] < [c] < [b]", False),
        ("[a] < [b] and [b] < [c]", True),
        ("[a] > [b] or [b] > [c]", False),
        ("not [zero]", True),
        ("not [a]", False),
        ("filled([a])", True),
        ("filled([zero])", True),
        ("filled([blank])", False),
        ("filled([a], [blank])", False),
        ("count([a], [blank], [zero]) == 2", True),
        ("count([t.*]) > 0", True),
        ("count([no.*]) > 0", False),
        ("[yes] == '是'", True),
        ("[yes] == '否'", False),
        ("[yes] != '否'", True),
        ("[yes] < '否'", False),
        ("[blank] == '是'", False),
    ],
)
def test_truths(text, truth):
    typed = {"a": "1.5", "b": "2.5", "c": "3.5", "zero": "0", "yes": "是", "t.x": "1"}
    result = evaluate(text, typed)
    assert bool(result) is truth


def test_a_text_where_a_number_is_meant_counts_as_zero():
    assert evaluate("[name] + [a]", {"name": "职工体检", "a": "1"}).value == WAN


def test_conditions_compare_exactly():
    """A condition chooses words; rounding belongs to checks, which have their own envelope."""
    typed = {"whole": "79.98", "one": "76.19", "two": "3.78"}
    assert evaluate("[whole] == [one] + [two]", typed) is False
    assert evaluate("[whole] != [one] + [two]", typed) is True
    assert evaluate("[whole] <= [one] + [two]", typed) is False
    assert evaluate("[whole] > [one] + [two]", typed) is True
    assert evaluate("[whole] == [whole]", typed) is True


@pytest.mark.parametrize("text", ["[a] / [zero]", "[a] / [blank]", "rate([a], [zero])", "rate([zero], [zero])"])
def test_a_ratio_over_nothing_is_undefined(text):
    with pytest.raises(Undefined):
        evaluate(text, {"a": "1", "zero": "0"})


def test_rate():
    assert evaluate("rate([a], [b])", {"a": "84.25", "b": "93.93"}).value == Fraction(8425, 9393)


def test_left_out_aspects_follow_the_asked_one_and_fixed_ones_do_not():
    typed = {"a": "5", "a@prior": "3", "b@prior": "2"}
    formula = compile_expression("[a] - [a@prior] + [b]")
    assert formula.evaluate(cells(typed)).value == 2 * WAN
    assert formula.evaluate(cells(typed), "prior").value == 2 * WAN
    assert compile_expression("[a]").evaluate(cells(typed), "prior").value == 3 * WAN


def test_the_outcome_tells_blank_cells_from_filled_ones():
    outcome = Outcome()
    evaluate("[a] + [blank] + sum([t.*]) + [slash]", {"a": "1", "t.x": "2", "t.y": "", "slash": "/"}, outcome=outcome)
    assert outcome.filled == [("a", "actual"), ("t.x", "actual"), ("slash", "actual")]
    assert outcome.blank == [("blank", "actual"), ("t.y", "actual")]


@pytest.mark.parametrize(
    ("text", "env"),
    [
        ("[a]", 5_000),
        ("[a] + [a]", 10_000),
        ("[a] - [a]", 10_000),
        ("sum([t.*])", 15_000),
        ("sum([t.*]) + [fen]", 15_000),
        ("-[a]", 5_000),
        ("abs([a])", 5_000),
        ("min([a], [coarse])", 5_000),
        ("max([a], [coarse])", 50_000),
        ("[a] * 3", 15_000),
        ("[fen] + 1", 0),
    ],
)
def test_envelopes_add_up(text, env):
    typed = {"a": "1.00", "coarse": "2.5", "fen": "100.01元", "t.x": "1.00", "t.y": "2.00", "t.z": "3.00"}
    assert evaluate(text, typed).env == env


def test_the_envelope_of_a_rate_is_first_order_propagation():
    result = evaluate("rate([a], [b])", {"a": "1.00", "b": "4.00"})
    assert result.env == (Fraction(5_000) + Fraction(1, 4) * 5_000) / (4 * WAN)


# -- keys -----------------------------------------------------------------------


@pytest.mark.parametrize("text", ["T03.2012901.basic", "T01.201", "staff.on_duty", "a", "project.p_1a2b3c4d.amount"])
def test_keys(text):
    assert is_key(text)
    assert parse_reference(f"{text}@prior") == Reference(text, "prior")
    assert str(parse_reference(f"{text}@prior")) == f"{text}@prior"
    assert not parse_reference(text).is_set


@pytest.mark.parametrize("text", ["", "T10.x", "T3.x", "Staff.x", "a..b", ".a", "a.", "a b", "a@prior", "支出", "a*"])
def test_what_is_no_key(text):
    assert not is_key(text)


@pytest.mark.parametrize("text", ["", "T10.x", "a@last_year", "a@", "a b", "支出", "@prior"])
def test_what_is_no_reference(text):
    with pytest.raises(ExpressionError):
        parse_reference(text)


@pytest.mark.parametrize(
    ("pattern", "key", "belongs"),
    [
        ("T03.201*.total", "T03.2012901.total", True),
        ("T03.201*.total", "T03.201.total", True),
        ("T03.201*.total", "T03.201.basic", False),
        ("T03.???.basic", "T03.201.basic", True),
        ("T03.???.basic", "T03.20129.basic", False),
        ("T03.???.basic", "T03.total.basic", False),
        ("T06.301??", "T06.30101", True),
        ("T06.301??", "T06.301", False),
        ("T03.*", "T03.201.basic", False),  # a star stays within its segment
        ("*.*.basic", "T03.201.basic", True),
        ("T03.20129.basic", "T03x20129.basic", False),
    ],
)
def test_sets(pattern, key, belongs):
    assert matches(pattern, key) is belongs


def test_references_are_in_reading_order():
    formula = compile_expression("[b@prior] + sum([t.*]) == [a]")
    assert formula.references == (Reference("b", "prior"), Reference("t.*"), Reference("a"))
    assert formula.comparison.operator == "=="
    assert compile_expression("[a] < [b] < [c]").comparison is None


# -- sums a workbook can carry --------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("[a]", ((1, "a", "prior"),)),
        ("[a] + [b@actual] - [c]", ((1, "a", "prior"), (1, "b", "actual"), (-1, "c", "prior"))),
        ("[a] - ([b] - [c])", ((1, "a", "prior"), (-1, "b", "prior"), (1, "c", "prior"))),
        ("sum([t.*])", ((1, "t.x", "prior"), (1, "t.y", "prior"))),
        ("[a] - sum([t.*], [b])", ((1, "a", "prior"), (-1, "t.x", "prior"), (-1, "t.y", "prior"), (-1, "b", "prior"))),
        ("[a] * 2", None),
        ("[a] + 1", None),
        ("-[a]", None),
        ("rate([a], [b])", None),
        ("abs([a])", None),
        ("[a] + max([b], [c])", None),
        ("[a] == [b]", None),
    ],
)
def test_linear_terms(text, terms):
    found = linear_terms(compile_expression(text), "prior", cells({"t.x": "1", "t.y": "2", "u.x": "3"}).expand)
    assert found == terms
