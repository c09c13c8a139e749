"""Where imported values were read, stored once each and for good."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from core.reportfile.changes import StoredEvidence

if TYPE_CHECKING:
    import sqlite3

_COLUMNS = ("source", "quote", "page", "line", "cell", "year", "sha256")


def add(connection: sqlite3.Connection, evidence: StoredEvidence) -> int:
    """The id of `evidence`, which is stored unless the same is there."""
    values = asdict(evidence)
    fields = [values[column] for column in _COLUMNS]
    # NULLs are all different to a UNIQUE index, hence the fingerprint.
    fingerprint = hashlib.sha256(json.dumps(fields).encode()).hexdigest()
    known = connection.execute("SELECT id FROM evidence WHERE fingerprint = ?", (fingerprint,)).fetchone()
    if known is not None:
        return int(known["id"])
    added = connection.execute(
        f"INSERT INTO evidence ({', '.join(_COLUMNS)}, fingerprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (*fields, fingerprint),
    ).fetchone()
    return int(added["id"])


def read(connection: sqlite3.Connection, number: int) -> StoredEvidence:
    """The evidence with this id.  Raises KeyError."""
    found = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM evidence WHERE id = ?", (number,)).fetchone()
    if found is None:
        raise KeyError(number)
    return StoredEvidence(**dict(zip(_COLUMNS, found, strict=True)))
