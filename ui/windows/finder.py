"""Finding a figure, a table or a piece of text by what the clerk remembers of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.figures import show
from core.publishing.compose import headings
from ui.panes.places import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ui.panes.board import Board

LIMIT = 50


@dataclass(frozen=True, slots=True)
class Found:
    """One hit: where to jump, what it is called, and where it stands."""

    place: str
    title: str
    where: str
    words: str = ""
    """Everything it is found by, lower case."""


def entries(board: Board) -> list[Found]:
    """All that can be found in a report: sections, tables, then figures."""
    return [*_sections(board), *_tables(board), *_figures(board)]


def match(found: Sequence[Found], text: str, limit: int = LIMIT) -> list[Found]:
    """Those that hold every word of `text`; those whose title begins with it first."""
    words = text.lower().split()
    if not words:
        return []
    hits = [one for one in found if all(word in one.words for word in words)]
    return sorted(hits, key=lambda one: (not one.title.lower().startswith(words[0]), len(one.title)))[:limit]


def _sections(board: Board) -> Iterator[Found]:
    report = board.session.report
    numbers = {
        section.id: heading.number for pack in report.template.packs for section, heading in headings(report, pack)
    }
    for section in report.template.sections.values():
        title, number = report.title(section), numbers.get(section.id, "")  # some have one title, but no two one number
        words = " ".join([title, *section.aliases, *section.keywords, report.text(section.id)])
        yield Found(f"{section.id}:0-0", title, f"文字说明 {number}".strip(), words.lower())


def _tables(board: Board) -> Iterator[Found]:
    report = board.session.report
    for name in report.table_ids():
        form, title = report.template.table(name), board.places.title(Spot("table", name))
        yield Found(name, title, "表", " ".join([title, *form.aliases]).lower())


def _figures(board: Board) -> Iterator[Found]:
    report, places = board.session.report, board.places
    seen: set[tuple[str, str]] = set()
    for table in report.table_ids():
        where = report.table_number(table) or report.table_title(table)
        for key, aspect in places.cells(table):
            if (key, aspect) in seen:
                continue
            seen.add((key, aspect))
            figure = report.template.figure(key)
            held = report.value(key, aspect)
            value = show(held, figure.kind, figure.unit, figure.decimals)
            label = report.engine.label(key, aspect)
            shown = f"{where}　{value} {figure.unit}" if held.number is not None else where
            yield Found(f"{key}@{aspect}", label, shown, " ".join([label, key, value, *figure.aliases, where]).lower())
