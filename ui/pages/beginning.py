"""What stands where a page would be while every form is printed once for each project and there is no project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from ui.widgets.controls import Button, column, label

if TYPE_CHECKING:
    from core.template import Family
    from ui.session import Session


class BeginningPage(QFrame):
    """Offers the first row of each family that tables are printed for."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("beginning")
        template = session.report.template
        families = [template.named(name) for name in dict.fromkeys(form.per for form in template.tables.values())]
        names = "、".join(family.name for family in families)
        layout = column(self, margin=8, gap=3)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(label(f"还没有{names}", "title"))
        said = f"这个文件的报告是一个{names}一张表。请先增加{names}，或按 Ctrl+I 导入旧的报告。"
        layout.addWidget(label(said, "secondary", wrap=True))
        for family in families:
            layout.addWidget(self._adding(family), 0, Qt.AlignmentFlag.AlignLeft)

    def _adding(self, family: Family) -> Button:
        made = Button(f"增加{family.name}", icon="plus", role="primary", name=f"add-{family.key}")
        made.clicked.connect(lambda: self._add(family.key))
        made.setDisabled(self._session.report.file.read_only)
        return made

    def _add(self, family: str) -> None:
        self._session.do(lambda: self._session.report.add_row(family))
