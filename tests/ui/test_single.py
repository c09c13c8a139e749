"""A second start hands its files to the first."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

from ui import single


@pytest.fixture
def door(qtbot):
    made = single.Door()
    assert made.open()
    yield made
    made.close()


def test_nobody_is_there(qapp):
    assert not single.hand_over([Path("/a.jbao")])


def test_files_are_handed_over(door, qtbot):
    answers = []
    with qtbot.waitSignal(door.asked, timeout=3000) as asked:
        caller = threading.Thread(target=lambda: answers.append(single.hand_over([Path("/甲/a.jbao")])))
        caller.start()
    qtbot.waitUntil(lambda: answers, timeout=3000)
    caller.join()
    assert asked.args == [[Path("/甲/a.jbao")]]
    assert answers == [True]


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
