"""The process is killed at any moment: what was committed, and its undo, are there."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from core.figures import Held
from core.reportfile import Entry, FigureChange, ReportFile
from core.reportfile.lock import lock_path

ROOT = Path(__file__).resolve().parent.parent.parent

EDIT_FOR_EVER = """
import sys
from itertools import count
from pathlib import Path
from core.figures import Held
from core.reportfile import Entry, FigureChange, MarkChange, ReportFile
file = ReportFile.open(Path(sys.argv[1]))
entry = file.load().figures.get(("k", "actual"))
note = file.load().marks.get("note")
start = int(entry.held.number) if entry else 0
for number in count(start + 1):
    after, longer = Entry(Held.money(number)), "字" * (number % 3000)
    file.commit(str(number), [FigureChange("k", "actual", entry, after), MarkChange("note", note, longer)])
    entry, note = after, longer
    print(number, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.jbao"
    ReportFile.create(made, unit="县总工会", year=2024, packs=[]).close()
    return made


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 on Windows")
@pytest.mark.parametrize("seed", range(5))
def test_killed_while_committing(path, seed):
    editor = subprocess.Popen([sys.executable, "-c", EDIT_FOR_EVER, path], stdout=subprocess.PIPE, cwd=ROOT)
    with closing(editor.stdout) as told:
        assert told.readline() == b"1\n"
        time.sleep(random.Random(seed).uniform(0.0, 0.15))
        editor.send_signal(signal.SIGKILL)
        editor.wait()
        last = int((told.read().split() or [b"1"])[-1])
    assert lock_path(path).exists()
    with ReportFile.open(path) as file:  # the dead process' lock is no obstacle
        assert file._connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        stands = int(file.load().figures["k", "actual"].held.number)
        assert stands in {last, last + 1}  # the last one may be committed and not yet told
        assert file.load().marks["note"] == "字" * (stands % 3000)
        assert file.can_undo == str(stands)
        for number in range(stands, 0, -1):
            assert file.undo().what == str(number)
        assert not file.load().figures
        assert file.redo().what == "1"


STRACE = "strace"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="strace is of Linux")
def test_one_edit_costs_four_syncs(path):
    """Measured: 4 a commit: journal, its folder, journal header, database.

    An office disk takes 5-20 ms for each, so this count is what an edit costs.
    """
    import shutil

    if shutil.which(STRACE) is None:
        pytest.skip("strace is not installed")

    def syncs(commits: int) -> int:
        log = path.with_name(f"{commits}.strace")
        code = EDIT_FOR_EVER.replace("count(start + 1)", f"range(1, {commits + 1})").replace("3000", "3")
        code = code.replace("file.load().figures.get", "None and file.load().figures.get")
        fresh = path.with_name(f"{commits}.jbao")
        ReportFile.create(fresh, unit="县总工会", year=2024, packs=[]).close()
        command = [STRACE, "-f", "-o", log, "-e", "trace=fsync,fdatasync", sys.executable, "-c", code, fresh]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if "ptrace" in ran.stderr:
            pytest.skip("strace may not trace here")
        assert ran.returncode == 0, ran.stderr
        return sum(" fsync(" in line or " fdatasync(" in line for line in log.read_text().splitlines())

    assert syncs(11) - syncs(1) == 40


FILL_THE_DISK = """
import resource, sys
from pathlib import Path
from core.errors import ReportFileError
from core.reportfile import MarkChange, ReportFile
path = Path(sys.argv[1])
file = ReportFile.open(path)
size = path.stat().st_size + 40_000
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
for number in range(1000):
    try:
        file.commit(str(number), [MarkChange(f"note:{number}", None, "字" * 1000)])
    except ReportFileError as error:
        print(number, error.code, error.line)
        break
assert file.can_undo == str(number - 1), file.can_undo
assert file.undo().what == str(number - 1) and file.redo().what == str(number - 1)
file.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no limits of file size on Windows")
def test_a_disk_that_fills_up(path):
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", FILL_THE_DISK, path], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    number, code, line = ran.stdout.split(maxsplit=2)
    assert int(number) > 3
    assert code in {"disk", "full"}
    assert "磁盘已满" in line
    assert str(path) in line
    with ReportFile.open(path) as file:
        assert file._connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert len(file.load().marks) == len(file.history()) == int(number)
        file.commit("再来", [FigureChange("k", "actual", None, Entry(Held.money(1)))])
