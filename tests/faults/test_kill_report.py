"""The program is killed while a clerk edits: the last committed edit stands, computed and undoable."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from core.report import Report

ROOT = Path(__file__).resolve().parent.parent.parent
PACK = "zhengti-hunan-2023"

EDIT_FOR_EVER = """
import sys
from itertools import count
from pathlib import Path
from core.report import Report
report = Report.open(Path(sys.argv[1]))
print("open", flush=True)
for number in count(1):
    report.set_figures({
        ("T06.personnel_total", "actual"): report.read("T06.personnel_total", f"{number}.00"),
        ("T06.public_total", "actual"): report.read("T06.public_total", f"{number}.50"),
    }, what=str(number))
    print(number, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "县总工会.jbao"
    report = Report.create(made, [PACK], "县总工会", 2023)
    report.type("T05.total.basic", "actual", "100.00")
    report.close()
    return made


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 on Windows")
@pytest.mark.parametrize("seed", range(3))
def test_killed_in_the_middle_of_edits(path, seed):
    editor = subprocess.Popen([sys.executable, "-c", EDIT_FOR_EVER, path], stdout=subprocess.PIPE, cwd=ROOT)
    with closing(editor.stdout) as told:
        began = told.readline(), told.readline()
        time.sleep(random.Random(seed).uniform(0.05, 0.3))
        editor.send_signal(signal.SIGKILL)
        editor.wait()
        assert began == (b"open\n", b"1\n")
        last = int((told.read().split() or [b"1"])[-1])
    report = Report.open(path)
    try:
        stands = int(report.file.can_undo)
        assert stands in {last, last + 1}  # the last one may be committed and not yet told
        assert report.value("T06.personnel_total").number == stands * 1_000_000
        assert report.value("T06.public_total").number == stands * 1_000_000 + 500_000
        assert f"人员经费支出{stands}.00万元" in report.text("zt.2.1")
        assert f"{2 * stands}.50" in report.engine.findings["X12"].message
        moved = report.undo()
        assert moved.change_set.what == str(stands)
        if stands > 1:
            assert report.value("T06.personnel_total").number == (stands - 1) * 1_000_000
        while (moved := report.undo()) is not None:
            last_undone = moved.change_set.what
        assert last_undone == "新建报告"
        assert not report.entries
        while report.redo() is not None:
            pass
        assert report.value("T06.personnel_total").number == stands * 1_000_000
    finally:
        report.close()
