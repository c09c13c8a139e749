"""What the benches share: measuring in turns, one table at the end, JSON, and what moved since the last release.

Nothing here fails a run: a figure beyond its goal is printed as such.  The last release's figures lie beside this file
in release.json; `make bench ARGS=--keep` writes the present ones there (delete it first to begin anew).
"""

from __future__ import annotations

import gc
import json
import os
import platform
import statistics
import time
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).with_name("release.json")
WRITTEN = ROOT / "dist" / "bench.json"
MOVED = 0.15
"""Below this share a difference is noise on a machine that does other work."""


@dataclass(frozen=True)
class Figure:
    """One measured figure.  `goal` is a ratio to the floor where there is one, else a value in `unit`."""

    name: str
    value: float
    unit: str
    floor: float | None
    goal: float | None
    note: str

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor if self.floor else None

    @property
    def compared(self) -> float:
        """What is held against the goal and the last release: the ratio, which a slower machine hardly changes."""
        return self.value if self.ratio is None else self.ratio

    @property
    def missed(self) -> bool:
        return self.goal is not None and self.compared > self.goal


class Bench:
    """Takes figures down; the fixture `bench` is the only one."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []

    def record(
        self,
        name: str,
        value: float,
        unit: str = "ms",
        floor: float | None = None,
        goal: float | None = None,
        note: str = "",
    ) -> Figure:
        """Take down one figure, measured beside `floor` in this run."""
        figure = Figure(name, value, unit, floor, goal, note)
        self.figures.append(figure)
        return figure

    @staticmethod
    def median(work: Callable[[], object], times: int = 7) -> float:
        """Milliseconds, median."""
        return statistics.median(_taken(work) for _ in range(times))

    @staticmethod
    def in_turns(*jobs: Callable[[], object], times: int = 7) -> list[float]:
        """Milliseconds of each, median; in turns, so that a busy machine is busy for all of them."""
        rounds = [[_taken(job) for job in jobs] for _ in range(times)]
        return [statistics.median(column) for column in zip(*rounds, strict=True)]


def _taken(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


_BENCH = Bench()


@pytest.fixture(scope="session")
def bench() -> Bench:
    """Where figures are taken down."""
    return _BENCH


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--keep", action="store_true", help="keep the benches' figures as those of the release")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The one table, and the JSON."""
    if not _BENCH.figures:
        return
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.is_file() else {}
    before = {row["name"]: Figure(**row) for row in kept.get("figures", [])}
    terminalreporter.section(f"bench, beside release {kept.get('version', '(none kept)')}")
    for line in table(_BENCH.figures, before):
        terminalreporter.write_line(line)
    missing = before.keys() - {figure.name for figure in _BENCH.figures}
    if missing:
        terminalreporter.write_line(f"of the release, but not measured now: {'; '.join(sorted(missing))}")
    WRITTEN.parent.mkdir(exist_ok=True)
    _write(WRITTEN, _BENCH.figures)
    if config.getoption("--keep"):
        # A run of some benches renews theirs.
        _write(KEPT, [*_BENCH.figures, *(before[name] for name in sorted(missing))])


def _write(path: Path, figures: Iterable[Figure]) -> None:
    path.write_text(json.dumps(_told(figures), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _told(figures: Iterable[Figure]) -> dict[str, object]:
    import tomllib

    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    return {
        "version": version,
        "machine": machine,
        "figures": [asdict(figure) | {"value": round(figure.value, 3)} for figure in figures],
    }


def table(figures: Iterable[Figure], before: dict[str, Figure]) -> list[str]:
    """Lines of the table: figure, floor, ratio, goal, and what moved since the last release."""
    rows = [("figure", "juebao", "floor", "ratio", "goal", "moved", "")]
    for figure in figures:
        old = before.get(figure.name)
        rows.append(
            (
                figure.name,
                _amount(figure.value, figure.unit),
                _amount(figure.floor, figure.unit) if figure.floor else "",
                f"{figure.ratio:.2f}×" if figure.ratio else "",
                _goal(figure),
                _moved(figure, old),
                figure.note,
            )
        )
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _amount(value: float, unit: str) -> str:
    return f"{value:.{0 if value >= 100 else 2 if value < 10 else 1}f} {unit}"


def _goal(figure: Figure) -> str:
    if figure.goal is None:
        return ""
    goal = f"{figure.goal:g}×" if figure.floor else f"{figure.goal:g} {figure.unit}"
    return f"{goal} missed" if figure.missed else f"{goal} met"


def _moved(figure: Figure, old: Figure | None) -> str:
    if old is None:
        return "new"
    share = figure.compared / old.compared - 1 if old.compared else 0.0
    return "=" if abs(share) < MOVED else f"{share:+.0%}"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
