"""Parsing the command line and turning results and errors into output and exit status."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from core.errors import JuebaoError, UsageError, reason

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Result = tuple[dict[str, Any], list[str], int]
"""What a verb gives: the JSON document, the lines for people, the exit status."""

VERBS = ("templates", "new", "import", "set", "packs", "show", "check", "export", "history", "undo", "redo", "restore")
DONE, REFUSED, WRONG_USE = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one Chinese line instead of printing usage."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"命令写法不对（{message}）", f"用 {self.prog} --help 查看写法")


def run(arguments: Sequence[str]) -> int:
    """Carry out one verb; returns the exit status."""
    wants_json = "--json" in arguments
    try:
        options = _parser().parse_args(_without_dash(arguments))
        document, lines, status = _verb(options.verb)(options)
    except UsageError as error:
        return _fail(error, WRONG_USE)
    except JuebaoError as error:
        return _fail(error, REFUSED)
    except OSError as error:
        return _fail(_from_os(error), REFUSED)
    _tell(document if wants_json else None, lines)
    return status


def _tell(document: dict[str, Any] | None, lines: Sequence[str]) -> None:
    """Print the answer; a reader that stops early (head, less) is no error."""
    try:
        if document is not None:
            json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
            sys.stdout.write("\n")
        else:
            for line in lines:
                print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        # What Python would write at its own end goes nowhere, too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _without_dash(arguments: Sequence[str]) -> list[str]:
    """`--json -` is the same as `--json`."""
    kept = list(arguments)
    for index in range(len(kept) - 1, 0, -1):
        if kept[index] == "-" and kept[index - 1] == "--json":
            del kept[index]
    return kept


def _fail(error: JuebaoError, status: int) -> int:
    print(error.line.replace("\n", " "), file=sys.stderr)
    return status


def _from_os(error: OSError) -> JuebaoError:
    name = Path(str(error.filename)).name if error.filename else "文件"
    return JuebaoError(f"{name} 无法读写：{reason(error)}", "请检查路径、权限和磁盘空间")


def _verb(name: str) -> Callable[[argparse.Namespace], Result]:
    """The function of a verb, imported when called for."""
    match name:
        case "templates" | "new" | "set" | "show" | "history" | "undo" | "redo" | "restore":
            from core.commands import report_verbs

            return report_verbs.VERBS[name]
        case "packs":
            from core.commands.packs_verb import packs

            return packs
        case "import":
            from core.commands.import_verb import import_sources

            return import_sources
        case "check":
            from core.commands.check_verb import check

            return check
    from core.commands.export_verb import export

    return export


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="juebao", description="决报：部门决算公开与绩效自评的离线填报")
    verbs = parser.add_subparsers(dest="verb", required=True, parser_class=_Parser)

    def verb(name: str, text: str, *positional: str) -> argparse.ArgumentParser:
        sub = verbs.add_parser(name, help=text)
        for argument in positional:
            sub.add_argument(argument)
        sub.add_argument("--json", action="store_true", help="在标准输出打印 JSON")
        return sub

    templates = verb("templates", "列出、安装或制作报表包")
    templates.add_argument("--install", nargs="+", default=[], metavar="报表包.zip")
    templates.add_argument("--pack", default="")
    templates.add_argument("--out", default="")
    new = verb("new", "新建填报文件", "out")
    new.add_argument("--template", default="")
    new.add_argument("--unit", default="")
    new.add_argument("--year", type=int)
    new.add_argument("--from", dest="last_year", default="")
    imports = verb("import", "导入上年的报告")
    imports.add_argument("sources", nargs="+")
    imports.add_argument("--into", default="")
    imports.add_argument("--new", default="")
    imports.add_argument("--template", default="")
    imports.add_argument("--unit", default="")
    imports.add_argument("--year", type=int)
    imports.add_argument("--accept", choices=["certain", "all", "none"])
    sets = verb("set", "填写数据项", "file")
    sets.add_argument("assignments", nargs="+", metavar="KEY[@ASPECT]=VALUE")
    packs = verb("packs", "列出或更换填报文件的报表包", "file")
    packs.add_argument("--template", default="", metavar="ID[,ID]", help="换成这些报表包，数据全部保留")
    packs.add_argument("--dry-run", action="store_true", help="与 --template 同用：只说明会有什么变化")
    show = verb("show", "显示数据项和文字", "file")
    show.add_argument("keys", nargs="*")
    check = verb("check", "审核填报文件或任意报告", "source")
    check.add_argument("--template", default="")
    check.add_argument("--year", type=int)
    check.add_argument("--annotate", default="")
    check.add_argument("--summary", default="")
    export = verb("export", "导出 PDF、Excel、Word", "file")
    for option in ("pdf", "xlsx", "docx", "report"):
        export.add_argument(f"--{option}", default="")
    export.add_argument("--audience", choices=["public", "filing"], default="filing")
    export.add_argument("--draft", action="store_true")
    export.add_argument("--blank", nargs="?", const="万元", default="", choices=["万元", "元"])
    verb("history", "列出修改记录", "file")
    verb("undo", "撤销上一次修改", "file")
    verb("redo", "重做", "file")
    verb("restore", "恢复到快照", "file", "snapshot")
    return parser
