"""A clerk makes a report from nothing, and another from last year's file, to PDF and Excel, by keys and clicks only."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.person import Person
from ui.windows import asking

pytestmark = [pytest.mark.ui, pytest.mark.slow]
SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
LAST_YEAR = SAMPLES / "示例县总工会2023年度部门整体支出绩效自评报告.docx"


@pytest.fixture
def clerk(window, tmp_path):
    album = Path(os.environ.get("JUEBAO_ALBUM", tmp_path / "album"))
    album.mkdir(parents=True, exist_ok=True)
    window.window.activateWindow()
    return Person(window.window, album)


def export(clerk: Person, folder: Path) -> list[str]:
    clerk.click("导出")
    clerk.write("导出到文件夹", str(folder))
    clerk.click("Word")
    clerk.press("start-export")
    clerk.until(lambda: clerk.sees("已导出 2 个文件"), "the files")
    clerk.photograph("exported")
    return sorted(path.suffix for path in folder.iterdir())


def test_a_report_from_nothing(clerk, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    clerk.photograph("start")
    clerk.click("新建")
    clerk.write("单位名称", "Shili Union")
    clerk.click("部门决算公开（湖北）")
    clerk.write("保存位置", str(tmp_path / "new.jbao"))
    clerk.photograph("new")
    clerk.click("新建")
    clerk.until(lambda: clerk.sees("上报") or clerk.sees("录入"), "the report")
    clerk.go_to("公开05表")
    clerk.click("增加科目")
    clerk.keys("qztt xzyx")
    clerk.photograph("picker")
    clerk.key(Qt.Key.Key_Return)
    clerk.keys("51.32")
    clerk.key(Qt.Key.Key_Return)
    clerk.until(lambda: "51.32" in str(_printed(clerk)), "the total")
    clerk.photograph("table")
    assert clerk.sees("未填")
    assert export(clerk, folder) == [".pdf", ".xlsx"]


def _printed(clerk: Person) -> list[str]:
    grid = clerk.window.workspace.pages.currentWidget().grid
    model = grid.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount()) for column in range(3)]


def test_a_report_from_last_years_file(clerk, tmp_path, monkeypatch):
    monkeypatch.setattr(asking, "last_year_files", lambda *_: [LAST_YEAR])  # the system's own dialog
    folder = tmp_path / "out"
    folder.mkdir()
    clerk.click("用去年的文件开始")
    clerk.until(lambda: clerk.sees("保存到"), "what was recognised")
    assert clerk.field("单位名称").text() == "示例县总工会"
    clerk.write("保存位置", str(tmp_path / "next.jbao"))
    clerk.photograph("recognised")
    clerk.click("开始")
    clerk.until(lambda: clerk.sees("核对导入的内容"), "the review")
    clerk.photograph("review")
    for _ in range(4):
        clerk.key(Qt.Key.Key_Space)
        clerk.key(Qt.Key.Key_Return)
    clerk.click("导入 ")
    clerk.until(lambda: not clerk.sees("核对导入的内容"), "the form")
    clerk.photograph("form")
    clerk.key(Qt.Key.Key_F8)
    clerk.photograph("first-problem")
    assert export(clerk, folder) == [".pdf", ".xlsx"]


def test_a_second_year_from_ones_own_file(clerk, tmp_path, monkeypatch):
    """Last year's own file, its text renewed; one more report added to it; last year's opened beside it."""
    own = tmp_path / "2024.jbao"
    shutil.copy(next(SAMPLES.glob("*.jbao")), own)
    monkeypatch.setattr(asking, "last_year_files", lambda *_: [own])
    clerk.click("用去年的文件开始")
    clerk.until(lambda: clerk.sees("保存到"), "the form")
    clerk.write("保存位置", str(tmp_path / "2025.jbao"))
    clerk.click("开始")
    clerk.until(lambda: clerk.sees("录入"), "the report")
    clerk.go_to("（一）部门（单位）基本情况")
    clerk.until(lambda: clerk.sees("去年的文字，还有"), "last year's numbers")
    clerk.photograph("draft")
    clerk.press("renew-next")
    clerk.keys("2")
    clerk.photograph("renewed")
    clerk.until(lambda: not clerk.sees("去年的文字，还有"), "nothing left to renew")
    clerk.key(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    clerk.until(lambda: clerk.sees("勾选这个文件要做的报告"), "the packs")
    clerk.click("部门决算公开（湖南）")
    clerk.photograph("packs")
    clerk.press("apply-packs")
    clerk.until(lambda: clerk.sees("已增加报表包"), "the nine tables")
    clerk.go_to("公开07表")
    clerk.click("声明本表无数据")
    clerk.until(lambda: clerk.sees("表下印：说明"), "the printed sentence")
    clerk.photograph("nothing")
    monkeypatch.setattr(asking, "report_file", lambda *_: own)
    clerk.key(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    desk = clerk.window.desk
    clerk.until(lambda: len(desk.reports()) == 2, "last year's report beside it")
    assert [window.session.report.year for window in desk.reports()] == [2025, 2024]
    desk.windows[1].close()
