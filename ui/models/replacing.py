"""Find and replace over all narrative: the words that were typed, never the figures of live sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.narrative import StatementSpan, Text, dump
from core.reportfile import SectionChange

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.narrative import Span
    from core.report import Moved, Report


@dataclass(frozen=True, slots=True)
class Hit:
    """Where the words stand in the printed text."""

    section: str
    start: int
    end: int
    around: str

    @property
    def place(self) -> str:
        """The place as the window jumps to it."""
        return f"{self.section}:{self.start}-{self.end}"


def hits(report: Report, words: str) -> list[Hit]:
    """Every place in every section that says the words."""
    return [hit for section in report.template.sections for hit in _in_section(report, section, words)] if words else []


def _in_section(report: Report, section: str, words: str) -> list[Hit]:
    text = report.text(section)
    found, at = [], text.find(words)
    while at >= 0:
        end = at + len(words)
        around = text[max(at - 12, 0) : end + 16].replace("\n", " ")
        found.append(Hit(section, at, end, around))
        at = text.find(words, end)
    return found


def replaceable(report: Report, words: str) -> int:
    """How many of them are typed words."""
    count = 0

    def tally(text: str) -> str:
        nonlocal count
        count += text.count(words)
        return text

    for spans in report.spans.values():
        for span in spans:
            _over(span, tally)
    return count


def replace_all(report: Report, words: str, other: str) -> Moved:
    """Replace typed words in all sections as one change."""
    changes = []
    for section, spans in report.spans.items():
        new = [_over(span, lambda text: text.replace(words, other)) for span in spans]
        if new != spans:
            changes.append(SectionChange(section, dump(spans) or None, dump(new) or None))
    return report.apply(f"替换「{words}」为「{other}」", changes)


def _over(span: Span, act: Callable[[str], str]) -> Span:
    """The span with its typed words changed: plain text, and the reasons within sentences."""
    match span:
        case Text():
            return replace(span, text=act(span.text))
        case StatementSpan():
            return replace(span, reasons=tuple((name, act(text)) for name, text in span.reasons))
    return span
