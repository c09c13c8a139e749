"""What every test gets: no screen, a home of its own, the same random examples in CI, and the way to the samples."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

pytest_plugins = ["pytester"]

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("house", deadline=None, max_examples=60)
settings.register_profile("ci", parent=settings.get_profile("house"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")


@pytest.fixture(autouse=True)
def isolated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Settings, caches, sockets and temporary files of one test end with it and never touch the developer's own.

    The folder is short on purpose (not `tmp_path`): a local socket's path may have 108 bytes.
    """
    tmp_path_factory.getbasetemp()  # pytest settles on its own folder before the test has another temporary folder
    with (
        tempfile.TemporaryDirectory(prefix="jb-", ignore_cleanup_errors=True) as name,
        pytest.MonkeyPatch.context() as patch,
    ):
        home = Path(name)
        for variable in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(variable, str(home))
        for variable, folder in (
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_RUNTIME_DIR", "run"),
        ):
            patch.setenv(variable, str(home / folder))
        (home / "run").mkdir(mode=0o700)  # Qt warns of a runtime folder that others may read
        (home / "tmp").mkdir()
        for variable in ("TMPDIR", "TEMP", "TMP"):
            patch.setenv(variable, str(home / "tmp"))
        patch.setattr(tempfile, "tempdir", None)  # tempfile remembers its first answer
        patch.delenv("JUEBAO_EXIT_AFTER_PAINT", raising=False)
        yield home


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real reports: JUEBAO_SAMPLES, or ../shared/samples beside the repository."""
    named = os.environ.get("JUEBAO_SAMPLES")
    folder = Path(named) if named else ROOT.parent / "shared" / "samples"
    if folder.is_dir():
        return folder
    if named:
        pytest.fail(f"JUEBAO_SAMPLES names a folder that is not there: {folder}")
    pytest.skip(f"the real reports are not there: {folder} (or name their folder in JUEBAO_SAMPLES)")
