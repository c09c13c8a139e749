"""Headings that only their words tell: short lines that say exactly what a section of the pack is called."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.blocks import Heading, Paragraph
from core.prefill.fold import compact
from core.prefill.outline import match_outline, variants
from core.reading.numbering import split_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.blocks import ReadBlock
    from core.prefill.outline import Titled
    from core.template import Section

_LONGEST = 45
_SHORTEST = 4
_NUMBER = 12
"""No printed number is longer."""
_ENDS = "。；：，！？.;:,!?"


def outlined(
    blocks: Sequence[ReadBlock], sections: Sequence[Section], unit: str
) -> tuple[tuple[ReadBlock, ...], dict[int, Titled]]:
    """The blocks with unnumbered headings as headings, and every heading with its section.

    A line that fits no section at its place in the order stays what it was.
    """
    known = {form: one for one in reversed(sections) for form in _titles(one, unit)}
    found = {
        index: replace(read, block=heading)
        for index, read in enumerate(blocks)
        if isinstance(read.block, Paragraph) and (heading := _heading(read.block, known, unit)) is not None
    }
    merged, titled = _matched(blocks, found, sections, unit)
    lost = [index for index in found if titled[index].section is None]
    if lost:
        kept = {index: read for index, read in found.items() if index not in lost}
        merged, titled = _matched(blocks, kept, sections, unit)
    return merged, titled


def _matched(
    blocks: Sequence[ReadBlock], found: dict[int, ReadBlock], sections: Sequence[Section], unit: str
) -> tuple[tuple[ReadBlock, ...], dict[int, Titled]]:
    merged = tuple(found.get(index, read) for index, read in enumerate(blocks))
    return merged, {one.index: one for one in match_outline(merged, sections, unit, frozenset(found))}


def _titles(section: Section, unit: str) -> list[str]:
    return [form for title in (section.title, *section.aliases) for form in variants(title, unit)[:1]]


def _heading(paragraph: Paragraph, known: dict[str, Section], unit: str) -> Heading | None:
    """The heading that a paragraph is by its words; a numbered one may end in a full stop."""
    if paragraph.role != "body" or len(compact(paragraph.text.rstrip("。"))) > _LONGEST + _NUMBER:
        return None
    number = split_number(paragraph.text)
    printed, text = (number.printed, number.rest.rstrip("。")) if number else ("", paragraph.text)
    plain = compact(text)
    if not _SHORTEST <= len(plain) <= _LONGEST or plain[-1] in _ENDS:
        return None
    forms = variants(text, unit)
    section = known.get(forms[0]) if forms else None
    return Heading(section.level, text, printed) if section else None
