"""Where the manual speaks of what has the focus: F1 opens it there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.figures import State

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

FIRST = "先认识窗口"

_FIELDS = {
    "reason": "写说明",
    "finder": "先认识窗口",
    "declare-empty": "整张表都没有发生",
    "renewing": "去年的文字",
    "zeros": "空着、零、不适用，是三回事",
}
"""By the name of a control."""

_PLACES = {
    "StartPage": "起始页",
    "NewPage": "新建",
    "ReviewPage": "逐项确认",
    "NarrativePage": "两种文字",
    "ExportPage": "六、导出与打印",
    "PrintPage": "六、导出与打印",
    "HistoryPage": "记录",
    "SnapshotPage": "快照",
    "PacksPage": "一个文件做哪些报告",
    "ChecklistPage": "上报之前",
    "BeginningPage": "一个文件做哪些报告",
    "ProblemsPane": "问题栏",
    "OutlinePane": "先认识窗口",
    "ExplainPane": "以后再查来历",
    "PreviewPane": "六、导出与打印",
}
"""By the class of what it stands in; the nearest counts."""


def topic_of(widget: QWidget | None) -> str:
    """The heading of the manual that speaks of a widget or of what it stands in."""
    while widget is not None:
        kind = type(widget).__name__
        if kind == "TablePage":
            return _of_cell(widget)
        for known, by in ((widget.objectName(), _FIELDS), (kind, _PLACES)):
            if known in by:
                return by[known]
        widget = widget.parentWidget()
    return FIRST


def _of_cell(page: Any) -> str:
    """By the current cell of a table."""
    index = page.grid.currentIndex()
    figure = page.model.figure_at(index.row(), index.column()) if index.isValid() else None
    if figure is None:
        return "像 Excel 一样填"
    if not page.model.editable(index.row(), index.column()):
        return "灰底的格子"
    cell = page.model.cell(index.row(), index.column())
    if page.model.codes_at(index.row(), index.column()) or cell is None or not cell.key:
        return "像 Excel 一样填"
    return "空着、零、不适用，是三回事" if page.model.view_of(cell).held.state is State.BLANK else "数怎么写"
