"""The history of a report as lines: who changed what, when, from what to what; and back again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from core.errors import JuebaoError
from core.narrative import dump, load
from core.report import EMPTY, LAYOUT, REASON, REST_ZERO
from core.report.aside import ASIDE
from core.reportfile import REGION_MARK, UNIT_MARK, FigureChange, MarkChange, RowChange, SectionChange
from core.rules.canon import canonical
from ui import theme
from ui.models import cells
from ui.models.lines import LinesModel
from ui.models.rownames import RowNames

if TYPE_CHECKING:
    from core.report import Moved, Report
    from core.reportfile import Change, ChangeSet, Entry
    from ui.panes.places import Places

MOST = 2000
"""Change sets that are listed; older ones stay in the file."""
_LONG = 400


class Column(IntEnum):
    """The columns of the page."""

    WHEN = 0
    WHO = 1
    WHAT = 2
    PLACE = 3
    OLD = 4
    NEW = 5


TITLES = ("时间", "谁", "做了什么", "位置", "原来", "改成")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that changed in one action."""

    set: ChangeSet
    change: Change | None
    texts: tuple[str, ...]
    page: str
    """The table or section it is listed under; empty for other facts."""


def lines_of(report: Report, places: Places) -> list[Line]:
    """Everything that changed, newest first."""
    sets = report.file.history(MOST)
    names = RowNames(report, (change for done in sets for change in done.changes))
    return [_line(report, places, names, done, change) for done in sets for change in done.changes or (None,)]


def _line(report: Report, places: Places, names: RowNames, done: ChangeSet, change: Change | None) -> Line:
    at = datetime.fromisoformat(done.at)
    what = f"{done.what}（已撤销）" if done.undone else done.what
    place, page, old, new = _told(report, places, names, change)
    return Line(done, change, (f"{at:%Y-%m-%d %H:%M}", done.who, what, place, old, new), page)


def _told(report: Report, places: Places, names: RowNames, change: Change | None) -> tuple[str, str, str, str]:
    """Where, on which page, from what, to what."""
    match change:
        case FigureChange(key, aspect, before, after):
            label, page = _of_cell(report, places, names, key, aspect)
            return label, page, value_of(report, key, before), value_of(report, key, after)
        case SectionChange(section, before, after):
            form = report.template.sections.get(section)
            title = report.title(form) if form else "其他文字"
            return title, section, words_of(report, section, before)[:_LONG], words_of(report, section, after)[:_LONG]
        case RowChange(family, row, before, after):
            return names.title(family, row), family, _there(before), _there(after)
        case MarkChange(name, before, after):
            place, page = mark_place(report, places, name)
            return place, page, mark_value(name, before), mark_value(name, after)
    return "", "", "", ""


def _of_cell(report: Report, places: Places, names: RowNames, key: str, aspect: str) -> tuple[str, str]:
    """What a cell is called, and the page it is listed under: that of its rows where no page shows it."""
    if report.template.find(key) is None:
        return "现在的报表包没有的数据", ""
    place = f"{key}@{aspect}"
    spot = places.locate(place)
    family, _, _ = report.template.split(key)
    shown = spot if spot is not None and spot.kind != "figure" else None
    gone = names.cell(key, aspect)
    if shown is not None and not gone:
        return places.label(place), shown.id
    page = family.key if family else ""
    return gone or report.engine.label(key, aspect), page


_MARKS = {
    REST_ZERO: "空着的都是零",
    EMPTY: "本表无数据",
    LAYOUT: "表样",
    REASON: "说明",
    UNIT_MARK: "单位名称",
    REGION_MARK: "地区",
    ASIDE: "不显示的数据",
}


def mark_place(report: Report, places: Places, name: str) -> tuple[str, str]:
    """What a named fact is called, and the page it belongs to."""
    kind = next((kind for kind in _MARKS if name.startswith(kind)), "")
    rest = name.removeprefix(kind)
    spot = places.locate(rest) if kind in {REST_ZERO, EMPTY, LAYOUT} else None
    if spot is not None:
        return f"{_MARKS[kind]} · {report.table_number(spot.id) or report.table_title(spot.id)}", spot.id
    return f"{_MARKS.get(kind, '其他')}{' ' + _rule_of(rest) if kind == REASON else ''}", ""


def _rule_of(finding: str) -> str:
    """The rule of a finding's id, without the variant, row or place that follow it."""
    return canonical(re.split(r"[=:/@#]", finding, maxsplit=1)[0])


def mark_value(name: str, value: str | None) -> str:
    """What a named fact was: confirmed or not, or its words."""
    if name == ASIDE:
        return "有" if value else "没有"
    if name.startswith((REST_ZERO, EMPTY)):
        return "已确认" if value else "没有确认"
    return value or "空"


def _there(position: int | None) -> str:
    return "没有这一行" if position is None else "有这一行"


def value_of(report: Report, key: str, entry: Entry | None) -> str:
    """What stood in a cell, as printed."""
    if entry is None:
        return "空"
    figure = report.template.find(key)
    return cells.printed_held(report, figure, entry.held) if figure is not None else str(entry.held.number)


def words_of(report: Report, section: str, spans: str | None) -> str:
    """What stood in a section, with today's figures in its live sentences."""
    if not spans or section not in report.template.sections:
        return "空"
    return "\n".join(line.text for line in report.renderer(section).lines(load(spans)))


def restored(report: Report, change: Change) -> Moved | None:
    """Put back what stood before a change, as a change of its own.  Raises JuebaoError where that cannot be."""
    match change:
        case FigureChange(key, aspect, before, _):
            now = report.entries.get((key, aspect))
            return report.apply(f"恢复：{report.engine.label(key, aspect)}", [FigureChange(key, aspect, now, before)])
        case SectionChange(section) if section not in report.template.sections:
            raise JuebaoError("现在的报表包里没有这一节", "请先换回原来的报表包，再恢复这段文字")
        case SectionChange(section, before, _):
            held = report.spans.get(section)
            now_text = dump(held) if held else None
            title = report.title(report.template.sections[section])
            return report.apply(f"恢复文字：{title}", [SectionChange(section, now_text or None, before)])
        case MarkChange(name) if name == ASIDE:
            raise JuebaoError("不显示的数据随报表包而定", "请在「报表包」里换回原来的")
        case MarkChange(name, before, _):
            return report.apply("恢复", [MarkChange(name, report.marks.get(name), before)])
    raise JuebaoError("增加和删除的行不能单独恢复", "请用撤销，或恢复到一份快照")


class HistoryModel(LinesModel[Line]):
    """What changed, newest first."""

    def __init__(self, report: Report, places: Places, parent: QObject | None = None) -> None:
        super().__init__(TITLES, parent)
        self._report = report
        self._places = places
        self.refresh()

    def refresh(self) -> None:
        """Read the history anew."""
        self.fill(lines_of(self._report, self._places))

    def pages(self) -> list[str]:
        """The pages that have a history, in the order of the last change."""
        return list(dict.fromkeys(line.page for line in self._all if line.page))

    def look(self, line: Line, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.current().color("secondary" if line.set.undone else "text")
        return None
