"""How a check ends: pass, fail, not_applicable, not_checkable, 尾差, near; and in whose words."""

import pytest

from core.rules import State, counts
from core.rules.finding import Finding
from core.template import Severity
from tests.rules.examples import tiny
from tests.template.examples import rule

PASS, FAIL = State.PASS, State.FAIL
NOT_APPLICABLE, NOT_CHECKABLE = State.NOT_APPLICABLE, State.NOT_CHECKABLE


def judged(check, typed, rows=None, finding="X1", **fields):
    return tiny(rule(check, **fields), typed, rows).findings[finding]


@pytest.mark.parametrize(
    ("check", "typed", "state", "severity", "rounding"),
    [
        ("[same] == [a] + [b]", {"same": "3.00", "a": "1.00", "b": "2.00"}, PASS, "error", False),
        ("[same] == [a] + [b]", {"same": "79.98", "a": "76.19", "b": "3.78"}, FAIL, "hint", True),
        ("[same] == [a] + [b]", {"same": "79.99", "a": "76.19", "b": "3.78"}, FAIL, "error", False),
        ("[same] == [a] + [b]", {"same": "100元", "a": "60元", "b": "40元"}, PASS, "error", False),
        ("[same] == [a] + [b]", {"same": "100.01元", "a": "60.00元", "b": "40.00元"}, FAIL, "error", False),
        ("[same] == [a] + [b]", {"same": "3.00", "a": "3.00", "b": "0"}, PASS, "error", False),
        ("[same] == [a] + [b]", {"same": "3.00", "a": "3.00"}, PASS, "error", False),  # the blank may be zero
        ("[same] == [a] + [b]", {"same": "3.00", "a": "1.00"}, NOT_CHECKABLE, "error", False),
        ("[same] == [a] + [b]", {"same": "3.00"}, NOT_CHECKABLE, "error", False),
        ("[same] == [a] + [b]", {"a": "1.00", "b": "2.00"}, NOT_CHECKABLE, "error", False),
        ("[same] == [a] + [b]", {}, NOT_CHECKABLE, "error", False),
        ("[same] == [a] + [extra]", {"same": "3.00", "a": "3.00"}, PASS, "error", False),
        ("[same] == [a] + [extra]", {"same": "3.00", "a": "1.00"}, FAIL, "error", False),  # 丙 is commonly absent
        ("[same] == [a] + [b]", {"same": "3.00", "a": "3.00", "b": "/"}, PASS, "error", False),
        ("[a] == [b]", {"a": "326.71", "b": "326.71"}, PASS, "error", False),
        ("[a] == [b]", {"a": "326.71", "b": "326.72"}, FAIL, "warning", False),  # a slip of the last digit
        ("[a] == [b]", {"a": "326.71", "b": "326.73"}, FAIL, "error", False),
        ("[a] == [b]", {"a": "15.88", "b": "15.875"}, PASS, "error", False),
        ("[same] == [total]", {"same": "326.71", "a": "300.00", "b": "26.72"}, FAIL, "hint", True),
        ("[same] == [total]", {"same": "326.71", "a": "300.00", "b": "26.75"}, FAIL, "error", False),
        ("[same] == [total]", {"same": "326.71", "a": "326.71"}, PASS, "error", False),
        ("[same] == [total]", {"same": "326.71", "a": "300.00"}, NOT_CHECKABLE, "error", False),  # 乙 is not filled
        ("[a] <= [b]", {"a": "1.00", "b": "1.00"}, PASS, "error", False),
        ("[a] <= [b]", {"a": "1.01", "b": "1.00"}, FAIL, "hint", True),
        ("[a] <= [b]", {"a": "1.02", "b": "1.00"}, FAIL, "error", False),
        ("[a] >= [b]", {"a": "0.99", "b": "1.00"}, FAIL, "hint", True),
        ("[a] >= [b]", {"a": "0.98", "b": "1.00"}, FAIL, "error", False),
        ("[a] < [b]", {"a": "1.00", "b": "1.00"}, FAIL, "error", False),
        ("[a] > [b]", {"a": "1.01", "b": "1.00"}, PASS, "error", False),
        ("[a] != [b]", {"a": "1.00", "b": "1.00"}, FAIL, "error", False),
        ("[a] != [b]", {"a": "1.00", "b": "2.00"}, PASS, "error", False),
        ("[a] >= 0", {"a": "-1.00"}, FAIL, "error", False),
        ("[a] >= 0", {}, NOT_CHECKABLE, "error", False),
        ("rate([a], [b]) <= 1", {"a": "1.00", "b": "0"}, NOT_APPLICABLE, "error", False),
        ("rate([a], [b]) <= 1", {"a": "2.00", "b": "1.00"}, FAIL, "error", False),
        ("filled([note])", {"note": "说明"}, PASS, "error", False),
        ("filled([note])", {}, FAIL, "error", False),
        ('[note] == "是"', {"note": "是"}, PASS, "error", False),
        ('[note] == "是"', {"note": "否"}, FAIL, "error", False),
        ('[note] == "是"', {}, FAIL, "error", False),
        ('[note] != "是"', {"note": "否"}, PASS, "error", False),
    ],
)
def test_how_a_check_ends(check, typed, state, severity, rounding):
    finding = judged(check, typed)
    assert (finding.state, finding.severity, finding.rounding) == (state, severity, rounding), finding.message
    assert finding.message
    assert finding.rule == "X1"


