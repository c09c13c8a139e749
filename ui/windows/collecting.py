"""收集表: the empty tables as an Excel file for colleagues, which the import reads back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton

from core.errors import JuebaoError
from ui.widgets.controls import Button, column, empty, label, row
from ui.windows.writing import Written, write_blank

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from ui.panes.board import Board
    from ui.runner import Job

UNITS = ("万元", "元")
_WHAT = "发给各科室填的空表（Excel）；收回来用「文件 › 导入旧报告…」读入，按表上的单位换算。"


class CollectCard(QFrame):
    """What colleagues write amounts in, and the button; `started` carries the Job."""

    started = Signal(object)

    def __init__(self, board: Board, folder: Callable[[], Path]) -> None:
        super().__init__()
        self._session = board.session
        self._folder = folder
        self.setProperty("role", "card")
        self.units = {unit: QRadioButton(unit) for unit in UNITS}
        self.start = Button("导出收集表", icon="table", name="start-collect", clicked=self.export)
        self._answer = column(gap=1)
        layout = column(self, margin=6, gap=3)
        layout.addWidget(label("收集表", "section"))
        layout.addWidget(label(_WHAT, "secondary", wrap=True))
        choices = row(gap=3)
        choices.addWidget(label("金额按", "strong"))
        group = QButtonGroup(self)
        for unit, button in self.units.items():
            button.setAccessibleName(f"收集表的金额按{unit}填")
            group.addButton(button)
            choices.addWidget(button)
        choices.addWidget(self.start)
        choices.addStretch()
        layout.addLayout(choices)
        layout.addLayout(self._answer)
        self.units[UNITS[0]].setChecked(True)

    def export(self) -> None:
        """Lay the empty forms out here, write on a worker."""
        folder, unit = self._folder(), next(unit for unit, button in self.units.items() if button.isChecked())
        empty(self._answer)
        if not folder.is_dir():
            self._fail(JuebaoError(f"没有 {folder} 这个文件夹", "请在上面另选一个文件夹"))
            return
        work = self._session.do(lambda: write_blank(self._session.report, folder, unit))
        if work is None:
            return
        job: Job = self._session.runner.start(work, title="正在导出收集表…", done=self._done, failed=self._fail)
        self.start.setEnabled(False)
        job.ended.connect(self._again)
        self.started.emit(job)

    def _again(self) -> None:
        self.start.setEnabled(True)
        if self.isVisible():
            self.start.setFocus()

    def _done(self, written: Written) -> None:
        for path in written.paths:
            self._answer.addWidget(label("已导出收集表", "ok"))
            self._answer.addWidget(file_link(path.name, path))
            self._answer.addWidget(file_link("打开所在文件夹", path.parent))

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, JuebaoError):
            raise error
        told: QWidget = label(error.line, "error", wrap=True, selectable=True, name="collect-error")
        self._answer.addWidget(told)


def file_link(text: str, path: Path) -> Button:
    """A link that opens a file or folder with the system's program."""
    made = Button(text, role="link", clicked=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
    made.setToolTip(str(path))
    return made
