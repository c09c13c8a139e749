"""The part of the lock files a bundle is built from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import wheels

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("platform", "there", "absent"), [("linux", "altgraph", "pefile"), ("win32", "pefile", "pytest")]
)
def test_holds_what_runs_and_what_builds(tmp_path: Path, platform: str, there: str, absent: str) -> None:
    out = tmp_path / "lock"

    wheels.main(platform, out)

    text = out.read_text(encoding="utf-8")
    assert "pyside6-essentials==6.9.3 \\\n    --hash=sha256:" in text
    assert f"\n{there}==" in text
    assert f"\n{absent}==" not in text
    assert ";" not in text


def test_misses_no_entry_of_the_lock() -> None:
    lock = wheels.ROOT / "requirements.lock"
    names = [line.split("==")[0] for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line]

    assert list(wheels.entries(lock, "linux")) == [name for name in names if name != "colorama"]
