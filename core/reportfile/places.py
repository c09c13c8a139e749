"""Whether SQLite can safely work where a file lies, or needs a working copy on the local disk."""

from __future__ import annotations

import os
import re
import sys
from enum import StrEnum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Place(StrEnum):
    """Where a file lies."""

    LOCAL = "local"
    NETWORK = "network"
    REMOVABLE = "removable"
    SYNCED = "synced"
    """In a folder that a cloud disk's client uploads whenever a file in it changes."""


_NETWORK_TYPES = frozenset(
    {"cifs", "smb", "smb2", "smb3", "smbfs", "nfs", "nfs3", "nfs4", "ncpfs", "afs", "davfs", "9p", "ceph", "glusterfs"}
)
_LOCAL_FUSE = frozenset({"fuse.fuse-overlayfs", "fuse.lxcfs"})
_REMOVABLE_TYPES = frozenset({"vfat", "exfat", "msdos"})
_REMOVABLE_ROOTS = ("/media/", "/run/media/")

_SYNC_NAMES = (
    "onedrive",
    "nutstore",
    "baidunetdisk",
    "baidusyncdisk",
    "wpsdrive",
    "wps cloud files",
    "dropbox",
    "google drive",
    "icloud",
    "weiyun",
    "seafile",
    "nextcloud",
    "owncloud",
    "synologydrive",
    "syncthing",
)
_SYNC_WORDS = (
    "坚果云",
    "百度网盘",
    "百度云同步盘",
    "wps云盘",
    "wps云文档",
    "腾讯微云",
    "阿里云盘",
    "天翼云盘",
    "和彩云",
    "同步盘",
    "云同步",
)


def place(path: Path) -> Place:
    """Where `path` lies, as well as the system tells; it need not exist."""
    whole = os.path.realpath(path)
    if sys.platform == "win32":  # pragma: no cover
        return classify(whole, windows_drive=_drive_type)
    else:  # noqa: RET505 - mypy on Windows would call what follows unreachable
        return classify(whole, mounts=_mounts())


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


if sys.platform == "win32":  # pragma: no cover

    def _drive_type(root: str) -> int:
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(root))


def classify(whole: str, *, mounts: str = "", windows_drive: Callable[[str], int] | None = None) -> Place:
    """Where the absolute path `whole` lies.

    `mounts` is the text of /proc/mounts; on Windows `windows_drive` is a function
    from the root of a drive to its number of GetDriveTypeW instead.
    """
    if re.match(r"[\\/]{2}(?![?.][\\/](?!UNC))", whole):
        return Place.NETWORK
    found = _on_windows(windows_drive(_root(whole))) if windows_drive is not None else _on_linux(whole, mounts)
    if found is Place.LOCAL and any(_synced(part) for part in re.split(r"[\\/]", whole)[:-1]):
        return Place.SYNCED
    return found


def _root(whole: str) -> str:
    drive = re.match(r"(?:\\\\[?.]\\)?([A-Za-z]:)", whole)
    return f"{drive[1]}\\" if drive else PurePath(whole).anchor


def _on_windows(drive_type: int) -> Place:
    return {2: Place.REMOVABLE, 4: Place.NETWORK, 5: Place.REMOVABLE}.get(drive_type, Place.LOCAL)


def _on_linux(whole: str, mounts: str) -> Place:
    point, kind = max(
        ((point, kind) for point, kind in _entries(mounts) if _under(whole, point)),
        key=lambda entry: len(entry[0]),
        default=("/", ""),
    )
    if kind in _NETWORK_TYPES or (kind.startswith("fuse.") and kind not in _LOCAL_FUSE):
        return Place.NETWORK
    if kind in _REMOVABLE_TYPES or f"{point}/".startswith(_REMOVABLE_ROOTS):
        return Place.REMOVABLE
    return Place.LOCAL


def _entries(mounts: str) -> Iterator[tuple[str, str]]:
    r"""Mount point and type of each line; spaces in names are written \\040."""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) > 2:
            yield re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[1]), fields[2]


def _under(whole: str, point: str) -> bool:
    return whole == point or whole.startswith(point.rstrip("/") + "/")


def _synced(part: str) -> bool:
    name = part.casefold()
    return any(word in name for word in _SYNC_WORDS) or any(
        name == known or (name.startswith(known) and not name[len(known)].isalpha()) for known in _SYNC_NAMES
    )
