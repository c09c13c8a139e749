"""A chart as a list of shapes, measured from the top left of its box: no drawing library, no page."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, cos, floor, log10, pi, sin
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.blocks import Chart

PALETTE = ("#1F5F9E", "#C8963E", "#5B8C6E", "#A65A5A", "#7A6C9D", "#4FA3B5", "#B08968", "#8A8F98")
LIGHT = "#DDE1E6"
DARK = "#6B7280"
INK = "#222222"
WHITE = "#FFFFFF"

WIDTH, HEIGHT = 420.0, 204.0
TEXT = 9.0  # points
_LINE = 12.0
_LEGEND = 22.0
_AXIS = 44.0
_FOOT = 30.0
_TICKS = 5
_MOST_BARS = 24  # with their values written above them
_WIDEST_BAR = 34.0
_LEAST_SHARE = Decimal("0.1")  # of a pie: a smaller piece has its share in the legend only
_KEY = 9.0
_RADIUS = 88.0
_PIE_LEFT, _PIE_GAP = 8.0, 26.0
_VALUE_COLUMN, _SHARE_COLUMN = 64.0, 42.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight thin line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str


@dataclass(frozen=True, slots=True)
class Wedge:
    """A piece of a pie: from one share of the circle to another, clockwise from the top."""

    x: float
    y: float
    radius: float
    start: float
    end: float
    colour: str


@dataclass(frozen=True, slots=True)
class Label:
    """Text within `width` from `x`, its first line beginning at `y`."""

    x: float
    y: float
    width: float
    text: str
    align: Literal["left", "center", "right"] = "left"
    colour: str = INK


Shape = Bar | Rule | Wedge | Label


def shapes(chart: Chart, measure: Callable[[str], float]) -> list[Shape]:
    """The shapes of a chart within WIDTH x HEIGHT; `measure` gives the width of a text of TEXT points."""
    return _pie(chart) if chart.kind == "pie" else _bars(chart, measure)


def colour(at: int) -> str:
    """The colour of the series or piece `at`."""
    return PALETTE[at % len(PALETTE)]


# -- bars -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Scale:
    """Values to heights."""

    low: float
    high: float
    step: float

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return HEIGHT - _FOOT - share * (HEIGHT - _FOOT - _LEGEND - _LINE)


def _bars(chart: Chart, measure: Callable[[str], float]) -> list[Shape]:
    values = [float(value) for _, series in chart.series for value in series]
    scale = _scale(min([*values, 0.0]), max([*values, 0.0]))
    found = _axis(scale)
    if chart.unit:
        found.append(Label(0, 0, 120, f"单位：{chart.unit}", colour=DARK))
    found += _legend([name for name, _ in chart.series], measure)
    groups, members = max(len(chart.labels), 1), max(len(chart.series), 1)
    group = (WIDTH - _AXIS) / groups
    width = min(group * 0.72 / members, _WIDEST_BAR)
    written = groups * members <= _MOST_BARS
    for at, label in enumerate(chart.labels):
        left = _AXIS + at * group + (group - width * members) / 2
        for number, (_, series) in enumerate(chart.series):
            if at < len(series):
                found += _bar(left + number * width, width, series[at], scale, colour(number), written=written)
        found.append(Label(_AXIS + at * group + 2, HEIGHT - _FOOT + 5, group - 4, label, "center"))
    return found


def _bar(left: float, width: float, value: Decimal, scale: _Scale, fill: str, *, written: bool) -> list[Shape]:
    zero, end = scale.y(0), scale.y(float(value))
    found: list[Shape] = [Bar(left + width * 0.06, min(zero, end), width * 0.88, abs(zero - end), fill)]
    if written:
        above = min(zero, end) - _LINE if value >= 0 else max(zero, end) + 1
        found.append(Label(left - width, above, 3 * width, f"{value:f}", "center"))
    return found


def _axis(scale: _Scale) -> list[Shape]:
    found: list[Shape] = []
    count = round((scale.high - scale.low) / scale.step)
    for at in range(count + 1):
        value = scale.low + at * scale.step
        y = scale.y(value)
        found.append(Rule(_AXIS, y, WIDTH, y, DARK if abs(value) < scale.step / 2 else LIGHT))
        found.append(Label(0, y - _LINE / 2, _AXIS - 6, f"{value:,.10g}", "right", DARK))
    return found


def _scale(low: float, high: float) -> _Scale:
    """Round ends and a round step between the lines."""
    span = (high - low) or 1.0
    rough = span / _TICKS
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1.0, 2.0, 2.5, 5.0, 10.0) if factor * power >= rough * 0.999)
    return _Scale(floor(low / step) * step, ceil((high or span) / step) * step, step)


def _legend(names: Sequence[str], measure: Callable[[str], float]) -> list[Shape]:
    """The names of the series at the upper right; one alone needs none unless it is named."""
    found: list[Shape] = []
    right = WIDTH
    for at in range(len(names) - 1, -1, -1):
        if not names[at]:
            continue
        width = measure(names[at]) + 1
        found.append(Label(right - width, 0, width, names[at]))
        found.append(Bar(right - width - _KEY - 4, 2, _KEY, _KEY, colour(at)))
        right -= width + _KEY + 20
    return found


# -- pie --------------------------------------------------------------------


def _pie(chart: Chart) -> list[Shape]:
    """The circle on the left, its pieces by name on the right; a piece of nothing is left out of both."""
    values = [max(value, Decimal(0)) for value in chart.series[0][1]] if chart.series else []
    shares = [value / (sum(values) or 1) for value in values]
    radius = _RADIUS
    x, y = radius + _PIE_LEFT, HEIGHT / 2
    found: list[Shape] = []
    texts: list[Shape] = []
    at = 0.0
    for number, share in enumerate(shares):
        end = at + float(share)
        if share:
            found.append(Wedge(x, y, radius, at, end, colour(number)))
        if share >= _LEAST_SHARE:
            texts.append(_share_label(x, y, radius, (at + end) / 2, _percent(share)))
        at = end
    return [*found, *texts, *_pie_legend(chart, x + radius + _PIE_GAP, shares)]


def _percent(share: Decimal) -> str:
    """A share as the sentences print it: two decimals, rounded half up."""
    return f"{(share * 100).quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def _share_label(x: float, y: float, radius: float, middle: float, text: str) -> Label:
    far = radius * 0.64
    centre_x, centre_y = x + far * sin(2 * pi * middle), y - far * cos(2 * pi * middle)
    return Label(centre_x - 25, centre_y - _LINE / 2, 50, text, "center", WHITE)


def _pie_legend(chart: Chart, x: float, shares: list[Decimal]) -> list[Shape]:
    """Each piece with its name, value and share in columns, in the middle of the height."""
    pieces = [at for at in range(min(len(shares), len(chart.labels))) if chart.series[0][1][at] or not any(shares)]
    step = min(_LINE + 8, HEIGHT / max(len(pieces), 1))
    y = (HEIGHT - len(pieces) * step) / 2
    value = WIDTH - _SHARE_COLUMN - _VALUE_COLUMN
    found: list[Shape] = []
    for at in pieces:
        found.append(Bar(x, y + 2, _KEY, _KEY, colour(at)))
        found.append(Label(x + _KEY + 6, y, value - x - _KEY - 6, chart.labels[at]))
        found.append(Label(value, y, _VALUE_COLUMN, f"{chart.series[0][1][at]:f}{chart.unit}", "right"))
        found.append(Label(WIDTH - _SHARE_COLUMN, y, _SHARE_COLUMN, _percent(shares[at]), "right"))
        y += step
    return found
