"""The stored history: change sets with their items, and undo and redo that walk it.

The sets that stand are `done`; those taken back are `undone` and all newer than the
standing ones; a new set makes them `abandoned`: still in the history, never redone.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

from core.reportfile import codec, packs, state, who
from core.reportfile.changes import Change, ChangeSet, PacksChange, inverse

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

_NEXT_UNDO = "SELECT * FROM change_set WHERE standing = 'done' ORDER BY id DESC LIMIT 1"
_NEXT_REDO = "SELECT * FROM change_set WHERE standing = 'undone' ORDER BY id LIMIT 1"


def record(
    connection: sqlite3.Connection,
    what: str,
    changes: Sequence[Change],
    after: packs.Rows | None = None,
) -> ChangeSet:
    """Apply `changes`, and put the packs `after` to use where given, as a new set.

    Runs inside the caller's transaction.  Raises state.StaleChangeError, sqlite3.Error.
    """
    before = None if after is None else packs.used(connection)
    for change in changes:
        state.apply(connection, change)
    if after is not None:
        packs.use(connection, after)
    number = _insert(connection, what, who.account(), before, after)
    items = ((number, place, *codec.item(change)) for place, change in enumerate(changes))
    connection.executemany("INSERT INTO change_item VALUES (?, ?, ?, ?, ?, ?, ?)", items)
    stored = connection.execute("SELECT * FROM change_set WHERE id = ?", (number,)).fetchone()
    return _change_set(connection, stored, tuple(changes))


def write_barrier(connection: sqlite3.Connection, what: str, account: str) -> None:
    """End undo here: sets before cannot be taken back any more, those undone not redone."""
    number = _insert(connection, what, account, None, None)
    connection.execute("UPDATE change_set SET barrier = 1 WHERE id = ?", (number,))


def _insert(
    connection: sqlite3.Connection, what: str, account: str, before: packs.Rows | None, after: packs.Rows | None
) -> int:
    connection.execute("UPDATE change_set SET standing = 'abandoned' WHERE standing = 'undone'")
    added = connection.execute(
        "INSERT INTO change_set (at, who, what, packs_before, packs_after) VALUES (?, ?, ?, ?, ?) RETURNING id",
        (who.now(), account, what, codec.encode_rows(before), codec.encode_rows(after)),
    ).fetchone()
    return int(added[0])


def next_undo(connection: sqlite3.Connection) -> str | None:
    """The name of the set that undo would take back; None at the beginning or at a barrier."""
    stored = connection.execute(_NEXT_UNDO).fetchone()
    return None if stored is None or stored["barrier"] else str(stored["what"])


def next_redo(connection: sqlite3.Connection) -> str | None:
    """The name of the set that redo would bring back."""
    stored = connection.execute(_NEXT_REDO).fetchone()
    return None if stored is None else str(stored["what"])


def undo(connection: sqlite3.Connection) -> ChangeSet | None:
    """Take the last standing set back; its `changes` are those applied, in order."""
    stored = connection.execute(_NEXT_UNDO).fetchone()
    if stored is None or stored["barrier"]:
        return None
    changes = tuple(inverse(change) for change in reversed(_changes(connection, stored["id"])))
    return _walk(connection, stored, changes, "undone")


def redo(connection: sqlite3.Connection) -> ChangeSet | None:
    """Bring the set back that was undone last."""
    stored = connection.execute(_NEXT_REDO).fetchone()
    return None if stored is None else _walk(connection, stored, _changes(connection, stored["id"]), "done")


def _walk(connection: sqlite3.Connection, stored: sqlite3.Row, changes: tuple[Change, ...], standing: str) -> ChangeSet:
    try:
        for change in changes:
            state.apply(connection, change)
    except state.StaleChangeError as error:  # no caller made these changes: the file contradicts itself
        raise codec.DamagedValueError(str(error)) from error
    target = codec.decode_rows(stored["packs_before" if standing == "undone" else "packs_after"])
    if target is not None:
        packs.use(connection, target)
    connection.execute("UPDATE change_set SET standing = ? WHERE id = ?", (standing, stored["id"]))
    return _change_set(connection, stored, changes, undone=standing == "undone", backwards=standing == "undone")


def listing(connection: sqlite3.Connection, limit: int | None, key: str | None) -> list[ChangeSet]:
    """The newest `limit` sets, newest first; with `key` those that touch that figure, section, mark or family.row."""
    family, _, row = (key or "").rpartition(".")
    touched = (
        "SELECT change_set FROM change_item WHERE name = :key OR (name = :family AND kind = 'row' AND part = :row)"
    )
    where = "" if key is None else f"WHERE id IN ({touched})"
    found = connection.execute(
        f"SELECT * FROM change_set {where} ORDER BY id DESC LIMIT :limit",
        {"key": key, "family": family, "row": row, "limit": -1 if limit is None else limit},
    ).fetchall()
    items = _all_changes(connection, [stored["id"] for stored in found])
    return [
        _change_set(connection, stored, items.get(stored["id"], ()), undone=stored["standing"] != "done")
        for stored in found
    ]


def _changes(connection: sqlite3.Connection, number: int) -> tuple[Change, ...]:
    return _all_changes(connection, [number]).get(number, ())


def _all_changes(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, tuple[Change, ...]]:
    stored = connection.execute(
        "SELECT change_set, kind, name, part, before, after FROM change_item"
        " WHERE change_set IN (SELECT value FROM json_each(?)) ORDER BY change_set, position",
        (json.dumps(list(numbers)),),
    ).fetchall()
    return {
        number: tuple(codec.change(*tuple(item)[1:]) for item in items)
        for number, items in groupby(stored, key=lambda item: int(item["change_set"]))
    }


def _change_set(
    connection: sqlite3.Connection,
    stored: sqlite3.Row,
    changes: tuple[Change, ...],
    *,
    undone: bool = False,
    backwards: bool = False,
) -> ChangeSet:
    return ChangeSet(
        stored["id"],
        stored["at"],
        stored["who"],
        stored["what"],
        changes,
        undone,
        _packs_change(connection, stored, backwards),
        bool(stored["barrier"]),
    )


def _packs_change(connection: sqlite3.Connection, stored: sqlite3.Row, backwards: bool) -> PacksChange | None:
    before, after = codec.decode_rows(stored["packs_before"]), codec.decode_rows(stored["packs_after"])
    if before is None or after is None:
        return None
    old, new = packs.labels(connection, before), packs.labels(connection, after)
    return PacksChange(new, old) if backwards else PacksChange(old, new)
