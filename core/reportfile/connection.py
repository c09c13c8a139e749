"""Opening the database of a .jbao file, and saying in one sentence why it cannot be.

Locking: the connection stays in SQLite's NORMAL locking mode and holds the file only
during a transaction, so that a second window can read between two commits.  That there
is one writer is kept by the sidecar lock (lock.py), which can also name who it is.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import ReportFileError, reason
from core.reportfile import schema
from core.reportfile.codec import DamagedValueError
from core.reportfile.snapshots import newest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LARGEST = 1 << 29
"""Bytes above which nothing is a report file: opening one stays bounded in time and memory."""

_LONGEST_VALUE = 1 << 26
_PATIENCE_S = 3.0
"""How long a commit waits for a reader of the same file."""

_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Header:
    """What the first 100 bytes tell without opening the database."""

    version: int
    changes: int
    """SQLite's change counter: another number after every commit."""


def header(path: Path, named: Path | None = None) -> Header:
    """The header of the report file at `path`; refusals name `named`.

    Raises ReportFileError where this is no report file, or one of a newer program.
    """
    name = named or path
    first = _first_bytes(path, name)
    if not first:
        raise _refusal(name, "是空文件，里面没有填报内容", _other_copy(name), code="empty")
    if not first.startswith(_MAGIC):
        raise _refusal(name, "不是填报文件（.jbao）", "Word、Excel、PDF 等旧报告请用「导入」读入", code="foreign")
    if len(first) < 100:
        raise damaged(name)
    if int.from_bytes(first[68:72]) != schema.APPLICATION_ID:
        raise _refusal(name, "是其他程序的数据库，不是填报文件", "请选择扩展名为 .jbao 的填报文件", code="foreign")
    version = int.from_bytes(first[60:64])
    if version // 1000 > schema.VERSION // 1000:
        raise _refusal(name, "是由更新版本的决报保存的，本版本打不开", "请先升级决报再打开", code="newer")
    return Header(version, int.from_bytes(first[24:28]))


def _first_bytes(path: Path, name: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            first = stream.read(100)
    except FileNotFoundError:
        raise _refusal(name, "找不到", "请核对文件名和位置", code="missing") from None
    except IsADirectoryError:
        raise _refusal(name, "是文件夹，不是填报文件", "请选择扩展名为 .jbao 的填报文件", code="foreign") from None
    except OSError as error:
        raise _refusal(name, f"读不出来（{reason(error)}）", "请核对访问权限和磁盘") from error
    if size > LARGEST:
        raise _refusal(name, "太大，不会是填报文件", "请选择扩展名为 .jbao 的填报文件", code="foreign")
    return first


def _other_copy(name: Path) -> str:
    found = newest(name)
    return f"请用最近的快照 {found.path}" if found else "请找回另一份备份"


def _refusal(name: Path, sentence: str, remedy: str, code: str = "reportfile") -> ReportFileError:
    return ReportFileError(f"文件 {name} {sentence}", remedy, code=code)


def damaged(name: Path) -> ReportFileError:
    """The one sentence about a damaged file; it names the newest snapshot."""
    return _refusal(name, "已损坏，没有改动它", _other_copy(name), code="damaged")


def connect(path: Path, *, read_only: bool = False, named: Path | None = None) -> sqlite3.Connection:
    """The checked connection to the report file at `path`, which must exist.

    Raises ReportFileError (naming `named`) where it is damaged or no report file.
    """
    name = named or path
    header(path, name)
    if not read_only and not os.access(path, os.W_OK):
        raise _refusal(name, "是只读的，不能修改", "请以只读方式打开，或复制到自己的文件夹", code="readonly")
    mode = "ro" if read_only else "rw"
    with speaking(name):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            timeout=_PATIENCE_S,
            check_same_thread=False,  # ReportFile lets one thread in at a time
        )
        try:
            set_up(connection)
            _inspect(connection, name)
        except BaseException:
            connection.close()
            raise
    return connection


