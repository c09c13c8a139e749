"""The window against its floors: the same keys in a bare table and one file commit, opening, pasting, memory.

The floor is a plain QTableView over a QStandardItemModel, our style sheet taken off, with one synchronous commit of one
figure to a report file: nothing of what the edit moves, checks or shows.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from core.catalog import functional
from core.figures import Held, Kind, parse
from core.report import Report
from core.reportfile import Entry, FigureChange, ReportFile
from ui.panes.explain import PAUSE_MS

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QModelIndex

    from tests.bench.conftest import Bench
    from ui.pages import TablePage

pytestmark = [pytest.mark.bench, pytest.mark.ui]
ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "samples" / "示例县总工会2024年度部门整体支出绩效自评.jbao"
EDITS, CELLS, TURNS = 500, 20, 10
TABLES = ("zt.base_data", "zt.overall_self")
KEY_TIMES = 2.0
OPEN_MS = 300
PASTE_MS = 200
MEMORY_MIB = 250


@pytest.fixture
def app(qapp):
    from ui import theme
    from ui.widgets import look

    qapp.setStyle("Fusion")
    look.dress(qapp, theme.LIGHT)
    return qapp


@pytest.fixture
def window(app, tmp_path):
    from ui.windows.main import MainWindow
    from ui.windows.memory import Memory

    path = tmp_path / SAMPLE.name
    shutil.copy(SAMPLE, path)
    made = MainWindow(Memory())
    made.resize(1366, 768)
    made.show()
    settle()
    made.path_ = path
    yield made
    made.close()


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


class Keys:
    """Milliseconds of each key until everything it moved is painted: the first digit, the next, the Enter."""

    def __init__(self) -> None:
        self.first: list[float] = []
        self.next: list[float] = []
        self.enter: list[float] = []

    def type(self, view: QTableView, index: QModelIndex, text: str) -> None:
        """A number typed into a cell, and the Enter that leaves it."""
        view.setCurrentIndex(index)
        view.setFocus()
        settle()
        self.first.append(_until_painted(lambda: QTest.keyClicks(view, text[0])))
        editor = QApplication.focusWidget() or view
        self.next.append(_until_painted(lambda: QTest.keyClicks(editor, text[1])))
        QTest.keyClicks(editor, text[2:])
        settle()
        self.enter.append(_until_painted(lambda: QTest.keyClick(editor, Qt.Key.Key_Return)))


def _until_painted(press: Callable[[], object]) -> float:
    started = time.perf_counter()
    press()
    QApplication.processEvents()
    return (time.perf_counter() - started) * 1000


def bare(rows: int, columns: int) -> QTableView:
    model = QStandardItemModel(rows, columns)
    for row in range(rows):
        for column in range(columns):
            model.setItem(row, column, QStandardItem("0.00"))
    view = QTableView()
    view.setModel(model)
    model.setParent(view)
    view.resize(1366, 768)
    view.show()
    settle()
    return view


def floor(app: QApplication, keys: Keys, folder: Path, edits: int) -> None:
    """The same keys in the bare table, and one bare commit with each Enter."""
    dressed = app.styleSheet()
    app.setStyleSheet("")
    view, before = bare(31, 7), None
    view.activateWindow()
    with ReportFile.create(folder / f"bare-{time.monotonic_ns()}.jbao", unit="x", year=2024, packs=[]) as file:
        for number in range(edits):
            keys.type(view, view.model().index(number % CELLS, 1), f"{number % 89 + 10}.5")
            held: Held = parse(f"{number + 1}", Kind.MONEY, "万元")
            started = time.perf_counter()
            file.commit("x", [FigureChange("T05.total.basic", "actual", before, Entry(held))])
            keys.enter[-1] += (time.perf_counter() - started) * 1000
            before = Entry(held)
    view.close()
    app.setStyleSheet(dressed)
    settle()


def money_cells(page: TablePage) -> list[tuple[int, int]]:
    """Where amounts are typed."""
    model = page.model
    figures = {place: model.figure_at(*place) for place in model.editables()}
    return [place for place, figure in figures.items() if figure is not None and figure.kind is Kind.MONEY]


@pytest.mark.timeout(600)
def test_keys_in_a_cell(window, app, tmp_path, bench: Bench) -> None:
    """500 edits over all money cells of the two largest tables of the largest report, every page of which is open.

    In turns with the floor: a disk that others write to is as slow for one as for the other.
    """
    window.open_file(window.path_)
    window.activateWindow()
    for spot in window.workspace.outline.model.spots():  # as in the afternoon: every page was seen
        window.workspace.pages.show_spot(spot)
        settle()
    ours, base = Keys(), Keys()
    for turn in range(TURNS):
        floor(app, base, tmp_path, EDITS // TURNS)
        window.activateWindow()
        window.session.jump(TABLES[turn % len(TABLES)])
        settle()
        page = window.workspace.pages.currentWidget()
        places = money_cells(page)
        for number in range(turn * EDITS // TURNS, (turn + 1) * EDITS // TURNS):
            QTest.qWait(PAUSE_MS + 5)  # nobody types faster than the last cell is explained
            ours.type(page.grid, page.model.index(*places[number % len(places)]), f"{number % 89 + 10}.5")
    assert len(ours.enter) == len(base.enter) == EDITS
    middle = statistics.median
    bench.record("Enter to painted, p95", p95(ours.enter), floor=p95(base.enter), goal=KEY_TIMES, note="500 edits")
    bench.record("Enter to painted, median", middle(ours.enter), floor=middle(base.enter), goal=KEY_TIMES)
    bench.record("first digit to painted", middle(ours.first), floor=middle(base.first), goal=KEY_TIMES)
    bench.record("next digit to painted", middle(ours.next), floor=middle(base.next), goal=KEY_TIMES)


def test_opening_the_largest_report(window, bench: Bench) -> None:
    """From the wish to the painted report, the window standing."""
    window.open_file(window.path_)  # what is imported and cached by the first opening is not the report's
    window.close_report()
    settle()
    times = []
    for _ in range(5):
        times.append(_until_painted(lambda: window.open_file(window.path_)))
        assert window.session is not None
        window.close_report()
        settle()
    bench.record("opening the largest report", statistics.median(times), goal=OPEN_MS)


def test_pasting_a_thousand_cells(window, tmp_path, bench: Bench) -> None:
    """As one change set, painted; each round is taken back before the next."""
    path = tmp_path / "paste.jbao"
    report = Report.create(path, ["juesuan-hubei-2023"], "示例县总工会", 2024)
    codes = [code for code in functional(2024).items if len(code) == 7][:200]
    changes = dict.fromkeys(change for code in codes for change in report.row_changes("T03", code))
    report.apply("增加科目", list(changes))
    report.close()
    window.open_file(path)
    window.session.jump("T03")
    settle()
    page = window.workspace.pages.currentWidget()
    first = page.model.find(f"T03.{codes[0]}.basic", "actual")
    QGuiApplication.clipboard().setText("\n".join("\t".join(f"{n}.{c}5" for c in range(1, 6)) for n in range(200)))
    times = []
    for _ in range(5):
        page.grid.go(first)
        settle()
        times.append(_until_painted(page.grid.paste))
        assert window.session.can_undo == "粘贴 1000 格"
        window.session.undo()
        settle()
    bench.record("pasting 1000 cells", statistics.median(times), goal=PASTE_MS)


MEMORY = """
import sys, shutil
from pathlib import Path
from ui.app import make_application
app = make_application()
from ui.windows.main import MainWindow
window = MainWindow()
window.resize(1366, 768)
window.show()
window.open_file(Path(sys.argv[1]))
for spot in window.workspace.outline.model.spots():
    window.workspace.pages.show_spot(spot)
    app.processEvents()
status = Path("/proc/self/status").read_text()
print(int(status.split("VmRSS:")[1].split()[0]) // 1024)
window.close()
"""


def test_memory_of_a_session(tmp_path, bench: Bench) -> None:
    """With every page of the largest report open."""
    path = tmp_path / SAMPLE.name
    shutil.copy(SAMPLE, path)
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, str(path)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=100
    )
    bench.record("memory of a session", int(done.stdout), unit="MiB", goal=MEMORY_MIB)
