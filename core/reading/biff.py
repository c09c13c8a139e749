"""The records of an old workbook, looked through before a library allots memory for what they claim."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOUND_SHEET, _EOF, _DIMENSIONS = 0x85, 0x0A, 0x200
_CELLS = frozenset({0x06, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x207, 0x27E, 0x406, 0x206})


def records(data: bytes | bytearray, start: int = 0) -> Iterator[tuple[int, int, int]]:
    """(type, position of the body, its length) of each record of the substream that begins at `start`."""
    while start + 4 <= len(data):
        kind, length = struct.unpack_from("<2H", data, start)
        yield kind, start + 4, min(length, len(data) - start - 4)
        start += 4 + length
        if kind == _EOF:
            return


def modest(data: bytes) -> tuple[bytes, int]:
    """The workbook with the claimed sizes of its sheets made small, and the cells that its largest sheet spans."""
    out = bytearray(data)
    spans = [_sheet(out, start) for start in _starts(out)]
    return bytes(out), max(spans, default=0)


def _starts(data: bytearray) -> list[int]:
    """Where the sheets begin, as the workbook says."""
    bound = [at for kind, at, length in records(data) if kind == _BOUND_SHEET and length >= 4]
    return [struct.unpack_from("<I", data, at)[0] for at in bound]


def _sheet(data: bytearray, start: int) -> int:
    rows: list[int] = []
    columns: list[int] = []
    for kind, at, length in records(data, start):
        if kind == _DIMENSIONS:
            data[at : at + length] = bytes(length)
        elif kind in _CELLS and length >= 4:
            row, column = struct.unpack_from("<2H", data, at)
            rows.append(row)
            columns.append(column + (length - 6) // 6 if kind == 0xBD else column)
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) if rows else 0
