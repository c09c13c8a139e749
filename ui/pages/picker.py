"""Choosing a figure by name, to show it in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.narrative import Ref
from ui.models import cells
from ui.models.initials import NO_MATCH, rank
from ui.widgets.picker import Picker

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.report import Report
    from core.rules import CellId

MOST = 60


def offered(report: Report, words: str) -> list[CellId]:
    """The cells whose names hold all the words or their pinyin initials; filled ones first, then the best met."""
    wanted = words.split()
    found = []
    for (key, aspect), held in _cells(report).items():
        label = report.engine.label(key, aspect)
        met = max((min(rank(label, word), 4 if word in key else NO_MATCH) for word in wanted), default=0)
        if met != NO_MATCH:
            found.append((not held, met, len(label), label, (key, aspect)))
    return [cell for *_, cell in sorted(found)[:MOST]]


def _cells(report: Report) -> dict[CellId, bool]:
    """Every cell a text may show, and whether it is filled."""
    placed: dict[CellId, bool] = {}
    for cell in [*report.entries, *report.engine.computed]:
        placed[cell] = report.value(*cell).filled
    for table in report.table_ids():
        for row in report.sheet(table).cells:
            for shown in row:
                if shown is not None and shown.key:
                    placed.setdefault((shown.key, shown.aspect), False)
    return placed


class FigurePicker(Picker):
    """A line to type a name, and the figures that match; `chosen` carries a list with one Ref."""

    def __init__(self, report: Report, parent: QWidget) -> None:
        super().__init__(parent, "数据名称", "数据名称或拼音首字母，例如 公务接待费、gwjdf")
        self._report = report
        self.search("")

    def offers(self, words: str) -> list[tuple[str, object]]:
        return [(self._line(cell), [Ref(*cell)]) for cell in offered(self._report, words)]

    def _line(self, cell: CellId) -> str:
        view = self._report.cell(*cell)
        source = f"　{view.figure.source}" if view.figure.source else ""
        return f"{cells.name(view)}　{cells.with_unit(self._report, view)}{source}"
