"""The columns of last year at the right of a table: same rows, same scrolling, a head as high as the table's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui import theme
from ui.models.compare import TITLES, CompareModel

if TYPE_CHECKING:
    from ui.models.entry import Position
    from ui.pages.grid import SheetView

_WIDTH = theme.space(20)


class CompareView(QTableView):
    """Follows the grid it stands beside."""

    def __init__(self, grid: SheetView, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = grid
        self.compared = CompareModel(grid.sheet, self)
        self.setModel(self.compared)
        self.setObjectName("compare")
        self.setAccessibleName("与上年比较")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setFixedWidth(_WIDTH * len(TITLES))
        grid.picked.connect(self._follow)
        bar, own = grid.verticalScrollBar(), self.verticalScrollBar()
        bar.valueChanged.connect(own.setValue)
        own.valueChanged.connect(bar.setValue)
        grid.laid.connect(self.lay)

    def _follow(self, place: Position) -> None:
        if not self.isHidden():  # `stand_beside` catches up
            self.compared.follow(place[1])

    def lay(self) -> None:
        """Rows as high as the grid's; hidden where it hides them."""
        if self.isHidden():
            return
        for row in range(self.compared.rowCount()):
            self.setRowHidden(row, self._grid.isRowHidden(row))
            self.setRowHeight(row, self._grid.rowHeight(row))
        self.verticalScrollBar().setValue(self._grid.verticalScrollBar().value())

    def stand_beside(self, head: int) -> None:
        """Show with a head of that height, for the column of the cursor."""
        self.horizontalHeader().setFixedHeight(max(head, theme.ROW))
        place = self._grid.position or next(iter(self._grid.sheet.editables()), (0, 0))
        self.compared.follow(place[1])
        self.lay()
