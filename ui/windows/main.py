"""A window: the start page, the form for a new report, or one open report."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from ui import calm, icons, painted, theme
from ui.runner import Runner
from ui.widgets import look
from ui.widgets.controls import column
from ui.widgets.drop import DropHint, files_of
from ui.widgets.strip import JobStrip, Notice
from ui.windows.actions import OF_A_REPORT, keep_menu, make_actions
from ui.windows.arriving import Arrivals
from ui.windows.desk import Desk
from ui.windows.doing import ReportActions
from ui.windows.importing import Importer
from ui.windows.start import StartPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QShowEvent

    from core.report import Report
    from ui.session import Session
    from ui.windows.memory import Memory
    from ui.windows.workspace import Workspace

NOTE_MS = 400
"""How long after the start with a report the settings are written."""


class MainWindow(Arrivals, ReportActions, QMainWindow):
    """Shows one thing at a time and owns what outlives it: runner, messages, the session of its report."""

    def __init__(self, memory: Memory | None = None, desk: Desk | None = None, *, empty: bool = False) -> None:
        """A window on the start page; an `empty` one waits for `begin`."""
        super().__init__()
        self.desk = desk or Desk(memory)
        self.memory = self.desk.memory
        self.runner = Runner(self)
        self.workspace: Workspace | None = None
        self.session: Session | None = None
        self.setObjectName("window")
        self.setWindowIcon(icons.program())
        self.setMinimumSize(theme.space(222), theme.space(112))  # what 1366x768 leaves at 150 %
        self.resize(QSize(theme.space(341), theme.space(180)).boundedTo(self.screen().availableSize()))
        self.setAcceptDrops(True)
        self.notice = Notice()
        self.job = JobStrip()
        self.frames = QStackedWidget()
        self._start: StartPage | None = None
        self._beginning = False
        self.actions_ = make_actions(self)
        self.importer = Importer(self.runner, self)
        self._lay_out()
        self._connect()
        self._drop = DropHint(self)
        self.desk.enter(self)
        if not empty:
            self.show_start()
        geometry = self.memory.bytes("geometry")
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)

    def _window(self) -> MainWindow:
        return self

    def _lay_out(self) -> None:
        body = QWidget()
        layout = column(body, gap=0)
        layout.addWidget(self.notice)
        layout.addWidget(self.job)
        layout.addWidget(self.frames, 1)
        self.setCentralWidget(body)

    def _connect(self) -> None:
        self.importer.started.connect(self.job.watch)
        self.importer.refused.connect(self._refused)
        self.importer.recognised.connect(self.show_new)
        self.importer.understood.connect(self._review)

    # -- what is shown -------------------------------------------------------------------

    @property
    def start(self) -> StartPage:
        """The start page, made when it is first shown: who opens a file by a double click does not wait for it."""
        if self._start is None:
            self._start = start = StartPage(self.memory)
            start.new.connect(self.show_new)
            start.open.connect(self.ask_open)
            start.help_asked.connect(self.show_help)
            start.from_last_year.connect(self.ask_last_year)
            start.open_recent.connect(lambda path: self.open_file(Path(path)))
            self.frames.addWidget(start)
        return self._start

    def begin(self, files: Sequence[Path]) -> None:
        """Take the files the program was started with; what is told of them stays on top of the start page."""
        # Writing the settings waits for the disk: that is done a moment later, when the report is seen.
        self._beginning = True
        self.take(files)
        self._beginning = False
        QTimer.singleShot(NOTE_MS, lambda: self._note(files))
        if self.frames.currentWidget() in {None, self._start}:
            told = self.notice.isVisibleTo(self)
            self.show_start()
            self.notice.setVisible(told)

    def show_start(self) -> None:
        """The start page."""
        self.start.refresh()
        self.show_frame(self.start)
        self.setWindowTitle("决报")
        self._enable()

    def show_report(self, report: Report) -> None:
        """A report that was opened or made; there is none in this window yet."""
        from ui.session import Session

        self._work_on(Session(report, self, runner=self.runner))
        if report.file.notices:
            self.notice.tell("　".join(report.file.notices), "warning")

    def _work_on(self, session: Session) -> None:
        from ui.windows.workspace import Workspace

        report = session.report
        self.session = session
        session.refused.connect(self.notice.tell)
        session.repacked.connect(self._lay_out_anew)
        self.workspace = Workspace(session, self.memory)
        self.workspace.job.connect(self.job.watch)
        keep_menu(self.workspace.bar.menu, self)
        self.show_frame(self.workspace)
        self.setWindowTitle(f"{report.unit} {report.year} 年度{'（只读）' if report.file.read_only else ''} — 决报")
        if not self._beginning:
            self.workspace.remember()
        self.workspace.begin_typing()
        self._enable()
        if self.isVisible():
            painted.then(self, session.catch_up)

    def _lay_out_anew(self, what: str) -> None:
        """Other reports came into the file: every page and pane is made from the new forms."""
        old, session = self.workspace, self.session
        if old is None or session is None:
            return
        review = old.review
        if review is not None:
            review.source.stop()
        self.workspace = None
        old.pages.forsake()
        old.remember_sizes()
        self._work_on(session.successor())
        self._let_go(old)
        session.deleteLater()
        if what:
            self.notice.tell(what, "info", {"撤销": self.undo})
        if review is not None:
            self._read_again(review.paths, review.documents)

    def _let_go(self, workspace: Workspace) -> None:
        self.frames.removeWidget(workspace)
        workspace.hide()
        workspace.deleteLater()

    def close_report(self) -> None:
        """Close the report: its window goes too, the last one shows the start page."""
        if len(self.desk.windows) > 1:
            self.close()
            return
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
        self._let_go(self.workspace)
        self.session.deleteLater()
        self.workspace = self.session = None
        calm.release()
        return told

    def note_place(self, path: Path) -> None:
        """A report was opened from there."""
        if not self._beginning:
            self.memory.remember_place("reports", path.parent)

    def _note(self, files: Sequence[Path]) -> None:
        """What `begin` put off; a report that was closed meanwhile has its card already."""
        if self.workspace is None or self.session is None:
            return
        with contextlib.suppress(OSError):  # a file whose folder is gone by now gets no card
            self.workspace.remember()
        if self.session.report.file.path in files:
            self.note_place(self.session.report.file.path)

    def show_help(self) -> None:
        """The manual, where it speaks of what has the focus."""
        from ui.windows.help import HelpPage
        from ui.windows.topics import topic_of

        page = HelpPage(topic_of(QApplication.focusWidget()))
        page.left.connect(self.leave_other)
        self.show_frame(page)

    def show_frame(self, frame: QWidget) -> None:
        """Show a frame; the one it replaces is thrown away unless it is the start page or the report."""
        self.notice.hide()
        old = self.frames.currentWidget()
        if self.frames.indexOf(frame) < 0:
            self.frames.addWidget(frame)
        self.frames.setCurrentWidget(frame)
        if old not in {frame, self._start, self.workspace, None}:
            self.frames.removeWidget(old)
            old.deleteLater()

    def leave_other(self) -> None:
        """Back to the report, or to the start page."""
        self.show_frame(self.workspace or self.start)

    def _enable(self) -> None:
        for name in OF_A_REPORT:
            self.actions_[name].setEnabled(self.session is not None)

    # -- the program -----------------------------------------------------------------------

    def set_theme(self, choice: theme.Choice) -> None:
        """Choose an appearance and remember it."""
        self.memory.theme = choice
        app = QApplication.instance()
        if isinstance(app, QApplication):
            look.dress(app, theme.resolve(choice))

    def quit(self) -> None:
        """Close every window."""
        QTimer.singleShot(0, self.desk.quit)

    def called(self, files: Sequence[Path]) -> None:
        """A second start: the window worked in last comes forward and takes its files."""
        self.desk.called(files)

    # -- Qt --------------------------------------------------------------------------------

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

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.session is not None:
            painted.then(self, self.session.catch_up)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.memory.remember("geometry", self.saveGeometry())
        self.runner.wait()
        told = self._close_session()
        if told:
            self.show_start()
            self.notice.tell(told)
            event.ignore()
            return
        self.desk.leave(self)
        super().closeEvent(event)
