"""What rows are called in lists of changes, those too that are gone: by their names, never by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.reportfile import FigureChange
from core.template import TOTAL, RowKind
from ui.models.cells import ASPECTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.report import Report
    from core.reportfile import Change

_LONGEST = 24
"""Letters of a row's name that are told; 绩效目标 can be whole sentences."""


class RowNames:
    """The names of rows in a report and in `changes`, newest first; the newest name a row had counts."""

    def __init__(self, report: Report, changes: Iterable[Change]) -> None:
        self._report = report
        self._told: dict[tuple[str, str], str] = {}
        for change in changes:
            if isinstance(change, FigureChange):
                self._hear(change)

    def _hear(self, change: FigureChange) -> None:
        if self._report.template.find(change.key) is None:
            return
        family, row, name = self._report.template.split(change.key)
        if family is None or name != family.label:
            return
        for entry in (change.after, change.before):
            if entry is not None and entry.held.text:
                self._told.setdefault((family.key, row), entry.held.text)

    def title(self, family: str, row: str) -> str:
        """项目「困难职工救助」, 科目 2012901 行政运行, 绩效指标「慰问人次」（项目「困难职工救助」）."""
        form = self._report.template.named(family)
        if form.rows is RowKind.FUNCTIONAL:
            words = self._report.template.row_words(family, row)
            return f"{form.name} {row} {words.get('name', '')}".strip() if words else f"{form.name}合计"
        own = self._report.row_name(family, row) or self._told.get((family, row), "")
        title = f"{form.name}「{_short(own)}」" if own else f"{form.name}（还没有名称）"
        above = row.rpartition("_")[0] if form.parent else ""
        return f"{title}（{self.title(form.parent, above)}）" if above else title

    def cell(self, key: str, aspect: str) -> str:
        """A cell of a row that is gone; empty where it has none or is there."""
        family, row, _ = self._report.template.split(key)
        if family is None or family.rows is RowKind.FUNCTIONAL or row == TOTAL or row in self._report.rows(family.key):
            return ""
        figure = self._report.template.figure(key)
        named = ASPECTS.get(aspect, "") if len(figure.aspects) > 1 else ""
        return " · ".join(filter(None, [self.title(family.key, row), figure.name, named]))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
