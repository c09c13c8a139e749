"""The licence texts that go with the program: our notice, Qt's LGPL, Python's, and each library's own."""

from __future__ import annotations

import re
import shutil
import sys
from importlib import metadata
from pathlib import Path

LICENCE_FILE = re.compile(r"(LICEN[SC]E|COPYING|NOTICE|AUTHORS)", re.IGNORECASE)
LEFT_OUT = {"pip", "tzdata"}
"""In the lock, not in the bundle."""


def collect_licences(root: Path, folder: Path) -> list[tuple[str, str]]:
    """Gather the texts into a folder; returns what PyInstaller is to add."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / "build" / "bundle" / "licences", folder)
    for name in _locked(root / "requirements.lock"):
        _copy_of(name, folder)
    python = _python_licence()
    if python:
        shutil.copy(python, folder / "Python.txt")
    return [(str(folder), "licences")]


def _locked(lock: Path) -> list[str]:
    names = re.findall(r"^([a-z0-9-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return [name for name in names if name not in LEFT_OUT]


def _copy_of(name: str, folder: Path) -> None:
    try:
        files = metadata.files(name) or []
    except metadata.PackageNotFoundError:  # meant for another system
        return
    found = [file for file in files if ".dist-info" in str(file) and LICENCE_FILE.search(file.name)]
    for file in found:
        target = folder / name / file.name
        target.parent.mkdir(exist_ok=True)
        shutil.copy(file.locate(), target)


def _python_licence() -> Path | None:
    base = Path(sys.base_prefix)
    places = [base / "LICENSE.txt", base / "lib" / f"python3.{sys.version_info.minor}" / "LICENSE.txt"]
    return next((place for place in places if place.is_file()), None)
