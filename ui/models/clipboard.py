"""Blocks of cells on the clipboard, as Excel, WPS, Word and browsers write them."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData

MOST_CELLS = 200_000
"""More than any form has; a larger block was copied by mistake."""
_MOST_SPAN = 200


def block_of(mime: QMimeData) -> list[list[str]]:
    """The block in the clipboard: an HTML table where there is one, else lines and tabs; empty for none."""
    if mime.hasHtml():
        block = from_html(mime.html())
        if block:
            return block
    return from_text(mime.text()) if mime.hasText() else []


def from_text(text: str) -> list[list[str]]:
    """A tab-separated block; cells holding tabs or line breaks are in double quotes."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not text or text.count("\t") + text.count("\n") > MOST_CELLS:
        return []
    csv.field_size_limit(10_000_000)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter="\t", strict=False))
    except csv.Error:
        rows = [line.split("\t") for line in text.split("\n")]
    return [row or [""] for row in rows]


def to_text(block: Sequence[Sequence[str]]) -> str:
    """The block as Excel takes it."""
    return "\n".join("\t".join(_quoted(text) for text in row) for row in block)


def _quoted(text: str) -> str:
    if any(mark in text for mark in '\t\n"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def from_html(text: str) -> list[list[str]]:
    """The first table of an HTML fragment, merged cells spread over blanks; empty without one."""
    if "<t" not in text.lower():
        return []
    parser = _Tables()
    parser.feed(text)
    parser.close()
    return parser.block()


class _Tables(HTMLParser):
    """Collects the cells of the first table."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: dict[tuple[int, int], str] = {}
        self._taken: set[tuple[int, int]] = set()
        self._row = -1
        self._open: tuple[int, int] | None = None
        self._words: list[str] = []
        self._done = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._done:
            return
        if tag == "tr":
            self._close()
            self._row += 1
        elif tag in {"td", "th"}:
            self._close()
            self._row = max(self._row, 0)
            self._begin(dict(attrs))
        elif tag in {"br", "p"} and self._open and "".join(self._words).strip():
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr"}:
            self._close()
        elif tag == "table":
            self._close()
            self._done = bool(self._cells)

    def handle_data(self, data: str) -> None:
        if self._open is not None and not self._done:
            self._words.append(" ".join(data.split()) if data.strip() else "")

    def _begin(self, attributes: dict[str, str | None]) -> None:
        column = 0
        while (self._row, column) in self._taken:
            column += 1
        if len(self._taken) > MOST_CELLS:
            self._done = True
            return
        for r in range(_span(attributes.get("rowspan"))):
            for c in range(_span(attributes.get("colspan"))):
                self._taken.add((self._row + r, column + c))
        self._open = (self._row, column)
        self._words = []

    def _close(self) -> None:
        if self._open is not None:
            self._cells[self._open] = "".join(self._words).strip().replace("\u00a0", " ").strip()
        self._open = None

    def block(self) -> list[list[str]]:
        self._close()
        if not self._cells:
            return []
        height = max(row for row, _ in self._taken) + 1
        width = max(column for _, column in self._taken) + 1
        if height * width > MOST_CELLS:
            return []
        return [[self._cells.get((r, c), "") for c in range(width)] for r in range(min(height, self._row + 1))]


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _MOST_SPAN) if text and text.isdecimal() else 1
