"""What can be done with a statement or a stretch of text: by the menu of the narrative page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from core.narrative import Ref, StatementSpan, Text
from ui.models.prose import PLAIN
from ui.pages.splice import joined

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from core.narrative import Span
    from ui.pages.narrative import NarrativePage


class ProseMenu:
    """Builds the menu for a place, and does what is chosen."""

    def __init__(self, page: NarrativePage) -> None:
        self._page = page
        self._text = page.text
        self._report = page.session.report

    def build(self, point: QPoint) -> QMenu:
        """The menu for a point of the editor."""
        menu = QMenu(self._page)
        cursor = self._text.cursorForPosition(point)
        self._page.remedies.fill(menu, cursor.position())
        if menu.actions():
            menu.addSeparator()
        menu.addAction("复制", QKeySequence.StandardKey.Copy, self._text.copy)
        if self._text.isReadOnly():
            return menu
        menu.addAction("剪切", QKeySequence.StandardKey.Cut, self._text.cut)
        menu.addAction("粘贴", QKeySequence.StandardKey.Paste, self._text.paste)
        menu.addSeparator()
        self._of_statement(menu, cursor.position())
        menu.addAction("插入数据…", QKeySequence("Ctrl+Shift+F"), self._page.pick_figure)
        missing = self.missing()
        if missing:
            inner = menu.addMenu("插入句子")
            for name in missing:
                form = self._report.template.statements[name]
                inner.addAction(form.name or name, lambda name=name: self.insert(name))
        return menu

    def _of_statement(self, menu: QMenu, position: int) -> None:
        run = self._text.run_at(position) or (self._text.run_at(position - 1) if position else None)
        if run is None:
            return
        if run.atom != PLAIN:
            live = isinstance(self._text.atoms.spans[run.atom], StatementSpan)
            menu.addAction("改为普通文字", lambda: self.to_words(run.atom))
            menu.addAction("删除这句话" if live else "删除这个数", lambda: self.remove(run.atom))
            menu.addSeparator()
        elif run.was in self._report.template.statements:
            menu.addAction("恢复为活句子", lambda: self.revive(run.was))
            menu.addSeparator()

    def missing(self) -> list[str]:
        """The statements of the section that do not stand in it."""
        present = {span.id for span in self._text.spans() if isinstance(span, StatementSpan)}
        offered = [form.id for form in self._report.template.statements.values() if form.section == self._page.section]
        return [name for name in offered if name not in present and not self._report.template.statements[name].each]

    def insert(self, name: str) -> None:
        """Put a statement of the section in at the cursor."""
        self._page.insert_spans([StatementSpan(name)], "插入句子")

    def to_words(self, atom: int) -> None:
        """Make a live statement plain text that remembers what it was."""
        span = self._text.atoms.spans[atom]
        words = "".join(s.run.text for s in self._text.stretches() if s.run.atom == atom)
        was = span.id if isinstance(span, StatementSpan) else ""
        what = f"改为普通文字：{self._name(span)}"
        self._page.commit(self._with(atom, Text(words, was)), what=what)

    def remove(self, atom: int) -> None:
        """Take a live span out."""
        span = self._text.atoms.spans[atom]
        self._page.commit(self._with(atom, Text("")), what=f"删除：{self._name(span)}")

    def revive(self, was: str) -> None:
        """Make text that once was a statement live again."""
        spans: list[Span] = []
        done = False
        for span in self._text.spans():
            if isinstance(span, Text) and span.was == was:
                spans += [] if done else [StatementSpan(was)]
                done = True
            else:
                spans.append(span)
        name = self._name(StatementSpan(was))
        self._page.commit(spans, what=f"恢复为活句子：{name}")

    def _name(self, span: Ref | StatementSpan) -> str:
        if isinstance(span, Ref):
            return self._report.engine.label(span.key, span.aspect)
        form = self._report.template.statements.get(span.id)
        return form.name if form and form.name else span.id

    def _with(self, atom: int, span: Span) -> list[Span]:
        """The editor's spans with another in the place of one live span."""
        stretches = self._text.stretches()
        start, end = self._text.guard().atoms[atom]
        before = [s.run for s in stretches if s.end <= start]
        after = [s.run for s in stretches if s.start >= end]
        return joined(before, [span], after, self._text.atoms)
