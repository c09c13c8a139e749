"""Properties of the nine tables: computed totals satisfy every check, and no typed cell is without a guard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.figures import Held
from core.report import Report
from core.reportfile import Change, Entry, FigureChange
from core.rules import State
from core.template import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

PACKS = ["juesuan-hubei-2023", "juesuan-hunan-2023", "juesuan-shanghai-2024"]
CODES = ["2012901", "2012902", "2080505", "2101101", "2210201"]
YUAN = 100
money = st.integers(0, 99_999_999).map(lambda fen: fen)
amounts = st.lists(money, min_size=len(CODES) * 2, max_size=len(CODES) * 2)

NO_GUARD = {
    "T09": "没有车的单位不填保有量，公开06表也没有对应科目时，没有别的数可对",
    "T01": "年初结转、结余分配等只在收支总计里出现，由 A2 的总计看守",
    "T07": "单位没有政府性基金时整表为零",
    "T08": "单位没有国有资本经营预算时整表为零",
}


def _fill(report: Report, values: Iterable[tuple[str, int]]) -> None:
    """Type values (分, given to the 分) at @actual, rows first."""
    changes: list[Change] = []
    for table in ("T02", "T03", "T05"):
        for code in CODES:
            made = {getattr(change, "row", "") for change in changes if getattr(change, "family", "") == table}
            changes += [one for one in report.row_changes(table, code) if getattr(one, "row", "") not in made]
    for key, fen in values:
        changes.append(FigureChange(key, "actual", None, Entry(Held.money(fen, "元", 2))))
    report.apply("填写", changes)


def _complete(numbers: list[int], extra: int) -> list[tuple[str, int]]:
    """A unit whose only other money is `extra` 分 of 其他收入, spent on 基本支出 of the first item."""
    values: list[tuple[str, int]] = []
    general = 0
    basic = 0
    for order, code in enumerate(CODES):
        one, two = numbers[2 * order], numbers[2 * order + 1]
        general += one + two
        basic += one
        other = extra if order == 0 else 0
        values += [
            (f"T05.{code}.basic", one),
            (f"T05.{code}.project", two),
            (f"T03.{code}.basic", one + other),
            (f"T03.{code}.project", two),
            (f"T02.{code}.fiscal", one + two),
            (f"T02.{code}.other", other),
        ]
    values += [
        ("T01.general_budget_income", general),
        ("T01.other_income", extra),
        ("T01.opening_balance", 0),
        ("T01.closing_balance", 0),
        ("T04.general_budget_income", general),
        ("T04.opening_general", 0),
        ("T04.closing_balance.general", 0),
        ("T06.30101", basic),
        ("T09.abroad", 0),
        ("T09.vehicle_purchase", 0),
        ("T09.vehicle_running", 0),
        ("T09.reception", 0),
    ]
    return values


def _errors(report: Report) -> list[str]:
    return [
        finding.message
        for finding in report.engine.findings.values()
        if finding.state is State.FAIL and finding.severity is Severity.ERROR
    ]


@pytest.mark.parametrize("pack", PACKS)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(numbers=amounts, extra=money)
def test_computed_totals_satisfy_every_check(pack: str, numbers: list[int], extra: int) -> None:
    """Whatever is typed into the leaves, X01-X23 and the balances hold when the totals are computed."""
    report = Report.scratch([pack], "示例县总工会", 2024)
    _fill(report, _complete(numbers, extra))
    report.confirm_rest_zero("T06")
    assert _errors(report) == []
    total = sum(numbers) + extra
    assert report.value("T03.total.total").number == total
    assert report.value("T01.grand_total_expenditure").number == total
    assert report.value("T04.total_expenditure.total").number == sum(numbers)


def _leaves(report: Report) -> list[str]:
    return [key for key, aspect in report.entries if aspect == "actual" and report.template.figure(key).formula is None]


@pytest.mark.parametrize("pack", PACKS)
def test_every_typed_cell_has_a_guard(pack: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Changing a typed cell by 3 元 fails a check that reads it or a total above it, and none that reads neither."""
    report = Report.scratch([pack], "示例县总工会", 2024)
    _fill(report, _complete([10_000_00 + 77 * order for order in range(2 * len(CODES))], 5_000_00))
    report.confirm_rest_zero("T06")
    quiet = {finding.id for finding in report.engine.findings.values() if finding.state is State.FAIL}
    unguarded = []
    for key in _leaves(report):
        entry = report.entries[key, "actual"]
        assert entry.held.number is not None
        held = Held.money(entry.held.number + 3 * YUAN, "元", 2)
        moved = report.apply("改动", [FigureChange(key, "actual", entry, Entry(held))])
        failed = {
            finding.id: finding
            for finding in report.engine.findings.values()
            if finding.state is State.FAIL and finding.id not in quiet
        }
        touched = {f"{one}@{aspect}" for one, aspect in moved.cells}
        for finding in failed.values():
            assert set(finding.cells) & touched, (key, finding.id)
        if not failed:
            unguarded.append(key)
        report.undo()
    with capsys.disabled():
        for key in unguarded:
            print(f"\n{pack} {key}：{NO_GUARD.get(key.split('.')[0], '没有理由')}", end="")
    assert {key.split(".")[0] for key in unguarded} <= set(NO_GUARD)


@pytest.mark.parametrize("pack", PACKS)
def test_a_stated_total_beyond_its_envelope_is_found(pack: str) -> None:
    """A total given otherwise than its parts add up to is an error at that cell; within rounding it is a hint."""
    report = Report.scratch([pack], "示例县总工会", 2024)
    _fill(report, _complete([123_456, 65_432] * len(CODES), 0))
    computed = report.value("T03.total.total").number
    assert computed is not None
    report.state_total("T03.total.total", "actual", Held.money(computed + 100_000, "元", 2))
    assert any(
        finding.place == "T03.total.total@actual"
        for finding in report.engine.findings.values()
        if finding.state is State.FAIL
    )
