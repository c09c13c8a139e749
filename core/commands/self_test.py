"""--self-test: the whole job on the sample, in a temporary folder, with proof that no network was used."""

from __future__ import annotations

import contextlib
import importlib
import io
import socket
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from core.commands.run import run
from core.paths import resource

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = "示例县总工会2023年度部门整体支出绩效自评报告.docx"
ON_DEMAND = ("docx", "lxml.etree", "olefile", "openpyxl", "pypdfium2", "python_calamine", "reportlab.pdfgen.canvas")
"""What the actions import when they run; a bundle that lost one would fail only then."""
_INTERNET = {socket.AF_INET, socket.AF_INET6}


class _NetworkWatch:
    """Notes every internet socket that is made; local ones for the display are no network."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if (event == "socket.__new__" and arguments[1] in _INTERNET) or event in {
            "socket.getaddrinfo",
            "socket.gethostbyname",
        }:
            self.seen.append(event)


def self_test(open_window: Callable[[Path], int]) -> int:
    """Import, check, export in every format, open and close the window; 0 when all went well."""
    watch = _NetworkWatch()
    sys.addaudithook(watch)
    # On Windows a file that is still being closed cannot be deleted; that is no reason to fail.
    with tempfile.TemporaryDirectory(prefix="决报 自检 ", ignore_cleanup_errors=True) as folder:
        failures = [name for name, done in _steps(Path(folder), open_window) if not done]
    if watch.seen:
        failures.append(f"没有联网（{watch.seen[0]}）")
    if failures:
        _say(f"自检失败：{'、'.join(failures)}", sys.stderr)
        return 1
    _say("自检通过", sys.stdout)
    return 0


def _steps(folder: Path, open_window: Callable[[Path], int]) -> list[tuple[str, bool]]:
    file = folder / "示例.jbao"
    exports = [folder / f"示例.{suffix}" for suffix in ("pdf", "xlsx", "docx")]
    steps = [
        ("导入", _quiet(["import", str(resource("samples", SAMPLE)), "--new", str(file), "--year", "2024"]) == 0),
        ("审核", _quiet(["check", str(file)]) in {0, 1}),
        (
            "导出",
            _quiet(
                ["export", str(file), "--draft"]
                + [part for path in exports for part in (f"--{path.suffix[1:]}", str(path))]
            )
            == 0,
        ),
        ("导出的文件", all(path.is_file() and path.stat().st_size > 1000 for path in exports)),
        ("读回", all(_reads_back(path, folder) for path in exports)),
        ("程序库", all(_is_there(name) for name in ON_DEMAND)),
        ("窗口", open_window(file) == 0),
    ]
    for name, done in steps:
        _say(f"{'✓' if done else '✕'} {name}", sys.stdout)
    return steps


def _reads_back(path: Path, folder: Path) -> bool:
    new = folder / f"{path.suffix[1:]}.jbao"
    return path.is_file() and _quiet(["import", str(path), "--new", str(new), "--year", "2024"]) == 0


def _is_there(module: str) -> bool:
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return True


def _say(line: str, stream: TextIO | None) -> None:
    """A program with a window has no stream on Windows, and one with a console may lack the signs."""
    if stream is not None:
        encoding = stream.encoding or "ascii"
        print(line.encode(encoding, "replace").decode(encoding), file=stream)


def _quiet(arguments: list[str]) -> int:
    with contextlib.redirect_stdout(io.StringIO()):
        return run(arguments)
