"""The page of one table: title, layout, grid, and the line under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.report import LAYOUT, REST_ZERO
from core.reportfile import Origin
from core.template import RowKind
from ui import icons, theme
from ui.models.sheet import SheetModel
from ui.pages import block
from ui.pages.compare import CompareView
from ui.pages.grid import SheetView
from ui.pages.note import Note
from ui.pages.nothing import NothingLine
from ui.session import Selection

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from core.report import Moved
    from core.template import Family
    from ui.session import Session


class TablePage(QWidget):
    """One table to fill in."""

    def __init__(self, session: Session, table: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.table = table
        self._report = session.report
        self._form = self._report.template.table(table)
        self.model = SheetModel(session, table, self)
        self.head = SheetView(self.model, self, header=True)
        self.grid = SheetView(self.model, self)
        self.head.leader = self.grid
        self.grid.setObjectName("grid")
        self.grid.setAccessibleName(self._title())
        self.setObjectName("table-page")
        theme.role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        self._connect()
        self._follow_head()

    # -- parts ------------------------------------------------------------------

    def _title(self) -> str:
        return self._report.table_title(self.table)

    def _build(self) -> None:
        self.note = Note(self)
        self.sums = QLabel(self)
        self.sums.setObjectName("sums")
        theme.role(self.sums, "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(4), theme.space(4), theme.space(4), theme.space(2))
        column.setSpacing(theme.space(2))
        column.addLayout(self._heading())
        column.addLayout(self._subheading())
        rule = QFrame(self)
        theme.role(rule, "line")
        grids = QVBoxLayout()
        grids.setSpacing(0)
        grids.addWidget(self.head)
        grids.addWidget(self.grid, 1)
        self.compare = CompareView(self.grid, self)
        self.compare.hide()
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addLayout(grids, 1)
        across.addWidget(self.compare)
        body = QVBoxLayout()
        body.setSpacing(0)
        body.addWidget(rule)
        body.addLayout(across, 1)
        column.addLayout(body, 1)
        self.nothing = NothingLine(self.session, self.table)
        column.addWidget(self.nothing)
        column.addWidget(self.note)
        column.addLayout(self._foot())

    def _heading(self) -> QHBoxLayout:
        line = QHBoxLayout()
        title = QLabel(self._title(), self)
        theme.role(title, "title")
        title.setWordWrap(True)
        title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line.addWidget(title, 1)
        if self._form.number:
            number = QLabel(self._report.table_number(self.table), self)
            theme.role(number, "chip")
            line.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _subheading(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.space(4))
        words = self._report.words(self._form.owner, self.table)
        owner = QLabel(words if self._report.unit in words else f"{words or '单位名称'}：{self._report.unit}", self)
        theme.role(owner, "secondary")
        line.addWidget(owner)
        line.addStretch(1)
        line.addLayout(self._layout_choice())
        self.beside = QPushButton("与上年比较", self)
        self.beside.setCheckable(True)
        self.beside.setToolTip("在表的右边显示光标所在一栏的上年数、增减和增减百分比")
        theme.role(self.beside, "tab")
        line.addWidget(self.beside)
        self.rest_zero = QCheckBox("空着的都是零", self)
        self.rest_zero.setToolTip("确认没填的格子就是没有发生，合计不再暂定")
        line.addWidget(self.rest_zero)
        if self._form.unit:
            unit = QLabel(f"单位：{self._form.unit}", self)
            theme.role(unit, "secondary")
            line.addWidget(unit)
        self._show_marks()
        return line

    def _layout_choice(self) -> QHBoxLayout:
        """A button for each way of printing the form, where there are several."""
        line = QHBoxLayout()
        line.setSpacing(theme.space(1))
        self.layouts = QButtonGroup(self)
        for at, layout in enumerate(self._form.layouts if len(self._form.layouts) > 1 else ()):
            button = QPushButton(f"表样 {layout}" if layout.isascii() else layout, self)
            button.setCheckable(True)
            button.setDisabled(self._report.file.read_only)
            theme.role(button, "tab")
            self.layouts.addButton(button, at)
            line.addWidget(button)
        return line

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.space(2))
        for family in self._families():
            coded = family.rows is RowKind.FUNCTIONAL
            button = QPushButton(icons.icon("plus"), "增加科目" if coded else f"增加{family.name}", self)
            theme.role(button, "quiet")
            button.clicked.connect(lambda _=False, key=family.key: self.add_row(key))
            button.setToolTip("再做一张这样的表" if family.key == self._form.per else "Ctrl++")
            line.addWidget(button)
        line.addStretch(1)
        self.sums.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.sums.setMinimumHeight(theme.ROW)
        line.addWidget(self.sums)
        return line

    def _families(self) -> list[Family]:
        names = dict.fromkeys(row.each for row in self._form.rows if row.each)
        if self._alone():
            names[self._form.per] = None
        return [] if self._report.file.read_only else [self._report.template.named(name) for name in names]

    def _alone(self) -> bool:
        """Whether this form is printed once for each row of a family that no table lists."""
        listed = {row.each for form in self._report.template.tables.values() for row in form.rows}
        return bool(self._form.per) and self._form.per not in listed

    def _connect(self) -> None:
        self.grid.picked.connect(self._picked)
        self.grid.chosen.connect(self._summed)
        self.grid.told.connect(self.note.say)
        self.grid.cells.wrong.connect(lambda _, reason: self.note.say(reason, "error"))
        self.model.told.connect(self.note.say)
        self.model.noted.connect(lambda text: self.note.say(text, "info"))
        self.model.modelReset.connect(self._follow_head)
        self.grid.laid.connect(self._follow_head)
        self.grid.horizontalScrollBar().valueChanged.connect(self.head.horizontalScrollBar().setValue)
        self.grid.viewport().installEventFilter(self)
        self.session.moved.connect(self._moved)
        self.session.zoomed.connect(self._zoomed)
        self.beside.toggled.connect(self._compare)
        theme.hub().changed.connect(self._recolour)
        self.layouts.idClicked.connect(self._choose_layout)
        self.rest_zero.clicked.connect(self._confirm_zero)
        shortcut = QShortcut(QKeySequence("Ctrl++"), self, self._add_first)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- following ------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The frozen head keeps the width of the grid, whatever its scroll bar takes."""
        if event.type() == QEvent.Type.Resize and watched is self.grid.viewport():
            self._follow_head()
        return super().eventFilter(watched, event)

    def _follow_head(self) -> None:
        shown = self.model.sheet.header_rows > 0
        self.head.setVisible(shown)
        if shown:
            self.head.setMaximumWidth(max(self.grid.viewport().width(), 1))
            self.head.fit()
            self.head.setFixedHeight(self.head.content_height())

    def _compare(self, wanted: bool) -> None:
        self.compare.setVisible(wanted)
        if wanted:
            self.compare.stand_beside(self.head.height() if self.model.sheet.header_rows else 0)

    def _zoomed(self, zoom: float) -> None:
        self.model.zoom = zoom
        self.grid.cells.forget()
        self.head.cells.forget()
        self.grid.fit()
        self._follow_head()
        self.grid.viewport().update()

    def _moved(self, moved: Moved) -> None:
        if self.isVisible():  # a page that comes into sight sums anew
            self._summed()  # once, not with each cell that the model tells of
        if moved.marks:
            self._show_marks()

    def _show_marks(self) -> None:
        self.rest_zero.setChecked(REST_ZERO + self.table in self._report.marks)
        self.rest_zero.setDisabled(self._report.file.read_only)
        chosen = self._report.marks.get(LAYOUT + self._form.id, "")
        button = self.layouts.button(self._form.layouts.index(chosen) if chosen in self._form.layouts else 0)
        if button is not None:
            button.setChecked(True)

    def _recolour(self) -> None:
        self.grid.viewport().update()
        self.head.viewport().update()

    def selection(self) -> Selection:
        """What the explanation pane explains while this page is shown."""
        here = self.grid.position
        cell = self.model.cell(*here) if here else None
        return Selection(cell.key, cell.aspect) if cell is not None and cell.key else Selection()

    def _picked(self) -> None:
        self.session.select(self.selection())

    def _summed(self) -> None:
        self.sums.setText(block.summary(self.model, self.grid.selected()))

    # -- acting ------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._summed()
        self.setFocusProxy(self.grid)

    def show_place(self, place: str) -> None:
        """Put the cursor on KEY@ASPECT."""
        key, _, aspect = place.partition("@")
        found = self.model.find(key, aspect or "actual")
        if found is not None:
            self.grid.go(found)
            self.grid.setFocus()

    def flush(self) -> None:
        """Commit what is being typed, before the page is left."""
        self.grid.setFocus()

    def forsake(self) -> None:
        """The file no longer has this form; nothing of it is waiting to be committed."""

    def _choose_layout(self, at: int) -> None:
        chosen = self._form.layouts[at]
        self.session.do(lambda: self._report.set_mark(LAYOUT + self._form.id, chosen, what=f"选用表样 {chosen}"))

    def _confirm_zero(self, confirmed: bool) -> None:
        self.session.do(lambda: self._report.confirm_rest_zero(self.table, confirmed=confirmed))

    def _add_first(self) -> None:
        families = self._families()
        here = self.grid.position
        cell = self.model.at(*here) if here else None
        if families:
            self.add_row(cell.family if cell is not None and cell.family else families[0].key)

    def add_row(self, family: str) -> None:
        """Add a row and put the cursor into it; where rows are codes, ask for one."""
        if self._report.template.named(family).rows is RowKind.FUNCTIONAL:
            self.grid.ask_code(family)
            return
        parent = self.table.partition(":")[2] if self._report.template.named(family).parent else ""
        added = self.session.do(lambda: self._report.add_row(family, parent=parent))
        if added is None:
            return
        if family == self._form.per:
            self.session.jump(f"{self._form.id}:{added[0]}")
            return
        prefix = f"{family}.{added[0]}."
        for place in self.model.editables():
            cell = self.model.cell(*place)
            if cell is not None and cell.key.startswith(prefix):
                self.grid.go(place)
                self.grid.setFocus()
                return

    def _remove_own(self) -> None:
        """Remove the row that this table is printed for, with everything in it; one undo brings it back."""
        row = self.table.partition(":")[2]
        self.session.do(lambda: self._report.remove_row(self._form.per, row))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.grid.indexAt(self.grid.viewport().mapFromGlobal(event.globalPos()))
            if index.isValid() and index not in self.grid.selectedIndexes():
                self.grid.go((index.row(), index.column()))
        menu = self.menu()
        menu.exec(event.globalPos() if event.globalPos() != QPoint() else self.mapToGlobal(QPoint()))
        menu.deleteLater()

    def menu(self) -> QMenu:
        """What can be done with the selection."""
        menu = QMenu(self)
        menu.addAction("复制", QKeySequence.StandardKey.Copy, self.grid.copy)
        menu.addAction("粘贴", QKeySequence.StandardKey.Paste, self.grid.paste)
        menu.addAction("向下填充", QKeySequence("Ctrl+D"), lambda: self.grid.fill(1, 0))
        menu.addAction("向右填充", QKeySequence("Ctrl+R"), lambda: self.grid.fill(0, 1))
        menu.addAction("清除内容", QKeySequence("Del"), lambda: self.model.clear(self.grid.selected()))
        here = self.grid.position
        cell = self.model.cell(*here) if here else None
        if here is None or cell is None or self._report.file.read_only:
            return menu
        view = self.model.view_of(cell)
        if view is not None and view.figure.formula is not None and not view.editable:
            menu.addSeparator()
            menu.addAction("填写上报合计…", self.grid.state_total)
            if view.origin is Origin.STATED:
                menu.addAction("采用计算数", lambda: self.model.drop_total(cell.key, cell.aspect))
        if view is not None:
            menu.addSeparator()
            menu.addAction("这一格的修改记录…", lambda: self.session.history_requested.emit(cell.key, cell.aspect))
        if self._alone():
            name = self._report.template.named(self._form.per).name
            menu.addSeparator()
            menu.addAction(f"删除这个{name}", self._remove_own)
        if cell.family:
            menu.addSeparator()
            menu.addAction("增加一行", QKeySequence("Ctrl++"), lambda: self.add_row(cell.family))
            if cell.row:
                menu.addAction("删除这一行", QKeySequence("Ctrl+-"), lambda: self.model.remove_row(here[0]))
        return menu
