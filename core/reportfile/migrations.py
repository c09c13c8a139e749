"""Bringing a file of an older program up to date, one numbered step after the other.

A step is a function of a sqlite-utils Database registered under the version it leads
to.  It runs in its own transaction together with the new user_version; a snapshot was
taken before the first.  A step after which the stored history no longer fits says
`carries_history=False` and so writes a barrier.

Mind that sqlite-utils' transform() drops CHECK constraints: a table that has any is
made anew from its SQL and filled by INSERT ... SELECT.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.reportfile import history, schema

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Step:
    """One migration: the user_version it leads to, what it does, whether undo still works across it."""

    to: int
    run: Callable[[Database], None]
    carries_history: bool = True


STEPS: list[Step] = []
"""All steps, oldest first.  1000 is the first published version, so there is none yet."""


def pending(version: int) -> list[Step]:
    """The steps that a file of `version` still needs."""
    return [step for step in STEPS if step.to > version]


def migrate(connection: sqlite3.Connection, version: int, who: str) -> None:
    """Run the pending steps on an open file; `who` is written to the history.  Raises sqlite3.Error."""
    steps = pending(version)
    if not steps:
        return
    from sqlite_utils import Database

    database = Database(connection, execute_plugins=False)
    # Rebuilding a table that others refer to is only possible without; it cannot be switched inside a transaction.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        for step in steps:
            with database.atomic():
                _run(database, step, who)
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _run(database: Database, step: Step, who: str) -> None:
    step.run(database)
    if not step.carries_history:
        history.write_barrier(database.conn, f"升级文件格式（{schema.BARRIER}）", who)
    broken = database.conn.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise sqlite3.IntegrityError(f"step to {step.to} leaves rows of {broken[0]} without what they refer to")
    schema.seal(database.conn)
    database.execute(f"PRAGMA user_version = {step.to}")
