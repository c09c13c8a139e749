"""The parts of a section's page and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from ui import fonts, theme
from ui.pages.keeping import KeepLine
from ui.pages.lastyear import LastYearView
from ui.pages.note import Note
from ui.pages.renewing import RenewBar
from ui.widgets.controls import Button

if TYPE_CHECKING:
    from ui.pages.narrative import NarrativePage


class PageParts:
    """Heading and hint, last year's numbers, the text with last year's beside it, notes, and the foot."""

    def __init__(self, page: NarrativePage) -> None:
        report = page.session.report
        form = report.template.sections[page.section]
        self.heading = QLabel(page)
        self.heading.setFont(fonts.heading(form.level, fonts.PAGE))
        self.heading.setStyleSheet(f"font-size: {fonts.PAGE}px;")
        self.heading.setWordWrap(True)
        self.renewing = RenewBar(page)
        self.old = LastYearView(report, page.section, page)
        self.old.hide()
        self.problem = Note(page)
        self.problem.setObjectName("problem-here")
        self.keeping = KeepLine(page)
        self.note = Note(page)
        self.insert = Button("插入数据", icon="plus", role="quiet", name="insert-figure")
        self.insert.setToolTip("在光标处插入一个随表更新的数（@、{ 或 Ctrl+Shift+F）")
        self.insert.setDisabled(page.text.isReadOnly())
        self.beside = Button("上年文字", role="tab", name="last-year-beside")
        self.beside.setCheckable(True)
        self.beside.setToolTip("在右边显示去年的文字，今年没有的划掉")
        self.count = QLabel(page)
        self.count.setObjectName("count")
        theme.role(self.count, "secondary")
        page.text.setStyleSheet("QTextEdit, QTextEdit:focus { border: 0; padding: 0; background: transparent; }")
        self._lay_out(page, form.hint)

    def _lay_out(self, page: NarrativePage, hint: str) -> None:
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.space(6), theme.space(5), theme.space(4), theme.space(2))
        column.setSpacing(theme.space(2))
        column.addWidget(self.heading)
        if hint:
            said = QLabel(hint, page)
            said.setWordWrap(True)
            theme.role(said, "secondary")
            column.addWidget(said)
        column.addSpacing(theme.space(2))
        column.addWidget(self.renewing)
        across = QHBoxLayout()
        across.setSpacing(theme.space(3))
        across.addWidget(page.text, 3)
        across.addWidget(self.old, 2)
        column.addLayout(across, 1)
        for line in (self.problem, self.keeping, self.note):
            column.addWidget(line)
        foot = QHBoxLayout()
        foot.addWidget(self.insert)
        foot.addWidget(self.beside)
        foot.addStretch(1)
        foot.addWidget(self.count)
        column.addLayout(foot)
