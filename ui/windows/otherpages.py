"""The pages of a workspace that are no part of the report: export, print, history, packs, an import's review."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import SignalInstance

    from core.reportfile import StoredEvidence
    from ui.pages import ReviewPage
    from ui.panes.board import Board
    from ui.panes.outline import OutlinePane
    from ui.session import Session
    from ui.windows.checklist import ChecklistPage
    from ui.windows.export import ExportPage
    from ui.windows.history import HistoryPage
    from ui.windows.memory import Memory
    from ui.windows.pages import PageStack
    from ui.windows.printing import PrintPage
    from ui.windows.topbar import TopBar


class OtherPages:
    """The part of the workspace that makes and shows them; export, print, history and checklist stay once made."""

    session: Session
    board: Board
    pages: PageStack
    outline: OutlinePane
    bar: TopBar
    _memory: Memory
    _review: ReviewPage | None = None
    _export: ExportPage | None = None
    _history: HistoryPage | None = None
    _checklist: ChecklistPage | None = None
    _print: PrintPage | None = None

    def _started(self) -> SignalInstance:
        """The workspace's `job`: work under way goes to the strip of the window."""
        raise NotImplementedError

    def go(self, step: str) -> None:
        """One of the four steps of the bar."""
        raise NotImplementedError

    def begin_typing(self) -> None:
        """Put the focus into the page."""
        raise NotImplementedError

    def _export_page(self) -> ExportPage:
        if self._export is None:
            from ui.windows.export import ExportPage

            self._export = ExportPage(self.board, self._memory)
            self._export.started.connect(self._started())
            self._export.see_errors.connect(lambda: self.go("审核"))
        return self._export

    def _print_page(self) -> PrintPage:
        if self._print is None:
            from ui.windows.printing import PrintPage

            self._print = PrintPage(self.board)
            self._print.started.connect(self._started())
        return self._print

    def show_collect(self) -> None:
        """The export page, the keys on the button of the collection form."""
        page = self._export_page()
        self.go("导出")
        page.ensureWidgetVisible(page.collecting)
        page.collecting.start.setFocus()

    def show_history(self, place: str = "", words: str = "") -> None:
        """What was changed, of one page or cell or all."""
        if self._history is None:
            from ui.windows.history import HistoryPage

            self._history = HistoryPage(self.board)
            self._history.compared.connect(self.show_snapshot)
        else:
            self._history.refresh()
        self._history.show_only(place, words)
        self.pages.show_other(self._history)
        self.bar.mark("")
        self._history.list.setFocus()

    def _history_of(self, key: str, aspect: str) -> None:
        place = f"{key}@{aspect}"
        spot = self.board.places.locate(place)
        self.show_history(spot.id if spot else "", self.board.places.label(place))

    def show_snapshot(self, path: Path | None = None) -> None:
        """What differs between the report and one of its snapshots."""
        from ui.windows.snapshot import SnapshotPage

        page = SnapshotPage(self.board, path)
        page.left.connect(self.show_history)
        self.pages.show_passing(page)
        self.bar.mark("")
        page.list.setFocus()

    def show_packs(self) -> None:
        """Which reports the file makes; an import under way is finished first, it was read for these forms."""
        if self._review is not None:
            self.session.refused.emit("正在核对导入的内容：请先导入或放弃，再更换报表包。")
            return
        from ui.windows.packs import PacksPage

        page = PacksPage(self.session)
        page.left.connect(self.pages.show_last)
        self.pages.show_passing(page)
        self.bar.mark("")
        self.begin_typing()

    def show_checklist(self) -> None:
        """What is still to be done, and what was not checked."""
        if self._checklist is None:
            from ui.windows.checklist import ChecklistPage

            self._checklist = ChecklistPage(self.board, self.outline.model)
            self._checklist.export.connect(lambda: self.go("导出"))
        else:
            self._checklist.refresh()
        self.pages.show_other(self._checklist)
        self.bar.mark("")
        self.begin_typing()

    def show_source(self, path: Path, evidence: StoredEvidence) -> None:
        """The page of an imported file a value was read from, until one goes back."""
        from ui.windows.sourcepage import SourcePage

        page = SourcePage(path, evidence, self.session.runner)
        page.left.connect(self.pages.show_last)
        page.started.connect(self._started())
        self.pages.show_passing(page)
        self.bar.mark("")
        page.begin()

    @property
    def review(self) -> ReviewPage | None:
        """The review of an import that is under way."""
        return self._review

    def _imported(self, page: ReviewPage, moved: object) -> None:
        for path in page.paths if moved is not None else ():
            self._memory.remember_source(path)

    def show_review(self, page: ReviewPage) -> None:
        """Show the review of an import; when it has finished, back to the report."""
        page.finished.connect(lambda moved: self._imported(page, moved))
        page.finished.connect(lambda _moved: self._review_over(page))
        page.started.connect(self._started())
        page.restore(self._memory.bytes("review"))
        self._review = page
        self.pages.show_other(page)

    def _review_over(self, page: ReviewPage) -> None:
        self._review = None
        self._memory.remember("review", page.split.saveState())
        self.pages.show_last()
        self.pages.drop(page)
