"""Print how much of the labelled reports the reading finds: python build/accuracy/run.py SAMPLES [--misses].

The labels (tests/data/labels) were written from the texts and pages of the reports, not from
what the program reads.  Exit status 1 where a floor of FLOORS is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
LABELS = ROOT / "tests" / "data" / "labels"
KINDS = (".docx", ".doc", ".pdf", ".txt")
FLOORS = {"headings": 0.98, "figures": 0.95, "certain": 0.80, "relations": 0.98, "cells": 1.0}
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from judging import Labels, certain_wrong, missed_cells, missed_figures, missed_headings, missed_relations  # noqa: E402

from core.prefill import Import, recognise, understand  # noqa: E402 - the path comes first
from core.reading import read  # noqa: E402
from core.template import template_of  # noqa: E402


@dataclass(slots=True)
class Score:
    """What was found of one file; `misses` are lines for whoever looks into them."""

    file: str
    found: dict[str, tuple[int, int]] = field(default_factory=dict)
    wrong: int = 0
    misses: list[str] = field(default_factory=list)


def sources(samples: Path, labels: Labels) -> list[Path]:
    """The files of one labelled report that are there, in every format."""
    return sorted(path for kind in KINDS for path in samples.rglob(f"{labels['source']}{kind}"))


def imported(path: Path) -> Import:
    """What the import door would offer for a file alone, in its own year."""
    document = read(path)
    guess = recognise([document])
    return understand([document], template_of(guess.packs), guess.year)


def scored(path: Path, labels: Labels) -> Score:
    """One file held against its labels."""
    score = Score(path.name)
    found = imported(path)
    missed: dict[str, list[str]] = {
        "headings": missed_headings(labels, found),
        "figures": missed_figures(labels, found),
        "certain": missed_figures(labels, found, certain=True),
        "relations": missed_relations(labels, found),
        "cells": missed_cells(labels, found),
    }
    cells = len(labels.get("cells", {})) + sum(len(row) for table in labels.get("tables", []) for row in table["rows"])
    figures = len(labels["values"])
    totals = {"headings": len(labels["sections"]), "figures": figures, "certain": figures, "cells": cells}
    totals["relations"] = len(labels["relations"])
    score.found = {name: (totals[name] - len(missed[name]), totals[name]) for name in missed}
    wrong = certain_wrong(labels, found)
    score.wrong = len(wrong)
    for name, lines in (*missed.items(), ("certain but wrong", wrong)):
        score.misses += [f"{name}: {line}" for line in lines]
    return score


def shown(score: Score) -> str:
    """A line of the table."""
    parts = [f"{hit / total:7.1%} {hit:>3}/{total:<3}" if total else " " * 15 for hit, total in score.found.values()]
    return f"{score.file[:14]:<14} {Path(score.file).suffix:<5}" + " ".join(parts) + f" {score.wrong:>5}"


def in_all(scores: list[Score]) -> str:
    """The line that adds up all files."""
    found = {
        name: (sum(score.found[name][0] for score in scores), sum(score.found[name][1] for score in scores))
        for name in FLOORS
    }
    parts = [f"{hit / total:7.1%} {hit:>3}/{total:<3}" if total else " " * 15 for hit, total in found.values()]
    return f"{f'all {len(scores)} files':<20}" + " ".join(parts) + f" {sum(score.wrong for score in scores):>5}"


def failing(scores: list[Score]) -> list[str]:
    """The floors that are missed, each over all files, and every wrong certain figure."""
    lines = []
    for name, floor in FLOORS.items():
        hit = sum(score.found[name][0] for score in scores)
        total = sum(score.found[name][1] for score in scores)
        if total and hit / total < floor:
            lines.append(f"{name}: {hit / total:.1%} is below {floor:.0%}")
    wrong = sum(score.wrong for score in scores)
    return [*lines, f"{wrong} figures are certain and wrong"] if wrong else lines


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 where a floor is missed, 2 where the samples are not there."""
    parser = argparse.ArgumentParser()
    parser.add_argument("samples", type=Path)
    parser.add_argument("--misses", action="store_true", help="print what was missed")
    options = parser.parse_args(arguments)
    if not options.samples.is_dir():
        print(f"accuracy: no such folder: {options.samples}", file=sys.stderr)
        return 2
    scores: list[Score] = []
    for file in sorted(LABELS.glob("*.json")):
        labels: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        scores += [scored(path, labels) for path in sources(options.samples, labels)]
    print(f"{'file':<20}" + " ".join(f"{name:<15}" for name in FLOORS) + " wrong")
    for score in scores:
        print(shown(score))
        if options.misses:
            print("".join(f"    {line}\n" for line in score.misses), end="")
    print(in_all(scores))
    print(f"{'goal':<20}" + " ".join(f"{floor:6.0%}{'':<9}" for floor in FLOORS.values()) + f" {0:>5}")
    missed = failing(scores)
    print("\n".join(missed) if missed else f"All floors held over {len(scores)} files.")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
