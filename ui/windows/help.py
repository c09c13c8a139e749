"""F1: the keys, the clerk's manual, and what this program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QTextBrowser

from core.paths import resource, root
from ui import theme
from ui.widgets.controls import Button, column, label, row

if TYPE_CHECKING:
    from pathlib import Path

_KEYS = (
    ("Ctrl+K", "查找数据、文字、科目"),
    ("F8 / Shift+F8", "下一个、上一个问题"),
    ("Ctrl+Z / Ctrl+Y", "撤销、重做，关掉程序再打开也可以"),
    ("Ctrl+I", "导入旧报告"),
    ("Ctrl+E", "导出 PDF、Excel、Word"),
    ("Ctrl+N / Ctrl+O", "新建、打开填报文件"),
    ("F6", "在目录、页面、依据和问题之间移动"),
)


class HelpPage(QFrame):
    """Keys, the manual and the licences, as one page."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "surface")
        layout = column(self, margin=6, gap=3)
        head = row(gap=2)
        head.addWidget(label("帮助", "title"))
        head.addStretch()
        head.addWidget(Button("使用手册", name="show-manual", clicked=self.show_manual))
        head.addWidget(Button("关于决报", name="show-about", clicked=self.show_about))
        head.addWidget(Button("返回", name="leave-help", clicked=self.left.emit))
        layout.addLayout(head)
        self._text = text = QTextBrowser()
        text.setObjectName("manual")
        text.setAccessibleName("使用手册")
        text.setOpenExternalLinks(False)
        text.setMaximumWidth(theme.space(220))
        text.setSearchPaths([str(folder) for folder in _folders()])
        layout.addWidget(text, 1)
        self.show_manual()

    def show_manual(self) -> None:
        """The keys, then the manual."""
        self._text.setMarkdown("\n\n".join([_keys(), *_manual()]))

    def show_about(self) -> None:
        """Versions, packs, places, licences."""
        from ui.windows.about import about

        self._text.setMarkdown(about())


def _keys() -> str:
    return "### 按键\n\n| 按键 | 作用 |\n|---|---|\n" + "\n".join(f"| {keys} | {what} |" for keys, what in _KEYS)


def _folders() -> list[Path]:
    return [folder for folder in (resource("help"), root() / "docs" / "手册") if folder.is_dir()]


def _manual() -> list[str]:
    found = [page for folder in _folders() for page in sorted(folder.glob("*.md"))]
    return [page.read_text(encoding="utf-8") for page in found]
