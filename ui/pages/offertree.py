"""The offers of an import as a tree under real keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeView, QWidget

from ui import theme
from ui.models.review import OFFER, Column

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

AnyIndex = QModelIndex | QPersistentModelIndex
_WIDTHS = {Column.VERDICT: 27, Column.ASPECT: 30, Column.VALUE: 26, Column.SURE: 21}
"""In steps of the grid; the name and the quote share what is left."""
_ROOM_FOR_QUOTES = theme.space(190)
"""A narrower tree leaves the quotes to the source beside it."""


class OfferTree(QTreeView):
    """Space accepts, Delete refuses, Enter goes to the next uncertain one."""

    toggled = Signal()
    refused = Signal()
    next_asked = Signal()
    looked_at = Signal(object)
    """The Offer now current."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("offers")
        self.setAccessibleName("导入的数据和文字")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformRowHeights(True)
        self.setIndentation(theme.space(3))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(
            f"QTreeView {{ show-decoration-selected: 1; }} QTreeView::item {{ padding: 0 {theme.space(1)}px; }}"
        )

    def arrange(self) -> None:
        """The columns, and everything unfolded; after another model or filter."""
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(theme.space(16))
        for column in Column:
            share = _WIDTHS.get(column)
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(column, mode.Interactive if share else mode.Stretch)
            header.resizeSection(column, theme.space(share or 16))
        self.expandAll()
        for row in range(self.model().rowCount()):
            self.setFirstColumnSpanned(row, QModelIndex(), True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Space:
                self.toggled.emit()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.refused.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.next_asked.emit()
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnHidden(Column.QUOTE, self.viewport().width() < _ROOM_FOR_QUOTES)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        self.looked_at.emit(current.data(OFFER) if current.isValid() else None)
