"""A snapshot beside the report: what was there then, what is there now, and bringing back a cell, a page or all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QSplitter,
    QTableView,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from core.report.comparing import bring_back, compare
from ui import theme
from ui.models.comparing import OTHER, Column, CompareModel, Difference, differences
from ui.models.lastyear import compared
from ui.widgets.choice import Choice
from ui.widgets.controls import Button, column, label, row
from ui.windows.listing import listing

if TYPE_CHECKING:
    from pathlib import Path

    from core.report import Moved
    from core.report.comparing import Comparison
    from ui.panes.board import Board

_WIDTHS: dict[int, int] = {Column.PAGE: 62, Column.PLACE: 62}


class SnapshotPage(QFrame):
    """Choose a snapshot; every difference is a line, the chosen one is shown whole below, then beside now."""

    left = Signal()

    def __init__(self, board: Board, chosen: Path | None = None) -> None:
        super().__init__()
        self._board = board
        self._session = board.session
        self._found: Comparison | None = None
        self.setProperty("role", "panel")
        self.setObjectName("snapshot")
        self.model = CompareModel(self)
        self.snapshots = Choice()
        self.page = Choice()
        self.words = QLineEdit()
        self.list = QTableView()
        self.then, self.now = _reader("快照里"), _reader("现在")
        self.told = label("", "secondary", name="snapshot-told")
        self.one = Button("恢复选中的", icon="rotate-ccw", name="bring-one", clicked=self._bring_chosen)
        self.whole = Button("恢复这张表（这一节）", name="bring-page", clicked=self._bring_page)
        self.every = Button("全部恢复到快照", name="bring-all", clicked=self._bring_all)
        self._build()
        for one in self._session.report.file.snapshots():
            self.snapshots.addItem(f"{one.at:%Y-%m-%d %H:%M:%S}", one.path)
        self.snapshots.setCurrentIndex(max(self.snapshots.findData(chosen), 0))
        self._session.moved.connect(self._moved)
        self.refresh()

    # -- building ----------------------------------------------------------------------

    def _build(self) -> None:
        layout = column(self, margin=4, gap=3)
        top = row(gap=3)
        top.addWidget(label("与快照比较", "title"))
        top.addWidget(self.told, 1)
        top.addWidget(Button("返回", name="leave-snapshot", clicked=self.left.emit))
        layout.addLayout(top)
        layout.addLayout(self._narrowing())
        self._dress_list()
        texts = QSplitter(Qt.Orientation.Horizontal)
        for name, reader in (("快照里", self.then), ("现在", self.now)):
            texts.addWidget(_titled(name, reader))
        texts.setChildrenCollapsible(False)
        texts.setObjectName("plain")
        down = QSplitter(Qt.Orientation.Vertical)
        down.addWidget(self.list)
        down.addWidget(texts)
        down.setStretchFactor(0, 3)
        down.setStretchFactor(1, 2)
        down.setChildrenCollapsible(False)
        down.setObjectName("plain")
        for splitter in (texts, down):
            splitter.setHandleWidth(theme.space(3))
        layout.addWidget(down, 1)
        foot = row(gap=2)
        for button in (self.one, self.whole, self.every):
            foot.addWidget(button)
        foot.addWidget(label("恢复以后可以撤销", "secondary"))
        foot.addStretch()
        layout.addLayout(foot)

    def _narrowing(self) -> QVBoxLayout:
        line = row(gap=2)
        for box, name, width in ((self.snapshots, "快照", 50), (self.page, "只看哪张表、哪一节", 60)):
            box.setAccessibleName(name)
            box.setFixedWidth(theme.space(width))
            line.addWidget(box)
        self.words.setPlaceholderText("查找数据、科目、数字")
        self.words.setAccessibleName("在比较里查找")
        line.addWidget(self.words, 1)
        self.snapshots.activated.connect(lambda _: self.refresh())
        self.page.activated.connect(lambda _: self._narrow())
        self.words.textChanged.connect(lambda _: self._narrow())
        held = column(gap=0)
        held.addLayout(line)
        return held

    def _dress_list(self) -> None:
        listing(self.list, self.model, "与快照的差别", _WIDTHS, (Column.THEN, Column.NOW))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show())
        self.list.doubleClicked.connect(lambda _: self._jump())

    # -- following ---------------------------------------------------------------------

    def refresh(self) -> None:
        """Hold the report against the chosen snapshot anew."""
        path = self.snapshots.currentData()
        self._found = self._session.do(lambda: compare(self._session.report, path)) if path is not None else None
        lines = differences(self._session.report, self._board.places, self._found) if self._found else []
        self.model.fill(lines)
        chosen = self.page.currentData()
        self.page.clear()
        self.page.addItem("全部表和文字", "")
        for name, title in self.model.pages().items():
            self.page.addItem(title, name)
        self.page.setCurrentIndex(max(self.page.findData(chosen), 0))
        self._narrow()
        self.told.setText(self._summary(lines))

    def _summary(self, lines: list[Difference]) -> str:
        if self._found is None:
            return "还没有快照：每次打开文件时会留一份。"
        packs = "；报表包也不同，「全部恢复」会一并换回" if self._found.packs else ""
        return f"有 {len(lines)} 处不同{packs}" if lines or packs else "与现在的内容相同"

    def _moved(self, _moved: Moved) -> None:
        if self.isVisible():
            self.refresh()

    def _narrow(self) -> None:
        self.model.narrow(self.page.currentData() or "", self.words.text())
        if self.model.rowCount():
            self.list.selectRow(0)
        self._show()

    def chosen(self) -> list[Difference]:
        """The selected lines."""
        rows = sorted({index.row() for index in self.list.selectionModel().selectedRows()})
        return [line for number in rows if (line := self.model.line(number)) is not None]

    def _show(self) -> None:
        """The first of the selected lines whole, what differs tinted on both sides."""
        lines = self.chosen()
        then, now = (lines[0].then, lines[0].now) if lines else ("", "")
        _tint(self.then, then, now, "warning_ground")
        _tint(self.now, now, then, "selected")
        free = bool(lines) and not self._session.report.file.read_only
        self.one.setEnabled(free)
        self.one.setText(f"恢复选中的 {len(lines)} 处" if len(lines) > 1 else "恢复选中的")
        pages = {line.page for line in lines}
        self.whole.setEnabled(free and len(pages) == 1 and OTHER not in pages)
        self.every.setEnabled(self._found is not None and bool(self._found.changes or self._found.packs))
        self.every.setDisabled(self._session.report.file.read_only or not self.every.isEnabled())

    # -- acting ------------------------------------------------------------------------

    def _bring(self, lines: list[Difference], what: str) -> None:
        found = self._found
        if found is not None and lines:
            changes = [line.change for line in lines]
            self._session.do(lambda: bring_back(self._session.report, found, changes, what))

    def _bring_chosen(self) -> None:
        lines = self.chosen()
        more = f"等 {len(lines)} 处" if len(lines) > 1 else ""
        self._bring(lines, f"从快照恢复：{lines[0].title} {lines[0].place}{more}" if lines else "")

    def _bring_page(self) -> None:
        lines = self.chosen()
        if lines:
            self._bring(self.model.of_page(lines[0].page), f"从快照恢复：{lines[0].title}")

    def _bring_all(self) -> None:
        if self._found is not None:
            path = self._found.snapshot
            self._session.do(lambda: self._session.report.restore(path))

    def _jump(self) -> None:
        lines = self.chosen()
        if lines and lines[0].page != OTHER:
            from core.reportfile import FigureChange

            change = lines[0].change
            self._session.jump(f"{change.key}@{change.aspect}" if isinstance(change, FigureChange) else lines[0].page)


def _reader(name: str) -> QTextEdit:
    made = QTextEdit()
    made.setReadOnly(True)
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    return made


def _titled(name: str, reader: QTextEdit) -> QWidget:
    host = QWidget()
    layout = column(host, gap=1)
    layout.addWidget(label(name, "strong"))
    layout.addWidget(reader, 1)
    return host


def _tint(reader: QTextEdit, text: str, other: str, ground: str) -> None:
    """A text with what the other side does not have tinted and underlined."""
    reader.clear()
    cursor = QTextCursor(reader.document())
    for stretch in compared(text, other):
        made = QTextCharFormat()
        made.setForeground(theme.current().color("text"))
        if not stretch.same:
            made.setBackground(theme.current().color(ground))
            made.setFontUnderline(True)
        cursor.insertText(stretch.text, made)
    reader.moveCursor(QTextCursor.MoveOperation.Start)
