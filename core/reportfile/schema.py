"""The tables of a .jbao file, and how a new one is made.

Made through sqlite-utils, which is imported here and in migrations.py only when a
file is made or migrated: opening one must not pay for it.  The tables are
written as SQL because sqlite-utils' own create() knows no CHECK.  No CHECK uses
json_valid(): with trusted_schema OFF SQLite refuses it inside a schema.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

APPLICATION_ID = 0x4A42414F
"""'JBAO', bytes 68-71 of the file."""

VERSION = 1000
"""user_version, bytes 60-63: major * 1000 + minor.

A newer minor only adds what an older program may ignore; a newer major is refused.
"""

BARRIER = "撤销到此为止"

TABLES = {
    "meta": """
        CREATE TABLE meta (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
    "pack": """
        CREATE TABLE pack (
            row INTEGER PRIMARY KEY,
            id TEXT NOT NULL CHECK (id <> ''),
            version TEXT NOT NULL,
            language INTEGER NOT NULL CHECK (language >= 0),
            sha256 TEXT NOT NULL UNIQUE
        ) STRICT""",
    "pack_file": """
        CREATE TABLE pack_file (
            pack INTEGER NOT NULL REFERENCES pack (row),
            name TEXT NOT NULL CHECK (name <> ''),
            text TEXT NOT NULL,
            PRIMARY KEY (pack, name)
        ) STRICT""",
    "pack_use": """
        CREATE TABLE pack_use (
            position INTEGER PRIMARY KEY CHECK (position >= 0),
            pack INTEGER NOT NULL UNIQUE REFERENCES pack (row)
        ) STRICT""",
    "evidence": """
        CREATE TABLE evidence (
            id INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            quote TEXT NOT NULL,
            page INTEGER,
            line INTEGER,
            cell TEXT NOT NULL,
            year INTEGER,
            sha256 TEXT NOT NULL,
            fingerprint TEXT NOT NULL UNIQUE
        ) STRICT""",
    "figure": """
        CREATE TABLE figure (
            key TEXT NOT NULL CHECK (key <> ''),
            aspect TEXT NOT NULL CHECK (aspect <> ''),
            state TEXT NOT NULL CHECK (state IN ('blank', 'value', 'not_applicable')),
            number TEXT CHECK (number <> '' AND number NOT GLOB '*[^0-9/-]*'),
            text TEXT NOT NULL,
            unit TEXT NOT NULL,
            decimals INTEGER NOT NULL CHECK (decimals >= 0),
            origin TEXT NOT NULL CHECK (origin IN ('typed', 'imported', 'carried_over', 'computed', 'stated')),
            evidence INTEGER REFERENCES evidence (id),
            PRIMARY KEY (key, aspect),
            CHECK (state = 'value' OR (number IS NULL AND text = ''))
        ) STRICT, WITHOUT ROWID""",
    "section": """
        CREATE TABLE section (
            id TEXT PRIMARY KEY CHECK (id <> ''),
            spans TEXT NOT NULL CHECK (spans <> '')
        ) STRICT""",
    "row": """
        CREATE TABLE "row" (
            family TEXT NOT NULL CHECK (family <> ''),
            row TEXT NOT NULL CHECK (row <> ''),
            position INTEGER NOT NULL,
            PRIMARY KEY (family, row)
        ) STRICT, WITHOUT ROWID""",
    "mark": """
        CREATE TABLE mark (
            name TEXT PRIMARY KEY CHECK (name <> ''),
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
    "change_set": """
        CREATE TABLE change_set (
            id INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            who TEXT NOT NULL,
            what TEXT NOT NULL CHECK (what <> ''),
            standing TEXT NOT NULL DEFAULT 'done' CHECK (standing IN ('done', 'undone', 'abandoned')),
            barrier INTEGER NOT NULL DEFAULT 0 CHECK (barrier IN (0, 1)),
            packs_before TEXT CHECK (packs_before <> ''),
            packs_after TEXT CHECK (packs_after <> ''),
            CHECK ((packs_before IS NULL) = (packs_after IS NULL))
        ) STRICT""",
    "change_item": """
        CREATE TABLE change_item (
            change_set INTEGER NOT NULL REFERENCES change_set (id),
            position INTEGER NOT NULL CHECK (position >= 0),
            kind TEXT NOT NULL CHECK (kind IN ('figure', 'section', 'row', 'mark')),
            name TEXT NOT NULL,
            part TEXT NOT NULL,
            before TEXT CHECK (before <> ''),
            after TEXT CHECK (after <> ''),
            PRIMARY KEY (change_set, position)
        ) STRICT, WITHOUT ROWID""",
}
"""By name, in the order in which they refer to each other."""

INDEXES = {"change_item": ("name",), "change_set": ("standing",)}
"""One cell's history, and the ends of the undo and redo stacks."""


def create(connection: sqlite3.Connection) -> None:
    """Make the empty tables and the marks of identity in a new, empty database, in one transaction."""
    from sqlite_utils import Database

    database = Database(connection, execute_plugins=False)
    with database.atomic():
        for statement in TABLES.values():
            database.execute(statement)
        for table, names in INDEXES.items():
            database.table(table).create_index(names)
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {VERSION}")
        seal(connection)


def seal(connection: sqlite3.Connection) -> None:
    """Note what the tables are, so that damage to their definition is seen; inside the caller's transaction."""
    connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES ('schema', ?)", (_digest(connection),))


def intact(connection: sqlite3.Connection) -> bool:
    """Whether the tables are defined as `seal` noted: SQLite's own check reads a changed CHECK as it stands."""
    noted = connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
    return noted is not None and noted[0] == _digest(connection)


def _digest(connection: sqlite3.Connection) -> str:
    own = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY type, name"
    text = "\n".join(" ".join(map(str, row)) for row in connection.execute(own).fetchall())
    return hashlib.sha256(text.encode()).hexdigest()
