"""Going back to a snapshot: the difference to what stands, as one set that can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import ReportFileError
from core.reportfile import evidence, history, packs, state
from core.reportfile.contents import Contents, difference

if TYPE_CHECKING:
    import sqlite3

    from core.reportfile.changes import ChangeSet, Entry


def restore(connection: sqlite3.Connection, other: sqlite3.Connection, what: str) -> ChangeSet:
    """Make contents and packs those of `other`, inside the caller's transaction.

    Raises ReportFileError where `other` is of another report file or holds the same.
    """
    if _identity(connection) != _identity(other):
        raise ReportFileError("这个快照不是本填报文件的", "请从本文件的快照中选择", code="foreign")
    old, new = state.load(connection), _with_evidence_of(other, connection)
    changes = difference(old, new)
    wanted = packs.add(connection, packs.read(other, packs.used(other)))
    if not changes and wanted == packs.used(connection):
        raise ReportFileError("快照与现在的内容相同，没有改动", "请选择更早的快照", code="unchanged")
    return history.record(connection, what, changes, None if wanted == packs.used(connection) else wanted)


def _identity(connection: sqlite3.Connection) -> str:
    found = connection.execute("SELECT value FROM meta WHERE name = 'id'").fetchone()
    return "" if found is None else str(found[0])


def _with_evidence_of(other: sqlite3.Connection, connection: sqlite3.Connection) -> Contents:
    """The contents of `other`, referring to the evidence by its number in `connection`."""
    contents = state.load(other)
    numbers: dict[int, int] = {}

    def here(entry: Entry) -> Entry:
        if entry.evidence is None:
            return entry
        if entry.evidence not in numbers:
            numbers[entry.evidence] = evidence.add(connection, evidence.read(other, entry.evidence))
        return replace(entry, evidence=numbers[entry.evidence])

    contents.figures = {place: here(entry) for place, entry in contents.figures.items()}
    return contents
