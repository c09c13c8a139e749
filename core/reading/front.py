"""What stands before the text: the title, the cover's further lines, the contents page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from core.blocks import Heading, Paragraph, ReadBlock
from core.reading.joining import strip
from core.reading.numbering import split_number
from core.reading.raw import Raw, RawParagraph, glued

if TYPE_CHECKING:
    from collections.abc import Sequence

_TITLE_LIMIT = 40
_LEAST = 3  # characters of a name
_TITLE_END = re.compile(
    r"(报告|决算|公开|说明|自评|情况|材料|总结|预算|评价)(书|稿)?(（[^）]{1,12}）|\([^)]{1,12}\))?$"
)
_CONTENTS = re.compile(r"^目\s*[录次]$")
_CONTENTS_TAIL = re.compile(r"[\s.．…·—-]*\d*$")
DATE = re.compile(
    r"^(20\d\d|二[〇○零0]..)\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月(\s*[\d一二三四五六七八九十]{1,3}\s*日)?$"
)


def title_length(items: Sequence[Raw]) -> int:
    """How many of the first items are the document's title."""
    lines: list[RawParagraph] = []
    for raw in items[:4]:
        if isinstance(raw, ReadBlock) or not _may_be_title(raw):
            break
        if lines and (lines[-1].title != raw.title or (_is_whole_title(lines) and not _goes_on(raw))):
            break
        lines.append(raw)
    while lines and not (all(line.title for line in lines) or _is_whole_title(lines)):
        lines.pop()
    return len(lines)


def _is_whole_title(lines: Sequence[RawParagraph]) -> bool:
    return _TITLE_END.search(strip(lines[-1].text)) is not None


def _goes_on(raw: RawParagraph) -> bool:
    """Whether a line behind a whole title belongs to it: another line of that kind, or one in brackets."""
    return raw.title and (_TITLE_END.search(strip(raw.text)) is not None or strip(raw.text)[:1] in {"（", "("})


def _may_be_title(raw: RawParagraph) -> bool:
    text = strip(raw.text)
    if len(text) > _TITLE_LIMIT or split_number(text) or _CONTENTS.match(text) or DATE.match(text):
        return False
    return not re.search(r"[。；：，:;,！!]", text)


def title_block(lines: Sequence[RawParagraph]) -> ReadBlock:
    """The lines of the title as one heading."""
    whole = glued(lines)
    return ReadBlock(Heading(0, whole.text), whole.evidence, whole.segments)


def _entry(text: str) -> str:
    """A heading and its line on the contents page, made equal."""
    return re.sub(r"\s", "", _CONTENTS_TAIL.sub("", strip(text)))


def contents_of(items: Sequence[Raw], start: int) -> range:
    """The indices of a contents page: from 目录 to where its first entry comes again."""
    texts = [raw.text if isinstance(raw, RawParagraph) else "" for raw in items]
    for index, text in enumerate(texts[start : start + 30], start=start):
        if not _CONTENTS.match(strip(text)):
            continue
        first = _entry(texts[index + 1]) if index + 1 < len(texts) else ""
        for again in range(index + 2, len(texts)) if first else ():
            if strip(texts[again]).lstrip().startswith(first[0]) and _entry(texts[again]) == first:
                return range(index, _part_before(texts, index, again))
        return range(index, index + 1)
    return range(0)


def _part_before(texts: Sequence[str], contents: int, first: int) -> int:
    """Where the text begins: with the heading of the part before its first section, which some contents leave out."""
    number = split_number(strip(texts[first - 1]))
    part = number is not None and number.style == "part" and first - 1 > contents
    listed = part and any(_entry(text) == _entry(texts[first - 1]) for text in texts[first:])
    return first - 1 if part and not listed else first


_COVER = 6
"""So many lines below the title may stand on the cover."""


def with_cover(blocks: list[ReadBlock]) -> list[ReadBlock]:
    """The unit's name repeated below the title is a line of the cover, no text."""
    if not blocks or not isinstance(blocks[0].block, Heading) or blocks[0].block.level:
        return blocks
    title = "".join(blocks[0].block.text.split())
    for index, read in enumerate(blocks[1:_COVER], start=1):
        if not isinstance(read.block, Paragraph) or read.block.role != "body":
            break
        name = "".join(read.block.text.split())
        if len(name) > _LEAST and name in title:
            blocks[index] = replace(read, block=Paragraph(read.block.text, "signature"))
    return blocks
