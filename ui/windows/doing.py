"""What the actions do to the report that is open in a window; without one they do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.windows import asking

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget

    from ui.session import Session
    from ui.widgets.strip import Notice
    from ui.windows.desk import Desk
    from ui.windows.main import MainWindow
    from ui.windows.workspace import Workspace


class ReportActions:
    """The part of the window that the entries of ui/windows/actions.py call."""

    desk: Desk
    notice: Notice
    frames: QStackedWidget
    session: Session | None
    workspace: Workspace | None

    def _window(self) -> MainWindow:
        raise NotImplementedError

    # -- pages -------------------------------------------------------------------------

    def show_export(self) -> None:
        """The export page."""
        self._in_workspace("go", "导出")

    def show_collect(self) -> None:
        """The export page, at the empty tables for colleagues."""
        self._in_workspace("show_collect")

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

    def show_packs(self) -> None:
        """Which reports the file makes."""
        self._in_workspace("show_packs")

    def _in_workspace(self, method: str, *arguments: Any) -> None:
        if self.workspace is not None and self.frames.currentWidget() is self.workspace:
            getattr(self.workspace, method)(*arguments)

    # -- the file ----------------------------------------------------------------------

    def save_as(self) -> None:
        """Write a whole copy of the report file elsewhere."""
        if self.session is None or self.workspace is None:
            return
        self.workspace.pages.flush()
        report = self.session.report
        chosen = asking.copy_file(self._window(), str(report.file.path.with_stem(f"{report.file.path.stem}-副本")))
        if chosen is None:
            return

        def write() -> bool:
            report.file.save_as(chosen, overwrite=True)
            return True

        if self.session.do(write):
            self.notice.tell(f"已另存为 {chosen.name}；现在打开的仍是 {report.file.path.name}", "info")

    def undo(self) -> None:
        """Take the last change back."""
        if self.session is not None and self.workspace is not None:
            self.workspace.pages.flush()
            self.session.undo()

    def redo(self) -> None:
        """Do the last undone change again."""
        if self.session is not None:
            self.session.redo()

    # -- looking -----------------------------------------------------------------------

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

    def next_window(self) -> None:
        """The next open report comes to the front."""
        self.desk.next(self._window())

    def search(self) -> None:
        """Into the search box."""
        if self.workspace is not None:
            self.workspace.bar.search.begin()

    def replace_words(self) -> None:
        """Find and replace over all narrative."""
        if self.workspace is not None:
            self.workspace.pages.flush()
            self.workspace.find_words()

    def next_problem(self) -> None:
        """Go to the next problem, as things are with what was just typed."""
        if self.workspace is not None:
            self.workspace.pages.flush()
            self.workspace.problems.next()

    def previous_problem(self) -> None:
        """Go to the previous problem, as things are with what was just typed."""
        if self.workspace is not None:
            self.workspace.pages.flush()
            self.workspace.problems.previous()
