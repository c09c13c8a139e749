"""The clerk's journey from a published PDF of a real unit: read, taken over by keys and clicks, exported."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.ui.conftest import Window, qapp
from tests.ui.journeys import export, from_last_year, words_of
from tests.ui.person import Person
from ui.windows import asking
from ui.windows.main import MainWindow
from ui.windows.memory import Memory

__all__ = ["qapp"]
pytestmark = [pytest.mark.ui, pytest.mark.slow]


@pytest.fixture
def clerk(qtbot, tmp_path, request):
    made = MainWindow(Memory())
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    album = Path(os.environ.get("JUEBAO_ALBUM", tmp_path / "album")) / request.node.name
    album.mkdir(parents=True, exist_ok=True)
    yield Person(Window(made, qtbot).window, album)
    made.close()


@pytest.mark.parametrize("pattern", ["001*.pdf", "004*.pdf"])
def test_a_report_from_a_published_pdf(clerk, samples, tmp_path, monkeypatch, pattern):
    source = next((samples / "seeds").glob(pattern))
    monkeypatch.setattr(asking, "last_year_files", lambda *_: [source])  # the system's own dialog
    folder = tmp_path / "out"
    folder.mkdir()
    from_last_year(clerk, tmp_path / "next.jbao")
    report = clerk.window.session.report
    unit = source.stem.split("_")[1].partition("20")[0]
    assert report.unit == unit
    assert report.year == 2024
    files = export(clerk, folder)
    assert [path.suffix for path in files] == [".pdf", ".xlsx"]
    assert unit in words_of(files[0])
    assert "2024" in words_of(files[0])
