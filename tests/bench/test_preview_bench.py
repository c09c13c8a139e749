"""The live preview: from an edit to the page painted anew."""

from __future__ import annotations

import shutil
import statistics
import time

import pytest
from PySide6.QtWidgets import QApplication

from core.paths import resource

pytestmark = [pytest.mark.bench, pytest.mark.ui]
SAMPLE = resource("samples", "示例县总工会2024年度部门整体支出绩效自评.jbao")
GOAL_MS = 500
EDITS = 12


@pytest.fixture
def window(qapp, tmp_path):
    from ui import theme
    from ui.widgets import look
    from ui.windows.main import MainWindow
    from ui.windows.memory import Memory

    qapp.setStyle("Fusion")
    look.dress(qapp, theme.LIGHT)
    path = tmp_path / SAMPLE.name
    shutil.copy(SAMPLE, path)
    made = MainWindow(Memory())
    made.resize(1366, 768)
    made.show()
    made.open_file(path)
    yield made
    made.close()


def wait(pane):
    """Turn the event loop until the pages stand; ends by itself after ten seconds."""
    until = time.perf_counter() + 10
    while time.perf_counter() < until:
        QApplication.processEvents()
        if pane.ready:
            return
        time.sleep(0.002)
    raise AssertionError("the preview never came")


def test_preview_after_an_edit(bench, window):
    window.toggle_preview()
    window.session.jump("zt.base_data")
    pane = window.workspace.preview
    wait(pane)
    times = []
    for number in range(EDITS):
        started = time.perf_counter()
        window.session.do(
            lambda number=number: window.session.report.type("T03.total.basic", "actual", f"{number + 300}.5")
        )
        QApplication.processEvents()
        wait(pane)
        QApplication.processEvents()
        times.append((time.perf_counter() - started) * 1000)
    bench.record(
        "preview after an edit, median", statistics.median(times), goal=GOAL_MS, note="with the pause before it"
    )
    bench.record("preview after an edit, slowest", max(times), goal=GOAL_MS)
