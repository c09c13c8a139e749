"""The window: the start page, the form for a new report, or one open report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from ui import icons, theme
from ui.runner import Runner
from ui.widgets import look
from ui.widgets.controls import column
from ui.widgets.drop import DropHint, files_of
from ui.widgets.strip import JobStrip, Notice
from ui.windows import asking
from ui.windows.actions import fill_menu, make_actions
from ui.windows.adding import installed
from ui.windows.importing import Importer, Recognised, Understood
from ui.windows.memory import Memory
from ui.windows.start import StartPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent

    from core.report import Report
    from ui.session import Session
    from ui.windows.new import NewPage, Wish
    from ui.windows.workspace import Workspace


_OF_A_REPORT = (
    *("import", "export", "print", "close", "undo", "redo", "find", "next", "previous"),
    *("pane", "preview", "history", "checklist", "copy", "larger", "smaller", "usual", "replace"),
)
"""Actions that need an open report."""


class MainWindow(QMainWindow):
    """Shows one thing at a time and owns what outlives it: settings, runner, messages."""

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__()
        self.memory = memory or Memory()
        self.runner = Runner(self)
        self.workspace: Workspace | None = None
        self.session: Session | None = None
        self.setObjectName("window")
        self.setWindowIcon(icons.program())
        self.setMinimumSize(theme.space(240), theme.space(140))
        self.resize(theme.space(341), theme.space(180))
        self.setAcceptDrops(True)
        self.notice = Notice()
        self.job = JobStrip()
        self.frames = QStackedWidget()
        self.start = StartPage(self.memory)
        self.actions_ = make_actions(self)
        self.importer = Importer(self.runner, self)
        self._lay_out()
        self._connect()
        self._drop = DropHint(self)
        self.show_start()
        geometry = self.memory.bytes("geometry")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)

    def _lay_out(self) -> None:
        body = QWidget()
        layout = column(body, gap=0)
        layout.addWidget(self.notice)
        layout.addWidget(self.job)
        layout.addWidget(self.frames, 1)
        self.frames.addWidget(self.start)
        self.setCentralWidget(body)

    def _connect(self) -> None:
        self.start.new.connect(self.show_new)
        self.start.open.connect(self.ask_open)
        self.start.from_last_year.connect(self.ask_last_year)
        self.start.open_recent.connect(lambda path: self.open_file(Path(path)))
        self.importer.started.connect(self.job.watch)
        self.importer.refused.connect(self.notice.tell)
        self.importer.recognised.connect(self._recognised)
        self.importer.understood.connect(self._review)

    # -- the start page and new reports ------------------------------------------------------

    def show_start(self) -> None:
        """The start page."""
        self.start.refresh()
        self._show(self.start)
        self.setWindowTitle("决报")
        self._enable()

    def show_new(self, recognised: Recognised | None = None) -> None:
        """The form for a new report."""
        from ui.windows.new import NewPage

        page = NewPage(self.memory, recognised)
        page.wished.connect(lambda wish: self._create(page, wish))
        page.left.connect(self._leave_other)
        self._show(page)

    def _create(self, page: NewPage, wish: Wish) -> None:
        from ui.windows.opening import make_report

        report = make_report(wish, self.notice)
        if report is None:
            return
        session = self._open(report)
        if page.recognised and page.recognised.documents:
            self.importer.read_into(session, (), page.recognised.documents)

    def _recognised(self, recognised: Recognised) -> None:
        self.show_new(recognised)

    def ask_last_year(self) -> None:
        """Begin with last year's file, whatever it is."""
        paths = asking.last_year_files(self, self.memory.place("sources"))
        if paths:
            self.begin_from(paths)

    def begin_from(self, paths: Sequence[Path]) -> None:
        """A new report from last year's own file, or from what was published."""
        from ui.windows.opening import facts_of

        self.memory.remember_place("sources", paths[0].parent)
        own = [path for path in paths if path.suffix.lower() == ".jbao"]
        if not own:
            self.importer.recognise(paths)
            return
        facts = facts_of(own[0], self.notice)
        if facts is not None:
            self.show_new(Recognised((own[0],), (), facts[0], facts[1], ",".join(facts[2])))

    # -- opening --------------------------------------------------------------------------------

    def ask_open(self) -> None:
        """Choose a report file and open it."""
        path = asking.report_file(self, self.memory.place("reports"))
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path, *, read_only: bool = False) -> None:
        """Open a report file in place of what is shown; a refusal leaves that as it is."""
        from ui.windows.opening import open_report

        if self.session is not None and self.session.report.file.path == path and not read_only:
            self._leave_other()
            return
        report = open_report(path, self.notice, lambda: self.open_file(path, read_only=True), read_only=read_only)
        if report is not None:
            self.memory.remember_place("reports", path.parent)
            self._open(report)

    def _open(self, report: Report) -> Session:
        from ui.session import Session
        from ui.windows.workspace import Workspace

        told = self._close_session()
        self.session = Session(report, self, runner=self.runner)
        self.session.refused.connect(self.notice.tell)
        self.workspace = Workspace(self.session, self.memory)
        self.workspace.job.connect(self.job.watch)
        fill_menu(self.workspace.bar.menu, self, self.actions_)
        self._show(self.workspace)
        self.setWindowTitle(f"{report.unit} {report.year} 年度{'（只读）' if report.file.read_only else ''} — 决报")
        notices = [*([told] if told else []), *report.file.notices]
        if notices:
            self.notice.tell("　".join(notices), "warning")
        self.workspace.remember()
        self.workspace.begin_typing()
        self._enable()
        return self.session

    def close_report(self) -> None:
        """Back to the start page."""
        told = self._close_session()
        self.show_start()
        if told:
            self.notice.tell(told)

    def _close_session(self) -> str:
        """Close the report; what went wrong with that, so that nobody leaves without knowing."""
        if self.workspace is None or self.session is None:
            return ""
        self.workspace.pages.flush()
        self.workspace.remember()
        told = self.session.close()
        self.frames.removeWidget(self.workspace)
        self.workspace.deleteLater()
        self.session.deleteLater()
        self.workspace = self.session = None
        return told

    # -- import ------------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Choose files to import into the open report."""
        paths = asking.source_files(self, self.memory.place("sources"))
        if paths:
            self.take(paths)

    def take(self, paths: Sequence[Path]) -> None:
        """What dropping files does: a report file opens, a pack is installed, others are read."""
        if (told := installed(paths)) is not None:
            self.notice.tell(*told)
            return
        own = [path for path in paths if path.suffix.lower() == ".jbao"]
        if own:
            self.open_file(own[0])
        elif self.session is not None:
            self.memory.remember_place("sources", paths[0].parent)
            self.importer.read_into(self.session, paths)
        else:
            self.begin_from(paths)

    def called(self, files: Sequence[Path]) -> None:
        """A second start: come forward and take its files."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if files:
            self.take(files)

    def _review(self, session: Session, understood: Understood) -> None:
        from ui.pages import ReviewPage

        if session is self.session and self.workspace is not None:
            self.workspace.show_review(ReviewPage(session, understood.found, understood.documents))

    # -- actions on the open report -------------------------------------------------------------------

    def show_export(self) -> None:
        """The export page."""
        self._in_workspace("go", "导出")

    def show_print(self) -> None:
        """The print page."""
        self._in_workspace("go", "打印")

    def toggle_preview(self) -> None:
        """The pages beside the form, or away again."""
        if self.workspace is not None:
            self.workspace.bar.look.toggle()

    def show_history(self) -> None:
        """What was changed."""
        self._in_workspace("show_history")

    def show_checklist(self) -> None:
        """What is still to be done."""
        self._in_workspace("show_checklist")

    def save_as(self) -> None:
        """Write a whole copy of the report file elsewhere."""
        if self.session is None or self.workspace is None:
            return
        self.workspace.pages.flush()
        report = self.session.report
        chosen = asking.copy_file(self, str(report.file.path.with_stem(f"{report.file.path.stem}-副本")))
        if chosen is None:
            return

        def write() -> bool:
            report.file.save_as(chosen, overwrite=True)
            return True

        if self.session.do(write):
            self.notice.tell(f"已另存为 {chosen.name}；现在打开的仍是 {report.file.path.name}", "info")

    def zoom_in(self) -> None:
        """Tables and text larger."""
        self._zoom(1)

    def zoom_out(self) -> None:
        """Tables and text smaller."""
        self._zoom(-1)

    def zoom_usual(self) -> None:
        """Tables and text as they are by default."""
        if self.session is not None:
            self.session.set_zoom(1.0)

    def _zoom(self, steps: int) -> None:
        if self.session is not None:
            self.session.zoom_by(steps)

    def next_pane(self) -> None:
        """The focus goes to the next pane."""
        self._in_workspace("next_pane")

    def _in_workspace(self, method: str, *arguments: Any) -> None:
        if self.workspace is not None and self.frames.currentWidget() is self.workspace:
            getattr(self.workspace, method)(*arguments)

    def undo(self) -> None:
        """Take the last change back."""
        if self.session is not None and self.workspace is not None:
            self.workspace.pages.flush()
            self.session.undo()

    def redo(self) -> None:
        """Do the last undone change again."""
        if self.session is not None:
            self.session.redo()

    def search(self) -> None:
        """Into the search box."""
        if self.workspace is not None:
            self.workspace.bar.search.begin()

    def replace_words(self) -> None:
        """Find and replace over all narrative."""
        if self.workspace is not None:
            self.workspace.pages.flush()
            self.workspace.replacing.begin()

    def next_problem(self) -> None:
        """Go to the next problem."""
        if self.workspace is not None:
            self.workspace.problems.next()

    def previous_problem(self) -> None:
        """Go to the previous problem."""
        if self.workspace is not None:
            self.workspace.problems.previous()

    # -- frame ---------------------------------------------------------------------------------------------

    def show_help(self) -> None:
        """Keys, manual, about."""
        from ui.windows.help import HelpPage

        page = HelpPage()
        page.left.connect(self._leave_other)
        self._show(page)

    def set_theme(self, choice: theme.Choice) -> None:
        """Choose an appearance and remember it."""
        self.memory.theme = choice
        app = QApplication.instance()
        if isinstance(app, QApplication):
            look.dress(app, theme.resolve(choice))

    def _show(self, frame: QWidget) -> None:
        """Show a frame; the one it replaces is thrown away unless it is the start page or the report."""
        self.notice.hide()
        old = self.frames.currentWidget()
        if self.frames.indexOf(frame) < 0:
            self.frames.addWidget(frame)
        self.frames.setCurrentWidget(frame)
        if old not in {frame, self.start, self.workspace, None}:
            self.frames.removeWidget(old)
            old.deleteLater()

    def _leave_other(self) -> None:
        self._show(self.workspace or self.start)

    def _enable(self) -> None:
        for name in _OF_A_REPORT:
            self.actions_[name].setEnabled(self.session is not None)

    # -- Qt ---------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        files = files_of(event.mimeData())
        if files:
            event.acceptProposedAction()
            self._drop.tell(files)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop.hide()
        files = files_of(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.take(files)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.memory.remember("geometry", self.saveGeometry())
        self.runner.wait()
        told = self._close_session()
        if told:
            self.show_start()
            self.notice.tell(told)
            event.ignore()
            return
        super().closeEvent(event)
