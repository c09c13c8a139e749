"""A pack's file dropped on the window is installed, and the about page tells of it."""

from __future__ import annotations

import shutil
import zipfile

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QTextBrowser

from core.paths import resource
from core.report import Report
from core.template import known
from core.template.installing import pack_archive
from core.template.library import forget_packs, installed_path
from ui.windows.memory import Memory
from ui.windows.new import NewPage

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


def drop(window, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    actions, button, no = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dragEnterEvent(QDragEnterEvent(QPoint(5, 5), actions, data, button, no))
    hint = window._drop.findChild(QLabel).text()
    window.dropEvent(QDropEvent(QPointF(5, 5), actions, data, button, no))
    return hint


def told(window):
    return window.notice.text


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


SOURCE = resource("samples", "示例县总工会2023年度部门整体支出绩效自评报告.txt")


def test_a_pack_dropped_with_last_years_report_is_installed_first(window, pack_file, qtbot):
    """The form for the new report already offers the pack, and it is still told what was installed."""
    shown = window.window
    assert "安装报表包，再读取" in drop(shown, SOURCE, pack_file)
    assert "已安装报表包" in told(shown)
    qtbot.waitUntil(lambda: isinstance(shown.frames.currentWidget(), NewPage), timeout=20000)
    page = shown.frames.currentWidget()
    assert [path.name for path in page.recognised.paths] == [SOURCE.name]
    assert OWN in page.packs
    assert "已安装报表包「部门整体支出绩效自评（示例省）」" in told(shown)
    page.left.emit()
    assert shown.notice.text == ""


def test_a_pack_dropped_with_a_report_on_an_open_one_leads_to_the_review(window, pack_file, qtbot, tmp_path):
    shown = window.window
    Report.create(tmp_path / "今年.jbao", ["zhengti-hunan-2023"], "示例县总工会", 2024).close()
    shown.open_file(tmp_path / "今年.jbao")
    drop(shown, pack_file, SOURCE)
    qtbot.waitUntil(lambda: shown.workspace.review is not None, timeout=20000)
    assert "已安装报表包" in told(shown)
    assert shown.workspace.review.facts.kind.findData(OWN) >= 0


def test_a_pack_that_is_refused_does_not_keep_the_report_away(window, pack_file, qtbot):
    shown = window.window
    with zipfile.ZipFile(pack_file, "a") as archive:
        archive.writestr("extra.toml", "")
    drop(shown, pack_file, SOURCE)
    qtbot.waitUntil(lambda: isinstance(shown.frames.currentWidget(), NewPage), timeout=20000)
    assert "与清单不符" in told(shown)
    assert OWN not in shown.frames.currentWidget().packs


def test_a_pack_dropped_with_a_report_file_is_told_beside_what_was_opened(window, pack_file, tmp_path):
    shown = window.window
    Report.create(tmp_path / "今年.jbao", ["zhengti-hunan-2023"], "示例县总工会", 2024).close()
    drop(shown, tmp_path / "今年.jbao", pack_file, SOURCE)
    assert shown.session.report.unit == "示例县总工会"
    assert "已安装报表包" in told(shown)
    assert f"没有读取 {SOURCE.name}" in told(shown)


def test_a_report_that_cannot_be_read_is_told_beside_the_pack_that_came_with_it(window, pack_file, qtbot, tmp_path):
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"")
    drop(window.window, pack_file, broken)
    qtbot.waitUntil(lambda: "坏.docx" in told(window.window), timeout=20000)
    assert "已安装报表包" in told(window.window)
    assert OWN in [pack.id for pack in known()]
    window.window.show_new()
    assert window.window.notice.text == ""
