"""Findings underlined in a text, what hovering says, and where the cursor stays when the text is made anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from core.narrative import StatementSpan, Text, merge
from core.template import Severity
from ui import theme
from ui.models import cells
from ui.models.prose import PLAIN, Atoms, Run, spans_of
from ui.pages.prosedoc import spot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QTextDocument

    from core.narrative import Span
    from core.rules import Finding
    from ui.pages.narrative import NarrativePage
    from ui.pages.prosetext import ProseText


@dataclass(frozen=True, slots=True)
class Marked:
    """A finding at [start, end) of the document."""

    start: int
    end: int
    finding: Finding


def findings_at(document: QTextDocument, section: str, findings: Iterable[Finding]) -> list[Marked]:
    """The findings of a section with their places in the document."""
    found = []
    for finding in findings:
        owner, _, span = finding.place.rpartition(":")
        first, _, last = span.partition("-")
        if owner == section and first.isdigit() and last.isdigit() and int(first) < int(last):
            found.append(Marked(spot(document, int(first)), spot(document, int(last)), finding))
    return found


def wave(text: ProseText, mark: Marked) -> QTextEdit.ExtraSelection:
    """The underline of a finding."""
    made = QTextCharFormat()
    made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    error = mark.finding.severity is Severity.ERROR
    made.setUnderlineColor(theme.current().color("error" if error else "warning"))
    selection = QTextEdit.ExtraSelection()
    cursor = QTextCursor(text.document())
    cursor.setPosition(mark.start)
    cursor.setPosition(mark.end, QTextCursor.MoveMode.KeepAnchor)
    selection.cursor = cursor  # type: ignore[attr-defined]
    selection.format = made  # type: ignore[attr-defined]
    return selection


def tip_at(page: NarrativePage, position: int) -> str:
    """What hovering over a character says: what is wrong with it, the cell it shows, the sentence it is of."""
    lines = [
        f"{mark.finding.message}。{mark.finding.remedy}".rstrip("。") + "。"
        for mark in page.marked
        if mark.start <= position < mark.end
    ]
    run = page.text.run_at(position)
    report = page.session.report
    if run is not None and run.key and report.template.find(run.key):
        lines.append(cells.tip(report, report.cell(run.key, run.aspect), []))
    if run is not None and run.asks:
        lines.append("点一下，写上原因")
    if run is not None and run.atom != PLAIN and not run.key and not run.slot:
        atom = page.text.atoms.spans[run.atom]
        form = report.template.statements.get(atom.id) if isinstance(atom, StatementSpan) else None
        lines.append(f"「{form.name}」由数据生成，随表更新" if form else "随表更新")
    return "\n".join(lines)


def kept(before: str, after: str, position: int, *, end: bool = False) -> int:
    """Where a cursor at `position` of the text `before` belongs in the text `after`."""
    if end:
        return max(0, min(len(after), len(after) - (len(before) - position)))
    head = _common(before, after)
    if position <= head:
        return position
    tail = _common(before[head:][::-1], after[head:][::-1])
    if position >= len(before) - tail:
        return len(after) - (len(before) - position)
    return min(head, len(after))


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def inserted(text: ProseText, position: int, spans: Sequence[Span]) -> list[Span]:
    """The spans of the editor with others put in at a position of the document."""
    before: list[Run] = []
    after: list[Run] = []
    for stretch in text.stretches():
        if stretch.end <= position:
            before.append(stretch.run)
        elif stretch.start >= position:
            after.append(stretch.run)
        else:
            cut = position - stretch.start
            before.append(_part(stretch.run, 0, cut))
            after.append(_part(stretch.run, cut, len(stretch.run.text)))
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