def set_up(connection: sqlite3.Connection) -> None:
    """The settings of every connection to a report file."""
    connection.row_factory = sqlite3.Row
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    for pragma in (
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "foreign_keys = ON",
        "journal_mode = DELETE",
        "synchronous = FULL",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def _inspect(connection: sqlite3.Connection, name: Path) -> None:
    listed = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
    # What this program never makes could run SQL of a stranger.
    if any(row["type"] in {"trigger", "view"} or "VIRTUAL" in str(row["sql"] or "").upper() for row in listed):
        raise _refusal(name, "被别的程序改动过，不能放心打开", _other_copy(name), code="foreign")
    if "meta" not in {row["name"] for row in listed}:
        raise damaged(name)
    found = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found is None or found[0] != "ok" or not schema.intact(connection):
        raise damaged(name)


@contextlib.contextmanager
def speaking(name: Path) -> Iterator[None]:
    """Turn what SQLite, the disk and damaged values raise inside into one Chinese sentence about `name`.

    Errors that can only be ours (a broken constraint, a closed connection) pass.
    """
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError):
        raise
    except sqlite3.DatabaseError as error:
        raise explain(error, name) from error
    except (DamagedValueError, UnicodeDecodeError) as error:  # SQLite's own message may quote damaged text
        raise damaged(name) from error
    except UnicodeEncodeError as error:
        raise _refusal(name, "不能保存这段文字，其中有残缺的字符", "请删去乱码后重新输入", code="text") from error
    except OSError as error:
        raise _refusal(name, f"读写失败（{reason(error)}）", _DISK, code="disk") from error


_DISK = "请核对磁盘空间、磁盘连接和访问权限；已显示为保存的内容都在"
_SENTENCES: dict[int, tuple[str, str, str]] = {
    sqlite3.SQLITE_FULL: ("没有写入：磁盘已满", "请腾出空间后重做这一步；此前的内容都在", "full"),
    sqlite3.SQLITE_IOERR: ("没有写入或读出：磁盘已满或出错", _DISK, "disk"),
    sqlite3.SQLITE_READONLY: ("不能写入", "请以只读方式打开，或核对文件和文件夹的写权限", "readonly"),
    sqlite3.SQLITE_CANTOPEN: (
        "打不开或不能在它旁边建文件",
        "请核对访问权限；上次没有正常结束的，请以可修改方式打开一次",
        "readonly",
    ),
    sqlite3.SQLITE_BUSY: ("正被另一个程序占用，没有写入", "请稍后重做这一步", "busy"),
    sqlite3.SQLITE_LOCKED: ("正被另一个程序占用，没有写入", "请稍后重做这一步", "busy"),
    sqlite3.SQLITE_PERM: ("没有访问权限", "请核对文件和文件夹的访问权限", "readonly"),
    sqlite3.SQLITE_TOOBIG: ("放不下这么长的内容", "请分开填写", "text"),
    sqlite3.SQLITE_NOMEM: ("读写时内存不足", "请关闭其他程序后再试", "memory"),
}


def explain(error: sqlite3.DatabaseError, name: Path) -> ReportFileError:
    """What an SQLite error means for the clerk."""
    known = _SENTENCES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if known is None:
        return damaged(name)
    sentence, remedy, code = known
    return _refusal(name, sentence, remedy, code=code)


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: BEGIN IMMEDIATE outermost, a savepoint inside."""
    inner = connection.in_transaction
    connection.execute("SAVEPOINT inner_step" if inner else "BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("RELEASE inner_step" if inner else "COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk may have rolled it back already
            _take_back(connection.execute, inner)
        raise


def _take_back(execute: Callable[[str], object], inner: bool) -> None:
    if inner:
        execute("ROLLBACK TO inner_step")
        execute("RELEASE inner_step")
    else:
        execute("ROLLBACK")
