"""From a path to a connection that may be worked with: place, lock, checks, snapshot, migration."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import ReportFileError, UsageError
from core.reportfile import disk, migrations, packs, schema, snapshots, who
from core.reportfile.codec import DamagedValueError
from core.reportfile.connection import connect, header, set_up, speaking, transaction
from core.reportfile.lock import Lock
from core.reportfile.places import Place, place
from core.reportfile.working_copy import WorkingCopy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.reportfile.contents import StoredPack


@dataclass(slots=True)
class Opened:
    """An open database and what must be let go with it.

    `copy` is given where the file is worked on elsewhere, `notices` are Chinese
    sentences that the clerk should read, `facts` what was said of the file when it was made.
    """

    connection: sqlite3.Connection
    lock: Lock | None = None
    copy: WorkingCopy | None = None
    notices: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)


def open_file(path: Path, *, read_only: bool, folder: Path | None, snapshot: bool = True) -> Opened:
    """Open the report file at `path`; `folder` is where working copies lie.

    Raises ReportFileError, LockedError; then nothing is left locked or changed.
    """
    header(path)
    with contextlib.ExitStack() as stack:
        opened = _connected(path, read_only, folder, stack)
        if read_only:
            opened.connection = _up_to_date_in_memory(opened.connection, path)
            stack.callback(opened.connection.close)
        else:
            if opened.lock is None:
                opened.lock = Lock.acquire(path)
                stack.callback(opened.lock.release)
            _prepare(opened, path, snapshot=snapshot)
        with speaking(path):
            opened.facts = _facts(opened.connection)
        stack.pop_all()
    return opened


def _connected(path: Path, read_only: bool, folder: Path | None, stack: contextlib.ExitStack) -> Opened:
    if place(path) is Place.LOCAL:
        connection = connect(path, read_only=read_only)
        stack.callback(connection.close)
        return Opened(connection)
    lock = None
    if not read_only:  # the working copy is shared by all windows of this user, so the lock comes first
        lock = Lock.acquire(path)
        stack.callback(lock.release)
    copy = WorkingCopy.check_out(path, folder, private=read_only)
    stack.callback(copy.close)
    connection = connect(copy.path, read_only=read_only, named=path)
    stack.callback(connection.close)
    return Opened(connection, lock, copy, [copy.notice] if copy.notice else [])


def _facts(connection: sqlite3.Connection) -> dict[str, str]:
    facts: dict[str, str] = dict(map(tuple, connection.execute("SELECT name, value FROM meta").fetchall()))
    if not re.fullmatch(r"\d{4}", facts.get("year", ""), re.ASCII):
        raise DamagedValueError("no fiscal year")
    return facts


def _prepare(opened: Opened, path: Path, *, snapshot: bool) -> None:
    """Leave a snapshot and migrate; without a snapshot nothing is migrated."""
    version = _version(opened.connection)
    outdated = bool(migrations.pending(version))
    if snapshot or outdated:
        try:
            with speaking(path):
                keep_snapshot(opened, path)
        except ReportFileError as error:
            if outdated:
                raise
            opened.notices.append(f"这次打开没有留下快照：{error.message}")
    if outdated:
        with speaking(path):
            migrations.migrate(opened.connection, version, who.account())


def keep_snapshot(opened: Opened, path: Path) -> None:
    """Leave a snapshot of the file as it stands, where the newest is another.  Raises OSError, sqlite3.Error."""
    if opened.copy is None:
        snapshots.take(opened.connection, path)
    else:
        snapshots.take(opened.connection, path, current=opened.copy.path, scratch=opened.copy.folder)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _up_to_date_in_memory(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """A file of an older program is read through a migrated copy in memory."""
    version = _version(connection)
    if not migrations.pending(version):
        return connection
    copied = _memory()
    with speaking(path), contextlib.closing(connection):
        connection.backup(copied)
        migrations.migrate(copied, version, who.account())
        copied.execute("PRAGMA query_only = ON")
    return copied


def _memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    set_up(connection)
    return connection


def build(unit: str, year: int, region: str, stored: Sequence[StoredPack]) -> Opened:
    """A new report file in memory.  Raises UsageError for a year that is none."""
    import uuid

    if not 1949 <= year <= 9999:
        raise UsageError(f"{year} 不是会计年度", "请填四位年份，例如 2024")
    connection = _memory()
    schema.create(connection)
    facts = {"id": uuid.uuid4().hex, "unit": unit, "year": str(year), "region": region}
    facts |= {"created_at": who.now(), "created_by": who.account()}
    with transaction(connection):
        connection.executemany("INSERT INTO meta (name, value) VALUES (?, ?)", facts.items())
        packs.use(connection, packs.add(connection, stored))
    return Opened(connection, facts=facts)


def write_whole(connection: sqlite3.Connection, path: Path, *, overwrite: bool = False) -> None:
    """Write all of `connection` as the report file `path`.

    Raises ReportFileError where something is there and `overwrite` is not set, or
    where it cannot be written.
    """
    if not path.absolute().parent.is_dir():
        raise ReportFileError(
            f"没有文件夹 {path.parent}，文件 {path.name} 没有建立", "请先建立该文件夹", code="missing"
        )
    local = place(path) is Place.LOCAL
    with speaking(path), contextlib.nullcontext() if local else tempfile.TemporaryDirectory() as scratch:
        try:
            disk.write_database(connection, path, scratch=Path(scratch) if scratch else None, overwrite=overwrite)
        except FileExistsError:
            raise ReportFileError(
                f"文件 {path} 已存在，没有覆盖它", "请换一个文件名，或打开已有的文件", code="exists"
            ) from None
