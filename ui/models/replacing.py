"""Find and replace over all narrative: the words that were typed, never the figures of live sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from core.narrative import StatementSpan, Text, dump
from core.narrative.renewal import replaced
from core.reportfile import SectionChange

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
    return sum(one.count(words) for spans in report.spans.values() for one in _typed(spans))


def _typed(spans: Sequence[Span]) -> Iterator[str]:
    """What was typed: neighbouring texts as one, and each reason within a sentence."""
    for plain, group in groupby(spans, key=lambda span: isinstance(span, Text)):
        if plain:
            yield "".join(span.text for span in group if isinstance(span, Text))
        else:
            yield from (text for span in group if isinstance(span, StatementSpan) for _, text in span.reasons)


def replace_all(report: Report, words: str, other: str) -> Moved:
    """Replace typed words in all sections as one change."""
    changes = []
    for section, spans in report.spans.items():
        new = [_with_reasons(span, words, other) for span in replaced(spans, words, other)]
        if new != spans:
            changes.append(SectionChange(section, dump(spans) or None, dump(new) or None))
    return report.apply(f"替换「{words}」为「{other}」", changes)


def _with_reasons(span: Span, words: str, other: str) -> Span:
    if not isinstance(span, StatementSpan):
        return span
    return replace(span, reasons=tuple((name, text.replace(words, other)) for name, text in span.reasons))
