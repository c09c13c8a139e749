"""The bottom pane: what is wrong, where, and a line of reason for what may stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QHeaderView, QTableView, QWidget

from ui import fonts, theme
from ui.panes.board import Board, Group
from ui.panes.problem_model import MESSAGE, PLACE, REASON, RULE, ProblemModel, explainable
from ui.panes.problem_paint import ProblemDelegate
from ui.widgets.controls import Button, column, frame, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from core.rules import Finding

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ProblemsPane(QWidget):
    """A header with the filters over the list; `folded` tells that only the header is left."""

    folded = Signal(bool)

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._opened = True
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = ProblemModel(board, self)
        self.view = _List(self.model)
        self.view.jump.connect(self._jump)
        self._title = label("", "strong")
        self._filters = QButtonGroup(self)
        self._fold = Button("收起", icon="chevron-down", role="tab", name="fold-problems", clicked=self.toggle)
        self.nothing = label("没有要处理的问题", "secondary", name="no-problems")
        layout = column(self, gap=0)
        self._header = self._head()
        layout.addWidget(self._header)
        layout.addWidget(self.view)
        layout.addWidget(self.nothing)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setMinimumHeight(theme.ROW * 2)
        board.changed.connect(self._count)
        for signal in (self.model.rowsInserted, self.model.rowsRemoved, self.model.modelReset):
            signal.connect(self._show_nothing)
        self._count()
        self._show_nothing()

    def _head(self) -> QWidget:
        head = frame("panel")
        line = row(head, margin=3, across=1, gap=1)
        line.addWidget(self._title)
        line.addSpacing(theme.space(2))
        for number, group in enumerate((None, *Group)):
            button = Button(str(group or "全部"), role="tab", name=f"filter-{number}")
            button.setCheckable(True)
            button.setChecked(group is None)
            button.clicked.connect(lambda _checked=False, chosen=group: self.model.set_group(chosen))
            self._filters.addButton(button, number)
            line.addWidget(button)
        line.addStretch()
        line.addWidget(Button("下一个 F8", role="tab", name="next-problem", clicked=self.next))
        line.addWidget(Button("上一个 Shift+F8", role="tab", name="previous-problem", clicked=self.previous))
        line.addWidget(self._fold)
        return head

    # -- what the window calls -------------------------------------------------------

    def next(self) -> None:
        """Select the next problem and go there."""
        self._step(1)

    def previous(self) -> None:
        """Select the previous problem and go there."""
        self._step(-1)

    def toggle(self) -> None:
        """Fold to one line or open again."""
        self.set_open(not self._opened)

    def set_open(self, opened: bool) -> None:
        """Open the list or fold it to its header."""
        self._opened = opened
        self._show_nothing()
        self._fold.setText("收起" if opened else "展开")
        self._fold.setAccessibleName(self._fold.text())
        self._fold.set_icon("chevron-down" if opened else "chevron-up")
        self.folded.emit(not opened)

    @property
    def opened(self) -> bool:
        """Whether the list is shown."""
        return self._opened

    def head_height(self) -> int:
        """How high the pane is when it is folded."""
        return self._header.sizeHint().height()

    def height_of(self, rows: int) -> int:
        """How high the pane is with so many problems in sight."""
        return self.head_height() + rows * theme.ROW + 2 * self.view.frameWidth()

    # -- inside -------------------------------------------------------------------------

    def _step(self, way: int) -> None:
        rows = self.model.rowCount()
        if not rows:
            return
        current = self.view.currentIndex().row()
        start = -1 if way > 0 else 0
        target = ((current if current >= 0 else start) + way) % rows
        self.view.setCurrentIndex(self.model.index(target, MESSAGE))
        self._jump(target)

    def _jump(self, number: int) -> None:
        finding: Finding | None = self.model.finding(number)
        if finding is not None:
            whole = finding.place.endswith(":0-0") and not finding.quote  # no words of a section, but what it lacks
            self._board.session.jump(finding.cells[0] if whole and finding.cells else finding.place)

    def _show_nothing(self) -> None:
        some = self.model.rowCount() > 0
        self.view.setVisible(self._opened and some)
        self.nothing.setVisible(self._opened and not some)

    def _count(self) -> None:
        counts = self._board.counts()
        total = counts.blocking + counts.warning + counts.rounding
        self._title.setText("正在审核…" if self._board.checking else f"问题 {total}")
        self.nothing.setText("正在审核…" if self._board.checking else "没有要处理的问题")
        numbers = (counts.error, counts.unfilled, counts.warning, counts.rounding, counts.unchecked)
        for number, (group, count) in enumerate(zip(Group, numbers, strict=True), start=1):
            button = self._filters.button(number)
            button.setText(f"{group}({count})" if count else str(group))
            button.setAccessibleName(button.text())


class _List(QTableView):
    """The table of problems; `jump` carries the row."""

    jump = Signal(int)

    def __init__(self, model: ProblemModel) -> None:
        super().__init__()
        self.setObjectName("problems")
        self.setAccessibleName("问题")
        self.setModel(model)
        self.setItemDelegate(ProblemDelegate(model, self))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMinimumHeight(theme.ROW * 2)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.ROW)
        self.verticalHeader().setMinimumSectionSize(theme.ROW)
        self._columns()
        self.doubleClicked.connect(self._double_clicked)
        self.clicked.connect(self._clicked)

    def _columns(self) -> None:
        header = self.horizontalHeader()
        header.hide()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(MESSAGE, QHeaderView.ResizeMode.Stretch)
        em = self.fontMetrics().horizontalAdvance("字") or fonts.BASE
        for number, width in ((RULE, 4), (PLACE, 18), (REASON, 16)):
            self.setColumnWidth(number, em * width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentIndex().isValid():
            self.jump.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() != REASON:
            self.jump.emit(index.row())

    def _clicked(self, index: QModelIndex) -> None:
        model = self.model()
        finding = model.finding(index.row()) if isinstance(model, ProblemModel) else None
        if index.column() == REASON and finding is not None and explainable(finding):
            self.edit(index)
