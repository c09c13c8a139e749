"""本表无数据: declaring that nothing of what a table shows happened, with the sentence that is printed then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFrame

from ui import theme
from ui.widgets.controls import label, row

if TYPE_CHECKING:
    from core.report import Moved
    from ui.session import Session


class NothingLine(QFrame):
    """A line below a table whose form can be declared empty; not there for other tables.

    It is offered while the table holds no amount; a table that holds one and is declared empty can be taken back.
    """

    def __init__(self, session: Session, table: str) -> None:
        super().__init__()
        self._session = session
        self._report = session.report
        self.table = table
        self.setObjectName("nothing")
        self.box = QCheckBox("本表无数据")
        self.box.setObjectName("declare-empty")
        self.box.setAccessibleName("声明本表无数据")
        self.sentence = label("", "secondary", wrap=True, name="nothing-sentence")
        line = row(self, across=1, gap=3)
        line.addWidget(self.box)
        line.addWidget(self.sentence, 1)
        self.box.clicked.connect(self._declare)
        session.moved.connect(self._moved)
        self.renew()

    def renew(self) -> None:
        """Show what stands now."""
        if not self._report.may_be_empty(self.table):
            self.hide()
            return
        declared, filled = self._report.declared_empty(self.table), self._report.has_amounts(self.table)
        self.box.setChecked(declared)
        self.box.setEnabled((declared or not filled) and not self._report.file.read_only)
        self.box.setToolTip("表里有数，不能声明本表无数据" if filled else "没有发生的表，印出表样和下面这句说明")
        printed = self._report.words(self._report.template.table(self.table).empty, self.table)
        theme.role(self.sentence, "warning" if declared and filled else "" if declared else "secondary")
        self.sentence.setText(_told(printed, declared=declared, filled=filled))

    def _moved(self, _moved: Moved) -> None:
        self.renew()

    def _declare(self, declared: bool) -> None:
        self._session.do(lambda: self._report.declare_empty(self.table, declared=declared))
        self.renew()


def _told(printed: str, *, declared: bool, filled: bool) -> str:
    if declared and filled:
        return "表里填了数，说明不会印出。请删去数，或取消勾选。"
    if filled:
        return ""
    return f"表下印：{printed}" if declared else f"勾选后，表下印：{printed}"
