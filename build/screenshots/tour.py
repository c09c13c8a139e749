"""Every page there is, for looking at: nothing clipped, nothing overlapping."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stage import Stage

TABLES = ("T01", "T03", "T04", "T05", "T06", "T09")
CODES = {"2012901": ("basic", "51.32"), "2012902": ("project", "202.24"), "2080505": ("basic", "10.10")}


def take(stage: Stage) -> None:
    """The official tables, the preview and what is reached from the menu."""
    _accounts(stage)
    window = stage.window
    window.open_file(stage.report)
    window.session.jump("zt.2.1")
    window.workspace.bar.look.setChecked(True)
    pane = window.workspace.preview
    stage.wait(lambda: pane.ready)
    stage.shoot("preview")
    window.workspace.bar.look.setChecked(False)
    for step in ("导出", "打印"):
        window.workspace.go(step)
        stage.shoot(f"step-{step}")
    for name in ("show_history", "show_checklist", "show_help", "show_new"):
        if hasattr(window, name):
            getattr(window, name)()
            stage.shoot(name)
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
