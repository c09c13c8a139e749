"""Blocks of cells on the clipboard, as Excel, WPS, Word and browsers write them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData

MOST_CELLS = 200_000
"""More than any form has; a larger block was copied by mistake."""


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
    from ui.models.htmltable import first_table

    return first_table(text, MOST_CELLS)
