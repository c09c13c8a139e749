"""A snapshot beside the report as lines: where, what, then and now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from core.reportfile import FigureChange, MarkChange, RowChange, SectionChange
from ui.models.history import mark_place, mark_value, value_of, words_of
from ui.models.lines import LinesModel
from ui.models.rownames import RowNames

if TYPE_CHECKING:
    from core.report import Report
    from core.report.comparing import Comparison
    from core.reportfile import Change
    from ui.panes.places import Places

OTHER = "other"
"""The page of differences that stand on none."""


class Column(IntEnum):
    """The columns of the page."""

    PAGE = 0
    PLACE = 1
    THEN = 2
    NOW = 3


TITLES = ("表或一节", "项目", "快照里", "现在")


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that differs; `page` is the table or section it stands on, `title` what that is called."""

    change: Change
    page: str
    title: str
    place: str
    then: str
    now: str

    @property
    def texts(self) -> tuple[str, str, str, str]:
        """Its columns."""
        return self.title, self.place, self.then, self.now


def differences(report: Report, places: Places, found: Comparison) -> list[Difference]:
    """Every place that differs, in printed order."""
    names = RowNames(report, found.changes)
    lines = [_difference(report, places, names, change) for change in found.changes]
    order = {change: places.order(_place(change)) for change in found.changes}
    return sorted(lines, key=lambda line: (line.page == OTHER, order[line.change]))


def _place(change: Change) -> str:
    match change:
        case FigureChange(key, aspect):
            return f"{key}@{aspect}"
        case SectionChange(section):
            return section
        case RowChange(family, row):
            return f"{family}.{row}"
        case MarkChange(name):
            return name.partition(":")[2]


def _difference(report: Report, places: Places, names: RowNames, change: Change) -> Difference:
    match change:
        case FigureChange(key, aspect, now, then):
            spot = places.locate(_place(change)) if report.template.find(key) else None
            known = spot is not None and spot.kind != "figure"
            page, title = (spot.id, places.title(spot)) if spot is not None and known else (OTHER, "其他数据")
            name = names.cell(key, aspect) or report.engine.label(key, aspect)
            return Difference(change, page, title, name, value_of(report, key, then), value_of(report, key, now))
        case SectionChange(section, now, then):
            form = report.template.sections.get(section)
            page, title = (section, report.title(form)) if form else (OTHER, "其他文字")
            return Difference(
                change, page, title, "文字", words_of(report, section, then), words_of(report, section, now)
            )
        case RowChange(family, row, now, then):
            kind = report.template.named(family).name
            return Difference(change, OTHER, kind, names.title(family, row), _row(then), _row(now))
        case MarkChange(name, now, then):
            place, page = mark_place(report, places, name)
            spot = places.locate(page) if page else None
            title = places.title(spot) if spot is not None else "确认和说明"
            return Difference(change, page or OTHER, title, place, mark_value(name, then), mark_value(name, now))


def _row(position: int | None) -> str:
    return "没有这一行" if position is None else "有这一行"


class CompareModel(LinesModel[Difference]):
    """What differs, in printed order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(TITLES, parent)

    def pages(self) -> dict[str, str]:
        """The pages with differences and their titles, in printed order."""
        return {line.page: "其他" if line.page == OTHER else line.title for line in self._all}

    def of_page(self, page: str) -> list[Difference]:
        """Everything that differs on a page, whatever is listed."""
        return [line for line in self._all if line.page == page]

    def look(self, line: Difference, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and column >= Column.THEN and _is_number(line):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


def _is_number(line: Difference) -> bool:
    change = line.change
    ends = (change.before, change.after) if isinstance(change, FigureChange) else ()
    return any(entry is not None and entry.held.number is not None for entry in ends)
