"""Last year's words as a draft for this year: their numbers, dates and years are marked until they are renewed.

A mark is a Text span whose `old` is its own text (spans.py).  It survives saving, is a finding of rule
E17 where it stands, and is gone as soon as a character of it is edited; `confirm` takes it off where the
number stays as it is.  Both last year's own file and an imported report come through `as_draft`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from core.narrative.claims.fold import fold
from core.narrative.claims.scan import scan
from core.narrative.spans import Span, StatementSpan, Text, merge

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

_YEAR = re.compile(r"(?:20\d\d年?[-—~～至])?(?P<year>20\d\d)年(?:度|初|末|底)?(?:\d{1,2}月(?:\d{1,2}日|[初底中]旬?)?)?")
_DAY = re.compile(r"(?<![\d年])(?P<before>每年|截[至止]|年)?\d{1,2}月(?:\d{1,2}日)?")
_DIGITS = re.compile(r"20\d\d(?=年|[-—~～至])")
_NAMES = re.compile(r"〔[^〕]{0,8}〕\d*号?|\[\d{4}\]\d*号?|第\d+号")
"""Document numbers: names, not figures."""


def as_draft(text: str, year: int) -> list[Span]:
    """The words of the fiscal year `year` for the file of the year after, with what is to be renewed marked.

    Marked are amounts, counts and rates, days, and the years next to `year`; what lies further back
    (1998年成立) is history, and document numbers are names: both stay plain words.
    """
    spans: list[Span] = []
    for number, line in enumerate(text.split("\n")):
        spans += [Text("\n")] if number else []
        position = 0
        for start, end in _places(line, year):
            spans += [Text(line[position:start]), Text(line[start:end], old=line[start:end])]
            position = end
        spans.append(Text(line[position:]))
    return merge(spans)


def _places(text: str, year: int) -> list[tuple[int, int]]:
    """What is to be renewed, as [start, end) in order and without overlap."""
    folded = fold(text)
    taken = [match.span() for match in _NAMES.finditer(folded.text)]
    chosen: list[tuple[int, int]] = []
    for start, end in (*_dates(folded.text, year), *((one.start, one.end) for one in scan(folded.text, spelled=True))):
        if all(end <= first or start >= last for first, last in taken):
            taken.append((start, end))
            chosen.append((start, end))
    return sorted((folded.place(start), folded.place(end - 1) + 1) for start, end in chosen)


def _dates(text: str, year: int) -> Iterator[tuple[int, int]]:
    for match in _YEAR.finditer(text):
        if abs(int(match["year"]) - year) <= 1:
            yield match.span()
    for match in _DAY.finditer(text):
        if not match["before"]:
            yield match.span()


def successor(
    spans: Sequence[Span], year: int, live: Collection[str], read: Callable[[str], Sequence[Span]] | None = None
) -> list[Span]:
    """The spans of a section of the fiscal year `year` as next year's draft.

    Sentences in `live` (ids of statements) stay live without last year's reasons, those that were edited are
    live again; other words come through `read`, which may find sentences in them, else through `as_draft`.
    Figures that are shown stay shown.
    """
    found: list[Span] = []
    for span in spans:
        if isinstance(span, StatementSpan) and span.id in live:
            found.append(StatementSpan(span.id, span.row))
        elif not isinstance(span, Text):
            found.append(span)
        elif span.was in live:
            found.append(StatementSpan(span.was))
        else:
            found += read(span.text) if read else as_draft(span.text, year)
    return merge([*_once(found)])


def _once(spans: Sequence[Span]) -> Iterator[Span]:
    """Each live sentence once: one that was edited in the middle stood there in two pieces."""
    said: set[Span] = set()
    for span in spans:
        if isinstance(span, StatementSpan):
            if span in said:
                continue
            said.add(span)
        yield span


def outdated(spans: Sequence[Span]) -> int:
    """How many numbers and years of last year's text ask to be renewed."""
    return sum(isinstance(span, Text) and span.outdated for span in spans)


def confirm(spans: Sequence[Span], index: int | None = None) -> list[Span]:
    """The spans with the mark at `index`, or every mark, taken off: the number stays as it is."""
    return merge(
        [
            replace(span, old="") if isinstance(span, Text) and index in {None, place} else span
            for place, span in enumerate(spans)
        ]
    )


def next_year(text: str) -> str:
    """The same date a year later; the text itself where it says no year."""
    return _DIGITS.sub(lambda match: str(int(match[0]) + 1), text)


def renew_years(spans: Sequence[Span], index: int | None = None) -> list[Span]:
    """The spans with the marked years moved on by one, at `index` or everywhere; these ask no more."""
    return merge([_renewed(span) if index in {None, place} else span for place, span in enumerate(spans)])


def _renewed(span: Span) -> Span:
    if isinstance(span, Text) and span.outdated and next_year(span.text) != span.text:
        return Text(next_year(span.text), span.was)
    return span


def replaced(spans: Sequence[Span], words: str, other: str) -> list[Span]:
    """The spans with `words` replaced by `other` in what was typed; words may lie across texts, whose marks then go."""
    found: list[Span] = []
    group: list[Text] = []
    for span in (*spans, None):
        if isinstance(span, Text):
            group.append(span)
            continue
        found += _replaced(group, words, other)
        group = []
        found += [span] if span is not None else []
    return merge(found)


def _replaced(group: Sequence[Text], words: str, other: str) -> Iterator[Text]:
    """Neighbours as one text: each keeps what no occurrence touches."""
    whole = "".join(span.text for span in group)
    hits = [(match.start(), match.end()) for match in re.finditer(re.escape(words), whole)] if words else []
    position = 0
    for span in group:
        start, end, at, text = position, position + len(span.text), position, ""
        for first, last in hits:
            if last <= start or first >= end:
                continue
            text += whole[at : max(first, at)] + (other if first >= start else "")
            at = min(last, end)
        yield replace(span, text=text + whole[at:end])
        position = end
