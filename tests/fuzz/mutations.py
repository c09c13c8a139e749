"""Damage done to a file by a seeded generator: what mail, full disks, web servers and attackers do."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from typing import TYPE_CHECKING

from hostile import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable

SUFFIXES = (".docx", ".doc", ".pdf", ".xlsx", ".xls", ".txt", ".jbao", ".exe")
_ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, (b"&a%d;" % (n - 1) if n else b"&a;") * 10) for n in range(12))
    + b"]>"
)


def truncated(data: bytes, rng: random.Random) -> bytes:
    """Cut off, or with its head missing."""
    cut = rng.randrange(1, len(data))
    return data[:cut] if rng.random() < 0.8 else data[cut:]


def flipped(data: bytes, rng: random.Random) -> bytes:
    """Single bits turned."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 8, 64, 512))):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def overwritten(data: bytes, rng: random.Random) -> bytes:
    """A stretch of zeros, of noise, or of the file itself at a wrong place."""
    out = bytearray(data)
    length = rng.randrange(1, max(len(data) // 4, 2))
    start, other = rng.randrange(len(data)), rng.randrange(len(data))
    filling = rng.choice((bytes(length), rng.randbytes(length), data[other : other + length]))
    out[start : start + length] = filling
    return bytes(out)


def shuffled(data: bytes, rng: random.Random) -> bytes:
    """Blocks of a disk in the wrong order, or twice."""
    size = rng.choice((512, 4096))
    blocks = [data[at : at + size] for at in range(0, len(data), size)]
    one, other = rng.randrange(len(blocks)), rng.randrange(len(blocks))
    blocks[one], blocks[other] = blocks[other], rng.choice((blocks[one], blocks[other]))
    return b"".join(blocks)


def grown(data: bytes, rng: random.Random) -> bytes:
    """With something before or behind it."""
    more = rng.choice((bytes(70_000), rng.randbytes(3_000), b"<html><body>login</body></html>\n", data))
    return more + data if rng.random() < 0.5 else data + more


def numbers(data: bytes, rng: random.Random) -> bytes:
    """Lengths and offsets made huge, in binary and in digits."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 4, 16))):
        at = rng.randrange(len(out))
        out[at : at + 4] = rng.choice((b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff", b"\x00\x00\x00\x80", b"9999"))
    return bytes(out[: len(data)])


def repacked(data: bytes, rng: random.Random) -> bytes:
    """A zip with one part damaged, missing, swollen, nested too deep or full of entities; else bits turned."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError):
        return flipped(data, rng)
    xml = [name for name in parts if name.endswith(".xml")] or [*parts]
    name = rng.choice([one for one in xml if "document" in one or "sheet" in one or "styles" in one] or xml)
    part = parts[name]
    match rng.randrange(7):
        case 0:
            parts[name] = flipped(part, rng)
        case 1:
            del parts[name]
        case 2:
            parts[name] = _ENTITIES + part.partition(b"?>")[2].replace(b"<w:t>", b"<w:t>&a11;", 5)
        case 3:
            parts[name] = part.replace(b"<w:p>", b"<w:p>" + b"<w:r>" * 20_000, 1) + b"</w:r>" * 20_000
        case 4:
            parts[name] = part + b" " * 120_000_000
        case 5:
            parts[f"{name}/{'x/' * 500}{name}"] = part
        case _:
            parts[name] = _nested(part, rng)
    return _zipped(parts)


def _nested(part: bytes, rng: random.Random) -> bytes:
    """Well-formed elements inside each other, tens of thousands deep, where the content stands."""
    tag = rng.choice((b"w:tbl", b"w:sdt", b"c", b"w:p"))
    depth = 40_000
    middle = part.find(b"<w:body>") + 8 if b"<w:body>" in part else len(part) // 2
    return part[:middle] + b"<%s>" % tag * depth + b"</%s>" % tag * depth + part[middle:]


def _zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    truncated,
    flipped,
    overwritten,
    shuffled,
    grown,
    numbers,
    repacked,
    *HOSTILE,
)


def mutated(data: bytes, suffix: str, seed: int) -> tuple[bytes, str]:
    """The damaged file of a seed, and the extension it carries; one in eight has the wrong one.

    Every so many seeds all kinds come by, in an order of the file's own: a few copies of each file see them all.
    """
    rng = random.Random(f"{suffix}{seed}")
    kinds = random.Random(zlib.crc32(data)).sample(MUTATIONS, len(MUTATIONS))
    change = kinds[seed % len(kinds)]
    out = change(data, rng)
    if out == data:
        out = rng.choice(MUTATIONS[:6])(data, rng)
    if rng.random() < 0.1:
        out = rng.choice(MUTATIONS[:6])(out, rng) if out else out
    return out, rng.choice(SUFFIXES) if rng.random() < 0.125 else suffix
