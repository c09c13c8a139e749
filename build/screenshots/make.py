"""Make the pictures of the manual anew.

python build/screenshots/make.py [FOLDER] [--dark] [--scale 1.5] [--size 1366x768] [--all]

Without FOLDER they go to docs/screenshots.  `--all` takes every page there is, for looking at, not for the manual;
`--size` is that of the screen in its own pixels.  What a picture must not show (build/screenshots/audit.py) is
printed, and then the exit status is 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT)]

from stage import LAST_YEAR, SIZE, Stage, set_up  # noqa: E402 - the way to it is laid just above

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE, CELL, SECTION = "zt.base_data", "T03.total.basic@actual", "zt.2.1"
MISTAKE = ("T05.total.basic", "actual", "249.37")
"""Digits in the wrong order, so that there is a problem to be seen."""


def start(stage: Stage) -> None:
    """The start page with a report on it."""
    stage.window.open_file(stage.report)
    stage.window.close_report()
    stage.shoot("start")


def form(stage: Stage) -> None:
    """A table with its explanation and the problems."""
    stage.window.open_file(stage.report)
    session = stage.window.session
    session.do(lambda: session.report.type(*MISTAKE))
    session.jump(TABLE)
    session.jump(CELL)
    stage.shoot("form")
    session.undo()
    stage.window.close_report()


def narrative(stage: Stage) -> None:
    """A section of text made from figures."""
    stage.window.open_file(stage.report)
    stage.window.session.jump(SECTION)
    stage.shoot("narrative")
    stage.window.close_report()


def importing(stage: Stage) -> None:
    """What was found in last year's file, beside it."""
    from ui.windows.new import NewPage

    window = stage.window
    window.take([LAST_YEAR])
    stage.wait(lambda: isinstance(window.frames.currentWidget(), NewPage))
    page = window.frames.currentWidget()
    page.path.setText(str(stage.home / "new.jbao"))
    page.create_button.click()
    stage.wait(lambda: window.workspace is not None and window.workspace.outline.isHidden())
    stage.shoot("import")
    window.close_report()


PICTURES: tuple[Callable[[Stage], None], ...] = (start, form, narrative, importing)


def main() -> None:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--size", type=_size, default=SIZE)
    parser.add_argument("--all", action="store_true")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="juebao-") as name:
        set_up(Path(name), asked.scale)
        width, height = (int(side / asked.scale) for side in asked.size)
        stage = Stage(Path(name), asked.folder, dark=asked.dark, size=(width, height))
        for picture in PICTURES:
            picture(stage)
        if asked.all:
            import tour

            tour.take(stage)
        stage.window.close()
    for name, found in stage.faults.items():
        for fault in found:
            print(f"{name}: {fault}")
    sys.exit(any(stage.faults.values()))


def _size(text: str) -> tuple[int, int]:
    width, height = text.split("x")
    return int(width), int(height)


if __name__ == "__main__":
    main()
