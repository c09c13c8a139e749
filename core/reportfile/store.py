"""An open report file: one unit, one fiscal year, one `.jbao`."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Self

from core.errors import ReportFileError
from core.reportfile import evidence, history, opening, packs, restoring, snapshots, state
from core.reportfile.connection import speaking, transaction
from core.reportfile.lock import holder, locked

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from types import TracebackType

    from core.reportfile.changes import Change, ChangeSet, StoredEvidence
    from core.reportfile.contents import Contents, StoredPack
    from core.reportfile.snapshots import Snapshot

UNIT_MARK = "meta:unit"
REGION_MARK = "meta:region"
"""Marks that stand before the name and region given at the start, so that correcting those is an ordinary change."""


class ReportFile:
    """A report file, open for writing or reading; make one by `create`, `open` or `memory`.

    Every method that writes is one transaction that is on the disk when it
    returns; it may be called from any thread, one at a time gets in.  What cannot
    be read or written raises ReportFileError with a Chinese sentence.
    """

    def __init__(self, path: Path, opened: opening.Opened, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._opened = opened
        self._connection = opened.connection
        self._gate = threading.RLock()
        self._publishing = threading.Lock()
        self._closed = False
        self._packs: tuple[packs.Rows, tuple[StoredPack, ...]] = ((), ())
        self._file = None if self.in_memory or opened.copy or read_only else path.stat()
        self.year = int(opened.facts["year"])

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        unit: str,
        year: int,
        region: str = "",
        packs: Sequence[StoredPack],
        folder: Path | None = None,
    ) -> Self:
        """Make a new report file for fiscal `year` and open it; refuses an existing `path`."""
        with contextlib.closing(opening.build(unit, year, region, packs).connection) as made:
            opening.write_whole(made, path)
        return cls(path, opening.open_file(path, read_only=False, folder=folder, snapshot=False), read_only=False)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, folder: Path | None = None) -> Self:
        """Open the report file at `path`; `folder` is where working copies lie (None: the user's local data).

        Raises LockedError where another window writes it; read_only opens all the same.
        """
        return cls(path, opening.open_file(path, read_only=read_only, folder=folder), read_only=read_only)

    @classmethod
    def memory(cls, *, unit: str, year: int, region: str = "", packs: Sequence[StoredPack]) -> Self:
        """A report file that is nowhere on the disk, to check a source; its path is `:memory:`."""
        return cls(Path(":memory:"), opening.build(unit, year, region, packs), read_only=False)

    # -- what it is ----------------------------------------------------------------

    @property
    def in_memory(self) -> bool:
        """Whether it was made by `memory`."""
        return self.path == Path(":memory:")

    @property
    def unit(self) -> str:
        return self._fact("unit", UNIT_MARK)

    @property
    def region(self) -> str:
        return self._fact("region", REGION_MARK)

    def _fact(self, name: str, mark: str) -> str:
        with self._reading() as connection:
            return state.mark(connection, mark) or self._opened.facts.get(name, "")

    @property
    def notices(self) -> tuple[str, ...]:
        """Chinese sentences about the opening that the clerk should read."""
        return tuple(self._opened.notices)

    @property
    def packs(self) -> tuple[StoredPack, ...]:
        """The packs in use, in order; other objects after each change of packs."""
        with self._reading() as connection:
            rows = packs.used(connection)
            if rows != self._packs[0]:
                self._packs = (rows, packs.read(connection, rows))
            return self._packs[1]

    def set_packs(
        self, stored: Sequence[StoredPack], what: str = "更换报表包", changes: Sequence[Change] = ()
    ) -> ChangeSet:
        """Carry these packs from now on, as one undoable set together with `changes`; all other figures stay.

        A snapshot is left first.  Raises ValueError where nothing would change.
        """
        with self._gate:
            if not (self.in_memory or self.read_only or self._connection.in_transaction):
                with speaking(self.path):
                    opening.keep_snapshot(self._opened, self.path)
            with self._writing() as connection:
                rows = packs.add(connection, stored)
                if rows == packs.used(connection) and not changes:
                    raise ValueError("these packs are in use already")
                return history.record(connection, what, changes, rows)

    # -- what it holds -------------------------------------------------------------

    def load(self) -> Contents:
        """All figures, sections, rows and marks as they stand."""
        with self._reading() as connection:
            return state.load(connection)

    @contextlib.contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction around several calls, such as add_evidence and the commit that refers to it."""
        with self._writing():
            yield

    def commit(self, what: str, changes: Sequence[Change]) -> ChangeSet:
        """Apply and record `changes` as one set named `what` (Chinese); what was undone can't be redone then.

        Raises ValueError without changes, StaleChangeError where a `before` is not what stands.
        """
        if not changes:
            raise ValueError("a change set needs a change")
        with self._writing() as connection:
            return history.record(connection, what, changes)

    def undo(self) -> ChangeSet | None:
        """Take the last set back; its `changes` are those applied.  None where there is none, or a barrier."""
        with self._writing() as connection:
            return history.undo(connection)

    def redo(self) -> ChangeSet | None:
        """Bring the set back that was undone last; None where there is none."""
        with self._writing() as connection:
            return history.redo(connection)

    @property
    def can_undo(self) -> str | None:
        """The name of what undo would take back."""
        with self._reading() as connection:
            return history.next_undo(connection)

    @property
    def can_redo(self) -> str | None:
        """The name of what redo would bring back."""
        with self._reading() as connection:
            return history.next_redo(connection)

    def history(self, limit: int | None = None, key: str | None = None) -> list[ChangeSet]:
        """The change sets, newest first; with `key` those of one figure, section, mark, family or family.row."""
        with self._reading() as connection:
            return history.listing(connection, limit, key)

    def add_evidence(self, found: StoredEvidence) -> int:
        """Store where a value was read and return its id; the same evidence is stored once."""
        with self._writing() as connection:
            return evidence.add(connection, found)

    def evidence(self, number: int) -> StoredEvidence:
        """The evidence with this id.  Raises KeyError."""
        with self._reading() as connection:
            return evidence.read(connection, number)

    # -- copies --------------------------------------------------------------------

    def snapshots(self) -> list[Snapshot]:
        """The snapshots of this file, newest first."""
        return snapshots.snapshots(self.path)

    def restore(self, snapshot: Snapshot | Path) -> ChangeSet:
        """Make contents and packs those of a snapshot, as one undoable set.

        Raises ReportFileError where it is of another file, unreadable, or the same as what stands.
        """
        path = snapshot if isinstance(snapshot, Path) else snapshot.path
        other = opening.open_file(path, read_only=True, folder=None)
        with contextlib.ExitStack() as stack:
            if other.copy is not None:
                stack.callback(other.copy.close)
            stack.callback(other.connection.close)
            with self._writing() as connection, speaking(path):
                return restoring.restore(connection, other.connection, f"恢复到快照 {path.stem}")

    def save_as(self, path: Path, *, overwrite: bool = False) -> None:
        """Write a whole copy, history included, to `path`; this object stays with its own file.

        Raises LockedError where `path` is open elsewhere, ReportFileError where it exists and `overwrite` is not set.
        """
        found = holder(path)
        if found is not None:
            raise locked(path, found)
        with self._reading() as connection:
            opening.write_whole(connection, path, overwrite=overwrite)

    def publish(self) -> bool:
        """Bring what is committed to the share, stick or synced folder; False where it is there already.

        Nothing to do for a local file.  May be called from a worker while others commit.
        """
        if self._opened.copy is None or self.read_only:
            return False
        with self._publishing:
            return self._opened.copy.publish()

    @property
    def unpublished(self) -> bool:
        """Whether something committed is only in the working copy."""
        return self._opened.copy is not None and not self.read_only and self._opened.copy.unpublished

    @property
    def published_at(self) -> datetime | None:
        """When `publish` last wrote the target; None for a local file and before."""
        return None if self._opened.copy is None else self._opened.copy.published_at

    # -- open and shut -------------------------------------------------------------

    def close(self) -> None:
        """Publish, and let the file and its lock go; an error of publishing is raised after that."""
        if self._closed:
            return
        self._closed = True
        with contextlib.ExitStack() as stack:
            if self._opened.lock is not None:
                stack.callback(self._opened.lock.release)
            if self._opened.copy is not None:
                stack.callback(self._opened.copy.close)
            stack.callback(self._connection.close)
            self.publish()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._gate, speaking(self.path):
            yield self._connection

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if self.read_only:
            raise ReportFileError(f"文件 {self.path} 是以只读方式打开的", "请关闭后以可修改方式打开", code="readonly")
        with self._gate, speaking(self.path):
            self._refuse_replaced()
            with transaction(self._connection):
                yield self._connection

    def _refuse_replaced(self) -> None:
        """SQLite would go on writing into a file that was deleted or replaced behind our back."""
        if self._file is None:
            return
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(self.path.stat(), self._file):
                return
        raise ReportFileError(f"文件 {self.path} 已被移走、删除或替换", "请用「另存为」保存现在的内容", code="replaced")
