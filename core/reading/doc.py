"""Word 97-2003 documents (.doc): text by the piece table, cells and rows by the paragraph marks.

Enough of [MS-DOC] to read reports: FIB, piece table, paragraph properties of
tables.  Automatic numbers are not computed, so a heading may lack its number;
tracked deletions and hidden text are not told apart.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from core.blocks import Cell, Evidence, ReadBlock, SourceDocument
from core.reading import structure
from core.reading.captions import attach_captions, cell_evidence, finished_table
from core.reading.doc_text import Text, read_text, table_marks
from core.reading.joining import join_cell, strip
from core.reading.raw import Raw, RawParagraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.reading.source import Source

_SAVE = "请用 Word 或 WPS 打开，另存为 .docx 后再导入"
_STREAM_LIMIT = 60 << 20


def read_doc(source: Source) -> SourceDocument:
    """The blocks of a .doc file; evidence is the paragraph."""
    import olefile

    with olefile.OleFileIO(source.path) as container:
        main = _stream(source, container, "WordDocument")
        flags = struct.unpack_from("<H", main, 10)[0]
        if flags & 0x0100:
            raise source.refuse("设有打开密码", "请在 Word 中取消密码后另存，再导入", code="encrypted")
        table = _stream(source, container, "1Table" if flags & 0x0200 else "0Table")
    if struct.unpack_from("<H", main, 2)[0] < 0x00C1:
        raise source.refuse("是 Word 97 以前的文件", _SAVE, code="kind")
    text = read_text(main, table)
    source.step(1, 2)
    raws = _raws(source, text, table_marks(main, table, text))
    source.step(2, 2)
    return SourceDocument(source.name, "doc", attach_captions(structure.assemble(raws)))


def _stream(source: Source, container: Any, name: str) -> bytes:
    if not container.exists(name) or container.get_size(name) > _STREAM_LIMIT:
        raise source.refuse("已损坏，没有正文", _SAVE, code="damaged")
    return bytes(container.openstream(name).read())


def _raws(source: Source, text: Text, marks: dict[int, bool]) -> list[Raw]:
    """Paragraphs and tables; `marks` has the paragraph ends inside tables, True for the end of a row."""
    raws: list[Raw] = []
    rows: list[list[str]] = []
    cells: list[str] = []
    lines: list[str] = []
    number = first = 1
    for piece, end in text.paragraphs():
        inside = marks.get(end)
        if inside is None:
            if rows:
                raws.append(_table(rows, source.at(first)))
            rows, cells, lines = [], [], []
            raws += [RawParagraph(line, source.at(number)) for line in _split(piece)]
            number += 1
        elif inside:
            first = number if not rows else first
            rows.append(cells)
            cells, lines = [], []
        elif text.ends_cell(end):
            cells.append(join_cell([*lines, piece]))
            lines = []
        else:
            lines.append(piece)
    if rows:
        raws.append(_table(rows, source.at(first)))
    return raws


def _split(piece: str) -> list[str]:
    return [line for line in (strip(line) for line in piece.split("\n")) if line]


def _table(rows: Sequence[Sequence[str]], evidence: Evidence) -> ReadBlock:
    """A grid; a short row ends in one wide cell, for merged cells are not told."""
    width = max((len(row) for row in rows), default=1) or 1
    cells = tuple(_row(row, width) for row in rows)
    return ReadBlock(finished_table(cells), evidence, cells=cell_evidence(cells, evidence))


def _row(row: Sequence[str], width: int) -> tuple[Cell | None, ...]:
    texts = list(row) or [""]
    missing = width - len(texts)
    cells: list[Cell | None] = [Cell(text) for text in texts]
    cells[-1] = Cell(texts[-1], cols=missing + 1)
    return (*cells, *([None] * missing))
