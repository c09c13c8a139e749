"""What comes into a window: new reports, opened files, last year's file, dropped files, imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import calm
from ui.windows import asking
from ui.windows.adding import installed
from ui.windows.desk import MOST
from ui.windows.importing import Recognised, Understood

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from core.blocks import SourceDocument
    from core.report import Report
    from ui.session import Session
    from ui.widgets.strip import Notice
    from ui.windows.adding import Told
    from ui.windows.desk import Desk
    from ui.windows.importing import Importer
    from ui.windows.main import MainWindow
    from ui.windows.memory import Memory
    from ui.windows.new import NewPage, Wish
    from ui.windows.workspace import Workspace


class Arrivals:
    """The part of the window that lets reports in; each report stands in a window of its own."""

    desk: Desk
    memory: Memory
    notice: Notice
    importer: Importer
    session: Session | None
    workspace: Workspace | None
    _told: Told | None = None
    """What was said of packs that came along with files which are being read."""

    def _window(self) -> MainWindow:
        raise NotImplementedError

    # -- new reports -------------------------------------------------------------------

    def show_new(self, recognised: Recognised | None = None) -> None:
        """The form for a new report."""
        from ui.windows.new import NewPage

        page = NewPage(self.memory, recognised)
        page.wished.connect(lambda wish: self._create(page, wish))
        page.left.connect(self._window().leave_other)
        page.last_year.connect(self.ask_last_year)
        self._window().show_frame(page)
        if recognised is not None and (told := self._first_told()):
            self.notice.tell(*told)

    def _create(self, page: NewPage, wish: Wish) -> None:
        from ui.windows.opening import make_report

        if self._refuse_more():
            return
        report = make_report(wish, self.notice)
        if report is None:
            return
        window, recognised = self._place(report), page.recognised
        if recognised is not None and recognised.documents and window.session is not None:
            window.importer.read_into(window.session, recognised.paths, recognised.documents)

    def ask_last_year(self) -> None:
        """Begin with last year's file, whatever it is."""
        paths = asking.last_year_files(self._window(), self.memory.place("sources"))
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

    # -- opening -----------------------------------------------------------------------

    def ask_open(self) -> None:
        """Choose a report file and open it."""
        path = asking.report_file(self._window(), self.memory.place("reports"))
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path, *, read_only: bool = False) -> None:
        """Open a report file, here where there is none yet, else in a window of its own; a refusal changes nothing."""
        from ui.windows.opening import open_report

        known = self.desk.showing(path)
        if known is not None:
            known.leave_other()
            self.desk.bring(known)
            return
        if self._refuse_more():
            return
        with calm.undisturbed():
            report = open_report(path, self.notice, lambda: self.open_file(path, read_only=True), read_only=read_only)
            if report is not None:
                self._window().note_place(path)
                self._place(report)

    def _refuse_more(self) -> bool:
        if self.desk.full:
            self.notice.tell(f"已经打开了 {MOST} 份报告，请先关闭一份再打开。", "warning")
        return self.desk.full

    def _place(self, report: Report) -> MainWindow:
        """Show a report, here where no other stands."""
        window = self._window()
        if self.session is not None:
            window.leave_other()
            window = self.desk.spawn(window)
            self.desk.bring(window)
        window.show_report(report)
        return window

    # -- import and dropped files --------------------------------------------------------

    def ask_import(self) -> None:
        """Choose files to import into the open report."""
        paths = asking.source_files(self._window(), self.memory.place("sources"))
        if paths:
            self.take_in(paths)

    def take(self, paths: Sequence[Path]) -> None:
        """What dropping files does: packs are installed first, then report files open, others are read."""
        told, rest = installed(paths)
        own = [path for path in rest if path.suffix.lower() == ".jbao"]
        here = self.session
        for path in own:
            self.open_file(path)
        if own:
            self._tell_dropped(told, here, own, [path for path in rest if path not in own])
            return
        if told is not None:
            self.notice.tell(*told)
        if rest:
            self._told = told
            self.take_in(rest)

    def _first_told(self) -> Told | None:
        """What was said of packs that came along with the files which have now been read; once."""
        told, self._told = self._told, None
        return told

    def _refused(self, line: str) -> None:
        """Files could not be read; packs that came along with them were installed all the same."""
        told = self._first_told()
        self.notice.tell(f"{told[0]}　{line}" if told else line)

    def _tell_dropped(
        self, told: Told | None, session: Session | None, own: Sequence[Path], left: Sequence[Path]
    ) -> None:
        """What became of files that were dropped along with report files.

        A report file that was dropped on another report may have been meant as its source; others could be meant
        for any of the reports.
        """
        said, kind = ([told[0]], told[1]) if told else ([], "info")
        actions: dict[str, Callable[[], object]] = {}
        others = [path for path in own if self.desk.showing(path) not in {None, self._window()}]
        if session is not None and others:
            said.append(f"已打开 {_names(others)}。")
            actions["作为来源导入"] = lambda: self.take_in(others)
        if left:
            said.append(f"没有读取 {_names(left)}。请把它单独拖到要导入的报告窗口里。")
            kind = "warning" if kind == "info" else kind
        if said:
            self.notice.tell("　".join(said), kind, actions)

    def take_in(self, paths: Sequence[Path]) -> None:
        """Read files as sources: for the open report, else for a new one."""
        if self.session is not None:
            self.memory.remember_place("sources", paths[0].parent)
            self.importer.read_into(self.session, paths)
        else:
            self.begin_from(paths)

    def _review(self, session: Session, understood: Understood) -> None:
        """Show what was read; after the review that is under way, and as the forms are that the file has by now."""
        from ui.pages import ReviewPage

        self._first_told()
        if self.session is None or self.workspace is None or session.report is not self.session.report:
            return
        if session is not self.session:
            self._read_again(understood.paths, understood.documents)
        elif (before := self.workspace.review) is not None:
            names = "、".join(document.file for document in understood.documents)
            self.notice.tell(f"{names} 已经读完，核对完这一份就轮到它。", "info")
            before.finished.connect(lambda _moved: self._review(session, understood))
        else:
            page = ReviewPage(session, understood.found, understood.documents, understood.paths)
            self.workspace.show_review(page)

    def _read_again(self, paths: Sequence[Path], documents: Sequence[SourceDocument]) -> None:
        """The packs of the file changed: what was read is understood anew, for its new forms."""
        if self.session is not None:
            self.notice.tell("报表包换了，正在按新的表重新找出数据。", "info")
            self.importer.read_into(self.session, paths, documents)


def _names(paths: Sequence[Path]) -> str:
    return "、".join(path.name for path in paths)
