"""Spans put into those of an editor: a figure, a sentence, words in the place of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.narrative import Text, merge
from ui.models.prose import Atoms, Run, spans_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.narrative import Span
    from ui.pages.prosebase import ProseBase


def spliced(text: ProseBase, start: int, end: int, spans: Sequence[Span]) -> list[Span]:
    """The spans of the editor with others in the place of [start, end) of the document."""
    before: list[Run] = []
    after: list[Run] = []
    for stretch in text.stretches():
        if stretch.end <= start:
            before.append(stretch.run)
        elif stretch.start >= end:
            after.append(stretch.run)
        elif not start <= stretch.start < stretch.end <= end:
            before.append(_part(stretch.run, 0, max(start - stretch.start, 0)))
            after.append(_part(stretch.run, end - stretch.start, len(stretch.run.text)))
    return joined(before, spans, after, text.atoms)


def joined(before: Sequence[Run], spans: Sequence[Span], after: Sequence[Run], atoms: Atoms) -> list[Span]:
    """Runs, spans and runs as spans."""
    return merge([*_spans(before, atoms), *spans, *_spans(after, atoms)])


def _part(run: Run, start: int, end: int) -> Run:
    return Run(run.text[start:end], run.atom, run.kind, run.key, run.aspect, run.slot, run.was, run.old)


def _spans(runs: Sequence[Run], atoms: Atoms) -> list[Span]:
    """As `spans_of`, with the line breaks at the ends kept."""
    first = next((at for at, run in enumerate(runs) if run.text.strip("\n")), len(runs))
    last = len(runs) - next((at for at, run in enumerate(reversed(runs)) if run.text.strip("\n")), 0)
    if first >= last:
        return [Text("".join(run.text for run in runs))]
    edges = "".join(run.text for run in runs[:first]), "".join(run.text for run in runs[last:])
    return [Text(edges[0]), *spans_of(runs[first:last], atoms), Text(edges[1])]
