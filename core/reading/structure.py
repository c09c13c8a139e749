"""Paragraphs into headings, title, contents page, signature: the same for every kind of file.

Pure functions, for readers and for whoever has text without a file.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from core.blocks import Heading, Paragraph, ReadBlock, Role
from core.reading.front import DATE, contents_of, title_block, title_length, with_cover
from core.reading.joining import SENTENCE_END, strip
from core.reading.numbering import Number, split_number
from core.reading.raw import Raw, RawParagraph, glued

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADING_LIMIT = 45  # characters
_WIDE_LIMIT = 80  # with a heading style, or ending as headings end
_ITEM_HEADING_LIMIT = 30  # for 1. and （1）, which mostly number sentences
_DRAWN_LIMIT = 60  # a line through a chart crosses its labels and its legend
_SECOND = 2  # the level of （一）

# Nouns that a heading ends in even when it was given a full stop.
_HEADING_NOUN = re.compile(
    r"(情况|情况说明|说明|分析|内容|范围|概况|职责|职能|目标|措施|结果|得分|构成|原因|建议|阶段|决算表|总表|明细表|解释)$"
)
_NOTHING = re.compile(r"^(草\s*稿([：:].{0,20})?)?$")  # an empty line, or the mark of a draft
_CHART = re.compile(r"^图\s*[\d一二三四五六七八九十]{1,2}[^。；]{0,40}$")
_CLASSIFIED = re.compile(r"[（(][类款项][）)]")


def heading_of(text: str, *, level: int | None = None) -> Heading | None:
    """The heading that a paragraph is, or None.

    `level` is that of its heading style, if it has one; the printed number goes before it.
    """
    line = strip(text)
    number = split_number(line)
    if number is None:
        styled = level is not None and len(line) <= HEADING_LIMIT and not line.endswith(tuple(SENTENCE_END))
        return Heading(level or 1, line) if styled and line else None
    if not number.rest and number.style != "part":
        return None
    wide = level is not None or (number.level <= 2 and _HEADING_NOUN.search(number.rest))
    if len(line) > (_WIDE_LIMIT if wide else HEADING_LIMIT) or not _reads_as_heading(number, styled=level is not None):
        return None
    return Heading(number.level, number.rest, number.printed)


def _reads_as_heading(number: Number, *, styled: bool) -> bool:
    text = number.rest
    core = re.sub(r"[（(][^（）()]*[）)]$", "", text.rstrip("。"))
    listed = core.partition("，主要包括")[0] if number.level > 2 else ""
    noun = bool(_HEADING_NOUN.search(core)) and not re.search(r"[。；;]", core) and "，" not in listed
    if text.endswith(tuple(SENTENCE_END + "：:，,")):
        return text.endswith("。") and noun
    if number.level <= 2 or styled:
        return "。" not in text
    short = len(text) <= _ITEM_HEADING_LIMIT and not re.search(r"[。；：;:]", text) and text.count("，") <= 1
    return noun or (short and number.style != "circled" and not _CLASSIFIED.search(text) and not _has_amount(text))


def _has_amount(text: str) -> bool:
    """Any digit that is not of a year."""
    return re.search(r"\d", re.sub(r"(19|20)\d\d\s*年", "", text)) is not None


def assemble(raws: Sequence[Raw]) -> tuple[ReadBlock, ...]:
    """The blocks of a document, in order; tables pass through as they are."""
    items = rejoined([raw for raw in raws if isinstance(raw, ReadBlock) or not _NOTHING.match(strip(raw.text))])
    title = title_length(items)
    blocks = [title_block([raw for raw in items[:title] if isinstance(raw, RawParagraph)])] if title else []
    contents = contents_of(items, title)
    for index, raw in enumerate(items[title:], start=title):
        blocks.append(raw if isinstance(raw, ReadBlock) else _block(raw, in_contents=index in contents))
    return tuple(with_cover(_with_signature(_with_openings(_with_charts(blocks)))))


def _with_charts(blocks: list[ReadBlock]) -> list[ReadBlock]:
    """The caption of a chart and the words and numbers drawn in it are notes, no text."""
    inside = False
    for index, read in enumerate(blocks):
        if not isinstance(read.block, Paragraph) or read.block.role != "body":
            inside = False
            continue
        text = read.block.text
        inside = _CHART.match(text) is not None or (inside and _is_drawn(text))
        if inside:
            blocks[index] = _as(read, "note")
    return blocks


def _is_drawn(text: str) -> bool:
    """Whether a line stands in a chart: scale, names of columns, unit."""
    return (
        len(text) <= _DRAWN_LIMIT
        and not _HEADING_NOUN.search(text)
        and not re.search(r"[。；，！？]", re.sub(r"\d,\d", "", text))
    )


def _with_openings(blocks: list[ReadBlock]) -> list[ReadBlock]:
    """（二）持续开展服务活动。 is a heading where 一是 begins what stands below it."""
    for index, (read, below) in enumerate(pairwise(blocks)):
        if isinstance(read.block, Paragraph) and isinstance(below.block, Paragraph):
            number = split_number(read.block.text)
            if number is not None and number.level == _SECOND and _opens(number.rest, below.block.text):
                blocks[index] = replace(read, block=Heading(number.level, number.rest, number.printed))
    return blocks


def _opens(text: str, below: str) -> bool:
    short = len(text) <= _ITEM_HEADING_LIMIT and not re.search(r"[，；：:;]|。.", text)
    return short and re.match(r"(?:一是|一、|首先)", below) is not None


def _block(raw: RawParagraph, *, in_contents: bool) -> ReadBlock:
    text = strip(raw.text)
    if in_contents:
        return ReadBlock(Paragraph(text, "note"), raw.evidence, raw.segments)
    heading = heading_of(text, level=raw.level)
    return ReadBlock(heading or Paragraph(text), raw.evidence, raw.segments)


def rejoined(raws: Sequence[Raw]) -> list[Raw]:
    """With sentences that were broken by a stray line end put together again."""
    result: list[Raw] = []
    for raw in raws:
        before = result[-1] if result else None
        if isinstance(raw, RawParagraph) and isinstance(before, RawParagraph) and _goes_on(before, raw):
            result[-1] = glued((before, raw))
        else:
            result.append(raw)
    return result


_RUN_IN = re.compile(r"^[^。，；：:、（(]{2,12}?情况(?![。，；：:、.…·的和与及良较正如下来看分说]|[（(]|$)")


def without_run_in(raw: RawParagraph) -> tuple[RawParagraph, ...]:
    """A heading and the text printed behind it on the same line, taken apart: （一）基本支出情况基本支出系…

    For PDF files whose maker lost the paragraph mark.
    """
    number = split_number(raw.text)
    match = _RUN_IN.match(number.rest) if number is not None and number.level <= 3 else None
    if number is None or match is None or len(number.rest) - match.end() < _ITEM_HEADING_LIMIT:
        return (raw,)
    cut = len(raw.text) - len(number.rest) + match.end()
    return _part(raw, 0, cut), _part(raw, cut, len(raw.text))


def _part(raw: RawParagraph, start: int, end: int) -> RawParagraph:
    kept = [one for one in raw.segments if one.start < end and one.end > start]
    segments = tuple(replace(one, start=max(one.start, start) - start, end=min(one.end, end) - start) for one in kept)
    return replace(
        raw, text=raw.text[start:end], segments=segments, evidence=segments[0].evidence if segments else raw.evidence
    )


def _goes_on(before: RawParagraph, after: RawParagraph) -> bool:
    return _is_broken(before, after) or _is_wide_part(before, after)


def _is_wide_part(before: RawParagraph, after: RawParagraph) -> bool:
    """第三部分 and a long name below each other: the heading of a part, set in two lines like a title."""
    if not (before.title and after.title):
        return False
    number, line = split_number(strip(before.text)), strip(after.text)
    if number is None or number.style != "part":
        return False
    whole = len(number.rest) + len(line) <= HEADING_LIMIT and _HEADING_NOUN.search(number.rest) is None
    return whole and split_number(line) is None and re.search(r"[。；：，:;,！!]", line) is None


def _is_broken(before: RawParagraph, after: RawParagraph) -> bool:
    if before.level is not None or after.level is not None or len(before.text) <= HEADING_LIMIT:
        return False
    ends_inside = re.search(r"[一-鿿，、]$", strip(before.text)) is not None
    return ends_inside and heading_of(before.text) is None and split_number(after.text) is None


# -- the end ------------------------------------------------------------------


def _with_signature(blocks: list[ReadBlock]) -> list[ReadBlock]:
    """Mark a closing date line, and the short line before it, as what they are."""
    for index in range(len(blocks) - 1, max(len(blocks) - 6, 0), -1):
        block = blocks[index].block
        if isinstance(block, Paragraph) and DATE.match(block.text):
            blocks[index] = _as(blocks[index], "date")
            before = blocks[index - 1].block
            if isinstance(before, Paragraph) and len(before.text) <= 30 and before.text[-1:] not in "。：；":
                blocks[index - 1] = _as(blocks[index - 1], "signature")
            break
    return blocks


def _as(read: ReadBlock, role: Role) -> ReadBlock:
    assert isinstance(read.block, Paragraph)
    return replace(read, block=replace(read.block, role=role))
