"""Choosing a code of 支出功能分类 by number, name or pinyin initials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from ui import theme
from ui.models import coded
from ui.widgets.picker import Picker

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.report import Report


class CodePicker(Picker):
    """Opened by typing in the last row of a table; `chosen` carries the code."""

    def __init__(self, report: Report, family: str, words: str, parent: QWidget) -> None:
        super().__init__(parent, "功能分类科目", "科目编码、名称或拼音首字母，例如 2012901、行政运行、xzyx")
        self._report = report
        self._family = family
        self.words.setText(words)
        self.search(words)

    def sizeHint(self) -> QSize:
        return QSize(theme.space(130), theme.space(76))

    def offers(self, words: str) -> list[tuple[str, object]]:
        items = coded.offered(self._report, self._family, words)
        return [(coded.described(self._report, item), item.code) for item in items]
