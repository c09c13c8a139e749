"""The cells of a table in HTML, as browsers and Word put it on the clipboard."""

from __future__ import annotations

from html.parser import HTMLParser

_MOST_SPAN = 200


def first_table(text: str, most: int) -> list[list[str]]:
    """The first table, merged cells spread over blanks; empty where it has more than `most` cells."""
    parser = _Tables(most)
    parser.feed(text)
    parser.close()
    return parser.block()


class _Tables(HTMLParser):
    """Collects the cells of the first table."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
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
        if len(self._taken) > self._most:
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
        if height * width > self._most:
            return []
        return [[self._cells.get((r, c), "") for c in range(width)] for r in range(min(height, self._row + 1))]


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _MOST_SPAN) if text and text.isdecimal() else 1
