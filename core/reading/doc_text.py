"""The text of a .doc: pieces put together, field codes dropped, table marks found."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLX = 0x01A2  # offset in the FIB of fcClx, lcbClx
_BTE_PAPX = 0x0102  # fcPlcfBtePapx, lcbPlcfBtePapx
_TEXT_LENGTH = 0x004C  # ccpText
_PAGE = 512
_IN_TABLE, _ROW_END = 0x2416, 0x2417  # sprmPFInTable, sprmPFTtp
_LENGTHS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_CHARS = {0x0B: "\n", 0x09: " ", 0x1E: "-", 0x1F: "", 0xA0: " ", 0x0C: "\n"}


@dataclass(frozen=True, slots=True)
class Text:
    """The main text: its characters and the byte in the file where each stands."""

    chars: str
    offsets: tuple[int, ...]

    def paragraphs(self) -> Iterator[tuple[str, int]]:
        """Text and the position of its closing mark, for each paragraph and cell."""
        start = 0
        for position, char in enumerate(self.chars):
            if char in "\r\x07":
                yield _visible(self.chars[start:position]), position
                start = position + 1
        if start < len(self.chars):
            yield _visible(self.chars[start:]), len(self.chars) - 1

    def ends_cell(self, position: int) -> bool:
        return self.chars[position] == "\x07"


def read_text(main: bytes, table: bytes) -> Text:
    """The main text by the piece table; raises struct.error or ValueError where the file is damaged."""
    start, length = struct.unpack_from("<II", main, _CLX)
    wanted = struct.unpack_from("<I", main, _TEXT_LENGTH)[0]
    pieces = _piece_table(table[start : start + length])
    count = (len(pieces) - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", pieces)
    chars: list[str] = []
    offsets: list[int] = []
    for index in range(count):
        begin, end = positions[index], min(positions[index + 1], wanted)
        if begin >= end:
            continue
        pointer = struct.unpack_from("<I", pieces, 4 * (count + 1) + 8 * index + 2)[0]
        _add_piece(main, pointer, end - begin, chars, offsets)
    return Text("".join(chars), tuple(offsets))


def _piece_table(clx: bytes) -> bytes:
    position = 0
    while position < len(clx):
        if clx[position] == 2:
            size = struct.unpack_from("<I", clx, position + 1)[0]
            return clx[position + 5 : position + 5 + size]
        position += 3 + struct.unpack_from("<H", clx, position + 1)[0]
    raise ValueError("no piece table")


def _add_piece(main: bytes, pointer: int, length: int, chars: list[str], offsets: list[int]) -> None:
    packed = bool(pointer & 0x40000000)
    start = (pointer & 0x3FFFFFFF) // (2 if packed else 1)
    data = main[start : start + length * (1 if packed else 2)]
    if packed:
        chars.append(data.decode("cp1252", errors="replace"))
        offsets.extend(range(start, start + len(data)))
        return
    units = [data[i : i + 2].decode("utf-16-le", errors="replace") for i in range(0, len(data) - 1, 2)]
    chars.append("".join(units))
    offsets.extend(range(start, start + 2 * len(units), 2))


def _visible(text: str) -> str:
    """Without field codes (between 0x13 and 0x14) and drawing marks."""
    result = []
    codes = 0
    for char in text:
        code = ord(char)
        if code == 0x13:
            codes += 1
        elif code in (0x14, 0x15):
            codes = max(codes - 1, 0) if code == 0x14 else codes
        elif not codes:
            result.append(_CHARS.get(code, "" if code < 0x20 else char))
    return "".join(result)


def table_marks(main: bytes, table: bytes, text: Text) -> dict[int, bool]:
    """Positions of the paragraph ends inside tables; True where a row ends."""
    at = {offset: position for position, offset in enumerate(text.offsets)}
    marks: dict[int, bool] = {}
    for start, end, inside, row_end in _papx(main, table):
        for offset in range(start, min(end, start + len(main))):
            position = at.get(offset)
            if position is None or text.chars[position] not in "\r\x07":
                continue
            if text.chars[position] == "\x07":  # the properties of a row's end may lie elsewhere, in the data stream
                marks[position] = row_end or not inside
            elif inside:
                marks[position] = False
    return marks


def _papx(main: bytes, table: bytes) -> Iterator[tuple[int, int, bool, bool]]:
    """Byte ranges of paragraphs with (in a table, ends a row)."""
    start, length = struct.unpack_from("<II", main, _BTE_PAPX)
    count = (length - 4) // 8
    for page in struct.unpack_from(f"<{count}I", table, start + 4 * (count + 1)):
        base = (page & 0x3FFFFF) * _PAGE
        block = main[base : base + _PAGE]
        if len(block) < _PAGE:
            continue
        runs = block[_PAGE - 1]
        limits = struct.unpack_from(f"<{runs + 1}I", block)
        for run in range(runs):
            properties = _properties(block, block[4 * (runs + 1) + 13 * run] * 2)
            yield limits[run], limits[run + 1], *_table_flags(properties)


def _properties(block: bytes, at: int) -> bytes:
    if not at or at >= _PAGE - 1:
        return b""
    half = block[at]
    if half:
        return block[at + 3 : at + 2 * half]
    return block[at + 4 : at + 2 + 2 * block[at + 1]]


def _table_flags(properties: bytes) -> tuple[bool, bool]:
    inside = row_end = False
    position = 0
    while position + 3 <= len(properties):
        code = struct.unpack_from("<H", properties, position)[0]
        value = properties[position + 2]
        inside |= code == _IN_TABLE and value != 0
        row_end |= code == _ROW_END and value != 0
        position += 2 + _operand(code, properties, position + 2)
    return inside, row_end


def _operand(code: int, properties: bytes, at: int) -> int:
    kind = code >> 13
    if kind != 6:
        return _LENGTHS[kind]
    if code == 0xD608 and at + 2 <= len(properties):  # sprmTDefTable counts in two bytes
        return 1 + int(struct.unpack_from("<H", properties, at)[0])
    return 1 + properties[at]
