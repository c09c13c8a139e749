"""A paragraph on a laid-out page: where its lines break, how it is drawn, where its words stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextLayout, QTextOption

from core.blocks import Box

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPainter

ROOMY = 1.5
"""The height of a line against its type."""


@dataclass(eq=False, slots=True)
class Words:
    """A text of one font between `left` and `left + width`, in points; `indent` moves its first line in."""

    text: str
    font: QFont
    left: float
    width: float
    indent: float = 0.0
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignJustify

    @property
    def step(self) -> float:
        """From one line to the next."""
        return self.font.pixelSize() * ROOMY

    def lay(self) -> QTextLayout:
        """Its lines, the first at 0."""
        layout = QTextLayout(self.text.replace("\n", "\u2028"), self.font)
        option = QTextOption(self.align)
        option.setUseDesignMetrics(True)  # the same breaks at every size on the screen
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        number = 0
        while (line := layout.createLine()).isValid():
            shift = 0.0 if number else self.indent
            line.setLineWidth(max(self.width - shift, 1.0))
            line.setPosition(QPointF(self.left + shift, number * self.step + (self.step - line.height()) / 2))
            number += 1
        layout.endLayout()
        return layout

    def draw(self, painter: QPainter, first: int, last: int, top: float) -> None:
        """Lines [first, last), the first of them at `top`."""
        layout = self.lay()
        for number in range(first, min(last, layout.lineCount())):
            layout.lineAt(number).draw(painter, QPointF(0, top - first * self.step))

    def box(self, span: tuple[int, int], number: int, line_top: float, layout: QTextLayout) -> Box | None:
        """Where the characters of a span stand on one line; None where none do."""
        line = layout.lineAt(number)
        start = max(span[0], line.textStart())
        end = min(span[1], line.textStart() + line.textLength())
        if start >= end:
            return None
        left, right = _x(line, start), _x(line, end)
        return Box(left, line_top + 1, right, line_top + self.step - 1)


def _x(line: object, position: int) -> float:
    found = line.cursorToX(position)  # type: ignore[attr-defined]
    return float(found[0] if isinstance(found, tuple) else found)
