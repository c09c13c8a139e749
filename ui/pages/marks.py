"""Findings underlined in a text, what hovering says, and where the cursor stays when the text is made anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from core.narrative import StatementSpan
from core.template import Severity
from ui import theme
from ui.models import cells
from ui.models.prose import PLAIN
from ui.models.rereading import place_of
from ui.pages.prosedoc import spot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QTextDocument

    from core.rules import Finding
    from ui.pages.narrative import NarrativePage


_LINES = {
    Severity.ERROR: QTextCharFormat.UnderlineStyle.WaveUnderline,
    Severity.WARNING: QTextCharFormat.UnderlineStyle.DashUnderline,
    Severity.HINT: QTextCharFormat.UnderlineStyle.DashDotLine,
}
_UNFILLED = QTextCharFormat.UnderlineStyle.DotLine
STAYS = frozenset({"E3", "E17"})
"""Rules of what is not filled or renewed yet; the text itself marks it, and it holds until the words are others."""
_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.HINT: "提示"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A finding and the words it is about; the cursor keeps them while others are typed before them."""

    cursor: QTextCursor
    finding: Finding

    @property
    def start(self) -> int:
        """Where the words begin."""
        return self.cursor.selectionStart()

    @property
    def end(self) -> int:
        """Where they end."""
        return self.cursor.selectionEnd()

    @property
    def text(self) -> str:
        """The words as they are now, in their lines."""
        return self.cursor.selectedText().replace("\u2029", "\n")


def marked(document: QTextDocument, start: int, end: int, finding: Finding) -> Marked:
    """A finding at [start, end) of the document; what is typed behind it is not of it."""
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.setKeepPositionOnInsert(True)
    return Marked(cursor, finding)


def findings_at(document: QTextDocument, section: str, findings: Iterable[Finding]) -> list[Marked]:
    """The findings of a section with their places in the document."""
    found = []
    for finding in findings:
        first, last = place_of(finding)
        if finding.place.rpartition(":")[0] == section and first < last:
            found.append(marked(document, spot(document, first), spot(document, last), finding))
    return sorted(found, key=lambda mark: (mark.start, mark.end))


def moved(finding: Finding, start: int, end: int) -> Finding:
    """The finding at another place of its section."""
    return replace(finding, place=f"{finding.place.rpartition(':')[0]}:{start}-{end}")


def wave(mark: Marked) -> QTextEdit.ExtraSelection:
    """The underline of a finding: each severity has its own kind of line, not its colour alone."""
    made = QTextCharFormat()
    unfilled = mark.finding.rule in STAYS
    made.setUnderlineStyle(_UNFILLED if unfilled else _LINES[mark.finding.severity])
    made.setUnderlineColor(theme.current().color(token(mark.finding)))
    selection = QTextEdit.ExtraSelection()
    selection.cursor = mark.cursor  # type: ignore[attr-defined]
    selection.format = made  # type: ignore[attr-defined]
    return selection


def token(finding: Finding) -> str:
    """The colour of a finding; what is not filled yet is no mistake."""
    if finding.rule in STAYS:
        return "warning"
    return {Severity.ERROR: "error", Severity.WARNING: "warning"}.get(finding.severity, "secondary")


def said(finding: Finding, *, remedy: bool = True) -> str:
    """A finding in a line: how grave it is, the arithmetic, and what to do unless left out."""
    words = [part for part in (finding.message.rstrip("。"), finding.remedy.rstrip("。") if remedy else "") if part]
    return f"{_WORDS[finding.severity]}：{'。'.join(words)}。"


def tip_at(page: NarrativePage, position: int) -> str:
    """What hovering over a character says: what is wrong with it, the cell it shows, the sentence it is of."""
    lines = [said(mark.finding) for mark in page.marked if mark.start <= position < mark.end]
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
