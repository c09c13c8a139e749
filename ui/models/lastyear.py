"""Last year's text of a section, as it was taken over, and how this year's differs from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from core.narrative import Text, load
from core.reportfile import SectionChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from core.report import Report

_TOKEN = re.compile(r"\d[\d,.]*\d|[A-Za-z]+|.|\n")
_BROUGHT = ("导入", "从 ")
"""What the change sets that bring last year's words are called: an import, and a file begun from last year's."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of last year's text: it stands this year too, or not."""

    text: str
    same: bool


def last_year(report: Report, section: str) -> str:
    """The text as the last import, or last year's file, brought it; empty where none did."""
    for done in report.file.history(key=section):
        if done.undone or not done.what.startswith(_BROUGHT):
            continue
        for change in done.changes:
            if isinstance(change, SectionChange) and change.section == section and change.after:
                spans = load(change.after)
                words = "".join(span.text for span in spans if isinstance(span, Text))
                lines = report.renderer(section).lines(spans)
                return "\n".join(line.text for line in lines) or words
    return ""


def compared(old: str, new: str) -> list[Stretch]:
    """Last year's text, with what this year no longer has told apart: numbers whole, words by the character."""
    from difflib import SequenceMatcher

    before, after = old.split("\n"), new.split("\n")
    found: list[Stretch] = []
    for tag, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if first == last:
            continue
        ending = "\n" if last < len(before) else ""
        lines = "\n".join(before[first:last]) + ending
        found += [Stretch(lines, same=True)] if tag == "equal" else _within(lines, "\n".join(after[start:end]) + ending)
    return _merged(found)


def _within(old: str, new: str) -> Iterator[Stretch]:
    """Paragraphs that differ, compared word by word."""
    from difflib import SequenceMatcher

    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    for tag, first, last, _, _ in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if first < last:
            yield Stretch("".join(before[first:last]), tag == "equal")


def _merged(found: Iterable[Stretch]) -> list[Stretch]:
    return [
        Stretch("".join(one.text for one in group), same) for same, group in groupby(found, key=lambda one: one.same)
    ]
