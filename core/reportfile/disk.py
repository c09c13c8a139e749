"""Files written so that they are whole or not there: temporary beside the target, synced, then renamed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE = 5
"""How often a rename is tried where a virus scanner or a sync client holds the target for a moment."""


def sha256(path: Path) -> str:
    """The hash of a file's bytes.  Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Have the bytes of the file `path` on the disk before returning.  Raises OSError."""
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Have the names in `folder` on the disk, as far as the system can (Windows and some shares can't)."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def beside(path: Path) -> Path:
    """The name of this process' temporary file in the folder of `path`."""
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


def copy(source: Path, target: Path) -> None:
    """Copy the bytes of `source` to the new file `target` and sync it.  Raises OSError."""
    with source.open("rb") as reader, target.open("wb") as writer:
        shutil.copyfileobj(reader, writer, 1 << 20)
        writer.flush()
        os.fsync(writer.fileno())


def replace(temporary: Path, target: Path) -> None:
    """Put `temporary` in the place of `target`, atomically.  Raises OSError."""
    for left in range(_PATIENCE, 0, -1):
        try:
            temporary.replace(target)
            break
        except PermissionError:
            if left == 1:
                raise
            time.sleep(0.1)
    _sync_folder(target.parent)


def add(temporary: Path, target: Path) -> None:
    """Put `temporary` at `target`, where nothing may be yet.  Raises FileExistsError, OSError."""
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links (FAT, many shares)
        if target.exists():
            raise FileExistsError(target) from None
        temporary.replace(target)
    temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def write_database(
    connection: sqlite3.Connection, target: Path, *, scratch: Path | None = None, overwrite: bool = False
) -> None:
    """Write the whole database of `connection` to `target`, atomically, through SQLite's backup.

    `scratch` is a local folder where `target` lies on a share: SQLite then works
    there and only finished bytes are copied.  Raises sqlite3.Error, OSError,
    FileExistsError where something is at `target` and `overwrite` is not set.
    """
    made = beside(target) if scratch is None else scratch / beside(target).name
    sent = beside(target)
    try:
        _back_up(connection, made)
        if made != sent:
            copy(made, sent)
        if overwrite:
            replace(sent, target)
        else:
            add(sent, target)
    finally:
        for leftover in {made, sent}:
            leftover.unlink(missing_ok=True)


def _back_up(connection: sqlite3.Connection, made: Path) -> None:
    made.unlink(missing_ok=True)
    # SQLite opens the new file itself, which syncs it at the end of the copy.
    with contextlib.closing(sqlite3.connect(made, isolation_level=None)) as copied:
        connection.backup(copied)
