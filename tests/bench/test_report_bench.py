"""What an edit, an opening, a full check and a snapshot cost, beside the bare work they rest on, in the same run."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from itertools import count, cycle
from pathlib import Path

import pytest

from core.paths import resource
from core.publishing import compose
from core.report import Report
from core.reportfile import disk

pytestmark = pytest.mark.bench
ROOT = Path(__file__).resolve().parents[2]
SAMPLE = resource("samples", "示例县总工会2024年度部门整体支出绩效自评.jbao")
EDITED = ("T05.total.basic", "T06.301", "T06.303", "T09.reception", "T09.abroad", "staff.on_duty")


@pytest.fixture
def report(tmp_path):
    path = tmp_path / SAMPLE.name
    shutil.copy(SAMPLE, path)
    made = Report.open(path)
    yield made
    made.close()


def editing(report):
    """One edit after another, none of them the same, of figures that much depends on."""
    keys, numbers = cycle([key for key in EDITED if report.can_type(key)]), count(1)
    return lambda: report.type(next(keys), "actual", str(next(numbers)))


def committing(folder):
    """One row of a bare SQLite file, committed."""
    connection = sqlite3.connect(folder / "floor.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE cell (id INTEGER PRIMARY KEY, value TEXT)")
    connection.execute("INSERT INTO cell VALUES (1, '')")
    numbers = count(1)
    return lambda: connection.execute("UPDATE cell SET value = ? WHERE id = 1", (str(next(numbers)),))


def test_edit(bench, report, tmp_path):
    """An edit with all that depends on it (totals, sentences, rules, history), and taking it back."""
    edit, floor = bench.in_turns(editing(report), committing(tmp_path), times=60)
    bench.record("edit to committed (floor: one-row commit)", edit, floor=floor)
    bench.record("undo to committed (floor: one-row commit)", bench.median(report.undo, 40), floor=floor)


SYNCS = """
import sqlite3, sys
from pathlib import Path
kind, path, times = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
if kind == "ours":
    from core.report import Report
    report = Report.open(path)
    for number in range(times):
        report.type("T09.reception", "actual", str(number + 1))
else:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS cell (id INTEGER PRIMARY KEY, value TEXT)")
    for number in range(times):
        connection.execute("INSERT OR REPLACE INTO cell VALUES (1, ?)", (str(number),))
"""


def test_syncs(bench, tmp_path):
    """What an office disk feels: 5 to 20 ms for each."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed: the syncs of an edit were not counted")

    def syncs(kind, times):
        path = tmp_path / f"{kind}{times}.jbao"
        if kind == "ours":
            shutil.copy(SAMPLE, path)
        log = path.with_suffix(".strace")
        command = ["strace", "-f", "-o", log, "-e", "trace=fsync,fdatasync", sys.executable, "-c", SYNCS]
        ran = subprocess.run([*command, kind, path, str(times)], cwd=ROOT, capture_output=True, text=True, check=False)
        if "ptrace" in ran.stderr:
            pytest.skip("strace may not trace here: the syncs of an edit were not counted")
        assert ran.returncode == 0, ran.stderr
        return sum(" fsync(" in line or " fdatasync(" in line for line in log.read_text().splitlines())

    ours, floor = ((syncs(kind, 11) - syncs(kind, 1)) / 10 for kind in ("ours", "bare"))
    bench.record("syncs of an edit (floor: one-row commit)", ours, unit="syncs", floor=floor, goal=1.0)


def test_opening_and_checking(bench, report):
    """Opening to all findings; the whole check, and that of what one cell moves."""
    path = report.file.path
    bench.record("open a report with all findings", bench.median(lambda: Report.open(path, read_only=True).close(), 9))
    whole = bench.median(report.engine.rebuild, 15)
    bench.record("full validation of the largest report", whole)
    bench.record("one cell revalidated and committed (floor: full)", bench.median(editing(report), 40), floor=whole)


def test_compose(bench, report):
    """From the open report to blocks with places."""
    bench.record("compose all blocks", bench.median(lambda: compose(report), 9))


def test_snapshot(bench, report, tmp_path):
    """A copy of the file beside it; the floor copies its bytes without a promise that they are on the disk."""
    numbers = count(1)
    connection = sqlite3.connect(report.file.path)

    def keep():
        disk.write_database(connection, tmp_path / f"snapshot{next(numbers)}.jbao")

    ours, floor = bench.in_turns(keep, lambda: shutil.copy(SAMPLE, tmp_path / f"copy{next(numbers)}"), times=9)
    connection.close()
    bench.record("snapshot (floor: copying the file)", ours, floor=floor)
