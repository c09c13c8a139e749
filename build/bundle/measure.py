"""From start to first paint and to the end: the bundle beside the bundle of an empty window.

Painted is a report when its form is on the screen with every value right and every cell ready to be typed into.  The
window tells that it is checking; that follows by itself, and only then does the program leave.

Usage: make.sh timed; measure.py [--pairs 20] [--file REPORT.jbao] [--cold] [--json].  Runs under the DISPLAY of the
environment (Xvfb), in pairs, so that both meet the same noise.  --json prints the medians in ms and the median ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TIMED = Path(os.environ.get("JUEBAO_CACHE", ROOT / ".cache" / "build")) / "timed"


def run(command: list[str], cold: bool) -> tuple[float, float]:
    """Milliseconds to the first paint and to the end of one run, in a home of its own."""
    if cold:
        os.sync()
        Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HOME": home, "JUEBAO_EXIT_AFTER_PAINT": "1"}
        start = time.perf_counter()
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            byte = process.stdout.read(1)
            painted = time.perf_counter()
        ended = time.perf_counter()
    if process.returncode != 0 or byte != b".":
        raise SystemExit(f"measure: {command[0]} ended with {process.returncode}")
    return (painted - start) * 1000, (ended - start) * 1000


def medians(pairs: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Milliseconds of the empty window and of juebao, and the median of the pairs' ratios."""
    below, above = (statistics.median(times) for times in zip(*pairs, strict=True))
    return below, above, statistics.median(mine / base for base, mine in pairs)


def row(name: str, pairs: list[tuple[float, float]]) -> str:
    below, above, ratio = medians(pairs)
    return f"{name:<14} empty window {below:6.0f} ms   juebao {above:6.0f} ms   {ratio:.2f}×"


def made_with() -> str:
    """Whose Python is in both bundles."""
    return (TIMED / "python").read_text(encoding="utf-8").strip()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    floor = [str(TIMED / "juebao-empty" / "juebao-empty")]
    ours = [str(TIMED / "juebao" / "juebao"), *([str(options.file)] if options.file else [])]
    for command in (floor, ours):
        run(command, cold=False)
    pairs = [(run(floor, options.cold), run(ours, options.cold)) for _ in range(options.pairs)]
    if options.json:
        told = {
            name: medians([(base[at], mine[at]) for base, mine in pairs])
            for at, name in enumerate(("painted", "ended"))
        }
        print(json.dumps(told | {"python": made_with()}))
        return 0
    print(f"median of {options.pairs} pairs, {'cold' if options.cold else 'warm'} cache, {made_with()}")
    print(row("to first paint", [(base[0], mine[0]) for base, mine in pairs]))
    print(row("to the end", [(base[1], mine[1]) for base, mine in pairs]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
