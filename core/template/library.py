"""Where packs come from: the program, what this account has installed, an author's own folder."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import TemplateError
from core.paths import resource, user_data
from core.template.dictionary import dictionary, read_folder
from core.template.pack import SHARED, read_pack
from core.template.template import Template
from core.template.toml import TomlFile
from core.template.validation import validate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.template.model import Pack

SUFFIX = ".zip"


@cache
def pack_texts(identity: str) -> Mapping[str, str]:
    """The TOML texts of a pack: shipped, installed, or in an author's folder.  Raises TemplateError for none."""
    if not re.fullmatch(r"[a-z0-9-]+", identity):
        if (Path(identity) / "pack.toml").is_file():
            return folder_texts(Path(identity))
        raise _unknown(identity)
    folder = resource("packs", identity)
    there = folder_texts(folder) if (folder / "pack.toml").is_file() else {}
    texts = _added(identity, there) or there
    if not texts:
        raise _unknown(identity)
    return texts


def _unknown(identity: str) -> TemplateError:
    return TemplateError(f"没有报表包「{identity}」", "用 templates 查看可用的报表包，或给出报表包文件夹的路径")


def _added(identity: str, there: Mapping[str, str]) -> dict[str, str]:
    """The texts of an installed pack; none where there is none, the shipped one is as new or the file is damaged."""
    if not installed_path(identity).is_file():
        return {}
    from core.template.archive import newer, read_archive  # only where something was installed

    try:
        _, texts = read_archive(installed_path(identity))
    except TemplateError:
        if there:
            return {}
        raise
    return texts if not there or newer(_version(texts), _version(there)) else {}


def _version(texts: Mapping[str, str]) -> str:
    return str(TomlFile("pack.toml", texts.get("pack.toml", "")).data.get("pack", {}).get("version", ""))


def installed_path(identity: str) -> Path:
    """Where the pack of this id lies when it is installed."""
    return user_data("packs", identity + SUFFIX)


def folder_texts(folder: Path) -> dict[str, str]:
    """The texts of a pack's folder with those it includes (`include` of its [pack]) before them."""
    own = read_folder(folder)
    texts: dict[str, str] = {}
    head = TomlFile(f"{folder.name}/pack.toml", own.get("pack.toml", ""))
    for name in head.data.get("pack", {}).get("include", []):
        shared = folder.parent / "_shared" / name
        if not shared.is_file():
            shared = resource("packs") / "_shared" / name
        if not shared.is_file():
            raise TemplateError(f"{head.name} 要包含的 {name} 不存在", "请核对 include 里的文件名")
        texts[f"{SHARED}{name}"] = shared.read_text(encoding="utf-8")
    return texts | own


@cache
def load_pack(identity: str) -> Pack:
    """A pack, wherever it is, read and validated once."""
    pack = read_pack(Path(identity).name, pack_texts(identity))
    validate(pack, dictionary())
    return pack


def forget_packs() -> None:
    """Read packs anew: one was installed or removed."""
    pack_texts.cache_clear()
    load_pack.cache_clear()


def shipped() -> list[Pack]:
    """Every shipped pack, in the order of their ids."""
    folder = resource("packs")
    return [load_pack(path.name) for path in sorted(folder.iterdir()) if (path / "pack.toml").is_file()]


def known() -> list[Pack]:
    """Every pack that a new report can have, in the order of their ids; an installed one that is faulty is left out."""
    packs = {pack.id: pack for pack in shipped()}
    folder = user_data("packs")
    for path in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else ():
        if path.stem in packs:
            continue
        try:
            packs[path.stem] = load_pack(path.stem)
        except TemplateError:
            continue  # `installed` tells what is wrong with it
    return [packs[identity] for identity in sorted(packs)]


def template_of(identities: Iterable[str], year: int | None = None) -> Template:
    """The template of packs for a fiscal year."""
    return Template(dictionary(), [load_pack(identity) for identity in identities], year)
