"""Amounts, counts, rates, dates, choices and text: hold, parse, print, compare.

Money is held in integer 分, printed in 万元 or 元; no float ever holds a figure.
"""

from core.figures.held import BLANK, NOT_APPLICABLE, Held, Kind, State
from core.figures.parse import parse
from core.figures.show import plain, show
from core.figures.tolerance import Agreement, Num, agree_rate, agree_same, agree_sum, envelope

__all__ = [
    "BLANK",
    "NOT_APPLICABLE",
    "Agreement",
    "Held",
    "Kind",
    "Num",
    "State",
    "agree_rate",
    "agree_same",
    "agree_sum",
    "envelope",
    "parse",
    "plain",
    "show",
]
