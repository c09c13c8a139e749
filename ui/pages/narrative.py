"""The page of one section: its heading, and its text as it will be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QWidget

from core.narrative import merge
from ui import theme
from ui.models.prose import Atoms, natures, runs_of
from ui.pages import marks, prosedoc
from ui.pages.caret import Caret
from ui.pages.live import LiveMarks
from ui.pages.pageparts import PageParts
from ui.pages.picker import FigurePicker
from ui.pages.prosemenu import ProseMenu
from ui.pages.prosetext import ProseText
from ui.pages.remedies import Remedies
from ui.pages.splice import spliced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QContextMenuEvent, QHideEvent, QResizeEvent, QShowEvent

    from core.narrative import Span
    from core.report import Moved
    from core.rules import Finding
    from ui.models.prose import Run
    from ui.pages.marks import Marked
    from ui.session import Selection, Session

IDLE_MS = 1000
"""So long typing must rest before it becomes one change."""
CHARACTERS = 28
"""A printed line holds so many (GB/T 9704)."""
SMALLEST, LARGEST = 15, 22


class NarrativePage(QWidget):
    """One section to write."""

    def __init__(self, session: Session, section: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.section = section
        self._report = session.report
        self._form = self._report.template.sections[section]
        self._rendering = False
        self.setObjectName("narrative-page")
        theme.role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.text = ProseText(self)
        self.text.setObjectName("prose")
        self.text.setAccessibleName(self._report.title(self._form))
        self.text.setReadOnly(self._report.file.read_only)
        self.idle = QTimer(self)
        self.idle.setSingleShot(True)
        self.idle.setInterval(IDLE_MS)
        self.live = LiveMarks(self.text, session, section)
        self.remedies = Remedies(self)
        parts = PageParts(self)
        self.heading, self.count, self.old = parts.heading, parts.count, parts.old
        self.insert, self.beside = parts.insert, parts.beside
        self.note, self.problem = parts.note, parts.problem
        self.keeping, self.renewing = parts.keeping, parts.renewing
        self._show_heading()
        self.caret = Caret(self)
        self._connect()
        self.render_text()

    def _connect(self) -> None:
        self.text.edited.connect(self._edited)
        self.text.left.connect(self.flush)
        self.text.told.connect(self.note.say)
        self.text.undone.connect(self._undo)
        self.text.redone.connect(self._redo)
        self.text.asked_figure.connect(lambda sign: self.pick_figure(typed=sign))
        self.text.asked.connect(self._asked)
        self.text.opened.connect(self.open_cell)
        self.live.rested.connect(self._count)
        self.insert.clicked.connect(self.pick_figure)
        self.beside.toggled.connect(self._show_old)
        self.idle.timeout.connect(self._rested)
        self.session.moved.connect(self._moved)
        self.session.zoomed.connect(lambda _: self._fit())
        theme.hub().changed.connect(self._recolour)
        shortcut = QShortcut(QKeySequence("Ctrl+Shift+F"), self, self.pick_figure)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _show_heading(self) -> None:
        self._heading_old = False
        from core.publishing.compose import headings

        pack = self._report.template.pack_of_section(self.section)
        printed = {section.id: heading.line for section, heading in headings(self._report, pack)}
        self.heading.setText(printed.get(self.section, self._report.title(self._form)))

    # -- showing ------------------------------------------------------------------

    def _runs(self, spans: Sequence[Span], atoms: Atoms) -> list[Run]:
        return runs_of(self._report.renderer(self.section), spans, atoms)

    def render_text(self, *, keep_end: bool = False) -> None:
        """Show the section as the report holds it; the cursor stays in its words."""
        atoms = Atoms()
        runs = self._runs(self._report.spans.get(self.section, []), atoms)
        before, position = self.text.toPlainText(), self.text.textCursor().position()
        scrolled = self.text.verticalScrollBar().value()
        self._rendering = True
        self.text.fill(runs, atoms, self._report.renderer(self.section))
        place = marks.kept(before, self.text.toPlainText(), position, end=keep_end)
        cursor = self.text.textCursor()
        cursor.setPosition(place)
        self.text.setTextCursor(cursor)
        self.text.verticalScrollBar().setValue(scrolled)
        self._rendering = False
        self.live.load()
        self._count()
        self._compare()

    @property
    def marked(self) -> list[Marked]:
        """What is underlined."""
        return self.live.marked

    def _count(self) -> None:
        """Say how much is written, and how much of last year's is left."""
        self.renewing.renew()
        written = prosedoc.written(self.text.document())
        self.count.setText(f"共 {written} 字" if written else "还没有内容；确实没有的写「无。」")

    def _show_old(self, wanted: bool) -> None:
        self.old.setVisible(wanted)
        if wanted:
            self.old.renew()
            self._compare()
        self._fit()

    def _compare(self) -> None:
        if not self.old.isHidden():
            self.old.compare(self.text.toPlainText(), self.text.size_)

    def _recolour(self) -> None:
        """A page that is not seen waits until it is."""
        self._stale = not self.isVisible() or self.text.composing
        if not self._stale:
            self.flush()
            self.render_text()

    _stale = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocusProxy(self.text)
        if self._heading_old:
            self._show_heading()
        if self._stale or self._outdated:
            self._stale = self._outdated = False
            self.render_text()
        elif self._behind:
            self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many characters a line as are printed, where the window is wide enough."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        taken = 0 if self.old.isHidden() else self.width() * 2 // 5
        room = self.width() - theme.space(14) - taken
        size = round(max(SMALLEST, min(LARGEST, room // CHARACTERS)) * self.session.zoom)
        self.text.column(size * CHARACTERS + 2 * round(self.text.document().documentMargin()))
        if size != self.text.size_ and not self.text.composing:
            self.flush()
            self.text.size_ = size
            self.render_text()

    # -- writing ------------------------------------------------------------------

    @property
    def pending(self) -> bool:
        """Whether something was typed that is not committed yet."""
        held = merge(self._report.spans.get(self.section, []))
        return self.text.spans() != held

    def _edited(self) -> None:
        self.idle.start()

    def _rested(self) -> None:
        if self.text.composing:
            self.idle.start()
        else:
            self.flush()

    def flush(self) -> None:
        """Commit what was typed as one change."""
        self.idle.stop()
        if not self.text.isReadOnly() and not self._rendering and not self._outdated and self.pending:
            self.commit(self.text.spans())

    def forsake(self) -> None:
        """The file no longer has this form: what stands here is not committed any more."""
        for timer in (self.idle, self.live.timer, self.caret.timer):
            timer.stop()  # what they would read is in no pack any more
        self.text.setReadOnly(True)

    def commit(self, spans: Sequence[Span], *, what: str = "", keep_end: bool = False) -> None:
        """Give the section other spans."""
        self._keep_end = keep_end
        self.session.do(lambda: self._report.set_section(self.section, spans, what=what))

    _keep_end = False

    def _moved(self, moved: Moved) -> None:
        self._heading_old = self._heading_old or moved.rows or bool(moved.sections)
        if self._heading_old and self.isVisible():
            self._show_heading()
        if self.section in moved.sections and not (self.idle.isActive() and self.pending):
            if not self.isVisible():
                self._outdated = True
                return
            atoms = Atoms()
            fresh = self._runs(self._report.spans.get(self.section, []), atoms)
            if self._differs(fresh):
                self.render_text(keep_end=self._keep_end)
            self._keep_end = False
        if moved.findings or moved.marks or self.section in moved.sections:
            self._follow()

    def _follow(self) -> None:
        """Underline what the report finds now; a page that is not seen waits, and so does one that is typed into."""
        self._behind = not self.isVisible()
        if not self._behind and not self.pending:
            self.live.load()
            self._count()

    _behind = _outdated = _heading_old = False
    """What waits until the page is seen: its findings; its words, which the report holds otherwise; its heading."""

    def _differs(self, runs: Sequence[Run]) -> bool:
        """Whether other text or other spans than those in the editor are to be shown."""
        return natures(runs) != natures([stretch.run for stretch in self.text.stretches()])

    def _undo(self) -> None:
        self.flush()
        self.session.undo()

    def _redo(self) -> None:
        self.flush()
        self.session.redo()

    def hideEvent(self, event: QHideEvent) -> None:
        self.flush()
        super().hideEvent(event)

    # -- statements and figures ------------------------------------------------------

    def pick_figure(self, *, typed: str = "") -> None:
        """Choose a figure by name and put it in at the cursor; Esc after @ or { leaves what was typed."""
        picker = FigurePicker(self._report, self)
        picker.chosen.connect(self.insert_spans)
        if typed:
            picker.given_up.connect(lambda: self.text.put(typed))
        picker.popup(self.text.viewport().mapToGlobal(self.text.cursorRect().bottomLeft()))

    def insert_spans(self, spans: Sequence[Span], what: str = "插入数据") -> None:
        """Put live spans in at the cursor."""
        position = self.text.textCursor().position()
        if self.text.guard().inside(position):
            self.note.say("这里是由数据生成的句子，请把光标移到句子外面再插入。")
            return
        self.idle.stop()
        self.commit(spliced(self.text, position, position, spans), what=what, keep_end=True)
        self.text.setFocus()

    def open_cell(self, run: Run) -> None:
        """Go to the cell that a chip shows."""
        self.flush()
        self.session.jump(f"{run.key}@{run.aspect}")

    def explain(self, finding: Finding, reason: str) -> None:
        """Keep the words of a finding, with the reason in the file."""
        self.flush()
        self.session.do(lambda: self._report.give_reason(finding.id, reason))

    def replace_selected(self, words: str, other: str) -> None:
        """Put others in the place of the selected words, where these are they and a person typed them."""
        cursor = self.text.textCursor()
        if cursor.selectedText() == words:
            self.text.put(other) if other else self.text.erase(cursor.selectionStart(), cursor.selectionEnd())
            self.flush()

    def _asked(self, what: str) -> None:
        """One of the page's keys."""
        match what:
            case "find" | "replace":
                self.flush()
                self.session.words_requested.emit(self.text.textCursor().selectedText())
            case "remedy":
                self.remedies.show()
            case "next-old" | "previous-old":
                self.renewing.go_on(back=what == "previous-old")
            case "keep-old":
                self.renewing.keep_current()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = ProseMenu(self).build(self.text.mapFromGlobal(event.globalPos()))
        menu.exec(event.globalPos())
        menu.deleteLater()

    # -- selection, hover ------------------------------------------------------------

    def show_place(self, place: str) -> None:
        """Put the cursor on SECTION:START-END of the printed text."""
        first, _, last = place.rpartition(":")[2].partition("-")
        if not (first.isdigit() and last.isdigit()):
            return
        cursor = self.text.textCursor()
        cursor.setPosition(prosedoc.spot(self.text.document(), int(first)))
        cursor.setPosition(prosedoc.spot(self.text.document(), int(last)), QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.ensureCursorVisible()
        self.text.setFocus()

    def selection(self) -> Selection:
        """What the explanation pane explains while this page is shown."""
        return self.caret.selection_at(self.text.textCursor().position())
