"""What stands now: the tables of figures, sections, rows and marks, read whole and changed one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.reportfile import codec
from core.reportfile.changes import Change, Entry, FigureChange, MarkChange, RowChange, SectionChange
from core.reportfile.contents import Contents

if TYPE_CHECKING:
    import sqlite3

_FIGURE = ", ".join(codec.FIGURE_COLUMNS)


class StaleChangeError(RuntimeError):
    """A change was made from something else than what stands: a defect of the caller, nothing was written."""


def load(connection: sqlite3.Connection) -> Contents:
    """All that stands.  Raises DamagedValueError, sqlite3.Error."""
    contents = Contents()
    for stored in connection.execute(f"SELECT key, aspect, {_FIGURE} FROM figure"):
        contents.figures[stored["key"], stored["aspect"]] = codec.entry(stored)
    contents.sections.update(map(tuple, connection.execute("SELECT id, spans FROM section")))
    contents.marks.update(map(tuple, connection.execute("SELECT name, value FROM mark")))
    ordered = 'SELECT family, row, position FROM "row" ORDER BY family, position, row'
    for family, row, position in connection.execute(ordered):
        contents.rows.setdefault(family, []).append(row)
        contents.positions[family, row] = position
    return contents


def mark(connection: sqlite3.Connection, name: str) -> str | None:
    """One mark, without loading the rest."""
    return _text(connection, "SELECT value FROM mark WHERE name = ?", name)


def apply(connection: sqlite3.Connection, change: Change) -> None:
    """Put `change.after` where `change.before` stands.  Raises StaleChangeError, sqlite3.Error."""
    standing = _standing(connection, change)
    if standing != change.before:
        raise StaleChangeError(f"{change!r}: {standing!r} stands")
    match change:
        case FigureChange():
            _put_figure(connection, change)
        case SectionChange():
            _put(connection, "section", ("id", "spans"), (change.section,), change.after)
        case RowChange():
            _put(connection, '"row"', ("family", "row", "position"), (change.family, change.row), change.after)
        case MarkChange():
            _put(connection, "mark", ("name", "value"), (change.name,), change.after)


def _standing(connection: sqlite3.Connection, change: Change) -> codec.Value:
    match change:
        case FigureChange():
            return _figure(connection, change.key, change.aspect)
        case SectionChange():
            return _text(connection, "SELECT spans FROM section WHERE id = ?", change.section)
        case RowChange():
            return _position(connection, change)
        case MarkChange():
            return mark(connection, change.name)


def _text(connection: sqlite3.Connection, query: str, name: str) -> str | None:
    found = connection.execute(query, (name,)).fetchone()
    return None if found is None else str(found[0])


def _figure(connection: sqlite3.Connection, key: str, aspect: str) -> Entry | None:
    query = f"SELECT {_FIGURE} FROM figure WHERE key = ? AND aspect = ?"
    found = connection.execute(query, (key, aspect)).fetchone()
    return None if found is None else codec.entry(found)


def _position(connection: sqlite3.Connection, change: RowChange) -> int | None:
    query = 'SELECT position FROM "row" WHERE family = ? AND row = ?'
    found = connection.execute(query, (change.family, change.row)).fetchone()
    return None if found is None else int(found[0])


def _put_figure(connection: sqlite3.Connection, change: FigureChange) -> None:
    if change.after is None:
        connection.execute("DELETE FROM figure WHERE key = ? AND aspect = ?", (change.key, change.aspect))
        return
    values = (change.key, change.aspect, *codec.columns(change.after))
    connection.execute(f"INSERT OR REPLACE INTO figure (key, aspect, {_FIGURE}) VALUES (?,?,?,?,?,?,?,?,?)", values)


def _put(
    connection: sqlite3.Connection,
    table: str,
    columns: tuple[str, ...],
    place: tuple[str, ...],
    value: str | int | None,
) -> None:
    """Write `value` into the last of `columns` at the `place` given by the others, or delete the row for None."""
    if value is None:
        where = " AND ".join(f"{column} = ?" for column in columns[:-1])
        connection.execute(f"DELETE FROM {table} WHERE {where}", place)
        return
    slots = ", ".join("?" * len(columns))
    connection.execute(f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) VALUES ({slots})", (*place, value))
