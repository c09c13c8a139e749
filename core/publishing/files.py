"""Putting a finished file in its place: all of it or nothing, and the same bytes each time.

Every writer works on a temporary file beside the target and replaces the target
at the very end, so a full disk, a locked file or a cancel leaves what was there.
"""

from __future__ import annotations

import errno
import os
import re
import uuid
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from core.errors import Cancelled, PublishingError, reason

Progress = Callable[[int, int], None]
"""Called with the steps done and the steps in all."""

CancelCheck = Callable[[], bool]
"""Asked between steps; True stops the work."""

_LOCKED = {getattr(errno, name, -1) for name in ("EACCES", "EPERM", "EROFS", "EBUSY", "ETXTBSY")}
_FULL = {getattr(errno, name, -1) for name in ("ENOSPC", "EDQUOT", "EFBIG")}
_REPORT_FILE = b"SQLite format 3\0"  # how every .jbao begins; what was typed is never overwritten by what is printed
_ZIP_TIME = (2000, 1, 1, 0, 0, 0)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


NO_PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    b' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator></dc:creator>'
    b"<cp:lastModifiedBy></cp:lastModifiedBy>"
    b'<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>'
    b'<dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
)
"""The docProps/core.xml of every office file: no names, a fixed date."""


class Steps:
    """Counts a writer's steps for the progress display and stops it when the person cancels."""

    def __init__(self, total: int, progress: Progress | None, cancelled: CancelCheck | None) -> None:
        self._done = 0
        self.total = max(total, 1)
        self._progress = progress
        self._cancelled = cancelled

    def check(self) -> None:
        """Raise Cancelled when the person asked for it."""
        if self._cancelled is not None and self._cancelled():
            raise Cancelled("导出已取消", "没有写出文件，原有文件未改动")

    def step(self) -> None:
        """One step is done."""
        self.check()
        self._done = min(self._done + 1, self.total)
        if self._progress is not None:
            self._progress(self._done, self.total)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file beside `path` to be written; it takes the place of `path` when the block ends well.

    When the block raises, the new file is removed and `path` is as it was.  What
    the system refuses becomes a PublishingError that names the file and the remedy; so
    does a target that is a report file or no ordinary file.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        _refuse_early(target)
        temporary.touch(exist_ok=False)
        yield temporary
        _flush_to_disk(temporary)
        os.replace(temporary, target)
    except OSError as error:
        if error.filename is not None and Path(os.fsdecode(error.filename)) not in (target, temporary):
            raise  # another file is meant, a font for instance
        raise publishing_error(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def publishing_error(path: Path, error: OSError) -> PublishingError:
    """What the clerk reads when the system refused to write `path`."""
    name = f"“{path.name}”"
    folder = f"“{path.parent}”"
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return PublishingError(f"无法写出{name}：文件夹{folder}不存在", "请先建立该文件夹，或另选保存位置")
    if error.errno == errno.EISDIR:
        return PublishingError(f"无法写出{name}：同名的文件夹已经存在", "请换一个文件名")
    if error.errno in _LOCKED:
        return PublishingError(
            f"无法写出{name}：文件正被其他程序打开，或没有写入权限",
            "请先在 Excel、Word 或 WPS 中关闭该文件，或另选文件名、保存位置",
        )
    if error.errno in _FULL:
        return PublishingError(f"无法写出{name}：磁盘空间不足", "请清理磁盘，或另选保存位置")
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return PublishingError(f"无法写出{name}：文件名太长或含有不允许的字符", "请换一个较短的文件名")
    return PublishingError(f"无法写出{name}：{reason(error)}", "请检查磁盘或网络位置，或另选保存位置")


def write_zip(stream: BinaryIO, parts: Iterable[tuple[str, bytes]]) -> None:
    """A zip of `parts` whose bytes depend on nothing but the parts (office files are zips)."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)


def printable(text: str) -> str:
    """`text` without the control characters that no office file may hold."""
    return _UNPRINTABLE.sub("", text) if _UNPRINTABLE.search(text) else text


def _refuse_early(target: Path) -> None:
    """Find out before the work, not after it, that the target is a folder, locked or read-only."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not target.exists():
        return
    if not target.is_file():
        raise PublishingError(f"无法写出“{target.name}”：这不是普通文件", "请另选文件名")
    with target.open("r+b") as stream:
        if stream.read(len(_REPORT_FILE)) == _REPORT_FILE:
            raise PublishingError(f"无法写出“{target.name}”：那里是填报文件，写上去会毁掉里面的数据", "请换一个文件名")


def _flush_to_disk(path: Path) -> None:
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())
