"""Every page at the sizes and scales of real screens: nothing over another, nothing cut, no bar within a bar."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QScrollArea, QWidget

ROOT = Path(__file__).resolve().parents[2]
MAKER = ROOT / "build" / "screenshots" / "make.py"
SCREENS = (("1366x768", "1"), ("1920x1080", "1"), ("1366x768", "1.5"), ("1920x1080", "1.5"), ("1920x1080", "2"))
"""The office PC, a large screen, and both enlarged by the system."""
PAGES = 31
"""So many pictures the tour takes."""

pytestmark = pytest.mark.ui


@pytest.mark.slow
@pytest.mark.parametrize(("size", "scale"), SCREENS, ids=lambda text: text)
def test_nothing_is_cut_or_covered(size, scale, tmp_path):
    """In a process of its own: the scale is the whole program's.  The theme changes no sizes; dark has its turn."""
    dark = ["--dark"] if scale == "1.5" else []
    command = [sys.executable, str(MAKER), str(tmp_path), "--all", f"--size={size}", f"--scale={scale}", *dark]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == ""
    assert len(list(tmp_path.glob("*.png"))) == PAGES


@pytest.fixture
def audit(monkeypatch):
    monkeypatch.syspath_prepend(str(MAKER.parent))
    import looks as audit

    return audit


@pytest.fixture
def stage(qtbot):
    host = QWidget()
    host.resize(300, 200)
    qtbot.addWidget(host)
    return host


def test_what_stands_over_another_is_found(audit, stage):
    for number in range(2):
        QPushButton(f"按钮{number}", stage).setGeometry(10 + 60 * number, 10, 100, 32)
    stage.show()
    assert [fault for fault in audit.overlaps(stage) if "按钮0" in fault and "按钮1" in fault]
    stage.findChildren(QPushButton)[1].setProperty(audit.FLOATING, True)
    assert audit.overlaps(stage) == []


def test_what_reaches_out_is_found(audit, stage):
    QPushButton("远", stage).setGeometry(280, 10, 100, 32)
    stage.show()
    assert len(audit.beyond(stage)) == 1


@pytest.mark.parametrize("wraps", [False, True])
def test_cut_words_are_found_unless_a_tip_says_them(audit, stage, wraps):
    made = QLabel("这一行字比它的地方长得多，所以看不全", stage)
    made.setWordWrap(wraps)
    made.setGeometry(10, 10, 80, 20)
    stage.show()
    assert len(audit.cut(stage)) == 1
    made.setToolTip(made.text())
    assert audit.cut(stage) == []


def test_a_cut_hint_is_found(audit, stage):
    made = QLineEdit(stage)
    made.setPlaceholderText("查找数据、文字、科目")
    made.setGeometry(10, 10, 60, 32)
    stage.show()
    assert len(audit.cut(stage)) == 1
    made.setGeometry(10, 10, 260, 32)
    assert audit.cut(stage) == []


def test_a_bar_within_a_bar_is_found(audit, stage):
    outer = QScrollArea(stage)
    outer.setGeometry(stage.rect())
    inside = QWidget()
    inside.resize(200, 900)
    text = QPlainTextEdit("\n".join("一二三"), inside)
    text.setGeometry(0, 0, 180, 400)
    outer.setWidget(inside)
    stage.show()
    assert audit.nested(stage) == []
    text.setPlainText("\n".join("字" * 90))
    assert len(audit.nested(stage)) == 1
