"""What the cursor of a text stands on, told once it rests: the problem there, the figure, the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QToolTip

from core.narrative import StatementSpan
from core.template import Severity
from ui.pages import marks
from ui.pages.chips import chip_beside
from ui.session import Selection

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from ui.pages.narrative import NarrativePage

TELL_MS = 60
"""So long the cursor rests before what it stands on is told: never between two keys."""
HOVER_MS = 500
"""So long the mouse rests before what is under it is told (no event filter: it would see every paint of every key)."""
_NOTES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "info"}


class Caret(QObject):
    """Follows the cursor and the mouse of a page's text."""

    def __init__(self, page: NarrativePage) -> None:
        super().__init__(page)
        self._page = page
        self._text = page.text
        self._last = Selection()
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(TELL_MS)
        self.timer.timeout.connect(self.tell)
        self._text.cursorPositionChanged.connect(self.timer.start)
        page.live.changed.connect(self.timer.start)
        self._hovering = QTimer(self)
        self._hovering.setSingleShot(True)
        self._hovering.setInterval(HOVER_MS)
        self._hovering.timeout.connect(self._hover)
        self._text.hovered.connect(self._hovering.start)

    def tell(self) -> None:
        """Say what is wrong at the cursor, and what it stands on."""
        if not self._page.session.open or not self._text.hasFocus():
            return
        position = self._text.textCursor().position()
        self._tell_problem(position)
        told = self.selection_at(position)
        if told != self._last:
            self._last = told
            self._page.session.select(told)

    def _tell_problem(self, position: int) -> None:
        """The gravest mistake at the cursor, with its arithmetic; what is not filled in yet says so itself."""
        here = [mark.finding for mark in self._page.live.at(position) if mark.finding.rule not in marks.STAYS]
        if not here:
            self._page.problem.say("")
            return
        finding = min(here, key=lambda one: list(_NOTES).index(one.severity))
        self._page.problem.say(f"{marks.said(finding, remedy=False)}　Ctrl+. 处理", _NOTES[finding.severity])

    def selection_at(self, position: int) -> Selection:
        """What stands at a cursor position, for the explanation pane."""
        chip = chip_beside(self._text, position)
        guard = self._text.guard()
        run = chip.run if chip else guard.at(position) if guard.inside(position) else guard.at(position - 1)
        if run is None or run.atom < 0:
            return Selection(section=self._page.section)
        atom = self._text.atoms.spans[run.atom]
        statement = atom.id if isinstance(atom, StatementSpan) else ""
        return Selection(run.key, run.aspect, self._page.section, statement)

    def _hover(self) -> None:
        """The mouse rests: say what is under it."""
        viewport = self._text.viewport()
        point = viewport.mapFromGlobal(QCursor.pos())
        if viewport.underMouse() and self._page.session.open:
            QToolTip.showText(QCursor.pos(), self.tip(point), self._text)

    def tip(self, point: QPoint) -> str:
        """What is said about a point of the text; nothing beside the words."""
        position = self._text.cursorForPosition(point).position()
        over = [at for at in (position - 1, position) if at >= 0 and self._text.box(at).contains(point)]
        return marks.tip_at(self._page, over[0]) if over else ""
