"""Plain text: one paragraph per line, or printed lines that are joined again; tables with a TAB before each cell."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from core.blocks import Evidence, SourceDocument
from core.reading import structure
from core.reading.captions import attach_captions
from core.reading.joining import Wrapping, join, strip, wrapping_of
from core.reading.raw import Raw, RawParagraph
from core.reading.txt_tables import is_cell, read_table
from core.wrapped import runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.reading.source import Source

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f�]")
_PAGE_NUMBER = re.compile(r"^[-—–－]+\s*\d{1,4}\s*[-—–－]+$|^第\s*\d{1,4}\s*页(\s*[，,/]?\s*共\s*\d{1,4}\s*页)?$")


def read_txt(source: Source) -> SourceDocument:
    """The blocks of a text file; evidence is the line."""
    text = decode(source, source.path.read_bytes())
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    source.step(1, 2)
    raws = _raws(source, lines)
    source.step(2, 2)
    return SourceDocument(source.name, "txt", attach_captions(structure.assemble(raws)))


def decode(source: Source, data: bytes) -> str:
    """Text of UTF-8, UTF-16 or GB18030 bytes; raises `ReadingError` for what is no text."""
    text = _decoded(data)
    if text is None or len(_CONTROL.findall(text[:200_000])) > 2 + len(text[:200_000]) // 1000:
        raise source.refuse("不是文本文件，内容无法识别", "请确认选对了文件，或用 Word 打开后另存为 .docx", code="kind")
    return text


def _decoded(data: bytes) -> str | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace")
    for encoding in (_utf16_without_bom(data), "utf-8", "gb18030"):
        try:
            if encoding:
                return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _utf16_without_bom(data: bytes) -> str:
    """UTF-16 is told by the zero bytes of its ASCII characters and line ends."""
    sample = data[:4096]
    zeros = sample.count(0)
    if not zeros or zeros * 200 < len(sample):
        return ""
    return "utf-16-le" if sample[1::2].count(0) >= sample[0::2].count(0) else "utf-16-be"


def _raws(source: Source, lines: Sequence[str]) -> list[Raw]:
    wrapping = wrapping_of(lines)
    broken = {} if wrapping else {first: last for first, last in runs(lines) if last - first > 1}
    raws: list[Raw] = []
    index = 0
    while index < len(lines):
        if is_cell(lines, index):
            table, index = read_table(source, lines, index)
            raws.append(table)
        elif not strip(lines[index]) or (wrapping and _PAGE_NUMBER.match(strip(lines[index]))):
            index += 1
        elif wrapping:
            paragraph, index = _joined(source, lines, index, wrapping)
            raws.append(paragraph)
        elif index in broken:
            parts = [(lines[at], source.at(at + 1)) for at in range(index, broken[index]) if strip(lines[at])]
            raws.append(_paragraph(parts))
            index = broken[index]
        else:
            raws.append(RawParagraph(strip(lines[index]), source.at(index + 1)))
            index += 1
    return raws


def _joined(source: Source, lines: Sequence[str], index: int, wrapping: Wrapping) -> tuple[RawParagraph, int]:
    """The paragraph that begins at a line, and the line after it."""
    parts: list[tuple[str, Evidence]] = [(lines[index], source.at(index + 1))]
    previous = lines[index]
    index += 1
    while index < len(lines):
        line = lines[index]
        if strip(line) and not _PAGE_NUMBER.match(strip(line)):
            if not wrapping.continues(previous, line, first=len(parts) == 1):
                break
            parts.append((line, source.at(index + 1)))
            previous = line
        index += 1
    return _paragraph(parts), index


def _paragraph(parts: Sequence[tuple[str, Evidence]]) -> RawParagraph:
    joined = join(parts)
    return RawParagraph(joined.text, parts[0][1], joined.segments)
