"""Last year's text of a section, as it was taken over, and how this year's differs from it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from core.narrative import Text, load
from core.reportfile import SectionChange

if TYPE_CHECKING:
    from core.report import Report


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of last year's text: it stands this year too, or not."""

    text: str
    same: bool


def last_year(report: Report, section: str) -> str:
    """The text as the last import brought it; empty where none did."""
    for done in report.file.history(key=section):
        if done.undone or not done.what.startswith("导入"):
            continue
        for change in done.changes:
            if isinstance(change, SectionChange) and change.section == section and change.after:
                spans = load(change.after)
                words = "".join(span.text for span in spans if isinstance(span, Text))
                lines = report.renderer(section).lines(spans)
                return "\n".join(line.text for line in lines) or words
    return ""


def compared(old: str, new: str) -> list[Stretch]:
    """Last year's text, with what this year no longer has told apart."""
    found: list[Stretch] = []
    for tag, first, last, _, _ in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if first < last:
            found.append(Stretch(old[first:last], tag == "equal"))
    return found
