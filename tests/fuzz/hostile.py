"""Files that are well made and mean harm, or are only far too much: macros, 100,000 rows, passwords, bombs, nesting.

Each is a mutation like those of mutations.py: the same content by a seeded generator, dressed by what the file is.
A kind that a container cannot carry gives the data back unchanged; the caller then takes another.
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
import struct
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

ROWS = 100_000
DEEP = 40_000
_MOST = 150_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACRO = OLE + b'Attribute VB_Name = "ThisDocument"\r\nSub AutoOpen()\r\nShell "cmd"\r\nEnd Sub\r\n' * 200
_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def macros(data: bytes, _rng: random.Random) -> bytes:
    """The macro-enabled kind: a VBA project beside the content, the main part of another type."""
    parts = _parts(data)
    folder = _folder(parts)
    if not folder:
        return data
    kinds = parts["[Content_Types].xml"]
    plain = rb"openxmlformats-officedocument\.\w+ml\.(document|sheet)\.main"
    kinds = re.sub(plain, rb"ms-office.\1.macroEnabled.main", kinds)
    binary = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default '
    parts["[Content_Types].xml"] = kinds.replace(b"<Default ", binary, 1)
    return _zipped(parts | {f"{folder}/vbaProject.bin": _MACRO})


def endless(data: bytes, rng: random.Random) -> bytes:
    """A hundred thousand rows or lines of what the file says once."""
    parts = _parts(data)
    if not parts:
        return data if data.startswith((OLE, b"%PDF", b"SQLite")) else _lines(data, rng)
    name = next((one for one in parts if re.fullmatch(r"xl/worksheets/sheet\d+\.xml|word/document\.xml", one)), "")
    found = re.search(rb"<row [^>]*>.*?</row>|<w:tr[ >].*?</w:tr>|<w:p[ >].*?</w:p>", parts.get(name, b""), re.DOTALL)
    if found is None:
        return data
    row = re.sub(rb' r="[A-Z]*\d+"', b"", found[0])
    times = min(ROWS, _MOST // len(row))
    return _zipped(parts | {name: parts[name].replace(found[0], row * times, 1)})


def _lines(data: bytes, rng: random.Random) -> bytes:
    lines = [line for line in data.split(b"\n") if line.strip()] or [b"1"]
    return b"\n".join(rng.choice(lines)[:180] for _ in range(ROWS))


def encrypted(data: bytes, rng: random.Random) -> bytes:
    """With a password: an Office container of an encrypted package, a zip whose parts say so, a PDF, a Word 97 file."""
    if data.startswith(b"%PDF"):
        return data.replace(b"/Root", b"/Encrypt 9 0 R/Root")
    if data.startswith(OLE):
        place = data.find(b"\xec\xa5", _SECTOR)
        flags = bytearray(data)
        if place > 0:
            flags[place + 11] |= 0x01
        return bytes(flags) if place > 0 else data
    if not _folder(_parts(data)):
        return data
    if rng.random() < 0.5:
        return compound({"EncryptionInfo": rng.randbytes(4096), "EncryptedPackage": data + bytes(4096)})
    out = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            out[place + offset] |= 0x01
            place = data.find(mark, place + 4)
    return bytes(out)


def bombs(data: bytes, rng: random.Random) -> bytes:
    """Small outside and huge inside: one part, many parts, a zip in a zip, entities that multiply."""
    parts = _parts(data)
    folder = _folder(parts)
    if not folder:
        return data
    main = "word/document.xml" if folder == "word" else "xl/workbook.xml"
    match rng.randrange(4):
        case 0:
            parts[f"{folder}/media/image1.png"] = bytes(300_000_000)
        case 1:
            parts |= {f"{folder}/part{number}.xml": b"<a/>" for number in range(30_000)}
        case 2:
            parts[main] = parts[main] + b"<!-- " + b"x" * 250_000_000 + b" -->"
        case _:
            words = [b"x" * 50, *(b"&e%d;" % number * 20 for number in range(8))]
            entities = b"".join(b'<!ENTITY e%d "%s">' % named for named in enumerate(words))
            head, _, rest = parts[main].partition(b"?>")
            parts[main] = head + b"?><!DOCTYPE a [" + entities + b"]>" + rest.replace(b"</", b"&e8;</", 3)
    return _zipped(parts)


def deep(data: bytes, rng: random.Random) -> bytes:
    """Nested tens of thousands deep: elements, arrays, folders, our own file's sections and packs."""
    if data.startswith(b"SQLite"):
        return _stuffed(data, rng)
    if data.startswith(b"%PDF"):
        places = [found.end() for found in re.finditer(rb"\d+ 0 obj", data)]
        place = rng.choice(places) if places else len(data)
        return data[:place] + b" " + b"[" * DEEP + b"]" * DEEP + data[place:]
    parts = _parts(data)
    folder = _folder(parts)
    if not folder:
        return data
    tags = (b"w:tbl", b"w:sdt", b"w:p", b"w:ins") if folder == "word" else (b"is", b"r", b"c", b"row")
    tag = rng.choice(tags)
    name = next((one for one in parts if "document.xml" in one or "sheet1.xml" in one), "[Content_Types].xml")
    body = next((mark for mark in (b"<w:body>", b"<sheetData>") if mark in parts[name]), b"?>")
    nested = b"<%s>" % tag * DEEP + b"</%s>" % tag * DEEP
    return _zipped(parts | {name: parts[name].replace(body, body + nested, 1)})