def test_the_severity_is_the_rules_own():
    assert judged("[a] == [b]", {"a": "1", "b": "9"}, severity='"warning"').severity is Severity.WARNING
    assert judged("[a] == [b]", {"a": "1", "b": "9"}, severity='"hint"').severity is Severity.HINT


def test_a_condition_makes_it_not_applicable_with_its_reason():
    fields = {"when": "'count([item.*.amount]) > 0'", "otherwise": '"没有逐个列出项目"'}
    finding = judged("[items] == [a]", {"a": "1"}, **fields)
    assert (finding.state, finding.message) == (NOT_APPLICABLE, "没有逐个列出项目")
    finding = judged("[items] == [a]", {"a": "1", "item.p_1.amount": "1"}, {"item": ["p_1"]}, **fields)
    assert finding.state is PASS


def test_an_undefined_condition_is_not_applicable():
    finding = judged("[a] == [b]", {"a": "1", "b": "0"}, when="'[a] / [b] > 1'", otherwise='"乙为 0"')
    assert (finding.state, finding.message) == (NOT_APPLICABLE, "乙为 0")


def test_a_rule_repeats_for_aspects_and_rows():
    text = rule("[item.$.amount] <= [a]", each='"item"', aspects='["actual", "prior"]')
    typed = {"a": "5", "a@prior": "1", "item.p_1.amount": "3", "item.p_1.amount@prior": "3", "item.p_2.amount": "9"}
    found = tiny(text, typed, {"item": ["p_1", "p_2"]}).findings
    states = {name: finding.state for name, finding in found.items() if name.startswith("X1")}
    assert states == {"X1:p_1": PASS, "X1:p_1@prior": FAIL, "X1:p_2": FAIL, "X1:p_2@prior": NOT_CHECKABLE}
    assert found["X1:p_1@prior"].place == "item.p_1.amount@prior"


def test_variants_have_findings_of_their_own():
    text = rule("[a] == [b]", variant='"one"') + rule("[a] == [same]", variant='"two"')
    assert {"X1/one", "X1/two"} <= tiny(text).findings.keys()


# -- in words ---------------------------------------------------------------------


def test_a_failure_names_both_sides_with_their_numbers_and_the_gap():
    finding = judged("[same] == [a] + [b]", {"same": "43.84", "a": "33.58", "b": "3"}, fix='"核对三个数"')
    assert finding.message == "合计（另一处） 43.84 应等于 甲 33.58 + 乙 3.00 = 36.58，差 7.26"
    assert (finding.claimed, finding.expected, finding.difference) == ("43.84万元", "36.58万元", "7.26")
    assert finding.remedy == "核对三个数"
    assert finding.place == "same@actual"
    assert finding.cells == ("a@actual", "b@actual", "same@actual")


def test_a_rounding_difference_says_so_and_asks_for_nothing():
    finding = judged("[same] == [a] + [b]", {"same": "79.98", "a": "76.19", "b": "3.78"})
    assert finding.message.startswith("尾差：合计（另一处） 79.98 应等于 甲 76.19 + 乙 3.78 = 79.97，差 0.01")
    assert "0.015" in finding.message
    assert finding.remedy == "四舍五入造成，无须修改"


