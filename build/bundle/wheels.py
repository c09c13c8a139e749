"""Writes the part of the lock files that a bundle is built from: what runs, and PyInstaller with what it needs.

Usage: wheels.py linux|win32 OUT.  The markers of the lock are decided here, for the system the bundle is for, because
pip judges them by the system it runs on.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ("altgraph", "packaging", "pefile", "pyinstaller", "pyinstaller-hooks-contrib", "pywin32-ctypes", "setuptools")
ENTRY = re.compile(r"^([A-Za-z0-9-]+)==([^ ]+)( ; (.*?))? \\\n((?:    --hash=\S+(?: \\)?\n)+)", re.MULTILINE)


def entries(lock: Path, platform: str) -> dict[str, str]:
    """Package name -> its entry without marker, for one platform."""
    found = {}
    for name, version, _, marker, hashes in ENTRY.findall(lock.read_text(encoding="utf-8")):
        if _holds(marker, platform):
            found[name] = f"{name}=={version} \\\n{hashes}"
    return found


def _holds(marker: str, platform: str) -> bool:
    clauses = re.findall(r"(\w+) ([!=]=) '([^']+)'", marker)
    values = {"sys_platform": platform, "platform_system": {"win32": "Windows"}.get(platform, "Linux"), "os_name": "nt"}
    return all((values.get(name) == value) == (sign == "==") for name, sign, value in clauses)


def main(platform: str, out: Path) -> None:
    wanted = entries(ROOT / "requirements.lock", platform)
    building = entries(ROOT / "requirements-dev.lock", platform)
    wanted |= {name: building[name] for name in BUILD if name in building}
    out.write_text("".join(wanted.values()), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
