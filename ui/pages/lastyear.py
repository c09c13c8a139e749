"""Last year's text beside this year's; what differs is struck through and tinted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser

from ui import fonts, theme
from ui.models.lastyear import compared, last_year
from ui.pages import prosedoc

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.report import Report

_NONE = "没有导入过去年的文字。在 文件 › 导入旧报告 里导入去年的报告，去年的文字就会出现在这里。"


class LastYearView(QTextBrowser):
    """Words to read and to copy from."""

    def __init__(self, report: Report, section: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._report = report
        self._section = section
        self._old = last_year(report, section)
        self.setObjectName("last-year")
        self.setAccessibleName("上年文字")
        self.setMinimumWidth(theme.space(60))

    @property
    def text(self) -> str:
        """What last year said."""
        return self._old

    def renew(self) -> None:
        """Look for last year's text again: something may have been imported."""
        self._old = last_year(self._report, self._section)

    def compare(self, new: str, size: int) -> None:
        """Show it against this year's text."""
        self.clear()
        cursor = self.textCursor()
        cursor.setBlockFormat(prosedoc.paragraph_format(size))
        if not self._old:
            cursor.insertText(_NONE)
            return
        for stretch in compared(self._old, new):
            _write(cursor, stretch.text, _format(size, same=stretch.same), size)
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _write(cursor: QTextCursor, text: str, made: QTextCharFormat, size: int) -> None:
    first, *rest = text.split("\n")
    cursor.insertText(first, made)
    for line in rest:
        cursor.insertBlock(prosedoc.paragraph_format(size), made)
        cursor.insertText(line, made)


def _format(size: int, *, same: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(fonts.narrative(size))
    made.setForeground(theme.current().color("secondary" if same else "text"))
    if not same:
        made.setBackground(theme.current().color("warning_ground"))
        made.setFontStrikeOut(True)
    return made
