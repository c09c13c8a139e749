"""A source's sections as proposals: every heading with its own text, and the text as drafts of spans."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

from core.narrative import Span, StatementSpan, Text, dependencies, merge
from core.narrative.renewal import as_draft
from core.prefill.model import Draft, SectionProposal
from core.prefill.shown import numbered, with_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.blocks import Evidence, ReadBlock
    from core.prefill.fold import Folded
    from core.prefill.gather import Keyed
    from core.prefill.model import Reading
    from core.prefill.outline import Titled
    from core.prefill.slots import Recognised
    from core.template import Template

_START = attrgetter("start")


@dataclass(slots=True)
class Part:
    """A heading with what stands under it until the next."""

    titled: Titled | None
    source: str
    texts: list[str] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    places: list[Evidence] = field(default_factory=list)

    def add_place(self, read: ReadBlock) -> None:
        """Remember where a heading or paragraph of the part stands: line by line where lines are known."""
        self.places += [segment.evidence for segment in read.segments] or [read.evidence]


def section_proposals(parts: Sequence[Part], year: int, keyed: Keyed) -> list[SectionProposal]:
    """Every heading of the parts with its own text, the title too, in order."""
    found: list[SectionProposal] = []
    for place, part in enumerate(parts):
        if part.titled is None:
            continue
        target = part.titled.section.id if part.titled.section else ""
        heading = part.titled.heading
        found.append(
            SectionProposal(
                number=heading.number,
                level=part.titled.level,
                title=heading.text,
                target=target,
                text="\n".join(part.texts),
                source=part.source,
                year=year,
                home=part.titled.home,
                spans=with_keys(_spans(parts, place), keyed) if target else (),
                places=tuple(_places(parts, place)) if target else (),
            )
        )
    return found


def _spans(parts: Sequence[Part], place: int) -> list[Draft]:
    """The drafts of a section: its own and those under headings the pack does not know, with these headings.

    What stands before the first known heading opens that section, so no text of a source is lost.
    """
    drafts = _preamble(parts, place)
    drafts += [_words("\n")] if drafts and parts[place].drafts else []
    drafts += parts[place].drafts
    for part in parts[place + 1 :]:
        if part.titled is None or part.titled.section is not None:
            break
        line = part.titled.heading.line
        words = f"\n{line}" if drafts else line
        drafts += [_words(words), *(([_words("\n"), *part.drafts]) if part.drafts else [])]
    return drafts


def _places(parts: Sequence[Part], place: int) -> list[Evidence]:
    """Where a section stands, with what stands under headings the pack does not know."""
    places = [*parts[place].places]
    for part in parts[place + 1 :]:
        if part.titled is None or part.titled.section is not None:
            break
        places += part.places
    return places


def _preamble(parts: Sequence[Part], place: int) -> list[Draft]:
    """What stands before the first heading that the pack knows, the document's title left out."""
    before = parts[:place]
    if any(part.titled is not None and part.titled.section is not None for part in before):
        return []
    drafts: list[Draft] = []
    for part in before:
        drafts += [_words("\n"), *part.drafts] if drafts and part.drafts else part.drafts
    return drafts


def paragraph_drafts(
    before: Sequence[Draft], text: Folded, found: Sequence[Recognised], readings: Sequence[Reading] = ()
) -> list[Draft]:
    """A paragraph as drafts: the pack's sentences live, the numbers that are figures shown, the rest as words.

    `readings` are those of the paragraph, of its sentences too.
    """
    readings = sorted(readings, key=_START)
    drafts: list[Draft] = [Draft(Text("\n"), "\n")] if before else []
    position = 0
    for one in found:
        start, end = text.place(one.start), text.place(one.end - 1) + 1
        drafts += numbered(text.source, position, start, readings)
        reasons = tuple((name, text.quote(first, last)) for name, first, last in one.reasons)
        span: Span = StatementSpan(one.statement, reasons=reasons)
        parts = tuple(numbered(text.source, start, end, readings))
        drafts.append(Draft(span, text.source[start:end], parts=parts))
        position = end
    return [*drafts, *numbered(text.source, position, len(text.source), readings)]


def _words(text: str) -> Draft:
    return Draft(Text(text), text)


def last_years(one: SectionProposal, template: Template) -> list[Span]:
    """Last year's section as this year's draft: the pack's sentences live, each once and without last year's
    reasons; all other words with their numbers and years marked for renewal.
    """
    if one.ready:
        return [*one.ready]
    spans: list[Span] = []
    words = ""
    for draft in one.spans:
        if isinstance(draft.span, StatementSpan) and (live := _live(draft.span, template)):
            spans += as_draft(words, one.year)
            words = ""
            spans += [live] if live not in spans else []
        else:
            words += draft.text
    return merge([*spans, *as_draft(words, one.year)])


def _live(span: StatementSpan, template: Template) -> StatementSpan | None:
    """The sentence without its reasons; None where it shows no figure of the report."""
    bare = StatementSpan(span.id, span.row)
    return bare if dependencies(template, [bare]) else None
