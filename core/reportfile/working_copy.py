"""Working on a local copy of a report file that lies on a share, a stick or in a synced folder.

SQLite never runs on such a place.  The copy is published by replacing the target
atomically, and only while the target is still what was opened.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import sys
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import ReportFileError, reason
from core.reportfile import disk
from core.reportfile.connection import header, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator


def default_folder() -> Path:
    """Where working copies lie: the user's local data of this program, which nothing cleans up unasked."""
    home = Path.home()
    if sys.platform == "win32":  # pragma: no cover
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state")
    return base / "juebao" / "working"


@dataclass(frozen=True, slots=True)
class _Origin:
    """What was checked out or published last.

    `sha256` is the target's then, `sending` that of a publication under way (it may
    have arrived before the power went), `changes` SQLite's counter in the copy.
    """

    target: str
    sha256: str
    changes: int
    sending: str = ""


class WorkingCopy:
    """The local copy of `target`, in a folder of its own.

    Its methods except `close` may be called from any one thread at a time.
    """

    def __init__(self, target: Path, folder: Path) -> None:
        self.target = target
        self.folder = folder
        self.path = folder / target.name
        self.published_at: datetime | None = None
        self.notice = ""
        """What the clerk should know about an earlier copy, in Chinese; empty where there is nothing."""
        self._origin = _Origin(str(target), "", -1)

    @classmethod
    def check_out(cls, target: Path, folder: Path | None = None, *, private: bool = False) -> WorkingCopy:
        """Copy `target` below `folder` (default_folder() if None); edits of an earlier run not yet published go on.

        `private` gives a copy of one's own, for reading.  The caller holds the lock
        of `target` otherwise.  Raises ReportFileError.
        """
        base = (folder or default_folder()).absolute()
        name = hashlib.sha256(os.path.realpath(target).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        copy = cls(target, base / (f"{name}-{os.getpid()}" if private else name))
        with speaking(target):
            if private or not copy._goes_on():
                copy._fetch_or_leave_nothing()
        return copy

    def _goes_on(self) -> bool:
        """Whether the copy of an earlier run holds edits that can still be published; sets it aside if they can't."""
        left = self._left_behind()
        if left is None:
            shutil.rmtree(self.folder, ignore_errors=True)
            return False
        if disk.sha256(self.target) in {left.sha256, left.sending}:
            self._origin = replace(left, sha256=disk.sha256(self.target), sending="")
            self.notice = f"上次有修改还没有存回 {self.target}，已接着上次的内容"
            return True
        kept = self.folder.with_name(f"{self.folder.name}-{datetime.now().astimezone():%Y%m%d-%H%M%S}")
        self.folder.rename(kept)
        self.notice = f"{self.target} 已被别人改过；上次没有存回的修改保留在 {kept / self.target.name}"
        return False

    def _left_behind(self) -> _Origin | None:
        """The origin of an earlier copy with edits that were not published."""
        try:
            origin = _Origin(**json.loads(self._note.read_text(encoding="utf-8")))
            _settle(self.path)
            return origin if header(self.path).changes != origin.changes else None
        except (OSError, ValueError, TypeError, ReportFileError, sqlite3.Error):
            return None

    @property
    def _note(self) -> Path:
        return self.folder / "origin.json"

    def _fetch_or_leave_nothing(self) -> None:
        try:
            self._fetch()
        except BaseException:
            self.discard()
            raise

    def _fetch(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        journal = self.target.with_name(f"{self.target.name}-journal")
        if journal.exists():  # the file was moved here after a crash: the journal completes it
            disk.copy(journal, self.path.with_name(f"{self.path.name}-journal"))
        disk.copy(self.target, self.path)
        fetched = disk.sha256(self.path)
        _settle(self.path)
        self._remember(_Origin(str(self.target), fetched, header(self.path, self.target).changes))

    def _remember(self, origin: _Origin) -> None:
        temporary = disk.beside(self._note)
        temporary.write_text(json.dumps(asdict(origin), ensure_ascii=False), encoding="utf-8")
        disk.sync(temporary)
        disk.replace(temporary, self._note)
        self._origin = origin

    @property
    def unpublished(self) -> bool:
        """Whether the copy holds commits that the target does not."""
        return header(self.path, self.target).changes != self._origin.changes

    def publish(self) -> bool:
        """Replace the target by what is committed; False where it has everything.

        Raises ReportFileError where the target was changed by someone else or cannot
        be written; it then tells where the working copy lies.
        """
        if not self.unpublished:
            return False
        sent = disk.beside(self.target)
        made = self.folder / "publishing.jbao"
        try:
            with self._explaining():
                changes = self._pack(made)
                self._remember(replace(self._origin, sending=disk.sha256(made)))
                disk.copy(made, sent)
                self._refuse_changed()
                disk.replace(sent, self.target)
                self._remember(_Origin(str(self.target), self._origin.sending, changes))
        finally:
            with contextlib.suppress(OSError):
                made.unlink(missing_ok=True)
                sent.unlink(missing_ok=True)
        self.published_at = datetime.now().astimezone()
        return True

    def _pack(self, made: Path) -> int:
        """Write the committed state to `made` through a connection of its own; the counter it has at least."""
        changes = header(self.path, self.target).changes
        with contextlib.closing(sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)) as connection:
            disk.write_database(connection, made, overwrite=True)
        return changes

    def _refuse_changed(self) -> None:
        if not self.target.exists():
            raise self._refusal("已被移走或删除，没有存回", "moved")
        if disk.sha256(self.target) != self._origin.sha256:
            raise self._refusal("在打开之后被别人改过，没有覆盖它", "changed")

    def _refusal(self, sentence: str, code: str) -> ReportFileError:
        return ReportFileError(
            f"文件 {self.target} {sentence}", f"您的修改都在 {self.path}，请另存为别的文件", code=code
        )

    @contextlib.contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise self._refusal(f"存不回去（{reason(error)}）", "publish") from error

    def close(self) -> None:
        """Remove the copy unless it holds something unpublished; its connections are closed."""
        with contextlib.suppress(ReportFileError):
            if not self.unpublished:
                self.discard()

    def discard(self) -> None:
        """Remove the copy."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _settle(path: Path) -> None:
    """Let SQLite complete or roll back what a crash left, so that the header tells the truth."""
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
