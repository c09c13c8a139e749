"""How the pages with lists of lines show them: rows of the house's height, no grid, some columns take the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui import theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtCore import QAbstractItemModel


def listing(
    view: QTableView, model: QAbstractItemModel, name: str, widths: Mapping[int, int], stretched: Iterable[int]
) -> None:
    """Show a model's lines; `name` is what a screen reader says, widths are in steps of the house's grid."""
    view.setObjectName("problems")
    view.setAccessibleName(name)
    view.setModel(model)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(theme.ROW)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for number, width in widths.items():
        view.setColumnWidth(number, theme.space(width))
    for number in stretched:
        header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
