"""The last boundary: an error nobody expected becomes a report that can be copied, and a log entry."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit

from ui import theme
from ui.widgets.controls import Button, column, label, row

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

log = logging.getLogger("juebao")
_LARGEST = 512 * 1024
_SAFE = "程序遇到没有预料到的错误。填报文件是安全的：显示为已保存的内容都在文件里。"
_shown: list[str] = []


def _open_log() -> None:
    """Log to a file from now on."""
    log.setLevel(logging.INFO)
    if not log.handlers:
        log.addHandler(_handler())


def log_file() -> Path:
    """Where the log is."""
    base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericStateLocation)
    return Path(base) / "juebao" / "juebao.log"


def _handler() -> logging.Handler:
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(path, maxBytes=_LARGEST, backupCount=2, encoding="utf-8")
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler


def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What ui/app.py makes the excepthook: log, then show the report once for each error."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    text = report_of(kind, error, trace)
    _open_log()
    log.error("%s", text)
    sys.__excepthook__(kind, error, trace)
    # The same error again and again (a paint event) would bury the window in dialogs.
    if text not in _shown and isinstance(QApplication.instance(), QApplication):
        _shown.append(text)
        CrashDialog(text, QApplication.activeWindow()).exec()


def report_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """The report as text: versions and where it happened, nothing of what was filled in."""
    import PySide6

    versions = f"Python {platform.python_version()} · PySide6 {PySide6.__version__} · {platform.platform()}"
    return f"{versions}\n{''.join(traceback.format_exception(kind, error, trace))}"


class CrashDialog(QDialog):
    """Says that the file is safe and lets the report be copied."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("决报")
        self.setMinimumSize(theme.space(140), theme.space(80))
        layout = column(self, margin=6, gap=3)
        layout.addWidget(label("程序出错了", "section"))
        layout.addWidget(label(_SAFE, wrap=True))
        layout.addWidget(label(f"下面的内容可以复制给维护人员，也已记入 {log_file()}", "secondary", wrap=True))
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("错误报告")
        layout.addWidget(self.text, 1)
        buttons = row(gap=2)
        buttons.addWidget(Button("继续", role="primary", name="go-on", clicked=self.accept))
        buttons.addWidget(Button("复制", name="copy-report", clicked=self.copy))
        buttons.addStretch()
        buttons.addWidget(Button("退出程序", name="quit", clicked=self._quit))
        layout.addLayout(buttons)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())

    def _quit(self) -> None:
        self.accept()
        QApplication.closeAllWindows()
