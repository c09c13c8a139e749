"""Damaged copies of every real file: blocks or one sentence, in time, and never a crash.

JUEBAO_FUZZ=200 (make fuzz) is the number of copies of each file; by default five.
"""

from __future__ import annotations

import importlib.util
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from core.blocks import Table
from core.errors import ReadingError
from core.reading import read

_spec = importlib.util.spec_from_file_location("hostile", Path(__file__).with_name("hostile.py"))
hostile = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(hostile)

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


@pytest.mark.timeout(0)
def test_damaged_report_files(tmp_path):
    (path,) = (ROOT / "resources" / "samples").glob("*.jbao")
    survived(path, tmp_path, COUNT)


def test_each_hostile_kind_is_what_it_says(tmp_path, book):
    """No mutation is quietly none: each changes a workbook, and the readers refuse or read it for what it is."""
    data = book("xlsx")
    for kind in hostile.HOSTILE:
        assert kind(data, random.Random(1)) != data, kind.__name__
    path = tmp_path / "加密.xlsx"
    path.write_bytes(hostile.compound({"EncryptionInfo": bytes(4096), "EncryptedPackage": bytes(9000)}))
    with pytest.raises(ReadingError) as refused:
        read(path)
    assert refused.value.code == "encrypted"
    path.write_bytes(hostile.macros(data, random.Random(1)))
    assert any(one.block.title or one.block.cells for one in read(path).blocks if isinstance(one.block, Table))
    path.write_bytes(hostile.endless(data, random.Random(1)))
    with pytest.raises(ReadingError) as refused:
        read(path)
    assert refused.value.code == "too_large"


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
