"""What an installation takes: the files of `dist/` as they are handed out, unpacked, and memory at rest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from core.paths import resource

pytestmark = pytest.mark.bench
ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"
SAMPLE = resource("samples", "示例县总工会2024年度部门整体支出绩效自评.jbao")
MB = 1e6
HANDED_OUT, INSTALLED = 70, 190
AT_REST = 200
"""MiB, of the window with the sample report, a moment after it is seen."""


def made(pattern):
    found = sorted(DIST.glob(pattern))
    if not found:
        pytest.skip(f"dist/{pattern} was not made: its size was not measured")
    return found[-1]


@pytest.mark.parametrize(("pattern", "goal"), [("juebao_*_amd64.deb", HANDED_OUT), ("Juebao-*-setup.exe", HANDED_OUT)])
def test_what_is_handed_out(bench, pattern, goal):
    path = made(pattern)
    bench.record(f"size of {path.name}", path.stat().st_size / MB, unit="MB", goal=goal)


def test_installed_on_linux(bench):
    with tarfile.open(made("juebao-*-linux-x86_64.tar.xz")) as archive:
        size = sum(member.size for member in archive)
    bench.record("installed on Linux", size / MB, unit="MB", goal=INSTALLED)


def test_installed_on_windows(bench):
    with zipfile.ZipFile(made("Juebao-*-windows-x64.zip")) as archive:
        size = sum(member.file_size for member in archive.infolist())
    bench.record("installed on Windows", size / MB, unit="MB", goal=INSTALLED)


RESTING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from ui import app as starting
application = starting.make_application()
window = starting.make_window(sys.argv[1:])
window.show()
def told():
    lines = Path("/proc/self/status").read_text().splitlines()
    print(*(int(line.split()[1]) / 1024 for line in lines if line.startswith(("VmRSS", "VmHWM"))))
    application.quit()
QTimer.singleShot(3000, told)
application.exec()
"""


def test_memory_at_rest(bench, tmp_path):
    """Where /proc tells it: what the process holds three seconds after it opened the sample."""
    if not Path("/proc/self/status").exists():
        pytest.skip("this system has no /proc: memory at rest was not measured")
    path = tmp_path / SAMPLE.name
    shutil.copy(SAMPLE, path)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    command = [sys.executable, "-c", RESTING, str(path)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=60)
    peak, resting = map(float, done.stdout.split())
    bench.record("memory at rest, sample report open", resting, unit="MiB", goal=AT_REST)
    bench.record("memory at the peak of opening it", peak, unit="MiB")
