"""修改记录: what was changed, and the way back: a cell, a section, or the whole file as it was at an opening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QTableView

from ui import theme
from ui.models.history import Column, HistoryModel, restored
from ui.panes.places import Spot
from ui.widgets.choice import Choice
from ui.widgets.controls import Button, column, label, row
from ui.windows.listing import listing

if TYPE_CHECKING:
    from core.report import Moved
    from ui.panes.board import Board

_WIDTHS: dict[int, int] = {Column.WHEN: 32, Column.WHO: 14, Column.WHAT: 40, Column.PLACE: 40}


class HistoryPage(QFrame):
    """A list that narrows by page and words; restoring is a change like any other."""

    compared = Signal(object)
    """The path of a snapshot to be seen beside the report."""

    def __init__(self, board: Board) -> None:
        super().__init__()
        self._board = board
        self._session = board.session
        self.setProperty("role", "panel")
        self.setObjectName("history")
        self.model = HistoryModel(board.session.report, board.places, self)
        self.page = Choice()
        self.words = QLineEdit()
        self.list = QTableView()
        self.snapshots = Choice()
        self.restore = Button("恢复原来的内容", icon="rotate-ccw", name="restore", clicked=self._restore)
        self.jump = Button("到这一格", icon="arrow-right", name="history-jump", clicked=self._jump)
        self.compare = Button("与现在比较…", name="compare-snapshot", clicked=self._compare)
        self.back = Button("恢复到这一份", name="restore-snapshot", clicked=self._restore_snapshot)
        self._build()
        self._session.moved.connect(self._moved)
        self.refresh()

    # -- building -----------------------------------------------------------------------

    def _build(self) -> None:
        layout = column(self, margin=4, gap=3)
        layout.addWidget(label("修改记录", "title"))
        narrow = row(gap=2)
        self.page.setAccessibleName("只看哪张表、哪一节")
        self.page.setFixedWidth(theme.space(60))
        self.page.activated.connect(lambda _: self._narrow())
        self.words.setPlaceholderText("查找数据、科目、人、数字")
        self.words.setAccessibleName("在修改记录里查找")
        self.words.setToolTip(self.words.placeholderText())
        self.words.textChanged.connect(lambda _: self._narrow())
        narrow.addWidget(self.page)
        narrow.addWidget(self.words, 1)
        narrow.addWidget(self.jump)
        narrow.addWidget(self.restore)
        layout.addLayout(narrow)
        self._dress_list()
        layout.addWidget(self.list, 1)
        whole = row(gap=2)
        whole.addWidget(label("打开文件时留的快照：", "secondary"))
        self.snapshots.setAccessibleName("快照")
        self.snapshots.setMinimumWidth(theme.space(50))
        whole.addWidget(self.snapshots)
        whole.addWidget(self.compare)
        whole.addWidget(self.back)
        self.back.setToolTip("恢复以后可以撤销")
        whole.addStretch()
        layout.addLayout(whole)

    def _dress_list(self) -> None:
        listing(self.list, self.model, "修改记录", _WIDTHS, (Column.OLD, Column.NEW))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._enable())
        self.list.doubleClicked.connect(lambda _: self._jump())

    # -- following -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Read history and snapshots anew."""
        self.model.refresh()
        self._list_pages()
        self.snapshots.clear()
        report = self._session.report
        found = [] if report.file.in_memory else report.file.snapshots()
        for snapshot in found:
            self.snapshots.addItem(f"{snapshot.at:%Y-%m-%d %H:%M:%S}", snapshot.path)
        for part in (self.snapshots, self.compare):
            part.setEnabled(bool(found))
        self.back.setEnabled(bool(found) and not report.file.read_only)
        self._enable()

    def _list_pages(self) -> None:
        chosen = self.page.currentData()
        self.page.clear()
        self.page.addItem("全部表和文字", "")
        for name in self.model.pages():
            spot = self._board.places.locate(name)
            self.page.addItem(self._board.places.title(spot) if spot else self._name(name), name)
        self.page.setCurrentIndex(max(self.page.findData(chosen), 0))

    def _name(self, family: str) -> str:
        families = self._session.report.template.dictionary.families
        return families[family].name if family in families else "其他数据"

    def show_only(self, place: str, words: str) -> None:
        """The history of one cell or page."""
        self.page.setCurrentIndex(max(self.page.findData(place), 0))
        self.words.setText(words)
        self._narrow()

    def _narrow(self) -> None:
        self.model.narrow(self.page.currentData() or "", self.words.text())
        self._enable()

    def _moved(self, _moved: Moved) -> None:
        if self.isVisible():
            self.refresh()

    def _enable(self) -> None:
        line = self.model.line(self._current().row())
        some = line is not None and line.change is not None
        self.restore.setEnabled(some and not self._session.report.file.read_only)
        self.jump.setEnabled(line is not None and bool(line.page))

    def _current(self) -> QModelIndex:
        return self.list.currentIndex()

    # -- acting ---------------------------------------------------------------------------

    def _restore(self) -> None:
        line = self.model.line(self._current().row())
        change = line.change if line is not None else None
        if change is not None:
            self._session.do(lambda: restored(self._session.report, change))

    def _compare(self) -> None:
        path = self.snapshots.currentData()
        if path is not None:
            self.compared.emit(path)

    def _restore_snapshot(self) -> None:
        path = self.snapshots.currentData()
        if path is not None:
            self._session.do(lambda: self._session.report.restore(path))

    def _jump(self) -> None:
        from core.reportfile import FigureChange

        line = self.model.line(self._current().row())
        if line is None:
            return
        change = line.change
        place = f"{change.key}@{change.aspect}" if isinstance(change, FigureChange) else line.page
        spot = self._board.places.locate(place)
        if isinstance(spot, Spot):
            self._session.jump(place)
