"""Each typed cell has checks that guard it: a wrong value fails one of them and nothing else."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from core.figures import Held
from core.figures import State as Fill
from core.rules import State
from core.rules.canon import canonical
from core.template import shipped
from tests.properties.complete import SELF, TABLES, changes, failed, filled, strategy

ROOT = Path(__file__).resolve().parent.parent.parent
ONCE = settings(
    max_examples=2,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def guards():
    sys.path.insert(0, str(ROOT / "build" / "docs"))
    try:
        yield importlib.import_module("guards")
    finally:
        sys.path.remove(str(ROOT / "build" / "docs"))


LAX = {("indicator.$.level2", "actual"), ("pindicator.$.level2", "actual")}
"""Read for its 成本指标 only, whose values must not be exceeded; another word changes nothing."""


def shape(report, key: str, aspect: str) -> tuple[str, str]:
    """A cell with `$` for its row."""
    family, _, name = report.template.split(key)
    return (f"{family.key}.$.{name}" if family is not None else key), aspect


def of_value(name: str) -> bool:
    """A12 and A13 judge a single value whatever else the report says: they guard no figure."""
    return name.startswith(("A12=", "A13="))


@pytest.mark.parametrize("pack", [*TABLES, *SELF])
@ONCE
@given(data=st.data())
def test_a_wrong_value_fails_a_guard_and_nothing_else(guards, pack, data):
    values = data.draw(strategy(pack))
    report = filled(pack, values)
    engine = report.engine
    quiet = set(failed(report))
    placed = {shape(report, *cell) for cell in guards.typed_cells(report.template)}
    assert len(placed & {shape(report, *cell) for cell in values.cells}) >= 10
    lax = []
    for cell, held in values.cells.items():
        own = engine.guards(cell)
        seen = set()
        for other in changes(held, report.template.figure(cell[0]).kind):
            if other is None:
                del engine.given[cell]
            else:
                engine.given[cell] = other
            engine.update([cell])
            fresh = {name for name in failed(report).keys() - quiet if not of_value(name)}
            assert fresh <= own, (cell, fresh - own)
            seen |= fresh
        engine.given[cell] = held
        engine.update([cell])
        assert set(failed(report)) == quiet, cell
        if not seen and shape(report, *cell) in placed - LAX:
            lax.append(f"{cell[0]}@{cell[1]}")
    assert [cell for cell in lax if not any(one.covers(cell) for one in guards.reasons())] == []


@pytest.mark.parametrize("pack", [*TABLES, *SELF])
@ONCE
@given(data=st.data())
def test_a_total_stated_beyond_its_envelope_fails_at_its_cell(pack, data):
    """And stated as computed it passes; what else fails reads the total or what is computed from it."""
    values = data.draw(strategy(pack))
    report = filled(pack, values)
    engine = report.engine
    quiet = set(failed(report))
    placed = {
        one.key.split("$")[0] for table in report.template.tables for one in report.template.figures_of_table(table)
    }
    judged = 0
    for (key, aspect), computed in list(engine.computed.items()):
        figure = report.template.figure(key)
        if (
            figure.default
            or computed.number is None
            or not key.startswith(tuple(placed))
            or (key, aspect) in engine.given
        ):
            continue
        if engine.provisional(key, aspect):
            continue  # what lacks parts is not checkable, whatever is stated
        place = f"{key}@{aspect}"
        engine.given[key, aspect] = Held(Fill.VALUE, computed.number, "", figure.unit, 12)
        engine.update([(key, aspect)])
        own = {name: one for name, one in engine.findings.items() if name.endswith(f"={place}") and not of_value(name)}
        assert own, place
        assert {one.state for one in own.values()} <= {State.PASS, State.NOT_APPLICABLE}, place
        passed = [name for name, one in own.items() if one.state is State.PASS]
        assert passed, place
        engine.given[key, aspect] = Held(Fill.VALUE, computed.number + 10**6, "", figure.unit, 12)
        engine.update([(key, aspect)])
        for name in passed:
            finding = engine.findings[name]
            assert (finding.state, finding.severity, finding.place) == (State.FAIL, figure.severity, place)
            assert finding.rule == canonical(name.partition("=")[0])
        fresh = {name for name in failed(report).keys() - quiet if not of_value(name)}
        assert fresh <= engine.guards((key, aspect)), place
        del engine.given[key, aspect]
        engine.update([(key, aspect)])
        judged += 1
    assert set(failed(report)) == quiet
    assert judged >= (60 if pack in TABLES else 3)


@pytest.mark.parametrize("pack", shipped(), ids=lambda pack: pack.id)
def test_each_cell_without_a_guard_is_printed_with_its_reason(guards, pack):
    cells = guards.unguarded(pack)
    assert [cell for cell in cells if not any(one.covers(cell) for one in guards.reasons())] == []
    page = (ROOT / "docs" / "审核对照.md").read_text(encoding="utf-8")
    for cell in cells:
        shown = cell.replace(".p_00000001", ".$")
        assert any(f"`{pack.id}`" in line and f"`{shown}`" in line for line in page.splitlines()), cell


def test_no_reason_stands_for_nothing(guards):
    cells = {cell for pack in shipped() for cell in guards.unguarded(pack)}
    for one in guards.reasons():
        assert len(one.reason) > 8
        for key in one.keys:
            assert any(guards.Reason((key,), "").covers(cell) for cell in cells), key


def test_a_cell_that_a_rule_reads_has_it_as_a_guard(guards):
    """The list is not empty by mistake: taking a pack's rules away leaves cells without a guard."""
    from dataclasses import replace

    for pack in shipped():
        assert len(guards.unguarded(replace(pack, rules=()))) > len(guards.unguarded(pack))
