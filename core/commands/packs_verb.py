"""packs: which reports a file makes, and changing that as one change set; what will be hidden is told first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.commands.documents import moved_json
from core.commands.report_verbs import opened
from core.errors import UsageError
from core.report import Moved
from core.template import known, load_pack
from core.template.archive import newer

if TYPE_CHECKING:
    import argparse

    from core.commands.run import Result
    from core.report import Repacking, Report


def packs(options: argparse.Namespace) -> Result:
    """List a file's packs; with --template make it carry those, in this order, each in its newest version."""
    if options.template:
        return _change(options)
    if options.dry_run:
        raise UsageError("--dry-run 要与 --template 同用", "写明要换成哪些报表包")
    with opened(options.file, read_only=True) as report:
        found = _packs_json(report)
        lines = [f"{one['id']}　{one['title']}　版本 {one['version']}{_newer(one)}" for one in found]
        return {"file": options.file, "packs": found}, lines, 0


def _newer(pack: dict[str, Any]) -> str:
    return f"，有更新的 {pack['newer']}" if pack["newer"] else ""


def _change(options: argparse.Namespace) -> Result:
    names = list(dict.fromkeys(filter(None, options.template.split(","))))
    wanted = [load_pack(name) for name in names]
    with opened(options.file, read_only=options.dry_run) as report:
        plan = report.plan_packs(wanted)
        moved = Moved(None) if options.dry_run else report.set_packs(wanted)
        document = moved_json(report, moved) | {"packs": _packs_json(report)} | plan_json(plan)
        return document, [*_lines(plan)], 0


def _packs_json(report: Report) -> list[dict[str, Any]]:
    """The packs that the file carries; `newer` is the version that this program has, where it is a later one."""
    here = {pack.id: pack.version for pack in known()}
    return [
        {
            "id": pack.id,
            "title": pack.title,
            "version": pack.version,
            "newer": here[pack.id] if pack.id in here and newer(here[pack.id], pack.version) else None,
        }
        for pack in report.template.packs
    ]


def plan_json(plan: Repacking) -> dict[str, Any]:
    """What a change of packs does."""
    return {
        "added": list(plan.added),
        "removed": list(plan.removed),
        "renewed": list(plan.renewed),
        "hidden": {
            "tables": list(plan.hidden_tables),
            "sections": list(plan.hidden_sections),
            "figures": plan.hidden_figures,
        },
    }


def _lines(plan: Repacking) -> list[str]:
    parts = [("增加", plan.added), ("去掉", plan.removed), ("更新", plan.renewed)]
    lines = [f"{what}：{'、'.join(titles)}" for what, titles in parts if titles] or ["报表包没有变化"]
    hidden = [*plan.hidden_tables, *plan.hidden_sections]
    if hidden:
        lines.append(f"不再显示（内容仍保存在文件里）：{'、'.join(hidden)}")
    if plan.typed_instead:
        lines.append(f"{len(plan.typed_instead)} 个合计改为直接填写，已填好原来的数")
    return lines
