"""Charts on the page."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, cos, pi, sin, tan
from typing import TYPE_CHECKING

from core.publishing.pdf import style as look
from core.publishing.pdf.chart_shapes import HEIGHT, WIDTH, Bar, Label, Rule, Shape, Wedge, shapes

if TYPE_CHECKING:
    from core.blocks import Chart
    from core.publishing.pdf.ink import Pen, SetLine
    from core.publishing.pdf.page import Flow, Page
    from core.publishing.pdf.style import Frame

_BEFORE, _AFTER = 8.0, 14.0


@dataclass(frozen=True, slots=True)
class LaidChart:
    """A chart ready for the page: its shapes, and above them its title."""

    title: tuple[SetLine, ...]
    shapes: tuple[tuple[Shape, tuple[SetLine, ...]], ...]
    landscape: bool = False
    keeps: bool = False

    def need(self, frame: Frame) -> float:  # noqa: ARG002 - a chart is the same on any page
        return _BEFORE + len(self.title) * look.CHART_TITLE.leading + HEIGHT + _AFTER

    def place(self, flow: Flow) -> None:
        page, frame = flow.page, flow.frame
        flow.y = page.lines(self.title, frame.left, flow.y + _BEFORE, look.CHART_TITLE)
        self.draw(page, frame.left + (frame.width - WIDTH) / 2, flow.y)
        flow.y += HEIGHT + _AFTER

    def draw(self, page: Page, left: float, top: float) -> None:
        """The drawing without its title, in a box of WIDTH x HEIGHT."""
        for shape, lines in self.shapes:
            _draw(shape, lines, page, left, top)


def lay_chart(chart: Chart, pen: Pen) -> LaidChart:
    """Set the texts of a chart."""
    title = pen.set_balanced(chart.title, look.CHART_TITLE, look.PORTRAIT.width) if chart.title else []
    found = shapes(chart, lambda text: pen.width(text, look.CHART_TEXT))
    return LaidChart(tuple(title), tuple((shape, _lines(shape, pen)) for shape in found))


def _lines(shape: Shape, pen: Pen) -> tuple[SetLine, ...]:
    if not isinstance(shape, Label):
        return ()
    return tuple(pen.set(shape.text, look.CHART_TEXT, shape.width, shape.align))


def _draw(shape: Shape, lines: tuple[SetLine, ...], page: Page, left: float, top: float) -> None:
    if isinstance(shape, Label):
        page.draw(f"q {_rgb(shape.colour)} rg")
        page.lines(lines, left + shape.x, top + shape.y, look.CHART_TEXT)
        page.draw("Q")
    elif isinstance(shape, Bar):
        bottom = page.up(top + shape.y + shape.height)
        box = f"{left + shape.x:.2f} {bottom:.2f} {shape.width:.2f} {shape.height:.2f} re"
        page.draw(f"q {_rgb(shape.colour)} rg {box} f Q")
    elif isinstance(shape, Rule):
        begin = f"{left + shape.x1:.2f} {page.up(top + shape.y1):.2f} m"
        line = f"{begin} {left + shape.x2:.2f} {page.up(top + shape.y2):.2f} l"
        page.draw(f"q 0.5 w {_rgb(shape.colour)} RG {line} S Q")
    else:
        page.draw(_wedge(shape, left + shape.x, page.up(top + shape.y)))


def _wedge(shape: Wedge, x: float, y: float) -> str:
    """A piece of a circle as Bezier curves, clockwise, with a white edge."""
    if shape.end <= shape.start:
        return ""
    count = max(ceil((shape.end - shape.start) * 8), 1)
    turn = 2 * pi * (shape.end - shape.start) / count
    handle = 4 / 3 * tan(turn / 4) * shape.radius
    angle = 2 * pi * shape.start
    ops = [f"{x:.2f} {y:.2f} m", f"{x + shape.radius * sin(angle):.2f} {y + shape.radius * cos(angle):.2f} l"]
    for _ in range(count):
        ops.append(_arc(x, y, shape.radius, angle, turn, handle))
        angle += turn
    return f"q 1 w 1 G {_rgb(shape.colour)} rg {' '.join(ops)} b Q"


def _arc(x: float, y: float, radius: float, angle: float, turn: float, handle: float) -> str:
    """One curve of a circle from `angle` on, angles clockwise from the top."""
    end = angle + turn
    points = (
        x + radius * sin(angle) + handle * cos(angle),
        y + radius * cos(angle) - handle * sin(angle),
        x + radius * sin(end) - handle * cos(end),
        y + radius * cos(end) + handle * sin(end),
        x + radius * sin(end),
        y + radius * cos(end),
    )
    return " ".join(f"{point:.2f}" for point in points) + " c"


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3f}" for at in (1, 3, 5))
