"""One open report: outline, page, explanation and problems around it."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from ui import theme
from ui.panes.board import Board
from ui.panes.explain import ExplainPane
from ui.panes.outline import OutlinePane
from ui.panes.places import cell_of
from ui.panes.problems import ProblemsPane
from ui.widgets.controls import column
from ui.windows.memory import Memory, Recent
from ui.windows.otherpages import OtherPages
from ui.windows.pages import PageStack
from ui.windows.topbar import TopBar

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from ui.panes.places import Spot
    from ui.panes.preview import PreviewPane
    from ui.session import Session
    from ui.windows.replace import ReplaceBar

_ROWS = 5
"""How many problems are seen at first."""
WIDE = 1366
"""Logical pixels of window width under which the explanation folds away."""
_OUTLINE = 0.25
"""The most of the width that the outline keeps when a window becomes narrower."""
LOW = 560
"""Logical pixels of height under which the problems begin folded, so that a table has room for its rows."""


class Workspace(OtherPages, QWidget):
    """The panes of one session; `job` carries work under way for the strip above."""

    job = Signal(object)

    def __init__(self, session: Session, memory: Memory) -> None:
        super().__init__()
        self.session = session
        self._memory = memory
        self.setObjectName("workspace")
        self.board = Board(session)
        self.outline = OutlinePane(self.board)
        self.pages = PageStack(self.board)
        self.explain = ExplainPane(self.board)
        self.preview: PreviewPane | None = None
        self.problems = ProblemsPane(self.board)
        self.bar = TopBar(self.board, self)
        self._wanted = memory.flag("explain", default=True)
        self._low = False
        self._unfolded = 0
        """How high the problems were before they were folded."""
        self._laid = QTimer(self)
        self._laid.setSingleShot(True)
        self._laid.timeout.connect(self._narrow_outline)  # the panes have their sizes only then
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._down = QSplitter(Qt.Orientation.Vertical)
        self._lay_out()
        self._connect()
        self._begin()

    def _started(self) -> SignalInstance:
        return self.job

    # -- building ------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for pane, least in ((self.outline, 44), (self.pages, 90), (self.explain, 54)):
            pane.setMinimumWidth(theme.space(least))
            self._across.addWidget(pane)
        for number, stretch in enumerate((0, 1, 0)):
            self._across.setStretchFactor(number, stretch)
            self._across.setCollapsible(number, False)
        self._across.setSizes([theme.space(66), theme.space(200), theme.space(74)])
        self._down.addWidget(self._across)
        self._down.addWidget(self.problems)
        self._down.setStretchFactor(0, 1)
        self._down.setCollapsible(0, False)
        self._down.setCollapsible(1, False)
        self._down.setSizes([theme.space(150), self.problems.height_of(_ROWS)])
        for splitter in (self._across, self._down):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        self._panes = column(self, gap=0)
        self._panes.addWidget(self.bar)
        self._panes.addWidget(self._down, 1)

    def _connect(self) -> None:
        self.session.place_requested.connect(self.show_place)
        self.session.words_requested.connect(self.find_words)
        self.session.history_requested.connect(self._history_of)
        self.outline.chosen.connect(self.pages.show_spot)
        self.pages.shown.connect(self._shown)
        self.bar.step.connect(self.go)
        self.explain.find_source = lambda name: self._memory.source(name, self.session.report.file.path)
        self.explain.source_asked.connect(self.show_source)
        self.bar.explain.connect(self._explain_wanted)
        self.bar.preview.connect(self.show_preview)
        self.problems.folded.connect(self._problems_folded)

    def _begin(self) -> None:
        self._restore("across", self._across)
        self._restore("down", self._down)
        self.problems.set_open(self._memory.flag("problems", default=True))
        self._fold()
        first = self.outline.model.unfinished()
        if first is not None:
            self.pages.show_spot(first)

    def _restore(self, name: str, splitter: QSplitter) -> None:
        state: QByteArray = self._memory.bytes(name)
        if not state.isEmpty():
            splitter.restoreState(state)

    @cached_property
    def replacing(self) -> ReplaceBar:
        """The bar of 查找和替换, made when it is first asked for: it loads all that reads prose."""
        from ui.windows.replace import ReplaceBar

        bar = ReplaceBar(self.session)
        bar.here.connect(self._replace_here)
        self._panes.insertWidget(self._panes.indexOf(self._down), bar)
        return bar

    def find_words(self, words: str = "") -> None:
        """Show 查找和替换; `words` are looked for where given."""
        self.replacing.begin(words)

    def _replace_here(self, words: str, other: str) -> None:
        page = self.pages.currentWidget()
        replace = getattr(page, "replace_selected", None)
        if replace is not None:
            replace(words, other)

    # -- going places ---------------------------------------------------------------------

    def show_place(self, place: str) -> None:
        """Jump to a place; a figure that no table shows is typed beside, in 依据."""
        self.pages.show_place(place)
        if cell_of(place) is not None and self.explain.asks:
            self.bar.panel.setChecked(True)
            self.explain.ask()

    def go(self, step: str) -> None:
        """One of the four steps of the bar."""
        self.session.catch_up()
        match step:
            case "录入" if self._review is not None:
                self.pages.show_other(self._review)
            case "录入":
                self.pages.show_last()
            case "审核":
                self.pages.show_last()
                self.problems.set_open(True)
                self.problems.view.setFocus()
            case "导出":
                self.pages.show_other(self._export_page())
                self.begin_typing()
            case "打印":
                self.pages.show_other(self._print_page())
                self.begin_typing()
        self.bar.mark(step)

    def _shown(self, spot: Spot | None) -> None:
        self._alone(spot is None and self.pages.currentWidget() is self._review)
        if spot is not None:
            self.outline.show_spot(spot)
            self.bar.mark("录入")

    def _alone(self, alone: bool) -> None:
        """A review has the whole window: its source and its list stand side by side."""
        self.outline.setHidden(alone)
        self.problems.setHidden(alone)
        if alone:
            self.bar.look.setChecked(False)
            self.explain.hide()
        else:
            self._fold()

    def begin_typing(self) -> None:
        """Put the focus into the page."""
        _focus(self.pages.currentWidget())

    def next_pane(self) -> None:
        """F6: the focus goes on to the next pane."""
        stops: list[QWidget] = [self.outline.view, self.pages.currentWidget(), self.problems.view, self.bar.search]
        here = next((n for n, stop in enumerate(stops) if stop.hasFocus() or stop.isAncestorOf(self.focusWidget())), -1)
        for offset in range(1, len(stops) + 1):
            stop = stops[(here + offset) % len(stops)]
            if stop.isVisible() and stop.isEnabled():
                _focus(stop)
                return

    def show_preview(self, wanted: bool) -> None:
        """The pages as they will be printed, in the place of the explanation."""
        if self.preview is None:
            from ui.panes.preview import PreviewPane

            self.preview = PreviewPane(self.board)
            self.preview.setMinimumWidth(theme.space(70))
            self.preview.hide()
            self.pages.shown.connect(self.preview.show_spot)
            self._across.addWidget(self.preview)
            self._across.setCollapsible(3, False)
            self.preview.show_spot(self.pages.spot)
        self.preview.follow(self.pages.selection())
        self.preview.setVisible(wanted)
        self._fold()
        sizes = self._across.sizes()
        wide = max(theme.space(100), self.width() * 3 // 10) if wanted else theme.space(74)
        middle = sum(sizes) - sizes[0] - wide
        self._across.setSizes([sizes[0], middle, 0, wide] if wanted else [sizes[0], middle, wide, 0])

    # -- folding -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
        self._narrow_outline()
        if (self.height() < LOW) is not self._low:
            self._low = not self._low
            self.problems.set_open(not self._low and self._memory.flag("problems", default=True))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._laid.start()

    def _narrow_outline(self) -> None:
        """On a narrow window the outline takes no more than its share: the page is what one works in."""
        most = max(self.outline.minimumWidth(), round(self.width() * _OUTLINE))
        sizes = self._across.sizes()
        if sizes[0] > most:
            self._across.setSizes([most, sizes[1] + sizes[0] - most, *sizes[2:]])

    def _explain_wanted(self, wanted: bool) -> None:
        if self.width() >= WIDE:
            self._wanted = wanted
        if wanted:
            self.bar.look.setChecked(False)
        self.explain.setVisible(wanted)

    def _fold(self) -> None:
        seen = self.preview is not None and not self.preview.isHidden()
        shown = (
            self._wanted and self.width() >= WIDE and not self.outline.isHidden() and not seen and self.pages.explained
        )
        blocked = self.bar.panel.blockSignals(True)
        self.bar.panel.setChecked(shown)
        self.bar.panel.blockSignals(blocked)
        self.explain.setVisible(shown)

    def _problems_folded(self, folded: bool) -> None:
        head, sizes = self.problems.head_height(), self._down.sizes()
        if folded and sizes[1] > head:
            self._unfolded = sizes[1]
        if not folded and self.problems.maximumHeight() == _NO_LIMIT:
            return
        self.problems.setMaximumHeight(head if folded else _NO_LIMIT)
        wanted = head if folded else self._unfolded or self.problems.height_of(_ROWS)
        self._down.setSizes([max(sum(sizes) - wanted, 0), wanted])

    # -- leaving ---------------------------------------------------------------------------------

    def remember(self) -> None:
        """Keep the sizes, and this file's card on the start page."""
        self.remember_sizes()
        self._remember_card()

    def remember_sizes(self) -> None:
        """Keep how the panes are divided and folded."""
        self._memory.remember("across", self._across.saveState())
        self._memory.remember("down", self._down.saveState())
        self._memory.set_flag("explain", on=self._wanted)
        if not self._low:
            self._memory.set_flag("problems", on=self.problems.opened)

    def _remember_card(self) -> None:
        report = self.session.report
        if report.file.in_memory:
            return
        report.catch_up()
        counts, whole = self.board.counts(), self.outline.model.whole()
        at = datetime.fromtimestamp(report.file.path.stat().st_mtime).isoformat(timespec="seconds")
        share = round(whole.share * 100)
        path = str(report.file.path)
        self._memory.add_recent(Recent(path, report.unit, report.year, at, share, counts.error, counts.warning))


_NO_LIMIT = 16777215
"""Qt's own: no maximum height."""


def _focus(stop: QWidget) -> None:
    inner = [found for found in stop.findChildren(QWidget) if found.focusPolicy() & Qt.FocusPolicy.TabFocus]
    target = stop if stop.focusPolicy() != Qt.FocusPolicy.NoFocus or not inner else inner[0]
    target.setFocus(Qt.FocusReason.TabFocusReason)
