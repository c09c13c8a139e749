"""A line under the text in which the reason for what may stay is written: no dialog, the words stay in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLineEdit

from core.narrative.claims.fold import unbroken
from ui import theme
from ui.widgets.controls import Button, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from core.rules import Finding
    from ui.pages.narrative import NarrativePage


class KeepLine(QFrame):
    """Enter keeps the reason in the file, Esc leaves it."""

    def __init__(self, page: NarrativePage) -> None:
        super().__init__(page)
        self._page = page
        self._finding: Finding | None = None
        self.setObjectName("keeping")
        theme.role(self, "note-info")
        self.told = label("保留的理由", name="keeping-told")
        self.reason = QLineEdit(self)
        self.reason.setObjectName("keeping-reason")
        self.reason.setAccessibleName("保留的理由")
        self.reason.setPlaceholderText("写一句理由，回车保存，留在这份报告里")
        self.reason.returnPressed.connect(self.keep)
        line = row(self, margin=2, across=1, gap=2)
        line.addWidget(self.told)
        line.addWidget(self.reason, 1)
        line.addWidget(Button("保留", role="link", name="keeping-keep", clicked=self.keep))
        line.addWidget(Button("取消", role="link", name="keeping-cancel", clicked=self.leave))
        self.hide()

    def ask(self, finding: Finding) -> None:
        """Ask why the words of a finding stay."""
        self._finding = finding
        self.told.setText(f"保留「{unbroken(finding.quote) or finding.name}」的理由")
        self.reason.setText(finding.reason)
        self.show()
        self.reason.setFocus()
        QTimer.singleShot(0, self, self._page.text.ensureCursorVisible)

    def keep(self) -> None:
        """Keep the reason; without words it is asked for again."""
        words = self.reason.text().strip()
        if not words or self._finding is None:
            self.reason.setFocus()
            return
        self._page.explain(self._finding, words)
        self.leave()

    def leave(self) -> None:
        """Back to the text."""
        self._finding = None
        self.hide()
        self._page.text.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