_VALUES = (
    json.dumps([{"text": "1"}] * 50_000),
    "[" * DEEP + "]" * DEEP,
    "x" * 3_000_000,
    "(" * 5_000,
    '{"ref": "T01.nothing"}',
    "\x00",
    "",
)
HOSTILE = (macros, endless, encrypted, bombs, deep)


def _stuffed(data: bytes, rng: random.Random) -> bytes:
    """A report file that holds far more than a report, or what no report holds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.jbao"
        path.write_bytes(data)
        database = sqlite3.connect(path)
        try:
            for table in ("figure", "section", "row", "mark", "pack_file", "meta"):
                _spoil(database, table, rng)
            database.commit()
        except sqlite3.Error:
            database.rollback()  # a constraint of the file held
        finally:
            database.close()
        return path.read_bytes()


def _spoil(database: sqlite3.Connection, table: str, rng: random.Random) -> None:
    columns = [name for _, name, kind, *_ in database.execute(f"PRAGMA table_info({table})") if kind.upper() == "TEXT"]
    column = rng.choice(columns) if columns else ""
    if column and rng.random() < 0.6:
        third = f"UPDATE OR IGNORE {table} SET {column} = ? WHERE length({column}) % 3 = 0"
        database.execute(third, (rng.choice(_VALUES),))


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (OLE2) of these streams, each of at least 4096 bytes so that none lies in the small table."""
    chains, body = [], b""
    names = [*streams]
    start, fat = 0, []
    for name in names:
        sectors = -(-len(streams[name]) // _SECTOR)
        chains.append((start, len(streams[name])))
        fat += [*range(start + 1, start + sectors), _END]
        body += streams[name].ljust(sectors * _SECTOR, b"\0")
        start += sectors
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, name in enumerate(names):
        right = number + 2 if number + 1 < len(names) else _FREE
        entries.append(_entry(name, 2, *chains[number], right=right))
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * _SECTOR, b"\0")
    first_directory = start
    count = len(directory) // _SECTOR
    fat += [*range(start + 1, start + count), _END]
    start += count
    tables = -(-(len(fat) + 2) // 128)
    while -(-(len(fat) + tables) // 128) > tables:
        tables += 1
    places = [*range(start, start + tables)]
    fat += [_FAT] * tables
    table = struct.pack(f"<{tables * 128}I", *fat, *[_FREE] * (tables * 128 - len(fat)))
    head = OLE + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, tables, first_directory, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", *places[:109], *[_FREE] * (109 - len(places[:109])))
    return head + body + directory + table


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    words = name.encode("utf-16-le") + b"\0\0"
    head = words.ljust(64, b"\0") + struct.pack("<HBBIII", len(words), kind, 1, _FREE, right, child)
    return head + bytes(16) + bytes(4) + bytes(16) + struct.pack("<IQ", start, size)


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError):
        return {}


def _folder(parts: dict[str, bytes]) -> str:
    return "word" if "word/document.xml" in parts else "xl" if "xl/workbook.xml" in parts else ""


def _zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()
