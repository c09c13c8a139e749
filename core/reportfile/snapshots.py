"""Copies of a report file as it was at each opening, in the folder `<name>.jbao.snapshots` beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from core.reportfile import disk

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

KEPT_ALWAYS = 5
"""The newest so many are never pruned."""

_NAME = re.compile(r"(\d{8}-\d{6})(-\d+)?\.jbao", re.ASCII)
_STAMP = "%Y%m%d-%H%M%S"
_HEADER = 100


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One copy; `at` is when it was taken, local time with offset."""

    path: Path
    at: datetime


def folder(path: Path) -> Path:
    """Where the snapshots of the report file at `path` lie."""
    return path.with_name(f"{path.name}.snapshots")


def snapshots(path: Path) -> list[Snapshot]:
    """The snapshots of the report file at `path`, newest first; none where the folder cannot be read."""
    try:
        found = [_snapshot(entry) for entry in folder(path).iterdir()]
    except OSError:
        return []
    known = [snapshot for snapshot in found if snapshot is not None]
    return sorted(known, key=lambda snapshot: (snapshot.at, len(snapshot.path.name), snapshot.path.name), reverse=True)


def newest(path: Path) -> Snapshot | None:
    """The last snapshot of the report file at `path`."""
    return next(iter(snapshots(path)), None)


def _snapshot(entry: Path) -> Snapshot | None:
    named = _NAME.fullmatch(entry.name)
    if named is None:
        return None
    try:
        return Snapshot(entry, datetime.fromisoformat(named[1].replace("-", "T")).astimezone())
    except ValueError:
        return None


def take(
    connection: sqlite3.Connection, path: Path, *, current: Path | None = None, scratch: Path | None = None
) -> Snapshot | None:
    """Keep a copy of what `connection` holds, and prune the old; None where the newest copy is the same.

    `current` is the database file where it is a working copy of `path`, `scratch`
    a local folder then.  Raises OSError, sqlite3.Error.
    """
    last = newest(path)
    if last is not None and _same(current or path, last.path):
        return None
    folder(path).mkdir(exist_ok=True)
    at = datetime.now().astimezone()
    target = _free_name(folder(path), at)
    disk.write_database(connection, target, scratch=scratch)
    for old in prunable(snapshots(path), at):
        old.path.unlink(missing_ok=True)
    return Snapshot(target, at.replace(microsecond=0))


def _free_name(where: Path, at: datetime) -> Path:
    stem = at.strftime(_STAMP)
    names = (f"{stem}-{number}.jbao" if number > 1 else f"{stem}.jbao" for number in range(1, 1000))
    return next(where / name for name in names if not (where / name).exists())


def _same(one: Path, other: Path) -> bool:
    """Whether two databases hold the same pages: a backup differs in counters of the header only."""
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as left, other.open("rb") as right:
        left.seek(_HEADER)
        right.seek(_HEADER)
        while piece := left.read(1 << 16):
            if piece != right.read(1 << 16):
                return False
    return True


def prunable(found: Iterable[Snapshot], now: datetime) -> list[Snapshot]:
    """Those to delete: all of the last day stay, the newest of each day for 30 days, then of each month."""
    slots: set[str] = set()
    old = []
    for place, snapshot in enumerate(sorted(found, key=lambda snapshot: snapshot.at, reverse=True)):
        slot = _slot(snapshot.at, now)
        if slot and slot in slots and place >= KEPT_ALWAYS:
            old.append(snapshot)
        slots.add(slot)
    return old


def _slot(at: datetime, now: datetime) -> str:
    """The day or month of which only the newest stays; empty within the last day."""
    if now - at <= timedelta(days=1):
        return ""
    return at.strftime("%Y%m%d" if now - at <= timedelta(days=30) else "%Y%m")
