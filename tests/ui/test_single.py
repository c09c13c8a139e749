"""A second start hands its files to the first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

from ui import single

ROOT = Path(__file__).resolve().parents[2]
SECOND = "import sys; from ui.app import run; sys.exit(run(sys.argv[1:]))"
"""A whole second start: it must end at once, without a window."""


@pytest.fixture
def door(qtbot):
    made = single.Door()
    assert made.open()
    yield made
    made.close()


def test_nobody_is_there(qapp):
    assert not single.hand_over([Path("/a.jbao")])


def test_files_are_handed_over(door, qtbot):
    with qtbot.waitSignal(door.asked, timeout=20000) as asked:
        caller = subprocess.Popen([sys.executable, "-c", SECOND, "/甲/a.jbao"], cwd=ROOT)
    qtbot.waitUntil(lambda: caller.poll() is not None, timeout=20000)
    assert asked.args == [[Path("/甲/a.jbao")]]
    assert caller.returncode == 0


@pytest.mark.parametrize("sent", [b"nonsense\n", b"{}\n", b"[1]\n"])
def test_nonsense_is_ignored(door, qtbot, sent):
    socket = QLocalSocket()
    socket.connectToServer(single.address())
    assert socket.waitForConnected(1000)
    with qtbot.assertNotEmitted(door.asked, wait=200):
        socket.write(sent)
        socket.flush()
    socket.abort()


def test_a_dead_socket_is_no_hindrance(qapp):
    Path(single.address()).write_text("")
    assert not single.hand_over([])
    door = single.Door()
    assert door.open()
    door.close()


def test_files_come_as_paths_or_addresses():
    assert single.files_of(["--style", "file:///a/%E7%94%B2.jbao", "/b.jbao"]) == [Path("/a/甲.jbao"), Path("/b.jbao")]


def test_the_window_takes_them(window, report_path):
    window.window.called([report_path])
    assert window.session.report.file.path == report_path
