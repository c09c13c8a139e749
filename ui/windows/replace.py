"""查找和替换: over all narrative, from one bar above the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from ui import theme
from ui.models.replacing import Hit, hits, replace_all, replaceable
from ui.widgets.controls import Button, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.session import Session


class ReplaceBar(QFrame):
    """Enter goes to the next place; 全部替换 is one change and one undo."""

    here = Signal(str, str)
    """Replace what is selected, where it is these words, by the others."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._hits: list[Hit] = []
        self._at = -1
        self.setObjectName("replace-bar")
        self.setProperty("role", "panel")
        self.words, self.other = QLineEdit(), QLineEdit()
        self.told = label("", "secondary", name="replace-told")
        line = row(self, margin=3, across=1)
        for field, name in ((self.words, "查找文字"), (self.other, "替换为")):
            field.setPlaceholderText(name)
            field.setAccessibleName(name)
            line.addWidget(field, 1)
        line.addWidget(Button("下一处", name="find-next", clicked=self.next))
        line.addWidget(Button("替换", name="replace-one", clicked=self.replace_one))
        line.addWidget(Button("全部替换", name="replace-all", clicked=self.replace_all))
        line.addWidget(self.told)
        close = Button(icon="x", role="quiet", name="close-replace", clicked=self.hide)
        close.setAccessibleName("关闭查找和替换")
        line.addWidget(close)
        self.told.setMinimumWidth(theme.space(40))
        self.words.textChanged.connect(self._look)
        self.words.returnPressed.connect(self.next)
        self.other.returnPressed.connect(self.replace_all)
        self.hide()

    def begin(self, words: str = "") -> None:
        """Show the bar and type into it; `words` are looked for where given."""
        self.show()
        if words:
            self.words.setText(words)
        self.words.setFocus()
        self.words.selectAll()
        self._look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _look(self) -> None:
        self._hits = hits(self._session.report, self.words.text())
        self._at = -1
        self.told.setText(f"找到 {len(self._hits)} 处" if self.words.text() else "")

    def next(self) -> None:
        """Go to the next place."""
        self._hits = hits(self._session.report, self.words.text())
        if self._hits:
            self._at = (self._at + 1) % len(self._hits)
            self._session.jump(self._hits[self._at].place)
            self.told.setText(f"第 {self._at + 1} 处，共 {len(self._hits)} 处")
            self.words.setFocus()

    def replace_one(self) -> None:
        """Replace the place that is shown and go to the next; the first time only go there."""
        if self._at >= 0 and self.words.text() != self.other.text():
            self.here.emit(self.words.text(), self.other.text())
            self._at -= len(self._hits) > len(hits(self._session.report, self.words.text()))
        self.next()

    def replace_all(self) -> None:
        """Replace everywhere, as one change."""
        words, other = self.words.text(), self.other.text()
        if not words or words == other:
            return
        typed, all_ = replaceable(self._session.report, words), len(hits(self._session.report, words))
        done = self._session.do(lambda: replace_all(self._session.report, words, other))
        if done is not None:
            kept = f"，{all_ - typed} 处在由数据生成的句子里，没有改" if all_ > typed else ""
            self.told.setText(f"已替换 {typed} 处{kept}")
