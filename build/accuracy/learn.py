"""What is learned from labelled texts: what numbers are made of, and when they are wrong.

Usage: learn.py [--without FILE ...].  Writes ratios.json, ways.json and verdicts.json in resources/rules; the files
named are left out, for measuring how texts fare that were not learned from (claims.py --file).  The held texts are
never read.

Two steps: of all pairs or ways near a number, and none of them, those that make it (or what it is labelled to be) are
to be the likely ones; then the signs of a mistake get their weights, from texts whose likely ways were told by weights
that were learned without them.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(Path(__file__).parent))

import amounts  # noqa: E402
import ratios  # noqa: E402
from learning import Rates, as_json, learn_signs, learn_twice  # noqa: E402
from texts import PLAIN, VARIED, read  # noqa: E402

TARGET = ROOT / "resources" / "rules"
FOLDS = 5
OF_WAYS = Rates(rare=10, rounds=10, decay=1.0)
"""More numbers and more cues than percentages have."""
PULL = {"rate": 2.0, "amount": 10.0}
SUBJECTS = {"rate": (ratios, Rates()), "amount": (amounts, OF_WAYS)}
HEAD = (
    "What the signs of a mistake are worth (core/narrative/claims/weighed/verdict.py). "
    "Learned: written by build/accuracy/learn.py, not by hand."
)


def main() -> None:
    """Learn the weights and write them."""
    options = argparse.ArgumentParser()
    options.add_argument("--without", nargs="*", default=[])
    without = set(options.parse_args().without)
    varied = [name for name in VARIED if name not in without]
    plain = [name for name in PLAIN if name not in without]
    tasks = [
        (subject, tuple(name for name in varied if name not in fold), tuple(plain), fold)
        for subject in reversed(SUBJECTS)
        for fold in (*(tuple(varied[at::FOLDS]) for at in range(FOLDS)), ())
    ]
    with ProcessPoolExecutor(max_workers=2) as pool:
        done = list(pool.map(_learn, tasks))
    signs: dict[str, float] = {}
    for subject, target in (("rate", "ratios.json"), ("amount", "ways.json")):
        rows = [row for task, (_, rows) in zip(tasks, done, strict=True) if task[0] == subject for row in rows]
        worth = next(worth for task, (worth, _) in zip(tasks, done, strict=True) if task[0] == subject and not task[3])
        (TARGET / target).write_text(as_json(worth, SUBJECTS[subject][0].HEAD), encoding="utf-8")
        learned = learn_signs(rows, PULL[subject])
        signs |= {f"{subject}/{name}": weight for name, weight in learned.items()}
        print(f"{subject}: {len(worth)} weights; {sum(true for _, true in rows)} true of {len(rows)} doubts")
    (TARGET / "verdicts.json").write_text(as_json(signs, HEAD), encoding="utf-8")


def _learn(
    task: tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]],
) -> tuple[dict[str, float], list[tuple[dict[str, float], bool]]]:
    """The weights of one subject without the texts of a fold, and the doubts that they raise in that fold."""
    subject, varied, plain, fold = task
    module, how = SUBJECTS[subject]
    cases = [case for name in (*varied, *plain) for case in module.cases(read(name))]
    worth = learn_twice(cases, how)
    return worth, [doubt for name in fold for doubt in module.doubts(read(name), worth)]


if __name__ == "__main__":
    main()
