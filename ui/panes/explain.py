"""The right pane, 依据: what the selected figure or section means, follows from and is checked by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from core.rules import State
from ui import theme
from ui.panes.facts import Facts, about
from ui.panes.problem_model import message, sign, title
from ui.session import Selection
from ui.widgets.controls import Button, Picture, column, empty, frame, label, line, row

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.report import Moved
    from core.reportfile import StoredEvidence
    from core.rules import Finding
    from ui.panes.board import Board

PAUSE_MS = 30
"""So long after an edit or a step of the cursor the place is explained: what was typed is painted first."""
_INTRO = "选中一个数据或一段文字，这里说明它的含义、上年数、公式、审核和来源。"


class ExplainPane(QScrollArea):
    """Shows the Facts of the session's selection."""

    source_asked = Signal(object, object)
    """Show where a value was read: the file's Path and the StoredEvidence."""

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self.find_source: Callable[[str], Path | None] = lambda _name: None
        """Where an imported file lies now; the window knows."""
        self._session = board.session
        self._selection = Selection()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(PAUSE_MS)
        self._shown: tuple[Selection, Facts] | None = None
        self._due.timeout.connect(self._render)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("依据")
        self._body = frame("panel", "explanation")
        self._layout = column(self._body, margin=3, gap=2)
        self.setWidget(self._body)
        self._session.selected.connect(self.show_selection)
        self._session.moved.connect(self._moved)
        self._render()

    def show_selection(self, selection: Selection) -> None:
        """Explain another place."""
        if selection != self._selection:
            self._selection = selection
            self._due.start()  # a run of edits and steps is explained once

    @property
    def asks(self) -> bool:
        """Whether it has a field for what is explained, as no table shows it."""
        self._render()
        return self._entry_shown() is not None

    def ask(self) -> None:
        """Take the keys for that value."""
        entry = self._entry_shown()
        if entry is not None:
            entry.show()  # one that its layout has still to show takes no focus
            entry.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _entry_shown(self) -> QLineEdit | None:
        return self._body.findChild(QLineEdit, "typed-here")

    def texts(self) -> list[str]:
        """Everything it says, for tests and for copying."""
        if self._due.isActive():
            self._render()
        return [found.text() for found in self._body.findChildren(QLabel) if found.text()]

    def _moved(self, moved: Moved) -> None:
        chosen = self._selection
        keys = {key for key, _ in moved.cells}
        place = chosen.place
        findings = [finding for finding in moved.findings.values() if finding is not None]
        concerned = chosen.section in moved.sections or any(place in (*f.cells, f.place) for f in findings)
        if chosen.key in keys or concerned or moved.marks or moved.rows:
            self._due.start()

    def _render(self) -> None:
        self._due.stop()
        if not self._session.open:
            return
        facts = about(self._board, self._selection)
        if facts is not None and (self._selection, facts) == self._shown:
            return
        self._shown = (self._selection, facts) if facts is not None else None
        typing = isinstance(self.focusWidget(), QLineEdit)
        self._fill(facts)
        if typing:
            self.ask()

    def _fill(self, facts: Facts | None) -> None:
        empty(self._layout)
        if facts is None:
            self._layout.addWidget(label("依据", "section"))
            self._layout.addWidget(label(_INTRO, "secondary", wrap=True))
        else:
            self._head(facts)
            self._derivation(facts)
            self._checks(facts.checks)
            self._origin(facts)
        self._layout.addStretch()

    # -- parts --------------------------------------------------------------------

    def _head(self, facts: Facts) -> None:
        self._layout.addWidget(label(facts.where or "依据", "secondary", wrap=True))
        self._layout.addWidget(label(facts.title, "section", wrap=True))
        if facts.value:
            line_ = row(gap=2)
            line_.addWidget(label(facts.value, "title" if facts.value[0].isdigit() else "strong", selectable=True))
            line_.addStretch()
            self._layout.addLayout(line_)
        if facts.typed_here:
            self._layout.addWidget(self._entry())
        for name, text in facts.pairs:
            self._pair(name, text)
        if facts.meaning:
            self._layout.addWidget(label(facts.meaning, "secondary", wrap=True))
        if facts.source:
            self._pair("填报依据", facts.source)

    def _entry(self) -> QWidget:
        entry = QLineEdit()
        entry.setObjectName("typed-here")
        entry.setPlaceholderText("在这里填写，按 Enter 确认")
        entry.setAccessibleName("填写这个数据")
        chosen, report = self._selection, self._session.report
        entry.returnPressed.connect(
            lambda: self._session.do(lambda: report.type(chosen.key, chosen.aspect, entry.text()))
        )
        return entry

    def _derivation(self, facts: Facts) -> None:
        if facts.formula:
            self._heading("公式")
            self._layout.addWidget(label(facts.formula, wrap=True, selectable=True))
        if facts.stated:
            self._pair("计算数", facts.stated)
            chosen, report = self._selection, self._session.report
            adopt = Button(
                "采用计算数",
                name="adopt",
                clicked=lambda: self._session.do(lambda: report.state_total(chosen.key, chosen.aspect, None)),
            )
            adopt.setToolTip("去掉上报合计，改用各项相加的数")
            self._layout.addWidget(adopt, alignment=Qt.AlignmentFlag.AlignLeft)

    def _checks(self, checks: list[Finding]) -> None:
        if not checks:
            return
        self._heading("参与审核")
        for finding in checks:
            self._layout.addWidget(self._check(finding))

    def _check(self, finding: Finding) -> QWidget:
        holder = QWidget()
        line_ = row(holder, gap=2)
        picture = Picture(*sign(finding))
        picture.setAccessibleName(title(finding))
        line_.addWidget(picture, alignment=Qt.AlignmentFlag.AlignTop)
        words = column(gap=0)
        failed = finding.state in {State.FAIL, State.NOT_CHECKABLE}
        words.addWidget(label(message(finding) if failed else finding.name, wrap=True, selectable=True))
        small = " · ".join(filter(None, [finding.rule, finding.remedy if finding.state is State.FAIL else ""]))
        words.addWidget(label(small, "id", wrap=True))
        if finding.reason:
            words.addWidget(label(f"已说明：{finding.reason}", "ok", wrap=True))
        line_.addLayout(words, 1)
        return holder

    def _origin(self, facts: Facts) -> None:
        if not facts.origin:
            return
        self._heading("来源")
        line_ = row(gap=2)
        bar = QFrame()
        bar.setFixedSize(theme.MARK, theme.ICON)
        bar.setStyleSheet(f"background: {getattr(theme.current(), facts.origin_token)}; border: 0;")
        line_.addWidget(bar)
        line_.addWidget(label(facts.origin))
        line_.addStretch()
        self._layout.addLayout(line_)
        if facts.evidence is not None:
            self._layout.addWidget(label(_where(facts.evidence), "secondary", wrap=True))
            self._layout.addWidget(label(f"「{facts.evidence.quote}」", wrap=True, selectable=True))
            self._open_source(facts.evidence)
        if facts.changed:
            self._layout.addWidget(label(f"最近修改 {facts.changed}", "id", wrap=True))

    def _open_source(self, evidence: StoredEvidence) -> None:
        """The way to the page, while the file is still there."""
        path = self.find_source(evidence.source)
        if path is None:
            return
        shows = Button(
            "打开来源", icon="eye", name="open-source", clicked=lambda: self.source_asked.emit(path, evidence)
        )
        shows.setToolTip(f"在 {path} 里看这一处")
        self._layout.addWidget(shows, alignment=Qt.AlignmentFlag.AlignLeft)

    def _heading(self, text: str) -> None:
        self._layout.addSpacing(theme.space(1))
        self._layout.addWidget(line())
        self._layout.addWidget(label(text, "strong"))

    def _pair(self, name: str, text: str) -> None:
        line_ = row(gap=2)
        line_.addWidget(label(name, "secondary"), alignment=Qt.AlignmentFlag.AlignTop)
        line_.addWidget(label(text, wrap=True, selectable=True), 1)
        self._layout.addLayout(line_)

    @property
    def body(self) -> QVBoxLayout:
        """The layout with the parts, for tests."""
        return self._layout


def _where(evidence: StoredEvidence) -> str:
    parts = [evidence.source, f"第 {evidence.page} 页" if evidence.page else "", evidence.cell]
    return " ".join(filter(None, parts))
