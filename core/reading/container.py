"""One stream in a fresh compound file: what a library is handed that cannot bear a damaged one."""

from __future__ import annotations

import struct

_SECTOR = 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_IN_HEADER = 109  # places for FAT sectors in the header: 450 MB
_STREAM, _ROOT = 2, 5


def container(name: str, data: bytes) -> bytes:
    """A compound file (version 4) that holds `data` as its only stream."""
    body = max(-(-len(data) // _SECTOR), 1)  # from 4096 bytes on a stream stands in sectors of its own
    fat_sectors = 1
    while fat_sectors * _SECTOR // 4 < body + 2 + fat_sectors:
        fat_sectors += 1
    chain = [*range(1, body), _END, _END, _END, *[_FAT] * fat_sectors]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(fat_sectors * _SECTOR, b"\xff")
    root = _entry("Root Entry", _ROOT, 1, body + 1, _SECTOR)  # calamine asks for its sector, though it is not used
    directory = root + _entry(name, _STREAM, _FREE, 0, body * _SECTOR)
    places = [*range(body + 2, body + 2 + fat_sectors), *[_FREE] * (_IN_HEADER - fat_sectors)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 4, 0xFFFE, 12, 6)
    header += struct.pack("<9I", 1, fat_sectors, body, 0, _SECTOR, _END, 0, _END, 0)
    header += struct.pack(f"<{_IN_HEADER}I", *places)
    padded = (header.ljust(_SECTOR, b"\x00"), data.ljust(body * _SECTOR, b"\x00"), directory.ljust(_SECTOR, b"\x00"))
    return b"".join(padded) + bytes(_SECTOR) + fat


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\x00") + struct.pack("<HBB3I", len(text) + 2, kind, 1, _FREE, _FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
