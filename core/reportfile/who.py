"""Who works here: the account, the computer, and whether a process still runs.  No network is asked."""

from __future__ import annotations

import getpass
import os
import sys
from datetime import datetime
from pathlib import Path

_PROC = Path("/proc")


def account() -> str:
    """The account name of the operating system, or 未知用户 where there is none."""
    try:
        return getpass.getuser() or "未知用户"
    except (OSError, KeyError, ImportError):  # no environment variable and no entry in the user database
        return "未知用户"


def computer() -> str:
    """The computer's own name, as it is set on it."""
    if sys.platform == "win32":
        import socket

        return socket.gethostname() or "未知电脑"
    return os.uname().nodename or "未知电脑"


def now() -> str:
    """Local ISO time with offset, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def process_start(pid: int) -> str | None:
    """When process `pid` of this computer started, as a token to compare; None where it does not run.

    Process numbers are used again, so a lock keeps this token beside the number.
    """
    if pid <= 0:
        return None
    if sys.platform == "win32":  # pragma: no cover
        return _windows_start(pid)
    else:  # noqa: RET505 - mypy on Windows would call what follows unreachable
        return _proc_start(_PROC / str(pid) / "stat") if (_PROC / "self" / "stat").exists() else _signalled(pid)


def _signalled(pid: int) -> str | None:
    """The token where the system tells no start times."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except OSError:  # it runs and belongs to someone else
        return "running"
    return "running"


def _proc_start(stat: Path) -> str | None:
    try:
        # The name in brackets may hold anything, so count the fields behind its end.
        fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] in {"Z", "X"} else fields[19]


if sys.platform == "win32":  # pragma: no cover - tried by the checks of the Windows bundle

    def _windows_start(pid: int) -> str | None:
        # os.kill(pid, 0) would end the process on Windows.
        import ctypes
        from ctypes import wintypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = kernel.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
        if not handle:
            return "running" if ctypes.get_last_error() == 5 else None  # ERROR_ACCESS_DENIED
        try:
            code = wintypes.DWORD()
            kernel.GetExitCodeProcess(wintypes.HANDLE(handle), ctypes.byref(code))
            times = [wintypes.FILETIME() for _ in range(4)]
            kernel.GetProcessTimes(wintypes.HANDLE(handle), *(ctypes.byref(time) for time in times))
            if code.value != 259:  # STILL_ACTIVE
                return None
            return str(times[0].dwHighDateTime << 32 | times[0].dwLowDateTime)
        finally:
            kernel.CloseHandle(wintypes.HANDLE(handle))
