"""What can be done about the words under the cursor, by one key: the menu of Ctrl+. and Alt+Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from core.narrative import PieceKind, StatementSpan
from core.narrative.claims.fold import unbroken
from core.narrative.renewal import next_year
from ui.models import cells, remedy
from ui.pages import marks
from ui.pages.chips import chip_beside
from ui.pages.splice import spliced

if TYPE_CHECKING:
    from core.narrative import Span
    from core.rules import Finding
    from ui.pages.marks import Marked
    from ui.pages.narrative import NarrativePage

_SHOWN = 34
"""Characters of a sentence that the menu shows."""
NOTHING = "光标处没有要处理的问题。带波浪线或虚线的文字上按 Ctrl+. 可以处理，F8 到下一个问题。"


class Remedies:
    """Builds the menu for a place of the text, and does what is chosen, each as one change."""

    def __init__(self, page: NarrativePage) -> None:
        self._page = page
        self._text = page.text
        self._report = page.session.report

    def show(self) -> None:
        """Open the menu at the cursor; say so where there is nothing to do."""
        self._page.live.read()
        position = self._text.textCursor().position()
        menu = QMenu(self._page)
        menu.setObjectName("remedies")
        self.fill(menu, position)
        if menu.isEmpty():
            menu.deleteLater()
            self._page.note.say(NOTHING, "info")
            return
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._text.viewport().mapToGlobal(self._text.cursorRect().bottomLeft() + QPoint(0, 2)))
        menu.setActiveAction(next(action for action in menu.actions() if not action.isSeparator()))

    def fill(self, menu: QMenu, position: int) -> None:
        """Put what can be done at a position into a menu."""
        here = self._page.live.at(position)
        here.sort(key=lambda mark: ["error", "warning", "hint"].index(mark.finding.severity))
        if not self._text.isReadOnly():
            for mark in here:
                self._of_finding(menu, mark)
        chip = chip_beside(self._text, position)
        if chip is not None and chip.run.key and menu.actions():
            menu.addSeparator()
        if chip is not None and chip.run.key:
            name = self._report.engine.label(chip.run.key, chip.run.aspect)
            words = f"填写「{name}」" if chip.run.kind is PieceKind.MISSING else f"到「{name}」所在的格"
            menu.addAction(words, lambda: self._page.open_cell(chip.run))

    def _of_finding(self, menu: QMenu, mark: Marked) -> None:
        finding = mark.finding
        if menu.actions():
            menu.addSeparator()
        self._replacing(menu, mark)
        if remedy.leftover(finding):
            menu.addAction(f"删去「{_short(mark.text)}」", lambda: self._put(mark.start, mark.end, "", finding))
        if finding.rule == "E17":
            self._of_last_year(menu, mark)
        if finding.explainable:
            menu.addAction("保留，写上理由…", lambda: self._page.keeping.ask(finding))

    def _replacing(self, menu: QMenu, mark: Marked) -> None:
        """The right number, the figure, the sentence; only in words that a person typed."""
        start, end = mark.start, mark.end
        if not self._typed(start, end):
            return
        swap = remedy.right_number(mark.finding)
        if swap is not None and mark.text == mark.finding.quote:
            old = unbroken(mark.text[swap.start : swap.end])
            menu.addAction(
                f"改为 {swap.new}（文中 {old}）",
                lambda: self._put(start + swap.start, start + swap.end, swap.new, mark.finding),
            )
        paragraph, begin, reader = self._page.live.paragraph(start)
        local = marks.moved(mark.finding, start - begin, end - begin)
        key = remedy.key_of(local, paragraph, reader.book)
        self._live(menu, mark, key, begin, paragraph.text.source if paragraph is not None else "")

    def _live(self, menu: QMenu, mark: Marked, key: str, begin: int, words: str) -> None:
        """The figure, or a sentence instead of the one in `words`, the paragraph that begins at `begin`."""
        start, end = mark.start, mark.end
        ref = remedy.live_number(self._report, mark.finding, key)
        if ref is not None:
            view = self._report.cell(ref.key, ref.aspect)
            menu.addAction(
                f"改成随表更新的数：{cells.name(view)} {cells.with_unit(self._report, view)}",
                lambda: self._span(start, end, ref, "改成随表更新的数"),
            )
        first, last = (begin + at for at in remedy.sentence_around(words, start - begin, end - begin))
        if not self._typed(first, last):
            return
        present = {span.id for span in self._text.spans() if isinstance(span, StatementSpan)}
        for span in remedy.sentences(self._report, self._page.section, key, present):
            said = "".join(piece.text for piece in self._report.renderer(self._page.section).pieces(span))
            menu.addAction(
                f"整句换成由数据生成的：{_short(said)}",
                lambda span=span: self._span(first, last, span, "换成由数据生成的句子"),
            )

    def _of_last_year(self, menu: QMenu, mark: Marked) -> None:
        renewed = next_year(mark.text)
        if renewed != mark.text:
            menu.addAction(f"改为{renewed}", lambda: self._page.renewing.renew_year(mark.start))
        menu.addAction("今年不变", lambda: self._page.renewing.keep(mark.start))

    # -- doing ------------------------------------------------------------------------

    def _typed(self, start: int, end: int) -> bool:
        """Whether a stretch is words that may be replaced."""
        guard = self._text.guard()
        return not any(first < end and last > start for first, last in guard.atoms.values())

    def _put(self, start: int, end: int, words: str, finding: Finding) -> None:
        """Other words in the place of some, committed at once."""
        gone = self._settled()
        start, end = start - gone, end - gone
        self._text.setTextCursor(self._text.stretch_cursor(start, end))
        if words:
            self._text.put(words)
        else:
            self._text.erase(start, end)
        self._page.idle.stop()
        what = f"改正：{unbroken(finding.quote)} 改为 {words}" if words else f"删去：{_short(finding.quote)}"
        self._page.commit(self._text.spans(), what=what)

    def _span(self, start: int, end: int, span: Span, what: str) -> None:
        """A live span in the place of words."""
        gone = self._settled()
        self._page.commit(spliced(self._text, start - gone, end - gone, [span]), what=what)

    def _settled(self) -> int:
        """Commit what was typed before; how many blank paragraphs at the beginning went with it."""
        before = self._blank()
        self._page.flush()
        return before - self._blank()

    def _blank(self) -> int:
        text = self._text.toPlainText()
        return len(text) - len(text.lstrip("\n"))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
