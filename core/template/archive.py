"""A pack as one file that travels without a network: a zip of its texts with a manifest of SHA-256 sums.

The sums show that the file arrived whole; they say nothing about who made it.  Everything the pack includes travels
with it, so it reads the same under a newer program.  A pack is data: its formulas are of the small language of
core.expressions, nothing in it runs.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from core.errors import TemplateError, reason
from core.template.library import installed_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MANIFEST = "manifest.json"
_FORMAT = 1
_DAMAGED = (OSError, zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, LookupError)
_LIMIT = 8 << 20
_MEMBERS = 300
_MEMBER = re.compile(r"(?:_shared/)?(?:[\w-]+/)*[\w-]+\.toml")
_IDENTITY = re.compile(r"[a-z0-9][a-z0-9-]*")
_STAMP = (2020, 1, 1, 0, 0, 0)  # the same pack gives the same bytes


def write_archive(identity: str, version: str, texts: Mapping[str, str], path: Path) -> None:
    """Write a pack's texts by file name, and their sums.  Raises TemplateError when the file cannot be written."""
    sums = {name: _sum(text.encode()) for name, text in sorted(texts.items())}
    manifest = {"format": _FORMAT, "pack": identity, "version": version, "files": sums}
    members = {MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=1), **texts}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), text.encode(), zipfile.ZIP_DEFLATED)
    temporary = path.with_name(f".{path.name}.new")
    try:
        temporary.write_bytes(held.getvalue())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise TemplateError(f"{path.name} 写不下来（{reason(error)}）", "请换一个文件夹再试") from error


def is_archive(path: Path) -> bool:
    """Whether a file is meant as a pack: a zip that holds a manifest."""
    try:
        with zipfile.ZipFile(path) as archive:
            return MANIFEST in archive.namelist() and "[Content_Types].xml" not in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def read_archive(path: Path) -> tuple[str, dict[str, str]]:
    """The id of the pack and its texts by file name.

    Raises TemplateError when the file is no pack, is damaged, or holds anything that its manifest does not name.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(path, archive)
    except _DAMAGED as error:
        raise _refused(path, "不是完整的报表包文件") from error


def _read(path: Path, archive: zipfile.ZipFile) -> tuple[str, dict[str, str]]:
    members = archive.infolist()
    names = [member.filename for member in members]
    if MANIFEST not in names:
        raise _refused(path, "里没有清单 manifest.json，不是报表包")
    if len(members) > _MEMBERS or sum(member.file_size for member in members) > _LIMIT:
        raise _refused(path, "太大，不像报表包")
    if any(member.flag_bits & 1 for member in members):
        raise _refused(path, "设有密码")
    manifest: Any = json.loads(archive.read(MANIFEST).decode())
    identity, sums = _checked(path, manifest)
    if sorted(names) != sorted([MANIFEST, *sums]):
        odd = sorted(set(names) ^ {MANIFEST, *sums}) or sorted(names)
        raise _refused(path, f"的内容与清单不符（{odd[0]}）")
    texts = {}
    for name, expected in sums.items():
        data = archive.read(name)
        if _sum(data) != expected:
            raise _refused(path, f"里的 {name} 与清单的校验值不符，文件可能损坏或被改动")
        texts[name] = data.decode()
    return identity, texts


def _checked(path: Path, manifest: Any) -> tuple[str, dict[str, str]]:
    if not isinstance(manifest, dict):
        raise _refused(path, "的清单读不懂")
    if manifest.get("format") != _FORMAT:
        raise TemplateError(f"报表包 {path.name} 是更新的格式（{manifest.get('format')}）", "请升级决报")
    identity, sums = manifest.get("pack"), manifest.get("files")
    if not isinstance(identity, str) or not _IDENTITY.fullmatch(identity) or not isinstance(sums, dict):
        raise _refused(path, "的清单读不懂")
    bad = [name for name in sums if not _MEMBER.fullmatch(name)]
    if bad:
        raise _refused(path, f"的清单里有不该有的文件（{bad[0]}）")
    return identity, sums


def _refused(path: Path, why: str) -> TemplateError:
    return TemplateError(f"报表包 {path.name} {why}", "请重新拷贝一份，或向发放的单位索取")


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# -- the packs of this account ----------------------------------------------------


def put(path: Path, identity: str) -> Path:
    """Copy a pack's file among those of this account; an older one of the same id is replaced at once.

    Raises TemplateError when the folder cannot be written.
    """
    target = installed_path(identity)
    temporary = target.with_suffix(".new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as stream:
            stream.write(path.read_bytes())
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        where = f"{target.parent}（{reason(error)}）"
        raise TemplateError(f"报表包不能放进 {where}", "请检查磁盘空间和权限后再试") from error
    return target


def newer(version: str, other: str) -> bool:
    """Whether a version such as 1.10.0 is later than another."""
    return _numbers(version) > _numbers(other)


def _numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"[0-9]+", version)]
