"""What this program is: versions, packs, where it keeps what, licences."""

from __future__ import annotations

import platform
import re
import sqlite3
from typing import TYPE_CHECKING

from core.paths import resource, root, user_data

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LIBRARIES = (
    ("PySide6-Essentials", "窗口（Qt）", "LGPL-3.0"),
    ("openpyxl", "Excel", "MIT"),
    ("reportlab", "PDF", "BSD"),
    ("python-docx", "Word", "MIT"),
    ("pypdfium2", "读取 PDF", "Apache-2.0 或 BSD-3-Clause"),
    ("python-calamine", "读取旧版 Excel", "MIT"),
    ("olefile", "读取旧版 Word", "BSD"),
    ("sqlite-utils", "填报文件", "Apache-2.0"),
)


def version() -> str:
    """The version of this program."""
    import tomllib

    try:
        return str(tomllib.loads((root() / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
    except (OSError, KeyError, ValueError):
        return "未知"


def about() -> str:
    """The page as Markdown."""
    return "\n".join([*_program(), *_packs(), *_places(), *_licences()])


def _program() -> Iterator[str]:
    yield "### 关于决报\n"
    yield f"决报 {version()}，部门决算公开和部门整体支出绩效自评的填报程序。不联网；每一次修改都立即写入填报文件。\n"
    yield f"运行环境：Python {platform.python_version()}，SQLite {sqlite3.sqlite_version}，{platform.platform()}\n"


def _packs() -> Iterator[str]:
    from core.errors import TemplateError
    from core.template import known
    from core.template.installing import installed

    added = installed()
    own = {pack.id for pack in added.values() if not isinstance(pack, TemplateError)}
    yield "#### 报表包\n\n| 报表包 | 地区 | 年度 | 版本 | 来自 |\n|---|---|---|---|---|"
    for pack in known():
        years = f"{min(pack.years)}–{max(pack.years)}"
        source = "自行安装" if pack.id in own else "随程序"
        yield f"| {pack.title} | {pack.region} | {years} | {pack.version} | {source} |"
    yield ""
    for path, fault in added.items():
        if isinstance(fault, TemplateError):
            yield f"没有采用 {path.name}：{fault.line}\n"
    yield (
        "新的报表包是一个 zip 文件，拖到窗口上就装好，不需要网络。程序核对文件里每一部分的校验值（SHA-256）："
        "相符说明文件完整，没有损坏，但**不说明由谁制作**，请只安装主管部门发放的报表包。\n"
    )


def _places() -> Iterator[str]:
    from core.reportfile.working_copy import default_folder
    from ui.windows.crash import log_file
    from ui.windows.memory import folder

    yield "#### 数据放在哪里\n\n| 内容 | 位置 |\n|---|---|"
    yield "| 填报文件（.jbao）和它旁边的备份 | 您保存它的文件夹 |"
    for name, path in (
        ("设置、最近的文件", folder()),
        ("自行安装的报表包", user_data("packs")),
        ("网络盘、U 盘上文件的本机副本", default_folder()),
        ("运行记录", log_file()),
    ):
        yield f"| {name} | {path} |"
    yield "\n升级或卸载程序不会动这些位置，也不会动填报文件。\n"


def _licences() -> Iterator[str]:
    yield "#### 许可\n\n程序以 MIT 许可发布。用到的程序库、字体和图标：\n"
    yield "| 名称 | 用途 | 版本 | 许可 |\n|---|---|---|---|"
    locked = _locked()
    for name, use, licence in _LIBRARIES:
        yield f"| {name} | {use} | {locked.get(name.lower(), '')} | {licence} |"
    yield "| Fandol、Noto Sans SC | 字体 | | GPL-3.0（附字体例外）、OFL 1.1 |"
    yield "| Lucide | 图标 | | ISC |"
    yield f"\n许可全文：{'、'.join(str(path) for path in _licence_folders())}"


def _locked() -> dict[str, str]:
    """The versions of the libraries that this program was built with, by their names in the lock file."""
    try:
        text = (root() / "requirements.lock").read_text(encoding="utf-8")
    except OSError:
        return {}
    return {name.lower(): version for name, version in re.findall(r"(?m)^([\w.-]+)==(\S+)", text)}


def _licence_folders() -> Iterator[Path]:
    for path in (root() / "licences", root() / "LICENSE", resource("fonts", "LICENSES"), resource("icons", "LICENSE")):
        if path.exists():
            yield path