def test_small_gaps_keep_the_digits_that_show_them():
    finding = judged("[same] == [a] + [b]", {"same": "15.88", "a": "10.00", "b": "5.875"})
    assert finding.difference == "0.005"


def test_a_missing_cell_is_named():
    assert judged("[same] == [a] + [b]", {"same": "3", "a": "1"}).message == "缺少 乙"
    many = "[same] == [a] + [b] + [a@prior] + [b@prior] + [same@prior]"
    message = judged(many, {"same": "3"}).message
    assert message == "缺少 甲、乙、上年甲、上年乙等 5 项"


def test_the_prior_year_is_named():
    finding = judged("[a] == [b]", {"a@prior": "1", "b@prior": "9"}, finding="X1@prior", aspects='["prior"]')
    assert finding.message == "上年甲 1.00 应等于 上年乙 9.00，差 8.00"


def test_a_commonly_absent_part_is_not_named_and_a_row_by_its_own_name():
    finding = judged("[same] == [a] + [extra]", {"same": "3", "a": "1"})
    assert "丙" not in finding.message
    typed = {"same": "3", "item.p_1.name": "体检", "item.p_1.amount": "1.00", "item.p_2.amount": "1.00"}
    finding = judged("[same] == sum([item.*.amount])", typed | {"same": "3.00"}, {"item": ["p_1", "p_2"]})
    assert finding.message == "合计（另一处） 3.00 应等于 体检金额 1.00 + 项目金额 1.00 = 2.00，差 1.00"


def test_many_parts_are_shortened():
    rows = [f"p_{n}" for n in range(9)]
    typed = {"same": "3"} | {f"item.{row}.amount": "1" for row in rows}
    message = judged("[same] == sum([item.*.amount])", typed, {"item": rows}).message
    assert "（9 项）= 9.00" in message.replace("） =", "）=")
    assert message.count("+") == 2


@pytest.mark.parametrize(
    ("check", "side"),
    [
        ("[a] == rate([b], [same])", "乙 2.00 ÷ 合计（另一处） 4.00"),
        ("[a] == -[b]", "−乙 2.00"),
        ("[a] == ([b] - [same]) / 2", "（乙 2.00 − 合计（另一处） 4.00） ÷ 2"),
        ("[a] == abs([b] - [same])", "乙 2.00 − 合计（另一处） 4.00"),
        ("[a] == max([b], [same])", "乙 2.00 与 合计（另一处） 4.00"),
        ("[a] == [b] * 3", "乙 2.00 × 3"),
    ],
)
def test_a_calculation_is_shown_as_what_it_is(check, side):
    message = judged(check, {"a": "90", "b": "2", "same": "4"}).message
    assert side in message
    assert "_r" not in message


def test_percentages_are_compared_in_percent():
    finding = judged("[share] <= 1", {"a": "3.00", "b": "2.00"})
    assert finding.message == "比率 150.00% 应不大于 100.00%，差 50.00个百分点"
    assert (finding.claimed, finding.expected) == ("150.00%", "100.00%")


def test_no_message_shows_a_key():
    text = "".join(
        rule(check, id=f'"X{n}"') for n, check in enumerate(["[a] == [b]", "[a] <= [total]", "[same] == [a]"])
    )
    for typed in ({}, {"a": "1"}, {"a": "1", "b": "9", "same": "7"}):
        for finding in tiny(text, typed).findings.values():
            assert "[" not in finding.message
            assert "_r" not in finding.message


def test_a_truth_says_its_message_and_remedy():
    finding = judged("filled([note])", {}, message='"没有写备注"', fix='"写上备注"')
    assert (finding.message, finding.remedy) == ("没有写备注", "写上备注")


# -- counting ----------------------------------------------------------------------


def made(state, severity, reason=""):
    return Finding("x", "X1", "核对", state, severity, "话", reason=reason)


def test_only_failures_count():
    found = [made(state, severity) for state in State for severity in Severity]
    assert counts(found) == {"error": 1, "warning": 1, "hint": 1}
    assert counts([]) == {"error": 0, "warning": 0, "hint": 0}


def test_a_reason_closes_a_warning_and_never_an_error():
    assert not made(FAIL, Severity.WARNING, "已核实").open
    assert made(FAIL, Severity.WARNING).open
    assert made(FAIL, Severity.ERROR, "已核实").open
    assert not made(PASS, Severity.ERROR).open
