"""What an edit, an opening and a full check cost, beside the bare work they rest on, measured in the same run."""

from __future__ import annotations

import sqlite3
import statistics
import time
from typing import TYPE_CHECKING

import pytest

from core.publishing import compose
from core.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.bench

PACK = ["zhengti-hunan-2023"]
EDITED = ("T05.total.basic", "T06.301", "T06.303", "T09.reception", "T09.abroad", "staff.on_duty")


def _median(work: Callable[[int], object], times: int) -> float:
    """Milliseconds, median."""
    taken = []
    for number in range(times):
        start = time.perf_counter()
        work(number)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def _row(name: str, ours: float, floor: float | None = None) -> None:
    ratio = f"{ours / floor:6.2f}×" if floor else ""
    base = f"{floor:9.2f} ms" if floor else ""
    print(f"{name:<28}{ours:9.2f} ms   {base} {ratio}")


@pytest.fixture
def report(tmp_path: Path) -> Report:
    return Report.create(tmp_path / "bench.jbao", PACK, "示例县总工会", 2024)


def _bare_commit(folder: Path) -> Callable[[int], object]:
    connection = sqlite3.connect(folder / "floor.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE cell (id INTEGER PRIMARY KEY, value TEXT)")
    connection.execute("INSERT INTO cell VALUES (1, '')")
    return lambda number: connection.execute("UPDATE cell SET value = ? WHERE id = 1", (str(number),))


def test_edit_beside_a_bare_commit(report: Report, tmp_path: Path) -> None:
    """One edit with everything that depends on it: totals, sentences, rules, history."""
    floor = _median(_bare_commit(tmp_path), 200)
    ours = _median(lambda n: report.type(EDITED[n % len(EDITED)], "actual", str(n + 1)), 200)
    _row("edit to committed", ours, floor)
    assert ours > 0


def test_undo_beside_a_bare_commit(report: Report, tmp_path: Path) -> None:
    """Taking an edit back costs what making it costs."""
    for number in range(60):
        report.type(EDITED[number % len(EDITED)], "actual", str(number + 1))
    floor = _median(_bare_commit(tmp_path), 60)
    ours = _median(lambda _: report.undo(), 60)
    _row("undo to committed", ours, floor)
    assert ours > 0


def test_open_and_check(report: Report) -> None:
    """Opening a report file to all findings, and the full check alone."""
    path = report.file.path
    report.close()

    def open_once(_: int) -> None:
        Report.open(path, read_only=True).close()

    _row("open with all findings", _median(open_once, 10))
    again = Report.open(path, read_only=True)
    _row("full validation", _median(lambda _: again.engine.rebuild(), 20))
    again.close()
    assert path.is_file()


def test_compose(report: Report) -> None:
    """From the open report to blocks with places."""
    ours = _median(lambda _: compose(report), 10)
    _row("compose", ours)
    assert compose(report)
