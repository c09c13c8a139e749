"""What a file really is, told by its content; the extension only helps to word the message."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from core.reading.source import MEGABYTE, Source
from core.reading.ziparchive import open_archive

if TYPE_CHECKING:
    from core.errors import ReadingError

TEXT_LIMIT = 20 * MEGABYTE
FILE_LIMIT = 100 * MEGABYTE

_SAVE_AS_DOCX = "请用 Word 或 WPS 打开，另存为 .docx 后再导入"
_SAVE_AS_XLSX = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入"

# Beginnings of files that are known and not read: (beginning, what it is, remedy).
_KNOWN: tuple[tuple[bytes, str, str], ...] = (
    (b"SQLite format 3\x00", "是数据库文件，不是文档", "填报文件请把扩展名改回 .jbao"),
    (b"{\\rtf", "是 RTF 文件", _SAVE_AS_DOCX),
    (b"MIME-Version:", "是网页存档文件", _SAVE_AS_DOCX),
    (b"\xff\xd8\xff", "是图片", "请导入可复制文字的 Word、Excel、PDF 或文本文件"),
    (b"\x89PNG", "是图片", "请导入可复制文字的 Word、Excel、PDF 或文本文件"),
    (b"GIF8", "是图片", "请导入可复制文字的 Word、Excel、PDF 或文本文件"),
    (b"II*\x00", "是图片", "请导入可复制文字的 Word、Excel、PDF 或文本文件"),
    (b"MM\x00*", "是图片", "请导入可复制文字的 Word、Excel、PDF 或文本文件"),
    (b"Rar!", "是压缩包", "请先解压，再导入里面的文件"),
    (b"7z\xbc\xaf", "是压缩包", "请先解压，再导入里面的文件"),
    (b"\x1f\x8b", "是压缩包", "请先解压，再导入里面的文件"),
    (b"MZ\x90", "是程序文件，不是文档", "请确认选对了文件"),
    (b"\x7fELF", "是程序文件，不是文档", "请确认选对了文件"),
)

# Members that tell the kind of a zip file: (member, kind or "", what it is when it is not read, remedy).
_ZIP_MEMBERS: tuple[tuple[str, str, str, str], ...] = (
    ("word/", "docx", "", ""),
    ("xl/workbook.bin", "", "是二进制工作簿（.xlsb）", _SAVE_AS_XLSX),
    ("xl/", "xlsx", "", ""),
    ("ppt/", "", "是演示文稿", "请把要导入的文字另存为 .docx"),
    ("OFD.xml", "", "是 OFD 版式文件", "请用 OFD 阅读器转换为 PDF 或 Word 后再导入"),
    ("content.xml", "", "是 OpenDocument 文件", "请另存为 .docx 或 .xlsx 后再导入"),
)


def kind_of(source: Source) -> str:
    """txt, docx, doc, pdf, xlsx or xls; raises `ReadingError` for everything else."""
    size = _size(source)
    with source.path.open("rb") as file:
        head = file.read(4096)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(source)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole_kind(source)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    _refuse_known(source, head)
    if size > TEXT_LIMIT:
        raise _too_large(source, size, TEXT_LIMIT)
    return "txt"


def _size(source: Source) -> int:
    if source.path.is_dir():
        raise source.refuse("是文件夹，不是文件", "请选择其中的文件")
    if not source.path.exists():
        raise source.refuse("不存在", "请确认文件还在原处，文件名没有改动", code="missing")
    if not source.path.is_file():
        raise source.refuse("不是普通文件", "请确认选对了文件")
    size = source.path.stat().st_size
    if size == 0:
        raise source.refuse("是空文件", "请确认文件已完整保存或下载", code="empty")
    if size > FILE_LIMIT:
        raise _too_large(source, size, FILE_LIMIT)
    return size


def _too_large(source: Source, size: int, limit: int) -> ReadingError:
    return source.refuse(
        f"有 {size // MEGABYTE} MB，超过 {limit // MEGABYTE} MB 的上限",
        "请只保留报告和报表部分，另存后再导入",
        code="too_large",
    )


def _refuse_known(source: Source, head: bytes) -> None:
    for beginning, what, remedy in _KNOWN:
        if head.startswith(beginning):
            raise source.refuse(what, remedy, code="kind")
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if text.startswith((b"<!doctype", b"<html", b"<?xml", b"<meta", b"<table")):
        remedy = _SAVE_AS_XLSX if source.path.suffix.lower().startswith(".xls") else _SAVE_AS_DOCX
        raise source.refuse("是网页或 XML 文件，不是它的扩展名所说的格式", remedy, code="kind")


def _zip_kind(source: Source) -> str:
    try:
        with open_archive(source) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise source.refuse("已损坏，打不开", "请重新下载，或用 Word、Excel 打开修复后另存", code="damaged") from error
    for member, kind, what, remedy in _ZIP_MEMBERS:
        if any(name.startswith(member) for name in names):
            if kind:
                return kind
            raise source.refuse(what, remedy, code="kind")
    raise source.refuse("是压缩包，不是 Word 或 Excel 文件", "请先解压，再导入里面的文件", code="kind")


def _ole_kind(source: Source) -> str:
    import olefile

    try:
        with olefile.OleFileIO(source.path) as container:
            streams = {"/".join(entry).lower() for entry in container.listdir()}
    except Exception as error:  # olefile raises whatever a damaged directory makes it trip over
        raise source.refuse("已损坏，打不开", "请用 Word 或 Excel 打开修复后另存", code="damaged") from error
    if "encryptedpackage" in streams:
        raise source.refuse("设有打开密码", "请在 Word 或 Excel 中输入密码打开，取消密码后另存再导入", code="encrypted")
    if "worddocument" in streams:
        return "doc"
    if "workbook" in streams or "book" in streams:
        return "xls"
    raise source.refuse("不是 Word 或 Excel 文件", "请确认选对了文件", code="kind")
