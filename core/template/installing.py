"""Installing a pack from one file, and telling which packs there are besides the shipped ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import TemplateError
from core.paths import user_data
from core.template.archive import newer, put, read_archive, write_archive
from core.template.dictionary import dictionary
from core.template.library import SUFFIX, forget_packs, installed_path, known, load_pack, pack_texts
from core.template.pack import read_pack
from core.template.validation import validate

if TYPE_CHECKING:
    from pathlib import Path

    from core.template.model import Pack


@dataclass(frozen=True, slots=True)
class Installed:
    """A pack that was installed; `before` is the version it replaces, empty where there was none."""

    pack: Pack
    before: str = ""

    @property
    def line(self) -> str:
        """What was done, and what the check of the file means."""
        if self.before == self.pack.version:
            return f"报表包「{self.pack.title}」版本 {self.pack.version} 已经有了，不必安装"
        replaced = f"，取代版本 {self.before}" if self.before else ""
        return (
            f"已安装报表包「{self.pack.title}」版本 {self.pack.version}{replaced}；"
            "校验值相符，说明文件完整，不说明由谁制作"
        )


def pack_archive(identity: str, out: Path) -> Pack:
    """Write a pack, shipped or an author's folder, as one file to hand on.  Raises TemplateError for a faulty pack."""
    pack = load_pack(identity)
    write_archive(pack.id, pack.version, pack_texts(identity), out)
    return pack


def install(path: Path) -> Installed:
    """Check a pack's file and install it for this account.

    Nothing changes when the same version is there.  Raises TemplateError when it is damaged, faulty, for a newer
    program, or older than what there is.
    """
    pack = _pack_of(path)
    before = _present(pack.id)
    if before and newer(before, pack.version):
        raise TemplateError(f"报表包 {path.name} 是版本 {pack.version}，已有更新的 {before}", "不必安装")
    if before != pack.version:
        put(path, pack.id)
        forget_packs()
    return Installed(pack, before)


def remove(identity: str) -> None:
    """Take an installed pack away; report files keep the copy they carry."""
    installed_path(identity).unlink(missing_ok=True)
    forget_packs()


def installed() -> dict[Path, Pack | TemplateError]:
    """The installed packs by file, or what is wrong with one."""
    found: dict[Path, Pack | TemplateError] = {}
    folder = user_data("packs")
    for path in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else ():
        try:
            found[path] = _pack_of(path)
        except TemplateError as error:
            found[path] = error
    return found


def _pack_of(path: Path) -> Pack:
    identity, texts = read_archive(path)
    pack = read_pack(identity, texts)
    if pack.id != identity:
        raise TemplateError(f"报表包 {path.name} 的清单写着 {identity}，里面是 {pack.id}", "请向发放的单位索取")
    validate(pack, dictionary())
    return pack


def _present(identity: str) -> str:
    return next((pack.version for pack in known() if pack.id == identity), "")
