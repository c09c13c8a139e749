"""The sidecar `<name>.jbao.lock` that tells who has a report file open for writing.

A database lock would tell nobody's name, and on a share or a synced folder it would not
even be seen; this small file is.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from core.errors import LockedError, ReportFileError, reason
from core.reportfile import who

if TYPE_CHECKING:
    from pathlib import Path

_UNREADABLE_FOR_S = 60.0
"""After how long a lock without content (the power went while it was written) counts as left behind."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock; `started` tells the process from a later one of the same number, `time` is ISO."""

    user: str
    computer: str
    pid: int
    started: str
    time: str

    @classmethod
    def myself(cls) -> Holder:
        """This process."""
        pid = os.getpid()
        return cls(who.account(), who.computer(), pid, who.process_start(pid) or "", who.now())

    @property
    def gone(self) -> bool:
        """Whether it certainly does not run any more; of another computer nothing is known."""
        return self.computer == who.computer() and who.process_start(self.pid) != self.started


def lock_path(path: Path) -> Path:
    """Where the lock of the report file at `path` lies."""
    return path.with_name(f"{path.name}.lock")


def holder(path: Path) -> Holder | None:
    """Who has the report file at `path` open for writing; None where nobody that still runs."""
    found = _read(lock_path(path))
    return None if found is None or found.gone else found


def _read(sidecar: Path) -> Holder | None:
    """The holder in a lock file; None where there is none or it was left behind unwritten."""
    try:
        stored = json.loads(sidecar.read_text(encoding="utf-8"))
        return Holder(
            str(stored["user"]),
            str(stored["computer"]),
            int(stored["pid"]),
            str(stored["started"]),
            str(stored["time"]),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return None if _old(sidecar) else Holder("未知用户", "未知电脑", 0, "", "")


def _old(sidecar: Path) -> bool:
    try:
        return abs(time.time() - sidecar.stat().st_mtime) > _UNREADABLE_FOR_S
    except OSError:
        return False


class Lock:
    """The right to write one report file, held until `release`."""

    def __init__(self, path: Path, mine: Holder) -> None:
        self._sidecar = lock_path(path)
        self._mine = mine

    @classmethod
    def acquire(cls, path: Path) -> Lock:
        """Take the lock of the report file at `path`; one left by a dead process here is taken over.

        Raises LockedError naming who holds it, ReportFileError where the folder cannot be written.
        """
        mine = Holder.myself()
        for _ in range(3):  # another process may take over the same stale lock meanwhile
            if _make(path, mine):
                return cls(path, mine)
            found = holder(path)
            if found is not None:
                raise locked(path, found)
            _set_aside(lock_path(path))
        raise locked(path, Holder("未知用户", "未知电脑", 0, "", ""))

    def release(self) -> None:
        """Give the lock back; one that someone else has taken meanwhile stays."""
        if _read(self._sidecar) == self._mine:
            self._sidecar.unlink(missing_ok=True)


def locked(path: Path, found: Holder) -> LockedError:
    """The refusal that names who has `path` open."""
    since = f"（自 {found.time[:16].replace('T', ' ')} 起）" if found.time else ""
    return LockedError(
        f"文件 {path} 正由 {found.user} 在电脑 {found.computer} 上打开{since}",
        f"请以只读方式打开，或请对方关闭后再试；如确认无人打开，请删除 {lock_path(path).name}",
    )


def _make(path: Path, mine: Holder) -> bool:
    """Create the lock file; False where there is one."""
    text = json.dumps(asdict(mine), ensure_ascii=False)
    try:
        number = os.open(lock_path(path), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError:
        return False
    except OSError as error:
        raise ReportFileError(
            f"文件 {path} 所在的文件夹不能写入（{reason(error)}），无法修改",
            "请以只读方式打开，或把它复制到自己的文件夹",
            code="readonly",
        ) from error
    with os.fdopen(number, "w", encoding="utf-8") as stream:
        stream.write(text)
    return True


def _set_aside(sidecar: Path) -> None:
    """Remove a stale lock.  Renaming first lets only one of two processes have it."""
    aside = sidecar.with_name(f"{sidecar.name}.{os.urandom(4).hex()}")
    try:
        sidecar.rename(aside)
    except OSError:
        return
    moved = _read(aside)
    if moved is not None and not moved.gone and not sidecar.exists():
        aside.rename(sidecar)  # it was a fresh one after all
        return
    aside.unlink(missing_ok=True)
