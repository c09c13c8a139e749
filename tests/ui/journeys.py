"""What a clerk does from the start page to the files, in the clerk's own steps; shared with the tests on real files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from core.blocks import Heading, Paragraph, Table
from core.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ui.person import Person

DRAFT = "草稿"
SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def export(clerk: Person, folder: Path, *, formal: bool = False) -> list[Path]:
    """PDF and Excel into a folder that is there; the files that came."""
    clerk.key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    clerk.write("导出到文件夹", str(folder))
    clerk.click("Word")
    if formal:
        clerk.click("正式")
    clerk.photograph("export")
    clerk.press("start-export")
    clerk.until(lambda: clerk.sees("已导出 2 个文件"), "the files")
    clerk.photograph("exported")
    return sorted(folder.iterdir(), key=lambda path: path.suffix)


def words_of(path: Path) -> str:
    """All that a written file says, by the ordinary reader."""
    found = []
    for one in read(path).blocks:
        match one.block:
            case Heading():
                found.append(one.block.line)
            case Paragraph(text=text):
                found.append(text)
            case Table(cells=cells):
                found += [cell.text for line in cells for cell in line if cell is not None]
    return "\n".join(found)


def from_last_year(clerk: Person, target: Path, *, after: Callable[[], None] = lambda: None) -> None:
    """The form with what was read from last year's file, each step looked at; `after` begins once it is recognised.

    The file itself is chosen in the system's dialog, which the test answers.
    """
    clerk.click("用去年的文件开始")
    clerk.until(lambda: clerk.sees("保存到"), "what was recognised")
    clerk.write("保存位置", str(target))
    clerk.photograph("recognised")
    after()
    clerk.click("开始")
    clerk.until(lambda: clerk.sees("核对导入的内容"), "the review")
    clerk.photograph("review")
    for _ in range(3):  # by keys: take it, go to the next that is not certain
        clerk.key(Qt.Key.Key_Space)
        clerk.key(Qt.Key.Key_Return)
    clerk.click("全部接受")
    clerk.photograph("accepted")
    clerk.click("导入 ")
    clerk.until(lambda: not clerk.sees("核对导入的内容"), "the form")
    clerk.photograph("form")
