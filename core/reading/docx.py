"""Word documents (.docx): paragraphs and tables in document order, with their automatic numbers.

Evidence is the number of the paragraph in the body, from 1; cells are R2C3.
Headers, footers, hidden text and tracked deletions are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.blocks import SourceDocument
from core.reading import structure
from core.reading.captions import attach_captions
from core.reading.docx_numbers import Numbering
from core.reading.docx_styles import Styles
from core.reading.docx_tables import read_table
from core.reading.docx_text import STRICT, W, blocks_of, boxes_of, child, paragraph_lines
from core.reading.joining import ends_sentence, strip
from core.reading.numbering import split_number
from core.reading.raw import Raw, RawParagraph
from core.reading.ziparchive import open_archive, parse, read_part

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from core.reading.source import Source

_DOCUMENT = "word/document.xml"
_EVERY = 200  # blocks between two looks at the cancel button


def read_docx(source: Source) -> SourceDocument:
    """The blocks of a .docx file."""
    with open_archive(source) as archive:
        body = child(_part(source, archive, _main_part(source, archive)), "body")
        styles = Styles(_part(source, archive, "word/styles.xml"))
        numbering = Numbering(_part(source, archive, "word/numbering.xml"))
    if body is None:
        raise source.refuse("没有正文", "请用 Word 或 WPS 打开后另存再导入", code="damaged")
    raws = list(_Body(source, styles, numbering).raws(body))
    return SourceDocument(source.name, "docx", attach_captions(structure.assemble(raws)))


def _main_part(source: Source, archive: zipfile.ZipFile) -> str:
    """The document part: named by the package, nearly always word/document.xml."""
    relations = _part(source, archive, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return str(relation.get("Target", _DOCUMENT)).lstrip("/")
    return _DOCUMENT


def _part(source: Source, archive: zipfile.ZipFile, name: str) -> Any:
    data = read_part(source, archive, name)
    return None if data is None else parse(data.replace(STRICT, W.encode()))


class _Body:
    """Walks the body once; counters of automatic numbers run along."""

    def __init__(self, source: Source, styles: Styles, numbering: Numbering) -> None:
        self._source = source
        self._styles = styles
        self._numbering = numbering
        self._line = 0

    def raws(self, body: Any) -> Iterator[Raw]:
        total = len(body)
        for done, element in enumerate(blocks_of(body)):
            if done % _EVERY == 0:
                self._source.step(min(done, total), total)
            if element.tag == f"{{{W}}}tbl":
                yield read_table(element, self._source.at(self._line + 1), self._numbered)
            else:
                self._line += 1
                yield from self._paragraph(element)
        self._source.step(total, total)

    def _paragraph(self, element: Any) -> Iterator[RawParagraph]:
        evidence = self._source.at(self._line)
        look = self._styles.look(element, child(element, "pPr"))
        for text in _paragraphs(self._numbered(element)):
            yield RawParagraph(text, evidence, level=look.level, title=look.title)
        for box in boxes_of(element):
            for inner in blocks_of(box):
                if inner.tag == f"{{{W}}}tbl":
                    continue
                for text in _paragraphs(self._numbered(inner)):
                    yield RawParagraph(text, evidence)

    def _numbered(self, element: Any) -> list[str]:
        """The lines of a paragraph, its automatic number before the first."""
        lines = paragraph_lines(element)
        if not any(map(strip, lines)):
            return lines
        num_id, level = self._styles.numbering(child(element, "pPr"))
        if not num_id:
            return lines
        lines[0] = self._numbering.next(num_id, level) + lines[0].lstrip()
        return lines


def _paragraphs(lines: list[str]) -> list[str]:
    """Line breaks inside a paragraph: some divide headings and items, the others are joined."""
    result: list[str] = []
    for line in (strip(line) for line in lines):
        if not line:
            continue
        if result and not ends_sentence(result[-1]) and not split_number(line) and not split_number(result[-1]):
            result[-1] += line
        else:
            result.append(line)
    return result
