"""F1: the clerk's manual, open where it speaks of what had the focus; the keys; what this program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QTextBrowser

from core.paths import resource, root
from ui import theme
from ui.widgets.controls import Button, column, label, row
from ui.windows.manualtext import set_in

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent, QShowEvent, QTextBlock

_KEYS = (
    ("Ctrl+K", "查找数据、文字、科目"),
    ("F8 / Shift+F8", "下一个、上一个问题"),
    ("Ctrl+Z / Ctrl+Y", "撤销、重做，关掉程序再打开也可以"),
    ("Ctrl+I", "导入旧报告"),
    ("Ctrl+E", "导出 PDF、Excel、Word"),
    ("Ctrl+N / Ctrl+O", "新建、打开填报文件"),
    ("F6", "在目录、页面、依据和问题之间移动"),
    ("F1", "打开手册里讲眼前这一处的地方"),
)
_KEYS_TITLE = "按键"
_WIDTH = theme.space(200)
_DEEPEST = 2  # headings of the contents: chapters and their sections


class HelpPage(QFrame):
    """The contents, and the manual beside them; `topic` is the heading it opens at."""

    left = Signal()

    def __init__(self, topic: str = "") -> None:
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
        self.contents = QListWidget()
        self.contents.setObjectName("contents")
        self.contents.setAccessibleName("手册目录")
        self.contents.setProperty("role", "contents")
        self.contents.setFixedWidth(theme.space(56))
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.currentItemChanged.connect(self._follow)
        self._text = text = QTextBrowser()
        text.setObjectName("manual")
        text.setAccessibleName("使用手册")
        text.setOpenExternalLinks(False)
        text.setMaximumWidth(_WIDTH)
        text.setMinimumWidth(theme.space(80))
        text.setSearchPaths([str(folder) for folder in _folders()])
        body = row(gap=4)
        body.addWidget(self.contents)
        body.addWidget(text, 1000)
        body.addStretch(1)
        layout.addLayout(body, 1)
        self._topic = topic
        self._set_for = self._column
        self.show_manual()

    def show_manual(self) -> None:
        """The manual and the keys, with the contents."""
        self._set("\n\n".join([*_manual(), _keys()]))
        self.contents.clear()
        block = self._text.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if 1 <= level <= _DEEPEST:
                item = QListWidgetItem("　" * (level - 1) + block.text())
                item.setData(Qt.ItemDataRole.UserRole, block.position())
                self.contents.addItem(item)
            block = block.next()
        self.contents.show()
        self.open_at(self._topic)

    def show_about(self) -> None:
        """Versions, packs, places, licences."""
        from ui.windows.about import about

        self.contents.hide()
        self._set(about())

    def _set(self, markdown: str) -> None:
        self._text.setMarkdown(markdown)
        set_in(self._text.document(), self._column)

    @property
    def _column(self) -> int:
        """How wide a picture may be."""
        return min(_WIDTH, max(self._text.width(), theme.space(80))) - theme.space(12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._column != self._set_for:
            self._set_for = self._column
            set_in(self._text.document(), self._column)

    def open_at(self, topic: str) -> None:
        """Show the place of a heading; the beginning where there is none."""
        for number in range(self.contents.count()):
            if self.contents.item(number).text().strip("　") == topic:
                self.contents.setCurrentRow(number)
                return
        self.contents.setCurrentRow(0)

    @property
    def topic(self) -> str:
        """The heading that is shown."""
        return self.contents.currentItem().text().strip("　")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow(self.contents.currentItem())  # only now the lines have their places
        self._text.setFocus()

    def _follow(self, item: QListWidgetItem | None, _before: object = None) -> None:
        if item is not None:
            self._show(self._text.document().findBlock(int(item.data(Qt.ItemDataRole.UserRole))))

    def _show(self, block: QTextBlock) -> None:
        """Scroll so that a heading stands at the top."""
        top = self._text.document().documentLayout().blockBoundingRect(block).top()
        self._text.verticalScrollBar().setValue(int(top))


def _keys() -> str:
    return f"# {_KEYS_TITLE}\n\n| 按键 | 作用 |\n|---|---|\n" + "\n".join(
        f"| {keys} | {what} |" for keys, what in _KEYS
    )


def _folders() -> list[Path]:
    return [folder for folder in (resource("help"), root() / "docs" / "手册") if folder.is_dir()]


def _manual() -> list[str]:
    found = [page for folder in _folders() for page in sorted(folder.glob("*.md"))]
    return [page.read_text(encoding="utf-8") for page in found]
