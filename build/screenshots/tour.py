"""Every page there is, for looking at: nothing clipped, nothing overlapping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stage import LAST_YEAR

if TYPE_CHECKING:
    from stage import Stage

TABLES = ("T01", "T03", "T04", "T05", "T06", "T09")
CODES = {"2012901": ("basic", "51.32"), "2012902": ("project", "202.24"), "2080505": ("basic", "10.10")}
TOPICS = ("show_packs", "show_help")


def take(stage: Stage) -> None:
    """The official tables, what lies beside the form, the other pages, and what is reached from the menu."""
    _accounts(stage)
    stage.window.open_file(stage.report)
    _beside(stage)
    _others(stage)
    _history(stage)
    stage.window.close_report()
    _source(stage)
    _empty(stage)


def _beside(stage: Stage) -> None:
    """What opens beside or over the form."""
    window = stage.window
    window.session.jump("zt.2.1")
    workspace = window.workspace
    workspace.bar.panel.setChecked(True)
    stage.shoot("explanation")
    window.replace_words()
    stage.shoot("replace")
    workspace.replacing.hide()
    workspace.bar.search.begin()
    workspace.bar.search.setText("基本")
    workspace.bar.search.textEdited.emit("基本")
    stage.shoot("search")
    workspace.bar.search.results.hide()
    workspace.bar.search.clear()


def _others(stage: Stage) -> None:
    window = stage.window
    window.workspace.go("打印")
    stage.shoot("print")
    for name in TOPICS:
        getattr(window, name)()
        stage.shoot(name)
    stage.window.frames.currentWidget().show_about()
    stage.shoot("about")
    window.leave_other()


def _empty(stage: Stage) -> None:
    """A file in which nothing has been done yet, one that waits for its first project, and a year without a form."""
    from core.report import Report

    window = stage.window
    for name, pack in (("empty", "zhengti-hunan-2023"), ("beginning", "xiangmu-mof-2020")):
        path = stage.home / f"{name}.jbao"
        Report.create(path, [pack], "示例县总工会", 2024).close()
        window.open_file(path)
        stage.shoot(name)
        if name == "empty":
            window.session.jump("zt.base_data")
            stage.shoot("empty-table")
            window.show_checklist()
            stage.shoot("empty-checklist")
            window.workspace.go("导出")
            window.workspace.pages.currentWidget().folder.setText("/home/user/Documents")
            stage.shoot("empty-export")
        window.close_report()
    window.show_new()
    page = window.frames.currentWidget()
    page.path.setText("/home/user/Documents/示例县总工会2031年度.jbao")
    page.packs["zhengti-hunan-2023"].setChecked(True)
    page.year.setValue(2031)
    stage.shoot("new-outside")
    window.leave_other()


def _history(stage: Stage) -> None:
    """What was changed."""
    session = stage.window.session
    session.do(lambda: session.report.type("T05.total.basic", "actual", "249.37"))
    stage.window.show_history()
    stage.shoot("history")
    session.undo()


def _source(stage: Stage) -> None:
    """The page of last year's file a value was read from."""
    from core.reading import read
    from core.reportfile import StoredEvidence

    window = stage.window
    window.open_file(stage.report)
    found = next(one for one in read(LAST_YEAR).blocks if "万元" in getattr(one.block, "text", ""))
    words = found.block.text.split("，")[0]
    window.workspace.show_source(LAST_YEAR, StoredEvidence(LAST_YEAR.name, words, line=found.evidence.line))
    page = window.workspace.pages.currentWidget()
    stage.wait(lambda: page.panel is not None)
    stage.settle(1)
    stage.shoot("source")
    window.close_report()


def _accounts(stage: Stage) -> None:
    from core.report import Report

    path = stage.home / "决算.jbao"
    Report.create(path, ["juesuan-hubei-2023"], "示例县总工会", 2023).close()
    window = stage.window
    window.open_file(path)
    window.session.jump("T05")
    model = window.workspace.pages.currentWidget().model
    for code, (column, text) in CODES.items():
        model.add_code("T05", code)
        window.session.report.type(f"T05.{code}.{column}", "actual", text)
    for table in TABLES:
        window.session.jump(table)
        stage.shoot(table)
    window.close_report()
