"""A pack's file dropped on the window is installed, and the about page tells of it."""

from __future__ import annotations

import shutil
import zipfile

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QTextBrowser

from core.paths import resource
from core.template import known
from core.template.installing import pack_archive
from core.template.library import forget_packs, installed_path
from ui.windows.memory import Memory

OWN = "zhengti-example-2024"


@pytest.fixture
def pack_file(isolated, tmp_path):
    forget_packs()
    folder = tmp_path / OWN
    shutil.copytree(resource("packs", "zhengti-hunan-2023"), folder)
    head = folder / "pack.toml"
    text = head.read_text(encoding="utf-8").replace('id = "zhengti-hunan-2023"', f'id = "{OWN}"')
    head.write_text(text.replace("（湖南）", "（示例省）"), encoding="utf-8")
    pack_archive(str(folder), tmp_path / "报表包.zip")
    forget_packs()
    yield tmp_path / "报表包.zip"
    forget_packs()


def drop(window, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    actions, button, no = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dragEnterEvent(QDragEnterEvent(QPoint(5, 5), actions, data, button, no))
    hint = window._drop.findChild(QLabel).text()
    window.dropEvent(QDropEvent(QPointF(5, 5), actions, data, button, no))
    return hint


def told(window):
    return window.notice.findChild(QLabel, "notice-text").text()


def test_a_dropped_pack_is_installed_and_stays_so(window, pack_file):
    assert "安装报表包" in drop(window.window, pack_file)
    assert "已安装报表包「部门整体支出绩效自评（示例省）」" in told(window.window)
    assert "不说明由谁制作" in told(window.window)
    forget_packs()  # as the next start does
    assert OWN in [pack.id for pack in known()]
    window.window.show_help()
    window.click("show-about")
    text = window.window.findChild(QTextBrowser, "manual").toPlainText()
    assert "部门整体支出绩效自评（示例省）" in text
    assert "自行安装" in text
    assert "SHA-256" in text
    for needed in ("决报 0.", "SQLite 3.", "openpyxl", "LGPL-3.0", str(installed_path(OWN).parent)):
        assert needed in text, needed
    assert Memory().theme == window.window.memory.theme


def test_a_damaged_pack_is_refused_in_one_sentence(window, pack_file):
    with zipfile.ZipFile(pack_file, "a") as archive:
        archive.writestr("extra.toml", "")
    drop(window.window, pack_file)
    assert "与清单不符" in told(window.window)
    assert OWN not in [pack.id for pack in known()]
