"""--self-test, as the bundles run it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_passes_from_a_folder_that_is_not_the_program(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "main.py", "--self-test"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.stderr == ""
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "自检通过"
    assert list(tmp_path.iterdir()) == []
