"""Whatever is typed into a complete report, its computed totals satisfy every check, X01 to X23 among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from core.catalog import functional
from core.narrative import Text
from core.narrative.claims import Ground, check_section
from core.rules import State
from core.template.statement import parse_statement
from tests.properties.complete import CODES, SELF, TABLES, UNIT, failed, filled, strategy

if TYPE_CHECKING:
    from core.figures import Held

NARROW = {"X11/income", "X11/closing", "A10/capital_closing"}
"""What only the wide form of 公开08表 shows."""
NEEDLESS = {
    "B4",
    "A16/capital_class",
    "A16/bond_class",
    "A16/capital_only",
    *(f"X15/{name}_same" for name in ("abroad", "vehicle_running", "reception", "vehicle_purchase")),
}
"""Not applicable to a unit with project spending and all three budgets; A16 is told at the rows that stand there."""
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)


def not_passed(report, ids):
    """The instances of these rules that did not pass, by name, but for the rows above others."""
    return {
        name: (finding.state, finding.message)
        for name, finding in report.engine.findings.items()
        if name.split("/")[0].split(":")[0].split("@")[0].split("=")[0] in ids
        and finding.state is not State.PASS
        and finding.message != "按下级科目审核"
    }


@pytest.mark.parametrize("pack", TABLES)
@settings(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=SLOW)
@given(data=st.data())
def test_the_tables_satisfy_x01_to_x21(pack, data):
    values = data.draw(strategy(pack))
    report = filled(pack, values)
    assert failed(report, errors=True) == {}
    ids = {f"X{number:02}" for number in range(1, 22)} | {"A2", "A7", "A10", "A16", "B4"}
    allowed = NEEDLESS if "shanghai" in pack else NEEDLESS | NARROW
    waiting = {name.split(":")[0].split("@")[0] for name in not_passed(report, ids)}
    assert waiting - allowed - {"A10/fund_closing", "A10/capital_closing", "X20/fund_item"} == {}.keys()
    # Rows above others are left to those; the lowest are judged.
    assert report.engine.findings["A10/fund_closing:2120803"].state is State.PASS
    assert report.engine.findings["X20/fund_item:2120803"].state is State.PASS
    assert report.engine.findings[f"X13/total:{CODES[0]}"].state is State.PASS


@pytest.mark.parametrize("pack", TABLES)
@settings(max_examples=2, deadline=None, phases=[Phase.generate], suppress_health_check=SLOW)
@given(data=st.data())
def test_the_tables_satisfy_x22_and_x23(pack, data):
    """The list of 项 is that of the rows, and no generated sentence says another number than its cell."""
    values = data.draw(strategy(pack))
    report = filled(pack, values)
    (form,) = [one for one in report.template.statements.values() if one.section in report.template.item_lists]
    assert len(parse_statement(form.variants[0].text)) == 1
    report.begin()
    rows = [row for row in report.rows("T03") if len(row) == 7]
    names = [functional(report.year).full_name(row) for row in rows]
    assert [line.text for line in report.lines(form.section)] == names
    report.set_section(form.section, [Text("\n".join(names))])
    assert [one for one in report.findings() if one.rule == "E14"] == []

    def cell(key: str, aspect: str) -> Held | None:
        held = report.value(key, aspect) if report.template.find(key) is not None else None
        return held if held is not None and held.filled else None

    for section in report.template.sections:
        found = check_section(report.text(section), section, Ground(UNIT, report.year, cell))
        assert [one.message for one in found if one.rule == "C1"] == [], section


@pytest.mark.parametrize("pack", SELF)
@settings(max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=SLOW)
@given(data=st.data())
def test_a_self_evaluation_satisfies_every_check(pack, data):
    """Nothing fails, and every rule of the pack was judged at least once."""
    values = data.draw(strategy(pack))
    report = filled(pack, values)
    assert failed(report) == {}
    passed = {name for name, finding in report.engine.findings.items() if finding.state is State.PASS}
    ids = {name.split(":")[0].split("@")[0] for name in passed}
    rules = {"/".join(filter(None, [rule.id, rule.variant])) for rule in report.template.rules}
    assert rules - ids <= WAITING


WAITING = {
    # full marks need no reason, and nothing is behind or above its target
    *("G5/reason", "G5/above", "G5/project_reason", "G5/project_above", "G5/deviation"),
    # there is no cost indicator
    *("G1/cost", "G1/project_cost"),
    # nothing began this year, and last year's projects are not listed
    *(f"D5/{name}_new" for name in ("expenditure", "general", "personnel", "public", "sangong")),
    *("A15/project", "D3", "A9/whole"),
    # no buildings, no annex of addresses
    *("G9/area", "G9/investment", "F5"),
}
