"""A scope made of a dict of typed texts, for formulas under test."""

from __future__ import annotations

from core.expressions import compile_expression, matches
from core.figures import BLANK, Held, Kind, parse


class Cells:
    """Cells by KEY or KEY@ASPECT; a value that is no number is text."""

    def __init__(self, **typed: str) -> None:
        self.cells: dict[tuple[str, str], Held] = {}
        for name, text in typed.items():
            self.put(name, text)

    def put(self, name: str, text: str) -> None:
        key, _, aspect = name.partition("@")
        numeric = not text or text[0] in "0123456789-(" or text == "/"
        kind = Kind.MONEY if numeric else Kind.TEXT
        self.cells[key, aspect or "actual"] = parse(text, kind, "万元")

    def value(self, key: str, aspect: str) -> Held:
        return self.cells.get((key, aspect), BLANK)

    def expand(self, pattern: str) -> list[str]:
        return list(dict.fromkeys(key for key, _ in self.cells if matches(pattern, key)))


def cells(typed: dict[str, str]) -> Cells:
    """Cells from a dict, for keys that are no Python names."""
    made = Cells()
    for name, text in typed.items():
        made.put(name, text)
    return made


def evaluate(text: str, typed: dict[str, str] | None = None, aspect: str = "actual", outcome=None):
    return compile_expression(text).evaluate(cells(typed or {}), aspect, outcome)
