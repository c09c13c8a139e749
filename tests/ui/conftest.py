"""A dressed application, a session on a scratch report, and the window with its page objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from core.report import Report
from ui import theme
from ui.session import Session
from ui.widgets import look
from ui.windows.main import MainWindow
from ui.windows.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

PACK = "zhengti-hunan-2023"
X12 = (("T05.total.basic", "105.58"), ("T06.personnel_total", "95.36"), ("T06.public_total", "10.42"))
"""Figures that break X12: 95.36 + 10.42 is 105.78."""


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    qapp.setStyle("Fusion")
    look.dress(qapp, theme.LIGHT)
    return qapp


@pytest.fixture
def scratch(qtbot: QtBot) -> Iterator[Session]:
    session = Session(Report.scratch([PACK], "示例县总工会", 2024, begin=True))
    yield session
    session.runner.wait()
    session.close()


@pytest.fixture
def report_path(tmp_path: Path) -> Path:
    path = tmp_path / "示例县总工会2024年度.jbao"
    report = Report.create(path, [PACK], "示例县总工会", 2024)
    for key, text in X12:
        report.type(key, "actual", text)
    report.close()
    return path


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = MainWindow(Memory())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield Window(made, qtbot)
    made.close()


class Window:
    """The window as a clerk uses it: by the names of its parts."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot

    def __getattr__(self, name: str) -> object:
        return getattr(self.window, name)

    def click(self, name: str) -> None:
        button = self.window.findChild(QPushButton, name)
        assert button is not None, name
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = self.window.focusWidget() or self.window
        self.qtbot.keyClick(target, key, modifier)

    @property
    def shown(self) -> str:
        """The id of the page that is shown."""
        pages = self.window.workspace.pages
        return next(spot.id for spot, page in pages._pages.items() if page is pages.currentWidget())

    def badge(self, spot_id: str) -> object:
        """The Tally of a line of the outline."""
        from ui.panes.outline_model import TALLY

        model = self.window.workspace.outline.model
        spot = next(spot for spot in model.spots() if spot.id == spot_id)
        return model.find(spot).data(TALLY)
