"""How long the bundle takes from its start to having painted and left, beside the bundle of an empty window.

Usage: measure.py [--pairs 20] [--file REPORT.jbao] [--cold].  Runs under the DISPLAY of the environment (Xvfb), in
pairs, so that both meet the same noise.  Leaving is part of both times: the real program has more to put away, so its
ratio is judged no better than it is.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DIST = Path(__file__).resolve().parents[2] / "dist"


def run(command: list[str], cold: bool) -> float:
    """Milliseconds of one run, in a home of its own kind."""
    if cold:
        os.sync()
        Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HOME": home, "JUEBAO_EXIT_AFTER_PAINT": "1"}
        start = time.perf_counter()
        done = subprocess.run(command, env=environment, check=False)
        taken = (time.perf_counter() - start) * 1000
    if done.returncode != 0:
        raise SystemExit(f"measure: {command[0]} ended with {done.returncode}")
    return taken


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--dist", type=Path, default=DIST)
    options = parser.parse_args()
    floor = [str(options.dist / "juebao-empty" / "juebao-empty")]
    ours = [str(options.dist / "juebao" / "juebao"), *([str(options.file)] if options.file else [])]
    for command in (floor, ours):
        run(command, cold=False)
    pairs = [(run(floor, options.cold), run(ours, options.cold)) for _ in range(options.pairs)]
    below, above = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(mine / base for base, mine in pairs)
    print(f"empty window {below:.0f} ms   juebao {above:.0f} ms   {ratio:.2f}× (median of {options.pairs} pairs)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
