"""Damaged copies of every real file: blocks or one sentence, in time, and never a crash.

JUEBAO_FUZZ=200 (make fuzz) is the number of copies of each file; by default five.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
COUNT = int(os.environ.get("JUEBAO_FUZZ", "5"))
PATTERNS = [f"seeds/{number}_*{kind}" for number, kinds in (
    ("000", (".doc", ".docx", ".txt")), ("001", (".pdf", ".txt")), ("002", (".doc", ".docx", ".txt")),
    ("003", (".docx", ".txt")), ("004", (".pdf", ".txt")),
) for kind in kinds] + ["shanghai/社会工作部*.pdf", "shanghai/部门决算模板*.pdf"]  # fmt: skip


@pytest.mark.real
@pytest.mark.timeout(0)
@pytest.mark.parametrize("pattern", PATTERNS)
def test_damaged_copies_end_in_blocks_or_a_sentence(samples, tmp_path, pattern):
    """In a process of its own, where a crash of a library is seen and not shared."""
    (path,) = samples.glob(pattern)
    survived(path, tmp_path, COUNT)


@pytest.mark.timeout(0)
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_damaged_workbooks(tmp_path, book, kind):
    path = tmp_path / f"报表.{kind}"
    path.write_bytes(book(kind))
    survived(path, tmp_path, COUNT)


def survived(path: Path, folder: Path, count: int) -> None:
    """Run the copies; the worker says which one it is at, and what was wrong with the outcome."""
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("worker.py"), path, folder, str(count)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stdout.splitlines()[1:]) == (0, []), f"{done.stdout}\n{done.stderr[-2000:]}"
