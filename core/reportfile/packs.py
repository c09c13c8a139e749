"""The packs a file carries.  Their texts stay for good, so that a change of packs can be undone."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from core.reportfile.contents import StoredPack

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

Rows = tuple[int, ...]
"""Packs by their row in table `pack`, in order of use."""


def used(connection: sqlite3.Connection) -> Rows:
    """The packs in use."""
    return tuple(row["pack"] for row in connection.execute("SELECT pack FROM pack_use ORDER BY position").fetchall())


def read(connection: sqlite3.Connection, rows: Rows) -> tuple[StoredPack, ...]:
    """These packs with their texts."""
    return tuple(_read(connection, row) for row in rows)


def _read(connection: sqlite3.Connection, row: int) -> StoredPack:
    head = connection.execute("SELECT id, version, language FROM pack WHERE row = ?", (row,)).fetchone()
    files = connection.execute("SELECT name, text FROM pack_file WHERE pack = ? ORDER BY name", (row,)).fetchall()
    return StoredPack(head["id"], head["version"], head["language"], dict(map(tuple, files)))


def labels(connection: sqlite3.Connection, rows: Rows) -> tuple[str, ...]:
    """Each pack as "id version"."""
    heads = (connection.execute("SELECT id, version FROM pack WHERE row = ?", (row,)).fetchone() for row in rows)
    return tuple(f"{head['id']} {head['version']}" for head in heads)


def add(connection: sqlite3.Connection, packs: Sequence[StoredPack]) -> Rows:
    """Store these packs, each text once, without putting them to use."""
    return tuple(_add(connection, pack) for pack in packs)


def _add(connection: sqlite3.Connection, pack: StoredPack) -> int:
    whole = json.dumps([pack.id, pack.version, pack.language, sorted(pack.files.items())], ensure_ascii=True)
    digest = hashlib.sha256(whole.encode()).hexdigest()
    known = connection.execute("SELECT row FROM pack WHERE sha256 = ?", (digest,)).fetchone()
    if known is not None:
        return int(known["row"])
    added = connection.execute(
        "INSERT INTO pack (id, version, language, sha256) VALUES (?, ?, ?, ?) RETURNING row",
        (pack.id, pack.version, pack.language, digest),
    ).fetchone()
    row = int(added["row"])
    files = ((row, name, text) for name, text in pack.files.items())
    connection.executemany("INSERT INTO pack_file (pack, name, text) VALUES (?, ?, ?)", files)
    return row


def use(connection: sqlite3.Connection, rows: Rows) -> None:
    """Put these packs to use in the place of those before."""
    connection.execute("DELETE FROM pack_use")
    connection.executemany("INSERT INTO pack_use (position, pack) VALUES (?, ?)", enumerate(rows))
