"""A clerk makes a report from nothing, and another from last year's file, to PDF and Excel, by keys and clicks only."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from core.commands import run
from tests.ui.journeys import DRAFT, SHIFT, export, from_last_year, words_of
from tests.ui.person import Person
from ui.windows import asking

pytestmark = [pytest.mark.ui, pytest.mark.slow]
SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
SAMPLE = next(SAMPLES.glob("*.jbao"))
LAST_YEAR = SAMPLES / "示例县总工会2023年度部门整体支出绩效自评报告.docx"


@pytest.fixture
def clerk(window, tmp_path, request):
    """With JUEBAO_ALBUM=FOLDER what is seen is kept there, a folder a test."""
    album = Path(os.environ.get("JUEBAO_ALBUM", tmp_path / "album")) / request.node.name
    album.mkdir(parents=True, exist_ok=True)
    window.window.activateWindow()
    return Person(window.window, album)


AMOUNTS = {
    **dict.fromkeys(("上年收入总计", "上年支出总计", "上年本年收入合计", "上年本年支出合计"), "250.00"),
    **dict.fromkeys(("上年财政拨款收入总计", "上年财政拨款支出总计", "上年一般公共预算财政拨款"), "250.00"),
    "上年一般公共预算财政拨款支出": "250.00",
    "年初预算行政运行一般公共预算财政拨款支出": "50.00",
    "年初预算一般行政管理事务一般公共预算财政拨款支出": "200.00",
    "年初预算机关事业单位基本养老保险缴费支出一般公共预算财政拨款支出": "10.10",
    **dict.fromkeys(("上年“三公”经费", "上年公务接待费"), "1.10"),
    "国内公务接待批次": "10",
    "国内公务接待人次": "60",
    "编制数": "15",
    "实有在职人数": "12",
    "离退休人员": "6",
    "机关运行经费": "20.00",
    "年初预算机关运行经费": "21.00",
    "开展绩效自评的项目": "1",
    "绩效自评涉及资金": "202.24",
}
"""What the clerk has on paper, beside the amounts of the tables."""
WORDS = {"部门主要职责": "贯彻党的路线方针政策，组织职工建功立业，维护职工合法权益，帮扶困难职工。"}
REASON = "项目按进度实施，支出相应变动"
SPENT = {
    "行政运行": ("2012901", "51.32", ""),
    "一般行政管理事务": ("2012902", "", "202.24"),
    "机关事业单位基本养老保险缴费支出": ("2080505", "10.10", ""),
}
"""Of a code: what was spent on basic matters and on projects."""


def test_a_complete_report_from_nothing(clerk, tmp_path):
    """Nine tables and all texts of a 部门决算公开, every number typed, no error left: the final PDF and Excel."""
    folder = tmp_path / "out"
    folder.mkdir()
    clerk.photograph("start")
    clerk.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    clerk.says("示例县总工会")
    clerk.key(Qt.Key.Key_Tab)
    clerk.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    clerk.keys("2023")
    clerk.key(Qt.Key.Key_Tab)
    clerk.click("部门决算公开（湖北）")
    clerk.write("保存位置", str(tmp_path / "new.jbao"))
    clerk.photograph("new")
    clerk.click("新建")
    clerk.until(lambda: clerk.sees("录入"), "the report")
    fill_tables(clerk)
    clerk.photograph("tables-filled")
    clerk.answer_all(AMOUNTS, WORDS, REASON)
    clerk.photograph("nothing-missing")
    clerk.key(Qt.Key.Key_P, SHIFT)
    clerk.until(lambda: clerk.window.workspace.preview.ready, "the preview")
    clerk.photograph("preview")
    clerk.key(Qt.Key.Key_L, SHIFT)
    clerk.until(lambda: clerk.sees("可以导出正式版了"), "nothing left to do")
    clerk.photograph("checklist")
    files = export(clerk, folder, formal=True)
    assert [path.suffix for path in files] == [".pdf", ".xlsx"]
    printed = words_of(files[0])
    assert "收入总计、支出总计均为263.66万元" in printed
    assert "与上年度相比，收、支总计各增加13.66万元，增长5.46%" in printed
    assert REASON in printed
    assert WORDS["部门主要职责"] in printed
    assert DRAFT not in printed
    assert "未填" not in printed
    assert "263.66" in words_of(files[1])


def fill_tables(clerk: Person) -> None:
    """The nine tables of 部门决算公开."""
    clerk.go_to("公开05表")
    for code, *amounts in SPENT.values():
        clerk.add(code, *amounts)
    clerk.photograph("codes")
    clerk.click("空着的都是零")
    clerk.go_to("公开03表")
    for name, (_, basic, project) in SPENT.items():
        clerk.enter(name, basic or project, 2 if basic else 3)
    clerk.click("空着的都是零")
    clerk.go_to("公开02表")
    for name, (_, basic, project) in SPENT.items():
        clerk.enter(name, basic or project, 2)
    clerk.click("空着的都是零")
    clerk.go_to("公开01表")
    for name, amount in (("一、一般公共预算财政拨款收入", "263.66"), ("一、一般公共服务支出", "253.56")):
        clerk.enter(name, amount, 2)
    clerk.enter("八、社会保障和就业支出", "10.10", 2)
    clerk.click("空着的都是零")
    clerk.photograph("totals")
    clerk.go_to("公开04表")
    clerk.enter("一、一般公共预算财政拨款", "263.66", 2)
    clerk.click("空着的都是零")
    clerk.go_to("公开06表")
    for name, amount in (("基本工资", "31.32"), ("机关事业单位基本养老保险缴费", "10.10"), ("办公费", "19.00")):
        clerk.enter(name, amount)
    clerk.enter("公务接待费", "1.00")
    clerk.click("空着的都是零")
    for table in ("公开07表", "公开08表"):
        clerk.go_to(table)
        clerk.click("本表无数据")
    clerk.go_to("公开09表")
    for number, amount in (("6", "1.20"), ("12", "1.00")):  # 公务接待费, planned and spent
        clerk.to_cell(number, right=0, down=1)
        clerk.keys(amount)
        clerk.key(Qt.Key.Key_Return)
    clerk.click("空着的都是零")


@pytest.fixture(scope="module")
def last_years_pdf(tmp_path_factory):
    """The sample report as it was published."""
    path = tmp_path_factory.mktemp("published") / "2024年度部门整体支出绩效自评报告.pdf"
    assert run(["export", str(SAMPLE), f"--pdf={path}"]) == 0
    return path


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_report_from_last_years_file(clerk, tmp_path, monkeypatch, request, kind):
    source = LAST_YEAR if kind == "docx" else request.getfixturevalue("last_years_pdf")
    monkeypatch.setattr(asking, "last_year_files", lambda *_: [source])  # the system's own dialog
    folder = tmp_path / "out"
    folder.mkdir()
    from_last_year(clerk, tmp_path / "next.jbao")
    assert clerk.window.session.report.unit == "示例县总工会"
    clerk.go_to("附件1")
    clerk.enter("支出总额", "399.99", 3)
    clerk.photograph("base-data")
    clerk.key(Qt.Key.Key_F8)
    clerk.photograph("first-problem")
    files = export(clerk, folder)
    assert [path.suffix for path in files] == [".pdf", ".xlsx"]
    printed = words_of(files[0])
    assert DRAFT in files[0].name
    assert "示例县总工会" in printed
    assert "399.99" in words_of(files[1])


def test_a_second_year_from_ones_own_file(clerk, tmp_path, monkeypatch):
    """Last year's own file, its text renewed; one more report added to it; last year's opened beside it."""
    own = tmp_path / "2024.jbao"
    shutil.copy(SAMPLE, own)
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
