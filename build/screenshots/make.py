"""Make the pictures of the manual anew.

python build/screenshots/make.py [FOLDER] [--dark] [--scale 1.5] [--size 1366x768] [--all]

Without FOLDER they go to docs/screenshots.  `--all` takes every page there is, for looking at, not for the manual;
`--size` is that of the screen in its own pixels.  What a picture must not show (build/screenshots/looks.py) is
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

from stage import LAST_YEAR, SIZE, UNIT, Stage, set_up  # noqa: E402 - the way to it is laid just above

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


def new(stage: Stage) -> None:
    """The form for a new report."""
    stage.window.show_new()
    page = stage.window.frames.currentWidget()
    page.path.setProperty("chosen", True)  # not the folder of this run
    page.path.setText(f"/home/user/Documents/{UNIT}2024年度.jbao")
    page.unit.setText(UNIT)
    page.year.setValue(2024)
    page.packs["zhengti-hunan-2023"].setChecked(True)
    stage.shoot("new")
    stage.window.leave_other()


def missing(stage: Stage) -> None:
    """A number that a sentence lacks, and the field it is typed into."""
    from core.report import Report

    path = stage.home / "缺.jbao"
    Report.create(path, ["juesuan-hubei-2023"], UNIT, 2023).close()
    stage.window.open_file(path)
    stage.window.session.jump("js.about.structure")
    stage.settle()
    stage.window.session.jump("staff.establishment@actual")
    stage.shoot("missing")
    stage.window.close_report()
    path.unlink()
    stage.window.memory.forget(str(path))
    stage.window.start.refresh()


def leaving(stage: Stage) -> None:
    """The pages beside the form: what is left to do, the printed page, export, the snapshot."""
    window = stage.window
    window.open_file(stage.report)
    window.session.jump(SECTION)
    workspace = window.workspace
    workspace.bar.look.setChecked(True)
    stage.wait(lambda: workspace.preview.ready)
    stage.shoot("preview")
    workspace.bar.look.setChecked(False)
    window.show_checklist()
    stage.shoot("checklist")
    workspace.go("导出")
    workspace.pages.currentWidget().folder.setText(f"/home/user/Documents/{UNIT}2024年度")
    stage.shoot("export")
    session = window.session
    session.do(lambda: session.report.type(*MISTAKE))
    workspace.show_snapshot()
    stage.shoot("snapshot")
    session.undo()
    window.close_report()


PICTURES: tuple[Callable[[Stage], None], ...] = (start, new, form, missing, narrative, importing, leaving)


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
