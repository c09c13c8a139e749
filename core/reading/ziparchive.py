"""Opening docx and xlsx archives without falling for what is packed in them.

A zip may declare terabytes, and XML may declare entities that expand without
end.  Both are refused before a parser sees them; neither occurs in files that
an office program has written.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from core.reading.source import MEGABYTE, Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO, Any

TOTAL_LIMIT = 400 * MEGABYTE
PART_LIMIT = 60 * MEGABYTE
_RATIO_LIMIT = 150
_RATIO_FLOOR = 20 * MEGABYTE  # a sheet of equal cells packs a hundredfold; below this size nobody is hurt
_MEMBER_LIMIT = 10_000
_PROLOG = 1 << 16


def open_archive(source: Source) -> zipfile.ZipFile:
    """The archive, its declared sizes checked; raises `BadZipFile` or `ReadingError`."""
    archive = zipfile.ZipFile(source.path)
    try:
        _check_sizes(source, archive.infolist())
    except BaseException:
        archive.close()
        raise
    return archive


def _check_sizes(source: Source, members: list[zipfile.ZipInfo]) -> None:
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    bomb = total > _RATIO_FLOOR and total / packed > _RATIO_LIMIT
    if total > TOTAL_LIMIT or len(members) > _MEMBER_LIMIT or bomb:
        raise source.refuse(
            f"展开后有 {total // MEGABYTE} MB，不像正常的文档", "请确认文件来源，或另存为新文件后再导入", code="bomb"
        )
    if any(member.flag_bits & 1 for member in members):
        raise source.refuse("设有密码", "请取消密码后再导入", code="encrypted")


def read_part(source: Source, archive: zipfile.ZipFile, name: str) -> bytes | None:
    """One XML part, checked; None where the archive has no such part."""
    try:
        member = archive.getinfo(name)
    except KeyError:
        return None
    if member.file_size > PART_LIMIT:
        raise source.refuse(
            f"的正文有 {member.file_size // MEGABYTE} MB，太大", "请拆成几个文件后再导入", code="too_large"
        )
    data = archive.read(name)
    _check_prolog(source, data)
    return data


def open_part(source: Source, archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    """One XML part to be read piece by piece, its beginning checked."""
    with archive.open(name) as file:
        _check_prolog(source, file.read(_PROLOG))
    return archive.open(name)


def _check_prolog(source: Source, data: bytes) -> None:
    """Refuse a document type: it can only stand before the root element."""
    head = data[:_PROLOG].replace(b"\x00", b"")  # UTF-16 becomes readable enough
    lowered = head.lower()
    if b"<!doctype" in lowered or b"<!entity" in lowered:
        raise source.refuse("含有不安全的 XML 声明，已拒绝读取", "请用 Word 或 Excel 打开后另存再导入", code="entities")


def parse(data: bytes) -> Any:
    """The root element; entities stay unresolved and nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    return etree.fromstring(data, parser)


def stream(file: IO[bytes], tags: tuple[str, ...]) -> Iterator[Any]:
    """Elements of these tags (namespace wildcards allowed) as they end; each is emptied afterwards."""
    from lxml import etree

    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    for _event, element in etree.iterparse(file, events=("end",), tag=tags, **options):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
