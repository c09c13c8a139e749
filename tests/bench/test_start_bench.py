"""From the start of the bundled program to its first paint, beside the bundle of an empty window, in pairs.

`make bench` builds both bundles first; without them, or without Xvfb, the test is skipped, saying so.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.paths import resource

pytestmark = [pytest.mark.bench, pytest.mark.timeout(400)]
ROOT = Path(__file__).resolve().parents[2]
TIMED = Path(os.environ.get("JUEBAO_CACHE", ROOT / ".cache" / "build")) / "timed"
SAMPLE = resource("samples", "示例县总工会2024年度部门整体支出绩效自评.jbao")


@pytest.fixture(scope="module")
def display():
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed: the start was not measured")
    if not (TIMED / "juebao-empty").is_dir():
        pytest.skip("the timed bundles are not built (build/bundle/make.sh timed): the start was not measured")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


def measured(display, *options):
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"} | {
        "DISPLAY": display
    }
    command = [sys.executable, str(ROOT / "build" / "bundle" / "measure.py"), "--json", *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=300)
    return json.loads(done.stdout)


def note(found, part="painted"):
    return f"median of the pairs' ratios {found[part][2]:.2f}; {found['python']}"


def test_start_to_first_paint(bench, display):
    found = measured(display)
    floor, ours, _ = found["painted"]
    bench.record("start to first paint, warm (floor: empty window)", ours, floor=floor, goal=1.5, note=note(found))


def test_start_to_first_paint_cold(bench, display):
    if not os.access("/proc/sys/vm/drop_caches", os.W_OK):
        pytest.skip("only root may empty the page cache: the cold start was not measured")
    found = measured(display, "--cold", "--pairs", "5")
    floor, ours, _ = found["painted"]
    bench.record("start to first paint, cold (floor: empty window)", ours, floor=floor, goal=1.5, note=note(found))


def test_start_to_a_ready_report(bench, display, tmp_path):
    """Painted with every value and cell; and on to the end, which comes after everything was checked."""
    path = tmp_path / SAMPLE.name
    shutil.copy(SAMPLE, path)
    found = measured(display, "--file", str(path))
    for part, name in (("painted", "ready sample report"), ("ended", "checked sample report, and left")):
        floor, ours, _ = found[part]
        bench.record(f"start to the {name} (floor: empty window)", ours, floor=floor, goal=2.5, note=note(found, part))
