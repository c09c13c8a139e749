"""Dropping files anywhere on the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QFrame, QWidget

from ui import theme
from ui.widgets.controls import column, label

if TYPE_CHECKING:
    from collections.abc import Sequence


def files_of(data: QMimeData) -> list[Path]:
    """The local files that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


class DropHint(QFrame):
    """Lies over the window while files are held above it and says what dropping will do."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setProperty("role", "drop")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text = label("", "title", wrap=True, name="drop-text")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column(self, margin=8).addWidget(self._text)
        self.hide()

    def tell(self, files: Sequence[Path]) -> None:
        """Show what dropping these files will do."""
        names = "、".join(path.name for path in files[:3]) + (" 等" if len(files) > 3 else "")
        kinds = {path.suffix.lower() for path in files}
        read = "打开" if ".jbao" in kinds else "读取" if kinds != {".zip"} else ""
        verb = "，再".join(filter(None, ("安装报表包" if ".zip" in kinds else "", read)))
        self._text.setText(f"松开鼠标{verb} {names}")
        inset = theme.space(4)
        self.setGeometry(self._host.rect().adjusted(inset, inset, -inset, -inset))
        self.raise_()
        self.show()
